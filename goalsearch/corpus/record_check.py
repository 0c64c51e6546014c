"""Records to goals and programmes, with everything that is wrong on the way."""

from collections.abc import Collection, Mapping
from typing import Final

from goalsearch.corpus import schema, values
from goalsearch.corpus.finding import Finding, Severity
from goalsearch.corpus.plain import area_from_dict, example_from_dict, goal_of, goal_year_from_dict, programme_from_dict
from goalsearch.corpus.quoting import quoted
from goalsearch.corpus.record import Record
from goalsearch.model import Example, Goal, GoalYear, Json, Programme
from goalsearch.model.fields import TABLE, Kind, is_english
from goalsearch.text.characters import visible

# Texts, and the field that says whose each is.
_SOURCE_OF: Final = {name: f"{name}_source" for name in ("title_en", "summary", "summary_en")}
_REQUIRED: Final = frozenset(schema.GOAL.required)
_APART: Final = tuple(name for field in TABLE if field.apart for name in field.names)


class RecordCheck:
    """
    Reads one record; ``findings`` fills as it goes.

    A record is read to its end whatever is wrong with it, so that a person can mend all of it at once.

    Attributes:
        findings: What is wrong.
        examples: The examples that a goal brings along in its own record, once it is read.
        unused: Names in the record of a goal that were passed over.
    """

    def __init__(self, record: Record) -> None:
        self.record = record
        self.findings: list[Finding] = []
        self.examples: tuple[Example, ...] = ()
        self.unused: list[str] = []

    def goal(self) -> Goal | None:
        """The goal, or None if it has errors."""
        checked = self._fields(_without_joined_agency(self.record.values), schema.GOAL)
        for field, source in _SOURCE_OF.items():
            if (field in checked) != (source in checked):
                self._settle_source(checked, field, source)
        for name in _APART:
            if name in checked:
                self.examples += _examples(name, checked.pop(name))
        # A column that is missing was said once for the file, and is no finding of this record.
        if not checked.keys() >= _REQUIRED or self._has_errors():
            return None
        if isinstance(areas := checked.get("areas"), list):
            checked["areas"] = tuple(area_from_dict(area) for area in areas)
        return goal_of(checked)

    def example(self, goal_ids: Collection[str] | None) -> tuple[str, Example] | None:
        """
        The id of a goal and an example of it, or None if it has errors.

        Args:
            goal_ids: Ids of the goals that there are; None to take the examples of any.
        """
        checked = self._fields(self.record.values, schema.EXAMPLE)
        if (kind := checked.get("kind")) is not None:
            checked["kind"] = values.choice(kind, "kind", self._report, schema.EXAMPLE_KINDS)
        goal_id = checked.pop("goal_id", None)
        if goal_ids is not None and goal_id is not None and goal_id not in goal_ids:
            self._report("goal_id", "corpus.example_of_no_goal", goal_id=quoted(goal_id))
        if not (checked.get("abstract") or checked.get("abstract_en")):
            self._report("abstract", "corpus.example_without_abstract")
        return None if self._has_errors() else (str(goal_id), example_from_dict(checked))

    def programme(self) -> Programme | None:
        """The programme, or None if it has errors."""
        checked = self._fields(self.record.values, schema.PROGRAMME)
        return None if self._has_errors() else programme_from_dict(checked)

    def goal_year(self) -> GoalYear | None:
        """What is said about a fiscal year, or None if it has errors."""
        checked = self._fields(self.record.values, schema.YEAR)
        return None if self._has_errors() else goal_year_from_dict(checked)

    def _fields(self, given: Mapping[str, object], table: schema.TableFields, inside: str = "") -> Json:
        """The checked values of one table by field, without those fields that have none."""
        checked: Json = {}
        names: dict[str, str] = {}
        for written, value in given.items():
            field = table.field(written)
            if field is None:
                # What a goal has in an area, or in a source, has no columns of others beside it.
                if self.record.may_have_more and table is schema.GOAL and table.is_passed_over(written):
                    self.unused.append(written)
                    continue
                key, problem = table.unknown_name(written)
                self._report(inside + written, key, severity="error", **problem)
                continue
            if field in names:
                self._report(inside + written, "corpus.field_twice", first=names[field], value=quoted(value))
                continue
            names[field] = written
            # JSON writes null where nothing is recorded.
            if value is not None:
                kind, where = table.kinds[field], inside + written
                read = values.READERS.get(kind)
                found = read(value, where, self._report) if read else self._other(kind, field, where, value)
                if found is not None:
                    checked[field] = found
        for field in table.required:
            if field not in checked:
                self._require(field, names.get(field), given, inside)
        return checked

    def _other(self, kind: Kind, field: str, written: str, value: object) -> object:
        """The value of a field that holds tables, or one of a few words."""
        if kind == "areas":
            return self._areas(written, value)
        if kind == "sources":
            return self._sources(written, value)
        return values.choice(value, written, self._report, schema.CHOICES[field])

    def _areas(self, written: str, value: object) -> list[Json]:
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self._report(written, "corpus.areas", value=quoted(value))
            return []
        return [self._area(item, f"{written}[{number}].") for number, item in enumerate(value, 1)]

    def _area(self, given: Mapping[str, object], inside: str) -> Json:
        area = self._fields(given, schema.AREA, inside)
        if area.get("verified") is False and "supervisor" in area:
            # The name of a person is not for hearsay.
            self._report(f"{inside}supervisor", "corpus.unverified_supervisor")
        return area

    def _sources(self, written: str, value: object) -> tuple[str, ...]:
        """Sources as text: from a list of text, or of tables that hold a ``url`` or the name of a ``document``."""
        if not isinstance(value, list) or not any(isinstance(item, dict) for item in value):
            return values.lines(value, written, self._report)
        sources: list[str] = []
        for number, item in enumerate(value, 1):
            inside = f"{written}[{number}]"
            table = item if isinstance(item, dict) else {}
            named = self._fields(table, schema.SOURCE, f"{inside}.").values()
            if sum(bool(part) for part in table.values()) != 1:
                self._report(inside, "corpus.source")
            sources += [str(part) for part in named]
        return tuple(sources)

    def _settle_source(self, checked: Json, field: str, source: str) -> None:
        """A text whose source is not named is editorial; a source without a text says nothing."""
        if field in checked:
            checked[source] = "editorial"
        else:
            self._report(source, "corpus.source_without_text", severity="note", name=field)
            del checked[source]

    def _require(self, field: str, written: str | None, given: Mapping[str, object], inside: str) -> None:
        """Says that a required field has no value, unless something else was said of it."""
        if written is None:
            if field not in self.record.reported:
                self._report(inside + field, "corpus.missing_field", name=field)
        elif given[written] is None or isinstance(given[written], str):
            self._report(inside + written, "corpus.empty", name=field)

    def _report(self, field: str, key: str, /, *, severity: Severity = "error", **problem: object) -> None:
        goal_id = self.record.goal_id
        self.findings.append(
            Finding(
                path=self.record.path,
                line=self.record.line_of(field),
                record=self.record.number,
                sheet=self.record.sheet,
                goal_id=None if goal_id is None else visible(goal_id),
                field=visible(field),
                key=key,
                values=problem,
                severity=severity,
            )
        )

    def _has_errors(self) -> bool:
        return bool(self.findings) and any(finding.severity == "error" for finding in self.findings)


def _examples(field: str, texts: object) -> tuple[Example, ...]:
    """Examples that have one text each, that of a field which holds them."""
    name = "abstract_en" if is_english(field) else "abstract"
    return tuple(example_from_dict({name: item}) for item in texts) if isinstance(texts, tuple) else ()


def _without_joined_agency(given: Mapping[str, object]) -> Mapping[str, object]:
    """The fields without ``agency`` where it only repeats ``agencies``, as in a goal that was written as JSON."""
    if "agency" not in given or not isinstance(agencies := given.get("agencies"), list):
        return given
    agency = given["agency"]
    if not (agency is None or agency in agencies or agency == _joined(agencies)):
        return given
    return {name: value for name, value in given.items() if name != "agency"}


def _joined(agencies: list[object]) -> str:
    return "・".join(map(str, agencies))

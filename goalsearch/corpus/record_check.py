"""Records to goals and programmes, with everything that is wrong on the way."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from goalsearch.corpus import schema, values
from goalsearch.corpus.finding import Finding, Severity
from goalsearch.corpus.plain import example_from_dict, goal_from_dict, goal_year_from_dict, programme_from_dict
from goalsearch.corpus.quoting import quoted
from goalsearch.corpus.record import Record
from goalsearch.model import Example, Goal, GoalYear, Json, Programme
from goalsearch.model.fields import TABLE, Kind, is_english
from goalsearch.text.characters import visible

_TEXTS_WITH_SOURCE: Final = ("title_en", "summary", "summary_en")


_APART: Final = tuple(name for field in TABLE if field.apart for name in field.names)


class RecordCheck:
    """
    Reads one record; ``findings`` fills as it goes.

    A record is read to its end whatever is wrong with it, so that a person can mend all of it at once.

    Attributes:
        findings: What is wrong.
        examples: The examples that a goal brings along in its own record, once it is read.
    """

    def __init__(self, record: Record) -> None:
        self.record = record
        self.findings: list[Finding] = []
        self.examples: tuple[Example, ...] = ()
        self._goal_id = None if record.goal_id is None else visible(record.goal_id)

    def goal(self) -> Goal | None:
        """The goal, or None if it has errors."""
        given = _without_joined_agency(self.record.values)
        checked = self._fields(given, schema.GOAL, schema.GOAL_ALIASES, schema.REQUIRED_OF_GOAL)
        for field in _TEXTS_WITH_SOURCE:
            self._settle_source(checked, field)
        self.examples = tuple(
            example_from_dict({"abstract_en" if is_english(name) else "abstract": item})
            for name in _APART
            for item in _items(checked.pop(name))
        )
        # A column that is missing was said once for the file, and is no finding of this record.
        complete = all(checked[field] is not None for field in schema.REQUIRED_OF_GOAL)
        return goal_from_dict(_without_none(checked)) if complete and not self._has_errors() else None

    def example(self, goal_ids: Collection[str] | None) -> tuple[str, Example] | None:
        """
        The id of a goal and an example of it, or None if it has errors.

        Args:
            goal_ids: Ids of the goals that there are; None to take the examples of any.
        """
        checked = self._fields(self.record.values, schema.EXAMPLE, {}, schema.REQUIRED_OF_EXAMPLE)
        if checked["kind"] is not None:
            checked["kind"] = values.choice(checked["kind"], self._reporter("kind"), schema.EXAMPLE_KINDS)
        if goal_ids is not None and checked["goal_id"] is not None and checked["goal_id"] not in goal_ids:
            self._report("goal_id", "corpus.example_of_no_goal", {"goal_id": quoted(checked["goal_id"])})
        if not (checked["abstract"] or checked["abstract_en"]):
            self._report("abstract", "corpus.example_without_abstract")
        if self._has_errors():
            return None
        goal_id = str(checked.pop("goal_id"))
        return goal_id, example_from_dict(checked)

    def programme(self) -> Programme | None:
        """The programme, or None if it has errors."""
        checked = self._fields(self.record.values, schema.PROGRAMME, {}, schema.REQUIRED_OF_PROGRAMME)
        return None if self._has_errors() else programme_from_dict(_without_none(checked))

    def goal_year(self) -> GoalYear | None:
        """What is said about a fiscal year, or None if it has errors."""
        checked = self._fields(self.record.values, schema.YEAR, {}, schema.REQUIRED_OF_YEAR)
        return None if self._has_errors() else goal_year_from_dict(_without_none(checked))

    def _fields(
        self,
        given: Mapping[str, object],
        fields: schema.Fields,
        aliases: Mapping[str, str],
        required: Sequence[str],
        inside: str = "",
    ) -> Json:
        """The checked values of one table by field, and None for every field that has none."""
        checked: Json = dict.fromkeys(fields)
        names: dict[str, str] = {}
        for written, value in given.items():
            field = schema.canonical(written, fields, aliases)
            if field is None:
                self._unknown(inside, written, fields, aliases)
                continue
            if field in names:
                problem = {"first": names[field], "value": quoted(value)}
                self._report(inside + written, "corpus.field_twice", problem)
                continue
            names[field] = written
            # JSON writes null where nothing is recorded.
            checked[field] = None if value is None else self._value(fields[field], field, inside + written, value)
        for field in required:
            self._require(field, names, checked, given, inside)
        return checked

    def _value(self, kind: Kind, field: str, written: str, value: object) -> object:
        if kind == "areas":
            return self._areas(written, value)
        if kind == "sources":
            return self._sources(written, value)
        return values.simple(kind, field, value, self._reporter(written))

    def _areas(self, written: str, value: object) -> list[Json]:
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self._report(written, "corpus.areas", {"value": quoted(value)})
            return []
        return [self._area(item, f"{written}[{number}].") for number, item in enumerate(value, 1)]

    def _area(self, given: Mapping[str, object], inside: str) -> Json:
        area = _without_none(self._fields(given, schema.AREA, {}, schema.REQUIRED_OF_AREA, inside))
        if area.get("verified") is False and "supervisor" in area:
            # The name of a person is not for hearsay.
            self._report(f"{inside}supervisor", "corpus.unverified_supervisor")
        return area

    def _sources(self, written: str, value: object) -> list[str]:
        """Sources as text: from a list of text, or of tables that hold a ``url`` or the name of a ``document``."""
        if not isinstance(value, list) or not any(isinstance(item, dict) for item in value):
            return list(values.texts(value, self._reporter(written)))
        sources = []
        for number, item in enumerate(value, 1):
            inside = f"{written}[{number}]"
            table = item if isinstance(item, dict) else {}
            named = [part for part in self._fields(table, schema.SOURCE, {}, (), f"{inside}.").values() if part]
            if sum(bool(part) for part in table.values()) != 1:
                self._report(inside, "corpus.source")
            sources += [str(part) for part in named]
        return sources

    def _settle_source(self, checked: Json, field: str) -> None:
        """A text whose source is not named is editorial; a source without a text says nothing."""
        source = f"{field}_source"
        if checked[field] is not None and checked[source] is None:
            checked[source] = "editorial"
        elif checked[field] is None and checked[source] is not None:
            self._report(source, "corpus.source_without_text", {"name": field}, "note")
            checked[source] = None

    def _require(
        self, field: str, names: Mapping[str, str], checked: Json, given: Mapping[str, object], inside: str
    ) -> None:
        written = names.get(field)
        if written is None:
            if field not in self.record.reported:
                self._report(inside + field, "corpus.missing_field", {"name": field})
        elif checked[field] is None and (given[written] is None or isinstance(given[written], str)):
            self._report(inside + written, "corpus.empty", {"name": field})

    def _unknown(self, inside: str, written: str, fields: schema.Fields, aliases: Mapping[str, str]) -> None:
        key, problem = schema.unknown_name(written, fields, aliases)
        self._report(inside + written, key, problem)

    def _reporter(self, field: str) -> values.Report:
        def report(key: str, /, *, part: str = "", severity: Severity = "error", **problem: object) -> None:
            self._report(field + part, key, problem, severity)

        return report

    def _report(
        self, field: str, key: str, problem: Mapping[str, object] | None = None, severity: Severity = "error"
    ) -> None:
        self.findings.append(
            Finding(
                path=self.record.path,
                line=self.record.line_of(field),
                record=self.record.number,
                goal_id=self._goal_id,
                field=visible(field),
                key=key,
                values=problem or {},
                severity=severity,
            )
        )

    def _has_errors(self) -> bool:
        return any(finding.severity == "error" for finding in self.findings)


def _items(texts: object) -> tuple[object, ...]:
    return texts if isinstance(texts, tuple) else ()


def _without_joined_agency(given: Mapping[str, object]) -> Mapping[str, object]:
    """The fields without ``agency`` where it only repeats ``agencies``, as in a goal that was written as JSON."""
    agency, agencies = given.get("agency"), given.get("agencies")
    if not isinstance(agencies, list) or not (agency is None or agency in agencies or agency == _joined(agencies)):
        return given
    return {name: value for name, value in given.items() if name != "agency"}


def _joined(agencies: list[object]) -> str:
    return "・".join(map(str, agencies))


def _without_none(checked: Json) -> Json:
    return {field: value for field, value in checked.items() if value is not None}

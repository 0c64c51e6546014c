"""The files of a corpus to goals, and everything that is wrong in them, in one pass."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from goalsearch.corpus import jsonl_reader, source, table_reader, toml_reader
from goalsearch.corpus.examples import corpus_fingerprint
from goalsearch.corpus.finding import Finding, InvalidCorpusError, Place, Severity, unused_names
from goalsearch.corpus.quoting import quoted
from goalsearch.corpus.record import Record, Records
from goalsearch.corpus.record_check import RecordCheck
from goalsearch.corpus.source import SourceFile
from goalsearch.model import Example, Goal, GoalYear, Programme
from goalsearch.model.fields import SEARCHED
from goalsearch.text.characters import visible

_NO_LETTERS: Final = re.compile(r"[\W_]+")
_LETTER: Final = re.compile(r"[^\W_]")

_READERS: Final[dict[str, Callable[[Path, bytes], Records]]] = {
    **dict.fromkeys(source.TOML_SUFFIXES, toml_reader.read),
    **dict.fromkeys(source.CSV_SUFFIXES, table_reader.read_csv),
    **dict.fromkeys(source.WORKBOOK_SUFFIXES, table_reader.read_workbook),
    **dict.fromkeys(source.PARQUET_SUFFIXES, table_reader.read_parquet),
    **dict.fromkeys(source.JSON_LINES_SUFFIXES, jsonl_reader.read),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusReading:
    """
    What a pass over the files gave.

    Attributes:
        goals: The goals that are valid, in the order of the files, and in a file in its own order.
        programmes: The programmes that are valid.
        years: What is said about fiscal years as a whole, as far as it is valid.
        places: Where each goal stands, by id.
        examples: The examples that goals bring along in their own records, by id.
        findings: All that is wrong, and what is worth knowing as far as it was asked for, in the order of the places.
        fingerprint: Hash of exactly the bytes that were read, and of the state of the examples, which were not.
    """

    goals: tuple[Goal, ...]
    programmes: tuple[Programme, ...]
    years: tuple[GoalYear, ...]
    places: dict[str, Place]
    examples: dict[str, tuple[Example, ...]]
    findings: tuple[Finding, ...]
    fingerprint: str


def read(path: Path, *, notes: bool) -> CorpusReading:
    """
    Reads the corpus at ``path``; never raises for what is in it, or for its not being there.

    Args:
        path: A file, or a folder of them.
        notes: Whether goals are looked at, and compared, for what is worth knowing and no error: titles that are the
            same, ids that look alike, no words. Of thousands of goals that takes half as long as reading them.
    """
    findings: list[Finding] = []
    files = _files(path, findings)
    contents = [_records(file, findings) for file in files]
    records = [record for content in contents for record in content.goals]
    examples: dict[str, tuple[Example, ...]] = {}
    unused: dict[Path, dict[str, None]] = {}
    goals = [(record, goal) for record in records if (goal := _goal(record, findings, examples, unused)) is not None]
    for file_path, names in unused.items():
        findings.append(unused_names(file_path, names))
    programmes = [
        (record, programme)
        for content in contents
        for record in content.programmes
        if (programme := _programme(record, findings)) is not None
    ]
    years = [
        (record, year)
        for content in contents
        for record in content.years
        if (year := _goal_year(record, findings)) is not None
    ]
    identified = [(record, goal_id) for record in records if (goal_id := record.goal_id) is not None]
    findings += _duplicate_ids(identified)
    if notes:
        findings += _look_alike_ids(identified)
        findings += _ids_like_remarks(identified)
    findings += _duplicate_years(years)
    findings += _duplicate_programmes(programmes)
    if notes:
        findings += _same_titles(goals)
        findings += _without_words(goals)
    findings += _empty(path, contents, findings)
    return CorpusReading(
        goals=tuple(goal for _, goal in goals),
        programmes=tuple(programme for _, programme in programmes),
        years=tuple(year for _, year in years),
        places={goal.id: record.place for record, goal in goals},
        examples=examples,
        # By path, not in the order of reading: what concerns a folder as a whole comes before its files.
        findings=tuple(sorted(findings, key=_order)),
        fingerprint=corpus_fingerprint(path, [file.hashed() for file in files]),
    )


def _order(found: Finding) -> tuple[str, str, int, int]:
    return str(found.path), found.sheet or "", found.line or 0, found.record or 0


def _files(path: Path, findings: list[Finding]) -> list[SourceFile]:
    files = []
    try:
        paths = source.corpus_files(path)
        ignored = source.ignored_files(path) if path.is_dir() else ()
    except InvalidCorpusError as error:
        findings += error.findings
        return []
    suffixes = {"suffixes": " ".join(source.SUFFIXES)}
    findings += [Finding(path=item, key="corpus.ignored", values=suffixes, severity="note") for item in ignored]
    for item in paths:
        try:
            files.append(source.read_file(item))
        except InvalidCorpusError as error:
            findings += error.findings
    return files


def _records(file: SourceFile, findings: list[Finding]) -> Records:
    try:
        records = _READERS[file.path.suffix.lower()](file.path, file.data)
    except InvalidCorpusError as error:
        records = Records(findings=error.findings)
    if not (records.goals or records.programmes or records.years or records.findings):
        findings.append(Finding(path=file.path, key="corpus.nothing_in_file", severity="note"))
    findings += records.findings
    return records


def _goal(
    record: Record,
    findings: list[Finding],
    examples: dict[str, tuple[Example, ...]],
    unused: dict[Path, dict[str, None]],
) -> Goal | None:
    check = RecordCheck(record)
    goal = check.goal()
    if check.unused:
        unused.setdefault(record.path, {}).update(dict.fromkeys(check.unused))
    if goal is not None and check.examples:
        examples[goal.id] = check.examples
    findings += check.findings
    return goal


def _programme(record: Record, findings: list[Finding]) -> Programme | None:
    check = RecordCheck(record)
    programme = check.programme()
    findings += check.findings
    return programme


def _goal_year(record: Record, findings: list[Finding]) -> GoalYear | None:
    check = RecordCheck(record)
    year = check.goal_year()
    findings += check.findings
    return year


def _duplicate_years(years: Iterable[tuple[Record, GoalYear]]) -> Iterator[Finding]:
    first: dict[int, Record] = {}
    for record, year in years:
        if (other := first.setdefault(year.fiscal_year, record)) is not record:
            place = str(other.place)
            yield _about(record, "corpus.duplicate_year", "fiscal_year", year=year.fiscal_year, other=place)


def _duplicate_ids(identified: Iterable[tuple[Record, str]]) -> Iterator[Finding]:
    first: dict[str, Record] = {}
    for record, goal_id in identified:
        if (other := first.setdefault(goal_id, record)) is not record:
            yield _about(record, "corpus.duplicate_id", "id", name=quoted(goal_id), other=str(other.place))


def _look_alike_ids(identified: Iterable[tuple[Record, str]]) -> Iterator[Finding]:
    """Notes on ids that a reader takes for one: they differ in letter case or width only."""
    first: dict[str, tuple[Record, str]] = {}
    for record, goal_id in identified:
        other, other_id = first.setdefault(unicodedata.normalize("NFKC", goal_id).casefold(), (record, goal_id))
        if other_id != goal_id:
            shown_id, place = quoted(other_id), str(other.place)
            yield _about(record, "corpus.look_alike_id", "id", severity="note", other_id=shown_id, other=place)


def _ids_like_remarks(identified: Iterable[tuple[Record, str]]) -> Iterator[Finding]:
    """Notes on ids that begin with the sign of a remark (# or ＃): one half taken away, or meant to be skipped."""
    for record, goal_id in identified:
        if unicodedata.normalize("NFKC", goal_id[:1]) == table_reader.COMMENT:
            yield _about(record, "corpus.id_like_remark", "id", severity="note")


def _duplicate_programmes(programmes: Iterable[tuple[Record, Programme]]) -> Iterator[Finding]:
    first: dict[tuple[str, str], Record] = {}
    for record, programme in programmes:
        identity = (programme.agency, programme.name)
        if (other := first.setdefault(identity, record)) is not record:
            shown_name, place = quoted(programme.name), str(other.place)
            yield _about(record, "corpus.duplicate_programme", "name", name=shown_name, other=place)


def _same_titles(goals: Iterable[tuple[Record, Goal]]) -> Iterator[Finding]:
    """Notes on goals that may be one goal twice: their titles are the same but for signs and white space."""
    first: dict[str, Record] = {}
    for record, goal in goals:
        title = unicodedata.normalize("NFKC", goal.title)
        title = (title if title.isalnum() else _NO_LETTERS.sub("", title)).casefold()
        other = first.setdefault(title, record)
        if title and other is not record and other.goal_id != record.goal_id:
            place = str(other.place)
            yield _about(
                record,
                "corpus.same_title",
                "title",
                severity="note",
                other_id=visible(other.goal_id or ""),
                other=place,
            )


def _without_words(goals: Iterable[tuple[Record, Goal]]) -> Iterator[Finding]:
    """Notes on goals that no search can find, since what is searched of them holds no letter."""
    for record, goal in goals:
        values = (getattr(goal, name, None) for name in SEARCHED)
        if not (_LETTER.search(goal.title) or any(_LETTER.search(str(value)) for value in values if value)):
            yield _about(record, "corpus.no_words", "title", severity="note")


def _about(record: Record, key: str, field: str, *, severity: Severity = "error", **problem: object) -> Finding:
    goal_id = record.goal_id
    return Finding(
        path=record.path,
        line=record.line_of(field),
        record=record.number,
        sheet=record.sheet,
        goal_id=None if goal_id is None else visible(goal_id),
        field=field,
        key=key,
        values=problem,
        severity=severity,
    )


def _empty(path: Path, contents: Iterable[Records], findings: Iterable[Finding]) -> Iterator[Finding]:
    """That there is no goal, unless something else that is wrong is the reason."""
    if not any(content.goals for content in contents) and all(finding.severity == "note" for finding in findings):
        yield Finding(path=path, key="corpus.empty_corpus")

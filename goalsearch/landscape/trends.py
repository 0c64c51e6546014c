"""Topics over time: which terms rise, fall and are new, which fields come to share terms, and which goals are near."""

import os
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from goalsearch.corpus import Corpus
from goalsearch.defaults import LEVEL, LIMIT, MIN_DOCUMENTS
from goalsearch.documents import ReadOptions
from goalsearch.errors import DatasetError
from goalsearch.landscape.dataset import Dataset, DatasetReading
from goalsearch.landscape.field_pairs import FieldPair
from goalsearch.landscape.incidence import incidence
from goalsearch.landscape.timeline import KINDS, Kind, Timeline
from goalsearch.landscape.topic import Topic
from goalsearch.model import Goal, Json, Notice
from goalsearch.model import fields as goal_fields
from goalsearch.ranking.weighting import field_text
from goalsearch.retrieval.searcher import Searcher

_GOAL_FIELDS: Final = tuple(field.name for field in goal_fields.TABLE if field.trends)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trends:
    """
    Topics over the fiscal years of some texts.

    Attributes:
        source: Name of the dataset; None for the goals themselves.
        years: All fiscal years from the first to the last.
        totals: Texts of each of them.
        split: The first year of the later of two periods with about half of the texts each.
        min_documents: Terms that fewer texts hold were not tested.
        level: The part of what is reported that is expected to be false at most.
        n_tested: Terms that were tested.
        n_found: How many passed, by kind; the lists below may be shorter.
        n_expected_false: How many of these are expected to be false, at most.
        new: Terms that are new, most improbable by chance first.
        rising: Terms that rise and are not among the new ones, strongest first.
        falling: Terms that fall, strongest first.
        undecided: Terms that rise or fall most among those that did not pass: counts, and nothing more.
        pairs: Pairs of fields that come to share terms, most improbable by chance first.
        n_pairs_found: How many passed; the list may be shorter.
        n_fields: Fields that were compared.
        n_fields_left_out: Fields that were not: they have too few texts, or no other field has enough.
        n_fields_beyond: Those of them that have enough texts, but fewer than the fields that were compared.
        reading: What became of the rows of the dataset.
        notices: What a reader should know.
    """

    source: str | None
    years: tuple[int, ...]
    totals: tuple[int, ...]
    split: int
    min_documents: int
    level: float
    n_tested: int
    n_found: dict[Kind, int]
    n_expected_false: float
    new: tuple[Topic, ...]
    rising: tuple[Topic, ...]
    falling: tuple[Topic, ...]
    undecided: tuple[Topic, ...]
    pairs: tuple[FieldPair, ...]
    n_pairs_found: int
    n_fields: int
    n_fields_left_out: int
    n_fields_beyond: int
    reading: DatasetReading | None
    notices: tuple[Notice, ...]

    @property
    def n_documents(self) -> int:
        """Texts that were compared."""
        return sum(self.totals)

    @property
    def n_passed(self) -> int:
        """Terms that passed a test."""
        return sum(self.n_found.values())

    @property
    def n_pairs(self) -> int:
        """Pairs of fields that were tested."""
        return self.n_fields * (self.n_fields - 1) // 2

    def to_dict(self) -> Json:
        """Plain values, ready for JSON."""
        kinds: Json = {
            kind: [topic.to_dict() for topic in getattr(self, kind)] for kind in (*self.n_found, "undecided")
        }
        return {
            "source": self.source,
            "years": list(self.years),
            "n_documents": self.n_documents,
            "totals": list(self.totals),
            "split": self.split,
            "min_documents": self.min_documents,
            "level": self.level,
            "n_tested": self.n_tested,
            "n_found": dict(self.n_found),
            "n_expected_false": self.n_expected_false,
            **kinds,
            "pairs": [pair.to_dict() for pair in self.pairs],
            "n_fields": self.n_fields,
            "n_fields_left_out": self.n_fields_left_out,
            "n_fields_beyond": self.n_fields_beyond,
            "n_pairs_tested": self.n_pairs,
            "n_pairs_found": self.n_pairs_found,
            "reading": None if self.reading is None else self.reading.to_dict(),
            "notices": [notice.code for notice in self.notices],
        }


def trends(
    dataset: str | os.PathLike[str] | None = None,
    *,
    corpus: Corpus | None = None,
    searcher: Searcher | None = None,
    id_column: str | None = None,
    title_column: str | None = None,
    text_columns: Sequence[str] = (),
    year_column: str | None = None,
    field_column: str | None = None,
    min_documents: int = MIN_DOCUMENTS,
    level: float = LEVEL,
    limit: int = LIMIT,
    workers: int | None = None,
) -> Trends:
    """
    What rises, falls and is new over the fiscal years of a dataset, or of the goals.

    Args:
        dataset: A table of projects (CSV, TSV, workbook, JSON Lines); the goals themselves when left out.
        corpus: The goals; those that come with goalsearch when left out.
        searcher: A searcher over the goals, in place of ``corpus``.
        id_column: Heading, number or letter of the column that identifies a row; looked for when left out.
        title_column: The same for the title.
        text_columns: The same for the text; several are joined.
        year_column: The same for the year, in any way that `goalsearch.text.fiscal_year` reads.
        field_column: The same for the field of research.
        min_documents: Fewest texts of a term that is tested, at least 1.
        level: Part of what is reported that may be false, above 0 and below 1.
        limit: Most topics of a kind, and most pairs, to return, at least 1.
        workers: Processes to use; one for each processor when left out. Any number gives the same.

    Raises:
        DatasetError: If there is nothing to compare (no year, or only one), or an option makes no sense.
        DocumentError: If the dataset cannot be read.
        CorpusError: If the corpus cannot be read.
    """
    _check(min_documents, level, limit)
    searcher = searcher or Searcher(corpus)
    reading, notices = None, [*searcher.notices]
    years = array("i")
    fields: list[str | None] = []
    if dataset is None:
        table = incidence(_goal_texts(searcher.corpus.goals, years, fields), workers)
        notices.append(Notice("trends.of_goals", {}))
        if not years:
            raise DatasetError("trends.goals_without_years")
    else:
        options = ReadOptions(
            id_column=id_column,
            title_column=title_column,
            text_columns=tuple(text_columns),
            year_column=year_column,
            field_column=field_column,
        )
        source = Dataset.of_table(Path(dataset), options)
        table = incidence(_texts(source, years, fields), workers)
        reading = source.reading
        if not years:
            raise _no_years(reading)
    if min(years) == max(years):
        source_name = "" if reading is None else f"{reading.file}: "
        raise DatasetError("trends.one_year", source=source_name, year=years[0], n=f"{len(years):,}")
    timeline = Timeline(table, years, min_documents)
    found = timeline.found(level)
    topics = {kind: timeline.topics(found, kind, limit, searcher) for kind in KINDS}
    compared = timeline.compare(fields)
    pairs = tuple(pair for pair in compared.pairs if pair.q <= level)
    return Trends(
        source=None if reading is None else reading.file,
        years=tuple(timeline.years.tolist()),
        totals=tuple(timeline.totals.tolist()),
        split=timeline.split,
        min_documents=min_documents,
        level=level,
        n_tested=len(timeline.tested),
        n_found={kind: int(found.is_of[kind].sum()) for kind in KINDS if kind != "undecided"},
        n_expected_false=level * found.n_passes,
        new=topics["new"],
        rising=topics["rising"],
        falling=topics["falling"],
        undecided=topics["undecided"],
        pairs=pairs[:limit],
        n_pairs_found=len(pairs),
        n_fields=compared.n_fields,
        n_fields_left_out=compared.n_left_out,
        n_fields_beyond=compared.n_beyond,
        reading=reading,
        notices=tuple(notices),
    )


def _check(min_documents: int, level: float, limit: int) -> None:
    if min_documents < 1:
        raise DatasetError("trends.min_documents", n=min_documents)
    if not 0 < level < 1:
        raise DatasetError("trends.level", level=level)
    if limit < 1:
        raise DatasetError("trends.limit", limit=limit)


def _goal_texts(goals: Sequence[Goal], years: "array[int]", fields: list[str | None]) -> Iterator[str]:
    """The texts of goals that have a year; puts down the year and the category of each."""
    for goal in goals:
        if goal.fiscal_year is not None:
            years.append(goal.fiscal_year)
            fields.append(goal.category)
            yield "\n\n".join(filter(None, (field_text(goal, field) for field in _GOAL_FIELDS)))


def _texts(source: Dataset, years: "array[int]", fields: list[str | None]) -> Iterator[str]:
    """The texts of projects that have a year; puts down the year and the field of each."""
    # One object for each name, however many rows say it.
    names: dict[str | None, str | None] = {}
    for record in source.records():
        if record.year is not None:
            years.append(record.year)
            fields.append(names.setdefault(record.field, record.field))
            yield f"{record.title}\n\n{record.abstract}"


def _no_years(reading: DatasetReading) -> DatasetError:
    if not reading.n_rows or reading.n_rows == reading.n_without_text:
        return DatasetError("dataset.no_texts", file=reading.file, n=f"{reading.n_rows:,}")
    if not reading.has_years:
        return DatasetError("dataset.no_year_column", file=reading.file)
    seen = ", ".join(f"{unread.place}: {unread.value!r}" for unread in reading.unread)
    return DatasetError("dataset.no_years", file=reading.file, n=f"{reading.n_unread:,}", seen=seen)

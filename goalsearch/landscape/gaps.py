"""What no goal covers: the texts without a good goal as themes, and the goals that no text addresses."""

import itertools
import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, TypedDict

import numpy as np

from goalsearch.batch.folder_run import FolderRun
from goalsearch.batch.form_lines import FileLines, FormLines
from goalsearch.batch.kernel import searcher_for
from goalsearch.batch.options import BatchOptions
from goalsearch.batch.row import Failure, Row
from goalsearch.corpus import Corpus, CorpusSource
from goalsearch.defaults import LEVEL, MIN_SIZE
from goalsearch.documents import select_part
from goalsearch.documents.file_format import is_table_name
from goalsearch.documents.form import line_digests
from goalsearch.documents.source import shown
from goalsearch.errors import DatasetError
from goalsearch.landscape.clustering import find_themes, unit_vectors
from goalsearch.landscape.dataset import Dataset, DatasetReading
from goalsearch.landscape.incidence import Incidence, incidence
from goalsearch.landscape.phrases import Phrases
from goalsearch.landscape.theme import Growth, MissedGoal, Theme, ThemeText
from goalsearch.landscape.trend_test import trend_test
from goalsearch.model import BANDS, Goal, Json, Notice, RankedGoal, is_fit
from goalsearch.ranking.background import background_texts
from goalsearch.ranking.calibration import Floats
from goalsearch.ranking.match import Rows
from goalsearch.retrieval.filters import GoalFilter, Years, years_text

NEAREST: Final = 10
"""A goal is addressed if it is among so many nearest goals of some text, and at least possible."""
_N_TERMS: Final = 8
_N_GOALS: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """
    What the goals do not cover of some texts.

    Attributes:
        source: Name of the folder or dataset.
        n_texts: Texts that were matched; a text that stands there twice counts once if no goal fits it.
        n_unmatched: Those of them without a good goal.
        n_failed: Files and rows that could not be read.
        failures: How often each failure happened, with the first of each; the most frequent first.
        min_size: Groups of fewer texts are no themes.
        level: The part of what is said to grow or shrink that is expected to be false at most.
        years: All fiscal years from the first to the last; empty if fewer than two are known.
        totals: Texts of each of them, with a goal and without.
        themes: The themes, the largest first.
        apart: Texts without a good goal that are in no theme.
        unaddressed: Goals that no text addresses, in the order of the corpus.
        n_goals: Goals that were searched.
        reading: What became of all files and rows, those that could not be read among them.
        notices: What a reader should know.
    """

    source: str
    n_texts: int
    n_unmatched: int
    n_failed: int
    failures: tuple[tuple[int, Failure], ...]
    min_size: int
    level: float
    years: tuple[int, ...]
    totals: tuple[int, ...]
    themes: tuple[Theme, ...]
    apart: tuple[ThemeText, ...]
    unaddressed: tuple[Goal, ...]
    n_goals: int
    reading: DatasetReading
    notices: tuple[Notice, ...]

    def to_dict(self) -> Json:
        """Plain values, ready for JSON."""
        return {
            "source": self.source,
            "n_texts": self.n_texts,
            "n_unmatched": self.n_unmatched,
            "n_failed": self.n_failed,
            "min_size": self.min_size,
            "level": self.level,
            "years": list(self.years),
            "totals": list(self.totals),
            "themes": [theme.to_dict() for theme in self.themes],
            "apart": [text._asdict() for text in self.apart],
            "unaddressed": [goal.identity() for goal in self.unaddressed],
            "n_goals": self.n_goals,
            "reading": self.reading.to_dict(),
            "notices": [notice.code for notice in self.notices],
        }


def gaps(
    path: str | os.PathLike[str],
    *,
    years: Years | None = None,
    agency: str | None = None,
    category: str | None = None,
    corpus: Corpus | CorpusSource | None = None,
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    without: Iterable[Path] = (),
    id_column: str | None = None,
    title_column: str | None = None,
    text_columns: Sequence[str] = (),
    year_column: str | None = None,
    min_size: int = MIN_SIZE,
    workers: int | None = None,
) -> Gaps:
    """
    The themes of a folder of proposals, or a dataset of projects, that no goal covers; and goals that nobody addresses.

    Args:
        path: The folder, or a table of which each row is a project.
        years: Fiscal years of the goals, see `goalsearch.retrieval.filters`.
        agency: Agency of the goals, such as JST.
        category: Category of the goals: materials, information, life or medical.
        corpus: The goals; those that come with goalsearch when left out.
        include: Only files that one of these patterns fits, see `goalsearch.batch.discovery`.
        exclude: No files and folders that one of these patterns fits.
        without: Files and folders below ``path`` that are not proposals, such as what becomes of the result.
        id_column: Heading, number or letter of a table's column that identifies a row; looked for when left out.
        title_column: The same for the title.
        text_columns: The same for the text; several are joined.
        year_column: The same for the year of the project.
        min_size: Fewest texts of a theme, at least 2.
        workers: Processes to use; one for each processor when left out. Any number gives the same.

    Raises:
        BatchError: If there is no such folder or nothing in it, or ``workers`` is below 1.
        CorpusError: If the corpus cannot be read.
        DatasetError: If ``min_size`` is below 2.
        QueryError: If no goal is of such a year, agency or category.
    """
    if min_size < 2:
        raise DatasetError("gaps.min_size", n=min_size)
    options = BatchOptions(
        k=NEAREST,
        years=None if years is None else years_text(years),
        agency=agency,
        category=category,
        include=tuple(include),
        exclude=tuple(exclude),
        id_column=id_column,
        title_column=title_column,
        text_columns=tuple(text_columns),
    )
    source = CorpusSource.default() if corpus is None else corpus
    run = FolderRun(Path(path), options, source, workers=workers, without=without)
    matched = _MatchedRows(run.rows())
    dataset = Dataset(
        shown(Path(path).absolute().name),
        [run.folder / file for file in matched.files],
        replace(options.read_options(run.folder), year_column=year_column),
        failed=matched.failed,
    )
    unmatched = _Unmatched(dataset, matched.hits, run.forms)
    # The background below the texts, see `goalsearch.landscape.clustering`.
    table = incidence(itertools.chain(unmatched.texts(), *background_texts().values()), workers)
    # Of the files only those were read again that there is more to know of.
    n_without_text, _ = run.summary.failures.get("batch.no_text", (0, None))
    reading = replace(dataset.reading, n_rows=run.summary.n_rows, n_without_text=n_without_text)
    goals = GoalFilter(years=options.years, agency=agency, category=category).goals(searcher_for(source).corpus)
    return Gaps(
        source=dataset.name,
        n_texts=run.summary.n_rows - run.summary.n_failed - reading.n_duplicates,
        n_unmatched=len(unmatched.records),
        n_failed=run.summary.n_failed,
        failures=tuple(sorted(run.summary.failures.values(), key=lambda item: -item[0])),
        min_size=min_size,
        level=LEVEL,
        years=tuple(unmatched.years.tolist()),
        totals=tuple(unmatched.totals.tolist()),
        **unmatched.themes(table, min_size, {goal.id: goal for goal in run.goals}),
        unaddressed=tuple(goal for goal in goals if goal.id not in matched.addressed),
        n_goals=len(goals),
        reading=reading,
        notices=run.notices,
    )


class _MatchedRows:
    """What matters here of the rows of a batch."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.hits: dict[str, tuple[RankedGoal, ...]] = {}
        self.addressed: set[str] = set()
        self.failed: set[str] = set()
        # Read once more: files that hold a text without a goal, and all tables, for their years.
        self.files: dict[str, None] = {}
        for row in rows:
            if row.failure is not None:
                self.failed.add(row.document_id)
                continue
            if row.verdict == "none":
                self.hits[row.document_id] = row.hits
            self.addressed.update(hit.goal_id for hit in row.hits if is_fit(hit.band))
            if row.verdict == "none" or is_table_name(row.path):
                self.files[row.path] = None


class _Unmatched:
    """The texts without a good goal, and the years of all."""

    def __init__(self, dataset: Dataset, hits: Mapping[str, tuple[RankedGoal, ...]], forms: FormLines) -> None:
        self._dataset, self._hits, self._forms = dataset, hits, forms
        self._all_years: Counter[int] = Counter()
        self.records: list[ThemeText] = []

    def texts(self) -> Iterator[str]:
        """The texts; puts down what else there is to know of them."""
        for record in self._dataset.records():
            if record.year is not None:
                self._all_years[record.year] += 1
            if record.document_id in self._hits:
                self.records.append(ThemeText(record.document_id, record.title, record.year))
                # Without what is the form's, which would else be what the proposals of one office have in common.
                form = None if record.is_row else self._forms.of(FileLines.of(line_digests(record.abstract)))
                yield f"{record.title}\n\n{select_part(record.abstract, form=form).text}"

    @property
    def years(self) -> Rows:
        """All years from the first to the last; empty if there are not two."""
        if len(self._all_years) < 2:
            return np.zeros(0, np.intp)
        return np.arange(min(self._all_years), max(self._all_years) + 1)

    @property
    def totals(self) -> Rows:
        """Texts of each of the years."""
        return np.array([self._all_years[year] for year in self.years.tolist()], np.intp)

    def themes(self, table: Incidence, min_size: int, goals: Mapping[str, Goal]) -> "_Grouped":
        """The themes, and the texts that are in none."""
        vectors = unit_vectors(table.matrix, len(self.records))
        groups = [group for group in find_themes(vectors) if len(group) >= min_size]
        growths = self._growths(groups)
        phrases = Phrases(table)
        themes = []
        for group, growth in zip(groups, growths, strict=True):
            middle = np.asarray(vectors[group].mean(axis=0)).ravel()
            by_nearness = group[np.argsort(-np.round(vectors[group] @ middle, 9), kind="stable")]
            themes.append(
                Theme(
                    terms=phrases.apart(_heaviest_first(middle), _N_TERMS),
                    texts=tuple(self.records[row] for row in by_nearness),
                    growth=growth,
                    goals=self._missed(group, goals),
                )
            )
        grouped = {row for group in groups for row in group.tolist()}
        apart = tuple(record for row, record in enumerate(self.records) if row not in grouped)
        return {"themes": tuple(themes), "apart": apart}

    def _growths(self, groups: Sequence[Rows]) -> list[Growth | None]:
        years, totals = self.years, self.totals
        counts = np.zeros((len(years), len(groups)), np.intp)
        for place, group in enumerate(groups):
            for row in group.tolist():
                if (year := self.records[row].year) is not None and len(years):
                    counts[year - years[0], place] += 1
        dated = np.flatnonzero(counts.sum(axis=0))
        growths: list[Growth | None] = [None] * len(groups)
        if len(dated):
            test = trend_test(counts[:, dated], totals, years)
            for number, place in enumerate(dated.tolist()):
                of_theme = tuple(counts[:, place].tolist())
                growths[place] = Growth(of_theme, float(test.z[number]), float(test.p[number]), float(test.q[number]))
        return growths

    def _missed(self, group: Rows, goals: Mapping[str, Goal]) -> tuple[MissedGoal, ...]:
        hits: defaultdict[str, list[RankedGoal]] = defaultdict(list)
        for row in group.tolist():
            for hit in self._hits[self.records[row].document_id]:
                hits[hit.goal_id].append(hit)
        missed = [
            MissedGoal(
                goals[goal_id],
                round(sum(hit.score for hit in of_goal) / len(group), 12),
                min((hit.band for hit in of_goal), key=BANDS.index),
                len(of_goal),
            )
            for goal_id, of_goal in hits.items()
        ]
        return tuple(sorted(missed, key=lambda goal: (-goal.score, goal.goal.id))[:_N_GOALS])


class _Grouped(TypedDict):
    """Texts with and without a theme."""

    themes: tuple[Theme, ...]
    apart: tuple[ThemeText, ...]


def _heaviest_first(middle: Floats) -> list[int]:
    order = np.argsort(-np.round(middle, 9), kind="stable")
    heaviest: list[int] = order[middle[order] > 0].tolist()
    return heaviest

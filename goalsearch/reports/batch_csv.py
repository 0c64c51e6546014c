"""
A batch as CSV that opens rightly in Excel: one proposal or failure a line, with columns for its goals.

The columns are ``document_id``, ``record_id``, ``title``; ``name``, ``department``, ``position``, ``contact`` of the
person behind it, and ``kept``, the columns that the user wants to keep, in one cell; ``verdict``, ``n_characters``,
``matched_part`` (in words), ``language``; for each of the k goals ``goal_1``, ``goal_title_1``, ``score_1``, ``fit_1``,
``band_1``, ``terms_1``; then ``reason`` (why no goal fits), ``warnings`` and ``failure``. UTF-8 with the mark by which
Excel knows it; a cell that a spreadsheet would run as a formula gets a quote before it.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

from goalsearch.batch.row import Row
from goalsearch.messages import Language
from goalsearch.model import Goal
from goalsearch.reports.batch_json import warning_code
from goalsearch.reports.records import spreadsheet_cell

_BEFORE: Final = (
    "document_id",
    "record_id",
    "title",
    "name",
    "department",
    "position",
    "contact",
    "kept",
    "verdict",
    "n_characters",
    "matched_part",
    "language",
)
_OF_GOAL: Final = ("goal", "goal_title", "score", "fit", "band", "terms")
_AFTER: Final = ("reason", "warnings", "failure")


class CsvLines:
    """
    Rows to lines.

    Args:
        goals: The goals that hits name.
        k: Most goals for a proposal.
        lang: Language of the goals' titles and of the messages.
    """

    def __init__(self, goals: Iterable[Goal], k: int, lang: Language) -> None:
        self._lang = lang
        self._titles = {goal.id: goal.title_in(lang) for goal in goals}
        self._k = min(k, len(self._titles))

    def head(self) -> bytes:
        """The mark of UTF-8 and the names of the columns."""
        of_goals = [f"{name}_{rank}" for rank in range(1, self._k + 1) for name in _OF_GOAL]
        return b"\xef\xbb\xbf" + _line([*_BEFORE, *of_goals, *_AFTER])

    def line(self, row: Row) -> bytes:
        """One line, with as many cells as the head has."""
        cells: list[object] = [
            row.document_id,
            row.record_id,
            row.title,
            row.name,
            row.department,
            row.position,
            row.contact,
            "、".join(f"{heading}: {value}" for heading, value in row.kept),
            row.verdict,
            None if row.failure else row.n_characters,
            row.matched_part(self._lang),
            row.language,
        ]
        for goal_id, score, fit, band, terms in row.hits:
            cells += [goal_id, self._titles[goal_id], f"{score:.4f}", round(fit, 4), band, "、".join(terms)]
        cells += [None] * (len(_OF_GOAL) * (self._k - len(row.hits)))
        cells += [
            row.reason.message(self._lang) if row.reason else None,
            "、".join(map(warning_code, row.warnings)),
            row.failure.message(self._lang) if row.failure else None,
        ]
        return _line([spreadsheet_cell(cell) for cell in cells])

    def tail(self) -> bytes:
        """Nothing comes after the last row."""
        return b""


def _line(cells: Sequence[object]) -> bytes:
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerow(cells)
    # A table may hold any text, a lone surrogate too.
    return file.getvalue().encode("utf-8", "replace")

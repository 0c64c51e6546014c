"""The sheet of fits: proposals downwards, goals across, the darker the nearer."""

import math
from typing import Final

from goalsearch.model import Goal
from goalsearch.reports.batch_view import BatchView, NumberedProposal
from goalsearch.reports.workbook.book import Book, Paper
from goalsearch.reports.workbook.sheet import FileLink, Sheet

_N_HEAD: Final = 3
_HEAD_WIDTHS: Final = (6, 44, 13)
_GOAL_WIDTH: Final = 6.3
_HEADING_POINTS: Final = 168
_TITLE_CHARACTERS: Final = {"ja": 30, "en": 44}
_PAGE_WIDTH: Final = 300
_MANY_GOALS: Final = 200
"""With more goals than these, those without a proposal are left out."""
_PALE: Final = "#FFFFFF"
_GRID: Final = "#DCE3EA"
_DARK: Final = "#5B9BD0"


def write_matrix(book: Book) -> None:
    """Fill the sheet."""
    view = book.view
    goals = _goals_across(book)
    proposals = _in_order(view)
    n_narrowed = len(view.latest_goals) - len(goals)
    intro = [view.text("intro.matrix", k=view.batch.k), view.text("intro.matrix_order")]
    if n_narrowed:
        intro.append(view.text("intro.matrix_narrow", n_goals=n_narrowed))
    goals = _fitting(book, goals)
    width = sum(_HEAD_WIDTHS) + _GOAL_WIDTH * len(goals)
    paper = Paper(large=True, pages_across=max(1, math.ceil(width / _PAGE_WIDTH)))
    sheet = Sheet(book, "matrix", intro, paper=paper)
    if not proposals:
        sheet.put(sheet.row, 0, view.text("nothing.matrix"), "faint")
        return
    for place, columns in enumerate(_HEAD_WIDTHS):
        sheet.worksheet.set_column(place, place, columns)
    sheet.worksheet.set_column(_N_HEAD, _N_HEAD + len(goals) - 1, _GOAL_WIDTH)
    _write_headings(sheet, view, goals)
    first = sheet.row
    heading = first - 1
    n_fitting = max(0, book.limits.rows - 1 - first)
    places = {goal.id: _N_HEAD + place for place, goal in enumerate(goals)}
    for proposal in proposals[:n_fitting]:
        _write_row(sheet, view, proposal, places)
    last, last_column = sheet.row - 1, _N_HEAD + len(goals) - 1
    if (left_out := len(proposals) - n_fitting) > 0:
        book.left_out.rows[sheet.title] += left_out
        sheet.put(sheet.row, 0, view.text("left_out.more_rows", n=f"{left_out:,}"), "bold")
    worksheet = sheet.worksheet
    worksheet.autofilter(heading, 0, last, last_column)
    worksheet.freeze_panes(first, _N_HEAD)
    worksheet.repeat_rows(heading)
    worksheet.repeat_columns(0, _N_HEAD - 1)
    if last >= first and goals:
        scale = {"type": "2_color_scale", "min_type": "num", "min_value": 0, "min_color": _PALE, "max_color": _DARK}
        worksheet.conditional_format(first, _N_HEAD, last, last_column, scale)
        # In print as well: the eye has far to go from a figure to its headings.
        grid = {"type": "formula", "criteria": "=TRUE", "format": book.rule(border=1, border_color=_GRID)}
        worksheet.conditional_format(first, 0, last, last_column, grid)


def _goals_across(book: Book) -> list[Goal]:
    """Latest first; with very many goals only those with a proposal."""
    view = book.view
    if len(view.latest_goals) <= _MANY_GOALS:
        return list(view.latest_goals)
    met = {hit.goal_id for proposal in view.proposals for hit in proposal.row.hits}
    return [goal for goal in view.latest_goals if goal.id in met]


def _fitting(book: Book, goals: list[Goal]) -> list[Goal]:
    room = book.limits.columns - _N_HEAD
    if len(goals) > room:
        book.left_out.columns[book.view.text("sheet.matrix")] += len(goals) - room
    return goals[:room]


def _in_order(view: BatchView) -> list[NumberedProposal]:
    """Grouped by first goal, so that proposals for the same goal form a block; those that none fits last."""
    order = {goal.id: place for place, goal in enumerate(view.latest_goals)}
    with_scores = [proposal for proposal in view.proposals if proposal.row.hits]

    def key(proposal: NumberedProposal) -> tuple[bool, int, float]:
        best = proposal.row.hits[0]
        return proposal.verdict != "goals", order[best.goal_id], -best.fit

    return sorted(with_scores, key=key)


def _write_headings(sheet: Sheet, view: BatchView, goals: list[Goal]) -> None:
    """How many proposals each goal has, and under it the heading with the filter."""
    row = sheet.row
    for place in range(_N_HEAD - 1):
        sheet.put(row, place, None)
    sheet.put(row, _N_HEAD - 1, view.text("column.n_candidates"), "small", "right")
    for place, goal in enumerate(goals, _N_HEAD):
        sheet.put(row, place, view.n_fitting.get(goal.id, 0), "count", "small", "center")
    row += 1
    sheet.worksheet.set_row(row, _HEADING_POINTS)
    for place, name in enumerate(("number", "proposal", "first_goal")):
        sheet.put(row, place, view.text(f"column.{name}"), "heading")
    most = _TITLE_CHARACTERS[view.lang]
    for place, goal in enumerate(goals, _N_HEAD):
        title = goal.title_in(view.lang)
        short = title if len(title) <= most else title[: most - 1] + "…"
        sheet.put(row, place, f"{goal.id}  {short}", "heading", "upright")
    sheet.row = row + 1


def _write_row(sheet: Sheet, view: BatchView, proposal: NumberedProposal, places: dict[str, int]) -> None:
    row = proposal.row
    faint = () if proposal.verdict == "goals" else ("faint",)
    sheet.put(sheet.row, 0, proposal.number, "center", "faint")
    sheet.put(sheet.row, 1, FileLink(proposal.name, row), *faint)
    first = row.hits[0].goal_id if proposal.verdict == "goals" else view.text(f"verdict.{proposal.verdict}")
    sheet.put(sheet.row, 2, first, "small", *faint)
    for place, hit in sorted((places[hit.goal_id], hit) for hit in row.hits if hit.goal_id in places):
        sheet.put(sheet.row, place, hit.fit, "figure", f"figure-{hit.band}")
    sheet.row += 1

"""A search result for a person at a terminal."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from goalsearch.messages import Language, text
from goalsearch.model import Hit, SearchResult
from goalsearch.reports.block import block_lines, explained_lines
from goalsearch.reports.first_screen import descent_line, newest_line, newest_year
from goalsearch.reports.layout import MARK_OFF, MARK_ON, Line, Piece, styled, wrap
from goalsearch.reports.spans import merged

if TYPE_CHECKING:
    from goalsearch.retrieval.now_and_before import NowAndBefore

_MARKS: Final = re.compile(f"([{MARK_ON}{MARK_OFF}])")


def answer_lines(result: SearchResult, lang: Language, *, columns: int = 80, explain: bool = False) -> Iterator[Line]:
    """
    The result in lines.

    Args:
        result: What to show.
        lang: Language of headings and titles.
        columns: Width of the terminal.
        explain: Whether to add the highlighted query, every contribution and what the query lacks.
    """
    for notice in result.warnings:
        yield from styled(f"! {notice.message(lang)}", columns, "warn")
    if (verdict := result.verdict_in(lang)) is not None:
        yield from styled(verdict, columns, "bold")
    yield from styled(newest_line(result, lang), columns, "bold")
    if result.n_filtered_out:
        yield from styled(text("answer.filtered_out", lang, n_filtered_out=result.n_filtered_out), columns, "dim")
    year = newest_year(result)
    for hit in result.hits:
        if explain:
            yield ()
            yield from explained_lines(hit, lang, columns, newest_year=year)
        else:
            yield from block_lines(hit, lang, columns, newest_year=year)
    if result.hits and explain:
        yield ()
        yield from _query_lines(result, lang, columns)
        yield ()
    yield from styled(descent_line(result, lang, columns), columns, "dim")
    if result.hits:
        closing = text(f"answer.ranker.{result.ranker}" if explain else "answer.more", lang)
        yield from styled(closing, columns, "dim")


def now_and_before_lines(
    both: "NowAndBefore", lang: Language, *, columns: int = 80, explain: bool = False
) -> Iterator[Line]:
    """The goals of now, then those of before, each under a heading."""
    yield (Piece(year_heading(both, lang), "bold"),)
    yield from answer_lines(both.now, lang, columns=columns, explain=explain)
    yield ()
    if both.before is None:
        yield (Piece(text("answer.nothing_before", lang)),)
    else:
        yield (Piece(text("answer.before", lang), "bold"),)
        yield from answer_lines(both.before, lang, columns=columns, explain=explain)


def year_heading(both: "NowAndBefore", lang: Language) -> str:
    """The heading over the goals of the one year: the latest that is recorded is not necessarily the current one."""
    return text("answer.latest" if both.is_latest else "answer.of_year", lang, year=both.year)


def _query_lines(result: SearchResult, lang: Language, columns: int) -> Iterator[Line]:
    """The query with the terms marked that it shares with the first hit."""
    yield (Piece(text("answer.query_heading", lang), "bold"),)
    inside = False
    for line in wrap(_marked(result.query.text, result.hits[0]), columns):
        pieces: list[Piece] = []
        for part in _MARKS.split(line):
            if part in (MARK_ON, MARK_OFF):
                inside = part == MARK_ON
                pieces.append(Piece("［" if inside else "］", "dim"))
            elif part:
                pieces.append(Piece(part, "mark" if inside else ""))
        yield tuple(pieces)


def _marked(query: str, hit: Hit) -> str:
    """The query with marks around what it shares with a hit; spans that touch or overlap are one."""
    parts = []
    place = 0
    for start, end in merged(span for item in hit.evidence for span in item.spans):
        parts += [_MARKS.sub("\ufffd", query[place:start]), MARK_ON, _MARKS.sub("\ufffd", query[start:end]), MARK_OFF]
        place = end
    return "".join([*parts, _MARKS.sub("\ufffd", query[place:])])

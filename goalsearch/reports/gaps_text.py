"""What no goal covers, for a person at a terminal."""

from collections.abc import Iterator
from typing import Final

from goalsearch.landscape.gaps import Gaps
from goalsearch.landscape.theme import Theme
from goalsearch.messages import Language, listed, text
from goalsearch.reports import gaps_view
from goalsearch.reports.layout import Line, Piece, labelled, width, wrap
from goalsearch.reports.sparkline import spark

_N_TEXTS: Final = 5
_N_APART: Final = 10
_GAP: Final = "  "


def gaps_lines(gaps: Gaps, lang: Language, *, columns: int = 80) -> Iterator[Line]:
    """
    Gaps in lines.

    Args:
        gaps: What to show.
        lang: Language to speak.
        columns: Width of the terminal, at least 60.
    """
    yield (Piece(text("gaps.title", lang), "bold"),)
    for sentence in gaps_view.summary(gaps, lang):
        yield from ((Piece(line),) for line in wrap(sentence, columns))
    for number, theme in enumerate(gaps.themes, 1):
        yield ()
        yield from _theme_lines(number, theme, gaps, lang, columns)
    if gaps.apart:
        yield ()
        yield (Piece(text("gaps.apart", lang, n=f"{len(gaps.apart):,}"), "bold"),)
        yield from _items([gaps_view.text_name(item) for item in gaps.apart], _N_APART, lang, columns)
    yield ()
    if gaps.unaddressed:
        yield (Piece(text("gaps.unaddressed", lang, n=len(gaps.unaddressed)), "bold"),)
        names = [f"{goal.id} {goal.title_in(lang)}" for goal in gaps.unaddressed]
        yield from _items(names, len(names), lang, columns)
    else:
        yield (Piece(text("gaps.all_addressed", lang)),)
    yield ()
    yield from ((Piece(line, "dim"),) for line in wrap(gaps_view.note(lang), columns))


def _theme_lines(number: int, theme: Theme, gaps: Gaps, lang: Language, columns: int) -> Iterator[Line]:
    heading = text("gaps.theme", lang, number=number, n=f"{theme.size:,}")
    for place, line in enumerate(wrap(f"{heading}: {listed(theme.terms, lang)}", columns)):
        yield (Piece(line if place == 0 else _GAP + line, "accent"),)
    lines = [("gaps.texts", gaps_view.text_name(item)) for item in theme.texts[:_N_TEXTS]]
    if (more := theme.size - _N_TEXTS) > 0:
        lines.append(("gaps.texts", text("gaps.more_texts", lang, n=f"{more:,}")))
    lines += [("gaps.missed", gaps_view.missed_name(missed, lang)) for missed in theme.goals]
    if theme.growth is not None:
        signs = spark(theme.growth.counts, gaps.totals)
        lines.append(("gaps.years", f"{signs} {gaps_view.growth(theme.growth, gaps.level, lang)}"))
    label_width = max(width(text(key, lang)) for key, _ in lines) + 2
    before = ""
    for key, content in lines:
        label = "" if key == before else text(key, lang)
        yield from labelled(label, content, columns, indent=_GAP, label_width=label_width)
        before = key


def _items(names: list[str], most: int, lang: Language, columns: int) -> Iterator[Line]:
    for name in names[:most]:
        yield from labelled("-", name, columns, indent=_GAP, label_width=2)
    if (more := len(names) - most) > 0:
        yield (Piece(_GAP + text("gaps.more_texts", lang, n=f"{more:,}"), "dim"),)

"""Topics over time for a person at a terminal."""

from collections.abc import Iterator
from typing import Final

from goalsearch.landscape.topic import Topic
from goalsearch.landscape.trends import Trends
from goalsearch.messages import Language, listed, text
from goalsearch.reports.layout import Line, Piece, labelled, pad, width, wrap
from goalsearch.reports.sparkline import spark
from goalsearch.reports.trends_view import (
    goal_name,
    improbable,
    pair_name,
    pairs_summary,
    shares,
    shown_kinds,
    summary,
)

_TERM_COLUMNS: Final = 22
_GAP: Final = "  "


def trends_lines(trends: Trends, lang: Language, *, columns: int = 80) -> Iterator[Line]:
    """
    Topics over time in lines.

    Args:
        trends: What to show.
        lang: Language to speak.
        columns: Width of the terminal, at least 60.
    """
    yield (Piece(text("trends.title", lang), "bold"),)
    for sentence in summary(trends, lang):
        yield from (((Piece(line),)) for line in wrap(sentence, columns))
    for kind, topics in shown_kinds(trends):
        yield ()
        heading = [Piece(text(f"trends.kind.{kind}", lang), "bold")]
        if kind in trends.n_found:
            heading.append(Piece(f" {text('trends.more', lang, n=trends.n_found[kind])}", "dim"))
        yield tuple(heading)
        for topic in topics:
            yield from _topic_lines(topic, trends, lang, columns)
    yield from _pair_lines(trends, lang, columns)
    yield ()
    yield from ((Piece(line, "dim"),) for line in wrap(text("trends.note", lang), columns))


def _topic_lines(topic: Topic, trends: Trends, lang: Language, columns: int) -> Iterator[Line]:
    figures = [
        text("trends.count", lang, n=f"{topic.n_documents:,}"),
        shares(topic),
        f"q {improbable(topic.q)}",
    ]
    if topic.kind == "new":
        figures.append(text("trends.since", lang, year=topic.first_year))
    first, *further = wrap(topic.term, _TERM_COLUMNS - 3) or [""]
    yield (
        Piece(_GAP),
        Piece(pad(first + ("…" if further else ""), _TERM_COLUMNS), "accent"),
        Piece(spark(topic.counts, trends.totals), "mark"),
        Piece(_GAP + _GAP.join(figures)),
    )
    lines = [("trends.twins", listed(topic.twins, lang)), ("trends.cooccurring", listed(topic.cooccurring, lang))]
    goals = [goal_name(near, lang) for near in topic.goals[:2]]
    lines += [("trends.near", goals[0] if goals else text("trends.no_goal", lang))]
    label_width = max(width(text(key, lang)) for key, _ in lines) + 2
    for key, content in lines:
        yield from labelled(text(key, lang), content, columns, indent=_GAP * 2, label_width=label_width, style="dim")
    for goal in goals[1:]:
        yield from labelled("", goal, columns, indent=_GAP * 2, label_width=label_width, style="dim")


def _pair_lines(trends: Trends, lang: Language, columns: int) -> Iterator[Line]:
    sentences = list(pairs_summary(trends, lang))
    if not sentences:
        return
    yield ()
    yield (Piece(text("trends.kind.pairs", lang), "bold"),)
    for sentence in sentences:
        yield from ((Piece(_GAP + line),) for line in wrap(sentence, columns - len(_GAP)))
    for pair in trends.pairs:
        figures = f"{_GAP}{pair.before:.2f}→{pair.after:.2f}{_GAP}q {improbable(pair.q)}"
        yield Piece(_GAP), Piece(pair_name(pair, trends, lang), "accent"), Piece(figures)
        label = text("trends.column.terms", lang)
        yield from labelled(
            label, listed(pair.terms, lang), columns, indent=_GAP * 2, label_width=width(label) + 2, style="dim"
        )

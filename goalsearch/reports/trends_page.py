"""Topics over time as a page: small multiples, and a table below them."""

from collections.abc import Iterator

from goalsearch.landscape.topic import Topic
from goalsearch.landscape.trends import Trends
from goalsearch.messages import Language, text
from goalsearch.reports.sparkline import spark_svg
from goalsearch.reports.topics_page import page, paragraphs, safe, table
from goalsearch.reports.trends_view import (
    goal_name,
    improbable,
    listed,
    pair_name,
    pairs_summary,
    shares,
    shown_kinds,
    summary,
)


def trends_page(trends: Trends, lang: Language) -> str:
    """
    The page as HTML. The same trends in the same language give the same page.

    Args:
        trends: What to show.
        lang: Language to speak.
    """
    return page(text("trends.title", lang), _body(trends, lang), lang)


def _body(trends: Trends, lang: Language) -> Iterator[str]:
    yield paragraphs(summary(trends, lang))
    yield paragraphs((notice.message(lang) for notice in trends.notices), "faint")
    for kind, topics in shown_kinds(trends):
        yield f"<section>\n<h2>{safe(text(f'trends.kind.{kind}', lang))}</h2>"
        if kind in trends.n_found:
            yield paragraphs([text("trends.more", lang, n=trends.n_found[kind])], "intro")
        yield '<ul class="cards">'
        yield from (_card(topic, trends, lang) for topic in topics)
        yield "</ul>"
        columns = (text(f"trends.column.{name}", lang) for name in ("term", "n", "shares", "q"))
        yield table(text(f"trends.kind.{kind}", lang), [*columns, *map(str, trends.years)], map(_cells, topics))
        yield "</section>"
    yield from _pairs(trends, lang)
    yield paragraphs([text("trends.note", lang)], "faint")


def _card(topic: Topic, trends: Trends, lang: Language) -> str:
    facts = [text("trends.count", lang, n=f"{topic.n_documents:,}"), shares(topic), f"q {improbable(topic.q)}"]
    if topic.kind == "new":
        facts.append(text("trends.since", lang, year=topic.first_year))
    lines = [
        (text("trends.twins", lang), listed(topic.twins, lang)),
        (text("trends.company", lang), listed(topic.company, lang)),
        (text("trends.near", lang), " / ".join(goal_name(near, lang) for near in topic.goals[:2])),
    ]
    label = text("trends.spark", lang, term=topic.term, counts=", ".join(map(str, topic.counts)))
    return (
        f"<li><b>{safe(topic.term)}</b>{spark_svg(topic.counts, trends.totals, trends.years, label)}"
        f"<p>{safe(' · '.join(facts))}</p>"
        + "".join(f'<p><span class="faint">{safe(name)}</span> {safe(value)}</p>' for name, value in lines if value)
        + "</li>"
    )


def _cells(topic: Topic) -> list[str]:
    return [topic.term, f"{topic.n_documents:,}", shares(topic), improbable(topic.q), *map(str, topic.counts)]


def _pairs(trends: Trends, lang: Language) -> Iterator[str]:
    sentences = list(pairs_summary(trends, lang))
    if not sentences:
        return
    heading = text("trends.kind.pairs", lang)
    yield f"<section>\n<h2>{safe(heading)}</h2>\n{paragraphs(sentences)}"
    if trends.pairs:
        columns = (text(f"trends.column.{name}", lang) for name in ("fields", "overlap", "q", "terms"))
        rows = (
            (
                pair_name(pair, trends, lang),
                f"{pair.before:.2f}→{pair.after:.2f}",
                improbable(pair.q),
                listed(pair.terms, lang),
            )
            for pair in trends.pairs
        )
        yield table(heading, columns, rows)
    yield "</section>"

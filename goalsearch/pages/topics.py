"""Topics over time as pages: trends as small multiples with tables, gaps as themes."""

from typing import Final

from goalsearch.landscape.gaps import Gaps
from goalsearch.landscape.topic import Topic
from goalsearch.landscape.trends import Trends
from goalsearch.messages import Language, listed, text
from goalsearch.pages.environment import render
from goalsearch.reports import gaps_view, trends_view
from goalsearch.reports.sparkline import spark_bars

_N_TEXTS: Final = 200
_N_NEAR: Final = 2


def trends_page(trends: Trends, lang: Language) -> str:
    """
    Trends as a page. The same trends in the same language give the same page.

    Args:
        trends: What to show.
        lang: Language to speak.
    """
    names = [text(f"trends.column.{name}", lang) for name in ("term", "n", "shares", "q")]
    return render(
        "trends.html",
        lang,
        trends=trends,
        view=trends_view,
        notices=[notice.message(lang) for notice in trends.notices],
        spark_of=spark_bars,
        near_goals=lambda topic: " / ".join(trends_view.goal_name(near, lang) for near in topic.goals[:_N_NEAR]),
        columns=[*names, *trends.years],
        cells_of=lambda topics: map(_cells, topics),
        pairs_summary=list(trends_view.pairs_summary(trends, lang)),
        pair_cells=[
            (
                trends_view.pair_name(pair, trends, lang),
                f"{pair.before:.2f}→{pair.after:.2f}",
                trends_view.improbable(pair.q),
                listed(pair.terms, lang),
            )
            for pair in trends.pairs
        ],
    )


def _cells(topic: Topic) -> list[object]:
    figures = (f"{topic.n_documents:,}", trends_view.shares(topic), trends_view.improbable(topic.q))
    return [topic.term, *figures, *topic.counts]


def gaps_page(gaps: Gaps, lang: Language) -> str:
    """
    What no goal covers as a page. The same gaps in the same language give the same page.

    Args:
        gaps: What to show.
        lang: Language to speak.
    """
    return render(
        "gaps.html",
        lang,
        gaps=gaps,
        view=gaps_view,
        n_texts=_N_TEXTS,
        spark_of=spark_bars,
        text_names=lambda items: [gaps_view.text_name(item) for item in items],
        missed_names=lambda theme: [gaps_view.missed_name(missed, lang) for missed in theme.goals],
        goal_names=[f"{goal.id} {goal.title_in(lang)}" for goal in gaps.unaddressed],
    )

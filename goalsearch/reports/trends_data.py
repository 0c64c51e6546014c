"""
Topics over time as CSV: a topic or a pair of fields a line.

``kind`` is ``new``, ``rising``, ``falling``, ``undecided`` (which did not pass: counts and no more) or ``pair``; after
the columns that all share comes one for each fiscal year with the number of texts.
"""

from typing import Final

from goalsearch.landscape.trends import Trends
from goalsearch.reports.records import csv_text

_KINDS: Final = ("new", "rising", "falling", "undecided")
_FIELDS: Final = (
    "kind",
    "term",
    "twins",
    "n_documents",
    "first_year",
    "before",
    "after",
    "z",
    "p",
    "q",
    "cooccurring",
    "goals",
)


def table(trends: Trends) -> str:
    """The whole table."""
    years = [str(year) for year in trends.years]
    topics = [
        {
            **{name: value for name, value in topic.to_dict().items() if name in _FIELDS},
            "twins": "、".join(topic.twins),
            "cooccurring": "、".join(topic.cooccurring),
            "goals": "、".join(near.goal.id for near in topic.goals),
            **dict(zip(years, topic.counts, strict=True)),
        }
        for kind in _KINDS
        for topic in getattr(trends, kind)
    ]
    pairs = [
        {
            "kind": "pair",
            "term": f"{pair.first} × {pair.second}",
            "before": pair.before,
            "after": pair.after,
            "p": pair.p,
            "q": pair.q,
            "cooccurring": "、".join(pair.terms),
        }
        for pair in trends.pairs
    ]
    return csv_text([*_FIELDS, *years], [*topics, *pairs])

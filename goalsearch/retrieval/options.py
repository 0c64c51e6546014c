"""What a search may be told besides its text, for every function that searches."""

from typing import TypedDict

from goalsearch.defaults import Ranker
from goalsearch.retrieval.filters import Years


class SearchOptions(TypedDict, total=False):
    """
    Filters and ranker of a search, each of which may be left out.

    Attributes:
        years: Fiscal years of the goals: 2019, ``[2019, 2021]``, ``range(2019, 2026)``, or in words: ``2019``,
            ``2015-2018``, ``2020-``, ``令和7年度``, ``latest``, several with commas; see
            `goalsearch.retrieval.filters`. A year without goals is an error.
        agency: Agency of the goals, such as JST.
        category: Category of the goals: materials (材料), information (情報), life (ライフ) or medical (医療).
        ranker: ``tfidf`` by shared terms, ``semantic`` by meaning, ``hybrid`` by both. When left out, ``tfidf``, or
            what ``GOALSEARCH_RANKER`` names. The others take the extra ``goalsearch[semantic]``.
    """

    years: Years | None
    agency: str | None
    category: str | None
    ranker: Ranker | None

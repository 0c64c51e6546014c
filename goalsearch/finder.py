"""Text to goals: which fit best, by which ranker, and whether any fits; the reasons for each are the searcher's."""

import math
import os
import threading
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from goalsearch.errors import QueryError
from goalsearch.filters import GoalFilter
from goalsearch.library import Library, open_semantic_index
from goalsearch.model import Notice
from goalsearch.ranking.calibration import Floats
from goalsearch.ranking.fusion import RANKERS, Ranked, Ranker, Semantics, rank
from goalsearch.ranking.index import Match, Rows, top_rows
from goalsearch.text.language import TextLanguage, language_of
from goalsearch.text.tokenizer import Tokenizer, count_terms

if TYPE_CHECKING:
    from collections.abc import Callable

    from goalsearch.ranking.encoder import Encoder

DEFAULT_RANKER: Final = "tfidf"
"""Of two rankers of which none is proven better the simpler one; see docs/quality.md."""

FEW_KNOWN_TERMS: Final = 5
"""A query with fewer known terms than this gets a warning: its ranking hangs on single words."""

# A term is common if more than this part of the goals hold it.
_COMMON: Final = 0.25


class Request(NamedTuple):
    """
    What is asked of every text of a search.

    Attributes:
        k: Most goals.
        filter: Which goals may be found.
        allowed: The goals that pass it, shape ``(n_goals,)``; None if all do.
        n_candidates: How many pass.
        ranker: How goals are ranked.
        notices: What there is to say of it, whatever the text.
    """

    k: int
    filter: GoalFilter
    allowed: NDArray[np.bool_] | None
    n_candidates: int
    ranker: Ranker
    notices: tuple[Notice, ...]


class Found(NamedTuple):
    """
    What a text found.

    Attributes:
        language: Language of the text.
        n_terms: Number of different terms in it.
        match: The text laid over the index.
        ranked: All goals with their scores.
        rows: Places in the corpus of the goals found, best first.
        reason: Why no goal fits; None if one does.
        warnings: What a reader should know.
    """

    language: TextLanguage
    n_terms: int
    match: Match
    ranked: Ranked
    rows: Rows
    reason: Notice | None
    warnings: tuple[Notice, ...]


class Finder:
    """
    Finds goals in one library.

    Args:
        library: The goals and their index.
        tokenizer: How texts become terms.
        make_encoder: Makes the encoder of the rankers by meaning, when it is first needed.
    """

    def __init__(self, library: Library, tokenizer: Tokenizer, make_encoder: "Callable[[], Encoder]") -> None:
        self._library = library
        self._corpus = library.corpus
        self._index = library.index
        self._tokenizer = tokenizer
        self._make_encoder = make_encoder
        self._semantics_lock = threading.Lock()
        self._loaded_semantics: Semantics | None = None

    def request(
        self, k: int, years: str | int | None, agency: str | None, category: str | None, ranker: str | None
    ) -> Request:
        """
        What is asked, checked; see `goalsearch.searcher.Searcher.search`.

        Raises:
            QueryError: If ``k`` is below 1, there is no such ranker, or no goal of such a year, agency or category.
        """
        if k < 1:
            raise QueryError("error.k", k=k)
        goal_filter = GoalFilter(years=None if years is None else str(years), agency=agency, category=category)
        allowed = goal_filter.allowed(self._corpus)
        n_candidates = len(self._corpus) if allowed is None else int(np.count_nonzero(allowed))
        return Request(k, goal_filter, allowed, n_candidates, known_ranker(ranker), self._notices(goal_filter))

    def find(self, request: Request, text: str, n_terms: int, match: Match) -> Found:
        """
        The goals nearest to a text.

        Args:
            request: What is asked.
            text: The text.
            n_terms: Number of different terms in it.
            match: The text laid over the index; scores and weights will do.

        Raises:
            SemanticError: If a ranker is asked for that needs the extra, and it is missing or damaged.
        """
        language = language_of(text)
        english = language == "en"
        ranked = rank(request.ranker, text, match, self._index.calibration, self.semantics, english=english)
        if request.allowed is not None:
            ranked = ranked.only(request.allowed)
        rows = top_rows(ranked.scores, request.k)
        reason = self._why_none_fits(match, ranked, rows)
        warnings = (*_warnings(text, language, n_terms, len(match.term_ids)), *request.notices)
        return Found(language, n_terms, match, ranked, rows, reason, warnings)

    def semantics(self) -> Semantics:
        """
        What ranking by meaning takes; the model is loaded when it is first used.

        Raises:
            SemanticError: If it is missing or damaged.
        """
        with self._semantics_lock:
            if self._loaded_semantics is None:
                encoder = self._make_encoder()
                index = open_semantic_index(self._library, encoder, self._tfidf)
                self._loaded_semantics = Semantics(index, encoder)
            return self._loaded_semantics

    def _tfidf(self, text: str, english: bool) -> tuple[Floats, Floats]:
        """TF-IDF scores and lifts of a text."""
        match = self._index.match(count_terms(self._tokenizer, text))
        return match.scores, self._index.calibration.lifts(match.scores, len(match.term_ids), english=english)

    def _why_none_fits(self, match: Match, ranked: Ranked, rows: Rows) -> Notice | None:
        """Why no goal fits; None if one does."""
        if not len(rows):
            return Notice("reason.nothing_shared", {})
        highest = ranked.lifts.max()
        if highest >= 1:
            return None
        goals_with = np.diff(self._index.indptr)[match.term_ids]
        if len(goals_with) and (goals_with > len(self._corpus) * _COMMON).all():
            return Notice("reason.common_words", {})
        # Rounded down, so that what stays below the level does not read as 100 %.
        share = max(0, math.floor(100 * highest))
        return Notice("reason.below_level", {"share": f"{share}%"})

    def _notices(self, goal_filter: GoalFilter) -> tuple[Notice, ...]:
        if goal_filter.years is None:
            return ()
        undated = sum(goal.fiscal_year is None for goal in self._corpus.goals)
        return (Notice("notice.undated_goals", {"n_goals": undated}),) if undated else ()


def known_ranker(ranker: str | None) -> Ranker:
    wanted = ranker or os.environ.get("GOALSEARCH_RANKER") or DEFAULT_RANKER
    for known in RANKERS:
        if wanted == known:
            return known
    raise QueryError("error.ranker", ranker=wanted, known=", ".join(RANKERS))


def _warnings(text: str, language: TextLanguage, n_terms: int, n_known: int) -> list[Notice]:
    notices = []
    if not text.strip():
        notices.append(Notice("notice.no_text", {}))
    elif not n_terms:
        notices.append(Notice("notice.no_content_words", {}))
    elif not n_known:
        notices.append(Notice("notice.no_known_terms", {"n_terms": n_terms}))
    elif n_known < FEW_KNOWN_TERMS:
        notices.append(Notice("notice.few_known_terms", {"n_known": n_known, "n_terms": n_terms}))
    if language == "other":
        notices.append(Notice("notice.language", {}))
    return notices

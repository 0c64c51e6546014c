"""Text to goals: which fit best, by which ranker, and whether any fits; the reasons for each are the searcher's."""

import math
import os
import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from goalsearch.defaults import RANKERS, Ranker
from goalsearch.errors import QueryError
from goalsearch.model import Notice, Verdict, is_fit
from goalsearch.ranking.calibration import POSSIBLE, Floats, band_of
from goalsearch.ranking.match import Match, Rows
from goalsearch.ranking.rankers import Ranked, RankerInput, Scoring, Semantics
from goalsearch.retrieval.filters import GoalFilter, Years
from goalsearch.retrieval.library import Library, open_semantic_index
from goalsearch.retrieval.year_notices import year_notices
from goalsearch.text.language import TextLanguage, language_of
from goalsearch.text.strings import NONE
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
# Of a fit below this two digits would be 0.00, which says nothing.
_LEAST_FIT: Final = 0.01


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
        scoring: The goals with their scores.
        rows: Places in the corpus of the goals found, best first.
        hits: Their scores.
        verdict: Whether a goal fits, see `goalsearch.model.SearchResult`.
        reason: Why no goal fits; None if one does.
        warnings: What a reader should know.
    """

    language: TextLanguage
    n_terms: int
    match: Match
    scoring: Scoring
    rows: Rows
    hits: Ranked
    verdict: Verdict
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
        self,
        k: int,
        *,
        years: Years | None = None,
        agency: str | None = None,
        category: str | None = None,
        ranker: str | None = None,
    ) -> Request:
        """
        What is asked, checked; see `goalsearch.retrieval.searcher.Searcher.search`.

        Raises:
            QueryError: If ``k`` is below 1, there is no such ranker, or no goal of such a year, agency or category.
        """
        if k < 1:
            raise QueryError("error.k", k=k)
        goal_filter = GoalFilter.of(years, agency, category)
        allowed = goal_filter.allowed(self._corpus)
        n_candidates = len(self._corpus) if allowed is None else int(np.count_nonzero(allowed))
        return Request(k, goal_filter, allowed, n_candidates, known_ranker(ranker), self._notices(goal_filter))

    def find(self, request: Request, text: str, counts: Mapping[str, int], match: Match) -> Found:
        """
        The goals nearest to a text.

        Args:
            request: What is asked.
            text: The text.
            counts: How often each term occurs in it.
            match: The text laid over the index; scores and weights will do.

        Raises:
            SemanticError: If a ranker is asked for that needs the extra, and it is missing or damaged.
        """
        language = language_of(text)
        scale = self._index.calibration.scale(self._known(counts, match), english=language == "en")
        scoring = Scoring(request.ranker, RankerInput(text, match, scale, self.semantics), request.allowed)
        rows, hits = scoring.best(request.k)
        verdict, reason = self._verdict(match, hits)
        warnings = (*_warnings(text, language, len(counts), len(match.term_ids)), *request.notices)
        return Found(language, len(counts), match, scoring, rows, hits, verdict, reason, warnings)

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
        """TF-IDF scores and fits of a text."""
        counts = count_terms(self._tokenizer, text)
        match = self._index.match(counts)
        known = self._known(counts, match)
        return match.scores, self._index.calibration.fits(match.scores, known, english=english)

    def _known(self, counts: Mapping[str, int], match: Match) -> float:
        """The part of a text's different terms that goals or examples hold; 0 of a text without any."""
        n_known = len(match.term_ids)
        if self._index.familiar:
            n_known += int(np.count_nonzero(self._index.familiar_terms.find(counts) != NONE))
        return n_known / len(counts) if counts else 0.0

    def _verdict(self, match: Match, hits: Ranked) -> tuple[Verdict, Notice | None]:
        """Whether a goal fits, and why none does."""
        if not len(hits.fits):
            return "none", Notice("reason.nothing_shared", {})
        best = hits.fits.item(0)
        band = band_of(best)
        if is_fit(band):
            return "goals", None
        # Rounded down, so that what stays below does not read as enough.
        figures = {"fit": f"{max(0, math.floor(100 * best)) / 100:.2f}", "needed": f"{POSSIBLE:.2f}"}
        if band == "near":
            return "near", Notice("reason.just_below", figures)
        goals_with = np.diff(self._index.indptr)[match.term_ids]
        if len(goals_with) and (goals_with > len(self._corpus) * _COMMON).all():
            return "none", Notice("reason.common_words", {})
        if best < _LEAST_FIT:
            return "none", Notice("reason.like_unrelated", {})
        return "none", Notice("reason.below_level", figures)

    def _notices(self, goal_filter: GoalFilter) -> tuple[Notice, ...]:
        if goal_filter.years is None:
            return ()
        undated = int(np.count_nonzero(np.isnan(self._corpus.facts.years)))
        left_out = (Notice("notice.undated_goals", {"n_goals": undated}),) if undated else ()
        return (*year_notices(goal_filter.years, self._corpus), *left_out)


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

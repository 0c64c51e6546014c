"""Text to SearchResult: the one place where everything meets."""

import math
import os
import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, partial
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from goalsearch.corpus import Corpus, CorpusSource
from goalsearch.errors import QueryError
from goalsearch.explain import N_RELATED, Explainer, leading_terms
from goalsearch.filters import GoalFilter
from goalsearch.lazy import LazySequence
from goalsearch.library import open_library, open_semantic_index
from goalsearch.lineage import Direction, Lineage
from goalsearch.model import Goal, Hit, Notice, Programme, Query, RelatedGoal, SearchResult, Term
from goalsearch.ranking.calibration import Floats, band_of
from goalsearch.ranking.fusion import RANKERS, Ranked, Ranker, Semantics, rank
from goalsearch.ranking.index import GoalIndex, Match, Rows, top_rows
from goalsearch.ranking.weighting import Weighting
from goalsearch.text.language import language_of
from goalsearch.text.tokenizer import SudachiTokenizer, Tokenizer, count_terms, count_terms_of_all

if TYPE_CHECKING:
    from goalsearch.ranking.encoder import Encoder
    from goalsearch.ranking.passages import GoalPassage

DEFAULT_K: Final = 5
DEFAULT_RANKER: Final = "tfidf"
"""Of two rankers of which none is proven better the simpler one; see docs/quality.md."""

FEW_KNOWN_TERMS: Final = 5
"""A query with fewer known terms than this gets a warning: its ranking hangs on single words."""

N_LEADING_TERMS: Final = 8
"""Terms that a ranking names of each hit, if no other number is asked for."""

_FORM: Final = itemgetter(0)
# A term is common if more than this part of the goals hold it.
_COMMON: Final = 0.25


class Ranking(NamedTuple):
    """
    A search with what a list of many results shows of each.

    Attributes:
        result: What `Searcher.search` gives.
        terms: For each hit the shared terms that contribute most, strongest first: the beginning of its evidence.
        term_ids: Places of the text's known terms in the index's vocabulary, see `Searcher.labels`.
        weights: Their weights in the text's vector of length one: the cosine of two texts is the product of the two.
    """

    result: SearchResult
    terms: tuple[tuple[str, ...], ...]
    term_ids: Rows
    weights: Floats


class Searcher:
    """
    Searches one corpus. Thread-safe and reusable: a search changes nothing.

    Args:
        corpus: The goals to search; those that come with goalsearch when left out.
        weighting: How terms are weighed.
        tokenizer: How texts become terms; Sudachi when left out.
        cache: Where the built index is kept for the next time: a folder, True for the user's cache folder, False for
            nowhere.
        encoder: Makes the encoder of the rankers by meaning, when it is first needed; e5-small when left out.

    Attributes:
        corpus: The goals that are searched.
        notices: What went wrong with the cache, if anything did; searching works all the same.

    Raises:
        CorpusError: If the corpus cannot be read.
    """

    def __init__(
        self,
        corpus: Corpus | CorpusSource | None = None,
        *,
        weighting: Weighting | None = None,
        tokenizer: Tokenizer | None = None,
        cache: bool | Path = True,
        encoder: "Callable[[], Encoder] | None" = None,
    ) -> None:
        self._tokenizer = tokenizer or SudachiTokenizer()
        source = CorpusSource.default() if corpus is None else corpus
        library = open_library(source, self._tokenizer, weighting or Weighting(), cache)
        self.corpus = library.corpus
        self.notices = library.notices
        self._library = library
        self._index = library.index
        self._make_encoder = encoder or _e5_encoder
        self._semantics_lock = threading.Lock()
        self._loaded_semantics: Semantics | None = None
        self._lineage = Lineage(self._index, self.corpus.goals)
        self._explainer = Explainer(self._index, self._lineage)
        self._programmes = _by_agency(self.corpus.programmes)

    def search(
        self,
        text: str,
        k: int = DEFAULT_K,
        *,
        years: str | int | None = None,
        agency: str | None = None,
        category: str | None = None,
        ranker: Ranker | None = None,
    ) -> SearchResult:
        """
        The goals nearest to ``text``, with the reasons.

        Args:
            text: An abstract, or any other text, Japanese or English, of any length.
            k: Most hits to return, at least 1; fewer if fewer goals share a term with the text.
            years: Fiscal years of the hits: ``2019``, ``2015-2018``, ``latest``, or several of these with commas.
            agency: Agency of the hits, such as JST.
            category: Category of the hits: materials, information, life or medical.
            ranker: ``tfidf`` by shared terms, ``semantic`` by meaning, ``hybrid`` by both. When left out, ``tfidf``,
                or what ``GOALSEARCH_RANKER`` names. The others take the extra ``goalsearch[semantic]``.

        Raises:
            QueryError: If ``k`` is below 1, there is no such ranker, or no goal of such a year, agency or category.
            SemanticError: If a ranker is asked for that needs the extra, and it is missing or damaged.
        """
        goal_filter = GoalFilter(years=None if years is None else str(years), agency=agency, category=category)
        terms = self._tokenizer(text)
        counts = Counter(map(_FORM, terms))
        match = self._index.match(counts)
        return self._searched(text, k, goal_filter, ranker, len(counts), match, lambda: (match, terms))[0]

    def rank(
        self,
        text: str,
        k: int = DEFAULT_K,
        *,
        n_terms: int = N_LEADING_TERMS,
        years: str | int | None = None,
        agency: str | None = None,
        category: str | None = None,
        ranker: Ranker | None = None,
    ) -> Ranking:
        """`rank_all` for a single text."""
        ranked = self.rank_all([text], k, n_terms=n_terms, years=years, agency=agency, category=category, ranker=ranker)
        return ranked[0]

    def rank_all(
        self,
        texts: Sequence[str],
        k: int = DEFAULT_K,
        *,
        n_terms: int = N_LEADING_TERMS,
        years: str | int | None = None,
        agency: str | None = None,
        category: str | None = None,
        ranker: Ranker | None = None,
    ) -> list[Ranking]:
        """
        `search` for many texts: for each the same result, with the leading terms of each hit at once.

        Quickest for some dozen texts at a time. The other reasons are worked out when they are looked at, as ever,
        which then takes longer than in a search.

        Args:
            texts: The texts; the rest as in `search`.
            k: See there.
            n_terms: Most leading terms of a hit.
            years: See there.
            agency: See there.
            category: See there.
            ranker: See there.

        Raises:
            QueryError: As in `search`.
            SemanticError: As in `search`.
        """
        goal_filter = GoalFilter(years=None if years is None else str(years), agency=agency, category=category)
        return [
            self._ranking(text, k, goal_filter, ranker, counts, n_terms)
            for text, counts in zip(texts, count_terms_of_all(self._tokenizer, texts), strict=True)
        ]

    def _ranking(
        self, text: str, k: int, goal_filter: GoalFilter, ranker: str | None, counts: Mapping[str, int], n_terms: int
    ) -> Ranking:
        index = self._index
        match, products = index.score(counts)

        def reasons() -> tuple[Match, Sequence[Term]]:
            return index.match(counts), self._tokenizer(text)

        result, rows = self._searched(text, k, goal_filter, ranker, len(counts), match, reasons)
        return Ranking(
            result=result,
            terms=leading_terms(index, rows, match, products, n_terms),
            term_ids=match.term_ids,
            weights=match.weights,
        )

    @property
    def index(self) -> GoalIndex:
        """The index that is searched, for whoever compares goals with each other."""
        return self._index

    @property
    def labels(self) -> Sequence[str]:
        """How the goals write each term of the vocabulary that the term ids of a `Ranking` count in."""
        return self._index.labels

    def related(self, goal_id: str, k: int = N_RELATED, *, direction: Direction = "earlier") -> tuple[RelatedGoal, ...]:
        """
        The goals of earlier fiscal years that are nearest to a goal, best first.

        Args:
            goal_id: Identifier of the goal, such as ``2019-jst-3``.
            k: Most goals to return, at least 1.
            direction: ``later`` for the goals of later years instead.

        Raises:
            QueryError: If there is no such goal, or ``k`` is below 1.
        """
        if k < 1:
            raise QueryError("error.k", k=k)
        row = self.corpus.goals.index(self.corpus.get(goal_id))
        return self._lineage.related(row, k, direction=direction)

    def find_terms(self, text: str) -> Sequence[Term]:
        """The index terms of any text, such as one of a goal's, with their places in it."""
        return self._tokenizer(text)

    def programmes(self, goal: Goal) -> tuple[Programme, ...]:
        """The programmes of the agencies that a goal was set for."""
        return tuple(programme for agency in goal.agencies for programme in self._programmes.get(agency, ()))

    def _searched(
        self,
        text: str,
        k: int,
        goal_filter: GoalFilter,
        ranker: str | None,
        n_terms: int,
        match: Match,
        reasons: Callable[[], tuple[Match, Sequence[Term]]],
    ) -> tuple[SearchResult, Rows]:
        """
        The result, and the rows of the hits.

        Args:
            text: See `search`; so are ``k``, ``goal_filter`` and ``ranker``.
            k: See there.
            goal_filter: See there.
            ranker: See there.
            n_terms: Number of different terms in the text.
            match: The text laid over the index; scores and weights will do.
            reasons: Gives what explains the hits: the whole match, and the terms with their places.
        """
        if k < 1:
            raise QueryError("error.k", k=k)
        allowed = goal_filter.allowed(self.corpus)
        language = language_of(text)
        query = Query(
            text=text,
            language=language,
            n_terms=n_terms,
            n_known_terms=len(match.term_ids),
            k=k,
            years=goal_filter.years,
            agency=goal_filter.agency,
            category=goal_filter.category,
        )
        used, ranked = self._rank(ranker, text, match, english=language == "en")
        if allowed is not None:
            ranked = ranked.only(allowed)
        reason = self._why_none_fits(match, ranked)
        n_candidates = len(self.corpus) if allowed is None else int(np.count_nonzero(allowed))
        rows = top_rows(ranked.scores, k)
        result = SearchResult(
            query=query,
            hits=self._hits(query, rows, reasons, ranked),
            verdict="none" if reason else "goals",
            reason=reason,
            warnings=self._warnings(query, goal_filter),
            ranker=used,
            n_candidates=n_candidates,
            n_filtered_out=len(self.corpus) - n_candidates,
        )
        return result, rows

    def _rank(self, ranker: str | None, text: str, match: Match, *, english: bool) -> tuple[Ranker, Ranked]:
        """The ranker that was used, and what it found."""
        wanted = ranker or os.environ.get("GOALSEARCH_RANKER") or DEFAULT_RANKER
        for known in RANKERS:
            if wanted == known:
                calibration, semantics = self._index.calibration, self._semantics
                return known, rank(known, text, match, calibration, semantics, english=english)
        raise QueryError("error.ranker", ranker=wanted, known=", ".join(RANKERS))

    def _semantics(self) -> Semantics:
        """What ranking by meaning takes; the model is loaded when it is first used."""
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

    def _hits(
        self, query: Query, rows: Rows, reasons: Callable[[], tuple[Match, Sequence[Term]]], ranked: Ranked
    ) -> tuple[Hit, ...]:
        scores = ranked.scores[rows]
        english = query.language == "en"
        explain = partial(self._explainer.explain, rows, scores, query.text, reasons)
        explanations = LazySequence(partial(explain, english=english, unit=ranked.unit))
        nearests = None
        if "semantic" in ranked.parts:
            from goalsearch.nearest import nearest_passages

            find = partial(nearest_passages, rows, query.text, self._semantics(), self._passages)
            nearests = LazySequence(partial(find, english=english))
        return tuple(
            Hit(
                rank=place,
                score=score,
                goal=self.corpus.goals[row],
                band=band_of(ranked.lifts.item(row)),
                programmes=self.programmes(self.corpus.goals[row]),
                parts={name: part.item(row) for name, part in ranked.parts.items()},
                explanations=explanations,
                nearests=nearests,
            )
            for place, (row, score) in enumerate(zip(rows.tolist(), scores.tolist(), strict=True), 1)
        )

    @cached_property
    def _passages(self) -> "list[GoalPassage]":
        from goalsearch.ranking.passages import goal_passages

        return goal_passages(self.corpus.goals)

    def _why_none_fits(self, match: Match, ranked: Ranked) -> Notice | None:
        """Why no goal fits; None if one does."""
        if not (ranked.scores > 0).any():
            return Notice("reason.nothing_shared", {})
        if ranked.lifts.max() >= 1:
            return None
        goals_with = np.diff(self._index.indptr)[match.term_ids]
        if len(goals_with) and (goals_with > len(self.corpus) * _COMMON).all():
            return Notice("reason.common_words", {})
        # Rounded down, so that what stays below the level does not read as 100 %.
        share = max(0, math.floor(100 * ranked.lifts.max()))
        return Notice("reason.below_level", {"share": f"{share}%"})

    def _warnings(self, query: Query, goal_filter: GoalFilter) -> tuple[Notice, ...]:
        notices = []
        if not query.text.strip():
            notices.append(Notice("notice.no_text", {}))
        elif not query.n_terms:
            notices.append(Notice("notice.no_content_words", {}))
        elif not query.n_known_terms:
            notices.append(Notice("notice.no_known_terms", {"n_terms": query.n_terms}))
        elif query.n_known_terms < FEW_KNOWN_TERMS:
            notices.append(Notice("notice.few_known_terms", {"n_known": query.n_known_terms, "n_terms": query.n_terms}))
        if query.language == "other":
            notices.append(Notice("notice.language", {}))
        if goal_filter.years is not None:
            undated = sum(goal.fiscal_year is None for goal in self.corpus.goals)
            if undated:
                notices.append(Notice("notice.undated_goals", {"n_goals": undated}))
        return tuple(notices)


def _e5_encoder() -> "Encoder":
    # Only who ranks by meaning needs it.
    from goalsearch.ranking.encoder import E5Encoder

    return E5Encoder()


def _by_agency(programmes: Sequence[Programme]) -> dict[str, tuple[Programme, ...]]:
    grouped: defaultdict[str, list[Programme]] = defaultdict(list)
    for programme in programmes:
        grouped[programme.agency].append(programme)
    return {agency: tuple(group) for agency, group in grouped.items()}

"""Text to SearchResult: the one place where everything meets."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, partial
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from goalsearch.corpus import Corpus, CorpusSource
from goalsearch.errors import QueryError
from goalsearch.explain import N_RELATED, Explainer, leading_terms
from goalsearch.finder import Finder, Found, Request
from goalsearch.lazy import LazySequence
from goalsearch.library import open_library
from goalsearch.lineage import Direction, Lineage
from goalsearch.model import Goal, Hit, Notice, Programme, Query, RankedGoal, RelatedGoal, SearchResult, Term
from goalsearch.ranking.calibration import Floats, band_of
from goalsearch.ranking.fusion import Ranker
from goalsearch.ranking.index import GoalIndex, Match, Rows
from goalsearch.ranking.weighting import Weighting
from goalsearch.text.language import TextLanguage
from goalsearch.text.tokenizer import SudachiTokenizer, Tokenizer, count_terms_of_all

if TYPE_CHECKING:
    from goalsearch.ranking.encoder import Encoder
    from goalsearch.ranking.passages import GoalPassage

DEFAULT_K: Final = 5

N_LEADING_TERMS: Final = 8
"""Terms that a ranking names of each hit, if no other number is asked for."""

_FORM: Final = itemgetter(0)
_Reasons = Callable[[], tuple[Match, Sequence[Term]]]


class Ranking(NamedTuple):
    """
    What a list of many results shows of each: less than a `SearchResult`, and got in less time.

    Attributes:
        language: Language of the text, see `goalsearch.model.Query`.
        verdict: ``goals`` if at least one goal fits, ``none`` if no goal does.
        reason: Why no goal fits, if none does.
        hits: The goals, best first.
        warnings: What a reader should know.
        term_ids: Places of the text's known terms in the index's vocabulary, see `Searcher.labels`.
        weights: Their weights in the text's vector of length one: the cosine of two texts is the product of the two.
        make_result: Makes ``result``.
    """

    language: TextLanguage
    verdict: Literal["goals", "none"]
    reason: Notice | None
    hits: tuple[RankedGoal, ...]
    warnings: tuple[Notice, ...]
    term_ids: Rows
    weights: Floats
    make_result: Callable[[], SearchResult]

    @property
    def result(self) -> SearchResult:
        """What `Searcher.search` gives; made when it is asked for, anew each time."""
        return self.make_result()

    @property
    def terms(self) -> tuple[tuple[str, ...], ...]:
        """For each hit the shared terms that contribute most."""
        return tuple(hit.terms for hit in self.hits)


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
        self._index = library.index
        self._finder = Finder(library, self._tokenizer, encoder or _e5_encoder)
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
        request = self._finder.request(k, years, agency, category, ranker)
        terms = self._tokenizer(text)
        counts = Counter(map(_FORM, terms))
        match = self._index.match(counts)
        found = self._finder.find(request, text, len(counts), match)
        return self._result(request, text, found, lambda: (match, terms))

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
        `search` for many texts: for each the same goals, with the leading terms of each.

        Quickest for some dozen texts at a time. Whoever looks at the reasons of a result waits longer than in a search.

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
        request = self._finder.request(k, years, agency, category, ranker)
        counted = count_terms_of_all(self._tokenizer, texts)
        scored = self._index.score_all(counted)
        return [
            self._ranking(request, text, counts, match, products, n_terms)
            for text, counts, (match, products) in zip(texts, counted, scored, strict=True)
        ]

    def _ranking(
        self,
        request: Request,
        text: str,
        counts: Mapping[str, int],
        match: Match,
        products: Floats | None,
        n_terms: int,
    ) -> Ranking:
        index, goals = self._index, self.corpus.goals
        found = self._finder.find(request, text, len(counts), match)
        rows = found.rows
        terms = leading_terms(index, rows, match, products, n_terms)
        scores, lifts = found.ranked.scores[rows].tolist(), found.ranked.lifts[rows].tolist()
        hits = zip(rows.tolist(), scores, lifts, terms, strict=True)
        return Ranking(
            found.language,
            "none" if found.reason else "goals",
            found.reason,
            tuple([RankedGoal(goals[row].id, score, band_of(lift), of_hit) for row, score, lift, of_hit in hits]),
            found.warnings,
            match.term_ids,
            match.weights,
            lambda: self._result(request, text, found, lambda: (index.match(counts), self._tokenizer(text))),
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

    def _result(self, request: Request, text: str, found: Found, reasons: _Reasons) -> SearchResult:
        """
        What was found, as it is shown.

        Args:
            request: What was asked.
            text: The text.
            found: What it found.
            reasons: Gives what explains the hits: the whole match, and the terms with their places.
        """
        query = Query(
            text=text,
            language=found.language,
            n_terms=found.n_terms,
            n_known_terms=len(found.match.term_ids),
            k=request.k,
            years=request.filter.years,
            agency=request.filter.agency,
            category=request.filter.category,
        )
        return SearchResult(
            query=query,
            hits=self._hits(query, found, reasons),
            verdict="none" if found.reason else "goals",
            reason=found.reason,
            warnings=found.warnings,
            ranker=request.ranker,
            n_candidates=request.n_candidates,
            n_filtered_out=len(self.corpus) - request.n_candidates,
        )

    def _hits(self, query: Query, found: Found, reasons: _Reasons) -> tuple[Hit, ...]:
        rows, ranked = found.rows, found.ranked
        scores = ranked.scores[rows]
        english = query.language == "en"
        explain = partial(self._explainer.explain, rows, scores, query.text, reasons)
        explanations = LazySequence(partial(explain, english=english, unit=ranked.unit))
        nearests = None
        if "semantic" in ranked.parts:
            from goalsearch.nearest import nearest_passages

            find = partial(nearest_passages, rows, query.text, self._finder.semantics(), self._passages)
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


def _e5_encoder() -> "Encoder":
    # Only who ranks by meaning needs it.
    from goalsearch.ranking.encoder import E5Encoder

    return E5Encoder()


def _by_agency(programmes: Sequence[Programme]) -> dict[str, tuple[Programme, ...]]:
    grouped: defaultdict[str, list[Programme]] = defaultdict(list)
    for programme in programmes:
        grouped[programme.agency].append(programme)
    return {agency: tuple(group) for agency, group in grouped.items()}

"""Text to SearchResult: the one place where everything meets."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, Unpack

from goalsearch.corpus import Corpus, CorpusSource
from goalsearch.defaults import DEFAULT_K
from goalsearch.errors import QueryError
from goalsearch.model import (
    Goal,
    GoalAnswer,
    Hit,
    Notice,
    Programme,
    Query,
    RankedGoal,
    RelatedGoal,
    SearchResult,
    Term,
    Verdict,
)
from goalsearch.ranking.calibration import Floats, band_of
from goalsearch.ranking.index import GoalIndex
from goalsearch.ranking.match import Match, Rows
from goalsearch.ranking.weighting import Weighting
from goalsearch.retrieval.explain import N_RELATED, Explainer, leading_phrases
from goalsearch.retrieval.finder import Finder, Found, Request
from goalsearch.retrieval.goal_sentence import GoalSentences
from goalsearch.retrieval.lazy import LazySequence
from goalsearch.retrieval.library import open_library
from goalsearch.retrieval.lineage import Direction, Lineage
from goalsearch.retrieval.newest import NewestGoals
from goalsearch.retrieval.options import SearchOptions, check_options
from goalsearch.retrieval.text_length import check_length
from goalsearch.retrieval.why_not import Ask, goal_answer, standing_of
from goalsearch.text.language import TextLanguage
from goalsearch.text.tokenizer import Reading, SudachiTokenizer, Tokenizer, read_all

if TYPE_CHECKING:
    from goalsearch.ranking.encoder import Encoder
    from goalsearch.ranking.passages import GoalPassage

# Pairs of agencies that are remembered with their programmes.
_MOST_AGENCIES: Final = 256

N_LEADING_TERMS: Final = 8
"""Phrases that a ranking names of each hit, if no other number is asked for."""

_Reasons = Callable[[], tuple[Match, Reading]]


class Ranking(NamedTuple):
    """
    What a list of many results shows of each: less than a `SearchResult`, and got in less time.

    Attributes:
        language: Language of the text, see `goalsearch.model.Query`.
        verdict: ``goals`` if at least one goal fits, ``near`` if the nearest is just below, ``none`` if none is.
        reason: Why no goal fits, if none does.
        hits: The goals, best first.
        warnings: What a reader should know.
        term_ids: Places of the text's known terms in the index's vocabulary, see `Searcher.labels`.
        weights: Their weights in the text's vector of length one: the cosine of two texts is the product of the two.
        make_result: Makes ``result``.
    """

    language: TextLanguage
    verdict: Verdict
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
        """For each hit the phrases that contribute most."""
        return tuple(hit.terms for hit in self.hits)


class Searcher:
    """
    Searches one corpus. Thread-safe and reusable: a search changes nothing.

    Args:
        corpus: The goals to search; those that come with goalsearch, and the user's own, when left out. With a
            catalogue beside them: ``Corpus.builtin().with_added(Corpus.load("catalogue.xlsx"))``.
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
        self._lineage = Lineage(self._index, self.corpus)
        self._explainer = Explainer(self._index, self._lineage)
        self._newest = NewestGoals(self.corpus)
        self._sentences = GoalSentences(self.corpus.goals, self._tokenizer)
        # Of a few agencies, in every hit of every search.
        self._programmes_of = lru_cache(_MOST_AGENCIES)(partial(_programmes_of, _by_agency(self.corpus.programmes)))

    def search(
        self,
        text: str,
        k: int = DEFAULT_K,
        **options: Unpack[SearchOptions],
    ) -> SearchResult:
        """
        The goals nearest to ``text``, with the reasons.

        Args:
            text: An abstract, or any other text, Japanese or English, of any length.
            k: Most hits to return, at least 1; fewer if fewer goals share a term with the text.
            options: Filters and ranker, see `goalsearch.retrieval.options.SearchOptions`.

        Raises:
            QueryError: If ``k`` is below 1, there is no such ranker, or no goal of such a year, agency or category.
            SemanticError: If a ranker is asked for that needs the extra, and it is missing or damaged.
        """
        check_options("search", options)
        check_length(text)
        request = self._finder.request(k, **options)
        reading = self._read(text)
        match = self._index.match(reading.counts)
        found = self._finder.find(request, text, reading.counts, match)
        return self._result(request, text, found, lambda: (match, reading))

    def rank(
        self,
        text: str,
        k: int = DEFAULT_K,
        *,
        n_terms: int = N_LEADING_TERMS,
        **options: Unpack[SearchOptions],
    ) -> Ranking:
        """`rank_all` for a single text."""
        ranked = self.rank_all([text], k, n_terms=n_terms, **options)
        return ranked[0]

    def rank_all(
        self,
        texts: Sequence[str],
        k: int = DEFAULT_K,
        *,
        n_terms: int = N_LEADING_TERMS,
        **options: Unpack[SearchOptions],
    ) -> list[Ranking]:
        """
        `search` for many texts: for each the same goals, with the leading phrases of each.

        Quickest for some dozen texts at a time. Whoever looks at the reasons of a result waits longer than in a search.

        Args:
            texts: The texts.
            k: Most hits of each, at least 1.
            n_terms: Most leading phrases of a hit.
            options: As in `search`.

        Raises:
            QueryError: As in `search`.
            SemanticError: As in `search`.
        """
        check_options("rank_all", options)
        request = self._finder.request(k, **options)
        readings = read_all(self._tokenizer, texts)
        scored = self._index.score_all([reading.counts for reading in readings])
        return [
            self._ranking(request, text, reading, match, products, n_terms)
            for text, reading, (match, products) in zip(texts, readings, scored, strict=True)
        ]

    def explain(self, text: str, goal_id: str, **options: Unpack[SearchOptions]) -> GoalAnswer:
        """
        Why not this goal? Where one goal stands among all for a text, hit or not, and why there.

        Args:
            text: As in `search`.
            goal_id: Identifier of the goal, such as ``2019-jst-3``.
            options: As in `search`. A goal that the filters leave out is ranked among those that they let through.

        Raises:
            QueryError: If there is no such goal; the message names ids that are near. And as in `search`.
            SemanticError: As in `search`.
        """
        check_options("explain", options)
        row = self.corpus.row(goal_id)
        check_length(text)
        allowed = self._finder.request(1, **options).allowed
        request = self._finder.request(1, ranker=options.get("ranker"))
        reading = self._read(text)
        match = self._index.match(reading.counts)
        found = self._finder.find(request, text, reading.counts, match)
        standing = standing_of(row, found.scoring.all, allowed)
        # Of thousands of goals only these two are looked at.
        found = found._replace(rows=standing.rows, hits=found.scoring.all.at(standing.rows))
        hits = self._hits(self._query(request, text, found), found, lambda: (match, reading))
        heaviest = self._explainer.missing(row, (), english=found.language == "en")
        return goal_answer(
            self.corpus.goals[row], standing, dict(zip(standing.rows.tolist(), hits, strict=True)), heaviest
        )

    def _ranking(
        self,
        request: Request,
        text: str,
        reading: Reading,
        match: Match,
        products: Floats | None,
        n_terms: int,
    ) -> Ranking:
        goals, found = self.corpus.goals, self._finder.find(request, text, reading.counts, match)
        rows = found.rows
        terms = leading_phrases(self._index, rows, match, products, reading, n_terms)
        hits = zip(rows.tolist(), found.hits.scores.tolist(), found.hits.fits.tolist(), terms, strict=True)
        return Ranking(
            found.language,
            found.verdict,
            found.reason,
            tuple([RankedGoal(goals[row].id, score, fit, band_of(fit), of_hit) for row, score, fit, of_hit in hits]),
            found.warnings,
            match.term_ids,
            match.weights,
            lambda: self._result(request, text, found, lambda: (match, self._read(text))),
        )

    def _read(self, text: str) -> Reading:
        return read_all(self._tokenizer, [text])[0]

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
        row = self.corpus.row(goal_id)
        return self._lineage.related(row, k, direction=direction)

    def find_terms(self, text: str) -> Sequence[Term]:
        """The index terms of any text, such as one of a goal's, with their places in it."""
        return self._tokenizer(text)

    def programmes(self, goal: Goal) -> tuple[Programme, ...]:
        """The programmes of the agencies that a goal was set for."""
        return self._programmes_of(goal.agencies)

    def _result(self, request: Request, text: str, found: Found, reasons: _Reasons) -> SearchResult:
        """
        What was found, as it is shown.

        Args:
            request: What was asked.
            text: The text.
            found: What it found.
            reasons: Gives what explains the hits: the whole match, and the terms with their places.
        """
        query = self._query(request, text, found)
        return SearchResult(
            query=query,
            hits=self._hits(query, found, reasons),
            verdict=found.verdict,
            reason=found.reason,
            warnings=found.warnings,
            ranker=request.ranker,
            n_candidates=request.n_candidates,
            n_filtered_out=len(self.corpus) - request.n_candidates,
            newest=self._newest.nearest(request, found.scoring),
            newest_left_out=self._newest.left_out(request),
            descent=LazySequence(partial(self._lineage.descent, found.rows.item(0))) if len(found.rows) else (),
            ask=Ask(partial(self._explain_again, request, text)),
        )

    def _query(self, request: Request, text: str, found: Found) -> Query:
        return Query(
            text=text,
            language=found.language,
            n_terms=found.n_terms,
            n_known_terms=len(found.match.term_ids),
            k=request.k,
            years=request.filter.years,
            agency=request.filter.agency,
            category=request.filter.category,
        )

    def _explain_again(self, request: Request, text: str, goal_id: str) -> GoalAnswer:
        wanted = request.filter
        return self.explain(
            text, goal_id, years=wanted.years, agency=wanted.agency, category=wanted.category, ranker=request.ranker
        )

    def _hits(self, query: Query, found: Found, reasons: _Reasons) -> tuple[Hit, ...]:
        rows, ranked = found.rows, found.hits
        goals = map(self.corpus.goals.__getitem__, rows.tolist())
        english = query.language == "en"
        explain = partial(self._explainer.explain, rows, ranked.fits, query.text, reasons)
        explanations = LazySequence(partial(explain, english=english, units=1 / ranked.spreads))
        sentences = LazySequence(partial(self._sentences.of_hits, rows, explanations, english=english))
        nearests = None
        if "semantic" in ranked.parts:
            from goalsearch.retrieval.nearest import nearest_passages

            find = partial(nearest_passages, rows, query.text, self._finder.semantics(), self._passages)
            nearests = LazySequence(partial(find, english=english))
        return tuple(
            Hit(
                rank=place,
                score=score,
                fit=fit,
                goal=goal,
                band=band_of(fit),
                programmes=self.programmes(goal),
                parts={name: part.item(place - 1) for name, part in ranked.parts.items()},
                explanations=explanations,
                sentences=sentences,
                nearests=nearests,
            )
            for place, (goal, score, fit) in enumerate(
                zip(goals, ranked.scores.tolist(), ranked.fits.tolist(), strict=True), 1
            )
        )

    @cached_property
    def _passages(self) -> "list[GoalPassage]":
        from goalsearch.ranking.passages import goal_passages

        return goal_passages(self.corpus.goals)


def _e5_encoder() -> "Encoder":
    # Only who ranks by meaning needs it.
    from goalsearch.ranking.encoder import E5Encoder

    return E5Encoder()


def _programmes_of(of_agency: Mapping[str, Sequence[Programme]], agencies: tuple[str, ...]) -> tuple[Programme, ...]:
    return tuple(programme for agency in agencies for programme in of_agency.get(agency, ()))


def _by_agency(programmes: Sequence[Programme]) -> dict[str, tuple[Programme, ...]]:
    grouped: defaultdict[str, list[Programme]] = defaultdict(list)
    for programme in programmes:
        grouped[programme.agency].append(programme)
    return {agency: tuple(group) for agency, group in grouped.items()}

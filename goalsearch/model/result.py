"""What a search answers: hits with their evidence, related goals, warnings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Literal, NamedTuple

from goalsearch.messages import Language, preferred_language, text
from goalsearch.model.goal import Goal, Json, Programme, plain

Band = Literal["strong", "possible", "weak"]
"""A score beside those that unrelated texts reach; see `goalsearch.ranking.calibration`."""

Span = tuple[int, int]
"""A piece of the query: characters from the first number up to, not including, the second."""


class Term(NamedTuple):
    """
    One occurrence of an index term in a text.

    Attributes:
        form: The form under which it is indexed.
        start: First character of the occurrence in the original text.
        end: One past its last character.
    """

    form: str
    start: int
    end: int


class Evidence(NamedTuple):
    """
    A term that query and goal share.

    Attributes:
        term: The indexed form.
        contribution: Its part of the hit's score; the contributions of a TF-IDF hit add up to the score.
        spans: Where it stands in the query, as it was given.
        fields: Names of the goal's fields that hold it.
    """

    term: str
    contribution: float
    spans: tuple[Span, ...]
    fields: tuple[str, ...]

    def to_dict(self) -> Json:
        """Plain values, ready for JSON."""
        return {
            "term": self.term,
            "contribution": self.contribution,
            "spans": [list(span) for span in self.spans],
            "fields": list(self.fields),
        }


class MissingTerm(NamedTuple):
    """
    A heavy term of a goal that the query does not touch.

    Attributes:
        term: The indexed form.
        weight: Its weight in the goal's unit vector, in ``(0, 1]``.
        fields: Names of the goal's fields that hold it.
    """

    term: str
    weight: float
    fields: tuple[str, ...]

    def to_dict(self) -> Json:
        """Plain values, ready for JSON."""
        return {**self._asdict(), "fields": list(self.fields)}


class Passage(NamedTuple):
    """
    A sentence of the query.

    Attributes:
        start: Its first character in the query.
        end: One past its last character.
        text: The sentence itself.
        score: What its terms contribute to the hit's score.
    """

    start: int
    end: int
    text: str
    score: float

    def to_dict(self) -> Json:
        """Plain values, ready for JSON."""
        return self._asdict()


class RelatedGoal(NamedTuple):
    """
    A goal of an earlier or later year that is near to a goal.

    Attributes:
        goal: The related goal.
        score: How near, in ``(0, 1]``: cosine similarity of the two goals; under a hit, its geometric mean with the
            related goal's own score for the query.
        terms: Terms that link the two, heaviest first.
    """

    goal: Goal
    score: float
    terms: tuple[str, ...]

    def to_dict(self) -> Json:
        """Plain values, ready for JSON; the goal by what identifies it."""
        return {**self.goal.identity(), "score": self.score, "terms": list(self.terms)}


class NearestPassage(NamedTuple):
    """
    The sentence of a query and the piece of a goal that are nearest in meaning.

    Attributes:
        start: First character of the sentence in the query.
        end: One past its last character.
        text: The sentence.
        field: The goal's field that the piece is from.
        goal_text: The piece: a sentence of a description, or some topics.
        similarity: Cosine similarity of their centred vectors, at most 1.
    """

    start: int
    end: int
    text: str
    field: str
    goal_text: str
    similarity: float

    def to_dict(self) -> Json:
        """Plain values, ready for JSON."""
        return self._asdict()


class Explanation(NamedTuple):
    """
    Why a goal is a hit.

    Attributes:
        evidence: Shared terms, strongest contribution first.
        passage: The sentence of the query that supports the hit most.
        missing: The goal's heaviest terms that the query does not touch.
        related: Goals of earlier fiscal years near to the goal and to the query.
        tied_with: Rank of the best hit that this one cannot be told apart from; its own rank if there is none better.
    """

    evidence: tuple[Evidence, ...]
    passage: Passage
    missing: tuple[MissingTerm, ...]
    related: tuple[RelatedGoal, ...]
    tied_with: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """
    One ranked answer to a query.

    Attributes:
        rank: 1 for the best hit.
        score: What the hits are ordered by. With TF-IDF the cosine similarity of query and goal, in ``(0, 1]``, which
            is the sum of the evidence's contributions; for others see `goalsearch.ranking.semantic`.
        goal: The goal itself, so a hit can be shown without a second look-up.
        band: What the score means beside those of unrelated texts: strong, possible or weak.
        programmes: Programmes of the goal's agencies.
        parts: The scores of the rankers that went into it: ``tfidf``, ``semantic``, or both. The evidence's
            contributions add up to the first.
        explanations: Why each hit of the result is one, in the order of the ranks. May be worked out when it is first
            looked at: whoever ranks thousands of texts asks for the reasons of few.
        nearests: For rankers by meaning, which passage of each hit is nearest, in the order of the ranks; else empty.
    """

    rank: int
    score: float
    goal: Goal
    band: Band
    programmes: tuple[Programme, ...] = ()
    parts: Mapping[str, float]
    explanations: Sequence[Explanation] = field(repr=False, compare=False)
    nearests: Sequence[NearestPassage] | None = field(default=None, repr=False, compare=False)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Shared terms, strongest contribution first."""
        return self.explanations[self.rank - 1].evidence

    @property
    def passage(self) -> Passage:
        """The sentence of the query that supports the hit most."""
        return self.explanations[self.rank - 1].passage

    @property
    def missing(self) -> tuple[MissingTerm, ...]:
        """The goal's heaviest terms that the query does not touch."""
        return self.explanations[self.rank - 1].missing

    @property
    def related(self) -> tuple[RelatedGoal, ...]:
        """Goals of earlier fiscal years near to the goal and to the query, best first."""
        return self.explanations[self.rank - 1].related

    @property
    def tied_with(self) -> int:
        """Rank of the best hit that this one cannot be told apart from; its own rank if there is none better."""
        return self.explanations[self.rank - 1].tied_with

    @property
    def nearest(self) -> NearestPassage | None:
        """The passages of query and goal that are nearest in meaning; None if the ranker does not look at meaning."""
        return self.nearests[self.rank - 1] if self.nearests is not None else None

    def to_dict(self) -> Json:
        """Plain values, ready for JSON."""
        return {
            "rank": self.rank,
            "score": self.score,
            "band": self.band,
            "tied_with": self.tied_with,
            "parts": dict(self.parts),
            "goal": {**self.goal.identity(), "areas": [area.to_dict() for area in self.goal.areas]},
            "evidence": [item.to_dict() for item in self.evidence],
            "passage": self.passage.to_dict(),
            "nearest": self.nearest and self.nearest.to_dict(),
            "missing": [item.to_dict() for item in self.missing],
            "related": [item.to_dict() for item in self.related],
            "programmes": [programme.name for programme in self.programmes],
        }


class RankedGoal(NamedTuple):
    """
    A goal as a list of many results shows it.

    Attributes:
        goal_id: The goal.
        score: Its score.
        band: How much the score means: strong, possible or weak.
        terms: The shared terms that contribute most, strongest first: the beginning of a hit's evidence.
    """

    goal_id: str
    score: float
    band: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """
    Something that a reader of a result should know.

    Attributes:
        code: Key of the message, such as ``notice.no_text``.
        values: What the message names.
    """

    code: str
    values: Mapping[str, object]

    def message(self, lang: Language) -> str:
        """The notice in one language, ready to show."""
        return text(self.code, lang, **self.values)

    def to_dict(self, lang: Language) -> Json:
        """Plain values, ready for JSON."""
        return {"code": self.code.removeprefix("notice."), "message": self.message(lang)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """
    What was searched for.

    Attributes:
        text: The text as it was given; spans count its characters.
        language: ``ja``, ``en``, ``mixed``, ``other``, or ``none`` for a text without letters.
        n_terms: Number of different content terms in it.
        n_known_terms: Those of them that occur in some goal.
        k: Most hits asked for.
        years: The filter on fiscal years as it was given.
        agency: The filter on the agency.
        category: The filter on the category.
    """

    text: str
    language: Literal["ja", "en", "mixed", "other", "none"]
    n_terms: int
    n_known_terms: int
    k: int
    years: str | None = None
    agency: str | None = None
    category: str | None = None

    def to_dict(self) -> Json:
        """Plain values, ready for JSON."""
        return plain(self)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class SearchResult:
    """
    The answer to one query.

    Attributes:
        query: What was searched for.
        hits: Goals, best first; empty if nothing is shared.
        verdict: ``goals`` if at least one goal that the filters let through fits, ``none`` if no goal does.
        reason: Why no goal fits, if none does.
        warnings: What a reader should know: no text, few known terms, an unknown language …
        ranker: Name of the ranker that made the scores.
        n_candidates: Goals that the filters let through.
        n_filtered_out: Goals that the filters left out.
    """

    RECORD_FIELDS: ClassVar = ("rank", "score", "band", *Goal.IDENTITY, "terms", "related")

    query: Query
    hits: tuple[Hit, ...]
    verdict: Literal["goals", "none"]
    reason: Notice | None = None
    warnings: tuple[Notice, ...] = ()
    ranker: Literal["tfidf", "semantic", "hybrid"]
    n_candidates: int
    n_filtered_out: int = 0

    def __repr__(self) -> str:
        # With all goals in full it would flood a terminal.
        found = ", ".join(f"{hit.goal.id} {hit.score:.3f} {hit.band}" for hit in self.hits)
        return f"<SearchResult: verdict={self.verdict!r}, ranker={self.ranker!r}, hits=[{found}]>"

    def to_dict(self, lang: Language | None = None) -> Json:
        """
        Plain values, ready for JSON.

        Args:
            lang: Language of the messages in it; the user's when left out.
        """
        lang = lang or preferred_language()
        return {
            "query": self.query.to_dict(),
            "ranker": self.ranker,
            "n_candidates": self.n_candidates,
            "n_filtered_out": self.n_filtered_out,
            "verdict": self.verdict,
            "reason": self.reason and self.reason.to_dict(lang),
            "warnings": [notice.to_dict(lang) for notice in self.warnings],
            "hits": [hit.to_dict() for hit in self.hits],
        }

    def to_records(self) -> list[Json]:
        """One flat record a hit, ready for ``pandas.DataFrame``; terms and related goals as joined text."""
        return [
            {
                "rank": hit.rank,
                "score": hit.score,
                "band": hit.band,
                **hit.goal.identity(),
                "terms": "、".join(item.term for item in hit.evidence),
                "related": "、".join(item.goal.id for item in hit.related),
            }
            for hit in self.hits
        ]

    def _repr_html_(self) -> str:
        from goalsearch import notebook  # only a notebook asks for it

        lang = preferred_language()
        return notebook.result_table(self.to_dict(lang), lang)

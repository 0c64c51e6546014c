"""What a search answers: hits with their evidence, related goals, warnings."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Final, Literal, NamedTuple, get_args

from goalsearch.defaults import Ranker
from goalsearch.errors import QueryError
from goalsearch.messages import Language, preferred_language, spoken_in, text
from goalsearch.model.evidence import (
    Evidence,
    Explanation,
    GoalSentence,
    MissingTerm,
    NearestPassage,
    Passage,
    Phrase,
    RelatedGoal,
    WeakerTerm,
)
from goalsearch.model.goal import Goal, Json, Programme
from goalsearch.model.query import Notice, Query

Band = Literal["strong", "possible", "near", "weak"]
"""How well a goal fits, best first: ``near`` is just below; see `goalsearch.ranking.calibration`."""

BANDS: Final[tuple[Band, ...]] = get_args(Band)

Verdict = Literal["goals", "near", "none"]
"""What an answer says in all: a goal fits, the nearest is just below, or none fits."""


def is_fit(band: str) -> bool:
    """Whether a goal of this band is said to fit."""
    return band in {"strong", "possible"}


class NewestGoal(NamedTuple):
    """
    A goal of the newest fiscal year, for a reader who wants to apply now.

    Attributes:
        goal: The goal.
        rank: Its rank among all candidates of the search.
        fit: See `Hit`.
        band: See `Hit`.
    """

    goal: Goal
    rank: int
    fit: float
    band: Band

    def to_dict(self) -> Json:
        """Plain values, ready for JSON; the goal by what identifies it."""
        return {"rank": self.rank, "fit": self.fit, "band": self.band, "goal": self.goal.identity()}


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Hit:
    """
    One ranked answer to a query.

    Attributes:
        rank: 1 for the best hit.
        score: With TF-IDF the cosine similarity of query and goal, in ``(0, 1]``, which is the sum of the evidence's
            contributions; for others see `goalsearch.ranking.semantic`.
        fit: What the hits are ordered by: the score, counted in what texts of the field reach with this goal; see
            `goalsearch.ranking.calibration`.
        goal: The goal itself, so a hit can be shown without a second look-up.
        band: What the fit means: strong, possible, near (just below) or weak.
        programmes: Programmes of the goal's agencies.
        parts: The scores of the rankers that went into it: ``tfidf``, ``semantic``, or both. The evidence's
            contributions add up to the first.
        explanations: Why each hit of the result is one, in the order of the ranks. May be worked out when it is first
            looked at: whoever ranks thousands of texts asks for the reasons of few.
        sentences: Which sentence of each goal says most of what it shares, in the order of the ranks; like the
            explanations worked out when it is first looked at.
        nearests: For rankers by meaning, which passage of each hit is nearest, in the order of the ranks; else empty.
    """

    rank: int
    score: float
    fit: float
    goal: Goal
    band: Band
    programmes: tuple[Programme, ...] = ()
    parts: Mapping[str, float]
    explanations: Sequence[Explanation] = field(repr=False, compare=False)
    sentences: Sequence[GoalSentence | None] | None = field(default=None, repr=False, compare=False)
    nearests: Sequence[NearestPassage] | None = field(default=None, repr=False, compare=False)

    def __repr__(self) -> str:
        # One line: with its goal in full it would flood a terminal.
        return f"Hit({self.rank}, {self.fit:.2f} {self.band}, {self.goal.short()})"

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Shared terms, strongest contribution first."""
        return self.explanations[self.rank - 1].evidence

    @property
    def phrases(self) -> Sequence[Phrase]:
        """The shared terms as the phrases that they form in the query, strongest contribution first."""
        return self.explanations[self.rank - 1].phrases

    @property
    def passage(self) -> Passage:
        """The sentence of the query that supports the hit most."""
        return self.explanations[self.rank - 1].passage

    @property
    def missing(self) -> Sequence[MissingTerm]:
        """The goal's heaviest terms that the query does not touch."""
        return self.explanations[self.rank - 1].missing

    @property
    def related(self) -> Sequence[RelatedGoal]:
        """Goals of earlier fiscal years near to the goal and to the query, best first."""
        return self.explanations[self.rank - 1].related

    @property
    def later(self) -> Sequence[RelatedGoal]:
        """The goal of a later fiscal year that continues the goal, if one is near enough."""
        return self.explanations[self.rank - 1].later

    @property
    def tied_with(self) -> int:
        """Rank of the best hit that this one cannot be told apart from; its own rank if there is none better."""
        return self.explanations[self.rank - 1].tied_with

    @property
    def goal_sentence(self) -> GoalSentence | None:
        """The sentence of the goal that says most of what it shares with the query; None if the goal has no text."""
        return self.sentences[self.rank - 1] if self.sentences is not None else None

    @property
    def nearest(self) -> NearestPassage | None:
        """The passages of query and goal that are nearest in meaning; None if the ranker does not look at meaning."""
        return self.nearests[self.rank - 1] if self.nearests is not None else None

    def to_dict(self) -> Json:
        """Plain values, ready for JSON."""
        return {
            "rank": self.rank,
            "score": self.score,
            "fit": self.fit,
            "band": self.band,
            "tied_with": self.tied_with,
            "parts": dict(self.parts),
            "goal": {**self.goal.identity(), "areas": [area.to_dict() for area in self.goal.areas]},
            "evidence": [item.to_dict() for item in self.evidence],
            "phrases": [phrase.to_dict() for phrase in self.phrases],
            "passage": self.passage.to_dict(),
            "goal_sentence": self.goal_sentence and self.goal_sentence.to_dict(),
            "nearest": self.nearest and self.nearest.to_dict(),
            "missing": [item.to_dict() for item in self.missing],
            "related": [item.to_dict() for item in self.related],
            "programmes": [programme.name for programme in self.programmes],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalAnswer:
    """
    Where one goal stands for a query, and why there: the answer to "why not this goal?", hit or not.

    Attributes:
        goal: The goal that was asked about.
        rank: Its rank among all candidates, itself included; None if it shares nothing with the query.
        n_candidates: Goals that the filters let through, and this one.
        is_candidate: Whether the filters let it through. If not, no search with these filters can find it.
        score: Its score; 0 if it shares nothing.
        fit: How well the query fits it, what goals are ordered by; None if it shares nothing.
        fit_needed: The fit from which on it would be possible: ``fit / fit_needed`` is how far it got.
        band: What its fit means.
        evidence: Terms that it shares with the query, strongest contribution first.
        missing: What it uses much and the query lacks, heaviest first.
        first: The first of the candidates, which may be this very goal; None if none shares anything.
        weaker: Terms of the query that add more to the first goal's score, those that make most of the difference
            first; empty if the goal is the first.
    """

    goal: Goal
    rank: int | None
    n_candidates: int
    is_candidate: bool
    score: float
    fit: float | None
    fit_needed: float
    band: Band
    evidence: tuple[Evidence, ...]
    missing: Sequence[MissingTerm]
    first: Hit | None
    weaker: tuple[WeakerTerm, ...]

    @property
    def is_first(self) -> bool:
        """Whether no candidate stands before it."""
        return self.rank == 1

    def to_dict(self) -> Json:
        """Plain values, ready for JSON; the first goal by what identifies it."""
        first = self.first and {
            **self.first.goal.identity(),
            "score": self.first.score,
            "fit": self.first.fit,
            "band": self.first.band,
        }
        return {
            "goal": self.goal.identity(),
            "rank": self.rank,
            "n_candidates": self.n_candidates,
            "is_candidate": self.is_candidate,
            "score": self.score,
            "fit": self.fit,
            "fit_needed": self.fit_needed,
            "band": self.band,
            "evidence": [item.to_dict() for item in self.evidence],
            "missing": [item.to_dict() for item in self.missing],
            "first": first,
            "weaker": [item.to_dict() for item in self.weaker],
        }


class RankedGoal(NamedTuple):
    """
    A goal as a list of many results shows it.

    Attributes:
        goal_id: The goal.
        score: Its score.
        fit: What the goals are ordered by, see `Hit`.
        band: What the fit means.
        terms: The phrases of shared terms that contribute most, strongest first, as in a hit's ``phrases``.
    """

    goal_id: str
    score: float
    fit: float
    band: Band
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class SearchResult:
    """
    The answer to one query.

    Attributes:
        query: What was searched for.
        hits: Goals, best first; empty if nothing is shared.
        verdict: ``goals`` if at least one goal that the filters let through fits, ``near`` if the nearest is just
            below, ``none`` if no goal is near.
        reason: Why no goal fits, if none does.
        warnings: What a reader should know: no text, few known terms, an unknown language …
        ranker: Name of the ranker that made the scores.
        n_candidates: Goals that the filters let through.
        n_filtered_out: Goals that the filters left out.
        newest: The nearest goals of the newest fiscal year of the corpus, best first; empty if the search was about
            that year alone, or not about it at all. Worked out when it is first looked at.
        newest_left_out: That year, if the filters leave none of its goals.
        descent: The goals that the first hit descends from and those that continue it, earliest first, the hit itself
            among them; empty if there are none. Worked out when it is first looked at.
        ask: What `explain` asks: the searcher that made the result.
    """

    RECORD_FIELDS: ClassVar = ("rank", "score", "fit", "band", "goal_id", *Goal.IDENTITY[1:], "terms", "related")

    query: Query
    hits: tuple[Hit, ...]
    verdict: Verdict
    reason: Notice | None = None
    warnings: tuple[Notice, ...] = ()
    ranker: Ranker
    n_candidates: int
    n_filtered_out: int = 0
    newest: Sequence[NewestGoal] = ()
    newest_left_out: int | None = None
    descent: Sequence[Goal] = field(default=(), compare=False)
    ask: Callable[[str], GoalAnswer] | None = field(default=None, repr=False, compare=False)

    def explain(self, goal_id: str) -> GoalAnswer:
        """
        Why not this goal? Where it stands for the query among all goals that the filters let through, and why there.

        Args:
            goal_id: Identifier of any goal of the corpus, such as ``2019-jst-3``, a hit or not.

        Raises:
            QueryError: If there is no such goal, or the result was made in another process; `Searcher.explain` answers
                there.
        """
        if self.ask is None:
            raise QueryError("error.explain_elsewhere", goal_id=goal_id)
        return self.ask(goal_id)

    def __repr__(self) -> str:
        # With all goals in full it would flood a terminal.
        found = ", ".join(f"{hit.goal.id} {hit.fit:.2f} {hit.band}" for hit in self.hits)
        return f"<SearchResult: verdict={self.verdict!r}, ranker={self.ranker!r}, hits=[{found}]>"

    @property
    def preferred_language(self) -> Language:
        """Language to show it in: the user's own, else that of the text."""
        return preferred_language(spoken_in(self.query.language))

    def verdict_in(self, lang: Language) -> str | None:
        """The verdict with its reason, ready to show; None if a goal fits."""
        if self.reason is None:
            return None
        return text(f"answer.verdict.{self.verdict}", lang, reason=self.reason.message(lang))

    def to_dict(self, lang: Language | None = None) -> Json:
        """
        Plain values, ready for JSON.

        Args:
            lang: Language of the messages in it; `preferred_language` when left out.
        """
        lang = lang or self.preferred_language
        return {
            "query": self.query.to_dict(),
            "ranker": self.ranker,
            "n_candidates": self.n_candidates,
            "n_filtered_out": self.n_filtered_out,
            "verdict": self.verdict,
            "reason": self.reason and self.reason.to_dict(lang),
            "warnings": [notice.to_dict(lang) for notice in self.warnings],
            "newest": [newest.to_dict() for newest in self.newest],
            "descent": [goal.id for goal in self.descent],
            "hits": [hit.to_dict() for hit in self.hits],
        }

    def to_records(self) -> list[Json]:
        """
        One flat record a hit, ready for ``pandas.DataFrame``; terms and related goals as joined text.

        The goal is ``goal_id``, not ``id``, so that a record can be laid beside one that has an id of its own.
        """
        return [
            {
                "rank": hit.rank,
                "score": hit.score,
                "fit": hit.fit,
                "band": hit.band,
                "goal_id": hit.goal.id,
                **{name: value for name, value in hit.goal.identity().items() if name != "id"},
                "terms": "、".join(phrase.text for phrase in hit.phrases),
                "related": "、".join(item.goal.id for item in hit.related),
            }
            for hit in self.hits
        ]

    def _repr_html_(self) -> str:
        from goalsearch.pages.notebook import result_table  # only a notebook asks for it

        return result_table(self, self.preferred_language)

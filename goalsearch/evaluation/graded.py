"""Answers measured against graded judgements: how good the first goals are, who is told "none", what a band means."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from goalsearch.defaults import DEFAULT_SAMPLES
from goalsearch.evaluation.intervals import Estimate, mean_interval, ratio_interval
from goalsearch.evaluation.judgements import Judgement
from goalsearch.evaluation.metrics import GRADED_MEASURES, measure_graded
from goalsearch.model import BANDS, Band, Json

N_BANDED: Final = 5
"""Hits of each query whose bands are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GradedOutcome:
    """
    What one text of a judged query found.

    Attributes:
        query_id: The query.
        judgement: What judges think of the goals.
        first_goal_id: The goal that came first; None if nothing was found.
        told_none: Whether the answer was that no goal fits.
        fits_by_band: Of the first `N_BANDED` hits, the bands and whether the goal fits.
        measures: What the ranking is worth, by name of the measure; empty if no goal fits.
    """

    query_id: str
    judgement: Judgement
    first_goal_id: str | None
    told_none: bool
    fits_by_band: tuple[tuple[Band, bool], ...]
    measures: Mapping[str, float]

    @classmethod
    def of(
        cls, query_id: str, judgement: Judgement, ranked: Sequence[str], bands: Sequence[Band], *, told_none: bool
    ) -> "GradedOutcome":
        """The outcome of a ranking, with the band of each of its goals; further bands are not needed."""
        hits = zip(ranked[:N_BANDED], bands, strict=False)
        return cls(
            query_id=query_id,
            judgement=judgement,
            first_goal_id=next(iter(ranked), None),
            told_none=told_none,
            fits_by_band=tuple((band, goal_id in judgement.fitting) for goal_id, band in hits),
            measures=measure_graded(ranked, judgement) if judgement.fitting else {},
        )

    @property
    def first_grade(self) -> float:
        """The grade of the goal that came first; 0 if nothing was found."""
        return self.judgement.grades.get(self.first_goal_id or "", 0.0)

    def to_dict(self) -> Json:
        """Plain values, ready for JSON."""
        return {
            "query_id": self.query_id,
            "best": list(self.judgement.best),
            "first_goal_id": self.first_goal_id,
            "first_grade": self.first_grade,
            "told_none": self.told_none,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """
    Part of some things that something holds for.

    Attributes:
        n: How many things, at least one.
        share: The part, with its interval.
    """

    n: int
    share: Estimate

    def to_dict(self) -> Json:
        """Plain values, ready for JSON."""
        return {"n": self.n, **self.share.to_dict()}


@dataclass(frozen=True, slots=True, kw_only=True)
class GradedEvaluation:
    """
    One field of the judged queries, measured.

    Attributes:
        n_fitting: Queries that some goal fits.
        measures: Mean and interval of each of `GRADED_MEASURES` over these; empty if there are none.
        told_none: Part of these that is told that no goal fits, which should be 0; None if there are none.
        told_none_rightly: Part of the queries that no goal fits which is told so, and should be 1; None without any.
        bands: For each band that occurs, the part of the hits within the first `N_BANDED` of all judged queries that
            fit: what the band means.
        outcomes: What each query found, in the order of the queries.
    """

    n_fitting: int
    measures: Mapping[str, Estimate]
    told_none: Share | None
    told_none_rightly: Share | None
    bands: Mapping[Band, Share]
    outcomes: tuple[GradedOutcome, ...]

    @classmethod
    def of(cls, outcomes: Sequence[GradedOutcome], *, samples: int = DEFAULT_SAMPLES) -> "GradedEvaluation":
        """
        The measures over ``outcomes``.

        Raises:
            ValueError: If ``samples`` is below 1.
        """
        fitting = [outcome for outcome in outcomes if outcome.judgement.fitting]
        others = [outcome for outcome in outcomes if not outcome.judgement.fitting]
        return cls(
            n_fitting=len(fitting),
            measures={
                name: mean_interval([outcome.measures[name] for outcome in fitting], samples=samples)
                for name in GRADED_MEASURES
                if fitting
            },
            told_none=_told_none(fitting, samples),
            told_none_rightly=_told_none(others, samples),
            bands={band: share for band in BANDS if (share := _of_band(outcomes, band, samples))},
            outcomes=tuple(outcomes),
        )

    @property
    def misses(self) -> tuple[GradedOutcome, ...]:
        """The queries that some goal fits, but not the one that came first; the lowest grade of that first."""
        missed = [outcome for outcome in self.outcomes if outcome.judgement.fitting and not outcome.measures["fit@1"]]
        return tuple(sorted(missed, key=lambda outcome: outcome.first_grade))

    def to_dict(self, n_misses: int | None = None) -> Json:
        """
        Plain values, ready for JSON.

        Args:
            n_misses: How many misses to name; all when left out.
        """
        return {
            "n_fitting": self.n_fitting,
            "measures": {name: estimate.to_dict() for name, estimate in self.measures.items()},
            "told_none": self.told_none and self.told_none.to_dict(),
            "told_none_rightly": self.told_none_rightly and self.told_none_rightly.to_dict(),
            "bands": {band: share.to_dict() for band, share in self.bands.items()},
            "misses": [outcome.to_dict() for outcome in self.misses[:n_misses]],
        }


def _told_none(outcomes: Sequence[GradedOutcome], samples: int) -> Share | None:
    if not outcomes:
        return None
    told = [float(outcome.told_none) for outcome in outcomes]
    return Share(n=len(told), share=mean_interval(told, samples=samples))


def _of_band(outcomes: Sequence[GradedOutcome], band: Band, samples: int) -> Share | None:
    hits = [[fits for of_hit, fits in outcome.fits_by_band if of_hit == band] for outcome in outcomes]
    if not any(hits):
        return None
    # Queries are drawn, not hits: those of one query are alike.
    share = ratio_interval([sum(of_query) for of_query in hits], [len(of_query) for of_query in hits], samples=samples)
    return Share(n=sum(map(len, hits)), share=share)

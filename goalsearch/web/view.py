"""A search in the shape that its page shows: nothing is worked out anew, only put in place."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Final, NamedTuple

from markupsafe import Markup

from goalsearch.messages import Language, text
from goalsearch.model import Evidence, Hit, Programme, SearchResult, Term
from goalsearch.reports.answer import areas_text, linking_terms, outermost
from goalsearch.reports.goals import ProgrammeConditions, goal_texts, programme_conditions, programmes_heading
from goalsearch.web.marks import marked, marked_once

_N_TERMS: Final = 10
_N_MISSING: Final = 12
_N_CONTRIBUTIONS: Final = 12
_N_LINKS: Final = 5


class MarkedText(NamedTuple):
    """A text of a goal: the key of its heading, and the text as HTML with the shared terms marked."""

    key: str
    content: Markup


class RelatedView(NamedTuple):
    """A related goal of past years, and the terms that link it, the reader's own language first."""

    goal_id: str
    title: str
    score: float
    terms: Sequence[str]


class Contribution(NamedTuple):
    """A term of a score: its part and share, how often the text has it, and the fields of the goal that have it."""

    term: str
    part: str
    share: str
    n_spans: int
    fields: str


class HitView(NamedTuple):
    """
    A hit as it is shown.

    Attributes:
        mark: Number of its mark in the text.
        hit: The hit.
        percent: Length of its bar, of 100.
        terms: The shared terms that are shown at a glance.
        passage: The sentence that speaks for it, with the shared terms marked.
        details: The rest; None where only the above is shown.
    """

    mark: int
    hit: Hit
    percent: float
    terms: Sequence[Evidence]
    passage: Markup
    details: "HitDetails | None"


class HitDetails(NamedTuple):
    """
    What there is to say of a hit besides.

    Attributes:
        contributions: The shared terms that contribute most.
        others: How many there are besides, and their share of the score.
        goal_texts: The goal's own texts, with the shared terms marked.
        missing: What the text lacks.
        areas: The research areas recorded, or that none is.
        related: Goals of past years.
    """

    contributions: Sequence[Contribution]
    others: tuple[int, str]
    goal_texts: Sequence[MarkedText]
    missing: Sequence[str]
    areas: str
    related: Sequence[RelatedView]


class ResultView(NamedTuple):
    """A result under a heading of its own, if there are several."""

    heading: str | None
    result: SearchResult
    hits: Sequence[HitView]


def result_view(
    result: SearchResult,
    lang: Language,
    goal_terms: Callable[[str], Iterable[Term]],
    *,
    n_in_full: int,
    heading: str | None = None,
    first_mark: int = 1,
) -> ResultView:
    """
    A result to be shown.

    Args:
        result: What to show.
        lang: Language of the page.
        goal_terms: The terms of a goal's text, with their places.
        n_in_full: How many hits are shown with all there is to say, which is some 10 kB of page for each.
        heading: Heading over it.
        first_mark: Number of the first hit's mark.
    """
    best = result.hits[0].score if result.hits else 1.0
    hits = [
        HitView(
            mark=mark,
            hit=hit,
            percent=max(1.0, round(100 * hit.score / (best or 1.0), 1)),
            terms=outermost(hit.evidence)[:_N_TERMS],
            passage=_marked_passage(hit),
            details=_details(hit, result, lang, goal_terms) if hit.rank <= n_in_full else None,
        )
        for mark, hit in enumerate(result.hits, first_mark)
    ]
    return ResultView(heading, result, hits)


def marked_query(views: Iterable[ResultView]) -> Markup:
    """The text that was searched for as HTML, with a mark for what each hit shares with it."""
    views = list(views)
    spans = {
        view.mark: [span for item in view.hit.evidence for span in item.spans]
        for result in views
        for view in result.hits
    }
    return marked(views[0].result.query.text, spans)


def programmes_view(views: Iterable[ResultView], lang: Language) -> tuple[str, list[ProgrammeConditions]]:
    """The programmes of all goals shown: a heading that says as of when, and the conditions of each."""
    shown: dict[Programme, None] = {}
    for result in views:
        for view in result.hits:
            shown.update(dict.fromkeys(view.hit.programmes))
    return programmes_heading(shown, lang), [programme_conditions(programme, lang) for programme in shown]


def _marked_passage(hit: Hit) -> Markup:
    start, end, sentence, _ = hit.passage
    spans = [
        (left - start, right - start)
        for item in hit.evidence
        for left, right in item.spans
        if start <= left and right <= end
    ]
    return marked_once(sentence, spans)


def _details(hit: Hit, result: SearchResult, lang: Language, goal_terms: Callable[[str], Iterable[Term]]) -> HitDetails:
    total = sum(item.contribution for item in hit.evidence) or 1.0
    shared = {item.term for item in hit.evidence}
    # In the language of the text, in which the shared terms stand; the page's own may be the other.
    written_in: Language = "en" if result.query.language == "en" else "ja"
    return HitDetails(
        contributions=[
            Contribution(
                item.term,
                f"{item.contribution:.4f}",
                f"{item.contribution / total:.0%}",
                len(item.spans),
                _field_names(item.fields, lang),
            )
            for item in hit.evidence[:_N_CONTRIBUTIONS]
        ],
        others=(
            len(hit.evidence[_N_CONTRIBUTIONS:]),
            f"{sum(item.contribution for item in hit.evidence[_N_CONTRIBUTIONS:]) / total:.0%}",
        ),
        goal_texts=[
            MarkedText(part.key, _marked(part.content, shared, goal_terms)) for part in goal_texts(hit.goal, written_in)
        ],
        missing=[item.term for item in hit.missing[:_N_MISSING]],
        areas=areas_text(hit, lang),
        related=[
            RelatedView(
                related.goal.id,
                related.goal.title_in(lang),
                related.score,
                linking_terms(related, lang)[:_N_LINKS],
            )
            for related in hit.related
        ],
    )


@cache
def _field_names(fields: tuple[str, ...], lang: Language) -> str:
    return ", ".join(text(f"label.field.{field}", lang) for field in fields)


def _marked(content: str, shared: set[str], goal_terms: Callable[[str], Iterable[Term]]) -> Markup:
    return marked_once(content, [(start, end) for form, start, end in goal_terms(content) if form in shared])

"""A search in the shape that its page shows: nothing is worked out anew, only put in place."""

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Final, NamedTuple
from urllib.parse import quote

from markupsafe import Markup, escape

from goalsearch.messages import Language, listed
from goalsearch.model import Evidence, Hit, Programme, SearchResult
from goalsearch.model.fields import label
from goalsearch.reports.excerpt import excerpt
from goalsearch.reports.facts import editorial_note, linking_terms
from goalsearch.reports.first_screen import newest_year, shortened, within
from goalsearch.reports.goals import ProgrammeConditions, programme_conditions, programmes_heading
from goalsearch.reports.grades import is_measured, percent, shown_fit
from goalsearch.reports.next_steps import AreaLine, Page, area_lines, calls_over, official_page
from goalsearch.text.characters import printable
from goalsearch.web.goal_texts import GoalTexts, MarkedText
from goalsearch.web.marks import marked, marked_once

_N_MISSING: Final = 12
_N_CONTRIBUTIONS: Final = 12
_N_LINKS: Final = 5
_LINE_COLUMNS: Final = 92
"""Of what is cut to a line of a card on a laptop."""
_MOST_REMEMBERED: Final = 1024
_SHARED_COLUMNS: Final = _LINE_COLUMNS - 12


class RelatedView(NamedTuple):
    """A related goal of past years, and the terms that link it in a line, the reader's own language first."""

    goal_id: str
    address: str
    title: str
    score: float
    terms: str


class HitView(NamedTuple):
    """
    A hit as it is shown.

    Attributes:
        mark: Number of its mark in the text.
        hit: The hit.
        address: Its goal's page.
        percent: Length of its bar, of 100; 50 is where goals begin to fit.
        fit: Its fit in figures; empty if there is nothing to measure.
        is_newest: Whether it is of the newest fiscal year, and others are not.
        sentence: The goal's own sentence that shares most, cut to some lines, with the shared terms marked.
        areas: The research areas recorded.
        over: That its calls are over, and what continues it, if so.
        page: The page of the ministry or agency about it, or another on which it was seen.
        shared: The phrases that it shares with the text, as many as fit a line.
        passage: The sentence that speaks for it, with the shared terms marked.
        details: The rest; None where only the above is shown.
    """

    mark: int
    hit: Hit
    address: str
    percent: float
    fit: str
    is_newest: bool
    sentence: Markup
    areas: Sequence[AreaLine]
    over: str | None
    page: Page | None
    shared: str
    passage: Markup
    details: "HitDetails | None"


class HitDetails(NamedTuple):
    """
    What there is to say of a hit besides.

    Attributes:
        contributions: The shared terms that contribute most, as rows of a table: each with its part and share of the
            score, how often the text has it, and the fields of the goal that have it.
        others: How many there are besides, and their share of the score.
        goal_texts: The goal's own texts, with the shared terms marked.
        editorial_note: What the mark in their headings means.
        missing: What the text lacks.
        related: Goals of past years.
    """

    contributions: Markup
    others: tuple[int, str]
    goal_texts: Sequence[MarkedText]
    editorial_note: str | None
    missing: Sequence[str]
    related: Sequence[RelatedView]


class ResultView(NamedTuple):
    """A result under a heading of its own, if there are several."""

    heading: str | None
    result: SearchResult
    hits: Sequence[HitView]


def result_view(
    result: SearchResult,
    lang: Language,
    goal_texts: GoalTexts,
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
        goal_texts: The texts of the goals.
        n_in_full: How many hits are shown with all there is to say, which is some 10 kB of page for each.
        heading: Heading over it.
        first_mark: Number of the first hit's mark.
    """
    year = newest_year(result)
    hits = [
        HitView(
            mark=mark,
            hit=hit,
            address=_address(hit.goal.id, lang),
            percent=percent(hit.fit),
            fit=shown_fit(hit.fit) if is_measured(hit.fit) else "",
            is_newest=year is not None and hit.goal.fiscal_year == year,
            sentence=_goal_sentence(hit),
            areas=area_lines(hit.goal, lang),
            over=calls_over(hit, year, lang),
            page=official_page(hit.goal, lang),
            shared=_shared(hit, lang),
            passage=_marked_passage(hit) if hit.rank <= n_in_full else Markup(),
            details=_details(hit, result, lang, goal_texts) if hit.rank <= n_in_full else None,
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


def _shared(hit: Hit, lang: Language) -> str:
    texts = within((phrase.text for phrase in hit.phrases), _SHARED_COLUMNS)
    return shortened(listed(texts, lang), _SHARED_COLUMNS)


def _goal_sentence(hit: Hit) -> Markup:
    if hit.goal_sentence is None:
        return Markup()
    sentence, _, spans = hit.goal_sentence
    parts = excerpt(sentence, spans, _LINE_COLUMNS)
    escaped = ((escape(printable(part)), is_marked) for part, is_marked in parts)
    # Every piece is escaped.
    return Markup("".join(f"<mark>{part}</mark>" if is_marked else part for part, is_marked in escaped))  # noqa: S704


def _marked_passage(hit: Hit) -> Markup:
    start, end, sentence, _ = hit.passage
    spans = [
        (left - start, right - start)
        for item in hit.evidence
        for left, right in item.spans
        if start <= left and right <= end
    ]
    return marked_once(sentence, spans)


def _details(hit: Hit, result: SearchResult, lang: Language, goal_texts: GoalTexts) -> HitDetails:
    total = sum(item.contribution for item in hit.evidence) or 1.0
    shared = {item.form for item in hit.evidence}
    # In the language of the text, in which the shared terms stand; the page's own may be the other.
    written_in: Language = "en" if result.query.language == "en" else "ja"
    texts = goal_texts.marked(hit.goal, shared, written_in, lang)
    return HitDetails(
        contributions=_contribution_rows(hit.evidence[:_N_CONTRIBUTIONS], total, lang),
        others=(
            len(hit.evidence[_N_CONTRIBUTIONS:]),
            f"{sum(item.contribution for item in hit.evidence[_N_CONTRIBUTIONS:]) / total:.0%}",
        ),
        goal_texts=texts,
        editorial_note=editorial_note((part.heading for part in texts), lang),
        missing=[item.term for item in hit.missing[:_N_MISSING]],
        related=[
            RelatedView(
                related.goal.id,
                _address(related.goal.id, lang),
                related.goal.title_in(lang),
                related.score,
                ", ".join(linking_terms(related, lang)[:_N_LINKS]),
            )
            for related in hit.related
        ],
    )


def _contribution_rows(evidence: Iterable[Evidence], total: float, lang: Language) -> Markup:
    # Written here, as these are half of the values of a page: a template takes five times as long for each.
    rows = [
        f'<tr><th scope="row">{escape(printable(item.term))}</th><td>{item.contribution:.4f}</td>'
        f"<td>{item.contribution / total:.0%}</td><td>{len(item.spans)}</td>"
        f"<td>{_field_names(item.fields, lang)}</td></tr>"
        for item in evidence
    ]
    return Markup("\n    ".join(rows))  # noqa: S704 - every piece is escaped


@lru_cache(_MOST_REMEMBERED)
def _address(goal_id: str, lang: Language) -> str:
    return f"/{lang}/goals/{quote(goal_id)}"


@cache
def _field_names(fields: tuple[str, ...], lang: Language) -> Markup:
    return escape(", ".join(label(field, lang) for field in fields))

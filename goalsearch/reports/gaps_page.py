"""What no goal covers, as a page."""

from collections.abc import Iterator
from typing import Final

from goalsearch.landscape.gaps import Gaps
from goalsearch.landscape.theme import Theme
from goalsearch.messages import Language, text
from goalsearch.reports import gaps_view
from goalsearch.reports.sparkline import spark_svg
from goalsearch.reports.topics_page import page, paragraphs, safe
from goalsearch.reports.trends_view import listed

_N_TEXTS: Final = 200


def gaps_page(gaps: Gaps, lang: Language) -> str:
    """
    The page as HTML. The same gaps in the same language give the same page.

    Args:
        gaps: What to show.
        lang: Language to speak.
    """
    return page(text("gaps.title", lang), _body(gaps, lang), lang)


def _body(gaps: Gaps, lang: Language) -> Iterator[str]:
    yield paragraphs(gaps_view.summary(gaps, lang))
    if gaps.themes:
        yield f"<section>\n<h2>{safe(text('gaps.themes', lang, n=len(gaps.themes)))}</h2>"
        for number, theme in enumerate(gaps.themes, 1):
            yield from _theme(number, theme, gaps, lang)
        yield "</section>"
    if gaps.apart:
        yield f"<section>\n<h2>{safe(text('gaps.apart', lang, n=f'{len(gaps.apart):,}'))}</h2>"
        yield _list([gaps_view.text_name(item) for item in gaps.apart], lang)
        yield "</section>"
    yield "<section>"
    if gaps.unaddressed:
        yield f"<h2>{safe(text('gaps.unaddressed', lang, n=len(gaps.unaddressed)))}</h2>"
        yield _list([f"{goal.id} {goal.title_in(lang)}" for goal in gaps.unaddressed], lang)
    else:
        yield paragraphs([text("gaps.all_addressed", lang)])
    yield f"</section>\n{paragraphs([gaps_view.note(lang)], 'faint')}"


def _theme(number: int, theme: Theme, gaps: Gaps, lang: Language) -> Iterator[str]:
    terms = listed(theme.terms, lang)
    heading = text("gaps.theme", lang, number=number, n=f"{theme.size:,}")
    yield f'<div class="theme">\n<h3>{safe(heading)} {safe(terms)}</h3>'
    if theme.growth is not None:
        label = text("trends.spark", lang, term=terms, counts=", ".join(map(str, theme.growth.counts)))
        yield spark_svg(theme.growth.counts, gaps.totals, gaps.years, label)
        yield paragraphs([gaps_view.growth(theme.growth, gaps.level, lang)])
    yield _list([gaps_view.text_name(item) for item in theme.texts], lang)
    yield f"<p>{safe(text('gaps.missed', lang))}</p>"
    yield _list([gaps_view.missed_name(missed, lang) for missed in theme.goals], lang)
    yield "</div>"


def _list(items: list[str], lang: Language) -> str:
    shown = [f"<li>{safe(item)}</li>" for item in items[:_N_TEXTS]]
    if (more := len(items) - _N_TEXTS) > 0:
        shown.append(f"<li>{safe(text('gaps.more_texts', lang, n=f'{more:,}'))}</li>")
    return f"<ul>{''.join(shown)}</ul>"

"""The first page: a text in, goals out."""

import dataclasses
from functools import partial
from typing import Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from goalsearch.batch.options import BatchOptions
from goalsearch.batch.text_run import match_text
from goalsearch.documents import select_part
from goalsearch.documents.isolated_reader import read_text_isolated
from goalsearch.errors import DocumentError, GoalsearchError
from goalsearch.messages import Language, text
from goalsearch.model import GoalAnswer, SearchResult
from goalsearch.reports.answer import year_heading
from goalsearch.reports.first_screen import descent_line, newest_line
from goalsearch.reports.records import csv_text, json_text, result_markdown
from goalsearch.reports.why import reasons, standing
from goalsearch.retrieval.now_and_before import NowAndBefore, now_and_before
from goalsearch.retrieval.text_length import check_length
from goalsearch.web.batches import start_batch, written
from goalsearch.web.forms import MAX_FILES, Asked, Upload, read_form
from goalsearch.web.limits import MAX_BODY_BYTES
from goalsearch.web.page_language import spoken_language
from goalsearch.web.pages import page
from goalsearch.web.site import Site
from goalsearch.web.uploads import UploadFolder
from goalsearch.web.view import ResultView, marked_query, programmes_view, result_view
from goalsearch.writing.forms import WITHOUT_EXTRA

_SEVERAL: Final = "document.several"
# What is shown of the ranks below is what one compares at a glance. With all of it a page of twenty would be 250 kB.
_N_IN_FULL: Final = 5
# Goals in the list from which one is chosen to ask why it is not the first.
_MOST_CHOICES: Final = 1_000
_N_IN_FULL_OF_EACH: Final = 2
_DESCENT_COLUMNS: Final = 140
# A page breaks lines by itself: nearly all titles are shown in full.
_NEWEST_COLUMNS: Final = 120

_WORKBOOK: Final = next(form for form in WITHOUT_EXTRA if form.suffix == ".xlsx")
_EXPORTS: Final[dict[str, str]] = {
    "json": "application/json",
    "csv": "text/csv",
    "md": "text/markdown",
    "xlsx": _WORKBOOK.media_type,
}
"""Forms of a result to keep, by suffix, and what they are called in an answer."""


async def show_form(request: Request) -> Response:
    """The page with an empty form."""
    return _page(request, Asked(), [])


async def search(request: Request) -> Response:
    """The answer to a form: a page, or a file to keep. Several files, or a table of several rows, become a batch."""
    site: Site = request.app.state.site
    lang = spoken_language(request)
    asked = Asked()
    try:
        asked = await read_form(request)
        asked.check()
        if len(asked.uploads) > 1:
            return await start_batch(request, asked)
        notices: list[str] = []
        if asked.uploads:
            try:
                asked, notices = await site.run(_with_text_of, asked, asked.uploads[0], lang)
            except DocumentError as error:
                if error.key != _SEVERAL:
                    raise
                return await start_batch(request, asked)
        if not asked.text.strip():
            return _page(request, asked, [], error=text("notice.no_text", lang), status=422)
        if asked.output:
            check_length(asked.text)
            return await site.run(_export, site, asked, lang)
        return await site.run_on(asked.text, asked.ranker, _answer, request, asked, notices)
    except GoalsearchError as error:
        return _page(request, asked, [], error=error.message(lang), status=422)


def _with_text_of(asked: Asked, upload: Upload, lang: Language) -> tuple[Asked, list[str]]:
    """What was asked for with the text of the file in place of the pasted one, and what there is to say about it."""
    with UploadFolder((upload,)) as folder:
        name = folder.files[0].name
        try:
            whole = read_text_isolated(folder.files[0])
        except DocumentError as error:
            # The user knows the file by its name, and not where it lay.
            raise DocumentError(error.key, **{**error.values, "file": name}) from error
    part = select_part(whole, asked.part)
    notices = [text("web.read_file", lang, file=name, n=f"{len(whole):,}")]
    if (notice := part.notice(lang)) is not None:
        notices.append(notice)
    return dataclasses.replace(asked, text=part.text, uploads=()), notices


def _export(site: Site, asked: Asked, lang: Language) -> Response:
    form = asked.output if asked.output in _EXPORTS and not asked.apart else "json"
    headers = {"Content-Disposition": f'attachment; filename="goalsearch.{form}"'}
    return Response(_written(site, asked, form, lang), media_type=_EXPORTS[form], headers=headers)


def _written(site: Site, asked: Asked, form: str, lang: Language) -> str | bytes:
    if asked.apart:
        # A table has no place for two answers.
        return json_text(_now_and_before(site, asked).to_dict(lang))
    if form == "xlsx":
        options = BatchOptions(k=asked.k, part="whole", **asked.how())
        return written(match_text(asked.text, text("web.your_text", lang), options, site.source), _WORKBOOK, lang)
    result = site.searcher.search(asked.text, asked.k, **asked.how())
    if form == "csv":
        # The mark at the beginning tells Excel the encoding.
        return "\ufeff" + csv_text(SearchResult.RECORD_FIELDS, result.to_records())
    return result_markdown(result, lang) if form == "md" else json_text(result.to_dict(lang))


def _answer(request: Request, asked: Asked, notices: list[str]) -> Response:
    site: Site = request.app.state.site
    how = asked.how() if not asked.apart else {}
    why = site.searcher.explain(asked.text, asked.goal, **how) if asked.goal else None
    return _page(request, asked, _views(site, asked, spoken_language(request)), notices=notices, why=why)


def _views(site: Site, asked: Asked, lang: Language) -> list[ResultView]:
    if not asked.apart:
        result = site.searcher.search(asked.text, asked.k, **asked.how())
        return [result_view(result, lang, site.goal_texts, n_in_full=_N_IN_FULL)]
    both = _now_and_before(site, asked)
    show = partial(result_view, lang=lang, goal_texts=site.goal_texts, n_in_full=_N_IN_FULL_OF_EACH)
    views = [show(both.now, heading=year_heading(both, lang))]
    if both.before is not None:
        heading = text("answer.before", lang)
        views.append(show(both.before, heading=heading, first_mark=len(views[0].hits) + 1))
    return views


def _now_and_before(site: Site, asked: Asked) -> NowAndBefore:
    how = asked.how()
    del how["years"]
    return now_and_before(site.searcher, asked.text, asked.k, **how)


def _page(
    request: Request,
    asked: Asked,
    views: list[ResultView],
    *,
    notices: list[str] | None = None,
    why: GoalAnswer | None = None,
    error: str | None = None,
    status: int = 200,
) -> Response:
    site: Site = request.app.state.site
    lang = spoken_language(request)
    corpus = site.searcher.corpus
    # From so many nobody chooses: the id is typed in.
    can_choose = len(corpus) <= _MOST_CHOICES
    values = {
        "asked": asked,
        "can_choose": can_choose,
        "views": views,
        "marked_text": marked_query(views) if views else "",
        "programmes": programmes_view(views, lang) if views else None,
        "newest_line": lambda result: newest_line(result, lang, _NEWEST_COLUMNS),
        "descent_line": lambda result: descent_line(result, lang, _DESCENT_COLUMNS),
        "choices": site.menus.goals(lang, asked.goal if why else "") if views and can_choose else "",
        "is_added": corpus.is_added,
        "why": why,
        "why_standing": standing(why, lang) if why else "",
        "why_reasons": list(reasons(why, lang)) if why else [],
        "notices": notices or [],
        # Two answers mostly warn of the same.
        "warnings": dict.fromkeys(notice.message(lang) for view in views for notice in view.result.warnings),
        "error": error,
        "filters": site.menus.filters(lang, asked),
        "has_years": bool(corpus.years),
        "agencies": corpus.agencies,
        "n_goals": len(corpus),
        "exports": ["json"] if asked.apart else list(_EXPORTS),
        "rankers": site.rankers,
        "max_mib": MAX_BODY_BYTES // 1024 // 1024,
        "max_files": MAX_FILES,
    }
    return page(request, "search.html", values, status=status)


async def to_spoken(request: Request) -> Response:
    """From an address without a language to the one with the reader's."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"/{spoken_language(request)}{quote(request.scope['path'])}{query}", 307)

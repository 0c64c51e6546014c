"""Goals and texts at the edge, on every first screen: terminal, Markdown, notebook."""

import dataclasses
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from markupsafe import escape
from python_calamine import CalamineWorkbook

from goalsearch.batch.text_run import match_texts
from goalsearch.corpus import Corpus
from goalsearch.messages import LANGUAGES, Language
from goalsearch.model import Area, Goal, RankedGoal, SearchResult
from goalsearch.pages.batch import write_page
from goalsearch.pages.notebook import goal_card, result_table
from goalsearch.reports.answer import answer_lines
from goalsearch.reports.first_screen import newest_year
from goalsearch.reports.layout import plain, width
from goalsearch.reports.records import result_markdown
from goalsearch.reports.workbook import write_workbook
from goalsearch.retrieval.searcher import Searcher
from goalsearch.text.characters import clean
from goalsearch.text.tokenizer import Tokenizer

MakeCorpus = Callable[..., Corpus]

CREATED = datetime(2026, 4, 1, 9, 30, tzinfo=UTC)

LONG = "光 " + "革新的な量子技術の基盤" * 18
HOSTILE = "光 =1+1\n\r\u202e\u2066\ud800|<b>\x1b[31m"
CASES = {
    "nothing-but-a-title": [Goal(id="a", title="光 格子"), Goal(id="b", title="光 量子")],
    "titles-of-200-letters": [
        Goal(id=str(year), title=LONG, title_en="light " * 40, fiscal_year=year, summary=LONG) for year in (2010, 2020)
    ],
    "no-areas-no-english": [Goal(id="a", title="光", fiscal_year=2020, agencies=("JST",), summary="光 を 使う。")],
    "names-of-any-signs": [
        Goal(
            id=f"a{HOSTILE}{year}",
            title=HOSTILE,
            fiscal_year=year,
            agencies=(HOSTILE,),
            category=HOSTILE,
            summary=HOSTILE,
            areas=(Area(programme=HOSTILE, name=HOSTILE, supervisor=HOSTILE),),
            sources=(HOSTILE,),
        )
        for year in (2012, 2021)
    ],
    "one-has-no-year": [Goal(id="a", title="光", fiscal_year=2020), Goal(id="b", title="光 格子")],
}


def screens(result: SearchResult, lang: Language) -> dict[str, str]:
    """Every first screen of a result, in one language."""
    return {
        "terminal": plain(answer_lines(result, lang)),
        "explained": plain(answer_lines(result, lang, explain=True)),
        "markdown": result_markdown(result, lang),
        "notebook": result_table(result, lang),
    }


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("goals", CASES.values(), ids=CASES)
@pytest.mark.parametrize("text", ["光 格子 の 研究", "光 " + HOSTILE])
def test_every_screen_shows_them(
    make_corpus: MakeCorpus, tokenizer: Tokenizer, goals: list[Goal], text: str, lang: Language
) -> None:
    searcher = Searcher(make_corpus(*goals), tokenizer=tokenizer, cache=False)
    result = searcher.search(text)
    assert {hit.goal.id for hit in result.hits} == {goal.id for goal in goals}
    for name, written in screens(result, lang).items():
        assert "None" not in written, name
        # What turns a line round, colours a terminal, or cannot be encoded reaches no screen.
        assert not set("\u202e\u2066\x1b\ud800") & set(written), name
        written.encode()
        if name == "terminal":
            assert max(map(width, written.splitlines())) <= 80
            assert len(written.splitlines()) <= 4 * len(goals) + 12
        if name == "notebook":
            assert "<b>" not in written
        if name == "markdown":
            rows = [line for line in written.splitlines() if line.startswith("| ")]
            assert len(rows) == 2 + len(goals)
    for goal in goals:
        assert "None" not in goal_card(goal, lang)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("goals", CASES.values(), ids=CASES)
def test_every_form_of_a_batch_shows_them(
    make_corpus: MakeCorpus, tmp_path: Path, goals: list[Goal], lang: Language
) -> None:
    batch = match_texts({"一": "光 格子 の 研究", "二": "光 " + HOSTILE}, k=2, corpus=make_corpus(*goals), workers=1)
    call = RankedGoal(goals[0].id, 0.5, 2.0, "strong", ("光",))
    rows = tuple(dataclasses.replace(row, verdict="goals", hits=(call,)) for row in batch.rows)
    batch = dataclasses.replace(batch, rows=rows)
    write_workbook(tmp_path / "out.xlsx", batch, lang, created=CREATED)
    workbook = CalamineWorkbook.from_path(tmp_path / "out.xlsx")
    (heads, first, *_) = workbook.get_sheet_by_index(0).to_python()[3:]
    title = clean(goals[0].title_in(lang))
    assert str(first[1]) == title
    assert len(workbook.sheet_names) == 7
    assert len(heads) == len(first)
    write_page(tmp_path / "out.html", batch, lang, created=CREATED)
    page = (tmp_path / "out.html").read_text(encoding="utf-8")
    for written in (page, str([workbook.get_sheet_by_name(name).to_python() for name in workbook.sheet_names])):
        assert "None" not in written.replace("None fits", "")
        assert not set("\u202e\u2066\x1b\ud800") & set(written)
    assert " ".join(str(escape(title)).split()) in " ".join(page.split())
    assert "<b>\x1b" not in page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_text_that_nothing_fits_has_no_bars_of_nothing(searcher: Searcher, lang: Language) -> None:
    result = searcher.search("中世の修道院の写本における装飾と典礼の関係を史料から論じる。平安時代の女流日記を読む。")
    assert result.verdict == "none"
    assert min(hit.fit for hit in result.hits) < 0
    for name, written in screens(result, lang).items():
        assert "0.00" not in written or name == "explained", name
        assert "░░░░░│" not in written, name
        assert result.verdict_in(lang) is not None
        assert " ".join(str(result.verdict_in(lang)).split())[:12] in " ".join(written.split()), name


def test_goals_without_years_have_no_newest_one(make_corpus: MakeCorpus, tokenizer: Tokenizer) -> None:
    searcher = Searcher(make_corpus(*CASES["nothing-but-a-title"]), tokenizer=tokenizer, cache=False)
    result = searcher.search("光 格子")
    assert newest_year(result) is None
    for written in screens(result, "ja").values():
        assert "最新" not in written
        assert "年度なし" in written

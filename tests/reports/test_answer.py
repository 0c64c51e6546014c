"""A result for a person at a terminal."""

import dataclasses
from collections.abc import Callable

import pytest

from goalsearch.corpus import Corpus
from goalsearch.model import Area, Evidence, Goal, RelatedGoal, SearchResult
from goalsearch.reports.answer import answer_lines
from goalsearch.reports.facts import areas_text, related_line, year_and_agency
from goalsearch.reports.layout import MARK_OFF, MARK_ON, plain, width
from goalsearch.retrieval.searcher import Searcher
from goalsearch.text.tokenizer import Tokenizer

Golden = Callable[[str, str], None]
MakeCorpus = Callable[..., Corpus]
QUERY = "量子 計算 と 光 で 冷却 原子 を 操る 。\n\n細菌 は 調べない 。 " + "長い 文 も 折り返す 。 " * 12


def evidence(term: str, *spans: tuple[int, int]) -> Evidence:
    return Evidence(term, 0.1, spans, ("title",), term)


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("explain", [False, True], ids=["short", "explained"])
def test_answer(small_searcher: Searcher, golden: Golden, lang: str, explain: bool) -> None:
    result = small_searcher.search(QUERY, k=3)
    content = plain(answer_lines(result, lang, explain=explain))  # type: ignore[arg-type]
    assert max(map(width, content.splitlines())) <= 80
    golden(f"answer-{lang}{'-explained' if explain else ''}.txt", content)


def test_answer_with_warnings_and_filters(small_searcher: Searcher, golden: Golden) -> None:
    golden("answer-filtered-ja.txt", plain(answer_lines(small_searcher.search("量子", years="2019"), "ja")))


def test_answer_without_hits(small_searcher: Searcher, golden: Golden) -> None:
    golden("answer-no-hits-en.txt", plain(answer_lines(small_searcher.search("※ ！"), "en", explain=True)))


@pytest.mark.parametrize("columns", [60, 80, 110])
def test_lines_keep_to_the_width(searcher: Searcher, columns: int) -> None:
    result = searcher.search(
        "量子誤り訂正符号の復号アルゴリズムを、超伝導量子ビットの実機で検証する。腸内細菌叢も調べる。"
    )
    for lang in ("ja", "en"):
        lines = plain(answer_lines(result, lang, columns=columns)).splitlines()
        assert max(map(width, lines)) <= columns


def test_every_contribution_is_shown_and_shares_add_up(small_searcher: Searcher) -> None:
    result = small_searcher.search("量子 計算 光 量子", k=1)
    lines = plain(answer_lines(result, "ja", explain=True)).splitlines()
    for item in result.hits[0].evidence:
        (row,) = [line.split() for line in lines if line.split()[:2] == [item.term, f"{item.contribution:.4f}"]]
        assert row[2] == f"{item.contribution / result.hits[0].score:.0%}"
        assert row[3] == str(len(item.spans))


def test_the_query_is_shown_with_the_shared_terms_marked(small_searcher: Searcher) -> None:
    content = plain(answer_lines(small_searcher.search("量子 計算 なぜ 学ぶ", k=1), "ja", explain=True))
    assert "［量子］ ［計算］ なぜ 学ぶ" in content


def test_marks_in_the_query_itself_are_not_taken_for_ours(small_searcher: Searcher) -> None:
    query = f"量子 {MARK_ON}偽{MARK_OFF} なぜ"
    content = plain(answer_lines(small_searcher.search(query, k=1), "ja", explain=True))
    assert "［量子］ \ufffd偽\ufffd なぜ" in content


def test_spans_that_touch_or_overlap_are_marked_as_one(make_corpus: MakeCorpus) -> None:
    searcher = Searcher(make_corpus(Goal(id="a", title="腸内細菌叢の細菌")), cache=False)
    assert "［腸内細菌叢］を" in plain(answer_lines(searcher.search("腸内細菌叢を"), "ja", explain=True))


def test_a_span_inside_another_does_not_end_its_mark(small_searcher: Searcher) -> None:
    result = small_searcher.search("量子計算機 量子 を", k=1)
    inside = (evidence("a", (0, 5)), evidence("b", (1, 3)))
    explanations = tuple(item._replace(evidence=inside) for item in result.hits[0].explanations)
    hit = dataclasses.replace(result.hits[0], explanations=explanations)
    content = plain(answer_lines(dataclasses.replace(result, hits=(hit,)), "ja", explain=True))
    assert "［量子計算機］ 量子 を" in content


@pytest.mark.parametrize(
    ("year", "agency", "lang", "expected"),
    [
        (2019, "JST", "ja", "2019年度 JST"),
        (2019, None, "en", "FY2019"),
        (None, "NEDO", "ja", "年度なし NEDO"),
        (None, None, "en", "no year"),
    ],
)
def test_year_and_agency(year: int | None, agency: str | None, lang: str, expected: str) -> None:
    assert year_and_agency(year, agency, lang) == expected  # type: ignore[arg-type]


def test_related_line() -> None:
    related = RelatedGoal(Goal(id="a", title="題", title_en="title"), 0.456, ("一", "二", "三", "四", "五"))
    assert related_line(related, "ja") == "a  題  0.46 (一, 二, 三, 四)"
    assert related_line(related, "en") == "a  title  0.46 (一, 二, 三, 四)"


def test_areas(small_searcher: Searcher, make_corpus: MakeCorpus, tokenizer: Tokenizer) -> None:
    hits = {hit.goal.id: hit for hit in small_searcher.search("量子 細菌", k=9).hits}
    assert areas_text(hits["2016-amed-1"], "ja") == "AMED-CREST 微生物叢"
    assert areas_text(hits["2016-amed-1"], "en") == "AMED-CREST Microbiome"
    assert areas_text(hits["2015-jst-1"], "ja") == "未登録（無いという意味ではありません。JST の制度: CREST, さきがけ）"
    assert areas_text(hits["2015-jst-1"], "en") == (
        "not recorded, which does not mean that there are none (JST runs CREST, PRESTO)"
    )
    assert areas_text(hits["own-1"], "ja") == "未登録（無いという意味ではありません）"
    area = Area(programme="CREST", name="領域")
    own = Searcher(make_corpus(Goal(id="a", title="光", areas=(area,))), tokenizer=tokenizer, cache=False)
    assert areas_text(own.search("光").hits[0], "en") == "CREST 領域"


def test_nothing_is_computed_for_showing(small_searcher: Searcher) -> None:
    result = small_searcher.search("量子 計算")
    explanations = tuple(result.hits[0].explanations)
    stored = dataclasses.replace(
        result, hits=tuple(dataclasses.replace(hit, explanations=explanations) for hit in result.hits)
    )
    assert isinstance(stored, SearchResult)
    assert list(answer_lines(stored, "ja", explain=True)) == list(answer_lines(result, "ja", explain=True))

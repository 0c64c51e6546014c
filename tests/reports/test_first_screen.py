"""The first screen of an answer: how long it is, what its bars mean, what stands above and below the goals."""

import dataclasses
import json
import statistics
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goalsearch.corpus import Corpus
from goalsearch.messages import Language
from goalsearch.model import Goal, SearchResult
from goalsearch.pages.notebook import result_table
from goalsearch.ranking.calibration import NEAR, POSSIBLE, STRONG
from goalsearch.reports.answer import answer_lines
from goalsearch.reports.excerpt import excerpt
from goalsearch.reports.first_screen import descent, newest_line, newest_year, shortened, within
from goalsearch.reports.grades import bar, percent, shown_fit
from goalsearch.reports.layout import plain, width
from goalsearch.reports.records import result_markdown
from goalsearch.retrieval.now_and_before import now_and_before
from goalsearch.retrieval.searcher import Searcher
from goalsearch.text.tokenizer import Tokenizer

MakeCorpus = Callable[..., Corpus]
ABSTRACTS = Path(__file__).parents[1] / "data" / "queries" / "dev.jsonl"
CHAIN = (
    Goal(id="a", title="光 格子 一", fiscal_year=2010, summary="光 格子 を 使う。"),
    Goal(id="b", title="光 格子 二", fiscal_year=2015),
    Goal(id="c", title="光 格子 量子", fiscal_year=2020, description="光 を 使う。量子 格子 を つくる。"),
)


def lines_of(result: SearchResult, **how: object) -> list[str]:
    return plain(answer_lines(result, "ja", **how)).splitlines()  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def abstracts() -> list[str]:
    lines = ABSTRACTS.read_text(encoding="utf-8").splitlines()[:20]
    return [json.loads(line)["abstract_ja"] for line in lines]


def test_the_default_answer_fits_a_screen(searcher: Searcher, abstracts: list[str]) -> None:
    lengths = [len(lines_of(searcher.search(abstract))) for abstract in abstracts]
    assert statistics.median(lengths) <= 24
    assert max(lengths) <= 28


def test_what_it_shares_is_told_in_words(searcher: Searcher, abstracts: list[str]) -> None:
    shown = [
        phrase.text for abstract in abstracts for hit in searcher.search(abstract).hits for phrase in hit.phrases[:5]
    ]
    assert sum(len(phrase) == 1 for phrase in shown) <= 0.03 * len(shown)


@pytest.mark.parametrize(
    ("fit", "expected"),
    [
        pytest.param(-1.0, "░░░░░│░░░░░", id="nothing-in-common"),
        pytest.param(0.6, "██░░░│░░░░░", id="weak"),
        pytest.param(POSSIBLE - 1e-6, "████░│░░░░░", id="just-below-the-tick"),
        pytest.param(POSSIBLE, "█████│░░░░░", id="at-the-tick"),
        pytest.param(STRONG, "█████│█░░░░", id="strong"),
        pytest.param(99.0, "█████│█████", id="full"),
    ],
)
def test_a_bar_is_drawn_against_what_is_needed(fit: float, expected: str) -> None:
    assert bar(fit) == expected


@given(st.floats(-5, 5))
def test_only_what_fits_reaches_the_tick(fit: float) -> None:
    assert (percent(fit) >= 50) == (fit >= POSSIBLE) or abs(fit - POSSIBLE) < 0.01
    assert bar(fit).startswith("█████") == (fit >= POSSIBLE)
    assert 0 <= percent(fit) <= 100
    # What is shown agrees with the grade.
    assert (float(shown_fit(fit)) >= NEAR) == (fit + 1e-9 >= NEAR)


class TestExcerpt:
    def test_a_short_sentence_is_whole(self) -> None:
        assert excerpt("光と格子", [(0, 1)], 20) == [("光", True), ("と格子", False)]

    def test_a_long_one_is_cut_around_its_marks(self) -> None:
        parts = excerpt("あ" * 50 + "光格子" + "い" * 50, [(50, 53)], 30, mark_columns=2)
        assert parts[0] == ("…", False)
        assert parts[-1] == ("…", False)
        assert ("光格子", True) in parts

    def test_english_begins_with_a_word(self) -> None:
        parts = excerpt("something long before the marked word and after it", [(26, 32)], 24)
        first = "".join(text for text, _ in parts).lstrip("…").split(" ")[0]
        assert first in {"something", "long", "before", "the", "marked"}

    @given(
        st.text("あい光a b", max_size=60),
        st.lists(st.tuples(st.integers(0, 60), st.integers(1, 6)), max_size=5),
        st.integers(12, 80),
    )
    def test_it_fits_its_line_and_says_what_it_leaves_out(
        self, sentence: str, pairs: list[tuple[int, int]], columns: int
    ) -> None:
        spans = [(start, min(start + n, len(sentence))) for start, n in pairs if start < len(sentence)]
        parts = excerpt(sentence, spans, columns, mark_columns=2)
        text = "".join(text for text, _ in parts)
        assert width(text) + sum(2 for _, is_marked in parts if is_marked) <= columns + 1
        assert text.strip("…") in sentence
        assert text == sentence or "…" in text


class TestNewestYear:
    def test_its_nearest_goals_stand_above_the_list(self, make_corpus: MakeCorpus, tokenizer: Tokenizer) -> None:
        searcher = Searcher(make_corpus(*CHAIN), tokenizer=tokenizer, cache=False)
        result = searcher.search("光 格子")
        assert [newest.goal.id for newest in result.newest] == ["c"]
        assert "2020年度" in newest_line(result, "ja") or result.verdict == "none"
        assert newest_year(result) == 2020
        marked = [line for line in lines_of(result) if "最新" in line and "2020年度" in line]
        assert marked != []

    @pytest.mark.parametrize(
        ("lang", "said"), [("ja", "最新（2020年度）の目標は入って"), ("en", "out the latest year")]
    )
    def test_a_filter_that_leaves_none_of_it_is_told_in_the_first_lines(
        self, make_corpus: MakeCorpus, tokenizer: Tokenizer, lang: Language, said: str
    ) -> None:
        searcher = Searcher(make_corpus(*CHAIN), tokenizer=tokenizer, cache=False)
        result = searcher.search("光 格子", years="2010")
        first = plain(answer_lines(result, lang)).split(" 1  ")[0]
        assert said in first
        assert said in result_markdown(result, lang).split("|")[0]
        assert said in result_table(result, lang).split("<table")[0]
        assert said not in plain(answer_lines(searcher.search("光 格子", years="2020"), lang))
        both = now_and_before(searcher, "光 格子", 2, now="2020")
        assert both.before is not None
        assert said not in plain(answer_lines(both.before, lang))

    @pytest.mark.parametrize(
        ("how", "goals"),
        [
            pytest.param({"years": "2020"}, CHAIN, id="asked-for-that-year-alone"),
            pytest.param({}, (Goal(id="a", title="光 格子"),), id="a-corpus-without-years"),
        ],
    )
    def test_nothing_is_said_where_there_is_nothing_to_tell_apart(
        self, make_corpus: MakeCorpus, tokenizer: Tokenizer, how: dict[str, str], goals: tuple[Goal, ...]
    ) -> None:
        searcher = Searcher(make_corpus(*goals), tokenizer=tokenizer, cache=False)
        result = searcher.search("光 格子", **how)  # type: ignore[arg-type]
        assert result.newest == ()
        assert newest_line(result, "ja") == ""


class TestDescent:
    def test_hits_are_named_by_their_ranks(self, searcher: Searcher, abstracts: list[str]) -> None:
        found = 0
        for abstract in abstracts:
            result = searcher.search(abstract)
            steps = descent(result)
            found += bool(steps)
            years = [step.goal.fiscal_year or 0 for step in steps]
            assert years == sorted(set(years))
            shown = {hit.goal.id: hit.rank for hit in result.hits}
            assert [step.rank for step in steps] == [shown.get(step.goal.id) for step in steps]
            assert not steps or 1 in [step.rank for step in steps]
        assert found >= 10

    def test_a_line_of_hits_alone_is_not_repeated(self, searcher: Searcher, abstracts: list[str]) -> None:
        result = searcher.search(abstracts[0], k=1)
        assert descent(dataclasses.replace(result, descent=(result.hits[0].goal,))) == []


class TestOddGoals:
    def test_no_english_title_areas_or_text(self, make_corpus: MakeCorpus, tokenizer: Tokenizer) -> None:
        searcher = Searcher(make_corpus(Goal(id="a", title="光 格子")), tokenizer=tokenizer, cache=False)
        result = searcher.search("光")
        assert result.hits[0].goal_sentence is None
        for explain in (False, True):
            assert any("光 格子" in line for line in lines_of(result, explain=explain))
        assert not any("研究領域" in line for line in lines_of(result))

    def test_a_title_of_200_letters_takes_one_line(self, make_corpus: MakeCorpus, tokenizer: Tokenizer) -> None:
        title = "光 " + "格" * 200
        searcher = Searcher(make_corpus(Goal(id="a", title=title)), tokenizer=tokenizer, cache=False)
        lines = lines_of(searcher.search("光"))
        assert sum("格" in line for line in lines) == 1
        assert max(map(width, lines)) <= 80
        assert "".join(lines_of(searcher.search("光"), explain=True)).replace(" ", "").count("格") >= 200

    @pytest.mark.parametrize("title", ["光 \ud800 格子", "光 \u202e格子", "光\n格子", "\x1b[31m 光 格子"], ids=ascii)
    def test_a_title_that_would_turn_the_terminal(
        self, make_corpus: MakeCorpus, tokenizer: Tokenizer, title: str
    ) -> None:
        searcher = Searcher(make_corpus(Goal(id="a", title=title)), tokenizer=tokenizer, cache=False)
        content = "\n".join(lines_of(searcher.search("光")))
        assert "格子" in content
        assert not set("\ud800\u202e\x1b") & set(content)
        content.encode()


@pytest.mark.parametrize("columns", [4, 9, 20, 79])
def test_a_shortened_text_fits(columns: int) -> None:
    assert width(shortened("材料設計 and more", columns)) <= columns


@given(st.lists(st.text("光a ", min_size=1, max_size=5), max_size=12), st.integers(2, 30))
def test_words_that_are_not_looked_at_would_not_be_shown(words: list[str], columns: int) -> None:
    looked_at = list(within(words, columns))
    assert looked_at == words[: len(looked_at)]
    assert shortened("、".join(looked_at), columns) == shortened("、".join(words), columns)


def test_the_sentence_of_a_goal_is_the_one_that_shares_most(make_corpus: MakeCorpus, tokenizer: Tokenizer) -> None:
    searcher = Searcher(make_corpus(*CHAIN), tokenizer=tokenizer, cache=False)
    sentences = {hit.goal.id: hit.goal_sentence for hit in searcher.search("量子 格子").hits}
    assert sentences["c"] is not None
    assert sentences["c"].text == "量子 格子 を つくる。"
    assert [sentences["c"].text[start:end] for start, end in sentences["c"].spans] == ["量子", "格子"]
    assert sentences["b"] is None

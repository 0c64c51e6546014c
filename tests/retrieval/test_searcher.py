"""Text to SearchResult."""

import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goalsearch.corpus import Corpus, CorpusSource
from goalsearch.defaults import DEFAULT_K
from goalsearch.errors import QueryError
from goalsearch.model import Goal, SearchResult, Term
from goalsearch.model.fields import BORROWED
from goalsearch.ranking.weighting import FIELDS
from goalsearch.retrieval.finder import FEW_KNOWN_TERMS
from goalsearch.retrieval.searcher import Searcher
from goalsearch.text.tokenizer import Tokenizer

MakeCorpus = Callable[..., Corpus]

WORDS = st.sampled_from(["光", "量子", "計算", "格子", "原子", "細菌", "免疫", "light", "unknown"])
QUERIES = st.lists(WORDS, max_size=12).map(" ".join)
CHINESE = "量子计算机利用量子力学原理进行信息处理能够解决经典计算机难以处理的问题我们研究了量子纠错码的构造方法与性能"
KOREAN = "양자 컴퓨터는 양자역학의 원리를 이용하여 정보를 처리하는 장치이다"
ROMAJI = "ryoushi konpyuuta no kenkyuu wo okonau koto ni yotte atarashii kagaku wo tsukuru mokuteki de jikken suru"
ABSTRACT = "量子誤り訂正符号の復号アルゴリズムを、超伝導量子ビットの実機で検証する。"


def ids(result: SearchResult) -> list[str]:
    return [hit.goal.id for hit in result.hits]


def codes(result: SearchResult) -> list[str]:
    return [notice.code.removeprefix("notice.") for notice in result.warnings]


@settings(max_examples=40)
@given(st.lists(QUERIES, max_size=6), QUERIES)
def test_scores_lie_between_zero_and_one_best_first(
    make_corpus: MakeCorpus, tokenizer: Tokenizer, titles: list[str], query: str
) -> None:
    goals = [Goal(id=str(row), title=title) for row, title in enumerate(titles)]
    result = Searcher(make_corpus(*goals), tokenizer=tokenizer, cache=False).search(query, k=10)
    scores = [hit.score for hit in result.hits]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)
    assert [hit.rank for hit in result.hits] == list(range(1, len(scores) + 1))
    assert set(ids(result)) == {goal.id for goal in goals if set(goal.title.split()) & set(query.split())}
    for first, second in zip(result.hits, result.hits[1:], strict=False):
        if first.score == second.score:
            assert int(first.goal.id) < int(second.goal.id)


@pytest.mark.parametrize(
    "field",
    [
        field
        for field in FIELDS
        if field not in {"areas", "examples", "examples_en", *BORROWED} and not field.startswith("edge")
    ],
)
def test_a_goals_own_text_scores_one(make_corpus: MakeCorpus, tokenizer: Tokenizer, field: str) -> None:
    text = "量子 の 計算 と 量子 の 光"
    value = (text,) if "topics" in field or "keywords" in field else text
    goals = [Goal(**{"id": "a", "title": "", field: value}), Goal(id="b", title="光 の 原子")]  # type: ignore[arg-type]
    hit = Searcher(make_corpus(*goals), tokenizer=tokenizer, cache=False).search(text, k=1).hits[0]
    assert hit.goal.id == "a"
    assert hit.score == pytest.approx(1.0)


@settings(max_examples=12)
@given(
    st.lists(
        st.sampled_from(["量子", "ｺﾝﾋﾟｭｰﾀ", "⼒学", "ﬁeld", " Quantum ", "を", "。", "\n", "徳島（とくしま）", "㈱"]),
        min_size=1,
    )
)
def test_goals_and_queries_are_read_alike(make_corpus: MakeCorpus, words: list[str]) -> None:
    text = "".join(words)
    result = Searcher(make_corpus(Goal(id="a", title=text)), cache=False).search(text)
    assert result.query.n_known_terms == result.query.n_terms
    if result.query.n_terms:
        assert [hit.score for hit in result.hits] == pytest.approx([1.0])


def test_no_score_is_above_one(make_corpus: MakeCorpus, tokenizer: Tokenizer) -> None:
    words = [f"語{number}" for number in range(300)]
    goals = [Goal(id=str(row), title=" ".join(words[row : row + 40 + row])) for row in range(100)]
    searcher = Searcher(make_corpus(*goals), tokenizer=tokenizer, cache=False)
    best = [searcher.search(goal.title, k=1).hits[0] for goal in goals]
    assert [hit.goal.id for hit in best] == [goal.id for goal in goals]
    assert max(hit.score for hit in best) <= 1
    assert min(hit.score for hit in best) == pytest.approx(1)
    ranked = searcher.rank_all([goal.title for goal in goals], k=1)
    assert max(ranking.result.hits[0].score for ranking in ranked) <= 1


@pytest.mark.parametrize(
    ("titles", "query", "expected"),
    [
        pytest.param([], "光", [], id="no-goals"),
        pytest.param(["光"], "光", ["0"], id="one-goal"),
        pytest.param(["光"], "闇", [], id="one-goal-that-shares-nothing"),
        pytest.param(["光", "光"], "光", ["0", "1"], id="two-same-goals"),
        pytest.param(["", "。"], "光", [], id="goals-without-terms"),
        pytest.param(["", "光"], "光", ["1"], id="one-without-terms"),
        pytest.param(["光 量子", "光", "量子 光"], "光 量子", ["0", "2", "1"], id="ties-keep-corpus-order"),
    ],
)
def test_small_corpora(
    make_corpus: MakeCorpus, tokenizer: Tokenizer, titles: list[str], query: str, expected: list[str]
) -> None:
    goals = [Goal(id=str(row), title=title, fiscal_year=2000 + row) for row, title in enumerate(titles)]
    result = Searcher(make_corpus(*goals), tokenizer=tokenizer, cache=False).search(query)
    assert ids(result) == expected
    assert result.n_candidates == len(titles)
    assert len(result.to_dict("ja")["hits"]) == len(expected)  # type: ignore[arg-type]


@pytest.mark.parametrize("goals", [(), (Goal(id="a", title="を"),)], ids=["no-goals", "only-a-particle"])
def test_small_corpora_with_sudachi(make_corpus: MakeCorpus, goals: tuple[Goal, ...]) -> None:
    result = Searcher(make_corpus(*goals), cache=False).search("光を測る。")
    assert result.hits == ()
    assert codes(result) == ["no_known_terms"]


@pytest.mark.parametrize("k", [1, 2, 3, 10**9])
def test_k(small_searcher: Searcher, k: int) -> None:
    everything = small_searcher.search("光 量子 細菌", k=99)
    result = small_searcher.search("光 量子 細菌", k=k)
    assert len(everything.hits) == 5
    assert result.hits == everything.hits[:k]
    assert [hit.evidence for hit in result.hits] == [hit.evidence for hit in everything.hits[:k]]
    assert result.query.k == k


def test_k_when_nothing_is_said(searcher: Searcher) -> None:
    assert len(searcher.search(ABSTRACT).hits) == DEFAULT_K


@pytest.mark.parametrize("k", [0, -1, -(10**9)])
def test_k_is_at_least_one(small_searcher: Searcher, k: int) -> None:
    with pytest.raises(QueryError, match=f"1.*{k}"):
        small_searcher.search("光", k=k)


@pytest.mark.parametrize(
    ("filters", "expected", "n_candidates"),
    [
        pytest.param({"years": 2015}, ["2015-jst-1"], 1, id="a-year-as-a-number"),
        pytest.param({"years": "2015"}, ["2015-jst-1"], 1, id="a-year-as-text"),
        pytest.param({"agency": "amed"}, ["2019-jst-1", "2016-amed-1"], 2, id="agency"),
        pytest.param({"category": "medical", "years": 2010}, [], 0, id="nothing-passes"),
    ],
)
def test_filters_restrict_the_hits_and_are_counted(
    small_searcher: Searcher, filters: dict[str, Any], expected: list[str], n_candidates: int
) -> None:
    result = small_searcher.search("光 量子 計算 格子 細菌", k=9, **filters)
    assert ids(result) == expected
    assert (result.n_candidates, result.n_filtered_out) == (n_candidates, 5 - n_candidates)
    assert result.query.years == (str(filters["years"]) if "years" in filters else None)
    assert (result.query.agency, result.query.category) == (filters.get("agency"), filters.get("category"))


def test_filters_do_not_change_scores(small_searcher: Searcher) -> None:
    free = {hit.goal.id: hit.score for hit in small_searcher.search("光 量子", k=9).hits}
    for hit in small_searcher.search("光 量子", k=9, years="2015-2019").hits:
        assert hit.score == free[hit.goal.id]


@pytest.mark.parametrize(
    ("filters", "match"),
    [
        pytest.param({"years": 1999}, r"1999.*2010, 2015-2016, 2019", id="year"),
        pytest.param({"agency": "NEDO"}, r"NEDO.*JST, AMED", id="agency"),
        pytest.param({"category": "x"}, r"x.*materials .*, information .*, medical", id="category"),
    ],
)
def test_unknown_filters_name_the_known_ones(small_searcher: Searcher, filters: dict[str, str], match: str) -> None:
    with pytest.raises(QueryError, match=match):
        small_searcher.search("光", **filters)  # type: ignore[arg-type]


def test_programmes_are_those_of_the_goals_agencies(small_searcher: Searcher) -> None:
    hits = {hit.goal.id: hit for hit in small_searcher.search("量子 細菌", k=9).hits}
    names = {goal_id: [programme.name for programme in hit.programmes] for goal_id, hit in hits.items()}
    assert names == {
        "2015-jst-1": ["CREST", "さきがけ"],
        "2016-amed-1": ["PRIME"],
        "2019-jst-1": ["CREST", "さきがけ", "PRIME"],
        "own-1": [],
    }


@pytest.mark.parametrize(
    ("text", "expected", "language"),
    [
        pytest.param("", ["no_text"], "none", id="empty"),
        pytest.param(" \n\u3000\t", ["no_text"], "none", id="blank"),
        pytest.param("※★→…!?()", ["no_content_words"], "none", id="only-signs"),
        pytest.param("\u200b\0\ud800😀", ["no_content_words"], "none", id="nothing-that-can-be-read"),
        pytest.param("を、に、は", ["no_content_words"], "ja", id="only-particles"),
        pytest.param("123 456.7 ８９", ["no_content_words"], "none", id="numbers"),
        pytest.param("a", ["no_content_words"], "en", id="one-letter"),
        pytest.param("the of and", ["no_content_words"], "en", id="only-function-words"),
        pytest.param("光", ["few_known_terms"], "ja", id="one-character"),
        pytest.param("ゴルシェマトン", ["no_known_terms"], "ja", id="a-word-that-no-goal-has"),
        pytest.param("量子計算", ["few_known_terms"], "ja", id="few-known-terms"),
        pytest.param(CHINESE, ["language"], "other", id="chinese"),
        pytest.param(ABSTRACT, [], "ja", id="an-abstract"),
        pytest.param("We study the quantum dynamics of cold atoms in optical lattices.", [], "en", id="english"),
    ],
)
def test_warnings(searcher: Searcher, text: str, expected: list[str], language: str) -> None:
    result = searcher.search(text)
    assert codes(result) == expected
    assert result.query.language == language
    assert result.query.text == text
    assert bool(result.hits) == (result.query.n_known_terms > 0)
    for lang in ("ja", "en"):
        messages = [notice["message"] for notice in result.to_dict(lang)["warnings"]]  # type: ignore[attr-defined]
        assert all(message and "{" not in message for message in messages)


@pytest.mark.parametrize("text", [KOREAN, ROMAJI], ids=["korean", "romaji"])
def test_another_language_is_warned_of(searcher: Searcher, text: str) -> None:
    assert "language" in codes(searcher.search(text))


@pytest.mark.parametrize("n_known", range(1, FEW_KNOWN_TERMS + 2))
def test_few_known_terms_are_counted(make_corpus: MakeCorpus, tokenizer: Tokenizer, n_known: int) -> None:
    words = [f"語{number}" for number in range(10)]
    searcher = Searcher(make_corpus(Goal(id="a", title=" ".join(words))), tokenizer=tokenizer, cache=False)
    result = searcher.search(" ".join([*words[:n_known], "未知", "未知", "不明", words[0]]))
    assert (result.query.n_known_terms, result.query.n_terms) == (n_known, n_known + 2)
    if n_known < FEW_KNOWN_TERMS:
        (notice,) = result.warnings
        assert notice.code == "notice.few_known_terms"
        assert str(n_known) in notice.message("ja")
        assert str(n_known + 2) in notice.message("en")
    else:
        assert result.warnings == ()


def test_goals_without_a_year_are_left_out_and_said_to_be(small_searcher: Searcher) -> None:
    assert "undated_goals" not in codes(small_searcher.search("量子"))
    result = small_searcher.search("量子", k=9, years="1900-2100")
    assert "undated_goals" in codes(result)
    assert "own-1" not in ids(result)
    assert "own-1" in ids(small_searcher.search("量子", k=9))


def test_a_search_changes_nothing(small_searcher: Searcher) -> None:
    before = small_searcher.search("光 量子", k=9).to_dict("ja")
    for text in ("細菌", "", "光 光 光", "計算 格子"):
        assert small_searcher.search(text, k=3).to_dict("ja")
    assert small_searcher.search("光 量子", k=9).to_dict("ja") == before


def test_threads_get_what_one_gets(searcher: Searcher, corpus: Corpus) -> None:
    texts = [f"{goal.title}。{goal.summary or ''}" for goal in searcher.corpus][:30]
    expected = [searcher.search(text).to_dict("ja") for text in texts]
    shared = Searcher(CorpusSource.builtin())
    start = threading.Barrier(6)

    def work(_: int) -> list[dict[str, object]]:
        start.wait()
        return [shared.search(text).to_dict("ja") for text in texts]

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(6) as pool:
            assert list(pool.map(work, range(6))) == [expected] * 6
    finally:
        sys.setswitchinterval(interval)


def test_threads_that_ask_one_result_for_its_reasons_get_the_same(searcher: Searcher) -> None:
    expected = [hit.evidence for hit in searcher.search(ABSTRACT).hits]
    for _ in range(20):
        result = searcher.search(ABSTRACT)
        with ThreadPoolExecutor(4) as pool:
            found = list(pool.map(lambda _, hits=result.hits: [hit.evidence for hit in hits], range(4)))
        assert found == [expected] * 4


def test_the_tokenizer_is_given_the_text_as_it_is(make_corpus: MakeCorpus) -> None:
    seen = []

    class Spy:
        identity = "spy"

        def __call__(self, text: str) -> list[Term]:
            seen.append(text)
            return [Term("x", 0, 1)] if text else []

    searcher = Searcher(make_corpus(Goal(id="a", title="題")), tokenizer=Spy(), cache=False)
    searcher.search(" 本\n文 ")
    assert seen[-1] == " 本\n文 "


@pytest.mark.parametrize(
    ("text", "goal_id"),
    [
        pytest.param(ABSTRACT, "2019-jst-3", id="quantum-computing"),
        pytest.param(
            "トポロジカル絶縁体の表面状態を角度分解光電子分光で調べる。", "2018-jst-1", id="topological-materials"
        ),
        pytest.param("surface states of topological insulators by photoemission", "2018-jst-1", id="english"),
    ],
)
def test_abstracts_find_their_goal(searcher: Searcher, text: str, goal_id: str) -> None:
    assert goal_id in ids(searcher.search(text))

"""Corpora that say little: one goal, titles alone, one language, examples alone; among real examples of the field."""

from collections.abc import Callable, Iterator, Mapping

import numpy as np
import pytest

from benchmarks.rankers import RememberingTokenizer
from goalsearch.corpus import Corpus
from goalsearch.model import Example, Goal, SearchResult
from goalsearch.ranking.calibration import LEAST_SPREAD
from goalsearch.retrieval import library
from goalsearch.retrieval.searcher import Searcher
from goalsearch.text.tokenizer import SudachiTokenizer

MakeCorpus = Callable[..., Corpus]

MICROBES = Goal(id="microbes", title="腸内細菌叢と宿主の共生の解明と制御")
QUANTUM = Goal(id="quantum", title="量子コンピューティング基盤の創出")
IN_ENGLISH = (
    Goal(id="microbes", title="Symbiosis of gut bacteria and their host"),
    Goal(id="quantum", title="Foundations of quantum computing"),
)
GUT = "無菌マウスに腸内細菌を移し、粘膜の免疫細胞が増える菌株を単離する。患者の便と比べ、腸内細菌叢を制御する。"
QUBITS = "量子誤り訂正符号の復号アルゴリズムを設計し、超伝導量子ビットの量子コンピュータで検証する。"
TUNNELS = "山岳トンネルの掘削で生じる湧水の量を、地下水の数値解析と坑内の計測から見積もり、排水の設計に用いる。"
PROSE = (
    "我が国の研究開発を推進し、新たな価値の創出と社会課題の解決に向けて、産学官の連携を強化しながら基盤技術を構築する。"
    "国際競争力の向上と持続可能な社会の実現を目指し、人材育成と研究拠点の整備を進め、成果の社会実装を加速する。"
)
GUT_EN = "We transfer gut bacteria into germ-free mice and isolate strains that expand immune cells of the mucosa."


@pytest.fixture(scope="module")
def field() -> Mapping[str, tuple[Example, ...]]:
    return Corpus.builtin().examples()


@pytest.fixture(scope="module", autouse=True)
def examples_of_the_field(field: Mapping[str, tuple[Example, ...]]) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(library, "builtin_examples", lambda: field)
        yield


@pytest.fixture(scope="module")
def cutter() -> RememberingTokenizer:
    return RememberingTokenizer(SudachiTokenizer())


@pytest.fixture(scope="module")
def over(make_corpus: MakeCorpus, cutter: RememberingTokenizer) -> Callable[..., Searcher]:
    def search(*goals: Goal, examples: Mapping[str, tuple[Example, ...]] | None = None) -> Searcher:
        corpus = make_corpus(*goals)
        if examples:
            corpus = Corpus(goals=goals, fingerprint=corpus.fingerprint, example_reader=lambda: examples)
        searcher = Searcher(corpus, tokenizer=cutter, cache=False)
        calibration = searcher.index.calibration
        assert np.isfinite(calibration.means).all()
        assert calibration.spreads.min() > 0.99 * LEAST_SPREAD
        return searcher

    return search


def first(result: SearchResult) -> str:
    return result.hits[0].goal.id


def test_one_goal(over: Callable[..., Searcher]) -> None:
    """It is the nearest of one, which says nothing: the examples say whether it fits."""
    searcher = over(MICROBES)
    assert searcher.search(GUT).verdict == "goals"
    assert searcher.search(GUT).hits[0].band == "strong"
    for other in (QUBITS, TUNNELS):
        result = searcher.search(other)
        assert (result.verdict, len(result.hits) <= 1) == ("none", True)


def test_two_goals(over: Callable[..., Searcher]) -> None:
    searcher = over(MICROBES, QUANTUM)
    for text, goal_id in ((GUT, "microbes"), (QUBITS, "quantum")):
        result = searcher.search(text)
        assert first(result) == goal_id
        assert result.verdict == "goals"
        assert {hit.band for hit in result.hits[1:]} <= {"weak"}
    assert searcher.search(TUNNELS).verdict == "none"


@pytest.mark.slow
def test_a_thousand_goals_of_titles_alone(over: Callable[..., Searcher]) -> None:
    """Each title of the built-in goals, and what its first half makes with the ends of others."""
    titles = [goal.title for goal in Corpus.builtin()]
    made = [f"{title[: len(title) // 2]}と{other[-8:]}" for title in titles for other in titles if title != other]
    goals = [Goal(id=str(row), title=title) for row, title in enumerate([*titles, *made[::10]][:1000])]
    assert len(goals) == 1000
    searcher = over(*goals)
    hits = searcher.search(QUBITS, k=1000).hits
    assert all("量子" in hit.goal.title for hit in hits[:10])
    fits = [hit.fit for hit in hits]
    assert fits == sorted(fits, reverse=True)
    assert searcher.search(TUNNELS).verdict == "none"


@pytest.mark.parametrize(
    "text", [pytest.param(GUT, id="found-in-japanese-by-what-they-borrow"), pytest.param(GUT_EN, id="found-in-english")]
)
def test_goals_in_english_only(over: Callable[..., Searcher], text: str) -> None:
    result = over(*IN_ENGLISH).search(text)
    assert first(result) == "microbes"
    assert result.verdict == "goals"
    assert {hit.band for hit in result.hits[1:]} <= {"weak", "near"}


def test_a_goal_of_examples_and_nothing_else(
    over: Callable[..., Searcher], field: Mapping[str, tuple[Example, ...]]
) -> None:
    """Its title says nothing; what it is on is known from its examples alone."""
    own = (
        Example(abstract="腸内細菌が作る短鎖脂肪酸が、粘膜の免疫細胞を増やす仕組みを無菌マウスで調べる。"),
        Example(abstract="患者の便から菌株を単離し、自己免疫疾患を起こす腸内細菌叢を制御する。"),
    )
    nameless = Goal(id="nameless", title="新目標")
    result = over(nameless, QUANTUM, examples={"nameless": own}).search(GUT)
    assert first(result) == "nameless"
    assert {"examples"} == {name for item in result.hits[0].evidence for name in item.fields}
    assert result.hits[0].band == "strong"
    assert first(over(nameless, QUANTUM, examples={"nameless": own}).search(QUBITS)) == "quantum"


def test_a_word_that_all_goals_hold(over: Callable[..., Searcher]) -> None:
    """It counts, and says nothing about which goal is meant."""
    goals = [Goal(id=what, title=f"ナノ{what}の創出") for what in ("細菌", "量子", "光学", "触媒")]
    searcher = over(*goals)
    index = searcher.index
    term = list(index.vocabulary).index("ナノ")
    assert index.indptr[term + 1] - index.indptr[term] == len(goals)
    assert index.idf[term] == index.idf.min() == pytest.approx(1)
    assert first(searcher.search("ナノ触媒")) == "触媒"
    assert len(searcher.search("ナノ").hits) == len(goals)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sources", "allowed"),
    [
        pytest.param({"editorial"}, {"near", "weak"}, id="summaries-of-editors"),
        pytest.param({"editorial", "official"}, {"possible", "near", "weak"}, id="and-those-written-in-such-prose"),
    ],
)
def test_policy_prose_is_no_strong_fit_of_goals_of_title_and_summary(
    over: Callable[..., Searcher], field: Mapping[str, tuple[Example, ...]], sources: set[str], allowed: set[str]
) -> None:
    """Half of what is known of them is talk of goals."""
    poor = [
        Goal(id=f"poor-{goal.id}", title=goal.title, summary=goal.summary, summary_source="editorial")
        for goal in Corpus.builtin()
        if goal.summary and goal.summary_source in sources
    ]
    result = over(*Corpus.builtin(), *poor, examples=field).search(PROSE)
    assert {hit.band for hit in result.hits} <= allowed


def test_a_copy_of_the_builtin_goals_without_examples_is_among_the_field_too(over: Callable[..., Searcher]) -> None:
    searcher = over(*Corpus.builtin())
    assert searcher.search(PROSE).verdict == "none"
    found = searcher.search(GUT)
    assert (found.verdict, first(found)) == ("goals", "2016-amed-1")

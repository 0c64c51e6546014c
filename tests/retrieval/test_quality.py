"""What is promised of the answers: floors, with room below what is reached, on the judged development queries."""

import json
from collections.abc import Mapping
from pathlib import Path
from statistics import fmean
from typing import Any

import pytest

from benchmarks import stripped
from benchmarks.judged import judged_queries
from benchmarks.rankers import Goalsearch, RememberingTokenizer
from goalsearch.corpus import Corpus
from goalsearch.model import BANDS, Goal
from goalsearch.retrieval import library
from goalsearch.retrieval.searcher import Ranking, Searcher
from goalsearch.text.tokenizer import SudachiTokenizer

QUERIES = Path(__file__).parents[1] / "data" / "queries"


def records(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (QUERIES / name).read_text(encoding="utf-8").splitlines()]


GRADES = {record["query_id"]: record["grades"] for record in records("dev-judged.jsonl")}
PROSE = (
    "我が国の研究開発を推進し、新たな価値の創出と社会課題の解決に向けて、産学官の連携を強化しながら基盤技術を構築する。"
    "国際競争力の向上と持続可能な社会の実現を目指し、人材育成と研究拠点の整備を進め、成果の社会実装を加速する。"
)


def answers(searcher: Searcher, name: str, field: str) -> list[tuple[Mapping[str, float], Ranking]]:
    asked = [record for record in records(name) if record.get(field)]
    found = searcher.rank_all([record[field] for record in asked], ranker="tfidf")
    return [(GRADES.get(record["id"], {}), ranking) for record, ranking in zip(asked, found, strict=True)]


@pytest.mark.parametrize("field", ["abstract_ja", "abstract_en"])
def test_the_first_goals_fit(searcher: Searcher, field: str) -> None:
    found = answers(searcher, "dev.jsonl", field)
    assert fmean(grades.get(ranking.hits[0].goal_id, 0) >= 2 for grades, ranking in found) >= 0.93
    recalled = []
    for grades, ranking in found:
        fitting = {goal_id for goal_id, grade in grades.items() if grade >= 2}
        recalled.append(len(fitting & {hit.goal_id for hit in ranking.hits[:5]}) / min(5, len(fitting)))
    assert fmean(recalled) >= 0.91


@pytest.mark.parametrize("field", ["abstract_ja", "abstract_en"])
def test_who_is_told_that_none_fits(searcher: Searcher, field: str) -> None:
    real = [ranking.verdict == "none" for _, ranking in answers(searcher, "dev.jsonl", field)]
    others = [ranking.verdict == "none" for _, ranking in answers(searcher, "dev-nomatch.jsonl", field)]
    assert fmean(real) <= 0.03
    assert fmean(others) >= 0.92


@pytest.mark.parametrize("field", ["abstract_ja", "abstract_en"])
def test_a_band_is_a_share_that_fits(searcher: Searcher, field: str) -> None:
    fits: dict[str, list[bool]] = {band: [] for band in BANDS}
    for grades, ranking in answers(searcher, "dev.jsonl", field):
        for hit in ranking.hits[:5]:
            fits[hit.band].append(grades.get(hit.goal_id, 0) >= 2)
    strong, possible, near, weak = (fmean(fits[band]) for band in BANDS)
    assert strong >= 0.8
    assert 0.38 <= possible <= 0.62
    assert near < possible
    assert weak <= 0.18


def test_known_words_that_fit_nothing_fit_nothing(searcher: Searcher) -> None:
    ranking = searcher.rank(PROSE, ranker="tfidf")
    assert ranking.hits
    assert ranking.verdict == "none"


def test_one_known_word_among_five_hundred_unknown_ones(searcher: Searcher) -> None:
    unknown = " ".join(f"xyzzy{chr(97 + number // 26)}{chr(97 + number % 26)}" for number in range(500))
    assert searcher.rank(f"{unknown} 細菌叢", ranker="tfidf").verdict == "none"


def test_fifty_pages(searcher: Searcher) -> None:
    text = "\n\n".join(record["abstract_ja"] for record in records("dev.jsonl")) * 2
    ranking = searcher.rank(text, ranker="tfidf")
    assert len(ranking.hits) == 5
    assert [hit.fit for hit in ranking.hits] == sorted((hit.fit for hit in ranking.hits), reverse=True)


@pytest.mark.slow
def test_goals_of_title_and_summary_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = Corpus.builtin()
    examples = corpus.examples()
    monkeypatch.setattr(library, "builtin_examples", lambda: examples)
    texts = dict(list(stripped.asked(judged_queries(corpus), corpus).items())[::2])
    tokenizer = RememberingTokenizer(SudachiTokenizer())
    found = stripped.in_place(lambda goals: Goalsearch(goals, tokenizer), corpus, texts)
    assert found.within(1).mean >= 0.5
    assert found.within(5).mean >= 0.85


@pytest.mark.slow
def test_goals_of_ones_own_borrow_and_are_counted_by_the_field(
    make_corpus: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    examples = Corpus.builtin().examples()
    monkeypatch.setattr(library, "builtin_examples", lambda: examples)
    microbes = Goal(id="a", title="腸内細菌叢と宿主の共生の解明と制御")
    quantum = Goal(id="b", title="量子コンピューティング基盤の創出")
    english = Goal(id="c", title="Control of quantum states of light and matter")
    text = "無菌マウスに便を移し、粘膜の免疫細胞が増える菌株を単離する。自己免疫疾患の患者の便と比べる。"
    for goals in ((microbes,), (microbes, quantum), (microbes, quantum, english), (english, microbes)):
        searcher = Searcher(make_corpus(*goals), cache=False)
        calibration = searcher.index.calibration
        assert (calibration.spreads > 0).all()
        hit = searcher.search(text, ranker="tfidf").hits[0]
        assert hit.goal.id == "a"
        borrowed = {field for item in hit.evidence for field in item.fields}
        assert "borrowed" in borrowed

"""Many texts at once give what one search after the other gives, to the bit."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goalsearch.batch import kernel
from goalsearch.batch.options import BatchOptions
from goalsearch.corpus import CorpusSource
from goalsearch.retrieval.searcher import N_LEADING_TERMS
from goalsearch.text.tokenizer import SudachiTokenizer

PIECES = (
    "量子コンピュータの誤り訂正符号を復号する。",
    "腸内細菌叢(ちょうないさいきんそう)と免疫",
    "ＤＮＡ（デオキシリボ核酸）を用いた",
    "TiO2 and IL-6 in cells, ",
    "すーーーごい光触媒",
    "ｶﾞﾗｽの研究\n開発",
    "か\u3099",
    "叢(そう)",
    "DNA(ディーエヌエー)",
    "　",
    "①",
)
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=6).map("".join)


@settings(max_examples=60)
@given(st.lists(texts, max_size=5))
def test_ranking_many_is_searching_each(many: list[str]) -> None:
    searcher = kernel.searcher_for(CorpusSource.builtin())
    rankings = searcher.rank_all(many, ranker="tfidf")
    assert len(rankings) == len(many)
    for text, ranking in zip(many, rankings, strict=True):
        result = searcher.search(text, ranker="tfidf")
        assert ranking.result == result
        assert [hit.evidence for hit in ranking.result.hits] == [hit.evidence for hit in result.hits]
        assert [hit[:4] for hit in ranking.hits] == [(hit.goal.id, hit.score, hit.fit, hit.band) for hit in result.hits]
        for few, hit in zip(ranking.terms, result.hits, strict=True):
            phrases = [phrase.text for phrase in hit.phrases]
            assert set(few) <= set(phrases)
            assert len(few) == min(N_LEADING_TERMS, len(phrases))
        assert (ranking.verdict, ranking.reason, ranking.warnings) == (result.verdict, result.reason, result.warnings)
        assert ranking.language == result.query.language


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("江戸時代の和歌と連歌の受容史を、写本の奥書から明らかにする。", id="below-the-level"),
        pytest.param("研究 技術 基盤", id="common-words"),
        pytest.param("を、に、は", id="nothing-shared"),
        pytest.param("トポロジカル絶縁体の表面状態を角度分解光電子分光で調べる。", id="fits"),
    ],
)
def test_a_row_says_why_no_goal_fits(text: str) -> None:
    setup = kernel.Setup(source=CorpusSource.builtin(), options=BatchOptions(ranker="tfidf"), root=Path())
    (row,) = kernel.match_proposals(setup, [kernel.Proposal("a.txt", "a.txt", None, None, text, ())])
    result = kernel.searcher_for(CorpusSource.builtin()).search(text, ranker="tfidf")
    assert (row.verdict, row.reason) == (result.verdict, result.reason)


@settings(max_examples=60)
@given(st.lists(texts, max_size=5))
def test_counts_are_those_of_the_terms_in_their_order(many: list[str]) -> None:
    tokenizer = SudachiTokenizer()
    for text, reading in zip(many, tokenizer.read(many), strict=True):
        assert list(reading.counts.items()) == list(Counter(term.form for term in tokenizer(text)).items())

"""Many texts at once give what one search after the other gives, to the bit."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from goalsearch.batch import kernel
from goalsearch.corpus import CorpusSource
from goalsearch.searcher import N_LEADING_TERMS
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
        assert [hit.score for hit in ranking.result.hits] == [hit.score for hit in result.hits]
        assert ranking.terms == tuple(
            tuple(item.term for item in hit.evidence[:N_LEADING_TERMS]) for hit in result.hits
        )


@settings(max_examples=60)
@given(st.lists(texts, max_size=5))
def test_counts_are_those_of_the_terms_in_their_order(many: list[str]) -> None:
    tokenizer = SudachiTokenizer()
    for text, counts in zip(many, tokenizer.counts(many), strict=True):
        assert list(counts.items()) == list(Counter(term.form for term in tokenizer(text)).items())

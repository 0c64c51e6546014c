"""Phrases: what the text shows next to each other is shown as one, every term once, and nothing is lost."""

import math
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goalsearch.corpus import Corpus
from goalsearch.model import Goal, Hit, Term
from goalsearch.retrieval.phrases import Layout
from goalsearch.retrieval.searcher import Searcher
from goalsearch.text.normalize import NormalizedText, normalize
from goalsearch.text.tokenizer import SudachiTokenizer

MakeCorpus = Callable[..., Corpus]

JAPANESE = ["細胞", "外", "小胞", "細菌叢", "量子", "膜", "の", "、", "。\n", "\n", "\n\n", " ", "光", "格子"]
MIXED = ["perovskite", "solar", "cells", "IL-6", "iPS細胞", "-", "with", "ﬁbre", "ｹﾞﾉﾑ", "量\n子", "unknown", "😀"]
PIECES = st.sampled_from([*JAPANESE, *MIXED])
TEXTS = st.lists(PIECES, max_size=30).map("".join)
GOAL = Goal(
    id="a",
    title="細胞外小胞と細菌叢の光格子",
    keywords=("量子コンピュータ", "膜", "ゲノム", "iPS細胞"),
    title_en="perovskite solar cells, fibre, IL-6",
)
OTHER = Goal(id="b", title="細胞の量子", title_en="solar cells")


@pytest.fixture(scope="module")
def real_searcher(make_corpus: MakeCorpus) -> Searcher:
    return Searcher(make_corpus(GOAL, OTHER), cache=False)


def shown(text: str, *known: str) -> list[str]:
    """The phrases of a text of which the goal shares the known terms, or all."""
    terms = SudachiTokenizer()(normalize(text).text)
    forms = list(dict.fromkeys(term.form for term in terms if not known or term.form in known))
    layout = Layout(normalize(text), terms, {form: number for number, form in enumerate(forms)})
    runs = layout.runs(range(len(forms)), [1.0 - number / 1000 for number in range(len(forms))])
    return [layout.written(run, forms.__getitem__) for run in runs]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("電界効果トランジスタを作る", ["電界効果トランジスタ"], id="neighbours"),
        pytest.param("細胞外小胞の膜", ["細胞外小胞", "膜"], id="over-a-character-that-is-no-term"),
        pytest.param("短鎖脂肪酸を", ["短鎖脂肪酸"], id="with-its-prefix"),
        pytest.param("多発性硬化症の患者", ["多発性硬化症", "患者"], id="with-its-suffix"),
        pytest.param("神経細胞中の", ["神経細胞"], id="without-a-word-of-place"),
        pytest.param("細菌叢の", ["細菌叢"], id="a-long-word-with-its-parts"),
        pytest.param("量子と計算", ["量子", "計算"], id="a-particle-parts"),
        pytest.param("量子、計算", ["量子", "計算"], id="a-comma-parts"),
        pytest.param("電界効\n果トランジ\n スタ", ["電界効果トランジスタ"], id="over-the-lines-of-a-page"),
        pytest.param("量子\n\n計算", ["量子", "計算"], id="a-paragraph-parts"),
        pytest.param("perovskite solar cells", ["perovskite solar cells"], id="english"),
        pytest.param("solar\ncells", ["solar cells"], id="english-over-lines"),
        pytest.param("conversion of light", ["conversion", "light"], id="a-function-word-parts"),
        pytest.param("magnon–phonon coupling", ["magnon-phonon coupling"], id="typographic-hyphen"),
        pytest.param("TiO2薄膜", ["TiO2薄膜"], id="both-scripts"),
        pytest.param("We colonize germ-free mice", ["colonize", "germ-free mice"], id="a-verb-is-no-part"),
        pytest.param("we sputter thin films", ["sputter", "thin films"], id="what-a-subject-goes-before-is-a-verb"),
        pytest.param("colonized mice", ["colonized mice"], id="a-participle-is-a-part"),
        pytest.param(
            "結晶の格子構造と電子構造", ["結晶", "格子構造", "電子構造"], id="a-word-of-two-phrases-is-shown-in-both"
        ),
        pytest.param("ペロブスカイト太陽電池と太陽電池", ["ペロブスカイト太陽電池"], id="no-part-next-to-its-whole"),
    ],
)
def test_phrases_are_what_a_reader_takes_for_one(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "known", "expected"),
    [
        pytest.param("電界効果トランジスタ", ("電界", "トランジスタ"), ["電界", "トランジスタ"], id="with-a-gap"),
        pytest.param("有機薄膜太陽電池", ("太陽", "電池"), ["太陽電池"], id="the-end-of-a-compound"),
        pytest.param("細菌叢", ("細菌",), ["細菌"], id="a-part-of-a-word"),
    ],
)
def test_what_the_goal_does_not_share_is_not_shown(text: str, known: tuple[str, ...], expected: list[str]) -> None:
    assert shown(text, *known) == expected


@pytest.mark.parametrize("word", ["細菌叢", "神経細胞"])
def test_a_word_with_its_parts_is_marked_as_a_whole(word: str) -> None:
    text = normalize(f"{word}の研究と{word}の計測")
    terms = SudachiTokenizer()(text.text)
    forms = list(dict.fromkeys(term.form for term in terms))
    layout = Layout(text, terms, {form: number for number, form in enumerate(forms)})
    runs = layout.runs(range(len(forms)), [1.0 - number / 1000 for number in range(len(forms))])
    (run,) = [run for run in runs if layout.written(run, forms.__getitem__) == word]
    assert [text.text[start:end] for start, end in layout.spans(run)] == [word, word]


def assert_phrases_partition_the_evidence(hit: Hit) -> None:
    terms = [term for phrase in hit.phrases for term in phrase.terms]
    assert sorted(terms) == sorted(item.term for item in hit.evidence)
    assert math.isclose(sum(phrase.contribution for phrase in hit.phrases), hit.score, rel_tol=1e-9)
    contributions = [phrase.contribution for phrase in hit.phrases]
    assert contributions == sorted(contributions, reverse=True)


@given(TEXTS)
def test_phrases_partition_the_evidence_and_add_up(real_searcher: Searcher, text: str) -> None:
    for hit in real_searcher.search(text).hits:
        assert_phrases_partition_the_evidence(hit)
        for phrase in hit.phrases:
            assert phrase.spans
            of_terms = {field for item in hit.evidence if item.term in phrase.terms for field in item.fields}
            assert set(phrase.fields) == of_terms
            if len(phrase.terms) > 1 and phrase.text not in phrase.terms:
                for start, end in phrase.spans:
                    assert normalize(text[start:end]).text.replace("\n", " ") == phrase.text


@given(TEXTS)
def test_the_leading_phrases_are_the_same_as_those_of_a_search(real_searcher: Searcher, text: str) -> None:
    every, few = real_searcher.rank(text, n_terms=99), real_searcher.rank(text, n_terms=2)
    for hit, of_rank, of_few in zip(real_searcher.search(text).hits, every.hits, few.hits, strict=True):
        assert of_rank.terms == tuple(phrase.text for phrase in hit.phrases)
        assert set(of_few.terms) <= set(of_rank.terms)
        assert len(of_few.terms) == min(2, len(of_rank.terms))


def test_a_term_goes_where_its_strongest_neighbours_are() -> None:
    terms = [Term(form, at, at + 1) for at, form in enumerate("ab")] + [Term("a", 5, 6), Term("c", 6, 7)]
    layout = Layout(NormalizedText("ab   ac"), terms, {"a": 0, "b": 1, "c": 2})
    (first, second) = layout.runs([0, 2, 1], [0.5, 0.1, 0.3])
    assert (first.terms, first.start, first.end) == ((0, 2), 5, 7)
    assert second.terms == (1,)


def test_the_time_grows_with_the_length_of_the_text() -> None:
    def n_lookups(n: int) -> int:
        text = "量子計算の" * n
        terms = SudachiTokenizer()(text)
        numbers = {form: number for number, form in enumerate(dict.fromkeys(term.form for term in terms))}
        runs = list(Layout(normalize(text), terms, numbers).runs(range(len(numbers)), [1.0] * len(numbers)))
        return len(runs)

    assert n_lookups(2000) == n_lookups(1)

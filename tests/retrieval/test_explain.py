"""Reasons for a hit: at the right characters, and adding up."""

import copy
import json
import math
import pickle
import tracemalloc
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goalsearch.corpus import Corpus
from goalsearch.model import Goal, Hit, SearchResult
from goalsearch.ranking.weighting import FIELDS, field_text
from goalsearch.retrieval.explain import N_MISSING
from goalsearch.retrieval.lazy import LazySequence
from goalsearch.retrieval.searcher import Searcher
from goalsearch.text.normalize import normalize
from goalsearch.text.sentences import sentence_spans
from goalsearch.text.tokenizer import Tokenizer

MakeCorpus = Callable[..., Corpus]

WORDS = st.sampled_from(
    ["光", "量子", "計算", "格子", "原子", "細菌", "免疫", "quantum", "with", "unknown", "。", "\n\n"]
)
QUERIES = st.lists(WORDS, max_size=15).map(" ".join)

ABSTRACT = (
    "　本研究では、トポロジカル絶縁体の表⾯状態を角度分\n解光電子分光で調べる。Ｔｈｅ ｑｕａｎｔｕｍ ｄｏｔｓ "
    "emit ﬂuorescence.\n\n・ｽﾋﾟﾝ軌道相互作用（spin‐orbit）を、量\u200b子計算に用いる。腸内細菌叢は調べない。"
)


def matching(hit: Hit, term: str, query: str) -> list[str]:
    return [query[start:end] for item in hit.evidence if item.term == term for start, end in item.spans]


def assert_adds_up(result: SearchResult) -> None:
    for hit in result.hits:
        contributions = [item.contribution for item in hit.evidence]
        assert math.isclose(sum(contributions), hit.score, rel_tol=1e-9)
        assert contributions == sorted(contributions, reverse=True)
        assert min(contributions) > 0


@given(QUERIES)
def test_contributions_add_up_and_stand_in_query_and_goal(
    small_searcher: Searcher, tokenizer: Tokenizer, query: str
) -> None:
    result = small_searcher.search(query, k=9)
    assert_adds_up(result)
    for hit in result.hits:
        assert {item.term for item in hit.evidence} == set(query.split()) & {
            word for field in FIELDS for word in field_text(hit.goal, field).split()
        }
        for item in hit.evidence:
            assert [query[start:end] for start, end in item.spans] == [item.term] * query.split().count(item.term)
            assert item.fields == tuple(field for field in FIELDS if item.term in field_text(hit.goal, field).split())


@given(QUERIES)
def test_the_passage_is_the_sentence_with_the_greatest_support(small_searcher: Searcher, query: str) -> None:
    for hit in small_searcher.search(query, k=9).hits:
        support = {
            (start, end): sum(
                item.contribution * sum(start <= place < end for place, _ in item.spans) / len(item.spans)
                for item in hit.evidence
            )
            for start, end in sentence_spans(query)
        }
        passage = hit.passage
        assert passage.text == query[passage.start : passage.end]
        assert passage.score == pytest.approx(support[passage.start, passage.end])
        assert passage.score == pytest.approx(max(support.values()))
        assert 0 < passage.score <= hit.score * (1 + 1e-9)


def test_of_equal_sentences_the_first_is_the_passage(small_searcher: Searcher) -> None:
    assert small_searcher.search("光 。 光 。", k=1).hits[0].passage.start == 0


@given(QUERIES)
def test_missing_terms_are_the_heaviest_that_the_query_lacks(
    small_searcher: Searcher, tokenizer: Tokenizer, query: str
) -> None:
    result = small_searcher.search(query, k=9)
    for hit in result.hits:
        assert len(hit.missing) <= N_MISSING
        weights = [item.weight for item in hit.missing]
        assert weights == sorted(weights, reverse=True)
        assert all(0 < weight <= 1 for weight in weights)
        for item in hit.missing:
            assert item.term not in query.split()
            assert item.fields == tuple(field for field in FIELDS if item.term in field_text(hit.goal, field).split())
            english = result.query.language == "en"
            assert any(field.endswith("_en") == english for field in item.fields)
        lacking = {
            word
            for field in FIELDS
            if field.endswith("_en") == (result.query.language == "en")
            for word in field_text(hit.goal, field).split()
        } - set(query.split())
        assert len(hit.missing) == min(N_MISSING, len(lacking))
        index = small_searcher.index
        row = index.rows == [goal.id for goal in small_searcher.corpus].index(hit.goal.id)
        of_goal = {
            index.vocabulary[term]: float(index.weights[at])
            for at, term in enumerate(index.terms_of(np.arange(len(index.rows))))
            if row[at]
        }
        assert weights == sorted((of_goal[word] for word in lacking), reverse=True)[:N_MISSING]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param("量子 の 研究", {"計算", "光", "の", "と"}, id="japanese-query"),
        pytest.param("quantum computing research", {"light", "correction", "error", "with"}, id="english-query"),
    ],
)
def test_missing_terms_are_in_the_language_of_the_query(
    small_searcher: Searcher, query: str, expected: set[str]
) -> None:
    hits = {hit.goal.id: hit for hit in small_searcher.search(query, k=9).hits}
    missing = {item.term for item in hits["2015-jst-1"].missing}
    assert missing & expected
    assert all(term.isascii() == query.isascii() for term in missing)


def test_spans_point_into_the_query_as_it_was_given(make_corpus: MakeCorpus) -> None:
    goal = Goal(
        id="a",
        title="角度分解光電子分光による表面状態とスピン軌道相互作用、量子計算、細菌叢",
        title_en="quantum dots, fluorescence, spin-orbit",
    )
    searcher = Searcher(make_corpus(goal), cache=False)
    result = searcher.search(ABSTRACT)
    (hit,) = result.hits
    assert_adds_up(result)
    found = {item.term: [ABSTRACT[start:end] for start, end in item.spans] for item in hit.evidence}
    assert found["表面"] == ["表⾯"]
    assert found["分解"] == ["分\n解"]
    assert found["quantum"] == ["ｑｕａｎｔｕｍ"]
    assert found["dots"] == ["ｄｏｔｓ"]
    assert found["fluorescence"] == ["ﬂuorescence"]
    assert found["スピン"] == ["ｽﾋﾟﾝ"]
    assert found["spin-orbit"] == ["spin‐orbit"]
    assert found["量子"] == ["量\u200b子"]
    assert found["細菌"] == ["細菌"]


@given(
    st.lists(
        st.sampled_from(["量子", "計算機", "ｺﾝﾋﾟｭｰﾀ", "ﬁeld", "Ｑuantum", "\n", " ", "。", "を", "㈱", "⼒学", "TiO2"])
    )
)
def test_spans_of_mangled_texts_read_as_their_term(searcher: Searcher, words: list[str]) -> None:
    query = "".join(words)
    result = searcher.search(query, k=99)
    assert_adds_up(result)
    for hit in result.hits:
        for item in hit.evidence:
            spellings = {normalize(query[start:end]).text.lower() for start, end in item.spans}
            assert spellings
            assert len(spellings) <= 2
        assert query[hit.passage.start : hit.passage.end] == hit.passage.text


def test_explanations_are_worked_out_when_they_are_asked_for(
    small_searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []
    explain = type(small_searcher._explainer).explain

    def counted(*args: object, **kwargs: object) -> object:
        calls.append(args)
        return explain(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(type(small_searcher._explainer), "explain", counted)
    result = small_searcher.search("光 量子", k=9)
    assert len(result.hits) > 1
    assert not calls
    assert [hit.evidence for hit in result.hits]
    assert [hit.related for hit in result.hits]
    assert len(calls) == 1


def test_explanations_are_a_sequence(small_searcher: Searcher) -> None:
    explanations = small_searcher.search("光 量子", k=9).hits[0].explanations
    assert isinstance(explanations, LazySequence)
    assert len(explanations) == len(list(explanations)) == 4
    assert explanations[1:3] == (explanations[1], explanations[2])
    with pytest.raises(IndexError, match="out of range"):
        explanations[4]


def test_a_pickled_result_holds_plain_values_and_no_index(searcher: Searcher) -> None:
    result = searcher.search("量子計算機の誤り訂正を研究する。", k=3)
    pickled = pickle.dumps(result)
    assert b"LazySequence" not in pickled
    assert b"GoalIndex" not in pickled
    assert len(pickled) < 500_000
    loaded = pickle.loads(pickled)  # noqa: S301
    assert loaded == result
    assert type(loaded.hits[0].explanations) is tuple
    assert loaded.to_dict("ja") == result.to_dict("ja")
    assert pickle.loads(pickle.dumps(loaded)) == result  # noqa: S301


@given(QUERIES)
def test_results_go_through_pickle_and_json(small_searcher: Searcher, query: str) -> None:
    result = small_searcher.search(query, k=9)
    as_dict = result.to_dict("en")
    assert json.loads(json.dumps(as_dict, allow_nan=False)) == as_dict
    assert pickle.loads(pickle.dumps(result)).to_dict("en") == as_dict  # noqa: S301
    assert copy.deepcopy(result).to_dict("en") == as_dict
    json.dumps(result.to_records(), allow_nan=False)


def test_a_goal_that_shares_only_a_term_of_many_sentences(small_searcher: Searcher) -> None:
    (hit,) = small_searcher.search("細菌 。\n\n" * 50, k=1).hits
    assert len(hit.evidence[0].spans) == 50
    assert hit.passage.score == pytest.approx(hit.score / 50)


def test_explaining_a_whole_proposal_takes_little_memory(make_corpus: MakeCorpus, tokenizer: Tokenizer) -> None:
    n_words, n_goals, n_sentences = 1_000, 20, 1_500
    words = [f"語{number}" for number in range(n_words)]
    goals = [Goal(id=str(row), title=" ".join(words)) for row in range(n_goals)]
    searcher = Searcher(make_corpus(*goals), tokenizer=tokenizer, cache=False)
    query = "".join(f"{words[number % n_words]} {words[number * 7 % n_words]} 。\n\n" for number in range(n_sentences))
    result = searcher.search(query, k=n_goals)
    tracemalloc.start()
    try:
        assert len(result.hits[-1].evidence) == n_words
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 60_000_000

"""Answers by meaning, and by terms and meaning together."""

import json
import pickle
import statistics
from dataclasses import replace

import numpy as np
import pytest

from goalsearch.defaults import RANKERS, Ranker
from goalsearch.model import Goal, SearchResult
from goalsearch.ranking.passages import goal_passages
from goalsearch.ranking.semantic import FUSION_WEIGHT
from goalsearch.reports.answer import answer_lines
from goalsearch.retrieval.searcher import Searcher
from goalsearch.text.tokenizer import Tokenizer
from tests.retrieval.conftest import BY_MEANING, ORDINARY, ConceptEncoder, MakeCorpus, broken, ids


def assert_well_formed(result: SearchResult) -> None:
    as_dict = result.to_dict("en")
    assert json.loads(json.dumps(as_dict, allow_nan=False)) == as_dict
    fits = [hit.fit for hit in result.hits]
    assert fits == sorted(fits, reverse=True)
    assert all(hit.score > 0 for hit in result.hits)
    for lang in ("ja", "en"):
        assert list(answer_lines(result, lang, explain=True))
    result.to_records()


@pytest.mark.parametrize("ranker", BY_MEANING)
def test_a_hit_by_meaning_may_share_no_term(by_meaning: Searcher, ranker: Ranker) -> None:
    query = "photons in cavities"
    assert by_meaning.search(query, ranker="tfidf").hits == ()
    result = by_meaning.search(query, ranker=ranker, k=2)
    assert result.query.n_known_terms == 0
    assert "光" in result.hits[0].goal.title
    for hit in result.hits:
        assert hit.evidence == ()
        assert hit.nearest is not None
        assert hit.nearest.text == query
        assert hit.nearest.goal_text in {piece.text for piece in goal_passages([hit.goal])}
        assert hit.passage.text == query
        assert hit.passage.score == 0
        assert hit.related == ()
    assert_well_formed(result)
    shown = "".join(piece.text for line in answer_lines(result, "en", columns=1000) for piece in line)
    assert result.hits[0].nearest is not None
    assert result.hits[0].nearest.goal_text in shown


@pytest.mark.parametrize("ranker", RANKERS)
def test_only_rankers_by_meaning_say_what_is_nearest(by_meaning: Searcher, ranker: Ranker) -> None:
    hits = by_meaning.search(ORDINARY, ranker=ranker).hits
    assert {hit.nearest is None for hit in hits} == {ranker == "tfidf"}


def test_a_hybrid_score_is_what_the_formula_says(by_meaning: Searcher) -> None:
    result = by_meaning.search(ORDINARY, k=9, ranker="hybrid")
    terms = {hit.goal.id: hit.score for hit in by_meaning.search(ORDINARY, k=9, ranker="tfidf").hits}
    meaning = {hit.goal.id: hit.score for hit in by_meaning.search(ORDINARY, k=9, ranker="semantic").hits}
    vectors = by_meaning._finder.semantics().vectors
    assert len(result.hits) >= 3
    for hit in result.hits:
        assert hit.parts["tfidf"] == pytest.approx(terms.get(hit.goal.id, 0))
        assert hit.parts["semantic"] == pytest.approx(meaning[hit.goal.id]) or hit.parts["semantic"] <= 0
        assert sum(item.contribution for item in hit.evidence) == pytest.approx(hit.parts["tfidf"])
        assert hit.score == pytest.approx(
            hit.parts["tfidf"] / vectors.tfidf_reach[0] + FUSION_WEIGHT * hit.parts["semantic"] / vectors.reach[0]
        )
    assert {hit.goal.id for hit in result.hits if hit.evidence} == set(terms)


def test_hybrid_ties_count_terms_as_the_score_does(by_meaning: Searcher) -> None:
    factor = by_meaning._finder.semantics().vectors.hybrid_unit(english=False)
    spreads = by_meaning.index.calibration.spreads[0]
    assert len(set(spreads.tolist())) == 1
    unit = factor / spreads[0]
    outcomes = set()
    for query in ("細菌 量子", "光 格子 計算", "量子 計算 光", "腸内 細菌 光"):
        result = by_meaning.search(query, k=2, ranker="hybrid")
        first, second = ({item.term: item.contribution for item in hit.evidence} for hit in result.hits)
        differences = [unit * (first.get(term, 0.0) - second.get(term, 0.0)) for term in sorted({*first, *second})]
        differences += [0.0] * (result.query.n_known_terms - len(differences))
        tied = result.hits[0].fit - result.hits[1].fit < len(differences) ** 0.5 * statistics.stdev(differences)
        assert result.hits[1].tied_with == (1 if tied else 2)
        outcomes.add(tied)
    assert outcomes == {True, False}


@pytest.mark.parametrize("ranker", RANKERS)
@pytest.mark.parametrize(
    ("filters", "allowed"),
    [
        ({"years": "2015"}, {"2015-jst-1"}),
        ({"years": "2010-2016"}, {"2010-jst-1", "2015-jst-1", "2016-amed-1"}),
        ({"agency": "amed"}, {"2016-amed-1", "2019-jst-1"}),
        ({"category": "information"}, {"2015-jst-1", "2019-jst-1"}),
    ],
)
def test_filters_hold_for_all_rankers(
    by_meaning: Searcher, ranker: Ranker, filters: dict[str, str], allowed: set[str]
) -> None:
    whole = by_meaning.search(ORDINARY, k=9, ranker=ranker)
    result = by_meaning.search(ORDINARY, k=9, ranker=ranker, **filters)
    assert ids(result) == [goal_id for goal_id in ids(whole) if goal_id in allowed]
    assert ids(result)
    assert result.n_candidates == len(allowed)
    bands = {hit.goal.id: (hit.band, hit.score) for hit in whole.hits}
    assert all((hit.band, hit.score) == bands[hit.goal.id] for hit in result.hits)
    assert all(hit.nearest and hit.nearest.goal_text for hit in result.hits) == (ranker != "tfidf")


@pytest.mark.parametrize("ranker", RANKERS)
@pytest.mark.parametrize("text", ["", " \n ", "123 45.6", "…！？", "\0", "①②"])
def test_a_text_without_letters_has_no_hits(by_meaning: Searcher, ranker: Ranker, text: str) -> None:
    result = by_meaning.search(text, ranker=ranker)
    assert (result.hits, result.verdict) == ((), "none")
    assert result.reason is not None
    assert result.reason.code == "reason.nothing_shared"
    assert_well_formed(result)


@pytest.mark.parametrize("ranker", RANKERS)
@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "本研究的目的是开发新的量子计算材料与技术，并研究其在低温条件下的输运性质和稳定性。" * 2, id="chinese"
        ),
        pytest.param("안녕하세요 양자 컴퓨터를 연구합니다", id="korean"),
        pytest.param("ryoushi keisan no kenkyuu wo okonau", id="romaji"),
        pytest.param("квантовые вычисления", id="russian"),
        pytest.param("量子", id="one-word"),
        pytest.param("quantum", id="one-english-word"),
        pytest.param("光\ud800 量子\0計算", id="broken-characters"),
        pytest.param("量子計算機" * 20_000, id="100,000-characters"),
    ],
)
def test_any_text_has_a_well_formed_answer(
    by_meaning: Searcher, encoder: ConceptEncoder, ranker: Ranker, text: str
) -> None:
    by_meaning.search("光", ranker=ranker)
    encoder.encoded.clear()
    result = by_meaning.search(text, ranker=ranker, k=9)
    assert len(encoder.encoded) <= 4
    assert_well_formed(result)
    for hit in result.hits:
        assert np.isfinite(list(hit.parts.values())).all()


def test_korean_finds_by_meaning_what_it_shares_no_term_with(by_meaning: Searcher) -> None:
    result = by_meaning.search("양자 컴퓨터를 연구합니다", ranker="semantic")
    assert "量子" in result.hits[0].goal.title
    assert "notice.language" in {warning.code for warning in result.warnings}


@pytest.mark.parametrize("ranker", RANKERS)
def test_the_same_text_gives_the_same_answer_wherever_it_stands(by_meaning: Searcher, ranker: Ranker) -> None:
    texts = [ORDINARY, "細菌", "photon", ORDINARY]
    first, *_, last = [by_meaning.search(text, ranker=ranker) for text in texts]
    assert first == last
    assert first.to_dict("ja") == last.to_dict("ja")


@pytest.mark.parametrize("ranker", RANKERS)
def test_results_travel(by_meaning: Searcher, ranker: Ranker) -> None:
    result = by_meaning.search(f"{ORDINARY}。細菌", ranker=ranker)
    pickled = pickle.dumps(result)
    assert b"Lazy" not in pickled
    assert b"SemanticIndex" not in pickled
    loaded = pickle.loads(pickled)  # noqa: S301
    assert loaded == result
    assert loaded.to_dict("ja") == result.to_dict("ja")
    assert [hit.nearest for hit in loaded.hits] == [hit.nearest for hit in result.hits]


@pytest.mark.parametrize("ranker", RANKERS)
def test_what_is_nearest_is_looked_for_when_it_is_asked_for(
    by_meaning: Searcher, encoder: ConceptEncoder, ranker: Ranker
) -> None:
    by_meaning.search("光", ranker=ranker)
    encoder.encoded.clear()
    hits = by_meaning.search(ORDINARY, ranker=ranker, k=9).hits
    assert len(encoder.encoded) == (ranker != "tfidf")
    assert len({hit.nearest for hit in hits}) >= 1
    assert len(encoder.encoded) == 2 * (ranker != "tfidf")


@pytest.mark.parametrize("ranker", RANKERS)
def test_a_corpus_without_goals_has_no_hits(make_corpus: MakeCorpus, tokenizer: Tokenizer, ranker: Ranker) -> None:
    searcher = Searcher(make_corpus(), tokenizer=tokenizer, cache=False, encoder=ConceptEncoder)
    result = searcher.search(ORDINARY, ranker=ranker)
    assert (result.hits, result.verdict, result.n_candidates) == ((), "none", 0)


def test_a_corpus_without_goals_is_searched_by_default_too(
    make_corpus: MakeCorpus, tokenizer: Tokenizer, unnamed: pytest.MonkeyPatch
) -> None:
    searcher = Searcher(make_corpus(), tokenizer=tokenizer, cache=False, encoder=broken)
    result = searcher.search(ORDINARY)
    assert (result.hits, result.warnings[1:]) == ((), ())


@pytest.mark.parametrize("ranker", RANKERS)
def test_a_corpus_of_one_goal(make_corpus: MakeCorpus, tokenizer: Tokenizer, ranker: Ranker) -> None:
    corpus = make_corpus(Goal(id="a", title="光 格子"))
    searcher = Searcher(corpus, tokenizer=tokenizer, cache=False, encoder=ConceptEncoder)
    result = searcher.search("光", ranker=ranker)
    # By meaning one goal is as near as all goals on average, which says nothing.
    assert ids(result) == ([] if ranker == "semantic" else ["a"])
    assert_well_formed(result)


@pytest.mark.parametrize("ranker", RANKERS)
def test_a_title_in_signs_alone_can_be_a_goal(make_corpus: MakeCorpus, tokenizer: Tokenizer, ranker: Ranker) -> None:
    corpus = make_corpus(Goal(id="a", title="……"), Goal(id="b", title="光 格子"), Goal(id="c", title="細菌"))
    searcher = Searcher(corpus, tokenizer=tokenizer, cache=False, encoder=ConceptEncoder)
    result = searcher.search("光 を 見る", ranker=ranker, k=9)
    assert result.hits[0].goal.id == "b"
    assert_well_formed(result)


def test_goals_that_are_the_same_are_tied_by_meaning_too(make_corpus: MakeCorpus, tokenizer: Tokenizer) -> None:
    goals = [Goal(id=goal_id, title=title) for goal_id, title in (("a", "光 格子"), ("b", "光 格子"), ("c", "細菌"))]
    searcher = Searcher(make_corpus(*goals), tokenizer=tokenizer, cache=False, encoder=ConceptEncoder)
    for ranker in RANKERS:
        first, second = searcher.search("光 格子 を 見る", ranker=ranker, k=2).hits
        assert [first.goal.id, second.goal.id] == ["a", "b"]
        assert first.score == second.score
        assert (ranker, second.tied_with) == (ranker, 1)


def test_nothing_shared_is_not_said_to_be_common_words(by_meaning: Searcher) -> None:
    semantics = by_meaning._finder.semantics()
    # Nothing reaches a level like this.
    low = replace(semantics.vectors, levels=np.full(2, 1e3), hybrid_levels=np.full(2, 1e3))
    by_meaning._finder._loaded_semantics = semantics._replace(vectors=low)
    for ranker in BY_MEANING:
        result = by_meaning.search("photons in cavities", ranker=ranker)
        assert result.hits
        assert result.query.n_known_terms == 0
        assert result.reason is not None
        assert result.reason.code in {"reason.below_level", "reason.like_unrelated", "reason.nothing_shared"}

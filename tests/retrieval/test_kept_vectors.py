"""Vectors of goals are kept from one search to the next."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from goalsearch.corpus import Corpus
from goalsearch.ranking.background import background_texts
from goalsearch.ranking.passages import goal_passages
from goalsearch.retrieval.searcher import Searcher
from goalsearch.text.tokenizer import Tokenizer
from tests.retrieval.conftest import ORDINARY, ConceptEncoder


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

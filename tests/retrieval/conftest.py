"""Searchers by meaning, with an encoder that knows a few concepts."""

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from goalsearch.corpus import Corpus
from goalsearch.defaults import Ranker
from goalsearch.errors import SemanticError
from goalsearch.model import SearchResult
from goalsearch.ranking.encoder import Vectors
from goalsearch.ranking.semantic_build import vector_key
from goalsearch.retrieval.searcher import Searcher
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


def broken() -> ConceptEncoder:
    raise SemanticError("semantic.damaged", path="weights.bin", expected="0123", found="4567")


def ids(result: SearchResult) -> list[str]:
    return [hit.goal.id for hit in result.hits]


@pytest.fixture
def unnamed(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Nobody names a ranker."""
    monkeypatch.delenv("GOALSEARCH_RANKER")
    return monkeypatch

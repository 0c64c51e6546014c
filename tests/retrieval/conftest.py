"""Searchers by meaning, with an encoder that knows a few concepts."""

from collections.abc import Callable

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
from tests.encoders import FunctionEncoder, touched

MakeCorpus = Callable[..., Corpus]


CONCEPTS = (("光", "light", "photon"), ("量子", "quantum", "양자"), ("細菌", "microb"), ("計算", "comput"))


BY_MEANING: tuple[Ranker, ...] = ("semantic", "hybrid")


ORDINARY = "光 量子 の 計算 と 回路"


class ConceptEncoder(FunctionEncoder):
    """Which concepts a text touches, with what all texts share and a little of their own."""

    def __init__(self, identity: str = "concepts") -> None:
        super().__init__(_vector, identity)


def _vector(text: str) -> Vectors:
    own = np.random.default_rng(vector_key("", text)).normal(scale=0.05, size=2)
    found = np.array([3, *touched(text, CONCEPTS), *own], dtype=np.float32)
    unit: Vectors = found / np.linalg.norm(found)
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

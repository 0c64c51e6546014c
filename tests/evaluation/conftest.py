"""A corpus of three goals."""

import pytest

from goalsearch.corpus import Corpus
from goalsearch.model import Goal
from goalsearch.retrieval.searcher import Searcher
from goalsearch.text.tokenizer import Tokenizer


@pytest.fixture
def corpus() -> Corpus:
    """Three goals of two categories, one without any."""
    goals = (
        Goal(id="quantum", title="qubit photon", title_en="Quantum", category="information"),
        Goal(id="cell", title="cell gene photon", title_en="Cells", category="life"),
        Goal(id="steel", title="steel alloy photon", title_en="Steel"),
    )
    return Corpus(goals=goals, fingerprint="three goals")


@pytest.fixture
def searcher(corpus: Corpus, tokenizer: Tokenizer) -> Searcher:
    """A searcher over the three goals, by words between spaces."""
    return Searcher(corpus, tokenizer=tokenizer, cache=False)

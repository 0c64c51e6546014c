"""A corpus of three goals, and a tokenizer that splits on spaces."""

import re

import pytest

from goalsearch.corpus import Corpus
from goalsearch.model import Goal, Term
from goalsearch.retrieval.searcher import Searcher


class SplittingTokenizer:
    """Every run of characters without a space is a term."""

    identity = "split on spaces"

    def __call__(self, text: str) -> list[Term]:
        """The words of ``text``."""
        return [Term(match.group(), *match.span()) for match in re.finditer(r"\S+", text)]


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
def searcher(corpus: Corpus) -> Searcher:
    """A searcher over the three goals."""
    return Searcher(corpus, tokenizer=SplittingTokenizer(), cache=False)

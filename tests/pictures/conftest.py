"""Pictures of small corpora, and what holds of the geometry of every picture."""

from collections.abc import Callable
from itertools import combinations

import pytest

from goalsearch.corpus import Corpus
from goalsearch.model import Goal
from goalsearch.pictures.drawing import Box, Drawing, Letters, Path
from goalsearch.retrieval.searcher import Searcher
from goalsearch.text.tokenizer import Tokenizer

MakeCorpus = Callable[..., Corpus]
SearcherOf = Callable[..., Searcher]
Check = Callable[[Drawing], None]


@pytest.fixture(scope="session")
def searcher_of(make_corpus: MakeCorpus, tokenizer: Tokenizer) -> SearcherOf:
    """Goals to a searcher over them, in words between spaces."""

    def searcher(*goals: Goal) -> Searcher:
        return Searcher(make_corpus(*goals), tokenizer=tokenizer, cache=False)

    return searcher


@pytest.fixture(scope="session")
def check_geometry() -> Check:
    """No text leaves the frame or overlaps another; nothing else leaves the frame; no text lies over a goal's mark."""

    def check(drawing: Drawing) -> None:
        frame = Box(0, 0, drawing.width, drawing.height)
        letters = [part for part in drawing.flat() if isinstance(part, Letters)]
        assert letters != []
        outside = [part for part in drawing.flat() if not frame.holds(part.box)]
        assert outside == []
        overlapping = [
            (first.text, second.text) for first, second in combinations(letters, 2) if first.box.overlaps(second.box)
        ]
        assert overlapping == []
        marks = [part for part in drawing.flat() if isinstance(part, Path) and part.look.startswith("mark-")]
        assert marks != []
        covered = [(part.text, mark.box) for part in letters for mark in marks if part.box.overlaps(mark.box)]
        assert covered == []

    return check

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
        # Each box is worked out once, and not for every pair.
        parts = [(part, part.box) for part in drawing.flat()]
        letters = [(part.text, box) for part, box in parts if isinstance(part, Letters)]
        assert letters != []
        outside = [part for part, box in parts if not frame.holds(box)]
        assert outside == []
        overlapping = [(text, other) for (text, box), (other, its) in combinations(letters, 2) if box.overlaps(its)]
        assert overlapping == []
        marks = [box for part, box in parts if isinstance(part, Path) and part.look.startswith("mark-")]
        assert marks != []
        covered = [(text, mark) for text, box in letters for mark in marks if box.overlaps(mark)]
        assert covered == []

    return check

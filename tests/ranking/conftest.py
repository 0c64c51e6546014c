"""A small index, kept in a folder."""

from pathlib import Path

import pytest

from goalsearch.model import Goal
from goalsearch.ranking.build import build_index
from goalsearch.ranking.index import GoalIndex
from goalsearch.ranking.store import IndexStore, entry_key
from goalsearch.ranking.weighting import Weighting
from goalsearch.text.tokenizer import Tokenizer

KEY = entry_key("corpus", "weighting", "tokenizer")


TEXTS = {"goals": [{"id": "a", "title": "光と\ud800"}], "programmes": []}


@pytest.fixture(scope="module")
def index(tokenizer: Tokenizer) -> GoalIndex:
    goals = [
        Goal(id=str(year), title=f"光 語{year % 3}", title_en="light", fiscal_year=year) for year in range(2000, 2006)
    ]
    return build_index(goals, tokenizer, Weighting())


@pytest.fixture
def store(tmp_path: Path) -> IndexStore:
    return IndexStore(tmp_path / "new" / "cache")


@pytest.fixture
def entry(store: IndexStore, index: GoalIndex) -> Path:
    """The folder of an index that is saved."""
    store.save(KEY, index, dict(TEXTS))
    return store.folder / KEY

"""Which sentence of a goal is shown."""

import pytest

from goalsearch.corpus import Corpus
from goalsearch.model import Goal
from goalsearch.retrieval.searcher import Searcher
from goalsearch.text.tokenizer import Tokenizer


@pytest.mark.parametrize("words", [["光", "量子", "計算"], ["計算", "量子", "光"], ["量子", "光", "計算"]])
def test_the_first_of_sentences_with_the_same_words_is_shown(tokenizer: Tokenizer, words: list[str]) -> None:
    # Sums of the same numbers in another order differ in the last place.
    summary = "。".join(" ".join([*words[start:], *words[:start]]) + f" {start}" for start in range(3)) + "。"
    others = [Goal(id="b", title="光 光学"), Goal(id="c", title="計算 計算機"), Goal(id="d", title="計算 理論")]
    corpus = Corpus(goals=(Goal(id="a", title="題", summary=summary), *others), fingerprint="")
    searcher = Searcher(corpus, tokenizer=tokenizer, cache=False)
    (hit, *_) = searcher.search("光 量子 量子 計算 計算 計算").hits
    assert hit.goal.id == "a"
    assert hit.goal_sentence is not None
    assert hit.goal_sentence.text.startswith(" ".join(words))

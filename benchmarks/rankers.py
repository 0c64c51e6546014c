"""
The rankers that `quality.py` compares: a new one is a class with `rank`, and a line in `quality.py`.

Every ranker gets the goals when it is made and ranks all of them; goals that share nothing with the text are left out,
and equal scores keep corpus order.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import Final

import bm25s
import numpy as np
from bm25s.tokenization import Tokenized
from numpy.typing import ArrayLike
from sklearn.feature_extraction.text import TfidfVectorizer
from sudachipy import Dictionary, SplitMode

from goalsearch import Corpus, Goal, Searcher
from goalsearch.ranking.encoder import E5Encoder, Encoder
from goalsearch.ranking.fusion import Ranker as RankerName
from goalsearch.ranking.weighting import FIELDS, field_text
from goalsearch.text.tokenizer import Tokenizer

TITLE_AND_SUMMARY: Final = ("title", "summary")
WITH_ENGLISH: Final = (*TITLE_AND_SUMMARY, "title_en", "summary_en")


class Ranker(ABC):
    """Ranks goals for a text."""

    @abstractmethod
    def rank(self, text: str) -> list[str]:
        """Ids of all goals that share something with ``text``, best first."""

    def answer(self, text: str) -> object:
        """What a user waits for, and what is timed."""
        return self.rank(text)

    def explain(self, text: str) -> object:  # noqa: ARG002  rankers that give reasons need it
        """The answer with all its reasons, timed too; None if the ranker gives no reasons."""
        return None


class Goalsearch(Ranker):
    """
    goalsearch itself; its answer is the five best hits.

    Args:
        corpus: The goals.
        tokenizer: How texts become terms.
        ranker: Which of its rankers.
        encoder: Where the vectors come from for the ranking; the timed answers use the model itself.
    """

    def __init__(
        self,
        corpus: Corpus,
        tokenizer: Tokenizer,
        ranker: RankerName = "tfidf",
        encoder: Callable[[], Encoder] = E5Encoder,
    ) -> None:
        self._ranker = ranker
        self._searcher = Searcher(corpus, tokenizer=tokenizer, cache=False, encoder=encoder)
        self._timed = self._searcher if ranker == "tfidf" else Searcher(corpus, tokenizer=tokenizer, cache=False)

    def rank(self, text: str) -> list[str]:
        """The hits of a search that asks for all goals."""
        return [
            hit.goal.id for hit in self._searcher.search(text, len(self._searcher.corpus), ranker=self._ranker).hits
        ]

    def answer(self, text: str) -> object:
        """A search as users make it."""
        return self._timed.search(text, ranker=self._ranker)

    def explain(self, text: str) -> object:
        """The same, written out with all reasons."""
        return self._timed.search(text, ranker=self._ranker).to_dict("en")


class Tfidf(Ranker):
    """scikit-learn's TF-IDF as it comes (plain tf, cosine), over terms or n-grams of characters."""

    def __init__(self, corpus: Corpus, vectorizer: TfidfVectorizer, fields: Sequence[str] = FIELDS) -> None:
        self._goals = corpus.goals
        self._vectorizer = vectorizer
        self._vectors = vectorizer.fit_transform(texts_of(corpus.goals, fields))

    def rank(self, text: str) -> list[str]:
        """By cosine similarity."""
        query = self._vectorizer.transform([text])
        return ranked_ids((self._vectors @ query.T).toarray().ravel(), self._goals)


class Bm25(Ranker):
    """bm25s (Lucene's BM25, k1 = 1.5, b = 0.75) over goalsearch's own terms."""

    def __init__(self, corpus: Corpus, tokenizer: Tokenizer, fields: Sequence[str] = FIELDS) -> None:
        self._goals = corpus.goals
        self._tokenizer = tokenizer
        documents = [self._terms(text) for text in texts_of(corpus.goals, fields)]
        # Numbered here, since bm25s would number its vocabulary in the order of a set: another one in each run.
        self._numbers = {term: number for number, term in enumerate(sorted(set().union(*documents)))}
        self._index = bm25s.BM25()
        numbered = [[self._numbers[term] for term in document] for document in documents]
        self._index.index(Tokenized(numbered, self._numbers), show_progress=False)

    def rank(self, text: str) -> list[str]:
        """By BM25."""
        known = [self._numbers[term] for term in self._terms(text) if term in self._numbers]
        return ranked_ids(self._index.get_scores_from_ids(known), self._goals) if known else []

    def _terms(self, text: str) -> list[str]:
        return [term.form for term in self._tokenizer(text)]


def sudachi_words() -> Callable[[str], list[str]]:
    """The textbook's tokenizer: every word of Sudachi's long units, as it is written."""
    analyser = Dictionary(dict="core").tokenizer(SplitMode.C)
    return lambda text: [morpheme.surface() for morpheme in analyser.tokenize(text)]


def texts_of(goals: Sequence[Goal], fields: Sequence[str]) -> list[str]:
    """One text a goal: those of its fields that are named."""
    return ["\n\n".join(filter(None, (field_text(goal, field) for field in fields))) for goal in goals]


def ranked_ids(scores: ArrayLike, goals: Sequence[Goal]) -> list[str]:
    """Ids of the goals that score above zero, best first; equal scores keep corpus order."""
    scored = np.asarray(scores)
    return [goals[row].id for row in np.argsort(-scored, kind="stable") if scored[row] > 0]

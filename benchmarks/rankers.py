"""
The rankers that `quality.py` compares: a new one is a class with `rank`, and a line in `quality.py`.

Every ranker gets the goals when it is made and ranks all of them; goals that share nothing with the text are left out,
and equal scores keep corpus order.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

import bm25s
import numpy as np
from bm25s.tokenization import Tokenized
from numpy.typing import ArrayLike
from sklearn.feature_extraction.text import TfidfVectorizer
from sudachipy import Dictionary, SplitMode

from goalsearch import Corpus, Goal, Searcher
from goalsearch.defaults import Ranker as RankerName
from goalsearch.model import Band, Term
from goalsearch.ranking.encoder import E5Encoder, Encoder
from goalsearch.ranking.weighting import FIELDS, Weighting, field_text
from goalsearch.text.tokenizer import Tokenizer

TITLE_AND_SUMMARY: Final = ("title", "summary")
WITH_ENGLISH: Final = (*TITLE_AND_SUMMARY, "title_en", "summary_en")
EXAMPLES: Final = ("examples", "examples_en")
WITHOUT_EXAMPLES: Final = tuple(field for field in FIELDS if field in Goal.__dataclass_fields__)
ALL: Final = (*WITHOUT_EXAMPLES, *EXAMPLES)


class Answer(NamedTuple):
    """
    What a ranker says of a text.

    Attributes:
        ranked: Ids of all goals that share something with it, best first.
        bands: What it says of the first of them; empty if it says nothing.
        told_none: Whether it says that no goal fits.
    """

    ranked: Sequence[str]
    bands: Sequence[Band] = ()
    told_none: bool = False


class Ranker(ABC):
    """Ranks goals for a text."""

    @abstractmethod
    def rank(self, text: str) -> list[str]:
        """Ids of all goals that share something with ``text``, best first."""

    def judge(self, text: str) -> Answer:
        """The same with what is said of the goals."""
        return Answer(self.rank(text))


class Goalsearch(Ranker):
    """
    goalsearch itself.

    Args:
        corpus: The goals.
        tokenizer: How texts become terms.
        ranker: Which of its rankers.
        weighting: How terms are weighed.
        by_cosine: Whether goals are ordered by the bare cosine instead of by how well they fit.
        encoder: Where the vectors of rankers by meaning come from.
    """

    def __init__(
        self,
        corpus: Corpus,
        tokenizer: Tokenizer,
        ranker: RankerName = "tfidf",
        *,
        weighting: Weighting | None = None,
        by_cosine: bool = False,
        encoder: Callable[[], Encoder] = E5Encoder,
    ) -> None:
        self._ranker = ranker
        self._by_cosine = by_cosine
        self._searcher = Searcher(corpus, tokenizer=tokenizer, weighting=weighting, cache=False, encoder=encoder)

    def rank(self, text: str) -> list[str]:
        """The hits of a search that asks for all goals."""
        return list(self.judge(text).ranked)

    def judge(self, text: str) -> Answer:
        """The same with their bands, and the verdict."""
        result = self._searcher.search(text, len(self._searcher.corpus), ranker=self._ranker)
        hits = sorted(result.hits, key=lambda hit: -hit.parts["tfidf"]) if self._by_cosine else result.hits
        return Answer([hit.goal.id for hit in hits], [hit.band for hit in hits], result.verdict == "none")


class Tfidf(Ranker):
    """scikit-learn's TF-IDF as it comes (plain tf, cosine), over terms or n-grams of characters."""

    def __init__(self, corpus: Corpus, vectorizer: TfidfVectorizer, fields: Sequence[str] = ALL) -> None:
        self._goals = corpus.goals
        self._vectorizer = vectorizer
        self._vectors = vectorizer.fit_transform(texts_of(corpus, fields))

    def rank(self, text: str) -> list[str]:
        """By cosine similarity."""
        query = self._vectorizer.transform([text])
        return ranked_ids((self._vectors @ query.T).toarray().ravel(), self._goals)


class Bm25(Ranker):
    """bm25s (Lucene's BM25, k1 = 1.5, b = 0.75) over goalsearch's own terms."""

    def __init__(self, corpus: Corpus, tokenizer: Tokenizer, fields: Sequence[str] = ALL) -> None:
        self._goals = corpus.goals
        self._tokenizer = tokenizer
        documents = [self._terms(text) for text in texts_of(corpus, fields)]
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


def texts_of(corpus: Corpus, fields: Sequence[str]) -> list[str]:
    """One text a goal: those of its fields that are named."""
    examples = corpus.examples() if set(fields) & set(EXAMPLES) else {}
    return [
        "\n\n".join(filter(None, (field_text(goal, field, examples.get(goal.id, ())) for field in fields)))
        for goal in corpus
    ]


class RememberingTokenizer:
    """A tokenizer that cuts each text once: the same goals are indexed dozens of times."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._known: dict[str, list[Term]] = {}

    @property
    def identity(self) -> str:
        """That of the tokenizer itself."""
        return self._tokenizer.identity

    def __call__(self, text: str) -> list[Term]:
        """The terms of ``text``."""
        if text not in self._known:
            self._known[text] = self._tokenizer(text)
        return self._known[text]


def ranked_ids(scores: ArrayLike, goals: Sequence[Goal]) -> list[str]:
    """Ids of the goals that score above zero, best first; equal scores keep corpus order."""
    scored = np.asarray(scores)
    return [goals[row].id for row in np.argsort(-scored, kind="stable") if scored[row] > 0]

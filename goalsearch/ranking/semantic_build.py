"""Goals to vectors, with the vectors that come along for the built-in goals and the background."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import numpy as np

from goalsearch.model import Goal
from goalsearch.ranking.background import UNRELATED_BELOW, background_texts
from goalsearch.ranking.calibration import Floats
from goalsearch.ranking.encoder import Encoder, Vectors
from goalsearch.ranking.passages import goal_passages
from goalsearch.ranking.semantic import FUSION_WEIGHT, SemanticIndex, centred, unit

VECTORS: Final = Path(__file__).with_name("vectors.npz")
"""Vectors made beforehand by ``benchmarks/encode_corpus.py``: encoding all goals takes minutes."""

Encode = Callable[[Sequence[str]], Vectors]
Tfidf = Callable[[str, bool], tuple[Floats, Floats]]


def build_semantic_index(goals: Sequence[Goal], encoder: Encoder, tfidf: Tfidf) -> SemanticIndex:
    """
    Vectors of ``goals``, and what the background reaches with them.

    Args:
        goals: The goals in corpus order, at least one.
        encoder: Makes the vectors of texts whose vectors do not come along.
        tfidf: Gives TF-IDF scores and fits of a text, both of shape ``(n_goals,)``, for the hybrid's level; its second
            argument says whether the text is in English.
    """
    known = KnownVectors.load(encoder.identity)
    pieces = goal_passages(goals)
    rows = np.array([piece.row for piece in pieces], dtype=np.int32)
    vectors = known.get("passage", [piece.text for piece in pieces], encoder.passages)
    sums = np.zeros((len(goals), vectors.shape[1]), dtype=np.float32)
    np.add.at(sums, rows, vectors)
    of_goals = unit(sums)
    goal_vectors = centred(of_goals, of_goals.mean(axis=0))

    query_means, means, reach, levels, tfidf_reach, hybrid_levels = [], [], [], [], [], []
    for english, texts in enumerate(background_texts().values()):
        queries = known.get("query", texts, encoder.queries)
        scores = (centred(queries, queries.mean(axis=0)) @ goal_vectors.T).astype(np.float64)
        lifts = scores - scores.mean(axis=0)
        level = _level(lifts)
        tfidf_scores, tfidf_fits = map(np.array, zip(*(tfidf(text, bool(english)) for text in texts), strict=True))
        query_means.append(queries.mean(axis=0))
        means.append(scores.mean(axis=0))
        reach.append(_level(scores))
        levels.append(level)
        tfidf_reach.append(_level(tfidf_scores))
        hybrid_levels.append(_level(tfidf_fits + FUSION_WEIGHT * lifts / level))
    return SemanticIndex(
        goals=goal_vectors,
        passages=centred(vectors, of_goals.mean(axis=0)),
        passage_rows=rows,
        query_means=np.array(query_means),
        means=np.array(means),
        reach=np.array(reach),
        levels=np.array(levels),
        tfidf_reach=np.array(tfidf_reach),
        hybrid_levels=np.array(hybrid_levels),
    )


def _level(scores: Floats) -> float:
    """What 98 % of the texts stay below with their best goal; never zero, since it is a unit."""
    return max(float(np.quantile(scores.max(axis=1), UNRELATED_BELOW)), 0.01)


class KnownVectors:
    """
    Vectors by what they are of.

    Args:
        keys: Hashes of the texts, ascending, shape ``(n_vectors,)``.
        vectors: Their vectors, shape ``(n_vectors, n_dimensions)``.
    """

    def __init__(self, keys: np.ndarray[tuple[int], np.dtype[np.uint64]], vectors: Vectors) -> None:
        self._places = {int(key): place for place, key in enumerate(keys)}
        self._vectors = vectors

    @classmethod
    def load(cls, identity: str, path: Path = VECTORS) -> "KnownVectors":
        """The vectors in a file; none if it was made with another model."""
        with np.load(path, allow_pickle=False) as file:
            if str(file["identity"]) == identity:
                return cls(file["keys"], file["vectors"].astype(np.float32))
        return cls.empty()

    @classmethod
    def empty(cls) -> "KnownVectors":
        """No vectors at all."""
        return cls(np.zeros(0, dtype=np.uint64), np.zeros((0, 0), dtype=np.float32))

    def get(self, kind: str, texts: Sequence[str], encode: Encode) -> Vectors:
        """The vectors of ``texts``, shape ``(n_texts, n_dimensions)``; those not known are encoded."""
        keys = [vector_key(kind, text) for text in texts]
        missing = [place for place, key in enumerate(keys) if key not in self._places]
        made = dict(zip(missing, encode([texts[place] for place in missing]), strict=True)) if missing else {}
        return np.array(
            [made[place] if place in made else self._vectors[self._places[key]] for place, key in enumerate(keys)]
        )


def vector_key(kind: str, text: str) -> int:
    """A hash of a text and of what it is encoded as (``passage`` or ``query``), 64 bits."""
    return int.from_bytes(hashlib.sha256(f"{kind}\0{text}".encode("utf-8", "surrogatepass")).digest()[:8], "big")

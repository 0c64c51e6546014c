"""
Encode the built-in goals and the background, so that users need not: ``python -m benchmarks.encode_corpus``.

Writes ``goalsearch/ranking/vectors.npz``; to be run whenever descriptions, topics or the background change. Takes some
minutes. Needs the extra ``goalsearch[semantic]``.
"""

import numpy as np

from goalsearch.corpus import Corpus
from goalsearch.ranking.background import background_texts
from goalsearch.ranking.encoder import E5Encoder
from goalsearch.ranking.passages import goal_passages
from goalsearch.ranking.semantic_build import VECTORS, KnownVectors, vector_key


def main() -> None:
    """Encode what has no vector yet and write all vectors that are needed."""
    encoder = E5Encoder()
    known = KnownVectors.load(encoder.identity) if VECTORS.exists() else KnownVectors.empty()
    passages = [piece.text for piece in goal_passages(Corpus.builtin().goals)]
    queries = [text for texts in background_texts().values() for text in texts]
    vectors = {
        vector_key(kind, text): vector
        for kind, texts, encode in (("passage", passages, encoder.passages), ("query", queries, encoder.queries))
        for text, vector in zip(texts, known.get(kind, texts, encode), strict=True)
    }
    keys = np.array(sorted(vectors), dtype=np.uint64)
    # Half precision: a cosine moves by less than 0.001.
    halves = np.array([vectors[int(key)] for key in keys], dtype=np.float16)
    np.savez(VECTORS, identity=np.array(encoder.identity), keys=keys, vectors=halves)
    print(f"{len(keys)} vectors, {VECTORS.stat().st_size / 1e6:.1f} MB, in {VECTORS}")


if __name__ == "__main__":
    main()

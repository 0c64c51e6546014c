"""An encoder that encodes each text once: sentence vectors take a tenth of a second each, and benchmarks run often."""

import tempfile
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np

from goalsearch.ranking.encoder import E5Encoder, Vectors
from goalsearch.ranking.semantic_build import KnownVectors, vector_key


class RememberingEncoder:
    """
    `E5Encoder` with a memory: vectors that come with goalsearch, and others in the system's temporary files.

    The model is loaded when the first text is met that has no vector yet.
    """

    identity = E5Encoder.identity

    def __init__(self) -> None:
        self._folder = Path(tempfile.gettempdir()) / "goalsearch-benchmarks" / self.identity.replace(" ", "-")
        self._folder.mkdir(parents=True, exist_ok=True)
        self._known = KnownVectors.load(self.identity)

    def queries(self, texts: Sequence[str]) -> Vectors:
        """As of `E5Encoder`."""
        return self._known.get("query", texts, lambda new: self._remembered("query", new))

    def passages(self, texts: Sequence[str]) -> Vectors:
        """As of `E5Encoder`."""
        return self._known.get("passage", texts, lambda new: self._remembered("passage", new))

    @cached_property
    def _model(self) -> E5Encoder:
        return E5Encoder()

    def _remembered(self, kind: str, texts: Sequence[str]) -> Vectors:
        return np.array([self._vector(kind, text) for text in texts])

    def _vector(self, kind: str, text: str) -> Vectors:
        path = self._folder / f"{vector_key(kind, text):016x}.npy"
        if not path.exists():
            encode: Callable[[Sequence[str]], Vectors]
            encode = self._model.queries if kind == "query" else self._model.passages
            np.save(path, encode([text])[0])
        vector: Vectors = np.load(path)
        return vector

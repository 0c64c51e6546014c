"""
Built indexes on disk, in the user's cache folder.

One folder an index, named by its key, of plain files: arrays as ``.npy``, the rest as JSON, and a manifest with the
hash of every file. Nothing is trusted: a folder that is damaged, foreign or of an older format counts as absent, and is
replaced. A folder is written under another name and renamed when it is whole, so that a killed writer leaves nothing
that could be mistaken for an index, and of two writers one wins. Nothing is pickled, and no time stamp is written: the
same input gives the same bytes.
"""

import contextlib
import hashlib
import json
import os
import re
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, BinaryIO, Final

import numpy as np
from numpy.typing import NDArray

from goalsearch.corpus.digests import Digests, check_is_file, digest_of
from goalsearch.ranking.index import GoalIndex
from goalsearch.version import __version__

FORMAT: Final = 9
"""Raised whenever the files change their meaning; an index of another format is never read."""

_MANIFEST: Final = "manifest.json"
_TEXTS: Final = "texts.json"
_PARTIAL: Final = ".partial-"
_OURS: Final = re.compile(rf"[0-9a-f]{{32}}|{re.escape(_PARTIAL)}[0-9a-f]{{16}}")
# Old versions and corpora leave their indexes behind; this many are kept.
_MOST_ENTRIES: Final = 16
_MOST_OF_KIND: Final = 2
# Seconds after which a partial folder is what a killed writer left: some hundred goals take a few.
_PARTIAL_LIFETIME: Final = 24 * 3600

# Before the names of arrays that are not the index's.
_OTHER: Final = "other_"

Arrays = Mapping[str, NDArray[np.generic]]
Texts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Stored:
    """
    What was saved.

    Attributes:
        index: The index.
        texts: Texts that belong to it.
        others: Arrays that do.
    """

    index: GoalIndex
    texts: Texts
    others: Arrays


def cache_folder(environ: Mapping[str, str] | None = None) -> Path:
    """The folder for indexes: ``GOALSEARCH_CACHE``, else the place where the system keeps a user's caches."""
    environ = os.environ if environ is None else environ
    if chosen := environ.get("GOALSEARCH_CACHE"):
        return Path(chosen).expanduser()
    from platformdirs import user_cache_path

    return user_cache_path("goalsearch", appauthor=False)


def entry_key(*parts: str) -> str:
    """The name of the entry for an index made from ``parts``: what it was made of, how, and by which versions."""
    return hashlib.sha256("\0".join([__version__, str(FORMAT), *parts]).encode()).hexdigest()[:32]


class IndexStore:
    """
    Indexes under one folder.

    Args:
        folder: Where the entries are; made when the first one is written.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.digests = Digests(folder)

    def load(self, key: str) -> Stored | None:
        """The index behind ``key`` and what was saved with it; None if there is none that is whole."""
        loaded = self.load_arrays(key)
        if loaded is None:
            return None
        arrays, texts = loaded
        others = {name.removeprefix(_OTHER): array for name, array in arrays.items() if name.startswith(_OTHER)}
        own = {name: array for name, array in arrays.items() if not name.startswith(_OTHER)}
        try:
            return Stored(GoalIndex.from_arrays(own, **texts.pop("index")), texts, others)
        except (TypeError, KeyError, AttributeError):
            # Whole, but not an index of ours.
            return None

    def load_arrays(self, key: str) -> tuple[Arrays, Texts] | None:
        """The arrays and texts behind ``key``; None if there are none that are whole."""
        entry = self.folder / key
        try:
            manifest = json.loads(_content(entry / _MANIFEST))
            if manifest["format"] != FORMAT or manifest["key"] != key:
                return None
            # Those of large files are remembered: an index of any size is opened in the same time.
            if any(self.digests.of(entry / name) != digest for name, digest in manifest["files"].items()):
                return None
            texts = json.loads(_content(entry / _TEXTS))
            arrays = {name.removesuffix(".npy"): _array(entry / name) for name in manifest["files"] if name != _TEXTS}
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            # Whatever is wrong with it, it was not written here, or not whole.
            return None
        return arrays, texts

    def save(self, key: str, index: GoalIndex, texts: Texts, others: Arrays = MappingProxyType({})) -> None:
        """
        Keep an index and what belongs to it.

        Args:
            key: The name of the entry.
            index: The index.
            texts: Texts that belong to it.
            others: Arrays that do.

        Raises:
            OSError: If the folder cannot be written.
        """
        arrays = index.arrays() | {f"{_OTHER}{name}": array for name, array in others.items()}
        inside = {"sublinear": index.sublinear}

        def is_whole() -> bool:
            found = self.load(key)
            return found is not None and found.others.keys() == others.keys()

        self._save(key, arrays, {"index": inside, **texts}, is_whole)

    def save_arrays(self, key: str, arrays: Arrays, texts: Texts, kind: str = "") -> None:
        """
        Keep arrays and texts.

        Args:
            key: The name of the entry.
            arrays: Its arrays.
            texts: The rest of it.
            kind: What `load_kind` finds it by; of a kind the two are kept that were written last.

        Raises:
            OSError: If the folder cannot be written.
        """
        self._save(key, arrays, texts, lambda: self.load_arrays(key) is not None, kind)
        for old in self._keys_of(kind)[_MOST_OF_KIND:] if kind else ():
            _remove(self.folder / old)

    def load_kind(self, kind: str) -> Iterator[tuple[Arrays, Texts]]:
        """What was saved under a kind and is whole, the latest first."""
        return filter(None, map(self.load_arrays, self._keys_of(kind)))

    def _keys_of(self, kind: str) -> list[str]:
        found = []
        with contextlib.suppress(OSError):
            for entry in self.folder.iterdir():
                # Damaged, foreign or removed by another process: no entry.
                with contextlib.suppress(OSError, ValueError, TypeError, AttributeError, RecursionError):
                    if json.loads(_content(entry / _MANIFEST)).get("kind") == kind:
                        found.append((entry.lstat().st_mtime_ns, entry.name))
        return [name for _, name in sorted(found, reverse=True)]

    def _save(self, key: str, arrays: Arrays, texts: Texts, is_whole: Callable[[], bool], kind: str = "") -> None:
        """
        Keep arrays and texts.

        Args:
            key: The name of the entry.
            arrays: Its arrays.
            texts: The rest of it.
            is_whole: Whether what stands under the key can be used; what cannot has to make room.
            kind: What else it is found by; nothing if empty.

        Raises:
            OSError: If the folder cannot be written.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        partial = self.folder / f"{_PARTIAL}{os.urandom(8).hex()}"
        partial.mkdir()
        try:
            _write_entry(partial, key, arrays, texts, kind)
            self._put_in_place(partial, key, is_whole)
        finally:
            _remove(partial)
        self._prune(key)

    def _put_in_place(self, partial: Path, key: str, is_whole: Callable[[], bool]) -> None:
        entry = self.folder / key
        try:
            partial.rename(entry)
        except OSError:
            # The cause is not that something stands there.
            if not os.path.lexists(entry):
                raise
            # Another writer's whole entry may stay; a damaged one has to make room.
            if not is_whole():
                damaged = self.folder / f"{_PARTIAL}{os.urandom(8).hex()}"
                with contextlib.suppress(FileNotFoundError):  # another writer was faster
                    entry.rename(damaged)
                    _remove(damaged)
                partial.rename(entry)

    def remove_left_over(self) -> None:
        """Remove what killed writers left behind long enough ago."""
        with contextlib.suppress(OSError):
            for entry in self.folder.glob(f"{_PARTIAL}*"):
                # A young partial folder may be another writer's, at work right now.
                if _OURS.fullmatch(entry.name) and time.time() - entry.lstat().st_mtime > _PARTIAL_LIFETIME:
                    _remove(entry)

    def _prune(self, key: str) -> None:
        """Remove the entries that were written longest ago, and what killed writers left."""
        self.remove_left_over()
        with contextlib.suppress(OSError):
            # The folder may be one that others use too.
            ours = [entry for entry in self.folder.iterdir() if _OURS.fullmatch(entry.name)]
            entries = sorted(ours, key=lambda entry: entry.lstat().st_mtime_ns, reverse=True)
            whole = [entry for entry in entries if not entry.name.startswith(_PARTIAL)]
            for entry in whole[_MOST_ENTRIES:]:
                if entry.name != key:
                    _remove(entry)


class _OnlyWritten:
    """
    A file of which numpy sees no more than that it can be written.

    Into a file that it knows numpy writes past Python, and of a full disk it then says how many items are missing only.
    """

    def __init__(self, file: BinaryIO) -> None:
        self.write = file.write


def _write_entry(folder: Path, key: str, arrays: Arrays, texts: Texts, kind: str) -> None:
    content = json.dumps(texts, ensure_ascii=False, separators=(",", ":"))
    (folder / _TEXTS).write_bytes(content.encode("utf-8", "surrogatepass"))
    for name, array in arrays.items():
        with (folder / f"{name}.npy").open("wb") as file:
            np.save(_OnlyWritten(file), array, allow_pickle=False)
    files = {path.name: digest_of(path) for path in sorted(folder.iterdir())}
    manifest = {"format": FORMAT, "key": key, "files": files} | ({"kind": kind} if kind else {})
    (folder / _MANIFEST).write_text(json.dumps(manifest, indent=1), encoding="utf-8")


def _remove(entry: Path) -> None:
    import shutil  # a search from the cache writes nothing, and has no need of it

    if entry.is_dir() and not entry.is_symlink():
        shutil.rmtree(entry, ignore_errors=True)
    else:  # something else that stood in the place of a folder
        with contextlib.suppress(OSError):
            entry.unlink()


def _content(path: Path) -> bytes:
    check_is_file(path)
    return path.read_bytes()


def _array(path: Path) -> NDArray[np.generic]:
    # Mapped, not read: an index of a million documents is not copied into every process that searches it. As a plain
    # array, since slicing a memmap costs ten times as much.
    array: NDArray[np.generic] = np.load(path, mmap_mode="r", allow_pickle=False).view(np.ndarray)
    return array

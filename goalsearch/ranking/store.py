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
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from goalsearch import __version__
from goalsearch.ranking.index import GoalIndex

FORMAT: Final = 2
"""Raised whenever the files change their meaning; an index of another format is never read."""

_MANIFEST: Final = "manifest.json"
_TEXTS: Final = "texts.json"
_PARTIAL: Final = ".partial-"
_OURS: Final = re.compile(rf"[0-9a-f]{{32}}|{re.escape(_PARTIAL)}[0-9a-f]{{16}}")
# Old versions and corpora leave their indexes behind; this many are kept.
_MOST_ENTRIES: Final = 16
# Seconds after which a partial folder is what a killed writer left: some hundred goals take a few.
_PARTIAL_LIFETIME: Final = 24 * 3600

Arrays = Mapping[str, NDArray[np.generic]]
Texts = dict[str, Any]


def cache_folder(environ: Mapping[str, str] | None = None) -> Path:
    """The folder for indexes: ``GOALSEARCH_CACHE``, else the place where the system keeps a user's caches."""
    environ = os.environ if environ is None else environ
    if chosen := environ.get("GOALSEARCH_CACHE"):
        return Path(chosen)
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

    def load(self, key: str) -> tuple[GoalIndex, Texts] | None:
        """The index behind ``key`` and the texts that were saved with it; None if there is none that is whole."""
        loaded = self.load_arrays(key)
        if loaded is None:
            return None
        arrays, texts = loaded
        try:
            return GoalIndex.from_arrays(arrays, **texts.pop("index")), texts
        except (TypeError, KeyError, AttributeError):
            # Whole, but not an index of ours.
            return None

    def load_arrays(self, key: str) -> tuple[Arrays, Texts] | None:
        """The arrays and texts behind ``key``; None if there are none that are whole."""
        entry = self.folder / key
        try:
            manifest = json.loads((entry / _MANIFEST).read_bytes())
            if manifest["format"] != FORMAT or manifest["key"] != key:
                return None
            texts = json.loads(_checked(entry / _TEXTS, manifest["files"][_TEXTS]))
            arrays = {
                name.removesuffix(".npy"): _checked_array(entry / name, digest)
                for name, digest in manifest["files"].items()
                if name != _TEXTS
            }
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            # Whatever is wrong with it, it was not written here, or not whole.
            return None
        return arrays, texts

    def save(self, key: str, index: GoalIndex, texts: Texts) -> None:
        """
        Keep an index and the texts that belong to it.

        Raises:
            OSError: If the folder cannot be written.
        """
        inside = {"vocabulary": index.vocabulary, "labels": index.labels, "sublinear": index.sublinear}
        self.save_arrays(key, index.arrays(), {"index": inside, **texts})

    def save_arrays(self, key: str, arrays: Arrays, texts: Texts) -> None:
        """
        Keep arrays and texts.

        Raises:
            OSError: If the folder cannot be written.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        partial = self.folder / f"{_PARTIAL}{os.urandom(8).hex()}"
        partial.mkdir()
        try:
            _write_entry(partial, key, arrays, texts)
            self._put_in_place(partial, key)
        finally:
            _remove(partial)
        self._prune(key)

    def _put_in_place(self, partial: Path, key: str) -> None:
        entry = self.folder / key
        with contextlib.suppress(OSError):
            partial.rename(entry)
            return
        # Something stands there: another writer's whole entry, or a damaged one that has to make room.
        if self.load_arrays(key) is None:
            damaged = self.folder / f"{_PARTIAL}{os.urandom(8).hex()}"
            entry.rename(damaged)
            _remove(damaged)
            partial.rename(entry)

    def _prune(self, key: str) -> None:
        """Remove the entries that were written longest ago, and what killed writers left."""
        with contextlib.suppress(OSError):
            # The folder may be one that others use too.
            ours = [entry for entry in self.folder.iterdir() if _OURS.fullmatch(entry.name)]
            entries = sorted(ours, key=lambda entry: entry.stat().st_mtime_ns, reverse=True)
            whole = [entry for entry in entries if not entry.name.startswith(_PARTIAL)]
            # A young partial folder may be another writer's, at work right now.
            left_over = [
                entry
                for entry in entries
                if entry.name.startswith(_PARTIAL) and time.time() - entry.stat().st_mtime > _PARTIAL_LIFETIME
            ]
            for entry in [*left_over, *whole[_MOST_ENTRIES:]]:
                if entry.name != key:
                    _remove(entry)


def _write_entry(folder: Path, key: str, arrays: Arrays, texts: Texts) -> None:
    content = json.dumps(texts, ensure_ascii=False, separators=(",", ":"))
    (folder / _TEXTS).write_bytes(content.encode("utf-8", "surrogatepass"))
    for name, array in arrays.items():
        np.save(folder / f"{name}.npy", array, allow_pickle=False)
    files = {path.name: _digest(path.read_bytes()) for path in sorted(folder.iterdir())}
    manifest = {"format": FORMAT, "key": key, "files": files}
    (folder / _MANIFEST).write_text(json.dumps(manifest, indent=1), encoding="utf-8")


def _remove(folder: Path) -> None:
    import shutil  # a search from the cache writes nothing, and has no need of it

    shutil.rmtree(folder, ignore_errors=True)


def _digest(content: bytes | memoryview) -> str:
    return hashlib.sha256(content).hexdigest()


def _checked(path: Path, digest: str) -> bytes:
    content = path.read_bytes()
    if _digest(content) != digest:
        raise ValueError(f"{path} is not what was written")
    return content


def _checked_array(path: Path, digest: str) -> NDArray[np.generic]:
    with path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != digest:
            raise ValueError(f"{path} is not what was written")
    # Mapped, not read: an index of a million documents is not copied into every process that searches it. As a plain
    # array, since slicing a memmap costs ten times as much.
    array: NDArray[np.generic] = np.load(path, mmap_mode="r", allow_pickle=False).view(np.ndarray)
    return array

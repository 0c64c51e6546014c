"""
The files of a folder, in an order that does not depend on the system.

Passed over are names that begin with a dot, the lock files that Word and Excel leave beside an open document (``~$``),
and what Windows and macOS put into folders of their own accord.

A page that was saved whole has its pictures and scripts in a folder of its own beside it (``NAME_files``,
``NAME.files``); that is passed over as well. Examples, instructions and the like, as their names say, are set aside and
named: they are no proposals, but look like one. A pattern to include takes them in.

Links are followed, but no folder is read twice: real folders come first, so that a file is called by the path that
holds it and a loop of links ends.

A pattern is that of a shell (``*``, ``?``, ``[…]``), upper or lower case. Without a slash it is held against the name
of a file or folder, wherever that is; with one, against the whole path below the folder, where ``*`` also stands for
slashes. Names count in composed form, as they are typed: macOS stores them decomposed.
"""

import fnmatch
import os
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from goalsearch.batch.no_proposal import is_no_proposal
from goalsearch.batch.row import Failure, Row
from goalsearch.documents.file_format import FileFormat, format_of_name, is_table_name
from goalsearch.documents.source import document_id, shown
from goalsearch.errors import BatchError

_NOT_THERE: Final = -1
_SMALL_BOOK_BYTES: Final = 128 * 1024
_PAGES: Final = frozenset({".htm", ".html", ".xhtml", ".shtml", ".mht"})
# How browsers and Office call the folder beside a page, in the languages of their users.
_PART_ENDINGS: Final = ("_files", ".files", "-files", "_ファイル", ".fld", "-Dateien", "_fichiers", "_archivos")
_SYSTEM_NAMES: Final = frozenset({"thumbs.db", "desktop.ini", "__macosx"})


class Entry(NamedTuple):
    """
    A file that was found. Two runs that find equal entries read the same file, as far as the system tells.

    Attributes:
        path: Its path below the folder, with ``/``; names as the system has them.
        size: Its size in bytes; -1 if it cannot be looked at.
        mtime_ns: When it was last written; -1 if it cannot be looked at.
    """

    path: str
    size: int
    mtime_ns: int

    @property
    def is_streamed(self) -> bool:
        """
        Whether it is read row by row and matched in portions, as any table is; a small workbook may be a form, and is
        read as a whole like all that is on one.
        """
        is_book = format_of_name(self.path) is FileFormat.WORKBOOK
        return is_table_name(self.path) and not (is_book and self.size <= _SMALL_BOOK_BYTES)


class Listing(NamedTuple):
    """
    What a folder holds.

    Attributes:
        root: The folder.
        entries: The files, in order of their paths in composed form.
        failures: Folders that could not be opened.
        n_passed_over: Hidden and temporary names, and those that the patterns left out.
        set_aside: Paths of files that are probably no proposals, by their names.
    """

    root: Path
    entries: tuple[Entry, ...]
    failures: tuple[Row, ...] = ()
    n_passed_over: int = 0
    set_aside: tuple[str, ...] = ()


def discover(
    root: Path, *, include: Sequence[str] = (), exclude: Sequence[str] = (), without: Iterable[Path] = ()
) -> Listing:
    """
    All files below a folder.

    Args:
        root: The folder, or a single file.
        include: Patterns of which one must fit a file; empty for all files.
        exclude: Patterns of which none may fit a file or a folder on the way to it.
        without: Files and folders that are not proposals, such as the output of the run itself.

    Raises:
        BatchError: If there is no such folder, or it cannot be opened.
    """
    try:
        if not root.is_dir():
            status = root.stat()
            return Listing(root.parent, (Entry(root.name, status.st_size, status.st_mtime_ns),))
        search = _Search(root, _Patterns(include), _Patterns(exclude), frozenset(map(_absolute, without)))
    except FileNotFoundError as error:
        raise BatchError("batch.no_folder", path=shown(root)) from error
    except (OSError, ValueError) as error:
        raise _unreadable(root, error) from error
    if len(search.unreadable) == 1 and search.unreadable[0][0] == "":
        raise _unreadable(root, search.unreadable[0][1])
    failures = tuple(_failure(root, path, error) for path, error in sorted(search.unreadable, key=_by_path))
    entries = tuple(sorted(search.entries, key=_by_path))
    # Where somebody says what to take, or there is nothing else, a name decides nothing.
    set_aside = () if include else tuple(entry.path for entry in entries if is_no_proposal(entry.path))
    if len(set_aside) == len(entries):
        return Listing(root, entries, failures, search.n_passed_over)
    left_out = frozenset(set_aside)
    kept = tuple(entry for entry in entries if entry.path not in left_out)
    return Listing(root, kept, failures, search.n_passed_over, set_aside)


def _by_path(item: tuple[object, ...]) -> tuple[str, str]:
    path = str(item[0])
    return unicodedata.normalize("NFC", path), path


def _absolute(path: Path) -> str:
    # Not resolved: a link to elsewhere is written as the link, and is found as the link.
    return os.path.normcase(os.path.abspath(path))  # noqa: PTH100


def _unreadable(path: Path, error: Exception) -> BatchError:
    reason = (error.strerror if isinstance(error, OSError) else None) or type(error).__name__
    return BatchError("batch.folder_unreadable", file=shown(path), reason=reason)


def _failure(root: Path, path: str, error: OSError) -> Row:
    known = _unreadable(root / path, error)
    return Row(document_id=document_id(root / path, root), path=path, failure=Failure(known.key, known.values))


class _Patterns:
    """Some patterns, read once."""

    def __init__(self, patterns: Sequence[str]) -> None:
        folded = [_folded(pattern).removeprefix("./").removesuffix("/") for pattern in patterns]
        self._of_names = [pattern for pattern in folded if "/" not in pattern]
        self._of_paths = [pattern.removeprefix("/") for pattern in folded if "/" in pattern]
        self.is_empty = not patterns

    def fit(self, name: str, path: str) -> bool:
        """Whether one of them fits."""
        if self.is_empty:
            return False
        return any(fnmatch.fnmatchcase(_folded(name), pattern) for pattern in self._of_names) or any(
            fnmatch.fnmatchcase(_folded(path), pattern) for pattern in self._of_paths
        )


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


class _Search:
    """One walk through a folder."""

    def __init__(self, root: Path, include: _Patterns, exclude: _Patterns, without: frozenset[str]) -> None:
        self.entries: list[Entry] = []
        self.unreadable: list[tuple[str, OSError]] = []
        self.n_passed_over = 0
        self._include, self._exclude, self._without = include, exclude, without
        self._seen: set[tuple[int, int]] = set()
        links = [("", os.fspath(root))]
        while links:
            # Real folders below this one first; the links met in them are the next round.
            links = sorted(found for link in links for found in self._walk(*link))

    def _walk(self, path: str, folder: str) -> Iterator[tuple[str, str]]:
        """Collect the files below ``folder``, called ``path``; yield the links to folders that are met."""
        waiting = [(path, folder)]
        while waiting:
            path, folder = waiting.pop()
            try:
                status = os.stat(folder)  # noqa: PTH116
                # Windows before 3.12 has no numbers for some file systems.
                if status.st_ino and (status.st_dev, status.st_ino) in self._seen:
                    continue
                self._seen.add((status.st_dev, status.st_ino))
                with os.scandir(folder) as found:
                    items = list(found)
            except OSError as error:
                self.unreadable.append((path, error))
                continue
            parts = _page_parts(item.name for item in items)
            for item in items:
                below = f"{path}/{item.name}" if path else item.name
                if item.name in parts or self._is_passed_over(item, below):
                    self.n_passed_over += 1
                elif not _is_folder(item):
                    self._add(item, below)
                elif item.is_symlink():
                    yield below, item.path
                else:
                    waiting.append((below, item.path))

    def _is_passed_over(self, item: "os.DirEntry[str]", path: str) -> bool:
        name = item.name
        if name.startswith((".", "~$")) or name.casefold() in _SYSTEM_NAMES:
            return True
        if self._without and _absolute(Path(item.path)) in self._without:
            return True
        return self._exclude.fit(name, path)

    def _add(self, item: "os.DirEntry[str]", path: str) -> None:
        if not self._include.is_empty and not self._include.fit(item.name, path):
            self.n_passed_over += 1
            return
        try:
            status = item.stat()
        except OSError:
            # A link that leads nowhere, or a file that is gone already: reading it says which.
            self.entries.append(Entry(path, _NOT_THERE, _NOT_THERE))
        else:
            self.entries.append(Entry(path, status.st_size, status.st_mtime_ns))


def _page_parts(names: Iterable[str]) -> frozenset[str]:
    """What folders may be called that hold the parts of the web pages of these names."""
    pages = [os.path.splitext(name) for name in names]  # noqa: PTH122
    stems = [stem for stem, suffix in pages if suffix.lower() in _PAGES]
    return frozenset(f"{stem}{ending}" for stem in stems for ending in _PART_ENDINGS)


def _is_folder(item: "os.DirEntry[str]") -> bool:
    try:
        return item.is_dir()
    except OSError:
        return False

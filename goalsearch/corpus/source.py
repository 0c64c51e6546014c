"""Where a corpus comes from: its files, their bytes, and the fingerprint of these bytes."""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

from goalsearch.corpus.finding import Finding, InvalidCorpusError

TOML_SUFFIXES: Final = (".toml",)
CSV_SUFFIXES: Final = (".csv",)
JSON_LINES_SUFFIXES: Final = (".jsonl", ".ndjson")
SUFFIXES: Final = (*TOML_SUFFIXES, *CSV_SUFFIXES, *JSON_LINES_SUFFIXES)

# What may lie beside the goals without being mistaken for goals.
_NO_GOALS: Final = (".md", ".txt", ".rst")

# Mixed into every fingerprint: raise it when the same bytes are read as other goals than before.
_READING: Final = b"goalsearch corpus 1\n"

_PACKAGE: Final = Path(__file__).resolve().parent.parent


class SourceFile(NamedTuple):
    """One corpus file: where it is and the bytes in it."""

    path: Path
    data: bytes


def builtin_path(package: Path = _PACKAGE) -> Path:
    """
    Folder of the goals that come with goalsearch: inside the package when installed, else the checkout's ``corpus``.

    Args:
        package: Folder of the package.

    Raises:
        InvalidCorpusError: If neither is there, so that the installation is broken.
    """
    installed, checkout = package / "_corpus", package.parent / "corpus"
    for folder in (installed, checkout):
        if folder.is_dir():
            return folder
    raise _error(installed, "corpus.builtin_missing")


def corpus_files(path: Path) -> tuple[Path, ...]:
    """
    The corpus files at ``path``: the file itself, or those of the folder by name. Folders inside are not entered.

    Raises:
        InvalidCorpusError: If there is nothing there, it cannot be listed, or the file is of another kind.
    """
    try:
        if path.is_dir():
            return tuple(sorted(item for item in path.iterdir() if _is_corpus_file(item)))
        if not path.exists():
            raise _error(path, "corpus.not_found")
        if not _is_corpus_file(path):
            raise _error(path, "corpus.format", suffixes=" ".join(SUFFIXES))
    except OSError as error:
        raise _unreadable(path, error) from error
    return (path,)


def ignored_files(folder: Path) -> tuple[Path, ...]:
    """
    What lies in a corpus folder without being read, and might have been meant to be: other files, folders.

    Notes for the reader (README.md) and hidden names are not meant.
    """
    return tuple(
        sorted(
            item
            for item in folder.iterdir()
            if not _is_corpus_file(item)
            and not item.name.startswith((".", "_", "~"))
            and item.suffix.lower() not in _NO_GOALS
        )
    )


def read_file(path: Path) -> SourceFile:
    """
    The bytes of one file.

    Raises:
        InvalidCorpusError: If it cannot be read.
    """
    try:
        return SourceFile(path, path.read_bytes())
    except OSError as error:
        raise _unreadable(path, error) from error


def fingerprint(files: Iterable[SourceFile]) -> str:
    """
    Hash of the names and bytes of corpus files, 64 hexadecimal digits.

    Neither the folder they lie in nor their time stamps count: the same files are the same corpus everywhere.
    """
    digest = hashlib.sha256(_READING)
    for path, data in files:
        name = os.fsencode(path.name)
        # The lengths keep two different sets of files from running into the same stream of bytes.
        digest.update(b"%d %d\n" % (len(name), len(data)))
        digest.update(name)
        digest.update(data)
    return digest.hexdigest()


def joined(first: str, second: str) -> str:
    """Fingerprint of the corpus that has the goals of two others, in this order."""
    return hashlib.sha256(_READING + f"{first}+{second}".encode()).hexdigest()


def _is_corpus_file(path: Path) -> bool:
    # Word and Excel leave lock files named ~$goals.csv beside an open file; hidden files are nobody's goals.
    return path.suffix.lower() in SUFFIXES and not path.name.startswith((".", "~$")) and path.is_file()


def _unreadable(path: Path, error: OSError) -> InvalidCorpusError:
    return _error(path, "corpus.unreadable", reason=error.strerror or str(error))


def _error(path: Path, key: str, **values: object) -> InvalidCorpusError:
    return InvalidCorpusError.of(path, [Finding(path=path, key=key, values=values)])

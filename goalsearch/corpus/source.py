"""Where a corpus comes from: its files, their bytes, and the fingerprint of these bytes."""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

from goalsearch.corpus.digests import Digest, digest_of
from goalsearch.corpus.finding import Finding, InvalidCorpusError

TOML_SUFFIXES: Final = (".toml",)
CSV_SUFFIXES: Final = (".csv", ".tsv")
JSON_LINES_SUFFIXES: Final = (".jsonl", ".ndjson")
WORKBOOK_SUFFIXES: Final = (".xlsx", ".xlsm", ".xls", ".ods")
PARQUET_SUFFIXES: Final = (".parquet",)
SUFFIXES: Final = (*TOML_SUFFIXES, *CSV_SUFFIXES, *WORKBOOK_SUFFIXES, *JSON_LINES_SUFFIXES, *PARQUET_SUFFIXES)

# In these goals are announced, and ``corpus new --from`` makes a corpus file of them.
_ANNOUNCEMENTS: Final = (".pdf", ".html", ".htm", ".xhtml", ".docx", ".doc")

# What may lie beside the goals without being mistaken for goals.
_NO_GOALS: Final = (".md", ".txt", ".rst")
EXAMPLES: Final = "examples"
"""The folder of example abstracts inside a corpus folder; see `goalsearch.corpus.examples`."""

# Mixed into every fingerprint: raise it when the same bytes are read as other goals than before.
_READING: Final = b"goalsearch corpus 2\n"

_PACKAGE: Final = Path(__file__).resolve().parent.parent


class SourceFile(NamedTuple):
    """One corpus file: where it is and the bytes in it."""

    path: Path
    data: bytes

    def hashed(self) -> "HashedFile":
        """The file with the hash of these bytes."""
        return HashedFile(self.path, hashlib.sha256(self.data).hexdigest())


class HashedFile(NamedTuple):
    """One corpus file: where it is and the SHA-256 of what is in it."""

    path: Path
    digest: str


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
            if path.is_file() and path.suffix.lower() in _ANNOUNCEMENTS:
                raise _error(path, "corpus.format_page", suffixes=" ".join(SUFFIXES), file=shell_word(path))
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
            and item.name != EXAMPLES
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


def hash_file(path: Path, digest: Digest = digest_of) -> HashedFile:
    """
    The hash of one file.

    Args:
        path: The file.
        digest: Hashes it.

    Raises:
        InvalidCorpusError: If it cannot be read.
    """
    try:
        return HashedFile(path, digest(path))
    except OSError as error:
        raise _unreadable(path, error) from error


def fingerprint(files: Iterable[HashedFile]) -> str:
    """
    Hash of the names and bytes of corpus files, 64 hexadecimal digits.

    Neither the folder they lie in nor their time stamps count: the same files are the same corpus everywhere.
    """
    whole = hashlib.sha256(_READING)
    for path, digest in files:
        name = os.fsencode(path.name)
        # The length keeps two different sets of files from running into the same stream of bytes.
        whole.update(b"%d\n" % len(name) + name + digest.encode())
    return whole.hexdigest()


def joined(first: str, second: str) -> str:
    """Fingerprint of what has the goals, or the goals and the examples, of two others, in this order."""
    return hashlib.sha256(_READING + f"{first}+{second}".encode()).hexdigest()


def shell_word(path: Path | str) -> str:
    """A path, or the name of a file, as a command takes it on every system."""
    return f'"{path}"' if any(sign.isspace() for sign in str(path)) else str(path)


def _is_corpus_file(path: Path) -> bool:
    # Word and Excel leave lock files named ~$goals.csv beside an open file; hidden files are nobody's goals.
    return path.suffix.lower() in SUFFIXES and not path.name.startswith((".", "~$")) and path.is_file()


def _unreadable(path: Path, error: OSError) -> InvalidCorpusError:
    return _error(path, "corpus.unreadable", reason=error.strerror or str(error))


def _error(path: Path, key: str, **values: object) -> InvalidCorpusError:
    return InvalidCorpusError.of(path, [Finding(path=path, key=key, values=values)])

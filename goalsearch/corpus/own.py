"""
The user's own place: corpus files that every search adds to the goals that come with goalsearch.

A folder among the user's data, or the one that ``GOALSEARCH_ADD_CORPUS`` names. The files in it are those that the user
gave, under their own names; nothing else is kept about them.
"""

import contextlib
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from goalsearch.corpus import source
from goalsearch.errors import CorpusError
from goalsearch.messages import Language, text
from goalsearch.model import Notice
from goalsearch.replacing import is_full, replacing

VARIABLE = "GOALSEARCH_ADD_CORPUS"


class OwnFileError(CorpusError):
    """A file in the user's own place keeps every search from its goals; says what is wrong and the way out."""

    @classmethod
    def of(cls, path: Path, error: CorpusError) -> "OwnFileError":
        """The error for the file at ``path``, of which ``error`` says what is wrong."""
        return cls("corpus.own_wrong", name=source.shell_word(path.name), error=error)

    def message(self, lang: Language) -> str:
        """What is wrong, and below it how the file is replaced or removed."""
        error: CorpusError = self.values["error"]  # type: ignore[assignment]
        return f"{error.message(lang)}\n{text(self.key, lang, name=self.values['name'])}"


def own_place(environ: Mapping[str, str] | None = None) -> Path:
    """The folder; it may not be there."""
    chosen = (os.environ if environ is None else environ).get(VARIABLE)
    if chosen:
        return Path(chosen).expanduser()
    from platformdirs import user_data_path

    return user_data_path("goalsearch", appauthor=False) / "corpus"


def missing_place(environ: Mapping[str, str] | None = None) -> Notice | None:
    """That the folder that ``GOALSEARCH_ADD_CORPUS`` names is not there, though it may be meant to hold goals."""
    environ = os.environ if environ is None else environ
    place = own_place(environ) if environ.get(VARIABLE) else None
    if place is None or os.path.lexists(place):
        return None
    return Notice("corpus.own_missing", {"path": str(place), "variable": VARIABLE})


def own_files(environ: Mapping[str, str] | None = None) -> tuple[Path, ...]:
    """
    The corpus files in it, by name.

    Raises:
        CorpusError: If it cannot be listed, or is no folder.
    """
    try:
        place = own_place(environ)
        if not place.is_dir() and place.exists():
            raise CorpusError("corpus.own_no_folder", path=str(place), variable=VARIABLE)
        return source.corpus_files(place) if place.is_dir() else ()
    except (RuntimeError, PermissionError):  # no home folder, or one that is not the user's to look into
        return ()


def other_files(environ: Mapping[str, str] | None = None) -> tuple[Path, ...]:
    """What lies in it and is no corpus file, though somebody may have meant it to be."""
    try:
        place = own_place(environ)
        return source.ignored_files(place) if place.is_dir() else ()
    except (RuntimeError, OSError):  # as `own_files`
        return ()


def searched_beside(path: Path) -> tuple[Path, ...]:
    """
    The goals that those at ``path`` stand beside once they are added: the built-in ones, and the user's other files.

    What lies in the own place under the same name they replace.
    """
    try:
        names = {file.name for file in source.corpus_files(path)}
    except CorpusError:
        names = {path.name}
    return (source.builtin_path(), *(file for file in own_files() if file.name not in names))


@contextlib.contextmanager
def told_with_a_way_out(path: Path) -> Iterator[None]:
    """
    Of what is wrong with a file in the user's own place, tell how it is removed too.

    Raises:
        OwnFileError: In place of a CorpusError, if ``path`` lies in it.
    """
    try:
        yield
    except CorpusError as error:
        if not _is_own(path):
            raise
        raise OwnFileError.of(path, error) from error


def way_out(path: Path, lang: Language) -> str:
    """How a file in the user's own place with which something is wrong is replaced or removed."""
    return text("corpus.own_wrong", lang, name=source.shell_word(path.name))


def add_files(paths: Sequence[Path], *, force: bool = False) -> list[Path]:
    """
    Copy corpus files into the user's own place, all or none; to be checked before.

    Args:
        paths: The files.
        force: Whether to replace those of the same name.

    Returns:
        Where they are now.

    Raises:
        CorpusError: If there is one of that name and ``force`` is not set, or the place cannot be written.
    """
    targets = [own_place() / path.name for path in paths]
    for path, target in zip(paths, targets, strict=True):
        if target.exists() and not force and target.read_bytes() != path.read_bytes():
            raise CorpusError("corpus.own_exists", path=str(target))
    try:
        own_place().mkdir(parents=True, exist_ok=True)
        with contextlib.ExitStack() as copies:
            for path, target in zip(paths, targets, strict=True):
                shutil.copyfile(path, copies.enter_context(replacing(target)))
    except OSError as error:
        raise _unwritable(own_place(), error) from error
    return targets


def remove_file(name: str) -> Path:
    """
    Remove a corpus file from the user's own place.

    Returns:
        Where it was.

    Raises:
        CorpusError: If there is none of that name, or it cannot be removed.
    """
    files = {path.name: path for path in own_files()}
    if name not in files:
        raise CorpusError("corpus.own_unknown", name=name, place=str(own_place()), names=", ".join(files) or "–")
    try:
        files[name].unlink()
    except OSError as error:
        raise _unwritable(files[name], error) from error
    return files[name]


def _is_own(path: Path) -> bool:
    try:
        return path.parent == own_place()
    except RuntimeError:  # no home folder
        return False


def _unwritable(path: Path, error: OSError) -> CorpusError:
    key = "corpus.own_full" if is_full(error) else "corpus.own_unwritable"
    return CorpusError(key, path=str(path), reason=error.strerror or str(error), variable=VARIABLE)

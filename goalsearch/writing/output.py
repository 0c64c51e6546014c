"""A result as a file: which form a name asks for, and how it is written, whole or not at all."""

import contextlib
import errno
import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from goalsearch.batch.batch import Batch
from goalsearch.documents.source import shown
from goalsearch.errors import OutputError
from goalsearch.messages import Language
from goalsearch.replacing import replacing
from goalsearch.reports.records import json_text
from goalsearch.writing.forms import Form, Forms, named, suffixes


class Output(NamedTuple):
    """
    Where a result goes.

    Attributes:
        path: The file.
        form: Its form.
    """

    path: Path
    form: Form

    @classmethod
    def named(cls, name: Path | str, forms: Forms, *, force: bool) -> "Output":
        """
        The output that a name asks for; said before the work, so that nothing is worked out in vain.

        Args:
            name: Name of the file; its suffix says the form.
            forms: The forms that there are for the result.
            force: Whether to replace a file that exists.

        Raises:
            OutputError: If its suffix is not known, or the file cannot be written, see `check`.
        """
        path = Path(name)
        form = named(forms, path.suffix)
        if form is None:
            raise OutputError("output.form", path=shown(path), suffixes=suffixes(forms))
        check(path, force=force)
        check_extra(path, form)
        return cls(path, form)

    def write(self, result: Any, lang: Language) -> None:
        """
        Write a result.

        Raises:
            OutputError: If it cannot be written.
        """
        with reported(self.path), replacing(self.path) as partial:
            write_form(partial, self.form, result, lang)


def check(path: Path, *, force: bool) -> None:
    """
    Make sure that a file can be written, and that nothing is lost by it.

    Raises:
        OutputError: If it is a folder, the folder around it does not exist, or it exists and ``force`` is not set.
    """
    if path.is_dir():
        raise OutputError("output.is_folder", path=shown(path))
    check_folder(path)
    if path.exists() and not force:
        raise OutputError("output.exists", path=shown(path))


def check_folder(path: Path) -> None:
    """
    Make sure that there is a folder to write in.

    Raises:
        OutputError: If the folder around ``path`` does not exist.
    """
    if not path.absolute().parent.is_dir():
        raise OutputError("output.no_folder", path=shown(path))


def check_extra(path: Path, form: Form) -> None:
    """
    Make sure that a form can be written here.

    Raises:
        OutputError: If the extra that it needs is not installed.
    """
    if form.extra is not None and find_spec(form.extra[0]) is None:
        raise OutputError("output.extra", path=shown(path), suffix=form.suffix, extra=form.extra[1])


def write_text(path: Path, content: str) -> None:
    """
    Write a text as UTF-8; an existing file is replaced.

    Raises:
        OutputError: If it cannot be written.
    """
    with reported(path), replacing(path) as partial:
        _write_text(partial, content)


def write_form(path: Path, form: Form, result: Any, lang: Language) -> None:
    """
    Write a result in one form. Links in it lead from the place of ``path``.

    Raises:
        OSError: If it cannot be written.
    """
    match form.kind:
        case "rows":
            with path.open("wb") as file:
                file.writelines(lines_of(form, result, lang))
        case "file":
            form.load()(path, result, lang, created=_created())
        case "text":
            _write_text(path, form.load()(result, lang))
        case "table":
            _write_text(path, "\ufeff" + form.load()(result))
        case "values":
            _write_text(path, json_text(result.to_dict()))


def lines_of(form: Form, batch: Batch, lang: Language) -> Iterable[bytes]:
    """A batch in a form that is written row by row."""
    lines = form.load()(batch.goals, batch.k, lang)
    yield lines.head()
    yield from map(lines.line, batch.rows)
    yield lines.tail()


@contextlib.contextmanager
def reported(path: Path) -> Iterator[None]:
    """
    Turn what the operating system says about ``path`` into an error of this package.

    Raises:
        OutputError: For every OSError inside the block.
    """
    try:
        yield
    except OSError as error:
        key = "output.open_elsewhere" if is_open_elsewhere(path, error) else "output.unwritable"
        raise OutputError(key, path=shown(path), reason=error.strerror or type(error).__name__) from error


def is_open_elsewhere(path: Path, error: OSError) -> bool:
    """
    Whether another program probably holds the file: it is there, its folder can be written in, and it cannot be.

    Windows says “permission denied” (EACCES) of a file that Excel has open, network drives that it is busy.
    """
    if error.errno not in {errno.EACCES, errno.EPERM, errno.EBUSY, errno.ETXTBSY}:
        return False
    return path.is_file() and os.access(path.absolute().parent, os.W_OK)


def _write_text(path: Path, content: str) -> None:
    # A table may hold any text, a lone surrogate too.
    path.write_bytes(content.encode("utf-8", "replace"))


def _created() -> datetime:
    """The time of writing; ``SOURCE_DATE_EPOCH`` (reproducible-builds.org) fixes it, so that two runs give one file."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    if fixed.isdecimal():
        return datetime.fromtimestamp(int(fixed), tz=UTC)
    return datetime.now(tz=UTC).astimezone()

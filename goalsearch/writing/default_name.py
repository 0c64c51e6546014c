"""What a batch is called that nobody gave a name: after the day, beside the folder, and never what exists."""

import itertools
from datetime import date
from pathlib import Path
from typing import Final

from goalsearch.messages import Language, text
from goalsearch.writing.batch import PROGRESS_SUFFIX

_SUFFIX: Final = ".xlsx"


def default_name(folder: Path, lang: Language, day: date, *, resume: bool = False) -> Path:
    """
    A workbook beside the folder of the proposals: ``結果_20261129.xlsx``, else ``結果_20261129(2).xlsx``, …

    Args:
        folder: The folder, or the table, that is matched.
        lang: Language of the name.
        day: The day in it.
        resume: Whether to go on with an interrupted run: then its name, whatever the day; the last one of several.
    """
    # "." and ".." have a name only as a full path.
    place = folder if folder.name not in {"", ".."} else folder.absolute().resolve()
    stem = text("output.default_name", lang)
    if resume:
        begun = [path for path in place.parent.glob(f"{stem}_*{_SUFFIX}{PROGRESS_SUFFIX}") if path.is_dir()]
        if begun:
            last = max(begun, key=lambda path: (path.stat().st_mtime_ns, path.name))
            return last.with_name(last.name.removesuffix(PROGRESS_SUFFIX))
    names = (f"{stem}_{day:%Y%m%d}{number}{_SUFFIX}" for number in _numbers())
    return next(path for path in map(place.parent.joinpath, names) if not path.exists())


def _numbers() -> itertools.chain[str]:
    return itertools.chain([""], (f"({number})" for number in itertools.count(2)))

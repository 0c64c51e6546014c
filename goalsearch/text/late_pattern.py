"""Regular expressions that are compiled when they are first used: a class of Japanese characters takes milliseconds."""

import re
from typing import Any, cast


def late(source: str, flags: int = 0) -> "re.Pattern[str]":
    """What ``re.compile`` gives, made when it is first asked for something: for what few commands or texts need."""
    return cast("re.Pattern[str]", _Late(source, flags))


class _Late:
    def __init__(self, source: str, flags: int) -> None:
        self._given = source, flags

    def __getattr__(self, name: str) -> Any:
        # Only what is not there yet comes here: from the second time on, a method costs no more than the pattern's own.
        found = getattr(re.compile(*self._given), name)
        setattr(self, name, found)
        return found

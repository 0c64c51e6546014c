"""How long a text may be that is searched for and explained."""

from typing import Final

from goalsearch.errors import QueryError

MAX_CHARS: Final = 500_000
"""Characters of the longest text that is explained: reasons take some 350 bytes of memory for each."""


def check_length(text: str) -> None:
    """
    Make sure that a text can be explained in bounded memory.

    Raises:
        QueryError: If it has more than `MAX_CHARS` characters.
    """
    if len(text) > MAX_CHARS:
        raise QueryError("error.text_too_long", n=f"{len(text):,}", most=f"{MAX_CHARS:,}")

"""The look-up over the tables: key and language to text."""

from functools import cache
from importlib import import_module
from typing import Final

from goalsearch.messages import answer, commands, errors, rankers
from goalsearch.messages.language import Language
from goalsearch.messages.message import Message

# What a search says is at hand; the other tables are loaded when one of their texts is first asked for.
_AT_HAND: Final[dict[str, Message]] = {**errors.TABLE, **answer.TABLE, **commands.TABLE, **rankers.TABLE}
_FURTHER: Final = (
    "corpus",
    "own_corpus",
    "documents",
    "evaluation",
    "batch",
    "workbook",
    "cluster",
    "topics",
    "pictures",
    "output",
    "web",
)


@cache
def _catalogue() -> dict[str, Message]:
    tables = [import_module(f"goalsearch.messages.{name}").TABLE for name in _FURTHER]
    return {key: entry for table in (_AT_HAND, *tables) for key, entry in table.items()}


def text(key: str, lang: Language, **values: object) -> str:
    """
    The text behind ``key`` in one language, with ``values`` filled in.

    Raises:
        KeyError: If there is no such key, or a value that the text names is not given. Both are mistakes of the
            program, not of its user.
    """
    template: str = getattr(message(key), lang)
    return template.format(**values) if values else template


def keys() -> frozenset[str]:
    """All keys of the catalogue."""
    return frozenset(_catalogue())


def message(key: str) -> Message:
    """Both languages of one key, as templates."""
    return _AT_HAND.get(key) or _catalogue()[key]

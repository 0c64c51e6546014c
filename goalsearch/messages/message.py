"""One text in both languages."""

from typing import NamedTuple


class Message(NamedTuple):
    """The same text in Japanese and English; ``{names}`` in braces are filled in when it is shown."""

    ja: str
    en: str

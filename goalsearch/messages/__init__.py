"""Every text that a user reads, in Japanese and in English, by key."""

from goalsearch.messages.catalogue import text
from goalsearch.messages.language import (
    LANGUAGES,
    Language,
    in_language,
    is_language,
    listed,
    named_language,
    preferred_language,
    spoken_in,
)
from goalsearch.messages.message import Message

__all__ = [
    "LANGUAGES",
    "Language",
    "Message",
    "in_language",
    "is_language",
    "listed",
    "named_language",
    "preferred_language",
    "spoken_in",
    "text",
]

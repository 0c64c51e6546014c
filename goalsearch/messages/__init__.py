"""Every text that a user reads, in Japanese and in English, by key."""

from goalsearch.messages.catalogue import text
from goalsearch.messages.language import LANGUAGES, Language, is_language, preferred_language
from goalsearch.messages.message import Message

__all__ = ["LANGUAGES", "Language", "Message", "is_language", "preferred_language", "text"]

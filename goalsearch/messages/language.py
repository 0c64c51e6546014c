"""Which of the two languages a user reads."""

import locale
import os
from collections.abc import Mapping
from typing import Final, Literal, TypeGuard

Language = Literal["ja", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("ja", "en")


def is_language(value: str | None) -> TypeGuard[Language]:
    """Whether ``value`` names a language that the catalogue holds."""
    return value in LANGUAGES


def preferred_language(environ: Mapping[str, str] | None = None) -> Language:
    """
    Language to speak when the user has not named one: ``GOALSEARCH_LANG``, else the locale, else English.

    Args:
        environ: Environment variables to read; ``os.environ`` when left out.
    """
    environ = os.environ if environ is None else environ
    chosen = environ.get("GOALSEARCH_LANG", "").strip().lower()
    if is_language(chosen):
        return chosen
    # The order that POSIX gives to these; Windows sets none of them and tells its language through the locale module.
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environ.get(name):
            return "ja" if value.lower().startswith("ja") else "en"
    spoken = (locale.getlocale()[0] or "").lower()
    return "ja" if spoken.startswith("ja") else "en"

"""Which of the two languages a user reads."""

import locale
import os
from collections.abc import Iterable, Mapping
from typing import Any, Final, Literal, TypeGuard

Language = Literal["ja", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("ja", "en")

_NO_LANGUAGE: Final = frozenset({"", "c", "posix"})


def is_language(value: str | None) -> TypeGuard[Language]:
    """Whether ``value`` names a language that the catalogue holds."""
    return value in LANGUAGES


def named_language(environ: Mapping[str, str] | None = None) -> Language | None:
    """
    Language that the user has named: ``GOALSEARCH_LANG``, else that of the locale; None if neither names one.

    ``C`` and ``POSIX`` are no languages: they are what a container or a bare shell has, whoever sits in front of it.

    Args:
        environ: Environment variables to read; ``os.environ`` when left out.
    """
    environ = os.environ if environ is None else environ
    chosen = environ.get("GOALSEARCH_LANG", "").strip().lower()
    if is_language(chosen):
        return chosen
    # The order that POSIX gives to these; Windows sets none of them and tells its language through the locale module.
    names = (environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    # Not getlocale, which takes C.UTF-8 for American English.
    spoken = next(filter(None, names), None) or locale.setlocale(locale.LC_CTYPE)
    language = spoken.partition(".")[0].lower()
    if language in _NO_LANGUAGE:
        return None
    return "ja" if language.startswith("ja") else "en"


def preferred_language(otherwise: Language = "en", environ: Mapping[str, str] | None = None) -> Language:
    """
    Language to speak when no option names one.

    Args:
        otherwise: What to speak if the user has named none, see `named_language`: the language of a text, if there is
            one.
        environ: Environment variables to read; ``os.environ`` when left out.
    """
    return named_language(environ) or otherwise


def spoken_in(text_language: str) -> Language:
    """The language in which to speak about a text of some language: Japanese if it has any, else English."""
    return "ja" if text_language in {"ja", "mixed"} else "en"


def in_language(thing: object, attribute: str, lang: Language) -> Any:
    """
    What a thing says in one language: its ``<attribute>_en`` in English where there is one, else its ``<attribute>``.

    Args:
        thing: A goal, an area, a programme.
        attribute: Name of the Japanese text, or list of texts.
        lang: The language.
    """
    return (lang == "en" and getattr(thing, f"{attribute}_en")) or getattr(thing, attribute)


def listed(words: Iterable[str], lang: Language) -> str:
    """Words one after the other, as the language lists them."""
    return ("、" if lang == "ja" else ", ").join(words)

"""
Words in Latin or Greek letters: lower case, stemmed if they are words, whole if they are formulas or names.

A compound on hyphens counts as a whole and in its parts: IL-6, deep-learning.
"""

import re
import threading
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from typing import Final

import Stemmer

from goalsearch.model import Term
from goalsearch.text import stopwords
from goalsearch.text.english_spelling import respelt
from goalsearch.text.word import Word, word_of

_SIGNS: Final = r"A-Za-zÀ-ÖØ-öø-ɏͰ-Ͽ0-9.\-"
RUN: Final = re.compile(f"[{_SIGNS}]+")
"""What such words and their numbers are written with."""
# The first by itself: the engine looks for a class of characters in half of the time that it tries a repetition in.
_RUN_IN_TEXT: Final = re.compile(f"[{_SIGNS}][{_SIGNS}]*")
# Inside of a run, where what is no figure, dot or hyphen is a letter. A word has a letter in it (3D, 532nm, TiO2,
# Society5.0); a compound is words and numbers on hyphens (IL-6).
_WORD: Final = r"(?:(?<![0-9])[0-9]+(?:\.[0-9]+)?)?[^0-9.\-][^.\-]*(?:\.[0-9]+)?"
_COMPOUND: Final = re.compile(rf"{_WORD}(?:-(?:{_WORD}|[0-9]+))*")
_ENGLISH_WORD: Final = re.compile("[A-Za-z][a-z]{2,}")
_PLURAL_NAME: Final = re.compile("[a-z]?[A-Z0-9]{2,}s")
_STOPPED: Final = stopwords.ENGLISH | stopwords.FOREIGN
_FORMAL: Final = stopwords.ENGLISH_VERBS | stopwords.ENGLISH_ADJECTIVES | stopwords.ENGLISH_NOUNS
# New words never end in a large folder; what is kept of them has to.
_MOST_KEPT: Final = 50_000


def latin_words(text: str) -> Iterator[tuple[int, str]]:
    """The words, compounds on hyphens as a whole, and where they begin."""
    # Runs first: a class of characters is looked for in a fifth of the time that the pattern takes.
    runs = _RUN_IN_TEXT.finditer(text)
    for match in chain.from_iterable(_COMPOUND.finditer(text, *run.span()) for run in runs):
        yield match.start(), match.group()


@lru_cache(_MOST_KEPT)
def latin_word(compound: str) -> Word:
    """What such a word yields: a compound on hyphens as a whole, then each word of it."""
    words = compound.split("-")
    units = [Term("-".join(map(_word_form, words)), 0, len(compound))] if len(words) > 1 else []
    start = 0
    for word in words:
        end = start + len(word)
        if len(word) > 1 and not word.isdigit() and not _says_nothing(word):
            units.append(Term(_word_form(word), start, end))
        start = end + 1
    return word_of(compound, units)


def _says_nothing(word: str) -> bool:
    # A name in capitals is no verb: AIM, LED.
    return word.lower() in _STOPPED or (_ENGLISH_WORD.fullmatch(word) is not None and respelt(word.lower()) in _FORMAL)


def stemmer_version() -> str:
    """Names the rules by which English is stemmed."""
    version: str = Stemmer.version()
    return version


def _word_form(word: str) -> str:
    """Index form of one word: stemmed if it is written as a word, only lower-cased if as a name (iPS, TiO2, DNA)."""
    if _ENGLISH_WORD.fullmatch(word):
        stem: str = _stemmer().stemWord(respelt(word.lower()))
        return stem
    return (word.removesuffix("s") if _PLURAL_NAME.fullmatch(word) else word).lower()


_local = threading.local()


def _stemmer() -> Stemmer.Stemmer:
    # A stemmer keeps state between calls, so each thread has its own.
    stemmer = getattr(_local, "stemmer", None)
    if stemmer is None:
        stemmer = _local.stemmer = Stemmer.Stemmer("english")
    return stemmer

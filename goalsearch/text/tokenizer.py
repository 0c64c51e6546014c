"""
Text to index terms.

One function for goals and queries, Japanese and English, or the two would not meet. Japanese goes through Sudachi:
content words in their normalised form, the short units and the long unit where they differ (細菌叢 gives 細菌叢 and
細菌). Words in Latin or Greek letters are cut by a rule of our own, since Sudachi would cut ``TiO2`` and ``IL-6``
apart: lower case, stemmed if they are words, whole if they are formulas or names.
"""

import hashlib
import re
import threading
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache, cached_property, lru_cache, partial
from itertools import chain
from pathlib import Path
from typing import Final, NamedTuple, Protocol

import Stemmer
import sudachidict_core
import sudachipy
from sudachipy import Dictionary, SplitMode
from sudachipy import Morpheme as SudachiMorpheme
from sudachipy import Tokenizer as SudachiTokenizerCore

from goalsearch.model import Term
from goalsearch.text.normalize import normalize
from goalsearch.text.stopwords import ENGLISH

# Raised whenever this module or the normalisation changes what a text yields: an index built under other rules is void.
_RULES: Final = 1

# Sudachi takes at most 49,149 bytes a call; a character of UTF-8 takes at most four.
_CHUNK: Final = 12_000
_SENTENCE_ENDS: Final = "。！？!?\n"

_LETTER = "A-Za-zÀ-ÖØ-öø-ɏͰ-Ͽ"
# A word has a letter in it (3D, 532nm, TiO2, Society5.0); a compound is words and numbers on hyphens (IL-6).
_WORD = rf"(?:(?<![0-9])[0-9]+(?:\.[0-9]+)?)?[{_LETTER}][{_LETTER}0-9]*(?:\.[0-9]+)?"
_LATIN = re.compile(rf"{_WORD}(?:-(?:{_WORD}|[0-9]+))*")
_LATIN_RUN = re.compile(rf"[{_LETTER}0-9.\-]+")
_ENGLISH_WORD = re.compile("[A-Za-z][a-z]{2,}")
_PLURAL_NAME = re.compile("[a-z]?[A-Z0-9]{2,}s")
# Letters that only Sudachi can cut into words.
_UNSPACED = re.compile("[\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\uff66-\uff9f]")
# A word that may have taken in its reading: 細菌叢(さいきんそう).
_READING = re.compile(r"\([ぁ-ヿ]")
_ONLY_LATIN = re.compile(rf"[{_LETTER}0-9.\-]+")
# New words never end in a large folder; what is kept of them has to.
_MOST_UNKNOWN: Final = 50_000


class Tokenizer(Protocol):
    """Anything that turns a text into index terms; most tests use one that splits on spaces."""

    @property
    def identity(self) -> str:
        """Names the rules and their versions: two tokenizers with one identity give the same terms."""
        ...

    def __call__(self, text: str) -> list[Term]:
        """The terms of ``text``, occurrences of one form in order, with offsets into ``text`` itself."""
        ...


def count_terms(tokenizer: Tokenizer, text: str) -> Counter[str]:
    """How often each term occurs in ``text``, in order of first occurrence."""
    return count_terms_of_all(tokenizer, [text])[0]


def count_terms_of_all(tokenizer: Tokenizer, texts: Sequence[str]) -> list[Counter[str]]:
    """The same for many texts."""
    if isinstance(tokenizer, SudachiTokenizer):
        return tokenizer.counts(texts)
    return [Counter(form for form, _, _ in tokenizer(text)) for text in texts]


class _Entry(NamedTuple):
    """
    What a word yields.

    Attributes:
        surface: How it is written in the text.
        units: Its content terms, by their distance from its start.
        forms: The forms of these terms.
    """

    surface: str
    units: tuple[Term, ...]
    forms: tuple[str, ...]


_YIELDS_NOTHING: Final = _Entry("", (), ())
# Found once, not for each of the hundreds of words of a text.
_word_id: Final = SudachiMorpheme.word_id
_begin: Final = SudachiMorpheme.begin

# A NamedTuple's own constructor is a Python function and takes twice as long, in the loop where most of the time goes.
_new_term: Final[Callable[[tuple[str, int, int]], Term]] = partial(tuple.__new__, Term)


class SudachiTokenizer:
    """
    Content terms of Japanese and English text.

    Thread-safe: the dictionary is shared by the process, each thread has an analyser of its own.
    """

    def __init__(self) -> None:
        self._local = threading.local()
        # What a word yields: asking Sudachi for part of speech, normalised form and short units costs more than a
        # look-up here. Dictionary entries are at most as many as a user's texts touch; unknown words are bounded.
        self._entries: dict[int, _Entry] = {}
        self._forms: dict[int, tuple[str, ...]] = {}
        self._unknown: dict[tuple[int, str], _Entry] = {}

    @cached_property
    def identity(self) -> str:
        """Analyser, dictionary, stemmer and the rules of this module: normalised forms change between releases."""
        dictionary = Path(sudachidict_core.__file__).parent / "resources" / "system.dic"
        with dictionary.open("rb") as file:
            # The header names the build. Asking the package for its version would cost more than the search itself.
            header = hashlib.sha256(file.read(4096)).hexdigest()[:16]
        return (
            f"sudachipy {sudachipy.__version__}, dictionary {header} ({dictionary.stat().st_size} bytes), "
            f"stemmer {Stemmer.version()}, rules {_RULES}"
        )

    def __call__(self, text: str) -> list[Term]:
        """
        The terms of ``text``, with offsets into ``text`` as it was given.

        Texts of any length and with any characters are taken.
        """
        normalized = normalize(text)
        terms = [
            _new_term((form, place + start, place + end))
            for place, word in _latin_words(normalized.text)
            for form, start, end in _latin_entry(word).units
        ]
        if _UNSPACED.search(normalized.text):
            for offset, chunk in _chunks(normalized.text):
                self._add_japanese_terms(terms, chunk, offset)
        if normalized.starts is None:
            return terms
        return [Term(form, *normalized.original_span(start, end)) for form, start, end in terms]

    def counts(self, texts: Sequence[str]) -> list[Counter[str]]:
        """
        How often each term occurs in each text: what counting the terms of a call gives, in the same order, faster.

        Nothing is said about where they stand; whoever ranks thousands of texts does not ask.
        """
        # One step for all texts, then the next: Sudachi goes through so much memory for a text that whatever else is
        # done between two of them has to be fetched into the processor's caches anew.
        normalized = [normalize(text).text for text in texts]
        forms = [[form for _, word in _latin_words(text) for form in _latin_entry(word).forms] for text in normalized]
        for text, of_text in zip(normalized, forms, strict=True):
            if _UNSPACED.search(text):
                for _, chunk in _chunks(text):
                    self._add_japanese_forms(of_text, chunk)
        return [Counter(of_text) for of_text in forms]

    def _add_japanese_forms(self, forms: list[str], chunk: str) -> None:
        # Loops in C: this is where most of the time of a large folder goes that Sudachi does not take itself.
        morphemes = self._analyser().tokenize(chunk)
        found = list(map(self._forms.get, map(_word_id, morphemes)))
        if readings := [match.start() for match in _READING.finditer(chunk)]:
            # A word that took in its reading may yield more than without.
            begins = list(map(_begin, morphemes))
            for start in readings:
                found[bisect_right(begins, start) - 1] = None
        place = -1
        for _ in range(found.count(None)):
            place = found.index(None, place + 1)
            found[place] = self._learn(morphemes[place], chunk).forms
        forms.extend(chain.from_iterable(found))  # type: ignore[arg-type]  # none is None any more

    def _add_japanese_terms(self, terms: list[Term], chunk: str, offset: int) -> None:
        known = self._entries.get
        for morpheme in self._analyser().tokenize(chunk):
            entry = known(morpheme.word_id())
            if entry is _YIELDS_NOTHING:
                continue
            start = morpheme.begin()
            # A word can be written in several ways, each with other places of its units: ユーーザー, 徳島（とくしま）.
            if entry is None or entry[0] != chunk[start : morpheme.end()]:
                entry = self._learn(morpheme, chunk)
            start += offset
            for form, unit_start, unit_end in entry[1]:
                terms.append(_new_term((form, start + unit_start, start + unit_end)))

    def _learn(self, morpheme: SudachiMorpheme, chunk: str) -> _Entry:
        """What a word yields, kept for the next time that it is met."""
        word_id = morpheme.word_id()
        surface = chunk[morpheme.begin() : morpheme.end()]
        if not morpheme.is_oov():
            entry = _entry(morpheme, chunk)
            self._entries[word_id] = entry
            if "(" not in surface[1:]:
                self._forms[word_id] = entry.forms
            return entry
        key = word_id, surface  # all unknown words of one class share an id
        unknown = self._unknown.get(key)
        if unknown is None:
            unknown = _entry(morpheme, chunk)
            if len(self._unknown) >= _MOST_UNKNOWN:
                self._unknown.clear()
            self._unknown[key] = unknown
        return unknown

    def _analyser(self) -> SudachiTokenizerCore:
        analyser: SudachiTokenizerCore | None = getattr(self._local, "analyser", None)
        if analyser is None:
            # All fields are loaded: with a subset, sudachipy 0.7.0 cuts some texts otherwise and gives wrong parts of
            # speech for unknown words.
            analyser = self._local.analyser = _dictionary().tokenizer(SplitMode.C)
        return analyser


@cache
def _dictionary() -> Dictionary:
    return Dictionary(dict="core")


def _entry(morpheme: SudachiMorpheme, chunk: str) -> _Entry:
    """The content terms of one morpheme: itself, and the short units that it is made of."""
    # Never ask a part for its surface: the analyser keeps the text of the last whole call only.
    start = morpheme.begin()
    units = []
    for piece in (morpheme, *morpheme.split(SplitMode.A, add_single=False)):
        surface = chunk[piece.begin() : piece.end()]
        if (
            _is_content(piece.part_of_speech())
            and not _ONLY_LATIN.fullmatch(surface)
            and any(map(str.isalpha, surface))
        ):
            units.append(Term(piece.normalized_form(), piece.begin() - start, piece.end() - start))
    return _entry_of(chunk[start : morpheme.end()], units) if units else _YIELDS_NOTHING


def _entry_of(surface: str, units: Sequence[Term]) -> _Entry:
    return _Entry(surface, tuple(units), tuple(form for form, _, _ in units))


def _is_content(part_of_speech: tuple[str, ...]) -> bool:
    """Whether words of this part of speech carry meaning of their own (UniDic's classes)."""
    major, minor = part_of_speech[:2]
    match major:
        case "名詞":
            return minor not in {"数詞", "助動詞語幹"}
        case "動詞" | "形容詞":
            return minor != "非自立可能"
        case "形状詞":
            return minor != "助動詞語幹"
        case _:
            return False


def _latin_words(text: str) -> Iterator[tuple[int, str]]:
    """Words in Latin or Greek letters, compounds on hyphens as a whole, and where they begin."""
    # Runs first: a class of characters is looked for in a fifth of the time that the pattern takes.
    runs = _LATIN_RUN.finditer(text)
    for match in chain.from_iterable(_LATIN.finditer(text, *run.span()) for run in runs):
        yield match.start(), match.group()


@lru_cache(_MOST_UNKNOWN)
def _latin_entry(compound: str) -> _Entry:
    """What a word in Latin or Greek letters yields: a compound on hyphens as a whole, then each word of it."""
    words = compound.split("-")
    units = [Term("-".join(map(_word_form, words)), 0, len(compound))] if len(words) > 1 else []
    start = 0
    for word in words:
        end = start + len(word)
        if len(word) > 1 and not word.isdigit() and word.lower() not in ENGLISH:
            units.append(Term(_word_form(word), start, end))
        start = end + 1
    return _entry_of(compound, units)


def _word_form(word: str) -> str:
    """Index form of one word: stemmed if it is written as a word, only lower-cased if as a name (iPS, TiO2, DNA)."""
    if _ENGLISH_WORD.fullmatch(word):
        stem: str = _stemmer().stemWord(word.lower())
        return stem
    return (word.removesuffix("s") if _PLURAL_NAME.fullmatch(word) else word).lower()


_local = threading.local()


def _stemmer() -> Stemmer.Stemmer:
    # A stemmer keeps state between calls, so each thread has its own.
    stemmer = getattr(_local, "stemmer", None)
    if stemmer is None:
        stemmer = _local.stemmer = Stemmer.Stemmer("english")
    return stemmer


def _chunks(text: str) -> Iterator[tuple[int, str]]:
    """Pieces of ``text`` that Sudachi takes in one call, cut after a sentence where there is one."""
    start = 0
    while len(text) - start > _CHUNK:
        window = text[start : start + _CHUNK]
        cut = max(window.rfind(mark) for mark in _SENTENCE_ENDS) + 1 or _CHUNK
        yield start, text[start : start + cut]
        start += cut
    if start < len(text):
        yield start, text[start:]

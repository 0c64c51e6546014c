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
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, cached_property, partial
from itertools import accumulate, chain
from operator import itemgetter
from pathlib import Path
from typing import Final, NamedTuple, Protocol

import numpy as np
import sudachidict_core
import sudachipy
from sudachipy import Dictionary, SplitMode
from sudachipy import Morpheme as SudachiMorpheme
from sudachipy import Tokenizer as SudachiTokenizerCore

from goalsearch.model import Term
from goalsearch.text import cut_words, latin_words
from goalsearch.text.capitals import in_small_letters
from goalsearch.text.chunks import chunks
from goalsearch.text.content import is_content
from goalsearch.text.cut_words import CutAt, CutWord, cuts_at, may_begin, without_overlaps
from goalsearch.text.normalize import NormalizedText, normalize
from goalsearch.text.word import YIELDS_NOTHING, Word, word_of
from goalsearch.text.word_numbers import NOT_MET, Ints, WordNumbers

# Raised whenever this module or the normalisation changes what a text yields: an index built under other rules is void.
_RULES: Final = 6

# Where a word may be written otherwise than its entry in the dictionary: with its reading, as 細菌叢(さいきんそう), or
# with two signs of length, as ユーーザー, which Sudachi takes for one. One class for the first character of both: the
# engine looks for it in a third of the time that it tries two patterns in.
_UNUSUAL: Final = re.compile(r"[(ー⁓〰-](?:(?<=\()[ぁ-ヿ]|(?<!\()[ー⁓〰-])")
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
    """How often each term occurs in each of many texts; quicker than one after the other."""
    return [reading.counts for reading in read_all(tokenizer, texts)]


class Reading(NamedTuple):
    """
    What a text holds, as far as it is known without a second look.

    Attributes:
        normalized: The text in which the terms are found, and the way back to the text as it was given.
        counts: How often each term occurs, in order of first occurrence.
        find_terms: Gives the terms with their places in the normalised text.
    """

    normalized: NormalizedText
    counts: Counter[str]
    find_terms: Callable[[], list[Term]]


def read_all(tokenizer: Tokenizer, texts: Sequence[str]) -> list[Reading]:
    """What each of many texts holds."""
    if isinstance(tokenizer, SudachiTokenizer):
        return tokenizer.read(texts)
    return [_read(tokenizer, text) for text in texts]


def number_words(tokenizer: Tokenizer, texts: Sequence[str], numbers: WordNumbers) -> tuple[Ints, Ints]:
    """
    The words of many texts by number, those of each text in order.

    Args:
        tokenizer: How texts become terms.
        texts: The texts.
        numbers: The words met so far; learns the others.

    Returns:
        The words, and which text each stands in, two arrays of one length.
    """
    if isinstance(tokenizer, SudachiTokenizer):
        return tokenizer.number_words(texts, numbers)
    words = [list(map(numbers.of, _words_of(text, tokenizer(text)))) for text in texts]
    return np.array(list(chain.from_iterable(words)), np.int32), _owners(map(len, words))


def _owners(lengths: Iterable[int]) -> Ints:
    """The place of the list that each item is in, of lists of these lengths one after the other."""
    n_items = list(lengths)
    return np.repeat(np.arange(len(n_items)), n_items)


def _read(tokenizer: Tokenizer, text: str) -> Reading:
    terms = tokenizer(text)
    return Reading(NormalizedText(text), Counter(map(_form, terms)), lambda: terms)


def _words_of(text: str, terms: Sequence[Term]) -> Iterator[Word]:
    for form, start, end in terms:
        yield Word(text[start:end], (Term(form, 0, end - start),), (form,))


# Found once, not for each of the hundreds of words of a text.
_word_id: Final = SudachiMorpheme.word_id
_begin: Final = SudachiMorpheme.begin

# A NamedTuple's own constructor is a Python function and takes twice as long, in the loop where most of the time goes.
_form: Final[Callable[[Term], str]] = itemgetter(0)
_forms: Final[Callable[[Word], tuple[str, ...]]] = itemgetter(2)
_new_term: Final[Callable[[tuple[str, int, int]], Term]] = partial(tuple.__new__, Term)


class _WordPiece(NamedTuple):
    """
    Words of a text.

    Attributes:
        offset: Where the piece begins in the text.
        begins: Where each word begins in the piece.
        entries: What each word yields.
    """

    offset: int
    begins: list[int]
    entries: list[Word]


def _forms_of(pieces: Sequence[_WordPiece]) -> Iterator[str]:
    return chain.from_iterable(chain.from_iterable(map(_forms, piece.entries) for piece in pieces))


def _latin_piece(text: str) -> _WordPiece:
    words = list(latin_words.latin_words(text))
    return _WordPiece(0, [place for place, _ in words], [latin_words.latin_word(word) for _, word in words])


class SudachiTokenizer:
    """
    Content terms of Japanese and English text.

    Thread-safe: the dictionary is shared by the process, each thread has an analyser of its own.
    """

    def __init__(self) -> None:
        self._local = threading.local()
        # What a word yields: asking Sudachi for part of speech, normalised form and short units costs more than a
        # look-up here. Dictionary entries are at most as many as a user's texts touch; the others are bounded.
        self._entries: dict[int, Word] = {}
        # Words that have to be looked at each time that they are met.
        self._others: dict[tuple[int, str], Word] = {}
        self._cut: dict[str, Word] = {}

    @cached_property
    def identity(self) -> str:
        """Analyser, dictionary, stemmer and the rules of this module: normalised forms change between releases."""
        dictionary = Path(sudachidict_core.__file__).parent / "resources" / "system.dic"
        with dictionary.open("rb") as file:
            # The header names the build. Asking the package for its version would cost more than the search itself.
            header = hashlib.sha256(file.read(4096)).hexdigest()[:16]
        return (
            f"sudachipy {sudachipy.__version__}, dictionary {header} ({dictionary.stat().st_size} bytes), "
            f"stemmer {latin_words.stemmer_version()}, rules {_RULES}, cuts {cut_words.fingerprint()}"
        )

    def __call__(self, text: str) -> list[Term]:
        """
        The terms of ``text``, with offsets into ``text`` as it was given.

        Texts of any length and with any characters are taken.
        """
        normalized = normalize(text)
        terms = self._exact_terms(in_small_letters(normalized.text))
        if normalized.starts is None:
            return terms
        return [Term(form, *normalized.original_span(start, end)) for form, start, end in terms]

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """What each text holds: what counting the terms of a call gives, in the same order, faster."""
        normalized = list(map(normalize, texts))
        read = [in_small_letters(text.text) for text in normalized]
        return [
            Reading(spelt, Counter(_forms_of(pieces)), partial(self._terms_of, text, pieces))
            for spelt, text, pieces in zip(normalized, read, self._pieces_of_all(read), strict=True)
        ]

    def number_words(self, texts: Sequence[str], numbers: WordNumbers) -> tuple[Ints, Ints]:
        """What the function of this name gives; the words of a text that are in Latin letters go first."""
        read = [in_small_letters(normalize(text).text) for text in texts]
        latin = [list(map(numbers.of, _latin_piece(text).entries)) for text in read]
        of_texts = [[chunk for _, chunk in chunks(text)] for text in read]
        japanese, in_chunk = self._number_chunks(list(chain.from_iterable(of_texts)), numbers)
        found = np.concatenate([np.array(list(chain.from_iterable(latin)), np.int32), japanese])
        return found, np.concatenate([_owners(map(len, latin)), _owners(map(len, of_texts))[in_chunk]])

    def _pieces_of_all(self, texts: Sequence[str]) -> list[list[_WordPiece]]:
        """The pieces of texts in one spelling and in small letters."""
        # One step for all texts, then the next: Sudachi goes through so much memory for a text that whatever else is
        # done between two of them has to be fetched into the processor's caches anew.
        of_texts = [[_latin_piece(text)] for text in texts]
        for text, pieces in zip(texts, of_texts, strict=True):
            pieces.extend(self._japanese_piece(chunk, offset) for offset, chunk in chunks(text))
        return of_texts

    def _japanese_piece(self, chunk: str, offset: int, *, exact: bool = False) -> "_WordPiece":
        """
        The words of a chunk, cut by Sudachi and put right by the table.

        Args:
            chunk: What Sudachi takes in one call.
            offset: Where it begins in the text.
            exact: Whether the places of the units have to be right for words in an unusual spelling too: ユーーザー.
        """
        # Loops in C: this is where most of the time of a large folder goes that Sudachi does not take itself.
        morphemes = list(self._analyser().tokenize(chunk))
        found = list(map(self._entries.get, map(_word_id, morphemes)))
        begins = list(map(_begin, morphemes))
        for unusual in _UNUSUAL.finditer(chunk):
            # It may yield more than without its reading, or begin a word of the table as no other spelling of it does.
            found[bisect_right(begins, unusual.start()) - 1] = None
        if exact:
            for at, entry in enumerate(found):
                if entry and entry.units and not _spans(entry.surface, chunk, begins, at):
                    found[at] = None
        cuts: list[CutAt] = []
        for place in [place for place, entry in enumerate(found) if entry is None]:
            found[place] = self._learn(morphemes[place], chunk)
            if cut_words.may_stand(chunk, begins[place]):
                cuts += cuts_at(place, chunk, morphemes, _begin)
        # Only now: reading the parts of a word takes the analyser away from the morphemes.
        for first, last, cut in reversed(without_overlaps(cuts)):
            begins[first:last] = [begins[first]]
            found[first:last] = [self._entry_of_cut(cut)]
        return _WordPiece(offset, begins, found)  # type: ignore[arg-type]  # none is None any more

    def _number_chunks(self, texts: Sequence[str], numbers: WordNumbers) -> tuple[Ints, Ints]:
        """The words of chunks by number, which `_japanese_piece` gives one by one, and the chunk of each."""
        analyser = self._analyser()
        # Here too one step for all chunks, then the next. Words can be asked as long as they are held.
        of_chunks = [list(analyser.tokenize(text)) for text in texts]
        first = [0, *accumulate(map(len, of_chunks))]
        entries = np.fromiter(map(_word_id, chain.from_iterable(of_chunks)), np.int64, first[-1])
        # Looking up a number in an array takes a tenth of the time of a word in a dictionary.
        found, in_chunk = numbers.of_entries(entries), _owners(map(len, of_chunks))
        for start, text, morphemes in zip(first, texts, of_chunks, strict=False):
            for unusual in _UNUSUAL.finditer(text):
                found[start + bisect_right(morphemes, unusual.start(), key=_begin) - 1] = NOT_MET
        places = np.flatnonzero(found <= NOT_MET)
        cuts: list[CutAt] = []
        for place, at, number in zip(places.tolist(), in_chunk[places].tolist(), found[places].tolist(), strict=True):
            start, text, morphemes = first[at], texts[at], of_chunks[at]
            morpheme = morphemes[place - start]
            found[place] = abs(number or self._number(morpheme, text, numbers))
            if cut_words.may_stand(text, morpheme.begin()):
                cuts += [
                    CutAt(start + begin, start + end, cut)
                    for begin, end, cut in cuts_at(place - start, text, morphemes, _begin)
                ]
        for begin, end, cut in without_overlaps(cuts):
            found[begin:end] = numbers.of(YIELDS_NOTHING)
            found[begin] = numbers.of(self._entry_of_cut(cut))
        return found, in_chunk

    def _number(self, morpheme: SudachiMorpheme, text: str, numbers: WordNumbers) -> int:
        """The number of a word that the block before did not have; it may be negative, as in `WordNumbers.enter`."""
        entry, surface = key = morpheme.word_id(), text[morpheme.begin() : morpheme.end()]
        if number := numbers.varying.get(key):
            return number
        if _varies(morpheme, surface):
            number = numbers.varying[key] = numbers.of(self._learn(morpheme, text))
        elif not (number := numbers.entered.get(entry, NOT_MET)):
            number = numbers.of(self._entries.get(entry) or self._learn(morpheme, text))
            numbers.enter(entry, -number if may_begin(surface) else number)
        return number

    def _entry_of_cut(self, cut: CutWord) -> Word:
        entry = self._cut.get(cut.word)
        if entry is None:
            units = [] if cut.form is None else [Term(cut.form, 0, len(cut.word))]
            for part, place in cut.parts:
                units += [Term(form, place + start, place + end) for form, start, end in self._exact_terms(part)]
            entry = self._cut[cut.word] = word_of(cut.word, units)
        return entry

    def _exact_terms(self, text: str) -> list[Term]:
        """The terms of a text in one spelling and in small letters."""
        pieces = [_latin_piece(text)]
        pieces.extend(self._japanese_piece(chunk, offset, exact=True) for offset, chunk in chunks(text))
        return [
            _new_term((form, offset + begin + start, offset + begin + end))
            for offset, begins, entries in pieces
            for begin, entry in zip(begins, entries, strict=True)
            for form, start, end in entry.units
        ]

    def _terms_of(self, text: str, pieces: Sequence[_WordPiece]) -> list[Term]:
        terms = []
        for offset, begins, entries in pieces:
            for begin, (surface, units, _) in zip(begins, entries, strict=True):
                if units:
                    place = offset + begin
                    if not text.startswith(surface, place):
                        # Written in another way than when it was learnt, with other places of its units: ユーーザー.
                        return self._exact_terms(text)
                    for form, start, end in units:
                        terms.append(_new_term((form, place + start, place + end)))
        return terms

    def _learn(self, morpheme: SudachiMorpheme, chunk: str) -> Word:
        """What a word yields, kept for the next time that it is met."""
        surface = chunk[morpheme.begin() : morpheme.end()]
        key = morpheme.word_id(), surface  # all unknown words of one class share an id
        entry = self._others.get(key)
        if entry is not None:
            return entry
        entry = _entry(morpheme, chunk)
        if _varies(morpheme, surface) or may_begin(surface):
            if len(self._others) >= _MOST_UNKNOWN:
                self._others.clear()
            self._others[key] = entry
        else:
            self._entries[key[0]] = entry
        return entry

    def _analyser(self) -> SudachiTokenizerCore:
        analyser: SudachiTokenizerCore | None = getattr(self._local, "analyser", None)
        if analyser is None:
            # All fields are loaded: with a subset, sudachipy 0.7.0 cuts some texts otherwise and gives wrong parts of
            # speech for unknown words.
            analyser = self._local.analyser = _dictionary().tokenizer(SplitMode.C)
        return analyser


def _varies(morpheme: SudachiMorpheme, surface: str) -> bool:
    """Whether not only its entry in the dictionary says what a word yields."""
    return morpheme.is_oov() or "(" in surface[1:] or _UNUSUAL.search(surface) is not None


def _spans(surface: str, chunk: str, begins: Sequence[int], at: int) -> bool:
    """Whether a word stands in the chunk as it was learnt, from its beginning to that of the next."""
    end = begins[at + 1] if at + 1 < len(begins) else len(chunk)
    return end - begins[at] == len(surface) and chunk.startswith(surface, begins[at])


@cache
def _dictionary() -> Dictionary:
    return Dictionary(dict="core")


def _entry(morpheme: SudachiMorpheme, chunk: str) -> Word:
    """The content terms of one morpheme: itself, and the short units that it is made of."""
    # Never ask a part for its surface: the analyser keeps the text of the last whole call only.
    start = morpheme.begin()
    units = []
    for piece in (morpheme, *morpheme.split(SplitMode.A, add_single=False)):
        surface = chunk[piece.begin() : piece.end()]
        if (
            is_content(piece.part_of_speech(), piece.normalized_form())
            and not latin_words.RUN.fullmatch(surface)
            and any(map(str.isalpha, surface))
        ):
            units.append(Term(piece.normalized_form(), piece.begin() - start, piece.end() - start))
    return word_of(chunk[start : morpheme.end()], units) if units else YIELDS_NOTHING

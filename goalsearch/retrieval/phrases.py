"""
Neighbouring shared terms as the phrases that they form in a text: 電界効果トランジスタ, perovskite solar cell.

Scores are made of terms, and terms are short: what a reader takes for one reason (細胞外小胞) is two or three of them.
Each shared term of a hit goes into exactly one phrase, so that the phrases' contributions add up to the score as the
terms' do, and no part is shown next to its whole. Where two phrases of a text have a word in common, it counts in the
stronger one and is shown in both: 格子熱伝導, 熱伝導率.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import Final, NamedTuple

from goalsearch.model import Span, Term
from goalsearch.text.late_pattern import late
from goalsearch.text.normalize import NormalizedText

# What may stand between two words of a phrase: one character of Japanese that is no term (細胞外小胞); between words in
# Latin letters a blank, the end of a line or a hyphen, but not after a verb: we [colonize] germ-free mice.
_PREFIXES: Final = frozenset("非不無未超高低多単再微亜抗逆短長近遠中準全新")
# A character that ends a compound, at the end of which the compound ends too; not one that says when or where.
_NO_SUFFIXES: Final = frozenset("中後前内外上下間時等別側毎")
_AFTER_SUFFIX: Final = frozenset("をはがのにでともへや、。，．・)）")
_ENGLISH_VERB: Final = late(
    "[a-z]{2,}(?:iz|yz)es?|[a-z]{2,}if(?:y|ies)|"
    "(?:alter|attract|captur|detect|generat|miss|predict|prevent|produc|promis|recover|secret|synthesis|yield)(?:e?s|e)?"
)
_SUBJECT: Final = re.compile("\\b(?:we|they|will|can|could|may|must|should|would)[ \n]$")
_LONGEST_SUBJECT: Final = 8
_NOWHERE: Final = -2

# Where a term stands: its start, its end with the sign turned, its number.
_Place = tuple[int, int, int]
_LATIN: Final = re.compile("[0-9A-Za-zÀ-ɏͰ-Ͽ]")
_TITLE_CASE: Final = re.compile("[A-Z][a-z]+")


class Run(NamedTuple):
    """
    A phrase before it is shown.

    Attributes:
        terms: Its terms, in the order of the text.
        start: Where it begins in the text.
        end: One past its last character.
        is_word: Whether it is one term, with nothing but parts of its own: 細菌叢 with 細菌.
    """

    terms: tuple[int, ...]
    start: int
    end: int
    is_word: bool


# A NamedTuple's own constructor is a Python function and takes three times as long.
_new_run: Final[Callable[[tuple[tuple[int, ...], int, int, bool]], Run]] = partial(tuple.__new__, Run)


class Layout:
    """
    Where the known terms of a text stand next to each other.

    Args:
        text: The text, in one spelling.
        terms: Its terms, with their places in it.
        numbers: Number of each term that counts; phrases are made of numbers.
    """

    def __init__(self, text: NormalizedText, terms: Iterable[Term], numbers: Mapping[str, int]) -> None:
        self.text = text.text
        self._original_span = text.original_span
        # Terms that overlap are one word: 細菌叢 with 細菌, IL-6 with IL.
        self._words: list[list[_Place]] = []
        self._terms_of: list[list[int]] = []
        # Whether a word belongs with the one before it; one more that never does.
        self._joined: list[bool] = []
        self._words_of: list[list[int]] = [[] for _ in numbers]
        self._lone_runs: dict[int, Run | None] = {}
        self._completed: dict[Span, Span] = {}
        words, terms_of, joined, words_of = self._words, self._terms_of, self._joined, self._words_of
        furthest = _NOWHERE
        # The longer one of two that begin together goes first.
        for place in sorted([(start, -end, numbers[form]) for form, start, end in terms if form in numbers]):
            start, end, term = place
            if start >= furthest:
                joined.append(start == furthest or (start == furthest + 1 and self._is_gap(furthest)))
                words.append([place])
                terms_of.append([term])
                furthest = -end
            else:
                words[-1].append(place)
                terms_of[-1].append(term)
                if -end > furthest:
                    furthest = -end
            words_of[term].append(len(words) - 1)
        joined.append(False)

    def _lone(self, term: int) -> Run | None:
        """The phrase of a term without neighbours that is part of no word, as most are: the same for every goal."""
        words, joined = self._words_of[term], self._joined
        for at in words:
            if joined[at] or joined[at + 1] or len(self._words[at]) > 1:
                return None
        ((start, end, _),) = self._words[words[0]]
        return _new_run(((term,), start, -end, True))

    def _is_gap(self, place: int) -> bool:
        """Whether the character after the last word joins it with the next."""
        text = self.text
        if not (_LATIN.match(text, place - 1) and _LATIN.match(text, place + 1)):
            return text[place] == "々" or _is_kanji(text[place])
        return text[place] == "-" or (text[place] in " \n" and not self._is_english_verb(self._words[-1][0][0], place))

    def _is_english_verb(self, start: int, end: int) -> bool:
        word, before = self.text[start:end].lower(), self.text[max(0, start - _LONGEST_SUBJECT) : start].lower()
        return _ENGLISH_VERB.fullmatch(word) is not None or _SUBJECT.search(before) is not None

    def runs(self, order: Iterable[int], contributions: Sequence[float]) -> Iterator[Run]:
        """
        The phrases that the terms shared with a goal form.

        The strongest term goes first and takes its neighbours along, where it has the strongest; then the strongest
        that is left.

        Args:
            order: The shared terms, strongest first.
            contributions: What each term of the text contributes, 0 for one that is not shared.
        """
        left = list(contributions)
        words_of, lone_runs, around = self._words_of, self._lone_runs, self._around
        for term in order:
            if not left[term]:
                continue
            if term not in lone_runs:
                lone_runs[term] = self._lone(term)
            if (lone := lone_runs[term]) is not None:
                yield lone
                continue
            words = words_of[term]
            if len(words) == 1:
                run = around(words[0], contributions, left)
            else:
                found = [around(word, contributions, left) for word in words]
                run = max(found, key=lambda run: sum([left[held] for held in run.terms]))
            for taken in run.terms:
                left[taken] = 0.0
            yield run

    def _around(self, word: int, shared: Sequence[float], left: Sequence[float]) -> Run:
        """The run of words around one that hold shared terms; those of another phrase are shown, and count there."""
        terms_of, joined = self._terms_of, self._joined
        first = last = word
        while joined[first] and _any_of(terms_of[first - 1], shared):
            first -= 1
        while joined[last + 1] and _any_of(terms_of[last + 1], shared):
            last += 1
        if first == last:
            return self._word(word, left)
        held = [place for place in chain.from_iterable(self._words[first : last + 1]) if shared[place[2]]]
        terms = tuple(dict.fromkeys([term for _, _, term in held if left[term]]))
        bounds = held[0][0], -min([end for _, end, _ in held])
        # The same for most goals.
        completed = self._completed.get(bounds)
        if completed is None:
            completed = self._completed[bounds] = self._complete(*bounds)
        return _new_run((terms, *completed, False))

    def _word(self, word: int, left: Sequence[float]) -> Run:
        places = self._words[word]
        if len(places) == 1:
            ((start, end, term),) = places
            return _new_run(((term,), start, -end, True))
        held = [place for place in places if left[place[2]]]
        return _new_run((tuple([term for _, _, term in held]), held[0][0], -min([end for _, end, _ in held]), True))

    def _complete(self, start: int, end: int) -> Span:
        """Where a run ends with the character before or after it that no term takes: 短鎖脂肪酸, 多発性硬化症."""
        if start and self.text[start - 1] in _PREFIXES:
            start -= 1
        if _is_suffix(self.text[end : end + 2]):
            end += 1
        return start, end

    def spans(self, run: Run) -> tuple[Span, ...]:
        """Where the phrase stands, word for word, in the text as it was given."""
        if not run.is_word:
            return tuple(self._original_span(start, end) for start, end in self._again(self.text[run.start : run.end]))
        widest = {
            max((place for place in self._words[word] if place[2] in run.terms), key=lambda place: -place[1] - place[0])
            for term in run.terms
            for word in self._words_of[term]
        }
        return tuple(self._original_span(start, -end) for start, end, _ in sorted(widest))

    def _again(self, phrase: str) -> Iterator[Span]:
        """Where a phrase stands in the text, each place behind the one before."""
        start = self.text.find(phrase)
        while start >= 0:
            yield start, start + len(phrase)
            start = self.text.find(phrase, start + len(phrase))

    def written(self, run: Run, label: Callable[[int], str]) -> str:
        """
        How a phrase is shown: as the text writes it, in one line; a single Japanese word as the goals mostly write it.

        A term in Latin letters is a stem, and what the goals make of it may be another word: mechanical for mechanism.

        Args:
            run: The phrase.
            label: Gives how the goals write a term.
        """
        written = self.text[run.start : run.end].replace("\n", " ")
        if not run.is_word:
            return written
        of_goals = max(map(label, run.terms), key=len)
        if not _LATIN.match(written) or written.lower() == of_goals.lower():
            return of_goals
        begins_sentence = _TITLE_CASE.fullmatch(written) and of_goals[0].islower()
        return written.lower() if begins_sentence else written


def _any_of(terms: Iterable[int], shared: Sequence[float]) -> bool:
    for term in terms:  # noqa: SIM110 - most words are one term, for which any() takes three times as long
        if shared[term]:
            return True
    return False


def _is_kanji(character: str) -> bool:
    return "一" <= character <= "鿿"


def _is_suffix(text: str) -> bool:
    """Whether a text begins with a character that ends a compound there."""
    after = text[1:]
    is_end = not after or after in _AFTER_SUFFIX or after.isspace()
    return bool(text) and is_end and _is_kanji(text[0]) and text[0] not in _NO_SUFFIXES

"""The texts of goals with what an answer shares marked in them; what does not depend on the answer is kept."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, chain, groupby, islice
from operator import itemgetter
from typing import Final, NamedTuple

from markupsafe import Markup

from goalsearch.corpus import Corpus
from goalsearch.messages import LANGUAGES, Language
from goalsearch.model import Goal, Term
from goalsearch.web.marks import is_plain, marked_once, marked_plain

# Goals that are remembered in a language: up to some hundred kilobytes each.
_MOST_REMEMBERED: Final = 256
_N_ITEMS: Final = 12
_BETWEEN: Final = ", "


_item: Final[Callable[[tuple[int, int, int]], int]] = itemgetter(0)
_span: Final[Callable[[tuple[int, int, int]], tuple[int, int]]] = itemgetter(1, 2)


class MarkedText(NamedTuple):
    """A text of a goal: its heading, and the text as HTML with the shared terms marked."""

    heading: str
    content: Markup


class _ReadText(NamedTuple):
    """
    A text, and where its terms stand.

    Attributes:
        headings: What it is and whose, in both languages.
        items: The items of a list; any other text is one.
        is_list: Whether it is a list.
        is_plain: Whether it is HTML as it stands, see `goalsearch.web.marks.is_plain`.
        places: Of each term the items in which it stands, each with the span in it.
    """

    headings: Mapping[Language, str]
    items: Sequence[str]
    is_list: bool
    is_plain: bool
    places: Mapping[str, Sequence[tuple[int, int, int]]]

    def marked(self, shared: Collection[str]) -> Markup:
        """The text with the shared terms marked; of a list the first items that have any, which may be none."""
        found = sorted(chain.from_iterable(map(self.places.__getitem__, shared & self.places.keys())))
        mark = marked_plain if self.is_plain else marked_once
        if self.is_list:
            of_items = islice(groupby(found, _item), _N_ITEMS)
            written = [mark(self.items[item], map(_span, of_item)) for item, of_item in of_items]
        else:
            written = [mark(self.items[0], map(_span, found))]
        return Markup(_BETWEEN.join(written))  # noqa: S704 - every item is escaped


class GoalTexts:
    """
    The texts of the goals of one corpus.

    Args:
        corpus: The goals.
        find_terms: Gives the terms of a text with their places in it.
    """

    def __init__(self, corpus: Corpus, find_terms: Callable[[str], Iterable[Term]]) -> None:
        self._corpus = corpus
        self._find_terms = find_terms
        self._read_texts = lru_cache(_MOST_REMEMBERED)(self._read)

    def marked(self, goal: Goal, shared: Collection[str], written_in: Language, headings: Language) -> list[MarkedText]:
        """
        The texts of a goal; of its long lists the items that share a term: the goal's own page has the others.

        Args:
            goal: The goal.
            shared: The terms to be marked.
            written_in: Language of the texts.
            headings: Language of their headings.
        """
        texts = [(text.headings[headings], text.marked(shared)) for text in self._read_texts(goal.id, written_in)]
        return [MarkedText(heading, content) for heading, content in texts if content]

    def _read(self, goal_id: str, written_in: Language) -> tuple[_ReadText, ...]:
        goal = self._corpus.get(goal_id)
        in_both = zip(*(goal.texts_in(written_in, headings=lang) for lang in LANGUAGES), strict=True)
        return tuple(
            self._read_text({lang: text.heading for lang, text in zip(LANGUAGES, texts, strict=True)}, *texts[0][1:])
            for texts in in_both
        )

    def _read_text(self, headings: Mapping[Language, str], content: str, is_list: bool) -> _ReadText:
        items = content.split(_BETWEEN) if is_list else [content]
        starts = list(accumulate((len(item) + len(_BETWEEN) for item in items), initial=0))
        places: defaultdict[str, list[tuple[int, int, int]]] = defaultdict(list)
        for form, start, end in self._find_terms(content):
            item = bisect_right(starts, start) - 1
            if end <= starts[item] + len(items[item]):
                places[form].append((item, start - starts[item], end - starts[item]))
        return _ReadText(headings, items, is_list, is_plain(content), dict(places))

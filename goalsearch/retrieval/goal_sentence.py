"""The sentence of a goal that says most of what a text shares with it: what the goal is about, in its own words."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from goalsearch.messages import in_language
from goalsearch.model import Explanation, Goal, GoalSentence, Span, Term
from goalsearch.ranking.match import Rows
from goalsearch.text.sentences import sentence_spans

_FIELDS: Final = ("summary", "description")
"""The fields of a goal that are made of sentences."""


class _Sentence(NamedTuple):
    """A sentence, with the terms that stand in it, and their forms."""

    text: str
    field: str
    terms: tuple[Term, ...]
    forms: frozenset[str]


class GoalSentences:
    """
    The sentences of goals, read when they are first asked for.

    Args:
        goals: The goals in the order of the index.
        tokenizer: How texts become terms.
    """

    def __init__(self, goals: Sequence[Goal], tokenizer: Callable[[str], Iterable[Term]]) -> None:
        self._goals = goals
        self._tokenizer = tokenizer
        # What a goal says does not depend on the query.
        self._read: dict[tuple[int, bool], tuple[_Sentence, ...]] = {}

    def of_hits(
        self, rows: Rows, explanations: Sequence[Explanation], *, english: bool
    ) -> tuple[GoalSentence | None, ...]:
        """
        For each hit the sentence whose shared terms contribute most; the first of equals, None of a goal without any.

        Args:
            rows: Places of the goals in the corpus, shape ``(n_hits,)``.
            explanations: Why each is a hit, in the same order.
            english: Whether to look at the English text, where there is one.
        """
        return tuple(
            self._best(row, {item.form: item.contribution for item in explanation.evidence}, english=english)
            for row, explanation in zip(rows.tolist(), explanations, strict=True)
        )

    def _best(self, row: int, contributions: Mapping[str, float], *, english: bool) -> GoalSentence | None:
        if (row, english) not in self._read:
            self._read[row, english] = tuple(self._sentences(self._goals[row], english=english))
        sentences = self._read[row, english]
        if not sentences:
            return None
        # Not sum: equals would be told apart by the order of their terms, which is no order, but that of a set.
        shared = contributions.keys()
        support = [math.fsum(map(contributions.__getitem__, sentence.forms & shared)) for sentence in sentences]
        best = sentences[support.index(max(support))]
        spans: tuple[Span, ...] = tuple((start, end) for form, start, end in best.terms if form in contributions)
        return GoalSentence(best.text, best.field, spans)

    def _sentences(self, goal: Goal, *, english: bool) -> Iterable[_Sentence]:
        for field in _FIELDS:
            content: str | None = in_language(goal, field, "en" if english else "ja")
            for start, end in sentence_spans(content or ""):
                text = (content or "")[start:end]
                terms = tuple(self._tokenizer(text))
                yield _Sentence(text, field, terms, frozenset(term.form for term in terms))

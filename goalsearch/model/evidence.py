"""Why a goal is a hit, and why it is none: terms, sentences, related goals."""

from collections.abc import Sequence
from typing import NamedTuple

from goalsearch.model.goal import Goal, Json

Span = tuple[int, int]
"""A piece of the query: characters from the first number up to, not including, the second."""


class Term(NamedTuple):
    """
    One occurrence of an index term in a text.

    Attributes:
        form: The form under which it is indexed.
        start: First character of the occurrence in the original text.
        end: One past its last character.
    """

    form: str
    start: int
    end: int


class Evidence(NamedTuple):
    """
    A term that query and goal share.

    Attributes:
        term: Its label: the way it is most often written in the corpus, such as ``computing`` for the indexed
            ``comput``.
        contribution: Its part of the hit's score; the contributions of a TF-IDF hit add up to the score.
        spans: Where it stands in the query, as it was given.
        fields: Names of the goal's fields that hold it.
        form: The form under which it is indexed.
    """

    term: str
    contribution: float
    spans: tuple[Span, ...]
    fields: tuple[str, ...]
    form: str

    def to_dict(self) -> Json:
        """Plain values, ready for JSON."""
        return {**self._asdict(), "spans": [list(span) for span in self.spans], "fields": list(self.fields)}


class Phrase(NamedTuple):
    """
    Terms that query and goal share and that stand next to each other in the query: one reason as a reader sees it.

    Every term of a hit's evidence is in exactly one of its phrases, most phrases of one term alone among them.

    Attributes:
        text: What is shown: neighbouring terms as the query writes them (``細胞外小胞``), a single one by its label.
        contribution: Its part of the hit's score: the sum of its terms' contributions.
        spans: Where it stands in the query, word for word.
        fields: Names of the goal's fields that hold any of its terms.
        terms: Labels of the terms that it is made of, in the order of the query.
    """

    text: str
    contribution: float
    spans: Sequence[Span]
    fields: tuple[str, ...]
    terms: tuple[str, ...]

    def to_dict(self) -> Json:
        """Plain values, ready for JSON."""
        return {
            **self._asdict(),
            "spans": [list(span) for span in self.spans],
            "fields": list(self.fields),
            "terms": list(self.terms),
        }


class MissingTerm(NamedTuple):
    """
    A heavy term of a goal that the query does not touch.

    Attributes:
        term: Its label, as in `Evidence`.
        weight: Its weight in the goal's unit vector, in ``(0, 1]``.
        fields: Names of the goal's fields that hold it.
    """

    term: str
    weight: float
    fields: tuple[str, ...]

    def to_dict(self) -> Json:
        """Plain values, ready for JSON."""
        return {**self._asdict(), "fields": list(self.fields)}


class Passage(NamedTuple):
    """
    A sentence of the query.

    Attributes:
        start: Its first character in the query.
        end: One past its last character.
        text: The sentence itself.
        score: What its terms contribute to the hit's score.
    """

    start: int
    end: int
    text: str
    score: float

    def to_dict(self) -> Json:
        """Plain values, ready for JSON."""
        return self._asdict()


class RelatedGoal(NamedTuple):
    """
    A goal of an earlier or later year that is near to a goal.

    Attributes:
        goal: The related goal.
        score: How near, in ``(0, 1]``: cosine similarity of the two goals; under a hit, its geometric mean with the
            related goal's own score for the query.
        terms: Terms that link the two, heaviest first.
    """

    goal: Goal
    score: float
    terms: tuple[str, ...]

    def __repr__(self) -> str:
        return f"RelatedGoal({self.score:.3f}, {self.goal.short()})"

    def to_dict(self) -> Json:
        """Plain values, ready for JSON; the goal by what identifies it."""
        return {**self.goal.identity(), "score": self.score, "terms": list(self.terms)}


class GoalSentence(NamedTuple):
    """
    A sentence of a goal's own text.

    Attributes:
        text: The sentence.
        field: The goal's field that it is from.
        spans: Where terms stand in it that the query shares.
    """

    text: str
    field: str
    spans: tuple[Span, ...]

    def to_dict(self) -> Json:
        """Plain values, ready for JSON."""
        return {**self._asdict(), "spans": [list(span) for span in self.spans]}


class NearestPassage(NamedTuple):
    """
    The sentence of a query and the piece of a goal that are nearest in meaning.

    Attributes:
        start: First character of the sentence in the query.
        end: One past its last character.
        text: The sentence.
        field: The goal's field that the piece is from.
        goal_text: The piece: a sentence of a description, or some topics.
        similarity: Cosine similarity of their centred vectors, at most 1.
    """

    start: int
    end: int
    text: str
    field: str
    goal_text: str
    similarity: float

    def to_dict(self) -> Json:
        """Plain values, ready for JSON."""
        return self._asdict()


class Explanation(NamedTuple):
    """
    Why a goal is a hit.

    What not every answer shows may be worked out when it is looked at: phrases, what is missing, related and later.

    Attributes:
        evidence: Shared terms, strongest contribution first.
        phrases: The same terms as the phrases that they form in the query, strongest contribution first.
        passage: The sentence of the query that supports the hit most.
        missing: The goal's heaviest terms that the query does not touch.
        related: Goals of earlier fiscal years near to the goal and to the query.
        tied_with: Rank of the best hit that this one cannot be told apart from; its own rank if there is none better.
        later: The goal of a later fiscal year that continues the goal, if one is near enough.
    """

    evidence: tuple[Evidence, ...]
    phrases: Sequence[Phrase]
    passage: Passage
    missing: Sequence[MissingTerm]
    related: Sequence[RelatedGoal]
    tied_with: int
    later: Sequence[RelatedGoal] = ()


class WeakerTerm(NamedTuple):
    """
    A term of the query that adds more to the score of the first goal than to that of another.

    Attributes:
        term: The term.
        contribution: What it adds to the score of the goal that was asked about; 0 if that does not hold it.
        contribution_to_first: What it adds to the score of the first goal.
    """

    term: str
    contribution: float
    contribution_to_first: float

    def to_dict(self) -> Json:
        """Plain values, ready for JSON."""
        return self._asdict()

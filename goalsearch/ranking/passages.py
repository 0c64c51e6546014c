"""The pieces of a goal, and of a query, that are given to the encoder."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from goalsearch.model import Goal
from goalsearch.model import fields as goal_fields
from goalsearch.model.fields import Kind, is_english
from goalsearch.text.sentences import sentence_spans

# Topics are short; so many together are about as long as a sentence or two.
_TOPICS_TOGETHER: Final = 16
# The encoder reads 512 tokens, about so many Japanese characters; an abstract is one window.
WINDOW: Final = 1000
_MOST_WINDOWS: Final = 4


class GoalPassage(NamedTuple):
    """
    A piece of a goal.

    Attributes:
        row: Place of the goal in the corpus.
        field: The field that it is from.
        text: The piece.
    """

    row: int
    field: str
    text: str


def goal_passages(goals: Sequence[Goal]) -> list[GoalPassage]:
    """
    The pieces of all goals: the sentences of their descriptions, and their topics some at a time.

    A goal that has neither is represented by its title, summary and keywords.
    """
    return [GoalPassage(row, field, text) for row, goal in enumerate(goals) for field, text in _pieces(goal)]


def _pieces(goal: Goal) -> list[tuple[str, str]]:
    concrete = [
        piece
        for field in goal_fields.TABLE
        if field.passages == "concrete"
        for name in field.names
        for piece in _of_field(goal, field.kind, name)
    ]
    if concrete:
        return concrete
    return [
        piece
        for field in goal_fields.TABLE
        if field.passages == "fallback"
        for piece in _of_field(goal, field.kind, field.name)
    ]


def _of_field(goal: Goal, kind: Kind, name: str) -> Iterator[tuple[str, str]]:
    """A line as it is, a text sentence by sentence, the items of a list some at a time."""
    value = getattr(goal, name)
    if not value:
        return
    if kind == "line":
        yield name, value
    elif kind == "text":
        yield from ((name, value[start:end]) for start, end in sentence_spans(value))
    else:
        mark = ", " if is_english(name) else "、"
        for start in range(0, len(value), _TOPICS_TOGETHER):
            yield name, mark.join(value[start : start + _TOPICS_TOGETHER])


def windows(text: str) -> list[str]:
    """
    Pieces of a query, each short enough for the encoder, cut after sentences.

    A long text gives its first piece, where the abstract mostly is, and others evenly spaced: at most four, so that a
    book takes no longer than four abstracts.
    """
    pieces: list[str] = []
    start = end = 0
    for sentence_start, sentence_end in sentence_spans(text):
        if end > start and sentence_end - start > WINDOW:
            pieces.append(text[start:end])
            start = sentence_start
        end = sentence_end
    pieces.append(text[start:end])
    # A sentence without an end may be longer than a window.
    pieces = [piece[place : place + WINDOW] for piece in pieces for place in range(0, max(len(piece), 1), WINDOW)]
    if len(pieces) <= _MOST_WINDOWS:
        return pieces
    return [pieces[place * (len(pieces) - 1) // (_MOST_WINDOWS - 1)] for place in range(_MOST_WINDOWS)]

"""Which sentence of a query and which piece of a goal are nearest in meaning: the evidence of a ranker by meaning."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from goalsearch.model import NearestPassage
from goalsearch.ranking.match import Rows
from goalsearch.ranking.passages import WINDOW, GoalPassage
from goalsearch.ranking.rankers import Semantics
from goalsearch.text.sentences import sentence_spans

# Each costs about half the time of an abstract.
_MOST_SENTENCES: Final = 10


def nearest_passages(
    rows: Rows, text: str, semantics: Semantics, passages: Sequence[GoalPassage], *, english: bool
) -> tuple[NearestPassage, ...]:
    """
    For each hit the sentence of the query and the piece of the goal that are nearest.

    Only pieces in the query's language are looked at, unless the goal has none; of a long text, its first sentences.

    Args:
        rows: Places of the goals in the corpus, shape ``(n_hits,)``.
        text: The query.
        semantics: The goals' vectors, and what makes those of the query.
        passages: The pieces of all goals, in the order of the vectors.
        english: Whether the query is in English.
    """
    sentences = sentence_spans(text)[:_MOST_SENTENCES]
    vectors = semantics.vectors.query_vectors(
        [text[start : min(end, start + WINDOW)] for start, end in sentences], semantics.encoder, english=english
    )
    in_language = np.array([passage.field.endswith("_en") == english for passage in passages])
    found = []
    for row in rows.tolist():
        of_goal = semantics.vectors.passage_rows == row
        readable = np.flatnonzero(of_goal & in_language)
        candidates = readable if len(readable) else np.flatnonzero(of_goal)
        similarities = vectors @ semantics.vectors.passages[candidates].T
        sentence, piece = np.unravel_index(similarities.argmax(), similarities.shape)
        start, end = sentences[sentence]
        passage = passages[candidates[piece]]
        similarity = float(similarities[sentence, piece])
        found.append(NearestPassage(start, end, text[start:end], passage.field, passage.text, similarity))
    return tuple(found)

"""The background searched: what unrelated texts reach, measured when an index is built."""

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Final

import numpy as np
from scipy.sparse import csr_matrix

from goalsearch.ranking.calibration import Calibration
from goalsearch.text.tokenizer import Tokenizer

_TEXTS: Final = Path(__file__).with_name("background.jsonl")
_LANGUAGES: Final = ("ja", "en")

UNRELATED_BELOW: Final = 0.98
"""The part of unrelated texts that stay below the level from which a goal is said to fit."""
# The level of a corpus that shares hardly a word with the background; never zero, since lifts are counted in levels.
_LEAST_LEVEL: Final = 0.01
# How many background texts are taken together for one text. The first is a piece of one, as long as a title.
_SIZES: Final = (Fraction(1, 4), *map(Fraction, (1, 2, 4, 8, 16, 32)))
# Coprime to any likely number of texts, so that those taken together are from different fields.
_STRIDE: Final = 37


def background_texts() -> dict[str, list[str]]:
    """The texts by language, ``ja`` and ``en``, in the order of the file."""
    records = [json.loads(line) for line in _TEXTS.read_text(encoding="utf-8").splitlines()]
    return {language: [record[f"text_{language}"] for record in records] for language in _LANGUAGES}


def calibrate(
    vectors: csr_matrix,
    weigh: Callable[[csr_matrix], csr_matrix],
    vocabulary: Mapping[str, int],
    tokenizer: Tokenizer,
) -> Calibration:
    """
    Measure what the background reaches.

    Args:
        vectors: Unit vectors of the goals, shape ``(n_goals, n_terms)``.
        weigh: Makes unit vectors of counts, both of shape ``(n_texts, n_terms)``.
        vocabulary: Column of each term.
        tokenizer: How texts become terms.
    """
    lengths, means, levels = [], [], []
    for texts in background_texts().values():
        forms = [[term.form for term in tokenizer(text)] for text in texts]
        for size in _SIZES:
            counts = _taken_together(forms, vocabulary, size)
            scores = (weigh(counts) @ vectors.T).toarray()
            mean = scores.mean(axis=0)
            best_lifts = (scores - mean).max(axis=1, initial=0.0)
            lengths.append(np.diff(counts.indptr).mean())
            means.append(mean)
            levels.append(max(float(np.quantile(best_lifts, UNRELATED_BELOW)), _LEAST_LEVEL))
    shape = len(_LANGUAGES), len(_SIZES)
    # Lengths have to ascend to be interpolated, even where a corpus knows none of the terms.
    ascending = np.array(lengths).reshape(shape) + np.arange(len(_SIZES)) * 1e-9
    return Calibration(ascending, np.array(means).reshape(*shape, -1), np.array(levels).reshape(shape))


def _taken_together(forms: Sequence[Sequence[str]], vocabulary: Mapping[str, int], size: Fraction) -> csr_matrix:
    """Counts of as many texts as there are, each made of ``size`` of them, shape ``(n_texts, n_terms)``."""
    n_texts = len(forms)
    pieces = [of_text[: max(1, int(len(of_text) * size))] for of_text in forms] if size < 1 else forms
    counted = [Counter(vocabulary[form] for form in piece if form in vocabulary) for piece in pieces]
    counts = csr_matrix(
        (
            [float(count) for of_text in counted for count in of_text.values()],
            [column for of_text in counted for column in of_text],
            np.cumsum([0, *map(len, counted)]),
        ),
        shape=(n_texts, len(vocabulary)),
    )
    n_together = max(1, int(size))
    members = (np.arange(n_texts)[:, None] + _STRIDE * np.arange(n_together)) % n_texts
    together = csr_matrix(
        (np.ones(members.size), members.ravel(), np.arange(n_texts + 1) * n_together), shape=(n_texts, n_texts)
    )
    return together @ counts

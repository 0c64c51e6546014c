"""
How far the limits of the bands, and the factor of unknown words, hold for texts that had no part in them:
``python -m benchmarks.crossvalidation``.

The limits are found anew by a rule on four fifths of the judged queries and tried on the last, whose goals are others,
for 20 ways to cut them into five. The factor is found on half of the examples, searched for while only the other half
is indexed, and half of the background, and tried on the other halves and on the judged queries. Writes
``benchmarks/results/crossvalidation.json``.
"""

import dataclasses
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
from sklearn.metrics import roc_auc_score

from benchmarks.judged import QUERIES, RESULTS, judged_queries
from goalsearch import Corpus, Searcher
from goalsearch.evaluation import LabelledQuery, QueryField
from goalsearch.model import BANDS, Json
from goalsearch.ranking.background import background_texts
from goalsearch.ranking.calibration import NEAR, POSSIBLE, STRONG, Floats
from goalsearch.text.tokenizer import SudachiTokenizer, count_terms

N_REPEATS: Final = 20
N_FOLDS: Final = 5
N_BANDED: Final = 5
FACTORS: Final = (0.0, 1.0, 2.0, 3.0, 4.0, 6.0, 8.0)
STANDING_FACTOR: Final = 3.0
_USUALLY_KNOWN: Final = 0.9
_FIELDS: Final[Mapping[str, QueryField]] = {"ja": "abstract_ja", "en": "abstract_en"}
# What a limit is found by: of the hits of the band at least so many fit, and of the real texts no more are told "none".
_STRONG_FIT: Final = 0.85
_POSSIBLE_FIT: Final = 0.5
_TOLD_NONE: Final = 0.02

Places = np.ndarray[tuple[int], np.dtype[np.intp]]


class Text(NamedTuple):
    """
    What a text reached.

    Attributes:
        lifts: Fits of the first hits as if all its words were usually known, best first.
        known: The part of its different terms that goals or examples hold.
        fitting: Whether each of these goals fits; empty of a text that nobody judged.
        is_real: Whether some goal fits it.
    """

    lifts: tuple[float, ...]
    known: float
    fitting: tuple[bool, ...]
    is_real: bool

    def fits(self, factor: float = STANDING_FACTOR) -> Floats:
        """Fits of the hits; one that is nowhere near if there are none."""
        return np.array(self.lifts or (-10.0,)) + factor * (self.known - _USUALLY_KNOWN)


class Reader:
    """Searches, and tells how many words are known."""

    def __init__(self, corpus: Corpus) -> None:
        self._tokenizer = SudachiTokenizer()
        self._searcher = Searcher(corpus, tokenizer=self._tokenizer, cache=False)
        self._known = {*self._searcher.index.vocabulary, *self._searcher.index.familiar}

    def texts(self, texts: Sequence[str], judged: Sequence[frozenset[str]] | None = None) -> list[Text]:
        """What texts reach; ``judged`` are the goals that fit each of them."""
        found = []
        for place, ranking in enumerate(self._searcher.rank_all(texts, N_BANDED, ranker="tfidf")):
            terms = count_terms(self._tokenizer, texts[place])
            known = sum(term in self._known for term in terms) / max(len(terms), 1)
            lifts = tuple(hit.fit - STANDING_FACTOR * (known - _USUALLY_KNOWN) for hit in ranking.hits)
            fitting = tuple(hit.goal_id in judged[place] for hit in ranking.hits) if judged else ()
            found.append(Text(lifts, known, fitting, bool(judged and judged[place])))
        return found


def folds(queries: Sequence[LabelledQuery], rng: np.random.Generator) -> list[Places]:
    """Places of the queries in five folds; those that a goal is right for together stay together."""
    group: dict[str, str] = {}
    for query in queries:
        names = query.gold_goal_ids or (query.query_id,)
        root = group.setdefault(names[0], names[0])
        for other in names[1:]:
            old = group.setdefault(other, root)
            group = {name: root if it == old else it for name, it in group.items()}
    roots = sorted(set(group.values()))
    fold_of = dict(zip(rng.permutation(roots).tolist(), np.arange(len(roots)) % N_FOLDS, strict=True))
    of_queries = np.array([fold_of[group[(query.gold_goal_ids or (query.query_id,))[0]]] for query in queries])
    return [np.flatnonzero(of_queries == fold) for fold in range(N_FOLDS)]


def limits(texts: Sequence[Text]) -> tuple[float, float, float]:
    """
    Limits of strong, possible and near by rule.

    Strong is the lowest fit from which on the hits fit as often as they should, possible the lowest above which those
    below strong do, near what all but a few of the real texts reach; none above the one before it.
    """
    hits = sorted(
        ((fit, is_right) for text in texts for fit, is_right in zip(text.fits(), text.fitting, strict=False)),
        reverse=True,
    )
    strong = _lowest(hits, _STRONG_FIT)
    possible = min(_lowest([hit for hit in hits if hit[0] < strong], _POSSIBLE_FIT), strong)
    reached = sorted(float(text.fits()[0]) for text in texts if text.is_real)
    return strong, possible, min(reached[int(_TOLD_NONE * len(reached))], possible)


def _lowest(hits: Sequence[tuple[float, bool]], share: float) -> float:
    shares = np.cumsum([is_right for _, is_right in hits]) / np.arange(1, len(hits) + 1)
    enough = np.flatnonzero(shares >= share)
    return hits[enough[-1]][0] if len(enough) else hits[0][0]


def tried(texts: Sequence[Text], bounds: Sequence[float], counts: Counter[str]) -> None:
    """Add up what texts are told under limits."""
    for text in texts:
        fits = text.fits()
        kind = "real" if text.is_real else "unfitting"
        counts[kind] += 1
        counts[f"{kind} told none"] += bool(fits[0] < bounds[2])
        for fit, is_right in zip(fits, text.fitting, strict=False):
            band = BANDS[sum(fit < bound for bound in bounds)]
            counts[band] += 1
            counts[f"{band} right"] += is_right


def shares(counts: Counter[str]) -> Json:
    """Parts of what was counted."""
    told = {f"{kind}_told_none": counts[f"{kind} told none"] / counts[kind] for kind in ("real", "unfitting")}
    return {**told, **{band: counts[f"{band} right"] / counts[band] for band in BANDS if counts[band]}}


def cross_validate_limits(texts: Sequence[Text], queries: Sequence[LabelledQuery]) -> Json:
    """Limits found on four folds, tried on the fifth, and the standing ones on all."""
    standing, held_out = Counter[str](), Counter[str]()
    found = []
    tried(texts, (STRONG, POSSIBLE, NEAR), standing)
    for repeat in range(N_REPEATS):
        for fold in folds(queries, np.random.default_rng(repeat)):
            inside = set(fold.tolist())
            bounds = limits([text for place, text in enumerate(texts) if place not in inside])
            found.append(bounds)
            tried([texts[place] for place in fold.tolist()], bounds, held_out)
    low, middle, high = np.quantile(np.array(found), [0.05, 0.5, 0.95], axis=0)
    return {
        "standing": {"limits": [STRONG, POSSIBLE, NEAR], **shares(standing)},
        "held_out": {"limits": middle.tolist(), "from": low.tolist(), "to": high.tolist(), **shares(held_out)},
    }


def separation(real: Sequence[Text], others: Sequence[Text], factor: float) -> float:
    """Area under the curve of the best fit: how often a real text has a higher one than another."""
    best = [float(text.fits(factor)[0]) for text in (*real, *others)]
    return float(roc_auc_score([1] * len(real) + [0] * len(others), best))


def cross_validate_factor(halves: Sequence[tuple[Sequence[Text], Sequence[Text]]], judged: Sequence[Text]) -> Json:
    """The factor that separates best on one half, tried on the other; what each reaches on the judged queries."""
    real, others = ([text for text in judged if text.is_real == wanted] for wanted in (True, False))
    chosen, held_out = [], []
    for one, two in (halves, halves[::-1]):
        best = max(FACTORS, key=lambda factor: separation(*one, factor))
        chosen.append(best)
        held_out.append(separation(*two, best))
    return {
        "chosen": chosen,
        "held_out": held_out,
        "factors": [
            {
                "factor": factor,
                "examples": float(np.mean([separation(*half, factor) for half in halves])),
                "judged": separation(real, others, factor),
            }
            for factor in FACTORS
        ],
    }


def half_indexed(corpus: Corpus, half: int) -> Corpus:
    """The corpus with every second example of each goal."""
    kept = {goal_id: items[half::2] for goal_id, items in corpus.examples().items()}
    return dataclasses.replace(
        corpus, fingerprint=f"{corpus.fingerprint} half {half}", places={}, example_reader=lambda: kept
    )


def main() -> None:
    """Run everything, write the results, print them."""
    corpus = Corpus.builtin()
    queries = judged_queries(corpus)
    whole, readers = Reader(corpus), [Reader(half_indexed(corpus, half)) for half in (0, 1)]
    results: dict[str, Json] = {}
    for language, field in _FIELDS.items():
        asked = [query for query in queries if field in query.texts and query.judgement is not None]
        fitting = [query.judgement.fitting for query in asked if query.judgement]
        judged = whole.texts([query.texts[field] for query in asked], fitting)
        background = background_texts()[language]
        halves = []
        for half, reader in enumerate(readers):
            items = [item for of_goal in corpus.examples().values() for item in of_goal[1 - half :: 2]]
            texts = list(filter(None, (item.text(english=language == "en") for item in items)))
            halves.append((reader.texts(texts), reader.texts(background[half::2])))
        results[language] = {
            "limits": cross_validate_limits(judged, asked),
            "factor": cross_validate_factor(halves, judged),
        }
    written = {"repeats": N_REPEATS, "folds": N_FOLDS, "queries": QUERIES.name, **results}
    (RESULTS / "crossvalidation.json").write_text(json.dumps(written, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(written, indent=1))


if __name__ == "__main__":
    main()

"""
How sure the two fitted numbers are, and one lever: ``python -m benchmarks.crossvalidation``.

The weight of the semantic part in the hybrid, the weight of edge topics, both together, and the weight of bigrams are
chosen on four fifths of the goals and scored on the queries of the last fifth, for 20 random ways to cut the goals into
five. Whatever a choice would gain only by knowing the queries that it is scored on does not show up here. Writes
``benchmarks/results/crossvalidation.json``.
"""

import dataclasses
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np

from benchmarks.encoding import RememberingEncoder
from benchmarks.fusions import Fuse, Fused, TwoScores, weighted
from benchmarks.levers import Experiment, Floats, Lab, Recipe
from benchmarks.quality import QUERIES, RESULTS
from benchmarks.rankers import Ranker
from goalsearch import Corpus, Weighting
from goalsearch.evaluation import LabelledQuery, mean_interval, outcomes, read_queries
from goalsearch.model import Json
from goalsearch.ranking.semantic import FUSION_WEIGHT
from goalsearch.text.tokenizer import SudachiTokenizer

FUSION_WEIGHTS: Final = tuple(round(0.1 * step, 1) for step in range(16))
EDGE_WEIGHTS: Final = (0.0, 0.1, 0.25, 0.4, 0.5, 0.6, 0.8, 1.0)
BIGRAM_WEIGHTS: Final = (0.0, 0.25, 0.5, 0.75, 1.0, 1.5)
N_REPEATS: Final = 20
N_FOLDS: Final = 5
_MEASURES: Final = ("mrr", "recall@1", "recall@5")

Settings = tuple[float, ...]


def measured(ranker: Ranker, queries: Sequence[LabelledQuery]) -> Floats:
    """MRR, R@1 and R@5 of each query, mean of its Japanese and its English abstract, shape ``(n_queries, 3)``."""
    both = [outcomes(ranker.rank, queries, field) for field in ("abstract_ja", "abstract_en")]
    values = [[[outcome.measures[name] for name in _MEASURES] for outcome in found] for found in both]
    means: Floats = np.mean(values, axis=0)
    return means


def folds(
    queries: Sequence[LabelledQuery], rng: np.random.Generator
) -> list[np.ndarray[tuple[int], np.dtype[np.intp]]]:
    """
    Places of the queries, in five folds by right goal.

    Goals that are right for one query stay together, and so do all their queries.
    """
    group: dict[str, str] = {}
    for query in queries:
        first = query.gold_goal_ids[0]
        root = group.setdefault(first, first)
        for other in query.gold_goal_ids[1:]:
            old = group.setdefault(other, root)
            group = {goal: root if it == old else it for goal, it in group.items()}
    roots = sorted(set(group.values()))
    fold_of = dict(zip(rng.permutation(roots).tolist(), np.arange(len(roots)) % N_FOLDS, strict=True))
    of_queries = np.array([fold_of[group[query.gold_goal_ids[0]]] for query in queries])
    return [np.flatnonzero(of_queries == fold) for fold in range(N_FOLDS)]


def cross_validate(table: Mapping[Settings, Floats], queries: Sequence[LabelledQuery], standing: Settings) -> Json:
    """
    Choose the setting with the best MRR on four folds, the first of equals, and score it on the fifth; again and again.

    Args:
        table: What each setting reaches, each of shape ``(n_queries, 3)``.
        queries: The queries.
        standing: The setting in the code.
    """
    settings, values = list(table), np.array(list(table.values()))
    chosen: Counter[Settings] = Counter()
    held_out = np.zeros((N_REPEATS, *values.shape[1:]))
    for repeat in range(N_REPEATS):
        for fold in folds(queries, np.random.default_rng(repeat)):
            rest = np.setdiff1d(np.arange(len(queries)), fold)
            best = int(values[:, rest, 0].mean(axis=1).argmax())
            chosen[settings[best]] += 1
            held_out[repeat, fold] = values[best, fold]
    of_query = held_out.mean(axis=0)
    gain = mean_interval(of_query[:, 0] - table[standing][:, 0])
    # The first setting has every weight at zero: what a fitted weight has to be better than.
    gain_on_none = mean_interval(of_query[:, 0] - values[0, :, 0])
    return {
        "held_out": dict(zip(_MEASURES, of_query.mean(axis=0).tolist(), strict=True)),
        "held_out_mrr_by_repeat": {
            "min": held_out[..., 0].mean(axis=1).min(),
            "max": held_out[..., 0].mean(axis=1).max(),
        },
        "standing": {
            "setting": list(standing),
            **dict(zip(_MEASURES, table[standing].mean(axis=0).tolist(), strict=True)),
        },
        "held_out_mrr_minus_standing": gain.to_dict(),
        "held_out_mrr_minus_zero": gain_on_none.to_dict(),
        "chosen": [{"setting": list(setting), "times": times} for setting, times in chosen.most_common()],
        "all_queries": [
            {"setting": list(setting), **dict(zip(_MEASURES, reached.mean(axis=0).tolist(), strict=True))}
            for setting, reached in table.items()
        ],
    }


def main() -> None:
    """Run everything, write the results, print them in short."""
    corpus = Corpus.builtin()
    queries = read_queries(QUERIES, corpus)
    lab = Lab(corpus.goals, SudachiTokenizer())
    encoder = RememberingEncoder()
    core = Recipe()
    edge = Weighting().edge_topics
    recipes = {weight: core.with_field("edge_topics", weight) for weight in EDGE_WEIGHTS}
    fuses: dict[float, Fuse] = {weight: weighted(weight) for weight in FUSION_WEIGHTS}
    both: dict[Settings, Floats] = {
        (of_edge, weight): measured(Fused(scores, fuse, corpus.goals), queries)
        for of_edge, recipe in recipes.items()
        for scores in (TwoScores(lab, encoder, recipe),)
        for weight, fuse in fuses.items()
    }
    bigrams: dict[Settings, Floats] = {
        (weight,): measured(Experiment(lab, dataclasses.replace(core, units="bigrams", added_weight=weight)), queries)
        for weight in BIGRAM_WEIGHTS
    }
    results: dict[str, Any] = {
        "fusion": cross_validate({(w,): both[edge, w] for w in FUSION_WEIGHTS}, queries, (FUSION_WEIGHT,)),
        "edge_topics": cross_validate({(of_edge,): both[of_edge, 0.0] for of_edge in EDGE_WEIGHTS}, queries, (edge,)),
        "edge_topics_and_fusion": cross_validate(both, queries, (edge, FUSION_WEIGHT)),
        "bigrams": cross_validate(bigrams, queries, (0.0,)),
    }
    written = {"repeats": N_REPEATS, "folds": N_FOLDS, "abstracts": "mean of Japanese and English", **results}
    (RESULTS / "crossvalidation.json").write_text(json.dumps(written, indent=2) + "\n", encoding="utf-8")
    for name, of_name in results.items():
        print(name, json.dumps({key: value for key, value in of_name.items() if key != "all_queries"}))
        for row in of_name["all_queries"]:
            print("   ", {key: np.round(value, 3).tolist() for key, value in row.items()})


if __name__ == "__main__":
    main()

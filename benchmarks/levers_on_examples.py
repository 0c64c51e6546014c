"""
The levers of the core on the example abstracts as queries: ``python -m benchmarks.levers_on_examples``.

Each of the examples is searched for in both languages, with the examples themselves left out of the index; right is the
goal that it was written for. That makes thousands of queries where the judged ones are 78, so that small effects can be
told. Examples of one goal have one writer and are alike, so whole goals are drawn for the intervals. Their writers saw
the text of their goal: what is measured here flatters the fields that they read. So each lever is measured on the
judged queries as well, and counts as proven only if it helps in the one and does not hurt in the other.

Goals are ordered by how far a score exceeds what the examples of other goals reach with them, as goalsearch does, and
by the bare cosine beside it. Writes ``benchmarks/results/levers.json`` and ``levers.md``.
"""

import json
import sys
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.judged import RESULTS, judged_queries, signed
from benchmarks.levers import Experiment, Floats, Lab, Recipe, levers
from goalsearch import Corpus
from goalsearch.evaluation import Estimate, Judgement, LabelledQuery, graded_ndcg_at, mean_difference
from goalsearch.ranking.calibration import OWN_MEAN, OWN_SPREAD
from goalsearch.reports.records import markdown_table
from goalsearch.text.tokenizer import SudachiTokenizer

CORE: Final = "core"
_LANGUAGES: Final = ("ja", "en")
_IN_REACH: Final = 99
_PREFACE: Final = """\
# Levers of the core, on {n_texts} example texts as queries

{n_goals} goals, examples not in the index; made by `python -m benchmarks.levers_on_examples`. Differences from the
core, in brackets the 95 % bootstrap interval over goals, on the judged queries over queries. The core itself: {core}.

- MRR: reciprocal rank of the goal that an example was written for, in the order of goalsearch; by cosine: in that of
  the bare cosine.
- nDCG@5: on the judged development queries, mean of both abstracts.
- A lever *helps* if the interval of MRR of both languages lies above 0 and that of nDCG@5 not below it, *hurts* if it
  lies below; else nothing is proven. Of fifty levers that do nothing, one or two would be said to help.
"""


class Texts(NamedTuple):
    """
    Queries in one language.

    Attributes:
        texts: The texts.
        rows: Place of the right goal of each, shape ``(n_texts,)``; -1 where nobody said.
    """

    texts: Sequence[str]
    rows: NDArray[np.intp]


class Outcome(NamedTuple):
    """
    What a recipe did.

    Attributes:
        by_goal: Mean reciprocal rank of each goal's examples, by language, shape ``(n_goals,)``.
        by_cosine: The same in the order of the cosine, both languages together.
        ndcg: nDCG@5 of each judged query, mean of both abstracts.
    """

    by_goal: Mapping[str, Floats]
    by_cosine: Floats
    ndcg: Floats

    @property
    def both(self) -> Floats:
        """Mean of both languages."""
        both: Floats = np.mean([self.by_goal[language] for language in _LANGUAGES], axis=0)
        return both

    def minus(self, core: "Outcome") -> dict[str, Estimate]:
        """The differences, by column of the table."""
        return {
            **{name: mean_difference(self.by_goal[name], core.by_goal[name]) for name in _LANGUAGES},
            "both": mean_difference(self.both, core.both),
            "by cosine": mean_difference(self.by_cosine, core.by_cosine),
            "nDCG@5": mean_difference(self.ndcg, core.ndcg),
        }


class Trial:
    """
    The queries that all recipes are tried on.

    Args:
        corpus: The goals, with their examples.
    """

    def __init__(self, corpus: Corpus) -> None:
        self._goals = corpus.goals
        place = {goal.id: row for row, goal in enumerate(self._goals)}
        examples = [(place[goal_id], item) for goal_id, items in corpus.examples().items() for item in items]
        self.examples: dict[str, Texts] = {}
        for language in _LANGUAGES:
            texts = [(row, item.text(english=language == "en")) for row, item in examples]
            given = [(row, text) for row, text in texts if text]
            self.examples[language] = Texts([text for _, text in given], np.array([row for row, _ in given]))
        self._queries = [query for query in judged_queries(corpus) if query.judgement and query.judgement.fitting]

    def outcome(self, experiment: Experiment) -> Outcome:
        """What one recipe does with all of them."""
        by_goal, by_cosine, ndcg = {}, [], []
        for language, (texts, rows) in self.examples.items():
            scores = experiment.score_all(texts)
            means, spreads = _reach(scores, rows)
            by_goal[language] = self._by_goal((scores - means) / spreads, rows)
            by_cosine.append(self._by_goal(scores, rows))
            of_queries = experiment.score_all([_text(query, language) for query in self._queries])
            ndcg.append(self._ndcg((of_queries - means) / spreads))
        return Outcome(by_goal, np.mean(by_cosine, axis=0), np.mean(ndcg, axis=0))

    def _by_goal(self, scores: Floats, rows: NDArray[np.intp]) -> Floats:
        own = scores[np.arange(len(rows)), rows]
        # Goals before the right one, and those of equal score that stand before it in the corpus.
        is_before = np.arange(scores.shape[1]) < rows[:, None]
        ranks = 1 + (scores > own[:, None]).sum(axis=1) + ((scores == own[:, None]) & is_before).sum(axis=1)
        totals = np.bincount(rows, weights=1 / ranks, minlength=len(self._goals))
        means: Floats = totals / np.maximum(np.bincount(rows, minlength=len(self._goals)), 1)
        return means

    def _ndcg(self, scores: Floats) -> list[float]:
        found = []
        for query, of_query in zip(self._queries, scores, strict=True):
            ranked = [self._goals[row].id for row in np.argsort(-of_query, kind="stable")]
            judgement = query.judgement or Judgement.of({})
            found.append(graded_ndcg_at(ranked, judgement.grades, 5))
        return found


def _text(query: LabelledQuery, language: str) -> str:
    return query.texts["abstract_en" if language == "en" else "abstract_ja"]


def _reach(scores: Floats, rows: NDArray[np.intp]) -> tuple[Floats, Floats]:
    """What examples of other goals reach with each goal: the mean, and what one in a hundred has beyond it."""
    means, spreads = np.zeros(scores.shape[1]), np.zeros(scores.shape[1])
    for goal in range(scores.shape[1]):
        others = scores[rows != goal, goal]
        means[goal] = others.mean()
        spreads[goal] = np.percentile(others, _IN_REACH) - means[goal]
    spreads = np.maximum(OWN_SPREAD * spreads + (1 - OWN_SPREAD) * np.median(spreads), 1e-9)
    return OWN_MEAN * means + (1 - OWN_MEAN) * np.median(means), spreads


def verdict(differences: Mapping[str, Estimate]) -> str:
    """What the intervals prove."""
    examples, judged = differences["both"], differences["nDCG@5"]
    if examples.low > 0 and judged.high >= 0:
        return "helps"
    return "hurts" if examples.high < 0 else "unproven"


def main() -> None:
    """Run all levers, write both files, print the table."""
    corpus = Corpus.builtin()
    trial, lab = Trial(corpus), Lab(corpus.goals, SudachiTokenizer())
    core = trial.outcome(Experiment(lab, Recipe()))
    means = {name: float(core.by_goal[name].mean()) for name in _LANGUAGES}
    rows, plain = [], []
    for name, recipe in levers().items():
        print(name, file=sys.stderr)
        differences = trial.outcome(Experiment(lab, recipe)).minus(core)
        rows.append([name, *map(signed, differences.values()), verdict(differences)])
        values = {column: estimate.to_dict() for column, estimate in differences.items()}
        plain.append({"lever": name, **values, "verdict": verdict(differences)})
    said = f"MRR {means['ja']:.3f} in Japanese, {means['en']:.3f} in English, nDCG@5 {core.ndcg.mean():.3f}"
    n_texts = sum(len(texts) for texts, _ in trial.examples.values())
    table = _PREFACE.format(n_texts=f"{n_texts:,}", n_goals=len(corpus), core=said)
    head = ["lever", "MRR, Japanese", "English", "both", "both, by cosine", "nDCG@5, judged", "verdict"]
    table += "\n" + markdown_table(head, rows)
    results = {"n_texts": n_texts, "core": {**means, "nDCG@5": float(core.ndcg.mean())}, "levers": plain}
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "levers.json").write_text(json.dumps(results, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    (RESULTS / "levers.md").write_text(table, encoding="utf-8")
    print(table)


if __name__ == "__main__":
    main()

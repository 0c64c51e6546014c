"""
Long texts: ``python -m benchmarks.long_texts``.

Each development abstract stands in a text of 20 paragraphs on other things, before them or at a place drawn. Does it
help to search for the heaviest terms alone, or window by window? And does the latter hurt where all of a text is on one
thing: both abstracts of a query together? Writes ``benchmarks/results/long_texts.json``.
"""

import dataclasses
import json
from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal

import numpy as np

from benchmarks.encoding import RememberingEncoder
from benchmarks.fusions import Fused, TwoScores, weighted
from benchmarks.levers import BestWindow, Experiment, Floats, Lab, Recipe, levers
from benchmarks.quality import QUERIES, RESULTS, signed, verdict
from benchmarks.rankers import Ranker
from goalsearch import Corpus
from goalsearch.evaluation import LabelledQuery, QueryField, mean_difference, outcomes, read_queries
from goalsearch.model import Json
from goalsearch.ranking.background import background_texts
from goalsearch.ranking.semantic import FUSION_WEIGHT
from goalsearch.text.tokenizer import SudachiTokenizer

Place = Literal["first", "amid"]
PLACES: Final[tuple[Place, ...]] = ("first", "amid")
N_PARAGRAPHS: Final = 20
# Long texts take the encoder long: the hybrid is measured on every sixth query, in Japanese, with the abstract first.
_EVERY: Final = 6
_SEED: Final = 0
_FIELDS: Final[Mapping[QueryField, str]] = {"abstract_ja": "ja", "abstract_en": "en"}
_MEASURES: Final = ("recall@1", "recall@5", "mrr")


def within_others(queries: Sequence[LabelledQuery], field: QueryField, place: Place) -> list[LabelledQuery]:
    """The queries with one of their texts among background texts of its language."""
    rng = np.random.default_rng(_SEED)
    background = background_texts()[_FIELDS[field]]
    return [
        dataclasses.replace(query, texts={field: _among(query.texts[field], background, place, rng)})
        for query in queries
    ]


def _among(text: str, background: Sequence[str], place: Place, rng: np.random.Generator) -> str:
    paragraphs = [background[number] for number in rng.choice(len(background), N_PARAGRAPHS, replace=False)]
    paragraphs.insert(0 if place == "first" else int(rng.integers(N_PARAGRAPHS + 1)), text)
    return "\n\n".join(paragraphs)


def measured(ranker: Ranker, queries: Sequence[LabelledQuery], field: QueryField) -> Floats:
    """R@1, R@5 and MRR, shape ``(n_queries, 3)``."""
    return np.array([[it.measures[name] for name in _MEASURES] for it in outcomes(ranker.rank, queries, field)])


def row(values: Floats, core: Floats) -> Json:
    """One row of the results, ready for JSON."""
    difference = mean_difference(values[:, 2], core[:, 2])
    means = dict(zip(_MEASURES, values.mean(axis=0).tolist(), strict=True))
    return {
        **means,
        "mrr_minus_core": difference.to_dict(),
        "verdict": verdict(difference),
        "shown": signed(difference),
    }


def table(rankers: Mapping[str, Ranker], queries: Sequence[LabelledQuery], field: QueryField) -> dict[str, Any]:
    """One row for each ranker; the first is what the others are compared with."""
    values = {name: measured(ranker, queries, field) for name, ranker in rankers.items()}
    base = next(iter(values.values()))
    return {"n_queries": len(queries), "rankers": {name: row(of_ranker, base) for name, of_ranker in values.items()}}


def main() -> None:
    """Run everything, write the results, print them."""
    corpus = Corpus.builtin()
    queries = read_queries(QUERIES, corpus)
    lab = Lab(corpus.goals, SudachiTokenizer())
    core = Experiment(lab, Recipe())
    rankers: dict[str, Ranker] = {"core": core}
    rankers |= {f"{n} heaviest query terms": Experiment(lab, Recipe(query_terms=n)) for n in (32, 64, 128, 256)}
    rankers["bigrams at 0.5"] = Experiment(lab, levers()["bigrams at 0.5"])
    rankers |= {f"best window of {n} characters": BestWindow(lab, n) for n in (200, 300, 400, 600, 1000)}
    rankers["best window of 400 characters + whole"] = BestWindow(lab, 400, with_whole=True)
    results: dict[str, Any] = {}
    for field in _FIELDS:
        for place in PLACES:
            results[f"{field}, {place}"] = table(rankers, within_others(queries, field, place), field)
        results[f"{field}, alone"] = table(rankers, queries, field)
    together = [
        dataclasses.replace(it, texts={"abstract_ja": f"{it.texts['abstract_ja']}\n\n{it.texts['abstract_en']}"})
        for it in queries
    ]
    results["both abstracts together"] = table(rankers, together, "abstract_ja")
    hybrid = Fused(TwoScores(lab, RememberingEncoder()), weighted(FUSION_WEIGHT), corpus.goals)
    long = within_others(queries, "abstract_ja", "first")[::_EVERY]
    results["abstract_ja, first, every sixth query"] = table({"core": core, "hybrid": hybrid}, long, "abstract_ja")
    (RESULTS / "long_texts.json").write_text(json.dumps(results, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    for name, of_name in results.items():
        print(name, of_name["n_queries"])
        for ranker, values in of_name["rankers"].items():
            print(f"    {ranker:40s}", *(f"{values[it]:.3f}" for it in _MEASURES), values["shown"], values["verdict"])


if __name__ == "__main__":
    main()

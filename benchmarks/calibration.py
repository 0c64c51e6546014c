"""
What bands, verdicts, ties and related goals are worth: ``python -m benchmarks.calibration``.

Real projects should keep their right goal at possible or better, texts that fit no goal should be told so, and
unrelated texts that had no part in the levels should exceed them as rarely as those that had. Writes
``benchmarks/results/calibration.json``.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import fmean, pstdev
from typing import Any, Final
from unittest.mock import patch

import numpy as np

from benchmarks.encoding import RememberingEncoder
from benchmarks.quality import QUERIES, RESULTS
from goalsearch import Corpus, Searcher, SearchResult
from goalsearch.evaluation import LabelledQuery, QueryField, read_queries
from goalsearch.evaluation.metrics import best_rank
from goalsearch.model import Json
from goalsearch.ranking import background, semantic_build
from goalsearch.ranking.background import UNRELATED_BELOW, background_texts
from goalsearch.ranking.calibration import STRONG
from goalsearch.ranking.fusion import Ranker
from goalsearch.text.tokenizer import SudachiTokenizer

RANKERS: Final[tuple[Ranker, ...]] = ("tfidf", "semantic", "hybrid")
N_SEEDS: Final = 10
# What else the level could have been: whoever knows this table has seen the texts that judge it.
OTHER_LEVELS: Final = (0.9, 0.95, 0.96, 0.97, 0.98, 0.99)
_FIELDS: Final[dict[str, QueryField]] = {"ja": "abstract_ja", "en": "abstract_en"}
_FITS: Final = {"strong", "possible"}


def main() -> None:
    """Run everything, write the results, print them."""
    corpus = Corpus.builtin()
    queries = read_queries(QUERIES, corpus)
    tokenizer, encoder = SudachiTokenizer(), RememberingEncoder()
    searcher = Searcher(corpus, tokenizer=tokenizer, cache=False, encoder=lambda: encoder)
    no_match = _json_lines(QUERIES.with_name("dev-nomatch.jsonl"))
    results: dict[str, dict[str, Any]] = {"bands": {}, "ties": {}}
    for ranker in RANKERS:
        for language, field in _FIELDS.items():
            found = [(query, _all_hits(searcher, query.texts[field], ranker)) for query in queries]
            unrelated = [
                searcher.search(text[field], ranker=ranker, k=len(corpus)) for text in no_match if text.get(field)
            ]
            results["bands"][f"{ranker} {language}"] = {**_of_projects(found), **_of_unrelated(unrelated)}
            results["ties"][f"{ranker} {language}"] = _ties(found)
    results["lineage"] = _lineage(searcher)
    results["levels"] = {"unrelated_below": UNRELATED_BELOW, "strong": STRONG}
    results["other_levels"] = _other_levels(corpus, tokenizer, encoder, queries, no_match)
    results["false_alarms"] = _false_alarms(corpus, tokenizer, encoder)
    (RESULTS / "calibration.json").write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    for name, values in results.items():
        for key, value in values.items():
            print(name, key, json.dumps(value))


def _all_hits(searcher: Searcher, text: str, ranker: Ranker) -> SearchResult:
    return searcher.search(text, len(searcher.corpus), ranker=ranker)


def _of_projects(found: Sequence[tuple[LabelledQuery, SearchResult]]) -> Json:
    """The bands of right goals among the first five, and verdicts on real projects."""
    bands = []
    for query, result in found:
        hits = [hit for hit in result.hits[:5] if hit.goal.id in query.gold_goal_ids]
        if hits:
            bands.append(hits[0].band)
    fitting = [sum(hit.band in _FITS for hit in result.hits) for _, result in found]
    return {
        "n_projects": len(found),
        "right_goal_in_first_five": len(bands),
        "of_these_possible_or_better": sum(band in _FITS for band in bands) / len(bands),
        "of_these_strong": sum(band == "strong" for band in bands) / len(bands),
        "projects_told_none_fits": sum(result.verdict == "none" for _, result in found) / len(found),
        "goals_possible_or_better_a_project": fmean(fitting),
    }


def _of_unrelated(results: Sequence[SearchResult]) -> Json:
    """Verdicts on texts that fit no goal."""
    quiet = [result.verdict == "none" or all(hit.band == "weak" for hit in result.hits) for result in results]
    return {
        "n_no_match": len(results),
        "no_match_none_or_weak_only": fmean(quiet),
        "no_match_with_a_strong_hit": fmean(any(hit.band == "strong" for hit in result.hits) for result in results),
    }


def _ties(found: Sequence[tuple[LabelledQuery, SearchResult]]) -> Json:
    """How ties fall on first and second places."""
    ranks, tied = [], []
    for query, result in found:
        ranks.append(best_rank([hit.goal.id for hit in result.hits], query.gold_goal_ids))
        tied.append(len(result.hits) > 1 and result.hits[1].tied_with == 1)
    return {
        "first_right": ranks.count(1),
        "first_right_second_tied": sum(t for rank, t in zip(ranks, tied, strict=True) if rank == 1),
        "second_right": ranks.count(2),
        "second_right_tied_with_first": sum(t for rank, t in zip(ranks, tied, strict=True) if rank == 2),
        "hits_tied_with_first_mean": fmean(
            sum(hit.tied_with == 1 for hit in result.hits[:5]) - 1 for _, result in found
        ),
    }


def _lineage(searcher: Searcher) -> Json:
    pairs = _json_lines(QUERIES.with_name("dev-lineage.jsonl"))
    ranks = []
    for pair in pairs:
        related = [it.goal.id for it in searcher.related(pair["goal_id"], 12)]
        ranks.append(best_rank(related, pair["related_ids"]))
    missed = [pair["goal_id"] for pair, rank in zip(pairs, ranks, strict=True) if rank is None or rank > 3]
    return {
        "n_goals": len(pairs),
        "success@3": sum(rank is not None and rank <= 3 for rank in ranks),
        "success@1": ranks.count(1),
        "missed": missed,
    }


def _other_levels(
    corpus: Corpus,
    tokenizer: SudachiTokenizer,
    encoder: RememberingEncoder,
    queries: Sequence[LabelledQuery],
    no_match: Sequence[dict[str, Any]],
) -> dict[str, Any]:
    """Both shares that the bands are judged by, had another part of the background been the level."""
    found = {}
    for part in OTHER_LEVELS:
        with (
            patch.object(background, "UNRELATED_BELOW", part),
            patch.object(semantic_build, "UNRELATED_BELOW", part),
        ):
            searcher = Searcher(corpus, tokenizer=tokenizer, cache=False, encoder=lambda: encoder)
            searcher.search("", ranker="hybrid")
        for ranker in ("tfidf", "hybrid"):
            for language, field in _FIELDS.items():
                projects = _of_projects([(it, _all_hits(searcher, it.texts[field], ranker)) for it in queries])
                unrelated = _of_unrelated([_all_hits(searcher, it[field], ranker) for it in no_match if it.get(field)])
                found[f"{part} {ranker} {language}"] = {
                    "right_goal_possible_or_better": projects["of_these_possible_or_better"],
                    "no_match_none_or_weak_only": unrelated["no_match_none_or_weak_only"],
                }
    return found


def _false_alarms(corpus: Corpus, tokenizer: SudachiTokenizer, encoder: RememberingEncoder) -> Json:
    """Part of the background that is told that a goal fits, by levels from the other half of it; mean over splits."""
    texts = background_texts()
    n_texts = len(texts["ja"])
    alarms: dict[str, list[float]] = {f"{ranker} {language}": [] for ranker in RANKERS for language in texts}
    for seed in range(N_SEEDS):
        shuffled = np.random.default_rng(seed).permutation(n_texts)
        for half, rest in ((shuffled[::2], shuffled[1::2]), (shuffled[1::2], shuffled[::2])):
            known = {
                language: [of_language[number] for number in sorted(half)] for language, of_language in texts.items()
            }
            with _background(known):
                searcher = Searcher(corpus, tokenizer=tokenizer, cache=False, encoder=lambda: encoder)
                searcher.search(known["ja"][0], ranker="hybrid")
            for ranker in RANKERS:
                for language, of_language in texts.items():
                    results = [searcher.search(of_language[number], 1, ranker=ranker) for number in rest]
                    alarms[f"{ranker} {language}"].append(fmean(result.verdict == "goals" for result in results))
    return {
        name: {"n_splits": len(rates), "mean": fmean(rates), "sd": pstdev(rates), "min": min(rates), "max": max(rates)}
        for name, rates in alarms.items()
    }


@contextmanager
def _background(texts: dict[str, list[str]]) -> Iterator[None]:
    """Levels are made from ``texts`` alone; replaced where it is read, since none but a benchmark wants another."""
    with (
        patch.object(background, "background_texts", lambda: texts),
        patch.object(semantic_build, "background_texts", lambda: texts),
    ):
        yield


def _json_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


if __name__ == "__main__":
    main()

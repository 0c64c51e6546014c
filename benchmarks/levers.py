"""
The TF-IDF core rebuilt from a recipe, so that one ingredient at a time can be changed: the levers of
`levers_on_examples.py`.

`Recipe()` as it stands is the core of goalsearch, and a test holds the two against each other. Everything else here is
an experiment, a few lines each; docs/quality.md says what came of them.
"""

import dataclasses
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sudachipy import Dictionary, SplitMode

from benchmarks.rankers import WITHOUT_EXAMPLES, Ranker, ranked_ids
from goalsearch import Corpus, Goal, Weighting
from goalsearch.model import Term
from goalsearch.ranking.background import background_texts
from goalsearch.ranking.build import build_index
from goalsearch.ranking.weighting import field_text
from goalsearch.text.language import language_of
from goalsearch.text.normalize import normalize
from goalsearch.text.sentences import sentence_spans
from goalsearch.text.tokenizer import Tokenizer, count_terms

Floats = NDArray[np.float64]
Analyser = Callable[[str], Sequence[str]]

# Terms that an analyser adds beside the ordinary ones begin with this, and get a weight of their own.
_ADDED: Final = "+"
CORE_FIELDS: Final = {name: Weighting().of_field(name) for name in WITHOUT_EXAMPLES}


class Counted(NamedTuple):
    """
    What an analyser finds in the goals and the background.

    Attributes:
        by_field: Counts by field, each of shape ``(n_goals, n_terms)``.
        numbers: Column of each term.
        background: Part of the background's texts of one language that hold each term, shape ``(n_terms,)``.
    """

    by_field: Mapping[str, csr_matrix]
    numbers: Mapping[str, int]
    background: Floats


class Lab:
    """
    Goals counted in any way, each way once.

    Args:
        goals: The goals in corpus order.
        tokenizer: How texts become terms.
    """

    def __init__(self, goals: Sequence[Goal], tokenizer: Tokenizer) -> None:
        self.goals = goals
        self._tokenizer = tokenizer
        self._counted: dict[str, Counted] = {}
        self._texts: dict[tuple[str, str], Counter[str]] = {}
        self._sudachi = Dictionary(dict="core").tokenizer(SplitMode.C)

    def count(self, units: str, text: str) -> Counter[str]:
        """How often each term occurs in a text."""
        if (units, text) not in self._texts:
            self._texts[units, text] = Counter(self._analyse(units, text))
        return self._texts[units, text]

    def counted(self, units: str) -> Counted:
        """The goals and the background, counted in one way."""
        if units not in self._counted:
            texts = {
                name: [self.count(units, field_text(goal, name)) for goal in self.goals] for name in WITHOUT_EXAMPLES
            }
            terms = sorted({term for counts in texts.values() for of_goal in counts for term in of_goal})
            numbers = {term: number for number, term in enumerate(terms)}
            background = np.zeros(len(terms))
            for of_language in background_texts().values():
                for text in of_language:
                    known = [numbers[term] for term in self.count(units, text) if term in numbers]
                    background[known] += 1 / len(of_language)
            by_field = {name: _matrix(counts, numbers) for name, counts in texts.items()}
            self._counted[units] = Counted(by_field, numbers, np.minimum(background, 1))
        return self._counted[units]

    def _analyse(self, units: str, text: str) -> list[str]:
        terms = self._tokenizer(text)
        match units:
            case "all":
                return [term.form for term in terms]
            case "long":
                return [term.form for term in _long_units(terms)]
            case "short":
                return [term.form for term in _short_units(terms)]
            case "bigrams":
                return [*(term.form for term in terms), *_bigrams(terms, text)]
            case "synonyms":
                return [*(term.form for term in terms), *self._synonym_groups(text)]
        raise ValueError(units)

    def _synonym_groups(self, text: str) -> Iterator[str]:
        normalized = normalize(text).text
        for start, end in sentence_spans(normalized):
            for morpheme in self._sudachi.tokenize(normalized[start:end][:12_000]):
                yield from (f"{_ADDED}{group}" for group in morpheme.synonym_group_ids())


def _in_order(terms: Sequence[Term]) -> list[Term]:
    return sorted(terms, key=lambda term: (term.start, -term.end))


def _long_units(terms: Sequence[Term]) -> list[Term]:
    """The terms that do not lie within another."""
    kept: list[Term] = []
    for term in _in_order(terms):
        if not kept or term.end > kept[-1].end:
            kept.append(term)
    return kept


def _short_units(terms: Sequence[Term]) -> list[Term]:
    """The terms that no other lies within."""
    ordered = _in_order(terms)
    holding = {first for first, second in pairwise(ordered) if second.start < first.end}
    return [term for term in ordered if term not in holding]


def _bigrams(terms: Sequence[Term], text: str) -> Iterator[str]:
    """Pairs of long units with nothing, or one blank, between them."""
    for first, second in pairwise(_long_units(terms)):
        if text[first.end : second.start] in {"", " "}:
            yield f"{_ADDED}{first.form} {second.form}"


def _matrix(counts: Sequence[Mapping[str, int]], numbers: Mapping[str, int]) -> csr_matrix:
    """Counts of some texts, shape ``(n_texts, n_terms)``; unknown terms are left out."""
    rows = [row for row, of_text in enumerate(counts) for term in of_text if term in numbers]
    columns = [numbers[term] for of_text in counts for term in of_text if term in numbers]
    values = [float(n) for of_text in counts for term, n in of_text.items() if term in numbers]
    return csr_matrix((values, (rows, columns)), shape=(len(counts), len(numbers)))


def damped(tf: Floats) -> Floats:
    """The core's: 1 + ln tf, and tf itself below 1, as a low field weight can give."""
    logged: Floats = np.where(tf < 1, tf, 1 + np.log(np.maximum(tf, 1)))
    return logged


def one_plus_log(tf: Floats) -> Floats:
    """The textbook's, which turns negative below 1/e."""
    return 1 + np.log(tf)


def log_of_one_plus(tf: Floats) -> Floats:
    """Much the same without a corner: 0.4 of an occurrence counts 0.49, one 1, two 1.58."""
    return np.log2(1 + tf)


def as_it_is(tf: Floats) -> Floats:
    """Plain tf."""
    return tf


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """
    How to weigh; the defaults are the core.

    Attributes:
        fields: How much an occurrence in each field counts.
        units: How texts are counted: all units, long, short, with bigrams, with synonym groups.
        tf: From weighted counts to term frequency.
        idf_power: Exponent of the idf.
        background_idf: How far the idf is that of the background: 0 goals only, 1 background only.
        common: Part of the background's texts from which a term counts as boiler-plate.
        common_weight: What is left of such a term's weight, in a score.
        added_weight: Weight of added terms (bigrams, synonym groups) in a score.
        slope: Length normalisation: 1 divides by the length of the goal's vector, less by less (pivoted: Singhal,
            Buckley, Mitra, SIGIR 1996).
        query_terms: Terms of the query that are kept, the heaviest; all if None.
        feedback: Weight of ten terms of the two best goals that are added to the query (Rocchio).
    """

    fields: Mapping[str, float] = field(default_factory=lambda: CORE_FIELDS)
    units: str = "all"
    tf: Callable[[Floats], Floats] = damped
    idf_power: float = 1.0
    background_idf: float = 0.0
    common: float = 1.1
    common_weight: float = 1.0
    added_weight: float = 1.0
    slope: float = 1.0
    query_terms: int | None = None
    feedback: float = 0.0

    def with_field(self, name: str, weight: float) -> "Recipe":
        """The same with another weight of a field and of its English twin."""
        changed = {key: weight if key.removesuffix("_en") == name else old for key, old in self.fields.items()}
        return dataclasses.replace(self, fields=changed)


class Experiment(Ranker):
    """Ranks by cosine, or nearly, of vectors made by a recipe."""

    def __init__(self, lab: Lab, recipe: Recipe) -> None:
        self._lab = lab
        self._recipe = recipe
        self._counted = lab.counted(recipe.units)
        weighted = sum(recipe.fields[name] * counts for name, counts in self._counted.by_field.items())
        vectors = csr_matrix(weighted)
        vectors.eliminate_zeros()
        self._term_weights = self._weights_of_terms(np.bincount(vectors.indices, minlength=vectors.shape[1]))
        vectors.data = recipe.tf(vectors.data) * self._term_weights[vectors.indices]
        lengths: Floats = np.sqrt(np.asarray(vectors.multiply(vectors).sum(axis=1)).ravel())
        lengths = recipe.slope * lengths + (1 - recipe.slope) * lengths.mean()
        self._vectors = csr_matrix(vectors.multiply(1 / np.maximum(lengths, 1e-12)[:, None]))

    def rank(self, text: str) -> list[str]:
        """By score."""
        return ranked_ids(self.scores(text), self._lab.goals)

    def scores(self, text: str) -> Floats:
        """Scores of all goals, shape ``(n_goals,)``."""
        query = self._query(self._lab.count(self._recipe.units, text))
        scores = self._vectors @ query
        found: Floats = np.asarray(scores)
        return self._with_feedback(query, found) if self._recipe.feedback else found

    def score_all(self, texts: Sequence[str]) -> Floats:
        """Scores of many texts, shape ``(n_texts, n_goals)``: those of `scores`, in one product."""
        counted = [self._lab.count(self._recipe.units, text) for text in texts]
        queries = _matrix(counted, self._counted.numbers)
        queries.data = self._recipe.tf(queries.data) * self._term_weights[queries.indices]
        if (most := self._recipe.query_terms) is not None:
            for first, last in pairwise(queries.indptr.tolist()):
                lightest = first + np.argsort(-queries.data[first:last], kind="stable")[most:]
                queries.data[lightest] = 0
        lengths = np.sqrt(np.asarray(queries.multiply(queries).sum(axis=1)).ravel())
        queries = csr_matrix(queries.multiply(1 / np.maximum(lengths, 1e-12)[:, None]))
        scores: Floats = (queries @ self._vectors.T).toarray()
        if self._recipe.feedback:
            for row, of_text in enumerate(scores):
                scores[row] = self._with_feedback(queries[row].toarray().ravel(), of_text)
        return scores

    def _with_feedback(self, query: Floats, scores: Floats) -> Floats:
        best = np.argsort(-scores, kind="stable")[:2]
        their = np.asarray(self._vectors[best].mean(axis=0)).ravel()
        their[np.argsort(-their, kind="stable")[10:]] = 0
        found: Floats = self._vectors @ (
            query + self._recipe.feedback * their / max(float(np.linalg.norm(their)), 1e-12)
        )
        return found

    def _weights_of_terms(self, n_goals_with: NDArray[np.intp]) -> Floats:
        recipe, n_goals = self._recipe, len(self._lab.goals)
        n_background = len(next(iter(background_texts().values())))
        in_goals = np.log((1 + n_goals) / (1 + n_goals_with)) + 1
        in_background = np.log((1 + n_background) / (1 + n_background * self._counted.background)) + 1
        idf = (1 - recipe.background_idf) * in_goals + recipe.background_idf * in_background
        weights = np.where(n_goals_with > 0, idf**recipe.idf_power, 0.0)
        # A weight is in the goal and in the query: its root in each makes it whole in the score.
        weights[self._counted.background >= recipe.common] *= np.sqrt(recipe.common_weight)
        added = [number for term, number in self._counted.numbers.items() if term.startswith(_ADDED)]
        weights[added] *= np.sqrt(recipe.added_weight)
        return weights

    def _query(self, counts: Mapping[str, int]) -> Floats:
        query = np.zeros(self._vectors.shape[1])
        for term, n in counts.items():
            if (number := self._counted.numbers.get(term)) is not None:
                query[number] = self._recipe.tf(np.array(float(n))) * self._term_weights[number]
        if self._recipe.query_terms is not None:
            query[np.argsort(-query, kind="stable")[self._recipe.query_terms :]] = 0
        return query / max(float(np.linalg.norm(query)), 1e-12)


def levers() -> dict[str, Recipe]:
    """The core with one ingredient changed, and some with more, by name."""
    core = Recipe()
    change = dataclasses.replace
    found: dict[str, Recipe] = {}
    for name in dict.fromkeys(key.removesuffix("_en") for key in WITHOUT_EXAMPLES):
        if name != "edge_topics":
            found[f"without {name}"] = core.with_field(name, 0)
            found[f"{name} doubled"] = core.with_field(name, 2)
    found |= {
        f"edge topics at {weight:g}": core.with_field("edge_topics", weight) for weight in (0, 0.1, 0.25, 0.6, 0.8, 1)
    }
    found["1 + ln tf below 1 too"] = change(core, tf=one_plus_log)
    found["log2(1 + tf)"] = change(core, tf=log_of_one_plus)
    found["plain tf"] = change(core, tf=as_it_is)
    found |= {f"pivoted length, slope {slope:g}": change(core, slope=slope) for slope in (0.75, 0.5, 0.25)}
    found["idf^1.3"] = change(core, idf_power=1.3)
    found["idf^0.7"] = change(core, idf_power=0.7)
    found["idf of the background"] = change(core, background_idf=1.0)
    found["idf of goals and background, mean"] = change(core, background_idf=0.5)
    for share in (0.05, 0.1):
        common = change(core, common=share)
        found[f"words in {share:.0%} of the background dropped"] = change(common, common_weight=0.0)
        found[f"words in {share:.0%} of the background at 0.5"] = change(common, common_weight=0.5)
    found["long units only"] = change(core, units="long")
    found["short units only"] = change(core, units="short")
    bigrams = change(core, units="bigrams", added_weight=0.5)
    found |= {f"bigrams at {w:g}": change(bigrams, added_weight=w) for w in (0.25, 0.5, 1)}
    found["bigrams at 0.5, log2(1 + tf)"] = change(bigrams, tf=log_of_one_plus)
    found["bigrams at 0.5, without keywords"] = bigrams.with_field("keywords", 0)
    found["bigrams at 0.5, feedback, weight 0.2"] = change(bigrams, feedback=0.2)
    found["bigrams at 0.5, pivoted length, slope 0.75"] = change(bigrams, slope=0.75)
    found |= {f"synonym groups at {w:g}": change(core, units="synonyms", added_weight=w) for w in (0.1, 0.3)}
    found |= {f"{n} heaviest query terms": change(core, query_terms=n) for n in (32, 64)}
    found |= {f"feedback, weight {w:g}": change(core, feedback=w) for w in (0.2, 0.5)}
    english = {key: weight if key.endswith("_en") else 0 for key, weight in CORE_FIELDS.items()}
    japanese = {key: 0 if key.endswith("_en") else weight for key, weight in CORE_FIELDS.items()}
    found["Japanese fields only"] = change(core, fields=japanese)
    found["English fields only"] = change(core, fields=english)
    return found


class ByFit(Ranker):
    """The core, ordered by fit instead of score; see `goalsearch.ranking.calibration`."""

    def __init__(self, goals: Sequence[Goal], tokenizer: Tokenizer) -> None:
        self._goals = goals
        self._tokenizer = tokenizer
        examples = Corpus.builtin().examples()
        self._index = build_index(goals, tokenizer, Weighting(examples=0), examples)

    def rank(self, text: str) -> list[str]:
        """By fit."""
        match = self._index.match(count_terms(self._tokenizer, text))
        # What is not known moves all goals alike.
        fits = self._index.calibration.fits(match.scores, 1.0, english=language_of(text) == "en")
        return ranked_ids(np.where(match.scores > 0, np.exp(fits), 0.0), self._goals)


class BestWindow(Ranker):
    """
    The core over windows of a text, some sentences each: a goal scores what its best window does.

    Args:
        lab: The goals.
        n_characters: Most Japanese characters of a window.
        with_whole: Whether the score of the whole text is added.
    """

    def __init__(self, lab: Lab, n_characters: int, *, with_whole: bool = False) -> None:
        self._lab = lab
        self._core = Experiment(lab, Recipe())
        self._n_characters = n_characters
        self._with_whole = with_whole

    def rank(self, text: str) -> list[str]:
        """By the best window."""
        # An English text says in about two and a half letters what a Japanese one says in a character.
        size = self._n_characters * (2.5 if language_of(text) == "en" else 1)
        windows = [""]
        for start, end in sentence_spans(text):
            if windows[-1] and len(windows[-1]) + end - start > size:
                windows.append("")
            windows[-1] += text[start:end] + "\n"
        best = np.max([self._core.scores(window) for window in windows], axis=0)
        return ranked_ids(best + self._core.scores(text) if self._with_whole else best, self._lab.goals)

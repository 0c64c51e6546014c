"""
How well a plane shows the goals, and where texts belong on it: ``python -m benchmarks.pictures``.

Layouts that scikit-learn offers are compared by three measures over the goals that come with goalsearch; ways to place
a text by the development queries. Writes ``benchmarks/results/pictures.json``; docs/pictures.md says what follows.
"""

import json
import time
import warnings
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Final

import numpy as np
from scipy.spatial.distance import pdist
from scipy.stats import spearmanr
from sklearn.isotonic import IsotonicRegression
from sklearn.manifold import TSNE, Isomap, SpectralEmbedding, smacof, trustworthiness

from goalsearch import Searcher
from goalsearch.evaluation import read_queries
from goalsearch.model import Json
from goalsearch.pictures.layout.plane import N_NEAR, Plane, lay_out
from goalsearch.ranking.calibration import Floats
from goalsearch.reports.records import markdown_table
from goalsearch.retrieval.continuation import continuations, level
from goalsearch.retrieval.similarity import Similarities

ROOT: Final = Path(__file__).parent.parent
QUERIES: Final = ROOT / "tests" / "data" / "queries" / "dev.jsonl"
RESULTS: Final = Path(__file__).parent / "results" / "pictures.json"

_N_STEPS: Final = 200
_N_ROUNDS: Final = 3

Place = Callable[[Plane, Floats, Floats], Floats]


def classical(unlike: Floats) -> Floats:
    """Classical scaling of dissimilarities."""
    centred = -0.5 * unlike**2
    centred = centred - centred.mean(axis=0) - centred.mean(axis=1)[:, None] + centred.mean()
    values, vectors = np.linalg.eigh(centred)
    places: Floats = vectors[:, [-1, -2]] * np.sqrt(values[[-1, -2]])
    return places


def metric(unlike: Floats) -> Floats:
    """SMACOF that keeps the dissimilarities themselves."""
    places: Floats = smacof(unlike, init=classical(unlike), n_init=1, max_iter=1000, normalized_stress=True)[0]
    return places


def tsne(unlike: Floats, perplexity: float) -> Floats:
    """t-SNE, begun at classical scaling."""
    start = classical(unlike)
    start = (start / start[:, 0].std() * 1e-4).astype(np.float32)
    model = TSNE(perplexity=perplexity, metric="precomputed", init=start, random_state=0)
    return np.asarray(model.fit_transform(unlike), dtype=np.float64)


LAYOUTS: Final[dict[str, Callable[[Floats], Floats]]] = {
    "goalsearch: non-metric SMACOF": lambda unlike: lay_out(1 - unlike).places,
    "classical scaling": classical,
    "metric SMACOF, 1 - s": metric,
    "metric SMACOF, chord": lambda unlike: metric(np.sqrt(2 * unlike)),
    "metric SMACOF, angle": lambda unlike: metric(np.arccos(1 - unlike)),
    "Isomap, 8 neighbours": lambda unlike: Isomap(n_neighbors=8, metric="precomputed").fit_transform(unlike),
    "spectral embedding": lambda unlike: SpectralEmbedding(affinity="precomputed", random_state=0).fit_transform(
        1 - unlike
    ),
    "t-SNE, perplexity 10": lambda unlike: tsne(unlike, 10),
    "t-SNE, perplexity 20": lambda unlike: tsne(unlike, 20),
}


def measures(places: Floats, unlike: Floats) -> Json:
    """Stress against the order of the dissimilarities, how well that is kept, and how far neighbours can be trusted."""
    distances = pdist(places)
    pairs = unlike[np.triu_indices(len(unlike), 1)]
    fitted = IsotonicRegression().fit_transform(pairs, distances)
    return {
        "stress": round(float(np.sqrt(((distances - fitted) ** 2).sum() / (distances**2).sum())), 3),
        "rank_correlation": round(float(spearmanr(distances, pairs).statistic), 3),
        "trustworthiness": round(float(trustworthiness(unlike, places, n_neighbors=N_NEAR, metric="precomputed")), 3),
    }


def by_mean(n_goals: int, power: int) -> Place:
    """The mean of the nearest goals, weighted by a power of their scores."""

    def place(plane: Plane, scores: Floats, _unlike: Floats) -> Floats:
        nearest = np.argsort(-scores, kind="stable")[:n_goals]
        weights = scores[nearest] ** power
        mean: Floats = weights @ plane.places[nearest] / weights.sum()
        return mean

    return place


def by_stress(*, scaled: bool) -> Place:
    """Where the stress towards all goals is least; with scores brought to the level of goals if ``scaled``."""

    def place(plane: Plane, scores: Floats, unlike: Floats) -> Floats:
        first, second = np.triu_indices(len(unlike), 1)
        distances = np.hypot(*(plane.places[first] - plane.places[second]).T)
        curve = IsotonicRegression(out_of_bounds="clip").fit(unlike[first, second], distances)
        nearest = np.sort(1 - unlike - np.eye(len(unlike)), axis=1)[:, -1]
        scale = np.median(nearest) / scores.max() if scaled else 1.0
        wanted = curve.predict(1 - np.minimum(scores * scale, 1))
        point: Floats = plane.places[scores.argmax()] + 1e-3
        for _ in range(_N_STEPS):
            ways = point - plane.places
            lengths = np.maximum(np.hypot(*ways.T), 1e-9)
            point = (plane.places + (wanted / lengths)[:, None] * ways).mean(axis=0)
        return point

    return place


PLACES: Final[dict[str, Place]] = {
    "goalsearch": lambda plane, scores, _: np.array(plane.place(scores)),
    "least stress": by_stress(scaled=False),
    "least stress, scores scaled": by_stress(scaled=True),
    "mean of 3, scores": by_mean(3, 1),
    "mean of 3, squares": by_mean(3, 2),
    "mean of 5, fourth powers": by_mean(5, 4),
    "mean of 10, fourth powers": by_mean(10, 4),
}


def placing(place: Place, plane: Plane, texts: Sequence[Floats], unlike: Floats) -> Json:
    """How near texts come to the goals that they are nearest to in truth."""
    ranks, overlaps = [], []
    for scores in texts:
        by_distance = np.argsort(np.hypot(*(plane.places - place(plane, scores, unlike)).T), kind="stable").tolist()
        best_first = np.argsort(-scores, kind="stable").tolist()
        ranks.append(by_distance.index(best_first[0]) + 1)
        overlaps.append(len({*by_distance[:5]} & {*best_first[:5]}) / 5)
    return {
        "mean_place_of_best": round(float(np.mean(ranks)), 1),
        "best_is_nearest": round(float(np.mean(np.array(ranks) == 1)), 2),
        "overlap_of_5": round(float(np.mean(overlaps)), 2),
    }


def overlap_of_goals(plane: Plane, unlike: Floats) -> float:
    """Which part of the 5 goals nearest to each on the plane are its 5 nearest in truth."""
    overlaps = []
    for row, place in enumerate(plane.places):
        distances = np.hypot(*(plane.places - place).T)
        nearest = [
            np.argsort(np.delete(values, row), kind="stable")[:5].tolist() for values in (distances, unlike[row])
        ]
        overlaps.append(len({*nearest[0]} & {*nearest[1]}) / 5)
    return round(float(np.mean(overlaps)), 2)


def table(named: dict[str, Json]) -> str:
    """Named measures as Markdown."""
    head = ["", *next(iter(named.values()))]
    return markdown_table(head, [[name, *values.values()] for name, values in named.items()])


def main() -> None:
    """Measure, print and write."""
    # What a layout has to say about itself: spectral embedding and t-SNE do.
    warnings.simplefilter("ignore")
    searcher = Searcher()
    similarities = Similarities(searcher.index)
    alike = similarities.of_goals(np.arange(len(searcher.corpus)))
    unlike = 1 - alike
    plane = lay_out(alike)
    layouts: dict[str, Json] = {}
    for name, layout in LAYOUTS.items():
        times = []
        for _ in range(_N_ROUNDS):
            start = time.process_time()
            places = layout(unlike)
            times.append(time.process_time() - start)
        layouts[name] = {**measures(places, unlike), "cpu_ms": round(1000 * min(times))}
    texts = []
    for query in read_queries(QUERIES):
        ranking = searcher.rank(query.texts["abstract_ja"])
        texts.append(similarities.of_text(zip(ranking.term_ids.tolist(), ranking.weights.tolist(), strict=True)))
    placed = {name: placing(place, plane, texts, unlike) for name, place in PLACES.items()}
    links = continuations(searcher, searcher.corpus.goals)
    result: Json = {
        "versions": {name: version(name) for name in ("scikit-learn", "numpy", "scipy", "sudachidict-core")},
        "n_goals": len(searcher.corpus),
        "level": round(level(searcher), 4),
        "n_links": len(links),
        "n_second_links": sum(link.rank == 2 for link in links),
        "layouts": layouts,
        "overlap_of_5_goals": overlap_of_goals(plane, unlike),
        "n_texts": len(texts),
        "places": placed,
    }
    RESULTS.write_text(json.dumps(result, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    print(table(layouts))
    print(table(placed))


if __name__ == "__main__":
    main()

"""
Find the national research goals of Japan that are nearest to an abstract, offline.

>>> import goalsearch
>>> result = goalsearch.search("トポロジカル絶縁体の表面状態を角度分解光電子分光で調べる。")
>>> result.hits[0].goal.id
'2018-jst-1'
"""

from typing import TYPE_CHECKING, Any

from goalsearch.version import __version__

if TYPE_CHECKING:
    from goalsearch.batch.api import match_folder
    from goalsearch.batch.batch import Batch
    from goalsearch.batch.text_run import match_texts
    from goalsearch.cluster.api import match_dataset
    from goalsearch.corpus import Corpus
    from goalsearch.errors import (
        BatchError,
        CorpusError,
        DatasetError,
        DocumentError,
        GoalsearchError,
        OutputError,
        PictureError,
        QueriesError,
        QueryError,
        SemanticError,
        ServeError,
    )
    from goalsearch.landscape.gaps import Gaps, gaps
    from goalsearch.landscape.trends import Trends, trends
    from goalsearch.model import (
        Area,
        Evidence,
        Goal,
        GoalAnswer,
        Hit,
        MissingTerm,
        NearestPassage,
        Notice,
        Passage,
        Phrase,
        Programme,
        Query,
        RelatedGoal,
        SearchResult,
        Span,
        WeakerTerm,
    )
    from goalsearch.ranking.weighting import Weighting
    from goalsearch.retrieval.api import related, search
    from goalsearch.retrieval.searcher import Searcher

__all__ = [
    "Area",
    "Batch",
    "BatchError",
    "Corpus",
    "CorpusError",
    "DatasetError",
    "DocumentError",
    "Evidence",
    "Gaps",
    "Goal",
    "GoalAnswer",
    "GoalsearchError",
    "Hit",
    "MissingTerm",
    "NearestPassage",
    "Notice",
    "OutputError",
    "Passage",
    "Phrase",
    "PictureError",
    "Programme",
    "QueriesError",
    "Query",
    "QueryError",
    "RelatedGoal",
    "SearchResult",
    "Searcher",
    "SemanticError",
    "ServeError",
    "Span",
    "Trends",
    "WeakerTerm",
    "Weighting",
    "__version__",
    "gaps",
    "match_dataset",
    "match_folder",
    "match_texts",
    "related",
    "search",
    "trends",
]

# Where each public name lives. Loaded when it is first asked for, so that `goalsearch --help` does not wait for numpy.
_HOMES = {
    **dict.fromkeys(("search", "related"), "retrieval.api"),
    "Batch": "batch.batch",
    "match_folder": "batch.api",
    "match_texts": "batch.text_run",
    "match_dataset": "cluster.api",
    "Corpus": "corpus",
    **dict.fromkeys(("Gaps", "gaps"), "landscape.gaps"),
    **dict.fromkeys(("Trends", "trends"), "landscape.trends"),
    **dict.fromkeys((name for name in __all__ if name.endswith("Error")), "errors"),
    "Weighting": "ranking.weighting",
    "Searcher": "retrieval.searcher",
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"{__name__}.{_HOMES.get(name, 'model')}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)

"""
What the library does if nothing else is asked for, and what may be asked for by name.

Help texts show these values and take no time to load, so nothing here, and nothing that it imports, needs numpy.
"""

from typing import Final, Literal, get_args

DEFAULT_K: Final = 5
"""Goals of an answer."""

Ranker = Literal["tfidf", "semantic", "hybrid"]
RANKERS: Final[tuple[Ranker, ...]] = get_args(Ranker)
"""By shared terms, by meaning, by both."""

PartName = Literal["auto", "whole", "abstract"]
PARTS: Final[tuple[PartName, ...]] = get_args(PartName)
"""Which part of a long document is matched; see `goalsearch.documents.section`."""
DEFAULT_PART: Final[PartName] = "auto"

MIN_DOCUMENTS: Final = 5
"""Terms that fewer texts hold are tested for no trend: little is told of them, and each test weakens all others."""
LEVEL: Final = 0.05
"""Of the trends that are reported so large a part at most is expected to be false."""
LIMIT: Final = 20
"""Topics of each kind that are listed."""
MIN_SIZE: Final = 3
"""Texts that make a theme: two resemble each other by chance in any large set."""

QueryField = Literal["abstract_ja", "abstract_en", "title_ja"]
QUERY_FIELDS: Final[tuple[QueryField, ...]] = get_args(QueryField)
"""The texts that a labelled query may have; each is searched for by itself."""
DEFAULT_SAMPLES: Final = 10_000
"""How often queries are drawn anew for an interval."""
N_MISSES: Final = 3
"""Misses that an evaluation names for each field."""

"""Corpus files to goals: read, checked, fingerprinted."""

from goalsearch.corpus.corpus import Corpus, CorpusSource, check
from goalsearch.corpus.finding import Finding, InvalidCorpusError, Place
from goalsearch.corpus.plain import goal_from_dict, goal_year_from_dict, programme_from_dict
from goalsearch.corpus.source import builtin_path

__all__ = [
    "Corpus",
    "CorpusSource",
    "Finding",
    "InvalidCorpusError",
    "Place",
    "builtin_path",
    "check",
    "goal_from_dict",
    "goal_year_from_dict",
    "programme_from_dict",
]

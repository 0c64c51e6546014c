"""What every command that searches does first."""

from collections.abc import Sequence
from pathlib import Path

from goalsearch.cli.output import print_notices
from goalsearch.corpus import CorpusSource
from goalsearch.messages import Language
from goalsearch.retrieval.searcher import Searcher


def open_searcher(corpus: Sequence[Path], add_corpus: Sequence[Path], lang: Language) -> Searcher:
    """
    The searcher over the corpus that the options name; says on standard error if its index cannot be kept.

    Args:
        corpus: Replaces the goals that come with goalsearch; empty to keep these.
        add_corpus: Goals beside those.
        lang: Language to speak.
    """
    searcher = Searcher(corpus_source(corpus, add_corpus))
    print_notices(searcher.notices, lang)
    return searcher


def corpus_source(corpus: Sequence[Path], add_corpus: Sequence[Path]) -> CorpusSource:
    """Where the corpus is read from that the options name, see `open_searcher`."""
    base = tuple(corpus) or CorpusSource.default().paths
    return CorpusSource((*base, *add_corpus))

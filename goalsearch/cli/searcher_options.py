"""What every command that searches does first."""

from collections.abc import Sequence
from pathlib import Path

from goalsearch.cli.output import print_notices
from goalsearch.corpus import CorpusSource, source
from goalsearch.corpus.own import missing_place
from goalsearch.messages import Language
from goalsearch.retrieval.searcher import Searcher


def open_searcher(corpus: Sequence[Path], add_corpus: Sequence[Path], lang: Language) -> Searcher:
    """
    The searcher over the corpus that the options name; says on standard error if its index cannot be kept, or
    the place for the user's own goals is not there.

    Args:
        corpus: Replaces the goals that come with goalsearch; empty to keep these.
        add_corpus: Goals beside those.
        lang: Language to speak.
    """
    searched = corpus_source(corpus, add_corpus)
    if not corpus and searched.paths[0] == source.builtin_path() and (notice := missing_place()) is not None:
        print_notices([notice], lang)
    searcher = Searcher(searched)
    print_notices(searcher.notices, lang)
    return searcher


def corpus_source(corpus: Sequence[Path], add_corpus: Sequence[Path]) -> CorpusSource:
    """Where the corpus is read from that the options name, see `open_searcher`."""
    base = tuple(corpus) or CorpusSource.default().paths
    return CorpusSource((*base, *add_corpus))

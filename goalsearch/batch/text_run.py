"""A text that is at hand to a batch: for whoever wants a workbook of a single search."""

from pathlib import Path

from goalsearch.batch.batch import Batch, Summary
from goalsearch.batch.folder_run import versions
from goalsearch.batch.kernel import Proposal, Setup, match_proposals, searcher_for
from goalsearch.batch.options import BatchOptions
from goalsearch.corpus import Corpus, CorpusSource


def match_text(text: str, name: str, options: BatchOptions, source: Corpus | CorpusSource) -> Batch:
    """
    Match one text, without any file.

    Args:
        text: The text.
        name: What to call it.
        options: How to match; those about files are of no use here.
        source: The goals, or where to read them.

    Raises:
        CorpusError: If the corpus cannot be read.
        QueryError: If no goal is of such a year, agency or category, or ``k`` is below 1.
        SemanticError: If a ranker is asked for that cannot be used.
    """
    searcher = searcher_for(source)
    # What is wrong with the options is raised here; in a batch it would become a failure of the row.
    how = {name: getattr(options, name) for name in ("years", "agency", "category", "ranker")}
    tried = searcher.search("", options.k, **how)
    rows = match_proposals(
        Setup(source=source, options=options, root=Path()), [Proposal(name, "", None, None, text, ())]
    )
    summary = Summary()
    for row in rows:
        summary.count(row)
    return Batch(
        rows=rows,
        goals=searcher.corpus.goals,
        folder=None,
        options=options.changed(),
        versions=versions(),
        fingerprint=searcher.corpus.fingerprint,
        k=options.k,
        ranker=tried.ranker,
        summary=summary,
    )

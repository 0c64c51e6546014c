"""The goals with what is made of them to search them: read from the cache if it holds it, else made and kept."""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from goalsearch.corpus import Corpus, CorpusSource, goal_from_dict, programme_from_dict
from goalsearch.model import Notice
from goalsearch.ranking.calibration import Floats
from goalsearch.ranking.index import GoalIndex
from goalsearch.ranking.store import IndexStore, cache_folder, entry_key
from goalsearch.ranking.weighting import Weighting
from goalsearch.text.tokenizer import Tokenizer

if TYPE_CHECKING:
    from goalsearch.ranking.encoder import Encoder
    from goalsearch.ranking.semantic import SemanticIndex


@dataclass(frozen=True, slots=True)
class Library:
    """
    What a searcher searches.

    Attributes:
        corpus: The goals.
        index: The index over them, in the same order.
        notices: What went wrong with the cache, if anything did.
        store: Where to keep what is made of the goals; None for nowhere.
        made_of: What tells this index from others.
    """

    corpus: Corpus
    index: GoalIndex
    notices: tuple[Notice, ...] = ()
    store: IndexStore | None = field(default=None, compare=False)
    made_of: tuple[str, ...] = ()


def open_library(
    source: Corpus | CorpusSource, tokenizer: Tokenizer, weighting: Weighting, cache: bool | Path
) -> Library:
    """
    The goals of ``source`` with their index.

    Args:
        source: A corpus, or where to read one; a source is parsed only if the cache does not hold what it gave before.
        tokenizer: How texts become terms.
        weighting: How terms are weighed.
        cache: A folder, True for the user's cache folder, False to keep nothing. A cache that cannot be read or
            written costs time and a notice, never the search.

    Raises:
        CorpusError: If the corpus cannot be read.
    """
    fingerprint = source.fingerprint() if isinstance(source, CorpusSource) else source.fingerprint
    made_of = fingerprint, repr(weighting), tokenizer.identity
    if cache is False:
        return _build(source, tokenizer, weighting, made_of)
    try:
        store = IndexStore(cache_folder() if cache is True else cache)
    except RuntimeError as error:  # what pathlib says where there is no home folder
        return replace(_build(source, tokenizer, weighting, made_of), notices=(_cache_notice(error),))
    if (stored := store.load(entry_key(*made_of))) is not None:
        index, texts = stored
        return Library(_corpus_from(texts, fingerprint), index, store=store, made_of=made_of)
    library = _build(source, tokenizer, weighting, made_of)
    try:
        store.save(entry_key(*made_of), library.index, _texts_of(library.corpus))
    except OSError as error:
        return replace(library, notices=(_cache_notice(error),))
    return replace(library, store=store)


def open_semantic_index(
    library: Library, encoder: "Encoder", tfidf: Callable[[str, bool], tuple[Floats, Floats]]
) -> "SemanticIndex":
    """
    The vectors of a library's goals.

    Args:
        library: The goals.
        encoder: Makes vectors.
        tfidf: TF-IDF scores and lifts of a text; see `goalsearch.ranking.semantic_build.build_semantic_index`.
    """
    from goalsearch.ranking.semantic import SemanticIndex

    key = entry_key("semantic", *library.made_of, encoder.identity)
    if library.store is not None and (loaded := library.store.load_arrays(key)) is not None:
        with contextlib.suppress(TypeError):  # whole, but not what is wanted
            return SemanticIndex(**dict[str, Any](loaded[0]))
    from goalsearch.ranking.semantic_build import build_semantic_index

    index = build_semantic_index(library.corpus.goals, encoder, tfidf)
    if library.store is not None:
        with contextlib.suppress(OSError):  # the next time it is made anew
            library.store.save_arrays(key, index.arrays(), {})
    return index


def _build(
    source: Corpus | CorpusSource, tokenizer: Tokenizer, weighting: Weighting, made_of: tuple[str, ...]
) -> Library:
    # scikit-learn takes longer to import than a search from the cache takes in all.
    from goalsearch.ranking.build import build_index

    corpus = source.read() if isinstance(source, CorpusSource) else source
    return Library(corpus, build_index(corpus.goals, tokenizer, weighting), made_of=made_of)


def _cache_notice(error: Exception) -> Notice:
    return Notice("notice.cache", {"reason": str(error)})


def _texts_of(corpus: Corpus) -> dict[str, Any]:
    return {
        "goals": [goal.to_dict() for goal in corpus.goals],
        "programmes": [programme.to_dict() for programme in corpus.programmes],
    }


def _corpus_from(texts: dict[str, Any], fingerprint: str) -> Corpus:
    return Corpus(
        goals=tuple(goal_from_dict(values) for values in texts["goals"]),
        programmes=tuple(programme_from_dict(values) for values in texts["programmes"]),
        fingerprint=fingerprint,
    )

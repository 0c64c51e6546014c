"""The goals with what is made of them to search them: read from the cache if it holds it, else made and kept."""

import contextlib
import gc
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from goalsearch.corpus import (
    Corpus,
    CorpusSource,
    builtin_path,
    examples,
    goal_year_from_dict,
    programme_from_dict,
)
from goalsearch.corpus.digests import Digest, digest_of
from goalsearch.corpus.examples import Examples, builtin_fingerprint
from goalsearch.corpus.kept_goals import KeptGoals
from goalsearch.model import Notice
from goalsearch.processes.memory import BUILDING_MIB, check
from goalsearch.ranking.calibration import Floats
from goalsearch.ranking.index import GoalIndex
from goalsearch.ranking.store import Arrays, IndexStore, Stored, cache_folder, entry_key
from goalsearch.ranking.weighting import Weighting
from goalsearch.replacing import is_full
from goalsearch.text.tokenizer import Tokenizer

if TYPE_CHECKING:
    from goalsearch.ranking.encoder import Encoder
    from goalsearch.ranking.known_texts import KnownTexts
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
    if cache is False:
        return _build(source, tokenizer, weighting, _made_of(source, tokenizer, weighting), None)
    try:
        store = IndexStore(cache_folder() if cache is True else cache)
    except RuntimeError as error:  # what pathlib says where there is no home folder
        made_of = _made_of(source, tokenizer, weighting)
        return replace(_build(source, tokenizer, weighting, made_of, None), notices=(_cache_notice("~", error),))
    store.remove_left_over()
    made_of = _made_of(source, tokenizer, weighting, store.digests.of)
    stored = store.load(entry_key(*made_of))
    store.digests.keep()
    if stored is not None and (corpus := _corpus_from(stored, made_of[0], source)) is not None:
        return Library(corpus, stored.index, store=store, made_of=made_of)
    library = _build(source, tokenizer, weighting, made_of, store)
    try:
        store.save(entry_key(*made_of), library.index, *_stored_of(library.corpus))
    except OSError as error:
        return replace(library, notices=(_cache_notice(store.folder, error),))
    return replace(library, store=store)


def _made_of(
    source: Corpus | CorpusSource, tokenizer: Tokenizer, weighting: Weighting, digest: Digest = digest_of
) -> tuple[str, ...]:
    """What tells an index from others, the fingerprint of the goals first."""
    fingerprint = source.fingerprint(digest) if isinstance(source, CorpusSource) else source.fingerprint
    return fingerprint, repr(weighting), tokenizer.identity, builtin_fingerprint()


def open_semantic_index(
    library: Library, encoder: "Encoder", tfidf: Callable[[str, bool], tuple[Floats, Floats]]
) -> "SemanticIndex":
    """
    The vectors of a library's goals.

    Args:
        library: The goals.
        encoder: Makes vectors.
        tfidf: TF-IDF scores and fits of a text; see `goalsearch.ranking.semantic_build.build_semantic_index`.
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
    source: Corpus | CorpusSource,
    tokenizer: Tokenizer,
    weighting: Weighting,
    made_of: tuple[str, ...],
    store: IndexStore | None,
) -> Library:
    # scipy takes longer to import than a search from the cache takes in all.
    check(BUILDING_MIB)
    with _without_collecting():
        corpus = source.read() if isinstance(source, CorpusSource) else source
        return _indexed(corpus, source, tokenizer, weighting, made_of, store)


@contextlib.contextmanager
def _without_collecting() -> Iterator[None]:
    """
    Without looks for garbage that refers to itself, of which reading and counting leave none.

    Of the objects of thousands of goals each look would go through all.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _indexed(
    corpus: Corpus,
    source: Corpus | CorpusSource,
    tokenizer: Tokenizer,
    weighting: Weighting,
    made_of: tuple[str, ...],
    store: IndexStore | None,
) -> Library:
    from goalsearch.ranking.build import build_index
    from goalsearch.ranking.known_texts import TextCounter

    of_corpus = corpus.examples()
    if not (isinstance(source, CorpusSource) and builtin_path() in source.paths):
        # The built-in ones are what texts of the field are like, whatever the corpus. But which examples its own goals
        # have is for the corpus to say; where it says nothing, as a copy of the built-in goals does, none are theirs.
        ids = {goal.id for goal in corpus}
        field = builtin_examples().items()
        if of_corpus:
            others = {goal_id: items for goal_id, items in field if goal_id not in ids}
        else:
            others = {f"field of {goal_id}": items for goal_id, items in field}
        of_corpus = {**others, **of_corpus}
    kind = entry_key("texts", tokenizer.identity)
    counter = TextCounter(tokenizer, _known_texts(store, kind) if store is not None else ())
    index = build_index(corpus.goals, tokenizer, weighting, of_corpus, counter)
    if store is not None and counter.counted is not None:
        with contextlib.suppress(OSError):  # the next time they are read anew
            store.save_arrays(entry_key("texts", *made_of), *counter.counted.arrays(), kind)
    return Library(corpus, index, made_of=made_of)


def _known_texts(store: IndexStore, kind: str) -> "Iterator[KnownTexts]":
    """The texts of corpora that were indexed before, so that of a changed one only what is new is read."""
    from goalsearch.ranking.known_texts import KnownTexts

    for arrays, texts in store.load_kind(kind):
        with contextlib.suppress(KeyError, TypeError, ValueError):  # whole, but not what is wanted
            yield KnownTexts.from_arrays(arrays, texts)


@lru_cache(maxsize=1)
def builtin_examples() -> Examples:
    """The examples that come with goalsearch; kept, since who builds one index may build several."""
    return examples.builtin_examples()


def _cache_notice(folder: Path | str, error: Exception) -> Notice:
    if isinstance(error, OSError) and is_full(error):
        return Notice("notice.cache_full", {"folder": str(folder)})
    reason = error.strerror if isinstance(error, OSError) else None
    return Notice("notice.cache", {"folder": str(folder), "reason": reason or str(error)})


def _stored_of(corpus: Corpus) -> tuple[dict[str, Any], Arrays]:
    """What is kept of a corpus beside its index."""
    texts = {
        **corpus.facts.texts(),
        "programmes": [programme.to_dict() for programme in corpus.programmes],
        "goal_years": [year.to_dict() for year in corpus.goal_years],
        "n_first": corpus.n_first,
    }
    return texts, KeptGoals.of(corpus.goals, corpus.facts).arrays()


def _corpus_from(stored: Stored, fingerprint: str, source: Corpus | CorpusSource) -> Corpus | None:
    """The corpus that was kept; None if what is kept is whole, but not what is wanted."""
    texts = stored.texts
    try:
        return Corpus(
            goals=KeptGoals.stored(stored.others, texts),
            programmes=tuple(programme_from_dict(values) for values in texts["programmes"]),
            goal_years=tuple(goal_year_from_dict(values) for values in texts["goal_years"]),
            fingerprint=fingerprint,
            n_first=texts["n_first"],
            # Not kept with the goals: a search has no use for them.
            example_reader=source.examples,
        )
    except (KeyError, TypeError):
        return None

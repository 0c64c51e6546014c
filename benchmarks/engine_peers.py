"""What finds the ten best records for the same terms: goalsearch, and those that it is compared with."""

from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from goalsearch.ranking.calibration import Floats
    from goalsearch.ranking.index import GoalIndex
    from goalsearch.ranking.match import Rows

TOP: Final = 10


class Peer(NamedTuple):
    """
    What finds the ten best records for terms.

    Attributes:
        find: Finds them; this is what is timed.
        rows: Their places, of what it gave.
    """

    find: Callable[[list[str]], Any]
    rows: Callable[[Any], list[int]]


def best_by_match(index: "GoalIndex", counts: Counter[str]) -> "Rows":
    """By goalsearch."""
    return index.match(counts).best(TOP).rows


def best_by_product(vectors: Any, query: "Floats") -> Any:
    """By the product of scikit-learn's vectors, shape ``(n_records, n_terms)``, with that of the query."""
    import numpy as np

    scores = vectors @ query
    best = np.argpartition(-scores, TOP)[:TOP]
    return best[np.argsort(-scores[best])]


def peers_of(words: list[list[str]]) -> dict[str, Peer]:
    """The other peers by name, each with an index of records that hold these words."""
    import bm25s
    import tantivy

    found: dict[str, Peer] = {}
    for name, backend in (("bm25s", "numpy"), ("bm25s_numba", "numba")):
        ranker = bm25s.BM25(backend=backend)
        ranker.index(words, show_progress=False)
        found[name] = Peer(partial(_best_by_bm25s, ranker), lambda found: found.documents[0].tolist())
        found[name].find(words[0][:1])  # numba compiles when it is first called
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("body", tokenizer_name="whitespace", index_option="freq")
    builder.add_unsigned_field("row", stored=True)
    schema = builder.build()
    index = tantivy.Index(schema)
    writer = index.writer(200_000_000, 1)
    for row, of_record in enumerate(words):
        document = tantivy.Document()
        document.add_text("body", " ".join(map(_in_one_word, of_record)))
        document.add_unsigned("row", row)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()
    found["tantivy"] = Peer(
        partial(_best_by_tantivy, searcher, schema),
        lambda hits: [searcher.doc(address)["row"][0] for _, address in hits],
    )
    return found


def _best_by_bm25s(ranker: Any, terms: list[str]) -> Any:
    return ranker.retrieve([terms], k=TOP, show_progress=False)


def _best_by_tantivy(searcher: Any, schema: Any, terms: list[str]) -> Any:
    import tantivy

    wanted = [tantivy.Query.term_query(schema, "body", _in_one_word(term), index_option="freq") for term in terms]
    query = tantivy.Query.boolean_query([(tantivy.Occur.Should, term) for term in wanted])
    return searcher.search(query, TOP, count=False).hits


def _in_one_word(term: str) -> str:
    return "_".join(term.split())

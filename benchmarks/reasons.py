"""
What people are shown as reasons: how many phrases are a single character or a word that says nothing.

    python -m benchmarks.reasons [QUERIES.jsonl]

Each line of the file has an ``abstract_ja`` or an ``abstract_en``, or both; the development queries when left out. Of
the first hits the phrases are counted that a terminal shows. Writes ``benchmarks/results/reasons.json`` of the
development queries.
"""

import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from benchmarks.judged import QUERIES, RESULTS
from goalsearch.messages import LANGUAGES
from goalsearch.model import Json
from goalsearch.retrieval.searcher import Searcher
from goalsearch.text import stopwords
from goalsearch.text.english_spelling import respelt

N_HITS, N_SHOWN = 3, 8
_FORMAL = stopwords.VERBS | stopwords.ADJECTIVES | stopwords.NOUNS
_FORMAL |= stopwords.ENGLISH_VERBS | stopwords.ENGLISH_ADJECTIVES | stopwords.ENGLISH_NOUNS


def main(path: Path) -> None:
    """Print the counts as JSON, each with its share of what is shown."""
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    searcher = Searcher()
    counts = {
        lang: _counts(searcher, [record[field] for record in records if (field := f"abstract_{lang}") in record])
        for lang in LANGUAGES
    }
    written = json.dumps(counts, ensure_ascii=False, indent=2)
    if path == QUERIES:
        (RESULTS / "reasons.json").write_text(written + "\n", encoding="utf-8")
    print(written)


def _counts(searcher: Searcher, texts: Sequence[str]) -> Json:
    counts: Counter[str] = Counter()
    for text in texts:
        for hit in searcher.search(text, N_HITS, ranker="tfidf").hits:
            for phrase in hit.phrases[:N_SHOWN]:
                counts["shown"] += 1
                counts["of several terms"] += len(phrase.terms) > 1
                counts["one character"] += len(phrase.text) == 1
                counts["one character without a meaning of its own"] += (
                    len(phrase.text) == 1 and phrase.text not in stopwords.CHARACTERS
                )
                counts["formal word"] += phrase.text in _FORMAL or respelt(phrase.text.lower()) in _FORMAL
    return {name: [n, round(n / counts["shown"], 4)] for name, n in counts.items()}


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else QUERIES)

"""
Count the terms of the built-in goals and examples, so that users need not: ``python -m benchmarks.count_corpus``.

Writes ``goalsearch/ranking/counted.npz``; to be run whenever goals or examples, the tokenizer or its dictionary change.
Until then their texts are read anew for every index, which takes seconds.
"""

from goalsearch.corpus import Corpus
from goalsearch.model import fields as goal_fields
from goalsearch.model.fields import EXAMPLES, twin_of
from goalsearch.ranking.build import searched_texts
from goalsearch.ranking.known_texts import SHIPPED, KnownTexts, text_keys, write_shipped
from goalsearch.text.counting import count_texts
from goalsearch.text.tokenizer import SudachiTokenizer


def builtin_texts() -> list[str]:
    """All that is searched of the goals and examples that come along, each once."""
    corpus = Corpus.builtin()
    fields = [field for field in goal_fields.SEARCHED if twin_of(field) != EXAMPLES]
    return list(dict.fromkeys(filter(None, searched_texts(corpus, fields, corpus.examples()))))


def main() -> None:
    """Count the texts and write the file."""
    texts, tokenizer = builtin_texts(), SudachiTokenizer()
    write_shipped(tokenizer.identity, KnownTexts(text_keys(texts), count_texts(tokenizer, texts)))
    print(f"{len(texts)} texts, {SHIPPED.stat().st_size / 1e6:.1f} MB, in {SHIPPED}")


if __name__ == "__main__":
    main()

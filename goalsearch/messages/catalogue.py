"""The look-up over the tables: key and language to text."""

from goalsearch.messages import answer, batch, commands, corpus, documents, errors, evaluation, workbook
from goalsearch.messages.language import Language
from goalsearch.messages.message import Message

_CATALOGUE: dict[str, Message] = {
    **errors.TABLE,
    **corpus.TABLE,
    **documents.TABLE,
    **answer.TABLE,
    **commands.TABLE,
    **evaluation.TABLE,
    **batch.TABLE,
    **workbook.TABLE,
}


def text(key: str, lang: Language, **values: object) -> str:
    """
    The text behind ``key`` in one language, with ``values`` filled in.

    Raises:
        KeyError: If there is no such key, or a value that the text names is not given. Both are mistakes of the
            program, not of its user.
    """
    template: str = getattr(_CATALOGUE[key], lang)
    return template.format(**values) if values else template


def keys() -> frozenset[str]:
    """All keys of the catalogue."""
    return frozenset(_CATALOGUE)


def message(key: str) -> Message:
    """Both languages of one key, as templates."""
    return _CATALOGUE[key]

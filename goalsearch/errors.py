"""
What can go wrong, as one tree::

    GoalsearchError
    ├── BatchError        a folder cannot be matched, or the state of a run not be written
    ├── CorpusError       a corpus cannot be read, or does not hold valid goals
    ├── DatasetError      a dataset holds nothing to compare
    ├── DocumentError     a file cannot be read as text
    ├── OutputError       a result cannot be written where it should go
    ├── PictureError      a picture cannot be drawn
    ├── QueryError        a search was asked for something that does not exist (also a ValueError)
    ├── QueriesError      a file of labelled queries is not valid
    ├── SemanticError     the semantic ranker cannot be used
    └── ServeError        the local page cannot be served

An error carries a message key and the values that go into it, so that it can be said in either language.
"""

from goalsearch.messages import Language, preferred_language, text


class GoalsearchError(Exception):
    """
    Base of all errors that a user can cause and mend.

    Attributes:
        key: Key of the message in the catalogue.
        values: What the message names: the thing, the place, the numbers.
    """

    def __init__(self, key: str, /, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values

    def message(self, lang: Language) -> str:
        """The message in one language, ready to show."""
        return text(self.key, lang, **self.values)

    def __str__(self) -> str:
        return self.message(preferred_language())

    def __reduce__(self) -> tuple[object, ...]:
        # Exceptions pickle by their positional arguments; the values of this one are keywords, and errors have to
        # travel between worker processes.
        return _rebuilt, (type(self), self.key, self.values)


def _rebuilt(kind: type[GoalsearchError], key: str, values: dict[str, object]) -> GoalsearchError:
    return kind(key, **values)


class BatchError(GoalsearchError):
    """A folder cannot be matched, or the state of a run cannot be written."""


class CorpusError(GoalsearchError):
    """A corpus cannot be read, or does not hold valid goals."""


class DatasetError(GoalsearchError):
    """A dataset holds nothing that can be compared."""


class DocumentError(GoalsearchError):
    """A file cannot be read as text."""


class OutputError(GoalsearchError):
    """A result cannot be written where it should go: the form, the folder, a file that is there, a full disk."""


class PictureError(GoalsearchError):
    """A picture cannot be drawn."""


class QueryError(GoalsearchError, ValueError):
    """A search was asked for something that does not exist: a year, a category, a goal, a ``k`` below 1."""


class QueriesError(GoalsearchError):
    """A file of labelled queries is not valid."""


class SemanticError(GoalsearchError):
    """The semantic ranker cannot be used: its extra is missing, incomplete or damaged."""


class ServeError(GoalsearchError):
    """The local page cannot be served: its extra is missing, or its address cannot be used."""

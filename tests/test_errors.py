"""The tree of errors."""

import pickle
import re
from pathlib import Path

import pytest

import goalsearch
from goalsearch import errors
from goalsearch.corpus import Corpus
from goalsearch.errors import CorpusError, DocumentError, GoalsearchError, QueriesError, QueryError

CHILDREN = [value for value in vars(errors).values() if isinstance(value, type) and GoalsearchError in value.__bases__]


def test_the_tree_is_what_the_docstring_draws() -> None:
    kinds = {name for name, value in vars(errors).items() if isinstance(value, type) and issubclass(value, Exception)}
    assert kinds == set(re.findall(r"\w+Error\b(?=  | *$)", errors.__doc__ or "", re.MULTILINE)) | {"GoalsearchError"}
    assert {CorpusError, DocumentError, QueryError, QueriesError} <= set(CHILDREN)
    assert issubclass(QueryError, ValueError)
    assert {kind.__name__ for kind in CHILDREN} <= set(goalsearch.__all__)


@pytest.mark.parametrize("kind", [GoalsearchError, *CHILDREN])
def test_an_error_says_itself_in_both_languages_and_travels(kind: type[GoalsearchError]) -> None:
    error = kind("error.agency", name="NEDO", known="JST, AMED")
    assert error.message("ja") == "機関「NEDO」の目標はありません。ある機関: JST, AMED"
    assert error.message("en") == 'No goal is of the agency "NEDO". Known agencies: JST, AMED'
    loaded = pickle.loads(pickle.dumps(error))  # noqa: S301
    assert type(loaded) is kind
    assert (loaded.key, loaded.values, str(loaded)) == (error.key, error.values, str(error))


@pytest.mark.parametrize(("lang", "expected"), [("ja", "k は 1 以上"), ("en", "k must be")])
def test_the_user_s_language(monkeypatch: pytest.MonkeyPatch, lang: str, expected: str) -> None:
    monkeypatch.setenv("GOALSEARCH_LANG", lang)
    assert str(QueryError("error.k", k=0)).startswith(expected)


def test_a_corpus_error_travels_with_its_findings(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,title\na,\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"a\.csv") as caught:
        Corpus.load(tmp_path / "a.csv")
    loaded = pickle.loads(pickle.dumps(caught.value))  # noqa: S301
    assert type(loaded) is type(caught.value)
    assert loaded.message("ja") == caught.value.message("ja")


def test_the_values_may_have_any_name() -> None:
    assert GoalsearchError("error.k", key=1, self=2, k=3).values == {"key": 1, "self": 2, "k": 3}

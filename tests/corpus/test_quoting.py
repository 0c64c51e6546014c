"""Values of a corpus file in a message."""

import pytest

from goalsearch.corpus.quoting import quoted


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("量子", '"量子"', id="text"),
        pytest.param("a\u200bb\n", '"a<U+200B>b<U+000A>"', id="hidden-characters-are-spelt-out"),
        pytest.param("x" * 41, '"' + "x" * 39 + '…"', id="long-text-is-cut"),
        pytest.param(True, "true", id="flag"),
        pytest.param(None, "null", id="nothing"),
        pytest.param(2019, "2019", id="number"),
        pytest.param(16**5000, "0x1" + "0" * 37 + "…", id="number-that-has-no-decimal-form"),
        pytest.param(["a"], "[…]", id="list"),
        pytest.param({"a": 1}, "{…}", id="table"),
        pytest.param(1.5, "1.5", id="fraction"),
    ],
)
def test_quoted(value: object, expected: str) -> None:
    assert quoted(value) == expected

"""Patterns that are compiled when they are first used."""

import re

import pytest

from goalsearch.text.late_pattern import late


def test_nothing_is_compiled_before_it_is_used() -> None:
    broken = late("(")
    with pytest.raises(re.error, match="unterminated"):
        broken.search("")


@pytest.mark.parametrize("text", ["", "光", "ab Ab", "Ａ"])
def test_it_finds_what_the_pattern_finds(text: str) -> None:
    pattern, plain = late("[a光]+b?", re.IGNORECASE), re.compile("[a光]+b?", re.IGNORECASE)
    for _ in range(2):
        assert pattern.findall(text) == plain.findall(text)
        assert pattern.sub("-", text) == plain.sub("-", text)
    assert pattern.pattern == plain.pattern

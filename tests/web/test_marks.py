"""Marks: nothing of a text is lost but breaks inside Japanese words; each character has the classes of its marks."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goalsearch.web.marks import marked, marked_once

TAG = re.compile(r'<mark class="([^"]*)">|</mark>')
# Where a page ended its line and not the author: between two Japanese letters.
BREAK = re.compile("(?<=[量子])\n(?=[量子])")


def characters(markup: str) -> list[tuple[str, str]]:
    """Each character with the classes around it."""
    found = []
    classes, place = "", 0
    for tag in [*TAG.finditer(markup), None]:
        end = tag.start() if tag else len(markup)
        found += [(character, classes) for character in html.unescape(markup[place:end])]
        if tag:
            classes, place = tag[1] or "", tag.end()
    return found


@pytest.mark.parametrize(
    ("text", "spans", "expected"),
    [
        pytest.param("量子計算", {}, "量子計算", id="no-marks"),
        pytest.param("量子計算", {1: [(0, 2)]}, '<mark class="m1">量子</mark>計算', id="one"),
        pytest.param("量子計算", {1: [(0, 2), (2, 4)]}, '<mark class="m1">量子計算</mark>', id="touching-are-one"),
        pytest.param("量子計算", {1: [(0, 4), (2, 4)]}, '<mark class="m1">量子計算</mark>', id="inside-another"),
        pytest.param(
            "量子計算",
            {1: [(0, 3)], 2: [(2, 4)]},
            '<mark class="m1">量子</mark><mark class="m1 m2">計</mark><mark class="m2">算</mark>',
            id="two-that-overlap",
        ),
        pytest.param(
            "<b>&", {1: [(0, 3)]}, '<mark class="m1">&lt;b&gt;</mark>&amp;', id="what-looks-like-html-is-text"
        ),
        pytest.param("量\n子計算", {1: [(0, 3)]}, '<mark class="m1">量子</mark>計算', id="a-line-that-ended-in-a-word"),
        pytest.param("AI\n量子", {1: [(0, 2)]}, '<mark class="m1">AI</mark>\n量子', id="other-line-ends-stay"),
        pytest.param("", {1: []}, "", id="empty"),
    ],
)
def test_marked(text: str, spans: dict[int, list[tuple[int, int]]], expected: str) -> None:
    assert marked(text, spans) == expected


@given(st.data())
def test_every_character_has_its_marks(data: st.DataObject) -> None:
    text = data.draw(st.text("量子<>&\"'a\n", max_size=20))
    places = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    spans = st.dictionaries(st.integers(1, 4), st.lists(places.map(lambda pair: (min(pair), max(pair)))))
    chosen = data.draw(spans)
    broken = {match.start() for match in BREAK.finditer(text)}
    expected = [
        (
            character,
            " ".join(f"m{n}" for n in sorted(chosen) if any(start <= place < end for start, end in chosen[n])),
        )
        for place, character in enumerate(text)
        if place not in broken
    ]
    assert characters(marked(text, chosen)) == expected


def test_one_mark_alone_has_no_classes() -> None:
    assert marked_once("<量子計算>", [(1, 3), (2, 4)]) == "&lt;<mark>量子計</mark>算&gt;"

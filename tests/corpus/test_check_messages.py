"""What is said of a corpus that is checked: where it is wrong, and what to write."""

import re
from pathlib import Path

import pytest

from goalsearch.corpus import Corpus, InvalidCorpusError, check
from goalsearch.messages import LANGUAGES
from tests.corpus.test_check import VALID_TOML, ZERO_WIDTH, only, write


def test_messages_name_place_field_and_what_to_write(tmp_path: Path) -> None:
    path = write(tmp_path, "goals.csv", "id,title\n2019-03,光\n2019-03,量子\n")
    finding = only(path)
    assert finding.message("en") == (
        f'{path}:3: 2019-03 id: the id "2019-03" is already used at {path}:2; choose another'
    )
    assert finding.message("ja").startswith(f'{path}:3: 2019-03 id: ID "2019-03" は {path}:2 で使われています')


def test_hidden_characters_are_named_with_position_and_count(tmp_path: Path) -> None:
    finding = only(write(tmp_path, "a.jsonl", f'{{"id": "a", "title": "量{ZERO_WIDTH}子{ZERO_WIDTH}論"}}'))
    assert "character 2 is U+200B ZERO WIDTH SPACE" in finding.message("en")
    assert "2 in all" in finding.message("en")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param('{"id": "a", "x": 1, "x": 2, "id": "b"}', '"x"', id="the-key-that-is-met-again-first"),
        pytest.param('\ufeff{"id": "a"}', "BOM", id="mark-of-a-file-that-was-appended"),
        pytest.param('{"id": "a"} {}', "column 13", id="more-than-an-object"),
    ],
)
def test_a_line_that_is_no_json_is_told_why(tmp_path: Path, line: str, expected: str) -> None:
    finding = only(write(tmp_path, "a.jsonl", '{"id": "b", "title": "t"}\n' + line))
    assert finding.line == 2
    for lang in LANGUAGES:
        assert expected in finding.message(lang)


def test_misspelt_field_is_told_the_near_name(tmp_path: Path) -> None:
    finding = only(write(tmp_path, "a.toml", VALID_TOML + 'sumary = "x"\n'))
    assert "did you mean summary?" in finding.message("en")


def test_messages_do_not_repeat_control_characters(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", '{"id": "a\\u001b[31m", "title": "t", "\\u001b[2J": 1, "year": "\\u001b"}')
    for finding in check(path):
        assert "\x1b" not in finding.message("en") + finding.message("ja") + str(finding.to_dict("en"))


def test_the_error_says_the_first_findings_and_how_to_see_all(tmp_path: Path) -> None:
    rows = "".join(f"{number},t{number},x\n" for number in range(7))
    path = write(tmp_path, "a.csv", "id,title,fiscal_year\n" + rows)
    with pytest.raises(InvalidCorpusError, match=re.escape(f"goalsearch corpus check {path}")) as caught:
        Corpus.load(path)
    assert len(caught.value.findings) == 7
    for lang in LANGUAGES:
        lines = caught.value.message(lang).splitlines()
        assert len(lines) == 1 + 5 + 1
        assert lines[1] == f"  {caught.value.findings[0].message(lang)}"
    assert "7 things" in caught.value.message("en")
    assert "and 2 more" in caught.value.message("en")


def test_notes_do_not_keep_a_corpus_from_loading(tmp_path: Path) -> None:
    path = write(tmp_path, "a.toml", VALID_TOML + VALID_TOML.replace('"a"', '"b"'))
    assert [finding.severity for finding in check(path)] == ["note"]
    assert [goal.id for goal in Corpus.load(path)] == ["a", "b"]


def test_to_dict(tmp_path: Path) -> None:
    path = write(tmp_path, "a.toml", '[[goal]]\nid = "a"\n')
    assert only(path).to_dict("en") == {
        "path": str(path),
        "sheet": None,
        "line": 1,
        "record": 1,
        "goal_id": "a",
        "field": "title",
        "code": "missing_field",
        "severity": "error",
        "message": "title is missing; add it",
    }

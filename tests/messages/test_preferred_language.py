"""Which language a user reads."""

import locale

import pytest

from goalsearch.messages import Language, named_language, preferred_language
from goalsearch.messages.language import is_language


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        pytest.param({"GOALSEARCH_LANG": "ja", "LANG": "en_US.UTF-8"}, "ja", id="chosen"),
        pytest.param({"GOALSEARCH_LANG": " EN ", "LANG": "ja_JP.UTF-8"}, "en", id="chosen-in-any-case"),
        pytest.param({"GOALSEARCH_LANG": "fr", "LANG": "ja_JP.UTF-8"}, "ja", id="another-language-is-no-choice"),
        pytest.param({"GOALSEARCH_LANG": "", "LANG": "ja_JP.UTF-8"}, "ja", id="empty-is-no-choice"),
        pytest.param({"LANG": "ja_JP.UTF-8"}, "ja", id="japanese-locale"),
        pytest.param({"LANG": "JA_jp"}, "ja", id="locale-in-any-case"),
        pytest.param({"LANG": "de_DE.UTF-8"}, "en", id="other-locale"),
        pytest.param({"LC_ALL": "en_GB.UTF-8", "LANG": "ja_JP.UTF-8"}, "en", id="lc-all-comes-first"),
        pytest.param({"LC_ALL": "", "LC_MESSAGES": "ja_JP", "LANG": "en_US"}, "ja", id="empty-is-not-set"),
    ],
)
def test_the_language_that_is_named(environ: dict[str, str], expected: str) -> None:
    assert named_language(environ) == expected
    other: Language = "en" if expected == "ja" else "ja"
    assert preferred_language(other, environ) == expected


@pytest.mark.parametrize(
    "environ",
    [
        pytest.param({"LC_ALL": "C.UTF-8", "LANG": "ja_JP.UTF-8"}, id="a-container"),
        pytest.param({"LANG": "C"}, id="c"),
        pytest.param({"LANG": "POSIX"}, id="posix"),
        pytest.param({"GOALSEARCH_LANG": "fr", "LANG": "C.UTF-8"}, id="no-choice-either"),
    ],
)
def test_a_locale_that_names_no_language_leaves_it_to_the_text(environ: dict[str, str]) -> None:
    assert named_language(environ) is None
    assert preferred_language("ja", environ) == "ja"
    assert preferred_language("en", environ) == "en"
    assert preferred_language(environ=environ) == "en"


@pytest.mark.parametrize(
    ("spoken", "expected"),
    [
        ("Japanese_Japan.932", "ja"),
        ("ja_JP.UTF-8", "ja"),
        ("English_United States.1252", "en"),
        ("C.UTF-8", None),
        ("C", None),
    ],
)
def test_without_variables_the_locale_module_is_asked(
    monkeypatch: pytest.MonkeyPatch, spoken: str, expected: str | None
) -> None:
    monkeypatch.setattr(locale, "setlocale", lambda _category: spoken)
    assert named_language({}) == expected


def test_the_environment_of_the_process_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOALSEARCH_LANG", "ja")
    assert preferred_language() == "ja"
    monkeypatch.setenv("GOALSEARCH_LANG", "en")
    assert preferred_language() == "en"


@pytest.mark.parametrize(("value", "expected"), [("ja", True), ("en", True), ("JA", False), ("", False), (None, False)])
def test_is_language(value: str | None, expected: bool) -> None:
    assert is_language(value) is expected

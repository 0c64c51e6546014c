"""Which language a user reads."""

import locale

import pytest

from goalsearch.messages import preferred_language
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
        pytest.param({"LC_ALL": "C.UTF-8", "LANG": "ja_JP.UTF-8"}, "en", id="lc-all-comes-first"),
        pytest.param({"LC_ALL": "", "LC_MESSAGES": "ja_JP", "LANG": "en_US"}, "ja", id="empty-is-not-set"),
    ],
)
def test_preferred_language(environ: dict[str, str], expected: str) -> None:
    assert preferred_language(environ) == expected


@pytest.mark.parametrize(
    ("spoken", "expected"),
    [("Japanese_Japan", "ja"), ("ja_JP", "ja"), ("English_United States", "en"), (None, "en")],
)
def test_without_variables_the_locale_module_is_asked(
    monkeypatch: pytest.MonkeyPatch, spoken: str | None, expected: str
) -> None:
    monkeypatch.setattr(locale, "getlocale", lambda: (spoken, "cp932"))
    assert preferred_language({}) == expected


def test_the_environment_of_the_process_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOALSEARCH_LANG", "ja")
    assert preferred_language() == "ja"
    monkeypatch.setenv("GOALSEARCH_LANG", "en")
    assert preferred_language() == "en"


@pytest.mark.parametrize(("value", "expected"), [("ja", True), ("en", True), ("JA", False), ("", False), (None, False)])
def test_is_language(value: str | None, expected: bool) -> None:
    assert is_language(value) is expected

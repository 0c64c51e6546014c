"""Every text exists in both languages, is used, and names the same things."""

import ast
import re
import string
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

import goalsearch
from goalsearch.messages import LANGUAGES, catalogue, text
from goalsearch.messages.catalogue import keys, message

PACKAGE = Path(goalsearch.__file__).parent
# What stands at the start of a key, wherever it is written as a literal.
FAMILIES = {key.split(".")[0] for key in keys()}
TABLES = [module for module in vars(catalogue).values() if hasattr(module, "TABLE")]


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


@cache
def syntax_trees() -> dict[Path, ast.Module]:
    """Every module of the package, read once for all tests."""
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}


@cache
def string_literals() -> tuple[tuple[str, str, bool], ...]:
    return tuple(_string_literals())


def _string_literals() -> Iterator[tuple[str, str, bool]]:
    """
    Every string of the source outside the catalogue: where it stands, and the string.

    An f-string is given as a pattern, and marked as one.
    """
    for path, tree in syntax_trees().items():
        if path.parent.name == "messages":
            continue
        inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
        for node in ast.walk(tree):
            where = f"{path.relative_to(PACKAGE)}:{getattr(node, 'lineno', 0)}"
            if isinstance(node, ast.JoinedStr):
                parts = [part.value if isinstance(part, ast.Constant) else None for part in node.values]
                yield where, "".join("[^ ]+" if part is None else re.escape(str(part)) for part in parts), True
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside:
                yield where, node.value, False
    for path in sorted(PACKAGE.rglob("templates/**/*.html")):
        for match in re.finditer(r'"([\w.]+)"(\s*~)?', path.read_text(encoding="utf-8")):
            where = f"{path.relative_to(PACKAGE)}:{match.start()}"
            yield where, re.escape(match[1]) + "[^ ]+" if match[2] else match[1], bool(match[2])


def speaking_calls() -> Iterator[tuple[str, ast.expr]]:
    """The first argument of every call of ``text``, ``Notice`` or an error: a key."""
    for path, tree in syntax_trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                name = node.func.id
                if name in {"text", "Notice"} or (name.endswith("Error") and hasattr(goalsearch, name)):
                    yield f"{path.relative_to(PACKAGE)}:{node.lineno}", node.args[0]


def keys_named_in(expression: ast.expr) -> Iterator[str]:
    """The keys that an expression may give; those of an f-string by what it begins with."""
    if isinstance(expression, ast.Constant):
        yield str(expression.value)
    elif isinstance(expression, ast.IfExp):
        yield from keys_named_in(expression.body)
        yield from keys_named_in(expression.orelse)
    elif isinstance(expression, ast.JoinedStr):
        assert isinstance(expression.values[0], ast.Constant)
        assert isinstance(expression.values[0].value, str)
        yield expression.values[0].value + "*"


def test_every_key_that_is_spoken_exists() -> None:
    spoken = [(where, key) for where, expression in speaking_calls() for key in keys_named_in(expression)]
    assert len(spoken) > 50
    unknown = [
        (where, key)
        for where, key in spoken
        if not (any(known.startswith(key[:-1]) for known in keys()) if key.endswith("*") else key in keys())
    ]
    assert unknown == []


def looks_like_a_key(literal: str) -> bool:
    family, dot, rest = literal.partition(".")
    return (
        family in FAMILIES
        and bool(dot)
        and bool(rest)
        and all(part.replace("_", "").isalnum() for part in rest.split("."))
    )


def test_every_literal_that_looks_like_a_key_is_one() -> None:
    file_names = {path.name for path in PACKAGE.rglob("*")}
    module_names = {".".join(path.relative_to(PACKAGE).with_suffix("").parts) for path in PACKAGE.rglob("*.py")}
    unknown = [
        (where, literal)
        for where, literal, is_pattern in string_literals()
        if looks_like_a_key(literal)
        and not is_pattern
        and literal not in keys()
        and literal not in file_names
        and literal not in module_names
        and f"help.{literal}" not in keys()
    ]
    assert unknown == []


def test_every_key_is_used() -> None:
    literals = list(string_literals())
    whole = {literal for _, literal, is_pattern in literals if not is_pattern}
    # A room may have a look-up of its own that puts the family in front: f"workbook.{key}".
    own = {family for family in FAMILIES if any(literal == rf"{family}\.[^ ]+" for _, literal, _ in literals)}
    patterns = [
        re.compile(literal) for _, literal, is_pattern in literals if is_pattern and re.match(r"\w+\\\.", literal)
    ]
    patterns = [pattern for pattern in patterns if pattern.pattern.removesuffix(r"\.[^ ]+") not in own]

    def is_used(key: str) -> bool:
        family, _, rest = key.partition(".")
        forms = [key, rest] if family in own else [key]
        return any(form in whole or any(pattern.fullmatch(form) for pattern in patterns) for form in forms)

    assert {key for key in keys() if not is_used(key)} == set()


def test_both_languages_say_something_and_name_the_same_things() -> None:
    messages = {key: message(key) for key in sorted(keys())}
    assert [key for key, (ja, en) in messages.items() if not ja.strip() or not en.strip()] == []
    names = {key: (placeholders(ja), placeholders(en)) for key, (ja, en) in messages.items()}
    assert {key: pair for key, pair in names.items() if pair[0] != pair[1]} == {}
    # "key" and "lang" are the names of the function's own arguments.
    used = {(key, name) for key, (ja, _) in names.items() for name in ja}
    assert {(key, name) for key, name in used if name in {"key", "lang"} or not name.isidentifier()} == set()


def test_no_key_stands_in_two_tables() -> None:
    tables = [
        module.TABLE
        for path in (PACKAGE / "messages").glob("*.py")
        if hasattr(module := import_module(f"goalsearch.messages.{path.stem}"), "TABLE")
    ]
    assert sum(map(len, tables)) == len(keys())


def test_texts_differ_between_the_languages() -> None:
    def literal_letters(template: str) -> int:
        return sum(map(str.isalpha, "".join(literal for literal, *_ in string.Formatter().parse(template))))

    # Those that are alike are made of placeholders, signs and abbreviations.
    alike = {key for key in keys() if message(key).ja == message(key).en}
    assert {key for key in alike if literal_letters(message(key).ja) > 2} == set()


def test_one_spelling() -> None:
    assert [key for key in sorted(keys()) if "フォルダー" in message(key).ja] == []


def test_values_are_filled_in() -> None:
    assert text("answer.fiscal_year", "ja", year=2019) == "2019年度"
    assert text("answer.fiscal_year", "en", year=2019) == "FY2019"
    assert text("error.agency", "en", name="{x}", known="{}") == 'No goal is of the agency "{x}". Known agencies: {}'


@pytest.mark.parametrize("lang", LANGUAGES)
def test_mistakes_of_the_program_are_key_errors(lang: str) -> None:
    with pytest.raises(KeyError, match=r"no\.such\.key"):
        text("no.such.key", lang)  # type: ignore[arg-type]
    with pytest.raises(KeyError, match="known"):
        text("error.agency", lang, name="NEDO")  # type: ignore[arg-type]

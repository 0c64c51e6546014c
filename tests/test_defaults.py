"""What help shows is what the library does, and showing it takes no numpy."""

import dataclasses
import inspect
import subprocess
import sys
from typing import Any

import click
import pytest

from goalsearch import defaults
from goalsearch.batch.options import BatchOptions
from goalsearch.cli.main import Commands
from goalsearch.documents import select_part
from goalsearch.evaluation import evaluate
from goalsearch.landscape.gaps import gaps
from goalsearch.landscape.trends import trends
from goalsearch.retrieval.searcher import Searcher
from goalsearch.writing import forms

BATCH = {field.name: field.default for field in dataclasses.fields(BatchOptions)}


def options(command: str) -> dict[str | None, Any]:
    found = Commands("en").get_command(click.Context(Commands("en")), command)
    assert found is not None
    return {parameter.name: parameter for parameter in found.params}


def default_of(function: Any, name: str) -> object:
    return inspect.signature(function).parameters[name].default


@pytest.mark.parametrize(
    ("command", "option", "expected"),
    [
        pytest.param("search", "k", default_of(Searcher.search, "k"), id="search-k"),
        pytest.param("batch", "k", BATCH["k"], id="batch-k"),
        pytest.param("search", "part", default_of(select_part, "part"), id="search-part"),
        pytest.param("batch", "part", BATCH["part"], id="batch-part"),
        pytest.param("trends", "min_documents", default_of(trends, "min_documents"), id="trends-min-documents"),
        pytest.param("trends", "level", default_of(trends, "level"), id="trends-level"),
        pytest.param("trends", "limit", default_of(trends, "limit"), id="trends-limit"),
        pytest.param("gaps", "min_size", default_of(gaps, "min_size"), id="gaps-min-size"),
        pytest.param("evaluate", "samples", default_of(evaluate, "samples"), id="evaluate-samples"),
    ],
)
def test_a_default_of_the_command_line_is_that_of_the_library(command: str, option: str, expected: object) -> None:
    assert options(command)[option].default == expected
    shown = options(command)[option].get_help_record(click.Context(click.Command(command)))
    assert f"default: {expected}" in shown[1]


@pytest.mark.parametrize(
    ("command", "option", "expected"),
    [
        pytest.param("search", "ranker", defaults.RANKERS, id="rankers"),
        pytest.param("search", "part", defaults.PARTS, id="parts"),
        pytest.param("batch", "parts", tuple(form.name for form in forms.PARTS), id="formats-of-partitions"),
        pytest.param("evaluate", "fields", defaults.QUERY_FIELDS, id="fields-of-queries"),
    ],
)
def test_choices_are_those_of_the_library(command: str, option: str, expected: tuple[str, ...]) -> None:
    assert tuple(options(command)[option].type.choices) == expected


def test_suffixes_are_those_that_can_be_written() -> None:
    assert forms.suffixes(forms.BATCH) == ".jsonl .csv .xlsx .html .parquet"
    assert forms.suffixes(forms.BATCH) in options("batch")["out"].help
    assert forms.suffixes(forms.PICTURE) in options("map")["out"].help


def test_defaults_take_no_time_to_load() -> None:
    code = "import sys, goalsearch.defaults; print('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"

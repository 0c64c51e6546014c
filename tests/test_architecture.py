"""Imports point one way."""

import ast
import graphlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import goalsearch

PACKAGE = Path(goalsearch.__file__).parent

# From the ground up: a room may use those on lower floors, not those beside it or above.
FLOORS = [
    {"defaults", "messages", "processes", "progress", "protection", "replacing", "version"},
    {"errors"},
    {"model"},
    {"text"},
    {"corpus"},
    {"ranking"},
    {"retrieval"},
    {"documents", "evaluation"},
    {"batch"},
    {"landscape"},
    {"reports"},
    {"pictures"},
    {"pages"},
    {"writing"},
    {"cluster", "web"},
    {"cli"},
]
# One module of texts for each room that speaks.
TABLES = {path.stem for path in (PACKAGE / "messages").glob("*.py")} - {"message", "language", "catalogue", "__init__"}
# Inside a room the same.
INNER_FLOORS = {
    "text": [
        {"late_pattern", "word"},
        {
            "fiscal_year",
            "characters",
            "english_spelling",
            "spaced_letters",
            "stopwords",
            "sentences",
            "strings",
            "chunks",
            "cut_words",
            "folding",
            "word_numbers",
        },
        {"capitals", "content", "language", "latin_words", "normalize"},
        {"tokenizer"},
        {"counting"},
    ],
    "ranking": [
        {"weighting", "calibration", "encoder", "passages"},
        {"long_postings", "met_terms"},
        {"match", "shortlist"},
        {"index", "background", "known_texts", "semantic"},
        {"examples"},
        {"build", "store", "rankers", "semantic_build"},
    ],
    "retrieval": [
        {"filters", "goal_sentence", "goals_with", "lazy", "nearest", "phrases", "similarity", "text_length"},
        {"library", "lineage", "options", "year_notices"},
        {"explain", "finder", "why_not"},
        {"newest"},
        {"searcher"},
        {"api", "continuation", "now_and_before"},
        {"__init__"},
    ],
    "messages": [{"message", "language"}, TABLES, {"catalogue"}, {"__init__"}],
    "model": [{"example", "fields"}, {"goal"}, {"evidence", "goal_year", "query"}, {"result"}, {"__init__"}],
    "pages": [{"sheet"}, {"environment"}, {"batch", "notebook", "picture", "topics"}],
    "writing": [{"forms", "replacing"}, {"output"}, {"batch"}, {"default_name"}],
    "web": [
        {"connections", "page_language", "marks", "openapi"},
        {"pages", "goal_texts", "years"},
        {"view"},
        {"problems"},
        {"limits"},
        {"failures", "guard", "forms"},
        {"uploads"},
        {"jobs", "menus"},
        {"site"},
        {"batches", "picture_page", "goals"},
        {"api", "search_page"},
        {"app"},
        {"server"},
    ],
    "pictures": [
        {"family", "layout", "lettering", "words", "map_items"},
        {"drawing"},
        {"palette", "labels", "sheets"},
        {"svg", "surround"},
        {"picture", "lineage_drawing", "map_drawing"},
        {"lineage", "map", "table_lines"},
    ],
}
# Results and goals show themselves in a notebook, and ask for the page only then, inside the method.
SHOWN_IN_A_NOTEBOOK = "goalsearch.pages.notebook."
HEAVY = {"sklearn", "scipy", "pandas"}
# Of an extra, and never loaded without being asked for.
CLUSTER = {"dask", "distributed", "pyarrow"}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


@cache
def tree(path: Path) -> ast.Module:
    """A module, read once for all tests."""
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imports(path: Path) -> tuple[tuple[int, str], ...]:
    """Line and full name of everything that a module imports, wherever in it: in functions, for types only."""
    return tuple(_imports(path))


def _imports(path: Path) -> Iterator[tuple[int, str]]:
    parts = ("goalsearch", *path.relative_to(PACKAGE).with_suffix("").parts)
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(parts[: -node.level]) if node.level else ""
            name = ".".join(filter(None, (base, node.module)))
            yield from ((node.lineno, f"{name}.{alias.name}") for alias in node.names)


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def is_shown_in_a_notebook(path: Path, name: str) -> bool:
    """Whether this is the one import that may point up."""
    return room(path) == "model" and name.startswith(SHOWN_IN_A_NOTEBOOK)


def height(floors: list[set[str]], name: str) -> int:
    return next(height for height, rooms in enumerate(floors) if name in rooms)


def test_every_room_is_on_a_floor() -> None:
    rooms = {room(path) for path in modules()} - {"__init__", "__main__"}
    assert rooms == set().union(*FLOORS)
    assert sum(map(len, FLOORS)) == len(rooms)


def test_imports_point_down() -> None:
    rooms = set().union(*FLOORS)
    wrong = []
    for path in modules():
        here = room(path)
        if here == "__init__":
            continue
        for line, name in imports(path):
            package, *parts = name.split(".")
            if package != "goalsearch":
                continue
            # The package itself only looks names up: a module that imports it could get anything.
            target = parts[0] if parts else ""
            if is_shown_in_a_notebook(path, name):
                continue
            if target != here and (target not in rooms or height(FLOORS, target) >= height(FLOORS, here)):
                wrong.append(f"{path.relative_to(PACKAGE)}:{line} {name}")
    assert wrong == []


@pytest.mark.parametrize("name", sorted(INNER_FLOORS))
def test_imports_inside_a_room_point_down(name: str) -> None:
    floors = INNER_FLOORS[name]
    paths = [path for path in modules() if path.parent == PACKAGE / name and path.stat().st_size]
    assert {path.stem for path in paths} <= set().union(*floors)
    wrong = [
        (path.stem, line, imported)
        for path in paths
        for line, imported in imports(path)
        if imported.startswith(f"goalsearch.{name}.")
        and (inner := imported.split(".")[2]) in set().union(*floors)
        and height(floors, inner) >= height(floors, path.stem)
    ]
    assert wrong == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    names = {".".join(("goalsearch", *path.relative_to(PACKAGE).with_suffix("").parts)): path for path in modules()}
    names = {name.removesuffix(".__init__"): path for name, path in names.items() if name != "goalsearch.__init__"}
    graph = {
        name: {
            imported if imported in names else imported.rpartition(".")[0]
            for _, imported in imports(path)
            if imported.startswith("goalsearch.") and not is_shown_in_a_notebook(path, imported)
        }
        for name, path in names.items()
    }
    assert list(graphlib.TopologicalSorter(graph).static_order())


def test_no_query_needs_scikit_learn_or_scipy() -> None:
    users = {
        path.relative_to(PACKAGE).as_posix()
        for path in modules()
        for _, name in imports(path)
        if name.split(".")[0] in HEAVY
    }
    landscape = ("incidence", "phrases", "trend_test", "field_pairs", "timeline", "clustering")
    assert users == {
        "ranking/build.py",
        "ranking/examples.py",
        "retrieval/similarity.py",
        "batch/batch.py",  # pandas, for who asks for a frame
        "batch/look_alikes.py",
        "pictures/layout/plane.py",
        *(f"landscape/{name}.py" for name in landscape),
    }


def test_a_cluster_is_loaded_only_by_who_uses_it() -> None:
    users = {
        path.relative_to(PACKAGE).as_posix()
        for path in modules()
        for _, name in imports(path)
        if name.split(".")[0] in CLUSTER
    }
    readers = {"corpus/table_rows.py", "documents/parquet_rows.py"}
    assert users == readers | {"cluster/scheduler.py", "reports/batch_parquet.py"}


def test_nothing_but_exports_in_the_inits() -> None:
    for path in modules():
        if path.name == "__init__.py" and path.parent != PACKAGE:
            kinds = {type(node) for node in tree(path).body}
            assert kinds <= {ast.Expr, ast.ImportFrom, ast.Import, ast.Assign}, path


def test_no_pickle_is_ever_read_but_from_a_runs_own_processes() -> None:
    users = {
        path.relative_to(PACKAGE).as_posix()
        for path in modules()
        for _, name in imports(path)
        if name.split(".")[0] in {"pickle", "shelve", "marshal"}
    }
    assert users == {"processes/pool.py", "processes/pool_worker.py", "batch/spool.py"}


def test_no_class_name_means_two_things() -> None:
    """Neither in two modules, nor with and without an underscore: a name in a traceback leads to one place."""
    places: dict[str, list[str]] = {}
    for path in modules():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ClassDef):
                places.setdefault(node.name.lstrip("_"), []).append(f"{path.relative_to(PACKAGE)}:{node.lineno}")
    assert {name: found for name, found in places.items() if len(found) > 1} == {}

"""Imports point one way."""

import ast
import graphlib
from collections.abc import Iterator
from pathlib import Path

import pytest

import goalsearch

PACKAGE = Path(goalsearch.__file__).parent

# From the ground up: a room may use those on lower floors, not those beside it or above.
FLOORS = [
    {"messages"},
    {"errors", "notebook", "lazy"},
    {"model"},
    {"corpus", "text"},
    {"ranking", "filters"},
    {"lineage", "nearest"},
    {"explain"},
    {"library"},
    {"finder"},
    {"searcher"},
    {"api", "documents", "evaluation", "now_and_before"},
    {"batch"},
    {"landscape"},
    {"reports"},
    {"cluster", "pictures"},
    {"web"},
    {"cli"},
]
# One module of texts for each room that speaks.
TABLES = {path.stem for path in (PACKAGE / "messages").glob("*.py")} - {"message", "language", "catalogue", "__init__"}
# Inside a room the same.
INNER_FLOORS = {
    "text": [{"stopwords", "normalize", "sentences"}, {"language", "tokenizer"}],
    "ranking": [
        {"weighting", "calibration", "encoder", "passages"},
        {"index", "background", "semantic"},
        {"build", "store", "fusion", "semantic_build"},
    ],
    "messages": [{"message", "language"}, TABLES, {"catalogue"}, {"__init__"}],
    "model": [{"goal"}, {"result"}, {"__init__"}],
    "web": [
        {"spoken", "marks", "openapi"},
        {"pages", "view"},
        {"problems"},
        {"limits"},
        {"failures", "guard", "forms"},
        {"uploads"},
        {"jobs"},
        {"site"},
        {"batches", "drawn", "goals"},
        {"api", "searching"},
        {"app"},
        {"server"},
    ],
    "pictures": [
        {"lettering", "words", "mapped"},
        {"drawing"},
        {"palette", "labels"},
        {"svg", "surround"},
        {"picture", "lineage_drawing", "map_drawing"},
        {"lineage", "map", "page", "table_lines"},
        {"output"},
    ],
}
HEAVY = {"sklearn", "scipy", "pandas"}
# Of an extra, and never loaded without being asked for.
CLUSTER = {"dask", "distributed", "pyarrow"}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Line and full name of everything that a module imports, wherever in it: in functions, for types only."""
    parts = ("goalsearch", *path.relative_to(PACKAGE).with_suffix("").parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(parts[: -node.level]) if node.level else ""
            name = ".".join(filter(None, (base, node.module)))
            yield from ((node.lineno, f"{name}.{alias.name}") for alias in node.names)


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def height(floors: list[set[str]], name: str) -> int:
    return next(height for height, rooms in enumerate(floors) if name in rooms)


def test_every_room_is_on_a_floor() -> None:
    rooms = {room(path) for path in modules()} - {"__init__", "__main__"}
    assert rooms == set().union(*FLOORS)
    assert sum(map(len, FLOORS)) == len(rooms)


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_point_down(path: Path) -> None:
    here = room(path)
    if here == "__init__":
        return
    assert here in set().union(*FLOORS)
    names = [(line, *name.split(".")) for line, name in imports(path) if name.split(".")[0] == "goalsearch"]
    # The package itself only looks names up; whoever asks it could get anything.
    assert all(parts for _, _, *parts in names)
    wrong = [
        (line, *parts)
        for line, _, *parts in names
        if parts[0] != here
        and (parts[0] not in set().union(*FLOORS) or height(FLOORS, parts[0]) >= height(FLOORS, here))
        and parts[0] != "__version__"
    ]
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
            if imported.startswith("goalsearch.")
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
    landscape = ("plane", "similarity", "incidence", "trend_test", "field_pairs", "timeline", "clustering")
    assert users == {"ranking/background.py", "ranking/build.py", "batch/look_alikes.py"} | {
        f"landscape/{name}.py" for name in landscape
    }


def test_a_cluster_is_loaded_only_by_who_uses_it() -> None:
    users = {
        path.relative_to(PACKAGE).as_posix()
        for path in modules()
        for _, name in imports(path)
        if name.split(".")[0] in CLUSTER
    }
    assert users == {"cluster/scheduler.py", "documents/parquet.py", "reports/batch_parquet.py"}


def test_nothing_but_exports_in_the_inits() -> None:
    for path in modules():
        if path.name == "__init__.py" and path.parent != PACKAGE:
            kinds = {type(node) for node in ast.parse(path.read_text(encoding="utf-8")).body}
            assert kinds <= {ast.Expr, ast.ImportFrom, ast.Import, ast.Assign}, path


def test_no_pickle_is_ever_read_but_from_a_runs_own_processes() -> None:
    users = {
        path.relative_to(PACKAGE).as_posix()
        for path in modules()
        for _, name in imports(path)
        if name.split(".")[0] in {"pickle", "shelve", "marshal"}
    }
    assert users == {"batch/pool.py", "batch/worker.py"}

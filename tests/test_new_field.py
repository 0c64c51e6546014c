"""A new field of a goal takes three places: the dataclass, one entry of the table of fields, the data."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import goalsearch
from goalsearch.corpus import builtin_path

PACKAGE = Path(goalsearch.__file__).parent
ATTRIBUTES = "    outcomes: tuple[str, ...] = ()\n    outcomes_en: tuple[str, ...] = ()\n"
ENTRY = """\
    GoalField(
        name="outcomes",
        kind="list",
        aliases=("成果",),
        english=True,
        weight=0.5,
        label=Message("期待される成果", "outcomes"),
        label_en=Message("英語の成果", "English outcomes"),
        heading=Message("期待される成果（編集者による）", "Outcomes (editorial)"),
    ),
"""
DATA = """\
id,title,成果,成果（英語）
own-1,目標その一,軌道エレベーター;月面都市,space elevator;lunar city
own-2,目標その二,深海牧場,deep sea ranch
"""
USE = """\
import contextlib, io, json, os, sys
from pathlib import Path
from starlette.testclient import TestClient
import goalsearch
from goalsearch import Searcher, Weighting
from goalsearch.cli.main import main
from goalsearch.corpus import Corpus, CorpusSource
from goalsearch.web.app import create_app

os.environ["GOALSEARCH_LANG"] = "ja"
own = Path(sys.argv[1])
saw = {"package": goalsearch.__file__}
for name, arguments in {
    "explain": ["search", "月面都市と軌道エレベーターを建てる。", "--explain"],
    "explain_en": ["search", "We build a space elevator and a lunar city.", "--explain", "--lang", "en"],
    "json": ["search", "月面都市を建てる。", "--format", "json"],
    "goal": ["goals", "own-1"],
    "goal_en": ["goals", "own-1", "--lang", "en"],
    "goal_json": ["goals", "own-1", "--format", "json"],
    "list_json": ["goals", "--format", "json"],
    "fields": ["corpus", "fields"],
}.items():
    corpus = [] if arguments[0] == "corpus" else ["--corpus", str(own)]
    written = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    with contextlib.redirect_stdout(written):
        try:
            main([*arguments, *corpus])
        except SystemExit as stop:
            assert stop.code == 0, name
    saw[name] = written.buffer.getvalue().decode()
saw["notebook"] = Corpus.load(own).get("own-1")._repr_html_()
app = create_app(CorpusSource((own,)))
client = TestClient(app, base_url="http://127.0.0.1:8350")
saw["page"] = client.get("/ja/goals/own-1").text
saw["found_page"] = client.post("/ja/", data={"text": "月面都市を建てる。"}).text
app.state.site.jobs.close()
light = Searcher(CorpusSource((own,)), weighting=Weighting(outcomes=0), cache=False).search("月面都市")
saw["without"] = " ".join(hit.goal.id for hit in light.hits)
Path(sys.argv[2]).write_text(json.dumps(saw), encoding="utf-8")
"""


@pytest.fixture(scope="module")
def saw(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the commands, the page and the notebook of a goalsearch with one field more say about a corpus with it."""
    folder = tmp_path_factory.mktemp("new_field")
    package = copied_package(folder)
    put_before(package / "model" / "goal.py", "    notes: str | None = None\n", ATTRIBUTES)
    put_before(package / "model" / "fields.py", '    GoalField(name="notes"', ENTRY)
    own = folder / "own.csv"
    own.write_text(DATA, encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GOALSEARCH_")}
    environment |= {"PYTHONPATH": str(package.parent), "PYTHONUTF8": "1", "GOALSEARCH_CACHE": str(folder / "cache")}
    subprocess.run([sys.executable, "-c", USE, own, folder / "saw.json"], check=True, cwd=folder, env=environment)
    content: dict[str, str] = json.loads((folder / "saw.json").read_text(encoding="utf-8"))
    assert Path(content["package"]).is_relative_to(package)
    return content


def copied_package(folder: Path) -> Path:
    """The package, to be changed, with the built-in goals: their examples are the background of every corpus."""
    package = folder / "lib" / "goalsearch"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__", "_corpus"))
    shutil.copytree(builtin_path(), package.parent / "corpus")
    return package


def put_before(path: Path, mark: str, addition: str) -> None:
    content = path.read_text(encoding="utf-8")
    assert content.count(mark) == 1
    path.write_text(content.replace(mark, addition + mark), encoding="utf-8")


@pytest.mark.slow
class TestANewField:
    def test_is_searched_and_weighed(self, saw: dict[str, str]) -> None:
        hits = json.loads(saw["json"])["hits"]
        assert [hit["goal"]["id"] for hit in hits] == ["own-1"]
        assert {tuple(item["fields"]) for item in hits[0]["evidence"]} == {("outcomes", "borrowed")}
        assert saw["without"] == ""

    def test_is_named_in_reasons(self, saw: dict[str, str]) -> None:
        assert "期待される成果" in saw["explain"]
        assert "English outcomes" in saw["explain_en"]
        assert "期待される成果" in saw["found_page"]

    @pytest.mark.parametrize("place", ["goal", "page", "notebook"])
    def test_is_shown_with_the_goal(self, saw: dict[str, str], place: str) -> None:
        assert "期待される成果（編集者による）" in saw[place]
        assert "軌道エレベーター, 月面都市" in saw[place]

    def test_is_shown_in_english(self, saw: dict[str, str]) -> None:
        assert "Outcomes (editorial)\n  space elevator, lunar city" in saw["goal_en"]

    def test_is_data(self, saw: dict[str, str]) -> None:
        for goal in (json.loads(saw["goal_json"]), json.loads(saw["list_json"])[0]):
            assert goal["outcomes"] == ["軌道エレベーター", "月面都市"]
            assert goal["outcomes_en"] == ["space elevator", "lunar city"]

    def test_is_documented(self, saw: dict[str, str]) -> None:
        assert "| `outcomes`, `outcomes_en` | 成果 | 並び | 0.5 | 期待される成果 |\n" in saw["fields"]

"""A new ranker takes three places: its name, its entry in the registry, its texts."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_new_field import copied_package, put_before

NAME = ('Ranker = Literal["tfidf", ', '"longest", ')
METHOD = '    "longest": Method(by_length),\n'
FUNCTION = '''\
def by_length(asked: RankerInput) -> Ranked:
    """The place in the corpus, of goals that share a term: later ones first."""
    scores = np.where(asked.match.scores > 0, np.arange(1.0, len(asked.match.scores) + 1), 0.0)
    return Ranked(scores, scores, {"longest": scores}, np.full_like(asked.spreads, np.inf))


'''
TEXTS = """\
    "answer.ranker.longest": Message("後の目標ほど上です。", "Later goals come first."),
    "workbook.intro.score.longest": Message("並び順", "the order"),
    "workbook.value.ranker.longest": Message("longest（並び順）", "longest (the order)"),
    "workbook.reading.score_text.longest": Message("並び順です。", "The order."),
    "workbook.reading.terms_text.longest": Message("共有する語です。", "The shared terms."),
"""
DATA = "id,title\na,量子計測の基盤\nb,量子計算の基盤\nc,量子計測と細胞の温度\n"
USE = """\
import contextlib, io, json, os, sys, zipfile
from pathlib import Path
from starlette.testclient import TestClient
import goalsearch
from goalsearch.cli.main import main
from goalsearch.corpus import CorpusSource
from goalsearch.web.app import create_app

own, folder = Path(sys.argv[1]), Path(sys.argv[2])
saw = {"package": goalsearch.__file__}
def run(name, *arguments):
    written = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    with contextlib.redirect_stdout(written), contextlib.suppress(SystemExit):
        main([*arguments, "--lang", "en"])
    saw[name] = written.buffer.getvalue().decode()
corpus = ["--corpus", str(own), "--ranker", "longest"]
run("json", "search", "量子計測の研究", "--format", "json", *corpus)
run("explain", "search", "量子計測の研究", "--explain", *corpus)
run("help", "search", "--help")
(folder / "in").mkdir()
(folder / "in" / "a.txt").write_text("量子計測の研究をおこなう。", encoding="utf-8")
run("batch", "batch", str(folder / "in"), "-o", str(folder / "out.xlsx"), "--workers", "1", *corpus)
book = zipfile.ZipFile(folder / "out.xlsx")
saw["workbook"] = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
app = create_app(CorpusSource((own,)))
client = TestClient(app, base_url="http://127.0.0.1:8350")
saw["page"] = client.get("/en/").text
saw["openapi"] = client.get("/api/openapi.json").text
answer = client.post("/api/search", json={"text": "量子計測の研究", "ranker": "longest"})
saw["api"] = answer.text
app.state.site.jobs.close()
(folder / "saw.json").write_text(json.dumps(saw), encoding="utf-8")
"""


@pytest.fixture(scope="module")
def saw(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the commands and the page of a goalsearch with one ranker more say."""
    folder = tmp_path_factory.mktemp("new_ranker")
    package = copied_package(folder)
    defaults = package / "defaults.py"
    defaults.write_text(defaults.read_text("utf-8").replace(NAME[0], "".join(NAME)), "utf-8")
    put_before(package / "ranking" / "rankers.py", "RANKING: Final", FUNCTION)
    put_before(package / "ranking" / "rankers.py", '    "semantic": Method(', METHOD)
    put_before(package / "messages" / "rankers.py", '    "answer.ranker.semantic"', TEXTS)
    own = folder / "own.csv"
    own.write_text(DATA, encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GOALSEARCH_")}
    environment |= {"PYTHONPATH": str(package.parent), "PYTHONUTF8": "1", "GOALSEARCH_CACHE": str(folder / "cache")}
    subprocess.run([sys.executable, "-c", USE, own, folder], check=True, cwd=folder, env=environment)
    content: dict[str, str] = json.loads((folder / "saw.json").read_text(encoding="utf-8"))
    assert Path(content["package"]).is_relative_to(package)
    return content


@pytest.mark.slow
class TestANewRanker:
    @pytest.mark.parametrize("place", ["json", "api"])
    def test_ranks(self, saw: dict[str, str], place: str) -> None:
        answer = json.loads(saw[place])
        assert answer["ranker"] == "longest"
        assert [hit["goal"]["id"] for hit in answer["hits"]] == ["c", "b", "a"]
        assert answer["hits"][0]["parts"] == {"longest": 3.0}

    def test_is_explained(self, saw: dict[str, str]) -> None:
        assert "Later goals come first." in saw["explain"]

    def test_stands_in_a_workbook(self, saw: dict[str, str]) -> None:
        assert "longest (the order)" in saw["workbook"]
        assert "The order." in saw["workbook"]

    @pytest.mark.parametrize("place", ["help", "page", "openapi"])
    def test_is_offered(self, saw: dict[str, str], place: str) -> None:
        assert "longest" in saw[place]

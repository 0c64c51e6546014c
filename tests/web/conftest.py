"""The application in this process, over the built-in goals, and a client that calls it by its own address."""

import json
from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from goalsearch.corpus import CorpusSource
from goalsearch.web.app import create_app

ADDRESS = "http://127.0.0.1:8350"

TEXT = (
    "腸内細菌叢が産生する代謝物が、宿主の免疫細胞の分化と慢性炎症をどう制御するかを、ノトバイオートマウスと"
    "シングルセル解析で調べる。短鎖脂肪酸の受容体を介した制御性T細胞の誘導に注目する。"
)
# A table of one proposal, whose title holds a lone surrogate and a mark that turns the direction of what follows.
UNENCODABLE = json.dumps({"title": "量\ud800子\u202eexe", "abstract": TEXT}).encode()
UNRELATED = "江戸時代の俳諧における季語の変遷を、版本の書誌から跡づける。"


@pytest.fixture(scope="session")
def app() -> Iterator[Starlette]:
    app = create_app(CorpusSource.builtin())
    yield app
    app.state.site.jobs.close()


@pytest.fixture
def client(app: Starlette) -> TestClient:
    # Not as a context: its end would end the batches of all other tests.
    return TestClient(app, base_url=ADDRESS, headers={"accept-language": "en"})

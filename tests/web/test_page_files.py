"""Files that are given to the page, and those that it gives."""

import csv
import io
import re
import zipfile

import pytest
from python_calamine import CalamineWorkbook
from starlette.applications import Starlette
from starlette.testclient import TestClient

from goalsearch import Searcher
from goalsearch.retrieval.now_and_before import now_and_before
from tests.web.conftest import TEXT, UNENCODABLE
from tests.web.test_pages import DOCUMENTS, HOSTILE, TURNING, Files, ask, titles


class TestExport:
    def test_json_is_that_of_the_library(self, client: TestClient, searcher: Searcher) -> None:
        answer = client.post("/en/", data={"text": TEXT, "k": "3", "output": "json"})
        assert answer.headers["content-disposition"] == 'attachment; filename="goalsearch.json"'
        assert answer.json() == searcher.search(TEXT, 3).to_dict("en")

    def test_csv_opens_in_excel(self, client: TestClient, searcher: Searcher) -> None:
        answer = client.post("/en/", data={"text": TEXT, "output": "csv"})
        assert answer.content.startswith(b"\xef\xbb\xbf")
        rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert [row["goal_id"] for row in rows] == [hit.goal.id for hit in searcher.search(TEXT).hits]

    def test_markdown(self, client: TestClient) -> None:
        answer = client.post("/ja/", data={"text": TEXT, "output": "md"})
        assert "\n| 順位 | 近さ | 適合度 | 目標 |" in answer.text
        assert "収録している最新（2025年度）" in answer.text

    def test_a_workbook(self, client: TestClient, searcher: Searcher) -> None:
        answer = client.post("/ja/", data={"text": TEXT, "k": "3", "output": "xlsx"})
        assert answer.headers["content-disposition"] == 'attachment; filename="goalsearch.xlsx"'
        book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
        cells = str([book.get_sheet_by_name(name).to_python() for name in book.sheet_names])
        assert all(hit.goal.title in cells for hit in searcher.search(TEXT, 3).hits)
        assert client.post("/ja/", data={"text": TEXT, "first": "1999", "output": "xlsx"}).status_code == 200
        assert client.post("/ja/", data={"text": TEXT, "agency": "NASA", "output": "xlsx"}).status_code == 422

    def test_now_and_before_as_on_the_page(self, client: TestClient, searcher: Searcher) -> None:
        asked = {"text": TEXT, "k": "2", "apart": "1"}
        saved = client.post("/en/", data={**asked, "output": "csv"})
        assert saved.json() == now_and_before(searcher, TEXT, 2).to_dict("en")
        assert re.findall(r'name="output" value="(\w+)"', client.post("/en/", data=asked).text) == ["json"]

    def test_a_form_that_there_is_not(self, client: TestClient) -> None:
        answer = client.post("/en/", data={"text": TEXT, "output": "../../etc/passwd"})
        assert answer.headers["content-disposition"] == 'attachment; filename="goalsearch.json"'


class TestFile:
    @pytest.mark.parametrize(
        ("name", "content"),
        [
            pytest.param("要旨.txt", TEXT.encode("cp932"), id="text-in-an-old-encoding"),
            pytest.param("要旨.html", f"<p>{TEXT}</p>".encode(), id="web-page"),
            pytest.param("list.csv", f"課題名,研究概要\nx,{TEXT}\n".encode(), id="table-of-one-row"),
            pytest.param("s.jsonl", b'{"text": "\\ud800 %s"}\n' % TEXT.encode(), id="lone-surrogate"),
        ],
    )
    def test_is_read(self, client: TestClient, name: str, content: bytes) -> None:
        page = ask(client, files=[("file", (name, content))])
        assert titles(page)[0] == "2016-amed-1"
        assert f"Read {name}" in page
        # The text can be looked at, and sent again.
        assert TEXT in page

    def test_word_and_pdf(self, client: TestClient) -> None:
        for name in ("libreoffice.docx", "browser.pdf"):
            assert f"Read {name}" in ask(client, files=[("file", (name, (DOCUMENTS / name).read_bytes()))])

    def test_the_abstract_of_a_long_document(self, client: TestClient) -> None:
        document = f"研究概要\n{TEXT}{TEXT}\n\n研究計画\n" + "量子コンピュータの設計。" * 400
        page = ask(client, files=[("file", ("長い.txt", document.encode()))])
        assert "量子コンピュータの設計" not in page
        whole = ask(client, files=[("file", ("長い.txt", document.encode()))], part="whole")
        assert "量子コンピュータの設計" in whole

    @pytest.mark.parametrize(
        ("name", "content", "says"),
        [
            pytest.param("空.txt", b"", "空.txt", id="empty"),
            pytest.param("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "旧.doc", id="old-word"),
            pytest.param("壊.docx", b"PK\x03\x04 no archive", "壊.docx", id="damaged-word"),
            pytest.param("壊.pdf", b"%PDF-1.7 nothing", "壊.pdf", id="damaged-pdf"),
            pytest.param("絵.png", b"\x89PNG\r\n\x1a\n" + bytes(99), "絵.png", id="image"),
            pytest.param(f"{HOSTILE}.txt", b"", "script__img", id="name-with-html"),
        ],
    )
    def test_that_cannot_be_read(self, client: TestClient, name: str, content: bytes, says: str) -> None:
        answer = client.post("/en/", data={}, files=[("file", (name, content))])
        assert answer.status_code == 422
        assert says in answer.text
        assert "<script>alert" not in answer.text
        # The place where it lay is nobody's business.
        assert "goalsearch-" not in answer.text
        assert "/dev/shm" not in answer.text

    def test_a_bomb(self, client: TestClient) -> None:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("word/document.xml", bytes(300 * 1024 * 1024))
        answer = client.post("/en/", data={}, files=[("file", ("bomb.docx", packed.getvalue()))])
        assert answer.status_code == 422
        assert "bomb.docx" in answer.text

    @pytest.mark.parametrize("name", ["protected.docx", "protected.pdf", "protected.xlsx"])
    def test_under_a_password(self, client: TestClient, name: str) -> None:
        answer = client.post("/en/", data={}, files=[("file", (name, (DOCUMENTS / name).read_bytes()))])
        assert answer.status_code == 422
        assert "password" in answer.text

    def test_several_become_a_batch(self, client: TestClient) -> None:
        files: Files = [("file", (f"{n}.txt", TEXT.encode())) for n in range(2)]
        answer = client.post("/en/", files=files, follow_redirects=False)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/en/batch/")

    def test_a_table_of_several_rows_becomes_a_batch(self, client: TestClient) -> None:
        table = f"課題名,研究概要\na,{TEXT}\nb,{TEXT}\n".encode("cp932")
        answer = client.post("/en/", files=[("file", ("list.csv", table))], follow_redirects=False)
        assert answer.headers["location"].startswith("/en/batch/")

    @pytest.mark.parametrize("address", ["", "/map"])
    @pytest.mark.parametrize("lang", ["ja", "en"])
    def test_a_batch_with_a_title_that_is_no_text(
        self, client: TestClient, app: Starlette, lang: str, address: str
    ) -> None:
        files: Files = [("files", ("a.jsonl", UNENCODABLE)), ("files", ("b\u202etxt.exe", b""))]
        place = client.post(f"/{lang}/batch", files=files, follow_redirects=False).headers["location"]
        app.state.site.jobs.get(place.rpartition("/")[2]).done.result(timeout=60)
        answer = client.get(place + address)
        assert answer.status_code == 200
        assert "量\ufffd子 exe" in answer.text
        assert TURNING.search(answer.text) is None

    def test_text_that_turns_its_direction(self, client: TestClient) -> None:
        turned = f"\u202e{TEXT}\u202c\u2066\u2069"
        page = ask(client, text=turned)
        assert TURNING.search(page) is None
        assert titles(page) == titles(ask(client, text=TEXT))

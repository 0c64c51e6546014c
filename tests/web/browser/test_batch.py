"""Many files: chosen, dropped, a folder of them; a page that renews itself; what there is to keep."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

HOSTILE_NAME = "<img src=x onerror=alert(1)> <script>alert(2)</script>.txt"
UNRELATED = "江戸時代の俳諧における季語の変遷を、版本の書誌から跡づける。"


@pytest.fixture
def proposals(text: str, tmp_path: Path) -> Path:
    """A folder with two proposals, one of them a folder deeper, one that no goal fits and one that cannot be read."""
    folder = tmp_path / "提案書"
    (folder / "追加").mkdir(parents=True)
    (folder / "菌.txt").write_text(text, encoding="utf-8")
    (folder / "追加" / "菌 二.txt").write_bytes(text.encode("cp932"))
    (folder / "俳諧.txt").write_text(UNRELATED, encoding="utf-8")
    (folder / "壊.pdf").write_bytes(b"%PDF-1.7 nothing")
    return folder


def upload(name: str, content: str) -> Any:
    return {"name": name, "mimeType": "text/plain", "buffer": content.encode()}


def rows(page: Any) -> dict[str, str]:
    """Files of the proposals, and what became of each: behind the call list, folded."""
    page.click("#proposals summary")
    names = page.locator(".proposals tbody th .hint").all_inner_texts()
    return dict(zip(names, page.locator(".proposals .badge").all_inner_texts(), strict=True))


@pytest.mark.slow
@pytest.mark.parametrize("scripted", [True, False], ids=["script", "no-script"])
def test_page_renews_itself_until_the_result_is_there(visit: Any, proposals: Path, scripted: bool) -> None:
    page = visit(java_script_enabled=scripted).to("ja/batch")
    files = sorted(path for path in proposals.rglob("*") if path.is_file())
    page.set_input_files("#files", files)
    page.click(".ask .actions button")
    assert rows(page) == {
        "壊.pdf": "読み取り不可",
        "俳諧.txt": "該当なし",
        "菌.txt": "目標あり",
        "菌 二.txt": "目標あり",
    }
    assert "全 4 件" in page.inner_text(".lead")
    # Whom to call stands first: both files, and what is missing from the list.
    called = page.inner_text(".calls")
    assert "菌.txt" in called
    assert "菌 二.txt" in called
    assert "俳諧.txt" not in called
    assert "読めなかった 1 件は、まだ名簿に入っていません。" in page.inner_text("main")
    # Each goal leads to its page.
    page.click(".proposals a >> nth=-1")
    page.wait_for_selector("article.goal h1")


@pytest.mark.slow
def test_progress_is_shown_while_it_runs(visit: Any, text: str, release: Path) -> None:
    visitor = visit()
    page = visitor.to("en/batch")
    names = [*(f"{n}.txt" for n in range(119)), "held.txt"]
    page.set_input_files("#files", [upload(name, f"{name} {text}") for name in names])
    page.click(".ask .actions button")
    page.wait_for_selector("progress")
    assert page.inner_text("[role=status]").endswith("of 120 files are done.")
    release.touch()
    page.click("#proposals summary")
    # A page has fifty of them, and a way to the others.
    assert page.locator(".proposals tbody tr").count() == 50
    assert page.inner_text(".leaf span") == "1–50 of 120"
    page.click("[rel=next]")
    page.click("[rel=next]")
    assert page.locator(".proposals tbody tr").count() == 20
    assert page.locator("[rel=next]").count() == 0


@pytest.mark.slow
def test_folder_is_chosen_whole(visit: Any, proposals: Path) -> None:
    page = visit().to("ja/batch")
    page.set_input_files("#folder", proposals)
    page.click(".ask .actions button")
    assert set(rows(page).values()) == {"読み取り不可", "該当なし", "目標あり"}
    assert page.locator(".proposals tbody tr").count() == 4


@pytest.mark.slow
def test_folder_is_dropped(visit: Any, proposals: Path) -> None:
    page = visit().to("ja/batch")
    session = page.context.new_cdp_session(page)
    data = {"items": [], "files": [str(proposals)], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        session.send("Input.dispatchDragEvent", {"type": kind, "x": 600, "y": 700, "data": data})
    rows(page)
    assert page.locator(".proposals tbody tr").count() == 4


def test_several_files_on_the_first_page_become_a_batch(visit: Any, text: str) -> None:
    page = visit().to("en/")
    page.set_input_files("#file", [upload("a.txt", text), upload("b.txt", UNRELATED)])
    page.click("#ask .actions button")
    assert rows(page) == {"a.txt": "goal found", "b.txt": "none fits"}


def test_table_of_proposals_with_filters(visit: Any, text: str) -> None:
    page = visit().to("ja/batch")
    page.set_input_files("#files", upload("表.csv", f"課題名,研究概要\n細菌の研究,{text}\n俳諧,{UNRELATED}\n"))
    page.click(".options > summary")
    page.select_option("#agency", "AMED")
    page.click(".ask .actions button")
    assert len(rows(page)) == 2
    links = page.locator(".proposals a").evaluate_all("links => links.map(link => link.pathname)")
    assert links
    assert all("-amed-" in link for link in links)


def test_nothing_chosen(visit: Any) -> None:
    page = visit().to("ja/batch")
    page.click(".ask .actions button")
    assert page.inner_text("[role=alert]") == "ファイルを選んでください。"


def test_html_in_a_file_name_is_text(visit: Any, text: str) -> None:
    page = visit().to("ja/batch")
    page.set_input_files("#files", [upload(HOSTILE_NAME, text), upload("b.txt", text)])
    page.click(".ask .actions button")
    (name,) = (name for name in rows(page) if name != "b.txt")
    # The signs that a name on Windows cannot have are replaced.
    assert "onerror=alert(1)" in name
    assert page.locator("img, script:not([src])").count() == 0
    page.click(".actions .button >> nth=0")
    page.wait_for_load_state()
    assert "onerror=alert(1)" in page.inner_text("body")
    assert page.locator("img, script").count() == 0


@pytest.mark.slow
def test_results_to_keep(visit: Any, text: str) -> None:
    page = visit().to("ja/batch")
    page.set_input_files("#files", [upload("菌.txt", text), upload("俳諧.txt", UNRELATED)])
    page.click(".ask .actions button")
    rows(page)
    kept = {}
    for suffix in ("jsonl", "csv", "xlsx", "html"):
        with page.expect_download() as download:
            page.click(f"a[download='goalsearch.{suffix}']")
        assert download.value.suggested_filename == f"goalsearch.{suffix}"
        kept[suffix] = Path(download.value.path()).read_bytes()
    lines = [json.loads(line) for line in kept["jsonl"].decode().splitlines()]
    assert {"菌.txt": "goals", "俳諧.txt": "none"}.items() <= {
        line.get("document_id"): line.get("verdict") for line in lines
    }.items()
    table = list(csv.DictReader(io.StringIO(kept["csv"].decode("utf-8-sig"))))
    assert {row["document_id"] for row in table} == {"菌.txt", "俳諧.txt"}
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(kept["xlsx"]))
    cells = {
        str(cell)
        for name in workbook.sheet_names
        for row in workbook.get_sheet_by_name(name).to_python()
        for cell in row
    }
    assert {"菌.txt", "俳諧.txt"} <= cells
    assert "俳諧.txt" in kept["html"].decode()
    # The report as a page, too.
    page.click(".actions .button >> nth=0")
    page.wait_for_load_state()
    assert page.get_attribute("html", "lang") == "ja"
    assert "菌.txt" in page.inner_text("body")


@pytest.mark.slow
def test_result_is_forgotten_when_asked_to(visit: Any, text: str) -> None:
    page = visit().to("ja/batch")
    page.set_input_files("#files", upload("菌.txt", text))
    page.click(".ask .actions button")
    rows(page)
    address = page.url
    page.click("form[action$=forget] button")
    page.wait_for_selector("#files")
    page.goto(address)
    assert "もうありません" in page.inner_text("[role=alert]")

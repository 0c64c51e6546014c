"""Tables for tests, written part by part: workbooks as Excel and LibreOffice store them, CSV."""

import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

Cell = str | int | float | bool | None


def letter(column: int) -> str:
    return chr(ord("A") + column)


def xlsx_cell(row: int, column: int, value: Cell) -> str:
    place = f"{letter(column)}{row}"
    match value:
        case None:
            return ""
        case bool():
            return f'<c r="{place}" t="b"><v>{int(value)}</v></c>'
        case int() | float():
            return f'<c r="{place}"><v>{value}</v></c>'
    text = escape(value)
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def xlsx_sheet(rows: Sequence[Sequence[Cell]], merged: Sequence[str] = ()) -> str:
    data = "".join(
        f'<row r="{number}">{"".join(xlsx_cell(number, column, value) for column, value in enumerate(row))}</row>'
        for number, row in enumerate(rows, start=1)
    )
    merges = "".join(f'<mergeCell ref="{place}"/>' for place in merged)
    after = f"<mergeCells>{merges}</mergeCells>" if merged else ""
    return f'<worksheet xmlns="{MAIN}"><sheetData>{data}</sheetData>{after}</worksheet>'


def write_xlsx(path: Path, sheets: dict[str, str], hidden: Sequence[str] = ()) -> Path:
    """A workbook of finished sheets."""
    names = list(sheets)
    entries = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" r:id="r{n}" state="{"hidden" if name in hidden else "visible"}"/>'
        for n, name in enumerate(names, start=1)
    )
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(names) + 1)
    )
    package = "http://schemas.openxmlformats.org/package/2006"
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'spreadsheetml.worksheet+xml"/>'
        for n in range(1, len(names) + 1)
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{package}/content-types">{overrides}</Types>')
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="a" Type="{RELATIONS}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>{entries}</sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{package}/relationships">{relations}</Relationships>'
        )
        for n, sheet in enumerate(sheets.values(), start=1):
            archive.writestr(f"xl/worksheets/sheet{n}.xml", sheet)
    return path


def xlsx(path: Path, rows: Sequence[Sequence[Cell]], merged: Sequence[str] = ()) -> Path:
    return write_xlsx(path, {"一覧": xlsx_sheet(rows, merged)})


def locked_ods(path: Path, manifest: str | None) -> Path:
    """A workbook as LibreOffice saves it with a password: its content is no XML, and the manifest says why."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", bytes(range(256)) * 8)
        if manifest is not None:
            urn = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
            whole = f'<manifest:manifest xmlns:manifest="{urn}">{manifest}</manifest:manifest>'
            archive.writestr("META-INF/manifest.xml", whole)
    return path


def ods(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    table = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
            if cell
            else "<table:table-cell/>"
            for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    urn = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<office:document-content xmlns:office="{urn}:office:1.0" xmlns:table="{urn}:table:1.0" '
        f'xmlns:text="{urn}:text:1.0"><office:body><office:spreadsheet><table:table table:name="一覧">{table}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest xmlns:manifest="{urn}:manifest:1.0"><manifest:file-entry manifest:full-path="/" '
            f'manifest:media-type="{kind}"/></manifest:manifest>',
        )
        archive.writestr("content.xml", content)
    return path


def csv_table(path: Path, rows: Sequence[Sequence[Cell]], encoding: str = "utf-8") -> Path:
    lines = (",".join('"' + str("" if cell is None else cell).replace('"', '""') + '"' for cell in row) for row in rows)
    path.write_bytes("\r\n".join(lines).encode(encoding))
    return path

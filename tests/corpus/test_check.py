"""Every kind of finding, in every file format that can hold it."""

from pathlib import Path

import pytest

from goalsearch.corpus import Corpus, Finding, InvalidCorpusError, check
from goalsearch.errors import CorpusError

VALID_TOML = '[[goal]]\nid = "a"\ntitle = "量子"\n'
ZERO_WIDTH = "\u200b"


def found(path: Path) -> list[tuple[str, int | None, str | None]]:
    findings = check(path)
    # What keeps a corpus from being loaded is all that is wrong, and no note on it.
    errors = tuple(finding for finding in findings if finding.severity == "error")
    assert refused(path) == errors
    return [(finding.key.removeprefix("corpus."), finding.line, finding.field) for finding in findings]


def refused(path: Path) -> tuple[Finding, ...]:
    try:
        Corpus.load(path)
    except InvalidCorpusError as error:
        return error.findings
    return ()


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param('[[goal]]\nid = "a"\n', [("missing_field", 1, "title")], id="no-title"),
        pytest.param('[[goal]]\ntitle = "t"\n', [("missing_field", 1, "id")], id="no-id"),
        pytest.param('[[goal]]\nid = "a"\ntitle = " \u3000"\n', [("empty", 3, "title")], id="blank-title"),
        pytest.param('[[goal]]\nid = ""\ntitle = "t"\n', [("empty", 2, "id")], id="empty-id"),
        pytest.param('[[goal]]\nid = 3\ntitle = "t"\n', [("type_text", 2, "id")], id="id-is-a-number"),
        pytest.param(
            VALID_TOML + VALID_TOML.replace("量子", "分子"), [("duplicate_id", 5, "id")], id="id-twice-in-one-file"
        ),
        pytest.param(VALID_TOML + 'sumary = "x"\n', [("unknown_field_near", 4, "sumary")], id="misspelt-field"),
        pytest.param(VALID_TOML + 'zzzz = "x"\n', [("unknown_field", 4, "zzzz")], id="unknown-field"),
        pytest.param(VALID_TOML + 'fiscal_year = "約2019年"\n', [("year_meant", 4, "fiscal_year")], id="year-as-text"),
        pytest.param(VALID_TOML + "fiscal_year = 1989\n", [("year", 4, "fiscal_year")], id="year-too-early"),
        pytest.param(VALID_TOML + "fiscal_year = 2101\n", [("year", 4, "fiscal_year")], id="year-too-late"),
        pytest.param(VALID_TOML + "fiscal_year = true\n", [("year", 4, "fiscal_year")], id="true-is-no-year"),
        pytest.param(
            VALID_TOML + "fiscal_year = 2019.5\n", [("year_meant", 4, "fiscal_year")], id="fraction-of-a-year"
        ),
        pytest.param(VALID_TOML + 'decided_on = "2019-02-30"\n', [("date", 4, "decided_on")], id="no-such-day"),
        pytest.param(VALID_TOML + 'decided_on = "20190201"\n', [("date", 4, "decided_on")], id="date-in-another-form"),
        pytest.param(
            VALID_TOML + "decided_on = 2019-02-01T00:00:00\n", [("date", 4, "decided_on")], id="date-with-a-time"
        ),
        pytest.param(VALID_TOML + 'topics = ["a", 3]\n', [("type_text", 4, "topics[2]")], id="number-in-a-list"),
        pytest.param(VALID_TOML + 'topics = ["a", ""]\n', [("empty_item", 4, "topics[2]")], id="empty-item"),
        pytest.param(VALID_TOML + "topics = 3\n", [("type_list", 4, "topics")], id="number-for-a-list"),
        pytest.param(
            VALID_TOML + 'title_verified = "yes"\n', [("type_flag", 4, "title_verified")], id="text-for-a-flag"
        ),
        pytest.param(
            VALID_TOML + 'summary = "s"\nsummary_source = "ministry"\n',
            [("choice", 5, "summary_source")],
            id="unknown-summary-source",
        ),
        pytest.param(
            VALID_TOML + 'summary_source = "official"\n',
            [("source_without_text", 4, "summary_source")],
            id="source-of-no-summary",
        ),
        pytest.param(
            VALID_TOML + 'summary = "s"\nsummary_source = "official: see there"\n',
            [("remark", 5, "summary_source")],
            id="remark-after-source",
        ),
        pytest.param(
            VALID_TOML.replace("量", f"量{ZERO_WIDTH}"), [("hidden_character", 3, "title")], id="zero-width-in-title"
        ),
        pytest.param(VALID_TOML + 'notes = "a\ufeffb"\n', [("hidden_character", 4, "notes")], id="mark-in-the-middle"),
        pytest.param(VALID_TOML + 'notes = "a\u202eb"\n', [("hidden_character", 4, "notes")], id="bidi-control"),
        pytest.param(VALID_TOML + 'notes = "a\\u0007b"\n', [("hidden_character", 4, "notes")], id="control-character"),
        pytest.param(
            VALID_TOML + 'category = "a\\nb"\n', [("hidden_character", 4, "category")], id="line-feed-in-a-line"
        ),
        pytest.param(VALID_TOML + 'notes = "a\\nb"\n', [], id="line-feed-in-a-text"),
        pytest.param(VALID_TOML + 'notes = "a\U000e0100b"\n', [], id="variation-selector-is-wanted"),
        pytest.param(
            VALID_TOML + f'"no{ZERO_WIDTH}tes" = "b"\n',
            [("hidden_in_name", 4, "no<U+200B>tes")],
            id="zero-width-in-field-name",
        ),
        pytest.param(VALID_TOML + 'area = "CREST"\n', [("areas", 4, "area")], id="area-is-text"),
        pytest.param(
            VALID_TOML + '[[goal.area]]\nprogramme = "CREST"\nname = "n"\n[[goal.area]]\nname = "n"\n',
            [("missing_field", 7, "area[2].programme")],
            id="second-area-lacks-programme",
        ),
        pytest.param(
            VALID_TOML + '[[goal.area]]\nprogramme = "CREST"\nname = "n"\nyear = 2019\n',
            [("unknown_field", 7, "area[1].year")],
            id="unknown-field-in-area",
        ),
        pytest.param(
            VALID_TOML + '[[goal.area]]\nprogramme = "CREST"\nname = "n"\nurl = "javascript:alert(1)"\n',
            [("url", 7, "area[1].url")],
            id="address-that-is-a-script",
        ),
        pytest.param(
            VALID_TOML + '[[goal.source]]\nurl = "https://a.jp"\ndocument = "d"\n',
            [("source", 4, "source[1]")],
            id="source-with-both",
        ),
        pytest.param(VALID_TOML + "[[goal.source]]\n", [("source", 4, "source[1]")], id="source-with-neither"),
        pytest.param(
            VALID_TOML + 'agencies = ["JST"]\nagency = "NEDO"\n', [("field_twice", 5, "agency")], id="two-names"
        ),
        pytest.param("[[goals]]\n", [("unknown_table", None, "goals")], id="misspelt-table"),
        pytest.param('[goal]\nid = "a"\n', [("not_tables", None, "goal")], id="single-brackets"),
        pytest.param("goal = [1]\n", [("not_tables", None, "goal")], id="goal-is-no-table"),
        pytest.param(VALID_TOML + "title = 3\n", [("toml_syntax", 4, None)], id="field-twice-is-bad-toml"),
        pytest.param('[[goal]]\nid = "a\n', [("toml_syntax", 2, None)], id="quote-not-closed"),
        pytest.param(f"x = {'1' * 5000}\n", [("toml_syntax", None, None)], id="integer-that-python-refuses"),
        pytest.param(f"x = {'[' * 5000}\n", [("too_deep", None, None)], id="nested-too-deeply"),
        pytest.param(VALID_TOML + f"fiscal_year = 0x{'f' * 5000}\n", [("year", 4, "fiscal_year")], id="huge-integer"),
        pytest.param("", [("nothing_in_file", None, None), ("empty_corpus", None, None)], id="empty-file"),
        pytest.param(
            VALID_TOML + '[[programme]]\nname = "CREST"\nkind = "group"\n',
            [("missing_field", 4, "agency"), ("choice", 6, "kind")],
            id="programme",
        ),
        pytest.param(
            VALID_TOML + '[[programme]]\nname = "P"\nagency = "A"\n' * 2,
            [("duplicate_programme", 8, "name")],
            id="programme-twice",
        ),
        pytest.param(
            VALID_TOML + VALID_TOML.replace('"a"', '"b"').replace("量子", "量　子"),
            [("same_title", 6, "title")],
            id="same-title-is-worth-a-note",
        ),
        pytest.param(
            VALID_TOML + 'summary = """\n[[goal]]\nid = "x"\n"""\nfiscal_year = 1\n',
            [("year", 8, "fiscal_year")],
            id="lines-inside-a-text-do-not-count",
        ),
        pytest.param('goal = [{id = "a"}]\n', [("missing_field", None, "title")], id="inline-table-has-no-line"),
    ],
)
def test_toml(tmp_path: Path, content: str, expected: list[tuple[str, int | None, str | None]]) -> None:
    assert found(write(tmp_path, "a.toml", content)) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param('{"id": "a"}', [("missing_field", 1, "title")], id="no-title"),
        pytest.param('\n\n{"id": "a", "title": null}', [("empty", 3, "title")], id="title-null"),
        pytest.param(
            '{"id": "a", "title": "t"}\n{"id": "a", "title": "u"}', [("duplicate_id", 2, "id")], id="id-twice"
        ),
        pytest.param('{"id": "a", "title": "t", "titel_en": "u"}', [("unknown_field_near", 1, "titel_en")], id="typo"),
        pytest.param(
            '{"id": "a", "title": "t", "fiscal_year": "令和元年度頃"}', [("year_meant", 1, "fiscal_year")], id="era"
        ),
        pytest.param('{"id": "a", "title": "t", "year": 19}', [("year", 1, "year")], id="year-of-two-digits"),
        pytest.param('{"id": "a", "title": "t\\ud800"}', [("hidden_character", 1, "title")], id="lone-surrogate"),
        pytest.param(
            '{"id": "a", "title": "t\u2028u"}', [("hidden_character", 1, "title")], id="line-separator-ends-no-line"
        ),
        pytest.param('{"id": "a", "title": "t\ufffd"}', [("hidden_character", 1, "title")], id="replacement-character"),
        pytest.param('{"id": "a", "title": "t", "id": "b"}', [("json_duplicate_key", 1, None)], id="key-twice"),
        pytest.param('{"id": "a"', [("json_syntax", 1, None)], id="bracket-not-closed"),
        pytest.param('{"id": ' + "1" * 5000 + "}", [("json_syntax", 1, None)], id="integer-that-python-refuses"),
        pytest.param('{"a": ' + "[" * 100_000, [("too_deep", 1, None)], id="nested-too-deeply"),
        pytest.param('"text"', [("json_no_object", 1, None)], id="no-object"),
        pytest.param(' \t{"id": "a", "title": "t"} \n', [], id="white-space-around-an-object"),
        pytest.param('{"id": "a", "title": "t"}}', [("json_syntax", 1, None)], id="bracket-too-many"),
        pytest.param('{"id": "a", "title": "t"}\u3000', [("json_syntax", 1, None)], id="white-space-that-json-has-not"),
        pytest.param('[{"id": "a"},\n{"id": "b"}]', [("json_array", 1, None)], id="an-array-is-said-once"),
        pytest.param(
            '{"id": "a", "title": "t", "areas": [{"programme": "CREST", "name": "n", "start_fy": "x"}]}',
            [("year", 1, "areas[1].start_fy")],
            id="field-inside-an-area",
        ),
        pytest.param(
            '{"id": "a", "title": "t", "agency": "NEDO", "agencies": ["JST"]}',
            [("field_twice", 1, "agencies")],
            id="agency-is-not-among-agencies",
        ),
        pytest.param(
            '{"id": "a", "title": "t", "agencies": [""], "agency": null}',
            [("empty_item", 1, "agencies[1]")],
            id="empty-agency-is-said-once",
        ),
        pytest.param(
            '{"id": "a", "title": "t", "sources": [{"url": ""}, "b"]}',
            [("source", 1, "sources[1]"), ("source", 1, "sources[2]")],
            id="source-without-content-or-no-table-among-tables",
        ),
        pytest.param(
            '{"id": "a", "title": "t", "agency": "J・A", "agencies": ["J", "A"]}', [], id="agency-is-agencies"
        ),
        pytest.param("\n", [("nothing_in_file", None, None), ("empty_corpus", None, None)], id="blank-file"),
        pytest.param(
            'x\n{"id": "b", "title": "t", "year": 3}\n{"id": "b", "title": ""}\n',
            [("json_syntax", 1, None), ("year", 2, "year"), ("empty", 3, "title"), ("duplicate_id", 3, "id")],
            id="all-of-it-in-one-run",
        ),
        pytest.param(
            '{"id": "a", "title": "光"}\n{"id": "A", "title": "光。"}\n{"id": "b", "title": "—"}\n{"id": "b"}\n',
            [
                ("look_alike_id", 2, "id"),
                ("same_title", 2, "title"),
                ("no_words", 3, "title"),
                ("missing_field", 4, "title"),
                ("duplicate_id", 4, "id"),
            ],
            id="notes-and-errors",
        ),
    ],
)
def test_json_lines(tmp_path: Path, content: str, expected: list[tuple[str, int | None, str | None]]) -> None:
    assert found(write(tmp_path, "a.jsonl", content)) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param("id,title\na,\n", [("missing_field", 2, "title")], id="no-title"),
        pytest.param("id,nom\na,t\nb,u\n", [("unused", None, None), ("missing_column", 1, "title")], id="no-column"),
        pytest.param("id,title\na,t\na,u\n", [("duplicate_id", 3, "id")], id="id-twice"),
        pytest.param(
            'id,title,notes\na,t,"x\ny"\na,u,\n', [("duplicate_id", 4, "id")], id="line-after-a-cell-of-two-lines"
        ),
        pytest.param("id,titel,title\na,b,t\n", [("unknown_field_near", 1, "titel")], id="misspelt-column"),
        pytest.param("id,title,目標名\na,b,t\n", [("column_twice", 1, "目標名")], id="two-columns-for-one-field"),
        pytest.param("id,title,areas\na,b,t\n", [("column_areas", 1, "areas")], id="areas-need-tables"),
        pytest.param("id,title\na,t,x\n", [("extra_cell", 2, None)], id="more-cells-than-headings"),
        pytest.param("id,title,\na,t,x\n", [("extra_cell", 2, None)], id="cell-under-an-empty-heading"),
        pytest.param("id,title,\na,t,\n,,,\n", [], id="empty-cells-and-rows-of-a-spreadsheet"),
        pytest.param("id,title,年度\na,t,2019年度\n", [], id="year-with-its-word"),
        pytest.param(
            "id,title,fiscal_year\na,t,2019.0\n", [("year_meant", 2, "fiscal_year")], id="year-of-a-spreadsheet"
        ),
        pytest.param("id,title,fiscal_year\na,t," + "9" * 5000 + "\n", [("year", 2, "fiscal_year")], id="huge-year"),
        pytest.param(
            "id,title,title_verified\na,t,x\n", [("type_flag", 2, "title_verified")], id="neither-true-nor-false"
        ),
        pytest.param("id,title\na,t" + ZERO_WIDTH + "\n", [("hidden_character", 2, "title")], id="zero-width-in-cell"),
        pytest.param(
            f"id,title{ZERO_WIDTH}\na,t\n",
            [("hidden_in_name", 1, "title<U+200B>"), ("missing_column", 1, "title")],
            id="zero-width-in-heading",
        ),
        pytest.param('id,title\na,t\nb,"u\nc,v\n', [("csv_syntax", 3, None)], id="quote-not-closed-swallows-nothing"),
        pytest.param("id,title\na,t\u2028\n", [("hidden_character", 2, "title")], id="line-separator-at-the-end"),
        pytest.param(
            "id,title,topics\na,t,b;\x1c\n", [("hidden_character", 2, "topics[2]")], id="separator-as-an-item"
        ),
        pytest.param("id,title\na,t\x00\n", [("hidden_character", 2, "title")], id="nul"),
        pytest.param("id,title\n", [("nothing_in_file", None, None), ("empty_corpus", None, None)], id="heading-only"),
        pytest.param("", [("nothing_in_file", None, None), ("empty_corpus", None, None)], id="empty-file"),
    ],
)
def test_csv(tmp_path: Path, content: str, expected: list[tuple[str, int | None, str | None]]) -> None:
    assert found(write(tmp_path, "a.csv", content)) == expected


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        pytest.param("a.toml", VALID_TOML.encode("cp932"), ("undecodable", 3), id="toml-in-cp932"),
        pytest.param("a.toml", b"\xef\xbb\xbf# \xff\n", ("undecodable", 1), id="bad-byte-after-a-mark"),
        pytest.param("a.jsonl", '{"id": "量"}'.encode("cp932"), ("undecodable", 1), id="json-in-cp932"),
        pytest.param("a.csv", b"id,title\na,\xff\xff\n", ("undecodable", 2), id="neither-utf-8-nor-cp932"),
        pytest.param("a.csv", "id,title\na,量子\n".encode("utf-16"), ("encoding", None), id="csv-in-utf-16"),
        pytest.param("a.csv", "id,title\na,量子\n".encode("iso2022_jp"), ("encoding", None), id="csv-in-iso-2022-jp"),
        pytest.param("a.csv", "id,title\na,量子のこと\n".encode("euc_jp"), ("encoding", None), id="csv-in-euc-jp"),
        pytest.param("a.xlsx", b"PK", ("damaged", None), id="damaged-workbook"),
        pytest.param("a.docx", b"PK", ("format_page", None), id="page"),
        pytest.param("a.xml", b"<a/>", ("format", None), id="other-format"),
    ],
)
def test_files_that_are_not_read(tmp_path: Path, name: str, data: bytes, expected: tuple[str, int | None]) -> None:
    assert [(key, line) for key, line, _ in found(write(tmp_path, name, data))] == [expected]


def test_missing_path(tmp_path: Path) -> None:
    assert found(tmp_path / "none.toml") == [("not_found", None, None)]
    with pytest.raises(CorpusError, match=r"none\.toml.*(check the path|パスを確かめて)"):
        Corpus.load(tmp_path / "none.toml")


def test_empty_folder(tmp_path: Path) -> None:
    assert found(tmp_path) == [("empty_corpus", None, None)]


def test_file_that_is_a_folder_in_a_folder_is_named(tmp_path: Path) -> None:
    write(tmp_path, "a.toml", VALID_TOML)
    write(tmp_path, "README.md", "not a goal")
    write(tmp_path, "goals.docx", b"PK")
    (tmp_path / "old").mkdir()
    assert [(finding.path.name, finding.key, finding.severity) for finding in check(tmp_path)] == [
        ("goals.docx", "corpus.ignored", "note"),
        ("old", "corpus.ignored", "note"),
    ]
    assert len(Corpus.load(tmp_path)) == 1


def test_unreadable_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Permissions cannot show it: whoever may read everything would read this too.
    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    path = write(tmp_path, "a.toml", VALID_TOML)
    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert found(path) == [("unreadable", None, None)]
    assert "Permission denied" in check(path)[0].message("en")


def test_ids_are_unique_across_files_and_the_other_place_is_named(tmp_path: Path) -> None:
    write(tmp_path, "a.toml", VALID_TOML)
    write(tmp_path, "b.csv", "目標ID,目標名\nb,光\na,分子\n")
    finding = only(tmp_path)
    assert (finding.path.name, finding.line, finding.record, finding.goal_id) == ("b.csv", 3, 2, "a")
    assert f"{tmp_path / 'a.toml'}:1" in finding.message("en")


def test_findings_are_sorted_by_place(tmp_path: Path) -> None:
    write(tmp_path, "b.toml", VALID_TOML + VALID_TOML.replace("title", "titel"))
    write(tmp_path, "a.csv", "id,title,fiscal_year\na,t,x\n")
    places = [(finding.path.name, finding.line) for finding in check(tmp_path)]
    assert places == [("a.csv", 2), ("b.toml", 2), ("b.toml", 4), ("b.toml", 5), ("b.toml", 6)]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        pytest.param("2019年度頃", "2019", id="with-a-word-behind"),
        pytest.param("約２０１９", "2019", id="full-width"),
        pytest.param("令和元年度から", "2019", id="first-year-of-an-era"),
        pytest.param("平成31年頃", "2019", id="year-of-an-era"),
        pytest.param("since FY2019", "2019", id="english"),
    ],
)
def test_a_year_that_can_be_guessed_is_suggested(tmp_path: Path, written: str, meant: str) -> None:
    finding = only(write(tmp_path, "a.toml", VALID_TOML + f'fiscal_year = "{written}"\n'))
    assert f"write {meant}," in finding.message("en")
    assert f"{meant} と" in finding.message("ja")


@pytest.mark.parametrize("written", ["2018-2019", "x", "-1", "12019"])
def test_a_year_that_cannot_be_guessed_is_not(tmp_path: Path, written: str) -> None:
    finding = only(write(tmp_path, "a.toml", VALID_TOML + f'fiscal_year = "{written}"\n'))
    assert "from 1990 to 2100" in finding.message("en")


def only(path: Path) -> Finding:
    findings = check(path)
    assert len(findings) == 1, findings
    return findings[0]

"""What of a text is the form's: instructions, labels with what they say of persons, and lines of many proposals."""

from pathlib import Path

import pytest

from goalsearch.documents import ReadOptions, read
from goalsearch.documents.form import line_digest, line_digests, without_form
from goalsearch.documents.instruction import is_instruction
from goalsearch.documents.person import Person, labelled_person
from goalsearch.errors import DocumentError

_RESEARCH = "全固体電池の界面で起こるイオン伝導の抵抗を、放射光を用いた計測により解明する。"
_ON_NAMES = f"氏名の表記を国ごとに調べる。\n{_RESEARCH}"
_ENGLISH = "We measure the resistance of interfaces in solid-state batteries."


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("※ 図を含めて2頁以内とする。", id="note-sign"),
        pytest.param("本欄には、研究の目的と方法を簡潔に記述すること。", id="this-space"),
        pytest.param("400字以内で記入してください。", id="please-fill-in"),
        pytest.param("（400字以内）", id="length-alone"),
        pytest.param("全角400字程度", id="length-without-brackets"),
        pytest.param("該当する項目を選択してください", id="choose"),
        pytest.param("応募者の役割を具体的かつ明確に記述すること", id="describe"),
        pytest.param("（様式１）", id="number-of-the-form"),
        pytest.param("令和　　年　　月　　日", id="empty-date"),
        pytest.param("＿＿＿＿＿", id="line-to-write-on"),
        pytest.param("Please describe your research in up to 250 words.", id="please"),
        pytest.param("(max. 300 words)", id="english-length"),
        pytest.param("Describe the aims of the project in no more than two pages.", id="describe-in-english"),
    ],
)
def test_instructions(line: str) -> None:
    assert is_instruction(line)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("", id="nothing"),
        pytest.param(_RESEARCH, id="research"),
        pytest.param("量子多体系を少数の変数で記述することを目指す。", id="to-describe-a-system"),
        pytest.param("観測を統一的に説明すること。", id="to-explain-observations"),
        pytest.param("様式論の再検討", id="a-title-on-forms"),
        pytest.param("We describe the dynamics of the system.", id="we-describe"),
        pytest.param("Explainable models please users more than others.", id="please-as-a-verb"),
        pytest.param("3 語の連なりからなる模型を作る。", id="three-words"),
    ],
)
def test_no_instructions(line: str) -> None:
    assert not is_instruction(line)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(f"研究代表者：山田太郎\n{_RESEARCH}", _RESEARCH, id="label-with-a-colon"),
        pytest.param(f"研究代表者\n\n山田太郎\n\n連絡先\n\n{_RESEARCH}", _RESEARCH, id="cells-and-an-empty-one"),
        pytest.param(f"氏名　山田太郎　所属　情報科学研究科\n{_RESEARCH}", _RESEARCH, id="labels-on-one-line"),
        pytest.param(f"氏名\n所属\n職名\n山田太郎\n情報科学研究科\n教授\n{_RESEARCH}", _RESEARCH, id="head-of-a-table"),
        pytest.param(f"希望する事業\nCREST・さきがけ\n{_RESEARCH}", _RESEARCH, id="programme"),
        pytest.param(f"研究課題名：電池の界面\n{_RESEARCH}", f"電池の界面\n{_RESEARCH}", id="a-title-is-research"),
        pytest.param(f"キーワード：電池\n{_RESEARCH}", f"電池\n{_RESEARCH}", id="keywords-are-research"),
        pytest.param(f"{_RESEARCH}本欄には背景を記述すること。", _RESEARCH, id="a-sentence-of-a-line"),
        pytest.param(f"Principal Investigator: Jane Doe\n{_ENGLISH}", _ENGLISH, id="english"),
        pytest.param(
            f"氏名の表記を国ごとに調べる。\n{_RESEARCH}",
            f"氏名の表記を国ごとに調べる。\n{_RESEARCH}",
            id="a-sentence-on-names",
        ),
    ],
)
def test_without_form(text: str, expected: str) -> None:
    research = without_form(text)
    assert research.text == expected
    assert text[research.start :].startswith(expected[:5])


@pytest.mark.parametrize(
    ("boxes", "expected"),
    [
        pytest.param("研究の段階：□基礎　☑応用　□開発", "研究の段階： 応用", id="one-line"),
        pytest.param("□ 情報科学\n■ 材料科学\n□ 生命科学", "材料科学", id="lines"),
        pytest.param("☐ 基礎\n\n☒ 応用", "応用", id="crosses"),
        pytest.param("（　）新規　（○）継続", "継続", id="brackets"),
        pytest.param("[ ] Basic  [x] Applied", "Applied", id="english"),
        pytest.param("●材料　○情報", "材料", id="round"),
        pytest.param("基礎□ 応用☑ 開発□", "応用", id="behind"),
        pytest.param("□\n\n基礎\n\n☑\n\n応用", "応用", id="in-cells-of-their-own"),
        pytest.param("□基礎　□応用", "", id="none-ticked"),
    ],
)
def test_of_boxes_what_is_ticked_counts(boxes: str, expected: str) -> None:
    assert without_form(f"{boxes}\n{_RESEARCH}").text == f"{expected}\n{_RESEARCH}".strip()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"■研究目的\n□研究方法\n{_RESEARCH}", id="headings"),
        pytest.param(f"□ 背景の整理\n□ 方法の検討\n{_RESEARCH}", id="list"),
        pytest.param(f"■試料の作製 ■測定\n{_RESEARCH}", id="marks-on-one-line"),
        pytest.param(f"●材料の合成\n○界面の計測\n{_RESEARCH}", id="round-marks"),
    ],
)
def test_marks_that_are_no_boxes_to_tick(text: str) -> None:
    assert without_form(text).text == text


def test_lines_that_are_known_to_be_the_forms() -> None:
    form = {line_digest("研究費の使途については規程に従う。"), line_digest("備 考")}
    text = f"備考\n{_RESEARCH}研究費の使途については規程に従う。\n備　考"
    assert without_form(text, form)[::2] == (_RESEARCH, 3)


def test_each_unit_counts_once_in_a_document() -> None:
    assert line_digests(f"備考\n{_RESEARCH}{_RESEARCH}\n備　考") == [line_digest("備考"), line_digest(_RESEARCH)]


@pytest.mark.parametrize(
    ("text", "title", "person"),
    [
        pytest.param(
            "研究課題名\n電池の界面\n研究代表者\n山田 太郎\n所属\n工学研究科\n職名\n教授\n"
            "内線\n5123\nE-mail\ny@example.jp",
            "電池の界面",
            Person(name="山田 太郎", department="工学研究科", position="教授", contact="内線 5123、y@example.jp"),
            id="cells",
        ),
        pytest.param(
            "研究代表者：山田太郎（工学研究科・教授）",
            None,
            Person(name="山田太郎", department="工学研究科・教授"),
            id="department-in-brackets",
        ),
        pytest.param(
            "事務担当者：佐藤\n氏名：鈴木\n研究代表者氏名：山田太郎",
            None,
            Person(name="山田太郎"),
            id="the-applicant-comes-before-others",
        ),
        pytest.param(
            "提案者氏名\n山田\n所属機関・部局・職\n工学研究科・教授\n氏名\n所属\n役割\n佐藤\n医学部\n分担",
            None,
            Person(name="山田", department="工学研究科・教授"),
            id="the-team-comes-after-the-applicant",
        ),
        pytest.param(
            "氏名：山田\n研究機関名・学部・職位：情報学部・助教",
            None,
            Person(name="山田", department="情報学部・助教"),
            id="three-in-one-label",
        ),
        pytest.param("氏名：＿＿＿＿\n所属：", None, Person(), id="an-empty-form"),
        pytest.param("氏名（フリガナ）：山田太郎", None, Person(name="山田太郎"), id="a-note-in-the-label"),
        pytest.param(
            "Project title: Solid interfaces\nPrincipal Investigator: Jane Doe\n"
            "Department: Physics\nEmail: j@example.org",
            "Solid interfaces",
            Person(name="Jane Doe", department="Physics", contact="j@example.org"),
            id="english",
        ),
        pytest.param(_RESEARCH, None, Person(), id="nobody"),
    ],
)
def test_who_and_what(text: str, title: str | None, person: Person) -> None:
    assert labelled_person(text) == (title, person)


@pytest.mark.parametrize(
    ("table", "options", "title", "person", "kept"),
    [
        pytest.param(
            "受付番号,氏名,部局,職名,メール,内線,テーマ,研究概要\n"
            "1,山田 太郎,工学研究科,教授,y@example.jp,5123,電池,{text}\n",
            ReadOptions(),
            "電池",
            Person(name="山田 太郎", department="工学研究科", position="教授", contact="y@example.jp、内線 5123"),
            (),
            id="known-headings",
        ),
        pytest.param(
            "研究者名（漢字）,所属機関,区分,研究概要\n山田,某大学,新規,{text}\n",
            ReadOptions(keep_columns=("区分", "1")),
            None,
            Person(name="山田", department="某大学"),
            (("区分", "新規"), ("研究者名（漢字）", "山田")),
            id="kept-by-heading-and-by-number",
        ),
        pytest.param("氏名,部局,研究概要\n,,{text}\n", ReadOptions(), None, Person(), (), id="empty-cells-say-nothing"),
    ],
)
def test_persons_of_a_table(
    tmp_path: Path,
    table: str,
    options: ReadOptions,
    title: str | None,
    person: Person,
    kept: tuple[tuple[str, str], ...],
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(table.format(text=_RESEARCH), encoding="utf-8")
    (document,) = read(path, options=options)
    assert (document.text, document.title, document.person, document.kept) == (_RESEARCH, title, person, kept)


def test_a_kept_column_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f"氏名,研究概要\n山田,{_RESEARCH}\n", encoding="utf-8")
    with pytest.raises(DocumentError, match="区分"):
        read(path, options=ReadOptions(keep_columns=("区分",)))

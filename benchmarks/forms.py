"""
Whether a proposal on a form gets the goals of its abstract: ``python -m benchmarks.forms``.

The abstracts of 60 development queries are matched bare, and filled into four forms as Word files: one in the manner of
a university's own call, one each in that of KAKENHI, JST and AMED. The forms are of this project's making: they have
the parts of the real ones (labels, instructions, plans, money, compliance) in words of their own. Each form is matched
twice: by ``auto``, which finds the section of the abstract, and by ``whole``, where only the lines that stand in three
or more documents, the instructions and the labels are left out, and the title remains: it is compared with the
abstract below its title. What is counted: how many of the 60 have the first
goal, and the verdict, that they have bare. Then look-alikes: ten of the texts stand also in a table; found should be
these ten pairs, and no pair besides that is not one of the bare texts too. Writes ``benchmarks/results/forms.json``.
"""

import argparse
import csv
import json
import tempfile
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape

import goalsearch
from goalsearch.batch.batch import Batch
from goalsearch.defaults import PartName
from goalsearch.reports.records import markdown_table

ROOT: Final = Path(__file__).parent.parent
QUERIES: Final = ROOT / "tests" / "data" / "queries" / "dev.jsonl"
RESULTS: Final = Path(__file__).parent / "results"

N_TEXTS: Final = 60
N_DUPLICATES: Final = 10

_WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RULES: Final = (
    "研究費は機関の規程に従って管理し、設備の購入、旅費、謝金、その他の経費に区分して計上する。",
    "生命倫理、安全対策、個人情報の保護、利益相反について、必要な手続きを定められた時期までに終える。",
    "国際的な共同研究や複数の分野の連携、若手の育成、社会への発信の計画があれば、その動向とともに示す。",
    "量子技術、人工知能、バイオテクノロジー、マテリアルなど政府の戦略に関わる技術は、流出の防止に努める。",
)
# A text is a paragraph; a tuple is a row of a table.
Block = str | tuple[str, ...]
FORMS: Final[Mapping[str, tuple[Block, ...]]] = {
    "in-house": (
        "令和８年度　学内公募研究　申請書",
        ("研究課題名", "{title}"),
        ("研究代表者", "{name}", "所属", "{department}"),
        ("職名", "准教授", "連絡先", "{mail}"),
        ("希望する事業", "CREST・さきがけ・ERATO"),
        "研究の概要（400字程度）",
        "{abstract}",
        "研究経費",
        ("設備備品費", "500", "消耗品費", "300", "旅費", "200"),
        "法令遵守等",
        *_RULES,
        "上記のとおり申請します。所属長の承認を得た上で、研究推進課まで提出してください。",
    ),
    "kakenhi": (
        "様式Ｓ－１　研究計画調書",
        ("研究課題名", "{title}"),
        ("研究代表者氏名", "{name}", "所属研究機関・部局・職", "{department}・教授"),
        "１　研究目的、研究方法など",
        "本研究計画調書は「小区分」の審査区分で審査されます。記述に当たっては、公募要領を参考にすること。",
        "本欄には、学術的背景、核心をなす「問い」、独自性と創造性、着想に至った経緯、国内外の動向を３頁以内で記述すること。",
        "（概要）",
        "{abstract}",
        "（本文）",
        "別紙のとおり。",
        "２　応募者の研究遂行能力及び研究環境",
        "本欄には応募者の研究計画の実行可能性を示すため、これまでの研究活動と研究環境を２頁以内で記述すること。",
        "３　人権の保護及び法令等の遵守への対応",
        *_RULES,
    ),
    "jst": (
        "（様式１）研究提案書",
        ("提案課題名", "{title}", "提案者氏名", "{name}"),
        ("所属機関・部局・職", "{department}・主任研究員", "E-mail", "{mail}"),
        ("研究期間", "令和８年10月～令和14年３月", "研究費総額", "40,000千円"),
        "【研究課題の要旨（全角400字以内）】",
        "※ 専門が異なる評価者にも分かるように記載してください。",
        "{abstract}",
        "【戦略目標・研究領域との関係】",
        "提案する研究が、戦略目標のどこに位置し、達成にどう貢献するかを記入してください。",
        "【研究実施体制】",
        ("氏名", "所属", "役割"),
        ("{name}", "{department}", "総括"),
        "【経費の妥当性】",
        *_RULES,
    ),
    "amed": (
        "研究開発提案書",
        "研究開発課題名：{title}",
        "研究開発代表者：{name}（{department}・教授）",
        "連絡先：{mail}",
        "1. 研究開発の概要",
        "(1) 記入に当たっての注意",
        "※ 目的、方法、期待される成果を1000字以内でまとめてください。",
        "{abstract}",
        "2. 研究開発の計画・体制",
        "Please describe the schedule and milestones in no more than 500 words.",
        "PMDA との相談、医師主導治験、薬事承認、細胞や動物を用いる実験の予定の有無を選択してください。",
        "3. 研究費の主な使途",
        *_RULES,
    ),
}


def main() -> None:
    """Fill the forms, match all, and write what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=int, default=N_TEXTS, help="how many abstracts (default: %(default)s)")
    parser.add_argument("--rows", action="store_true", help="name each text that gets another answer")
    options = parser.parse_args()
    queries = [json.loads(line) for line in QUERIES.read_text(encoding="utf-8").splitlines()][: options.texts]
    with tempfile.TemporaryDirectory() as room:
        results = _measure(Path(room), queries, rows=options.rows)
    RESULTS.mkdir(exist_ok=True)
    written = json.dumps(results, ensure_ascii=False, indent=2) + "\n"
    (RESULTS / "forms.json").write_text(written, encoding="utf-8")
    forms: list[dict[str, Any]] = results["forms"]
    print(markdown_table(list(forms[0]), [list(form.values()) for form in forms]))


def _measure(room: Path, queries: Sequence[dict[str, Any]], *, rows: bool) -> dict[str, Any]:
    expected: dict[PartName, Batch] = {}
    # The title is research, and of the whole of a form it remains.
    texts: dict[PartName, str] = {"auto": "{abstract_ja}", "whole": "{title_ja}\n{abstract_ja}"}
    for part, template in texts.items():
        bare = room / f"bare-{part}"
        bare.mkdir()
        for number, query in enumerate(queries):
            (bare / f"{number:02}.txt").write_text(template.format(**query), encoding="utf-8")
        _write_table(bare, queries)
        expected[part] = goalsearch.match_folder(bare)
    forms: list[dict[str, Any]] = []
    for name, blocks in {**FORMS, "mixed": ()}.items():
        folder = room / name
        folder.mkdir()
        for number, query in enumerate(queries):
            filled = blocks or list(FORMS.values())[number % len(FORMS)]
            _write_docx(folder / f"{number:02}.docx", _filled(filled, number, query))
        _write_table(folder, queries)
        forms += [_compared(name, part, bare, folder, rows=rows) for part, bare in expected.items()]
    return {"n_texts": len(queries), "n_duplicates": N_DUPLICATES, "forms": forms}


def _compared(name: str, part: PartName, expected: Batch, folder: Path, *, rows: bool) -> dict[str, Any]:
    batch = goalsearch.match_folder(folder, part=part)
    answers, right = _answers(batch), _answers(expected)
    if rows:
        for number, answer in answers.items():
            if answer != right[number]:
                row = next(row for row in batch if row.path == f"{number}.docx")
                print(name, part, number, right[number], answer, row.matched_part("en"))
    pairs, bare_pairs = _pairs(batch), _pairs(expected)
    duplicates = {frozenset((f"{number:02}", f"list#{number + 2}")) for number in range(N_DUPLICATES)}
    n = len(answers)
    return {
        "form": name,
        "part": part,
        "same_first_goal": round(sum(answers[key][0] == right[key][0] for key in answers) / n, 3),
        "same_verdict": round(sum(answers[key][1] == right[key][1] for key in answers) / n, 3),
        "duplicates_found": len(pairs & duplicates),
        "pairs_by_the_form": len(pairs - bare_pairs - duplicates),
        "named": sum(row.name is not None and row.title is not None for row in batch if row.path.endswith("docx")),
    }


def _answers(batch: Batch) -> dict[str, tuple[str | None, str | None]]:
    """First goal and verdict of each text, by its number."""
    whole = (row for row in batch if "#" not in row.document_id)
    return {Path(row.path).stem: (row.hits[0].goal_id if row.hits else None, row.verdict) for row in whole}


def _pairs(batch: Batch) -> set[frozenset[str]]:
    return {frozenset(map(_name, (pair.first, pair.second))) for pair in batch.look_alikes}


def _name(document_id: str) -> str:
    file, _, place = document_id.partition("#")
    return f"{Path(file).stem}#{place}" if place else Path(file).stem


def _write_table(folder: Path, queries: Sequence[dict[str, Any]]) -> None:
    with (folder / "list.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["氏名", "部局", "メール", "研究概要"])
        for number, query in enumerate(queries[:N_DUPLICATES]):
            writer.writerow([f"研究者{number}", "工学研究科", f"r{number}@example.jp", query["abstract_ja"]])


def _filled(blocks: Iterable[Block], number: int, query: dict[str, Any]) -> list[Block]:
    values: dict[str, Any] = {
        "title": query["title_ja"],
        "abstract": query["abstract_ja"],
        "name": f"研究者{number}",
        "department": ("工学研究科", "医学部", "理学研究院", "情報学環")[number % 4],
        "mail": f"r{number}@example.jp",
    }
    return [
        tuple(cell.format(**values) for cell in block) if isinstance(block, tuple) else block.format(**values)
        for block in blocks
    ]


def _write_docx(path: Path, blocks: Iterable[Block]) -> None:
    body = "".join(
        f"<w:tbl><w:tr>{''.join(f'<w:tc>{_paragraph(cell)}</w:tc>' for cell in block)}</w:tr></w:tbl>"
        if isinstance(block, tuple)
        else _paragraph(block)
        for block in blocks
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>')


def _paragraph(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


if __name__ == "__main__":
    main()

"""Folders of proposals to match. Matching goes through Sudachi and the goals that come with goalsearch."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

MakeFolder = Callable[[Mapping[str, str | bytes]], Path]

ABSTRACTS = (
    "トポロジカル絶縁体の表面状態を角度分解光電子分光で調べ、スピントロニクス素子に応用する。",
    "腸内細菌叢と免疫の相互作用を一細胞解析で明らかにし、炎症性疾患の治療法を開発する。",
    "量子コンピュータの誤り訂正符号を復号する古典回路を設計し、大規模化への道を開く。",
    "ペロブスカイト太陽電池の劣化機構を、その場観察と第一原理計算で解明する。",
    "Large language models are aligned with human values by learning from feedback and formal verification.",
)


@pytest.fixture
def make_folder(tmp_path: Path) -> MakeFolder:
    """Names below a new folder, with their contents, to that folder."""

    def make(files: Mapping[str, str | bytes]) -> Path:
        folder = tmp_path / "proposals"
        folder.mkdir(exist_ok=True)
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return folder

    return make


@pytest.fixture
def folder(make_folder: MakeFolder) -> Path:
    """A folder with some of everything: texts, tables, a file that cannot be read."""
    table = "番号,課題名,研究概要\n" + "".join(
        f"24H{number:05},課題{number},{ABSTRACTS[number % len(ABSTRACTS)]}\n" for number in range(200)
    )
    return make_folder(
        {
            **{f"texts/{number:03}.txt": abstract * 2 for number, abstract in enumerate(ABSTRACTS * 20)},
            "list.csv": table.encode("cp932"),
            "damaged.docx": b"PK\x03\x04 no archive",
            "empty.txt": b"",
        }
    )

"""The file to fill in."""

from pathlib import Path

import pytest

from goalsearch.corpus import Corpus, check
from goalsearch.corpus.blank import SUFFIXES, write_blank
from goalsearch.messages import Language

KNOWN = {
    "id": "2027-own-1",
    "title": '"量子"の計測, 第1期',
    "fiscal_year": "2027",
    "agencies": "JST; AMED",
    "summary": "一行目。\n二行目: \\ と '引用'。",
    "description": "=1+1 から始まる。",
    "notes": "背景。",
}


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_what_is_known_is_read_back_as_it_was(tmp_path: Path, suffix: str, lang: Language) -> None:
    path = tmp_path / f"2027{suffix}"
    write_blank(path, lang, [KNOWN, {"id": "2027-own-2", "title": "細胞"}])
    assert check(path) == []
    first, second = Corpus.load(path)
    assert (first.id, first.title, first.fiscal_year) == ("2027-own-1", KNOWN["title"], 2027)
    assert (first.agencies, first.summary, first.description) == (
        ("JST", "AMED"),
        KNOWN["summary"],
        KNOWN["description"],
    )
    assert first.notes == "背景。"
    assert (second.id, second.title, second.summary) == ("2027-own-2", "細胞", None)

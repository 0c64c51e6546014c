"""Web pages: their visible text, in the encoding that they are really in."""

from pathlib import Path

import pytest

from goalsearch.documents import read, read_text
from goalsearch.errors import DocumentError

_TEXT = "量子計算の基盤技術を創出する。"


def _page(tmp_path: Path, body: str) -> Path:
    file = tmp_path / "a.html"
    file.write_text(f"<!DOCTYPE html><html><head><title>題 名</title></head><body>{body}</body></html>", "utf-8")
    return file


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("<p>量子</p><p>計算</p>", "量子\n\n計算", id="paragraphs"),
        pytest.param("<p>量<b>子</b>計<i>算</i></p>", "量子計算", id="inline-tags-do-not-part-words"),
        pytest.param("<p>量子<br>計算</p>", "量子\n計算", id="line-break"),
        pytest.param("<p>量子\n  計算</p><p>deep\n  learning</p>", "量子計算\n\ndeep learning", id="breaks-in-source"),
        pytest.param("<script>var a='x'</script><style>p{}</style>本文", "本文", id="scripts-and-styles"),
        pytest.param("<p hidden>隠し</p><div style='display: none'><div>x</div>隠し</div>本文", "本文", id="hidden"),
        pytest.param("<img hidden src=a>本文", "本文", id="hidden-without-an-end"),
        pytest.param("<p>量子&amp;計算 &#x2460;&nbsp;A</p>", "量子&計算 ① A", id="character-references"),
        pytest.param("<ruby>量子<rp>(</rp><rt>りょうし</rt><rp>)</rp></ruby>計算", "量子計算", id="ruby"),
        pytest.param("<ul><li>a<li>b</ul>", "a\n\nb", id="tags-without-end"),
        pytest.param("<table><tr><td>概要</td><td>量子</td></tr></table>", "概要\n\n量子", id="table"),
        pytest.param("<nav><a>メニュー</a></nav>本文", "本文", id="navigation"),
        pytest.param("<pre>a\n  b</pre>", "a\nb", id="preformatted-lines"),
        pytest.param("<![if !x]>本文<![endif]><![CDATA[x]]><!-- y -->", "本文", id="marked-sections-of-word"),
        pytest.param("本文<![unknown", "本文unknown", id="marked-section-without-end"),
        pytest.param("a < b と </p> と <", "a < b と\n\nと <", id="stray-signs"),
    ],
)
def test_visible_text(tmp_path: Path, body: str, expected: str) -> None:
    assert read_text(_page(tmp_path, body)) == expected


def test_title(tmp_path: Path) -> None:
    assert read(_page(tmp_path, "<h1>本文</h1>"))[0].title == "題 名"


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        pytest.param("Shift_JIS", "cp932", id="declared"),
        pytest.param("x-sjis", "cp932", id="declared-as-long-ago"),
        pytest.param("euc-jp", "euc_jp", id="declared-euc"),
        pytest.param("utf-8", "cp932", id="declared-wrongly"),
        pytest.param("Shift_JIS", "utf-8", id="declared-as-before-its-conversion"),
        pytest.param("no-such-thing", "euc_jp", id="declared-nonsense"),
        pytest.param("base64", "utf-8", id="declared-as-no-encoding-of-text"),
        pytest.param("", "iso2022_jp", id="not-declared"),
        pytest.param("", "utf-16", id="byte-order-mark"),
    ],
)
def test_encodings(tmp_path: Path, declared: str, encoding: str) -> None:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    (tmp_path / "a.htm").write_bytes(f"<html><head>{meta}</head><body>{_TEXT}</body></html>".encode(encoding))
    assert read_text(tmp_path / "a.htm") == _TEXT


def test_utf_8_whose_bytes_could_be_what_is_declared(tmp_path: Path) -> None:
    text = "半導体製造"
    assert text.encode().decode("cp932") != text
    (tmp_path / "a.htm").write_bytes(f'<meta charset="Shift_JIS"><p>{text}'.encode())
    assert read_text(tmp_path / "a.htm") == text


def test_declared_encoding_that_is_not_japanese(tmp_path: Path) -> None:
    chinese = "本研究旨在开发新型量子计算平台。"
    (tmp_path / "a.htm").write_bytes(f'<meta charset="gb2312"><p>{chinese}'.encode("gbk"))
    assert read_text(tmp_path / "a.htm") == chinese


def test_page_without_text(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"a\.html"):
        read_text(_page(tmp_path, "<script>x</script>"))


def test_binary(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"<html>" + bytes(range(256)) * 10)
    with pytest.raises(DocumentError) as caught:
        read_text(tmp_path / "a.html")
    assert (caught.value.key, caught.value.values["file"]) == ("document.binary", str(tmp_path / "a.html"))

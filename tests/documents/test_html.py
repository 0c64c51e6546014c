"""Web pages: their visible text, in the encoding that they are really in."""

from pathlib import Path

import pytest

from goalsearch.documents import read, read_text
from goalsearch.documents.html import shown_page
from goalsearch.errors import DocumentError
from tests.growth import is_linear

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
        pytest.param("<p>本文<del>消した文</del><ins>足した文</ins></p>", "本文足した文", id="tracked-changes"),
        pytest.param(
            "<p>本文<span class=MsoCommentReference><a class=msocomanchor href='#_msocom_1'>[a1]</a></span></p>"
            "<div style='mso-element:comment-list'><div style='mso-element:comment'><p>確認のこと</p></div></div>",
            "本文",
            id="comments-of-word",
        ),
        pytest.param(
            "<p>アミロイド<span style='font-family:Symbol;mso-char-type:symbol'><span>b</span></span>とb</p>",
            "アミロイドβとb",
            id="letters-of-the-font-symbol",
        ),
        pytest.param('IL-1<font face="Symbol">a</font>', "IL-1α", id="font-symbol-of-old-pages"),
        pytest.param("<span style='mso-symbol-font-family:Symbol'>b</span>", "b", id="symbol-for-signs-alone"),
        pytest.param("<nav><a>メニュー</a></nav>本文", "本文", id="navigation"),
        pytest.param("<pre>a\n  b</pre>", "a\nb", id="preformatted-lines"),
        pytest.param("<![if !x]>本文<![endif]><![CDATA[x]]><!-- y -->", "本文", id="marked-sections-of-word"),
        pytest.param("本文<![unknown", "本文<![unknown", id="marked-section-without-end"),
        pytest.param(
            "本文 <![ 記号。続き</p><p>配列[1]>の値",
            "本文 <![ 記号。続き\n\n配列[1]>の値",
            id="sign-of-a-section-in-text",
        ),
        pytest.param("<!--[if mso]><p>枠<![endif]--><p>本文</p>", "本文", id="comment-for-office"),
        pytest.param("<!--[if !mso]><!--><p>本文</p><!--<![endif]-->", "本文", id="shown-to-all-but-office"),
        pytest.param("<!--[if !mso]>--><p>本文</p><!--<![endif]-->", "本文", id="shown-to-all-in-short"),
        pytest.param("<![if gt IE 8]>本文<![endif]>", "本文", id="section-for-a-browser"),
        pytest.param("<p><![if !vml]><img src=a><![endif]>本文</p>", "本文", id="picture-of-word"),
        pytest.param("<![if !supportLists]><span>１．&nbsp; </span><![endif]>経費", "１．  経費", id="list-number"),
        pytest.param("量子<!-- a > b -- c --!>計算", "量子計算", id="comment-that-ends-oddly"),
        pytest.param("量子<!-->計算<!--->基盤", "量子計算基盤", id="empty-comments"),
        pytest.param("<p>前</p><!-- 閉じ忘れ <p>本文</p>", "前\n\n閉じ忘れ\n\n本文", id="comment-without-end"),
        pytest.param("<script>if (a<!--b) c()</script>本文<!-- x -->", "本文", id="comment-sign-in-a-script"),
        pytest.param("<a title='<!-- > x'>本文</a>-->", "本文-->", id="comment-sign-in-an-attribute"),
        pytest.param("<textarea><b>本文&amp;</b></textarea>", "<b>本文&</b>", id="text-of-a-field"),
        pytest.param('<?xml:namespace prefix = o ns = "urn:x" />本文', "本文", id="namespace-of-outlook"),
        pytest.param("<o:p></o:p><w:sdt>本文</w:sdt><st1:place>東京</st1:place>", "本文東京", id="tags-of-office"),
        pytest.param("<xml><o:Author>名</o:Author></xml>本文", "本文", id="data-island"),
        pytest.param("<span style='mso-hide:all'>隠し</span>本文", "本文", id="hidden-by-word"),
        pytest.param("<p style='display:none'>隠し<p>本文", "本文", id="hidden-paragraph-without-end"),
        pytest.param("量子</span>\n<span>計算", "量子計算", id="break-in-source-between-tags"),
        pytest.param("<a href=x/y>量子</a><br/>計算", "量子\n計算", id="slashes"),
        pytest.param("本文<p class='a", "本文", id="page-cut-in-a-tag"),
        pytest.param("a < b と </p> と <", "a < b と\n\nと <", id="stray-signs"),
    ],
)
def test_visible_text(tmp_path: Path, body: str, expected: str) -> None:
    assert read_text(_page(tmp_path, body)) == expected


@pytest.mark.parametrize(
    "piece",
    [
        pytest.param(piece, id=name)
        for name, piece in {
            "comments": "<!--",
            "sections": "<![if ",
            "character-data": "<![CDATA[",
            "instructions": "<?x ",
            "deep": "<div>",
            "cut-tags": "<a ",
            "quotes": "<a b='",
            "brackets": "<",
            "end-tags": "</x ",
            "hidden": "<p hidden>",
            "breaks": "あ\n \n",
            "line-ends": "\n",
        }.items()
    ],
)
@pytest.mark.parametrize("head", [pytest.param("", id="html"), pytest.param("<?xml version='1.0'?>あ", id="xhtml")])
def test_time_grows_with_the_length(head: str, piece: str) -> None:
    assert is_linear(shown_page, lambda n: head + piece * n, 30_000)


def test_character_data_is_text_in_xml_alone() -> None:
    assert shown_page('<?xml version="1.0"?><html><p><![CDATA[a<b]]></p></html>')["text"] == "a<b"


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


def test_boxes_to_tick(tmp_path: Path) -> None:
    page = _page(tmp_path, "<p><input type=checkbox>基礎 <input type='radio' checked>応用<input type=text value=1></p>")
    assert read_text(page) == "☐基礎 ☑応用"

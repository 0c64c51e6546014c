"""Mails: the text that a reader sees, in whatever encoding, and what is attached by its name."""

from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest

from goalsearch.documents import read, read_text
from goalsearch.errors import DocumentError

_TEXT = "磁性トポロジカル絶縁体の薄膜を作製する。"


def _mail(text: str = _TEXT, charset: str = "utf-8", cte: str | None = None) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = (
        "a@example.org",
        "b@example.org",
        "研究概要の\r\n 送付".replace("\r\n", ""),
    )
    mail.set_content(text, charset=charset, cte=cte)
    return mail


def _with_html(mail: EmailMessage) -> EmailMessage:
    mail.add_alternative("<p>同じ内容の HTML</p>", subtype="html")
    return mail


def _only_html() -> EmailMessage:
    mail = EmailMessage()
    mail.set_content(f"<style>p{{}}</style><p>{_TEXT}</p>", subtype="html", charset="iso-2022-jp")
    return mail


def _empty_plain() -> EmailMessage:
    mail = _mail(" \n")
    mail.add_alternative(f"<p>{_TEXT}</p>", subtype="html")
    return mail


def _notice_and_html() -> EmailMessage:
    mail = _mail("HTML で読んでください。")
    mail.add_alternative(f"<p>{_TEXT}</p><p>{_TEXT}</p><p>{_TEXT}</p>", subtype="html")
    return mail


def test_a_page_that_says_far_more_than_the_plain_text_is_read(tmp_path: Path) -> None:
    file = tmp_path / "a.eml"
    file.write_bytes(_notice_and_html().as_bytes())
    assert read_text(file) == "\n\n".join([_TEXT] * 3)


@pytest.mark.parametrize(
    "mail",
    [
        pytest.param(_mail(), id="utf-8"),
        pytest.param(_mail(charset="iso-2022-jp"), id="iso-2022-jp"),
        pytest.param(_mail(charset="shift_jis"), id="shift-jis"),
        pytest.param(_mail(charset="euc-jp"), id="euc-jp"),
        pytest.param(_mail(cte="base64"), id="base64"),
        pytest.param(_mail(cte="quoted-printable"), id="quoted-printable"),
        pytest.param(_with_html(_mail()), id="plain-goes-before-html"),
        pytest.param(_only_html(), id="html-alone"),
        pytest.param(_empty_plain(), id="empty-plain-text"),
    ],
)
def test_text(tmp_path: Path, mail: EmailMessage) -> None:
    (tmp_path / "a.eml").write_bytes(mail.as_bytes(policy=SMTP))
    assert read_text(tmp_path / "a.eml") == _TEXT


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        pytest.param("", _TEXT.encode("cp932"), _TEXT, id="nothing-declared"),
        pytest.param("Content-Type: text/plain; charset=x-unknown\n", _TEXT.encode(), _TEXT, id="unknown-encoding"),
        pytest.param("Content-Type: text/plain; charset=us-ascii\n", _TEXT.encode(), _TEXT, id="wrongly-declared"),
        pytest.param(
            "Content-Type: text/plain; charset=iso-2022-jp\n", b"\x1b$B-!\x1b(B", "①", id="row-13-of-windows-mailers"
        ),
        pytest.param(
            "Content-Type: text/plain; charset=iso-8859-1\n", "5 µm naïve".encode("cp1252"), "5 µm naïve", id="western"
        ),
        pytest.param(
            "Content-Type: text/plain; format=flowed\n",
            b"deep \nlearning\nfor all",
            "deep learning\nfor all",
            id="flowed",
        ),
        pytest.param(
            "Content-Type: text/plain; format=flowed; delsp=yes\n",
            "量子 \n計算".encode(),
            "量子計算",
            id="flowed-japanese",
        ),
        pytest.param(
            "Content-Transfer-Encoding: quoted-printable\n",
            b"quan=\ntum =E7=A3=81",
            "quantum 磁",
            id="quoted-printable",
        ),
        pytest.param("Content-Transfer-Encoding: base64\n", b"!!!not base64 at all", "", id="broken-base64"),
    ],
)
def test_text_as_it_is_sent(tmp_path: Path, head: str, body: bytes, expected: str) -> None:
    (tmp_path / "a.eml").write_bytes(b"From: a\n" + head.encode() + b"\n" + body)
    if expected:
        assert read_text(tmp_path / "a.eml") == expected
    else:
        with pytest.raises(DocumentError, match=r"a\.eml"):
            read_text(tmp_path / "a.eml")


def test_subject_and_attachments(tmp_path: Path) -> None:
    mail = _mail()
    mail.add_attachment(b"x", maintype="application", subtype="pdf", filename="計画.pdf")
    mail.add_attachment("別の文章", filename="メモ.txt")
    mail.add_attachment(_mail("転送された文章"))
    mail.add_attachment(b"x", maintype="image", subtype="png", filename="logo.png", disposition="inline", cid="<1>")
    (tmp_path / "a.eml").write_bytes(mail.as_bytes())
    (document,) = read(tmp_path / "a.eml")
    assert (document.title, document.text) == ("研究概要の 送付", _TEXT)
    (note,) = document.notes
    assert note.key == "document.note.attachments"
    assert note.values["names"] == "計画.pdf, メモ.txt, message/rfc822"


def test_two_texts_of_one_mail(tmp_path: Path) -> None:
    mail = _mail()
    mail.add_attachment("続き。", disposition="inline")
    (tmp_path / "a.eml").write_bytes(mail.as_bytes())
    assert read_text(tmp_path / "a.eml") == f"{_TEXT}\n\n続き。"


def _nested(n: int) -> bytes:
    head = b"".join(b'Content-Type: multipart/mixed; boundary="B%d"\n\n--B%d\n' % (i, i) for i in range(n))
    return b"From: a\n" + head + b"Content-Type: text/plain\n\ntext"


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda: _nested(3000), id="three-thousand-parts-in-parts"),
        pytest.param(lambda: b"\n" * 1000, id="nothing"),
        pytest.param(lambda: b"Content-Type: multipart/mixed\n\nx", id="no-boundary"),
        pytest.param(lambda: b"Subject: =?utf-8?b?////?=\n\n", id="broken-subject"),
        pytest.param(lambda: _mail().as_bytes()[:60], id="cut-in-the-head"),
        pytest.param(lambda: b"From: a\nContent-Type: message/rfc822\n\n" * 3000, id="mails-in-mails"),
    ],
)
def test_damaged(tmp_path: Path, make: Callable[[], bytes]) -> None:
    (tmp_path / "a.eml").write_bytes(make())
    with pytest.raises(DocumentError, match=r"a\.eml"):
        read(tmp_path / "a.eml")

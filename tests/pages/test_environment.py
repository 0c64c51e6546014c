"""What holds of every page: all that goes in is escaped and cleaned; one head, one policy, one set of colours."""

import base64
import hashlib
import re
from html import unescape
from pathlib import Path

import pytest
from jinja2 import UndefinedError
from markupsafe import Markup

import goalsearch.pages
from goalsearch.pages.environment import environment, render, stream
from goalsearch.pages.sheet import Kind, sheet
from goalsearch.pictures import svg

FOLDER = Path(goalsearch.pages.__path__[0])
KINDS: tuple[Kind, ...] = ("report", "picture", "web")
TEMPLATES = sorted(path.relative_to(FOLDER / "templates").as_posix() for path in FOLDER.rglob("*.html"))


def shown(value: object) -> str:
    return environment().from_string('<p title="{{ value }}">{{ value }}</p>').render(value=value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("量子", "量子", id="text"),
        pytest.param("<b>\"'&", "&lt;b&gt;&#34;&#39;&amp;", id="markup"),
        pytest.param("a\u202eb\u2069", "a b ", id="turned-direction"),
        pytest.param("a\ud800\x1b", "a\ufffd ", id="what-no-page-can-hold"),
        pytest.param(Markup("<i>a</i>"), "<i>a</i>", id="marked-as-html"),
        pytest.param(7, "7", id="number"),
    ],
)
def test_what_goes_into_a_page(value: object, expected: str) -> None:
    assert shown(value) == f'<p title="{expected}">{expected}</p>'
    shown(value).encode()


def test_what_is_not_given_is_an_error() -> None:
    with pytest.raises(UndefinedError, match="title"):
        environment().from_string("{{ title }}").render()


def test_a_stream_is_the_page() -> None:
    values = {"message": "<b>" * 1000, "status": 404}
    values |= {"languages": {}, "path": "/", "query": "", "t": lambda key, **_named: key}
    assert "".join(stream("web/problem.html", "en", **values)) == render("web/problem.html", "en", **values)


def test_every_whole_page_has_the_one_head() -> None:
    texts = {name: (FOLDER / "templates" / name).read_text(encoding="utf-8") for name in TEMPLATES}
    assert [name for name, text in texts.items() if "<!DOCTYPE" in text] == ["page.html"]
    assert [name for name, text in texts.items() if "Content-Security-Policy" in text] == ["alone.html"]
    # What is marked as safe is not escaped: of a page only its own policy, which holds quotes.
    assert [name for name, text in texts.items() if "safe" in text] == ["alone.html"]
    assert [name for name, text in texts.items() if re.search(r"\sstyle=|<script(?! src=)|\son\w+=", text)] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_policy_is_that_of_its_sheet(kind: Kind) -> None:
    digest = base64.b64encode(hashlib.sha256(sheet(kind).text.encode()).digest()).decode()
    assert sheet(kind).policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}'; ")
    assert unescape(sheet(kind).text) == sheet(kind).text
    assert not re.search(r"url\(|@import|</", sheet(kind).text)


@pytest.mark.parametrize("kind", KINDS)
def test_every_colour_is_a_token(kind: Kind) -> None:
    tokens = (FOLDER / "css" / "tokens.css").read_text(encoding="utf-8")
    rest = (FOLDER / "css" / "parts.css").read_text(encoding="utf-8")
    rest += (FOLDER / "css" / f"{kind}.css").read_text(encoding="utf-8")
    assert re.findall(r"#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(", rest) == []
    assert set(re.findall(r"var\((--[\w-]+)\)", rest)) <= set(re.findall(r"(--[\w-]+):", tokens))


def test_every_token_is_used_and_has_a_dark_form() -> None:
    tokens = (FOLDER / "css" / "tokens.css").read_text(encoding="utf-8")
    light, dark, paper = (set(re.findall(r"(--[\w-]+):", part)) for part in tokens.split("@media"))
    assert light - dark == {"--font"}
    assert light - paper == {"--font", "--focus"}
    rest = "".join(path.read_text(encoding="utf-8") for path in (FOLDER / "css").glob("*.css"))
    assert {name for name in light if f"var({name})" not in rest} == set()


def test_a_picture_that_stands_alone_has_the_colours_of_the_pages() -> None:
    tokens = (FOLDER / "css" / "tokens.css").read_text(encoding="utf-8")
    light, dark, _ = tokens.split("@media")
    for part, theme in ((svg._STYLE.split("@media")[0], light), (svg._STYLE.split("@media")[1], dark)):
        colours = {re.sub(r"^#(.)(.)(.)$", r"#\1\1\2\2\3\3", colour) for colour in re.findall(r"#[0-9a-f]+", part)}
        assert colours == set(re.findall(r"--(?:ink|paper): (#[0-9a-f]+)", theme))

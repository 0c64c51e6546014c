"""A value of a typed table (JSON, Parquet) as the text of a cell, and a cell as plain text."""

import html
import json
import re
from collections.abc import Mapping
from typing import Final

from goalsearch.text.spaced_letters import without_letter_blanks

# A language as it is called in data: ja, en-US, jpn, @en, japanese.
_JAPANESE: Final = re.compile(r"@?(?:ja|jpn?|jpn-jpan|japanese|日本語|和文)(?:[-_].*)?", re.I)
_LANGUAGE: Final = re.compile(
    r"@?(?:[a-z]{2}(?:[-_][a-z0-9]+)*|jpn|eng|deu|fra|zho|kor|japanese|english|日本語|和文|英語|英文|none|und|default)",
    re.I,
)
_VALUE_KEYS: Final = ("@value", "value", "text", "#text", "content")
_LANGUAGE_KEYS: Final = ("@language", "@lang", "@xml:lang", "xml:lang", "language", "lang", "locale")
# Elements that data bases keep inside their texts: HTML, and JATS of publishers with or without its prefix.
_MARKUP: Final = re.compile(
    r"</?(?:jats:|mml:|m:)?(?:p|br|div|span|sub|sup|su[bp]script|i|b|u|em|strong|small|font|a|ul|ol|li|dl|dt|dd|h[1-6]|table"
    r"|tbody|tr|td|th|sec|section|title|italic|bold|abstract|inline-formula|math|mi|mn|mo|mrow|msub|msup|img|hr|center)"
    r"(?:\s[^<>]*)?/?>",
    re.I,
)
_REFERENCE: Final = re.compile(r"&(?:[a-zA-Z]{2,8}|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});")
_CDATA: Final = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.S)
_PREFIX: Final = re.compile(r"(</?)(?:jats|mml|m):", re.I)
# How Office Open XML writes a sign that XML does not take.
_ESCAPED: Final = re.compile(r"_x000[dD]_(?:\r?\n)?")


def cell_text(value: object) -> str:
    """``value`` as the text of a cell; a whole number without the point that spreadsheets and JSON may give it."""
    match value:
        case None | bool():
            return ""
        case str():
            return value
        case bytes():
            return value.decode("utf-8", "replace")
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case list():
            return _listed(value)
        case dict():
            chosen = _in_one_language(value)
            return json.dumps(value, ensure_ascii=False, default=str) if chosen is None else cell_text(chosen)
        case _:
            return str(value)


def plain_text(cell: str) -> str:
    """
    A cell without the markup that data bases keep in their texts, and without blanks inside words.

    ``a < b`` is no markup. Of one text in several languages, written as JSON, the Japanese one is taken.
    """
    return without_letter_blanks(_without_markup(cell))


def _without_markup(cell: str) -> str:
    if cell.startswith(("{", "[")) and (said := _said_in_json(cell)) is not None:
        cell = said
    if "_x000" in cell:
        cell = _ESCAPED.sub("\n", cell)
    if "&" in cell and _REFERENCE.search(cell):
        # Markup that was escaped as a whole is markup all the same.
        cell = html.unescape(cell)
    if "<" not in cell:
        return cell
    cell = _CDATA.sub(r"\1", cell)
    if not _MARKUP.search(cell):
        return cell
    from goalsearch.documents.html import shown_page

    return shown_page(_PREFIX.sub(r"\1", cell.replace("\n", "<br>")))["text"]


def _said_in_json(cell: str) -> str | None:
    """What a map from languages to texts says that was written into a cell; None if the cell is no such map."""
    try:
        value = json.loads(cell)
    except (ValueError, RecursionError):
        return None
    if isinstance(value, list):
        return cell_text(value) if value and all(isinstance(item, dict) and _language(item) for item in value) else None
    chosen = _in_one_language(value) if isinstance(value, dict) else None
    return None if chosen is None else cell_text(chosen)


def _listed(values: list[object]) -> str:
    """The values of a list, one to a line; of one text in several languages the Japanese one."""
    told = [item for item in values if isinstance(item, dict) and _language(item)]
    if told and len(told) == len(values):
        japanese = [item for item in told if _JAPANESE.fullmatch(_language(item))]
        first = _language(told[0])
        values = list(japanese or [item for item in told if _language(item) == first])
    return "\n".join(filter(None, map(cell_text, values)))


def _language(item: Mapping[str, object]) -> str:
    return next((str(item[key]) for key in _LANGUAGE_KEYS if item.get(key)), "")


def _in_one_language(value: Mapping[str, object]) -> object:
    """What a map from languages to texts says in Japanese, else in its first language; None if it is no such map."""
    if (text := next((value[key] for key in _VALUE_KEYS if isinstance(value.get(key), str)), None)) is not None:
        is_told = bool(_language(value)) or len(value) == 1
        return text if is_told else None
    filled = {key: text for key, text in value.items() if text}
    if not value or not all(_LANGUAGE.fullmatch(key) and not isinstance(text, dict) for key, text in value.items()):
        return None
    japanese = next((text for key, text in filled.items() if _JAPANESE.fullmatch(key)), None)
    return japanese if japanese is not None else next(iter(filled.values()), "")

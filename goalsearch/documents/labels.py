"""
Labels of a form (研究代表者, 連絡先, 希望する事業) and what stands behind or below them.

The label is the form's, and so is what it says of persons, offices and dates: no research. What is said of persons is
read from here as well, see `goalsearch.documents.identity`.
"""

import itertools
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from goalsearch.documents.heading import heading_of
from goalsearch.documents.instruction import is_instruction

Kind = Literal["title", "name", "department", "position", "contact", "keywords", "other"]


def _listed(labels: str) -> tuple[str, ...]:
    return tuple(labels.split())


# For each kind the labels, best first.
LABELS: Final[Mapping[Kind, tuple[str, ...]]] = {
    "title": _listed(
        "研究課題名 研究課題 課題名 研究題目 研究題名 研究開発課題名 研究開発課題 提案課題名 申請課題名 "
        "課題名称 研究テーマ名 研究テーマ テーマ名 テーマ 題目 題名 研究タイトル タイトル 表題 提案名 "
        "プロジェクト名 title project-title research-title proposal-title title-of-project "
        "title-of-research title-of-proposal title-of-the-project title-of-the-research "
        "title-of-the-proposal"
    ),
    "name": _listed(
        "研究代表者氏名 研究代表者名 研究代表者 研究開発代表者氏名 研究開発代表者名 研究開発代表者 "
        "代表者氏名 代表者名 代表者 申請者氏名 申請者名 申請者 提案者氏名 提案者名 提案者 応募者氏名 "
        "応募者名 応募者 研究者氏名 研究者名 研究者 発表者 氏名 名前 お名前 principal-investigator "
        "principal-investigator-name name-of-principal-investigator project-leader lead-researcher pi "
        "pi-name applicant applicant-name name-of-applicant researcher researcher-name investigator "
        "full-name name"
    ),
    "department": _listed(
        "部局 部局名 所属部局 所属部局名 所属 所属名 部署 部署名 所属部署 学部 研究科 学科 専攻 講座 研究室"
    )
    # Several in one label, such as 所属機関・部署・役職: as they are compared, without what parts them.
    + tuple(
        f"{whole}{part}{post}"
        for whole in ("", "所属", "所属機関", "所属研究機関", "研究機関", "研究機関名", "大学")
        for part in ("", "部局", "部局名", "部署", "学部", "研究科")
        for post in ("", "職", "職名", "役職", "職位")
        if sum(map(bool, (whole, part, post))) > 1
    )
    + _listed(
        "所属機関 所属機関名 所属研究機関 所属研究機関名 所属先 機関名 研究機関名 department faculty "
        "affiliation school division unit institute institution organization organisation"
    ),
    "position": _listed("職名 職 職位 役職 役職名 身分 position job-title post rank"),
    "contact": _listed(
        "e-mail e-mailアドレス email emailアドレス メール メールアドレス 電子メール 電子メールアドレス "
        "mail e-mail-address email-address 連絡先 代表者連絡先 連絡先メールアドレス 内線 内線番号 電話 "
        "電話番号 連絡先電話番号 tel phone telephone phone-number extension ext contact "
        "contact-information"
    ),
    "keywords": _listed("キーワード 索引語 keywords key-words"),
    "other": _listed(
        "希望する事業 希望事業 応募する事業 応募事業 申請事業 事業名 公募名 制度名 希望制度 "
        "希望するプログラム プログラム名 研究種目 種目 審査区分 応募区分 申請区分 区分 新規継続の別 "
        "研究期間 実施期間 期間 研究実施期間 申請日 提出日 作成日 記入日 日付 申請年月日 提出年月日 "
        "整理番号 受付番号 課題番号 研究課題番号 申請番号 応募番号 研究者番号 e-rad研究者番号 e-rad番号 "
        "生年月日 年齢 性別 学位 最終学歴 fax fax番号 住所 所在地 郵便番号 〒 url ホームページ webサイト "
        "フリガナ ふりがな カナ 印 ローマ字 氏名ローマ字 研究分担者 分担者 連携研究者 共同研究者 "
        "共同提案者 主たる共同研究者 研究協力者 指導教員 推薦者 所属長 部局長 経理担当者 事務担当者 "
        "担当者 事務連絡先 研究経費 経費 経費総額 申請額 申請金額 希望額 予算額 金額 総額 研究費 "
        "研究開発費 エフォート 役割 役割分担 分担割合 重複申請 併願 研究倫理教育 安全保障輸出管理 利益相反 代表機関 "
        "分担機関 研究分野 分野 専門分野 programme program call funding-scheme scheme duration period "
        "project-period date submission-date application-number proposal-number orcid address fax-number "
        "co-investigators co-investigator collaborators total-budget requested-budget requested-amount "
        "amount-requested budget effort"
    ),
}
# The research's own words stand behind these: only the label itself is the form's.
KEPT: Final = frozenset({"title", "keywords"})

_MAX_VALUE_CHARS: Final = 80
_MAX_LINE_CHARS: Final = 4 * _MAX_VALUE_CHARS
_MAX_LABELS: Final = 12
_SENTENCE_ENDS: Final = ("。", "．")
_SEPARATORS: Final = re.compile(r"[\s_\-・･:：*＊※./／()（）]+")
_BRACKETS: Final = re.compile(r"[(\[【〔<].*?[)\]】〕>]")


def label_key(label: str) -> str:
    """A label as it is compared: one width and case, no brackets with what is in them, no separators."""
    plain = unicodedata.normalize("NFKC", label).casefold()
    return _SEPARATORS.sub("", _BRACKETS.sub("", plain))


_KINDS: Final[Mapping[str, Kind]] = {label_key(label): kind for kind, labels in LABELS.items() for label in labels}


class Labelled(NamedTuple):
    """
    A label that was found in a text.

    Attributes:
        kind: What it stands for.
        label: The label as it is compared.
        shown: The label as the text has it.
        value: What stands behind or below it; empty if nothing does.
        line: Number of its line, from 0.
        value_line: Number of the line of the value; None if there is none.
    """

    kind: Kind
    label: str
    shown: str
    value: str
    line: int
    value_line: int | None


def kind_of(label: str) -> Kind | None:
    """What a label stands for; None if it is not known."""
    return _KINDS.get(label_key(label))


def is_label(name: str) -> bool:
    """Whether a name is that of a label."""
    return label_key(name) in _KINDS


def labelled(lines: Sequence[str]) -> Iterator[Labelled]:
    """
    The labels of a text with their values.

    A value stands behind its label (研究代表者：山田), or below it, as a table's cells do when they become lines;
    several labels in a row, the head of a table, have as many values below them.
    """
    shown = [(number, line.strip()) for number, line in enumerate(lines) if line.strip()]
    pairs = [_pairs(line) if len(line) <= _MAX_LINE_CHARS else () for _, line in shown]
    place = 0
    while place < len(shown):
        run = _run(pairs, place)
        if not run:
            number = shown[place][0]
            for label, value in pairs[place]:
                yield _labelled(label, value, number, number if value else None)
            place += 1
            continue
        below: list[tuple[int, str] | None] = [*_values(shown, pairs, place + len(run), len(run))]
        if len(below) < len(run):
            # Labels without a value, as of empty cells; the last is the one that the value stands below.
            below = [*itertools.repeat(None, len(run) - 1), *(below[:1] or [None])]
        for label, (number, _), found in zip(run, shown[place:], below, strict=False):
            yield _labelled(label, found[1] if found else "", number, found[0] if found else None)
        place += len(run)


def _labelled(label: str, value: str, line: int, value_line: int | None) -> Labelled:
    key = label_key(label)
    return Labelled(_KINDS[key], key, label.strip(), value, line, value_line)


def _run(pairs: Sequence[Sequence[tuple[str, str]]], place: int) -> list[str]:
    """The labels, each alone on its line, that begin at ``place``."""
    run: list[str] = []
    while place < len(pairs) and len(run) < _MAX_LABELS and [value for _, value in pairs[place]] == [""]:
        run.append(pairs[place][0][0])
        place += 1
    return run


def _values(
    shown: Sequence[tuple[int, str]], pairs: Sequence[Sequence[tuple[str, str]]], place: int, most: int
) -> list[tuple[int, str]]:
    """The lines from ``place`` on that may be values, as many as there are labels."""
    values: list[tuple[int, str]] = []
    for (number, line), found in zip(shown[place : place + most], pairs[place : place + most], strict=True):
        if found or not _may_be_value(line):
            break
        values.append((number, line))
    return values


def _may_be_value(line: str) -> bool:
    if len(line) > _MAX_VALUE_CHARS or line.endswith(_SENTENCE_ENDS) or is_instruction(line):
        return False
    heading = heading_of(line)
    return heading is None or not (heading.is_abstract or (heading.is_section and not heading.has_text))


# The proposals of a folder share a form, and with it most of their lines.
@lru_cache(maxsize=4096)
def _pairs(line: str) -> Sequence[tuple[str, str]]:
    """The labels of one line with what stands behind them; empty if the line does not begin with one."""
    line = _PREFIX.sub("", line, count=1)
    if label_key(line) in _KINDS:
        return [(line, "")]
    first = _FIRST.match(line)
    if first is None:
        return []
    label, is_colon, rest = (
        first["label"] or first["word"],
        first["label"] is not None,
        (first["rest"] or first["rest2"] or ""),
    )
    if label_key(label) not in _KINDS:
        return []
    if not is_colon and (label.isascii() or len(rest) > _MAX_VALUE_CHARS or rest.endswith(_SENTENCE_ENDS)):
        return []
    pairs: list[tuple[str, str]] = []
    start = 0
    for further in _FURTHER.finditer(rest):
        name = further["label"]
        is_known = label_key(name) in _KINDS and (further["colon"] or (not name.isascii() and is_own(label)))
        if is_known:
            pairs.append((label, rest[start : further.start()].strip()))
            label, start = name, further.end()
    return [*pairs, (label, rest[start:].strip())]


def is_own(label: str) -> bool:
    """Whether what stands behind a label is said of persons or offices, and not the research's own words."""
    return _KINDS[label_key(label)] not in KEPT


_PREFIX: Final = re.compile(
    r"[ \t　]*(?:[(（]?[0-9０-９]{1,2}[.．)）、]?[ \t　]*|[■□●○◆◇◎・#①-⑳]+[ \t　]*)?[【［\[]?(?=\S)"
)
_FIRST: Final = re.compile(
    r"(?P<label>[^:：\n]{1,40}?)[ \t　]*[】］\]]?[ \t　]*[:：】］\]][ \t　]*(?P<rest>.*)"
    r"|(?P<word>[^ \t　]{1,24})[ \t　]+(?P<rest2>.*)"
)
_FURTHER: Final = re.compile(
    r"(?<=[ \t　、,，/／])(?P<label>[^ \t　:：、,，]{1,24})(?:[ \t　]*(?P<colon>[:：])[ \t　]*|[ \t　]+)"
)

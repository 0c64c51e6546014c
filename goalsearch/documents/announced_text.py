"""The parts of an announced goal, by their headings, before they are tidied."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final, Literal

Section = Literal["title", "summary", "aims", "background", "other"]

_SECTIONS: Final[dict[Section, re.Pattern[str]]] = {
    "title": re.compile(r"(?:新たな)?(?:戦略|研究開発)?目標(?:名称?|の名称|名[(（].*)|題名|タイトル|名称"),
    "summary": re.compile(r"(?:(?:戦略|研究開発)?目標の|本目標の)?(?:概要|要旨|趣旨)"),
    "aims": re.compile(
        r"(?:具体的な)?達成目標|達成(?:を)?目指す(?:状態|こと|目標)|(?:具体的な|想定される)?研究(?:開発)?の?例|具体例"
    ),
    "background": re.compile(
        r"(?:(?:目標|策定|設定|提案|(?:研究)?(?:開発)?の?推進|研究(?:開発)?)の?)?背景(?:(?:と|・|及び|および)(?:課題|経緯|目的|必要性))?|(?:国内外の|国内の?|国外の?|海外の?)(?:研究)?動向|研究動向"
        r"|(?:研究推進の際に見据えるべき|見据えるべき|将来の|目指す)*(?:将来の)?社会(?:像|の姿)"
    ),
    "other": re.compile(
        r"(?:目標の?)?検討の?経緯|策定の?経緯|閣議決定文書等における関係記載|関連する?(?:施策|文書|資料)|その他|参考(?:資料|文献)?|備考"
        r"|添付資料|関連リンク|お?問い?合わ?せ先?(?:・担当)?|担当|別添.*"
    ),
}
# 本戦略目標では is said of the goal itself, other mentions may be of goals next to it.
_OF_ITSELF: Final = re.compile(r"本(?:戦略|研究開発)目標")
_AGENCIES: Final = {"研究開発目標": "AMED", "戦略目標": "JST"}


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncedText:
    """A goal as it stands in the text: its sections, its name in quotation marks, the agency of the group it is in."""

    sections: dict[Section, str]
    quoted: str = ""
    group_agency: str | None = None

    def agency(self) -> str | None:
        """The agency that the announcement says for this goal."""
        text = " ".join(self.sections.values())
        of_itself = agency_of(" ".join(_OF_ITSELF.findall(text)))
        if self.group_agency and of_itself and of_itself != self.group_agency:
            return agency_of(self.quoted)
        return agency_of(self.quoted) or self.group_agency or agency_of(text)


def section_of(name: str) -> Section | None:
    """The part that a heading of this name heads; None if it heads none."""
    name = unicodedata.normalize("NFKC", name)
    return next((section for section, pattern in _SECTIONS.items() if pattern.fullmatch(name)), None)


def agency_of(text: str) -> str | None:
    """The agency whose goals a text speaks of, unless it speaks of both."""
    named = {agency for name, agency in _AGENCIES.items() if name in text}
    return named.pop() if len(named) == 1 else None

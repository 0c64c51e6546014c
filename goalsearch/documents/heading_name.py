"""Names of headings: those of abstracts, of other sections, and of the parts of a structured abstract."""

import re
from typing import Final

_OF_ABSTRACT: Final = (
    r"本|当|主|研究|開発|課題|提案|申請|応募|計画|内容|目的|背景|方法|意義|特色|成果|実績|開始時|開始当初|終了時|全体|構想"
    r"|プロジェクト|事業|テーマ|技術|シーズ|発表|論文|学位|博士|修士|卒業|講演|演題|書|調書|和文|英文|日本語|英語|学術的|簡潔な|採択"
    r"|年度|取組み?|取り組み|実施|活動|調査|共同|受託|委託|助成|領域|企画|公開用?|公表用|一般|掲載用|紹介|専門家"
    r"|発明|考案|アイデア|アイディア|ビジネス|システム|サービス|報告|話題|平易な|[分わ]かりやすい|専門的な|詳細な|全般"
    r"|(?:令和|平成|r|h)?[0-9元]{1,4}年度?|今年度|前年度|(?:一般|市民|国民|社会|非専門家|企業)(?:の?(?:方々?|皆様|人々?))?(?:へ|に向けた)"
    r"|[一-龠]{2,4}(?:向け|用)|[一-龠]{2,4}以外に(?:も分かる|もわかる|向けた)|等|の|と|及び|および|並びに|・|･|、|/|及"
)
_OF_SECTION: Final = (
    r"本|研究|開発|課題|提案|申請|応募|計画|実施|年次|全体|学術的|社会的|期待される|予想される|当該|関連する?|主な|これまでの"
    r"|過去の|国内外の|使用|必要|の|と|及び|および|や|など|等|・|･|、|/"
)
_WITH: Final = r"(?:目的|背景|目標|特色|特徴|意義|内容|方法|計画|独創性|新規性|ねらい|狙い|キーワード)"
_ABSTRACT: Final = (
    rf"(?:(?:{_OF_ABSTRACT})*(?:概要|概略|要旨|要約|抄録|梗概|あらまし|骨子|アブストラクト|サマリー?)(?:説明|文|等|書|記入欄|欄)?"
    rf"(?:(?:・|･|/|、|及び|および|並びに|と)(?:その|研究の?)?{_WITH})*(?:について)?"
    # Of a call or a programme it is not that of the research.
    r"|(?:本?研究|課題|提案|申請)の?趣旨)"
)
_OF_WHAT: Final = (
    r"\s*of\s*(?:(?:the|this|your|proposed|planned)\s*)*(?:research|proposal|project|study|work|plan|application)"
    r"(?:\s*(?:project|plan|proposal))?"
)
_ENGLISH: Final = (
    r"(?:(?:the|executive|project|research|proposal|technical|scientific|lay(?:man'?s|person'?s)?|public|plain"
    r"(?:[- ]language)?|non-?\s?technical|non-?\s?specialist|general|brief|short|structured"
    r"|extended|english|study|program|programme)\s*)*"
)
_ENGLISH_ABSTRACT: Final = re.compile(
    rf"{_ENGLISH}(?:abstract|summary|synopsis)(?:\s*(?:/|&|and)\s*(?:abstract|summary))?(?:{_OF_WHAT})?"
    rf"|{_ENGLISH}(?:outline|overview)(?:{_OF_WHAT})?|(?:brief|short|general)\s*description{_OF_WHAT}",
    re.I,
)
_ANY_ABSTRACT: Final = re.compile(
    rf"{_ABSTRACT}(?:[/|・]?(?:{_ENGLISH_ABSTRACT.pattern}))?|(?:{_ENGLISH_ABSTRACT.pattern})[/|・]?{_ABSTRACT}", re.I
)
_ASKED_FOR: Final = re.compile(rf"({_ABSTRACT})(?:を|について|は)[^。]{{0,80}}(?:。.{{0,80}})?")
_STRUCTURE: Final = re.compile(
    r"(?:研究の?)?(?:目的|背景|方法|対象|結果|考察|結論|意義|展望|まとめ|緒言|狙い|ねらい)(?:・(?:目的|背景|方法|意義))?"
    r"|backgrounds?|objectives?|aims?|purpose|methods?|results?|conclusions?|significance|design|setting",
    re.I,
)
_PART_OF_SECTION: Final = (
    rf"(?:{_OF_SECTION})*(?:目的|背景|内容|計画|方法|手法|体制|組織|意義|特色|独創性|新規性|優位性|業績|成果|効果|波及効果|経費"
    r"|研究費|予算|費用|構想|目標|準備状況|環境|役割分担|期間|分野|スケジュール|工程|動向|着想に至った経緯|経緯|妥当性|必要性"
    r"|実施場所|設備|文献|リスト)(?:等|など|表|一覧|・方法|・計画|・体制|・目標)*"
)
_SECTION: Final = re.compile(
    rf"{_PART_OF_SECTION}(?:(?:、|及び|および|並びに|と|・|/){_PART_OF_SECTION})*"
    r"|はじめに|おわりに|緒言|序論|序|結言|まとめ|結論|謝辞|備考|その他|本文|参考文献|引用文献|以上|キーワード|キー・?ワード|索引語"
    r"|人権の保護及び法令等の遵守への対応|人権の保護.*|法令等?の?遵守.*|倫理.{0,8}|知的財産.{0,8}|研究遂行能力.*|利益相反.*"
    r"|introduction|backgrounds?|objectives?|aims?|specific aims|methods?|methodology|approach|results|discussion"
    r"|conclusions?|key ?words?|index terms|references|bibliography|acknowledge?ments|research (?:plan|design|strategy"
    r"|question|team|environment)|work ?plan|timeline|budget|funding|significance|innovation|team|facilities"
    r"|expected (?:outcomes?|results?|impact)|impact|(?:main )?(?:text|body)|curriculum vitae|publications"
    r"|intellectual merit|broader impacts?",
    re.I,
)

MENTIONS: Final = (
    r"概[ \t　]*要|概[ \t　]*略|要[ \t　]*旨|要[ \t　]*約|抄[ \t　]*録|梗[ \t　]*概|趣[ \t　]*旨|あらまし|骨[ \t　]*子"
    r"|アブストラクト|サマリ"
    r"|abstract|summary|synopsis|outline|overview|(?:brief|short|general)[ \t]+desc"
    r"|ａｂｓｔｒａｃｔ|ｓｕｍｍａｒｙ|ｏｕｔｌｉｎｅ"
)
"""What every line that heads an abstract has in it, as a pattern without regard to case."""


def is_abstract(name: str, notes: str = "") -> bool:
    """Whether a name, in its folded form, is that of an abstract; 研究目的 is with 概要 in its notes."""
    return (
        _ANY_ABSTRACT.fullmatch(name) is not None
        or english_abstract(name) == len(name) > 0
        or ("概要" in notes and is_section(name))
    )


def english_abstract(text: str, start: int = 0) -> int | None:
    """Where the English name of an abstract that begins at ``start`` ends; None if there is none."""
    found = _ENGLISH_ABSTRACT.match(text, start)
    return None if found is None else found.end()


def asked_abstract(line: str, start: int = 0) -> int | None:
    """Where 研究概要 ends in a line such as 研究概要を400字以内で記入してください; None if the line is none such."""
    found = _ASKED_FOR.match(line, start)
    return None if found is None or found.end() < len(line) else found.end(1)


def is_section(name: str) -> bool:
    """Whether a name is that of one of the other sections that forms and papers have: 研究計画, 経費, Keywords."""
    return _SECTION.fullmatch(name) is not None


def is_structure(name: str) -> bool:
    """Whether a name is one of the words by which an abstract itself is ordered: 目的, 方法, 結果, Background."""
    return _STRUCTURE.fullmatch(name) is not None

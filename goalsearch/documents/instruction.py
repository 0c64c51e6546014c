"""
What a form says to the person who fills it in: 本欄には…を記述すること, 400字以内, ※…, Please describe ….

It is no research, stands in every proposal on the same form, and makes unlike proposals look alike.
"""

import re
from functools import lru_cache
from typing import Final

_MAX_CHARS: Final = 300

_LENGTH: Final = (
    r"(?:全角|半角|和文|英文|日本語|本文)?[でにはの]*[0-9０-９,，]{1,5}[ \t　]*"
    r"(?:字|文字|ワード|語|words?|characters?|頁|ページ|枚|行)[ \t　]*(?:以内|程度|以上|まで|前後|以下)?"
)
_ENGLISH_LENGTH: Final = (
    r"(?:max(?:imum|\.)?|up to|not? (?:more than|exceeding|to exceed)|at most|within|limit:?|approx(?:\.|imately)?)"
    r"[ \t]*[0-9,]{1,5}[ \t]*(?:words?|characters?|pages?|lines?).{0,12}"
    r"|[0-9,]{1,5}[ \t]*(?:words?|characters?|pages?)[ \t]*(?:or less|maximum|max\.?|limit)"
)
_NUMBERED_FORM: Final = (
    r"記入例.{0,20}"
    r"|(?:別紙|様式)[ \t　]*第?[ \t　]*[0-9０-９一二三四五六七八九十A-ZＡ-Ｚ\-－]{1,4}号?.{0,12}"
)
_DATE: Final = r"令和[ \t　0-9０-９元]*年[ \t　0-9０-９]*月[ \t　0-9０-９]*日(?:現在)?"
_WHOLE_LINE: Final = re.compile(
    rf"[(（\[［【<＜]?[ \t　]*(?:{_LENGTH}(?:[〜~～\-－]{_LENGTH})?(?:で|にて)?(?:簡潔に|具体的に)?(?:記[入載述])?"
    rf"|{_ENGLISH_LENGTH}|{_NUMBERED_FORM}|{_DATE}"
    rf"|[_＿\-－─―━=＝*＊…・.．\s　]{{3,}})[ \t　]*[)）\]］】>＞]?[ \t　]*[。.]?",
    re.I,
)
_ASKS: Final = re.compile(
    r"(?:記入|記載|記述|明記|添付|提出|選択|削除|作成|入力|選ん|書い|まとめ|教え|述べ|参照|留意|注意|説明|使用|貼付|追加|省略)"
    r"(?:し|で|て)?(?:て)?(?:下さい|ください|のこと|願います|お願いし?ます)"
    r"|(?:記入|記載|明記|添付|提出|入力|貼付)(?:する|した?)こと"
    r"|(?:^|[.:;(]\s*)(?:please|kindly)[ ,].{0,60}?(?:describe|provide|enter|fill|write|attach|explain|summari[sz]e"
    r"|indicate|list|check|select|state|limit|use|include|give|refer|do not|submit|complete|specify|outline"
    r"|delete|note)",
    re.I,
)
_ASKS_ON_A_FORM: Final = re.compile(
    r"(?:記述|説明|述べる|まとめる|示す|作成)(?:する)?こと$|(?:変更|削除|追加)(?:しないこと|不可)|(?:でき|認め)(?:ません|られません|ない)$"
)
_OF_A_FORM: Final = re.compile(
    r"本欄|この欄|当該欄|本様式|様式|記入|[頁枚]以内|ページ以内|字以内|文字以内|字程度|簡潔|具体的かつ|必ず"
    r"|応募者|申請者|研究代表者|公募要領|募集要項"
)
_OPENS: Final = re.compile(
    r"[ \t　]*(?:[※＊]|[(（][ \t　]*(?:注|※)|注[0-9０-９]*[)）:：]|本欄に|この欄に"
    r"|(?:describe|explain|summari[sz]e|outline|provide|state|list)\b.{0,200}\b"
    r"(?:words|pages?|characters|applicants?|proposal|this section|in no more than)\b)",
    re.I,
)


def is_instruction(sentence: str) -> bool:
    """Whether a line or sentence tells how to fill in a form."""
    stripped = sentence.strip(" \t\u3000")
    return 0 < len(stripped) <= _MAX_CHARS and _asks(stripped)


# The proposals of a folder share a form, and with it most of their lines.
@lru_cache(maxsize=4096)
def _asks(stripped: str) -> bool:
    if is_note(stripped) or _ASKS.search(stripped):
        return True
    bare = stripped.rstrip("。．.)） ")
    return _ASKS_ON_A_FORM.search(bare) is not None and _OF_A_FORM.search(bare) is not None


def is_note(line: str) -> bool:
    """Whether a whole line, whatever its sentences, is a note of the form: ※…, （400字以内）."""
    stripped = line.strip(" \t\u3000")
    if not stripped or len(stripped) > _MAX_CHARS:
        return False
    return _WHOLE_LINE.fullmatch(stripped) is not None or _OPENS.match(stripped) is not None

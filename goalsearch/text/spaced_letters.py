"""
Blanks between the letters of Japanese words, as OCR and headings spread over a line have them, taken out again.

量 子 計 算 is one word to a reader and four to a tokenizer. Japanese is written without blanks between words, so a line
whose Japanese letters mostly stand alone was spread out; blanks between words, numbers and cells stay.
"""

import re
from typing import Final

from goalsearch.text.late_pattern import late

# Kana, kanji, and the marks that stand between them.
_LETTERS: Final = "々〆ヶぁ-ゖゝゞァ-ヺー-ヿ\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002ffff"
_MARKS: Final = "、。，．・：；！？「」『』（）〔〕［］【】〈〉《》〜～"
# Of any width.
_BLANKS: Final = " \u3000\u00a0\u2002\u2003\u2005\u2009\u200a\u202f"
_BLANK: Final = f"[{_BLANKS}]"
# Where a line may be broken: nobody sees them, and they part the words that they stand in.
_UNSEEN: Final = "\u00ad\u200b\u2060\ufeff"
# A tab between all letters, as of a row of cells with a letter each.
_TABBED: Final = late(rf"^[{_LETTERS}{_MARKS}](?:\t[{_LETTERS}{_MARKS}]){{7,}}$", re.MULTILINE)
# What a text without such lines is told by at once: blanks between what may be such letters, and between what is.
_NEAR_SIGN: Final = late(rf"[^\x00-\x7f]{_BLANK}+[^\x00-\x7f]")
_SIGN_OF_ONE: Final = late(rf"[{_LETTERS}]{_BLANK}+[{_LETTERS}{_MARKS}]")
# Written from top to bottom, or in a cell so narrow that every letter has a line of its own.
_LEAST_COLUMN: Final = 3
_COLUMN: Final = late(rf"^[{_LETTERS}{_MARKS}](?:\n+[{_LETTERS}{_MARKS}]){{3,}}$", re.MULTILINE)
_PIECE: Final = late(rf"[{_LETTERS}{_MARKS}]+")
_LETTER: Final = late(rf"[{_LETTERS}]")
_KANA: Final = late(r"[ぁ-ゖー、。，．]+")
_GAP: Final = late(rf"(?<=[^\s{_BLANKS}])({_BLANK}+)(?=[^\s{_BLANKS}])")
_HIRAGANA: Final = re.compile("[ぁ-ゖ]")
_OF_SENTENCES: Final = re.compile("[、。，．]")
_WORD: Final = re.compile(r"[A-Za-z0-9]")

# A line of so few pieces is a heading such as 概　要 if it is nothing else.
_FEW: Final = 4
_ALONE: Final = 0.7
_BROKEN_LENGTH: Final = 2.2
_KANA_SHARE: Final = 0.25
_HIRAGANA_SHARE: Final = 0.15
# Sentences have no blanks but behind a full stop; of so many letters, one with a blank is too many.
_LETTERS_TO_A_BLANK: Final = 8


def without_letter_blanks(text: str) -> str:
    """``text`` without the blanks between the letters of Japanese words; an ordinary text as it is."""
    for sign in _UNSEEN:
        if sign in text:
            text = text.replace(sign, "")
    if "\t" in text:
        text = _TABBED.sub(lambda line: line[0].replace("\t", ""), text)
    lines = text.split("\n")
    if len(lines) > _LEAST_COLUMN and sum(len(line) == 1 for line in lines) > _LEAST_COLUMN:
        text = _COLUMN.sub(lambda column: column[0].replace("\n", ""), text)
        lines = text.split("\n")
    # Most texts have one kind of blank or none; to look for each takes a tenth of a pattern's time.
    blanks = [blank for blank in _BLANKS if blank in text]
    if not blanks:
        return text
    # Of most texts a line or two has such a blank: the others need not be taken apart.
    doubtful = [
        at
        for at, line in enumerate(lines)
        if any(blank in line for blank in blanks) and _NEAR_SIGN.search(line) and _SIGN_OF_ONE.search(line)
    ]
    spread = {at for at in doubtful if _is_spread(lines[at])}
    # What is left over of a paragraph may be too short to tell by itself.
    if spread and 2 * len(spread) >= sum(_LETTER.search(line) is not None for line in lines):
        spread.update(at for at in doubtful if at not in spread and _is_spread(lines[at], few=2))
    return "\n".join(_closed(line) if at in spread else line for at, line in enumerate(lines)) if spread else text


def _is_spread(line: str, *, few: int = _FEW) -> bool:
    # Cells of a table are parted by tabs: each is looked at together with the others, as a line of OCR has none.
    pieces = re.split(rf"(?:{_BLANK}|\t)+", line.strip())
    japanese = [piece for piece in pieces if _LETTER.search(piece)]
    if len(pieces) < 2 or not japanese:
        return False
    alone = sum(len(piece.strip(_MARKS)) == 1 for piece in japanese)
    if len(japanese) < few:
        # Kana alone would be a particle between two words: 光 と 水.
        return len(pieces) == len(japanese) == alone and len(set(_gaps(line))) == 1 and not _KANA.search(line)
    if alone >= _ALONE * len(japanese):
        return True
    # Words cut at random or one by one: unlike in a list of words, particles stand among them.
    letters = sum(len(piece) for piece in japanese)
    if len(japanese) > _FEW and _is_broken_prose(line, letters, len(japanese)):
        return True
    kana = sum(_KANA.fullmatch(piece) is not None for piece in japanese)
    return len(japanese) > _FEW and letters <= _BROKEN_LENGTH * len(japanese) and kana >= _KANA_SHARE * len(japanese)


def _is_broken_prose(line: str, n_letters: int, n_pieces: int) -> bool:
    """Whether a line of sentences, which have hiragana and commas where lists of words do not, is full of blanks."""
    return (
        n_letters <= _LETTERS_TO_A_BLANK * n_pieces
        and len(_HIRAGANA.findall(line)) >= _HIRAGANA_SHARE * n_letters
        and _OF_SENTENCES.search(line) is not None
    )


def _gaps(line: str) -> list[str]:
    return [gap for gap in _GAP.findall(line) if gap]


def _closed(line: str) -> str:
    gaps = _gaps(line)
    usual = min(map(len, gaps), default=1)

    def close(match: re.Match[str]) -> str:
        before, after = line[match.start() - 1], line[match.end()]
        if len(match[1]) > usual:
            return match[1]
        if _WORD.match(before) and _WORD.match(after):
            # Digits that stand alone are those of one number, and words are words.
            is_number = _is_alone(line, match.start() - 1) and _is_alone(line, match.end())
            return "" if is_number and before.isdigit() and after.isdigit() else match[1]
        is_japanese = _PIECE.match(before) or _PIECE.match(after)
        return "" if is_japanese else match[1]

    return _GAP.sub(close, line)


def _is_alone(line: str, at: int) -> bool:
    before, after = line[at - 1 : at] or " ", line[at + 1 : at + 2] or " "
    return before.isspace() and after.isspace()

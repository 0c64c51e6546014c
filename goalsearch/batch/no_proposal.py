"""Which files of a folder are probably no proposals, by their names: examples, instructions, templates."""

import re
import unicodedata
from pathlib import PurePosixPath
from typing import Final

# Wherever they stand in a name. Not サンプル or 例 alone: they may belong to the title of a proposal.
_ANYWHERE: Final = re.compile(
    r"(?:記入|記載|作成|申請書|提案書|応募書類)(?:の)?(?:例|見本|サンプル)|(?:記入|記載|作成|提出|募集|公募|応募|申請|執筆|審査)"
    r"(?:の)?(?:要領|要項|案内|手引き?|マニュアル|上の注意)|お?読み(?:ください|下さい)|最初に読|はじめに読|雛形|ひな形|ひながた"
    r"|チェックリスト|送付状|提出書類一覧"
)
_BEGINNING: Final = re.compile(r"(?:read[ _-]?me|changelog|license)(?![a-z])", re.I)
# As one word of a name, between marks.
_WORDS: Final = frozenset(
    {"記入例", "記載例", "見本", "サンプル", "テンプレート", "template", "sample", "example", "instructions"}
)
# More or longer words of a name are those of a title.
_FEW: Final = 3
_SHORT: Final = 8
_MARKS: Final = re.compile(r"[\s_\-‐・、，,.()（）【】\[\]［］「」『』<>＜＞0-9]+")


def is_no_proposal(path: str) -> bool:
    """Whether the name of a file says that it is no proposal; ``path`` has its folders parted by ``/``."""
    stem = unicodedata.normalize("NFKC", PurePosixPath(path).stem).casefold()
    if _ANYWHERE.search(stem) or _BEGINNING.match(stem):
        return True
    # A word of the kind beside a title is the title's: only names that say nothing else.
    words = [word for word in _MARKS.split(stem) if word]
    return len(words) <= _FEW and any(word in _WORDS for word in words) and all(len(word) <= _SHORT for word in words)

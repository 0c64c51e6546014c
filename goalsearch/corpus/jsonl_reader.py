"""JSON Lines, one goal an object, to records."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from goalsearch.corpus.decoding import decode
from goalsearch.corpus.finding import Finding
from goalsearch.corpus.quoting import quoted
from goalsearch.corpus.record import Record, Records

if TYPE_CHECKING:
    import json

_MARK: Final = "\ufeff"
# What json.loads() says of a byte order mark; a decoder does not know it.
_MARK_REASON: Final = "Unexpected UTF-8 BOM (decode using utf-8-sig): line 1 column 1 (char 0)"


class DuplicateKeyError(ValueError):
    """A key that stands twice in one object, of which JSON would silently keep the last."""


def read(path: Path, data: bytes) -> Records:
    """
    The goals in a JSON Lines file; blank lines are passed over.

    Raises:
        InvalidCorpusError: If the bytes are not UTF-8.
    """
    import json

    text = decode(path, data, cp932=False)
    if text.lstrip().startswith("["):
        return Records(findings=(Finding(path=path, line=1, key="corpus.json_array"),))
    # json.loads() would make one for each line.
    decoder = json.JSONDecoder(object_pairs_hook=without_duplicates)
    goals: list[Record] = []
    findings: list[Finding] = []
    # Not splitlines(): it also splits at U+2028 and others, which JSON allows inside a string.
    for line, content in enumerate(text.split("\n"), 1):
        if not content.strip():
            continue
        number = len(goals) + len(findings) + 1
        try:
            item = _parsed(content, decoder)
        except (ValueError, RecursionError) as error:
            key, problem = _syntax_problem(content, error)
            findings.append(Finding(path=path, line=line, record=number, key=key, values=problem))
            continue
        if isinstance(item, dict):
            goals.append(Record(path, number, line, item, may_have_more=True))
        else:
            problem = {"value": quoted(item)}
            findings.append(Finding(path=path, line=line, record=number, key="corpus.json_no_object", values=problem))
    return Records(goals=tuple(goals), findings=tuple(findings))


def _parsed(content: str, decoder: "json.JSONDecoder") -> object:
    """The value on a line; raises what its decoder does."""
    if content[0] == "{" and content[-1] == "}":
        # Nothing stands around it, as on nearly every line: decode() takes a third of its time to look there.
        item, end = decoder.raw_decode(content)
        if end == len(content):
            return item
    return decoder.decode(content)


def _syntax_problem(content: str, error: ValueError | RecursionError) -> tuple[str, dict[str, object]]:
    """What is to be said about a line that could not be parsed, as message key and values."""
    if isinstance(error, DuplicateKeyError):
        return "corpus.json_duplicate_key", {"name": quoted(str(error))}
    if isinstance(error, RecursionError):
        return "corpus.too_deep", {}
    # An integer of 4,301 digits is a plain ValueError.
    return "corpus.json_syntax", {"reason": _MARK_REASON if content.startswith(_MARK) else str(error)}


def without_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """
    A JSON object from its pairs, for ``json.loads(…, object_pairs_hook=without_duplicates)``.

    Raises:
        DuplicateKeyError: If a key stands twice; the error says which.
    """
    values = dict(pairs)
    if len(values) < len(pairs):
        seen: set[str] = set()
        for name, _ in pairs:
            if name in seen:
                raise DuplicateKeyError(name)
            seen.add(name)
    return values

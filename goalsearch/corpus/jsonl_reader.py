"""JSON Lines, one goal an object, to records."""

from pathlib import Path

from goalsearch.corpus.decoding import decode
from goalsearch.corpus.finding import Finding
from goalsearch.corpus.quoting import quoted
from goalsearch.corpus.record import Record, Records


class DuplicateKeyError(ValueError):
    """A key that stands twice in one object, of which JSON would silently keep the last."""


def read(path: Path, data: bytes) -> Records:
    """
    The goals in a JSON Lines file; blank lines are passed over.

    Raises:
        InvalidCorpusError: If the bytes are not UTF-8.
    """
    text = decode(path, data, cp932=False)
    if text.lstrip().startswith("["):
        return Records(findings=(Finding(path=path, line=1, key="corpus.json_array"),))
    goals: list[Record] = []
    findings: list[Finding] = []
    # Not splitlines(): it also splits at U+2028 and others, which JSON allows inside a string.
    for line, content in enumerate(text.split("\n"), 1):
        if not content.strip():
            continue
        number = len(goals) + len(findings) + 1
        item = _parse(path, line, number, content)
        if isinstance(item, Finding):
            findings.append(item)
        else:
            goals.append(Record(path=path, number=number, line=line, values=item))
    return Records(goals=tuple(goals), findings=tuple(findings))


def _parse(path: Path, line: int, number: int, content: str) -> dict[str, object] | Finding:
    import json

    def finding(key: str, **values: object) -> Finding:
        return Finding(path=path, line=line, record=number, key=key, values=values)

    try:
        item = json.loads(content, object_pairs_hook=without_duplicates)
    except DuplicateKeyError as error:
        return finding("corpus.json_duplicate_key", name=quoted(str(error)))
    except RecursionError:
        return finding("corpus.too_deep")
    except ValueError as error:  # an integer of 4,301 digits is a plain ValueError
        return finding("corpus.json_syntax", reason=str(error))
    return item if isinstance(item, dict) else finding("corpus.json_no_object", value=quoted(item))


def without_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """
    A JSON object from its pairs, for ``json.loads(…, object_pairs_hook=without_duplicates)``.

    Raises:
        DuplicateKeyError: If a key stands twice; the error says which.
    """
    values: dict[str, object] = {}
    for name, value in pairs:
        if name in values:
            raise DuplicateKeyError(name)
        values[name] = value
    return values

"""Who stands behind a proposal, as its form or table says."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from goalsearch.documents.labels import LABELS, Kind, Labelled, label_key, labelled

_MAX_CHARS: Final = 80
_MAX_TITLE_CHARS: Final = 200
# Far down in a document stand the names of others.
_MAX_LINES: Final = 400
_IN_BRACKETS: Final = re.compile(r"[ \t　]*[(（](?P<inner>[^()（）]{2,60})[)）][ \t　]*$")
_BLANK: Final = re.compile(r"[\s　_＿\-－―…・.．印㊞]*")
_NO_HEADING: Final = ("連絡先", "contact")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """
    Who stands behind a proposal; empty where nothing is said. Shown with the result, and logged nowhere.

    Attributes:
        name: Name.
        department: Department, with the position where one label stands over both.
        position: Position.
        contact: How to reach them: e-mail, extension, telephone.
    """

    name: str | None = None
    department: str | None = None
    position: str | None = None
    contact: str | None = None


NOBODY: Final = Person()


def labelled_person(text: str) -> tuple[str | None, Person]:
    """The title and the person of a document by its labels; the first of each kind that has a value."""
    if len(text) > _MAX_TITLE_CHARS * _MAX_LINES:
        text = text[: _MAX_TITLE_CHARS * _MAX_LINES]
    found = [item for item in labelled(text.split("\n")[:_MAX_LINES]) if not _BLANK.fullmatch(item.value)]
    title = _first(found, "title", _MAX_TITLE_CHARS)
    contacts = [
        contact(item.shown, item.value) for item in found if item.kind == "contact" and len(item.value) <= _MAX_CHARS
    ]
    return title, person(_first(found, "name"), _first(found, "department"), _first(found, "position"), contacts)


def person(name: str | None, department: str | None, position: str | None, contacts: Iterable[str]) -> Person:
    """A person from what labels or columns say; 山田 太郎（情報科学研究科・教授） says two things."""
    inner = _IN_BRACKETS.search(name) if name else None
    if name and inner and department is None and not inner["inner"].isascii() and inner.start():
        name, department = name[: inner.start()], inner["inner"]
    return Person(
        name=name or None,
        department=department or None,
        position=position or None,
        contact="、".join(dict.fromkeys(contacts)) or None,
    )


def contact(label: str, value: str) -> str:
    """A way to reach a person: with its label, unless that says nothing of it."""
    if "@" in value or label_key(label) in _NO_HEADING:
        return value
    return f"{label.strip(' 　:：')} {value}"


def _first(found: Sequence[Labelled], kind: Kind, most: int = _MAX_CHARS) -> str | None:
    """The value of a kind's first label; labels that may stand for somebody else, or say less, only without others."""
    of_kind = [item for item in found if item.kind == kind and len(item.value) <= most]
    best = min(of_kind, key=lambda item: (item.label in _SECOND, item.line), default=None)
    return None if best is None else " ".join(best.value.split())


def _from(kind: Kind, first: str) -> frozenset[str]:
    labels = LABELS[kind]
    return frozenset(map(label_key, labels[labels.index(first) :]))


# 氏名 stands also above the members of a team, and 所属機関 is the university.
_SECOND: Final = _from("name", "氏名") | _from("department", "所属機関")

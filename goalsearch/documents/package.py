"""The parts of an office file in Open Packaging Conventions (.docx, .pptx), and how they refer to each other."""

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from goalsearch.documents.archive import check_sizes
from goalsearch.documents.options import Limits
from goalsearch.documents.xml_stream import Silent, feed, local, split

ROOT: Final = ""
"""The package itself, as the part that the relations of the whole belong to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """
    A reference from one part to another.

    Attributes:
        kind: What the other is to the first: the last word of the relation's type, such as ``officeDocument``.
        target: The part that is meant; an address if ``is_external``.
        is_external: Whether the target lies outside the file. Nothing of the kind is ever fetched.
    """

    kind: str
    target: str
    is_external: bool


def relations(path: Path, archive: zipfile.ZipFile, part: str, limits: Limits) -> dict[str, Relation]:
    """
    The relations of ``part`` by their ids, in order.

    Raises:
        DocumentError: If they are no well-formed XML, or a bomb.
    """
    folder, name = posixpath.split(part)
    place = posixpath.join(folder, "_rels", f"{name}.rels")
    if place not in archive.NameToInfo:
        return {}
    member = archive.getinfo(place)
    check_sizes(path, archive, [member], limits)
    target = _Relations(folder, archive)
    feed(path, archive, member, target)
    return target.found


def main_part(path: Path, archive: zipfile.ZipFile, usual: str, limits: Limits) -> str | None:
    """The part that the package says is its document, ``usual`` where that is there; None if there is none."""
    if usual in archive.NameToInfo:
        return usual
    found = relations(path, archive, ROOT, limits).values()
    main = next((relation.target for relation in found if relation.kind == "officeDocument"), None)
    return main if main in archive.NameToInfo else None


def sheets_of(path: Path, archive: zipfile.ZipFile, main: str, limits: Limits) -> Iterator[tuple[str, str]]:
    """The names of the sheets of a workbook, and their parts."""
    related = relations(path, archive, main, limits)
    sheets = _SheetNames()
    feed(path, archive, archive.getinfo(main), sheets)
    for name, relation_id in sheets.found:
        relation = related.get(relation_id)
        if relation is not None and relation.target in archive.NameToInfo:
            yield name, relation.target


class _Relations(Silent):
    def __init__(self, folder: str, archive: zipfile.ZipFile) -> None:
        self.found: dict[str, Relation] = {}
        self._folder = folder
        self._archive = archive

    def start(self, _tag: str, attributes: dict[str, str]) -> None:
        if "Id" not in attributes or "Target" not in attributes:
            return
        is_external = attributes.get("TargetMode") == "External"
        target = attributes["Target"]
        self.found[attributes["Id"]] = Relation(
            kind=attributes.get("Type", "").rpartition("/")[2],
            target=target if is_external else self._part(target),
            is_external=is_external,
        )

    def _part(self, target: str) -> str:
        # Joining leaves an absolute name as it is; no name leads out of the archive, whatever it says.
        name = posixpath.normpath(posixpath.join("/", self._folder, target)).lstrip("/")
        return name if name in self._archive.NameToInfo else unquote(name)


class _SheetNames(Silent):
    def __init__(self) -> None:
        self.found: list[tuple[str, str]] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if split(tag)[1] == "sheet":
            values = local(attributes)
            self.found.append((values.get("name", ""), values.get("id", "")))

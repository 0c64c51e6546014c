"""The XML inside office files, read as a stream of events by a parser that expands and fetches nothing."""

import zipfile
from functools import lru_cache
from pathlib import Path
from typing import Final, Protocol
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from goalsearch.documents.source import shown
from goalsearch.errors import DocumentError

_PIECE_BYTES: Final = 64 * 1024


class Target(Protocol):
    """Takes the events of an XML document."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins; its name is ``{namespace}name``."""

    def end(self, tag: str) -> None:
        """An element ends."""

    def data(self, data: str) -> None:
        """Text inside an element; it may come in pieces."""

    def close(self) -> None:
        """The document is over."""


class Silent:
    """A `Target` that takes no notice of anything, for others to take part of it over."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, tag: str) -> None:
        """An element ends."""

    def data(self, data: str) -> None:
        """Text inside an element."""

    def close(self) -> None:
        """The document is over."""


def feed(path: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Target) -> None:
    """
    Hand all events of ``member``, a part of the office file ``path``, to ``target``.

    Raises:
        DocumentError: If the part is no well-formed XML, or declares entities.
    """
    # A document type declaration is where entity bombs and external entities begin; no office program writes one.
    parser = DefusedXMLParser(target=target, forbid_dtd=True)
    try:
        with archive.open(member) as stream:
            while piece := stream.read(_PIECE_BYTES):
                parser.feed(piece)
        parser.close()
    except DefusedXmlException as error:
        raise DocumentError("document.entities", file=shown(path)) from error
    except ParseError as error:
        raise DocumentError("document.damaged", file=shown(path), suffix=path.suffix.lower() or ".xml") from error


# An office file has a hundred or two of names, and thousands of tags.
@lru_cache(maxsize=4096)
def split(tag: str) -> tuple[str, str]:
    """Namespace and name of a tag."""
    namespace, _, name = tag.rpartition("}")
    return namespace[1:], name


def local(attributes: dict[str, str]) -> dict[str, str]:
    """Attributes by their names without namespaces."""
    return {name.rpartition("}")[2]: value for name, value in attributes.items()}

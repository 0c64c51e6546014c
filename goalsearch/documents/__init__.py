"""A proposal file to text: plain text, Word, PDF, web pages, and tables in which each row is a proposal."""

from goalsearch.defaults import PartName
from goalsearch.documents.document import Document, Note
from goalsearch.documents.options import Limits, ReadOptions
from goalsearch.documents.reader import iter_documents, read, read_one, read_text
from goalsearch.documents.section import Part, select_part

__all__ = [
    "Document",
    "Limits",
    "Note",
    "Part",
    "PartName",
    "ReadOptions",
    "iter_documents",
    "read",
    "read_one",
    "read_text",
    "select_part",
]

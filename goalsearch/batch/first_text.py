"""The language of a folder's texts, before any of them is matched: in it a run speaks to a user who named none."""

from pathlib import Path
from typing import Final

from goalsearch.batch.discovery import discover
from goalsearch.batch.options import BatchOptions
from goalsearch.documents import iter_documents
from goalsearch.text.language import TextLanguage, language_of

_MOST_TRIED: Final = 5
# A large one takes longer to open than the answer is worth.
_LARGEST_BYTES: Final = 4 * 1024 * 1024


def first_language(path: Path, options: BatchOptions) -> TextLanguage:
    """
    The language of the first text that can be read; ``none`` if none of the first few files has one.

    Args:
        path: The folder, or a single table.
        options: Which files are read, and how.

    Raises:
        BatchError: If there is no such folder.
    """
    listing = discover(path, include=options.include, exclude=options.exclude)
    small = [entry for entry in listing.entries if 0 < entry.size <= _LARGEST_BYTES]
    for entry in small[:_MOST_TRIED]:
        language = _language_in(listing.root / entry.path, options, listing.root)
        if language != "none":
            return language
    return "none"


def _language_in(path: Path, options: BatchOptions, root: Path) -> TextLanguage:
    try:
        for document in iter_documents(path, options=options.read_options(root)):
            language = language_of(document.text)
            if language != "none":
                return language
    # What is wrong with a file is for the run to say, when it comes to it.
    except Exception:  # noqa: BLE001, S110
        pass
    return "none"

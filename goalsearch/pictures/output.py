"""A picture as a file: which form a name asks for, and how it is written."""

from pathlib import Path
from typing import Final, NamedTuple

from goalsearch.documents.source import shown
from goalsearch.errors import PictureError
from goalsearch.messages import Language
from goalsearch.pictures.page import page
from goalsearch.pictures.picture import Picture
from goalsearch.reports.whole_file import replacing

SUFFIXES: Final = (".svg", ".html")


class Output(NamedTuple):
    """
    Where a picture goes.

    Attributes:
        path: The file.
    """

    path: Path

    @classmethod
    def named(cls, name: str, *, force: bool) -> "Output":
        """
        The output that a name asks for, by its suffix.

        Args:
            name: Name of the file.
            force: Whether to write over a file that exists.

        Raises:
            PictureError: If the suffix is not known, the folder around it does not exist, or the file does.
        """
        path = Path(name)
        if path.suffix.lower() not in SUFFIXES or path.is_dir():
            raise PictureError("picture.out_format", path=shown(path), suffixes=" ".join(SUFFIXES))
        if not path.absolute().parent.is_dir():
            raise PictureError("batch.out_missing_folder", path=shown(path))
        if path.exists() and not force:
            raise PictureError("batch.exists", path=shown(path))
        return cls(path)

    def write(self, picture: Picture, lang: Language) -> None:
        """
        Write a picture: whole or not at all, and until then what stood there before stays.

        Raises:
            PictureError: If it cannot be written.
        """
        is_page = self.path.suffix.lower() == ".html"
        content = page(picture, lang) if is_page else picture.svg(lang, standalone=True)
        try:
            with replacing(self.path) as partial:
                partial.write_text(content, encoding="utf-8", newline="\n")
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise PictureError("picture.unwritable", path=shown(self.path), reason=reason) from error

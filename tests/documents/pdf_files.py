"""PDF files for tests, written object by object: texts at places, in a font without outlines."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

SIZE = 10.0


@dataclass(frozen=True)
class Text:
    """
    Letters at a place.

    Attributes:
        x: Where the first one begins, in points from the left.
        y: Height that they stand on.
        text: The letters; western ones are half as wide as their size.
        size: Their size.
        operators: Operators put before, such as ``2 Tc``.
        pitch: Each letter is shown by itself, so far from the one before; None for the width of the letters.
        offset: Moved so far after each letter by an array of offsets, in points.
        turn: ``a b c d`` of the text matrix.
    """

    x: float
    y: float
    text: str
    size: float = SIZE
    operators: str = ""
    pitch: float | None = None
    offset: float | None = None
    turn: str = "1 0 0 1"

    def stream(self, codes: dict[str, str]) -> str:
        """What shows the letters on a page."""
        begin = f"BT /F {self.size} Tf {self.operators} {self.turn} {self.x} {self.y} Tm"
        signs = [f"<{codes[sign]}>" for sign in self.text]
        if self.pitch is not None:
            return f"{begin} {f' Tj {self.pitch} 0 Td '.join(signs)} Tj ET\n"
        if self.offset is not None:
            return f"{begin} [{f' {-1000 * self.offset / self.size} '.join(signs)}] TJ ET\n"
        return f"{begin} {''.join(signs).replace('><', '')} Tj ET\n"


Placed = tuple[float, float, str] | Text


def font(signs: Sequence[str]) -> tuple[list[bytes], dict[str, str]]:
    """
    Objects 3 to 6, and the code of each sign: a font whose signs are boxes, with a table of what they mean.

    Its outlines are its own, so that no font of the machine plays a part; it holds 255 signs at most.
    """
    codes = {sign: f"{code:02x}" for code, sign in enumerate(dict.fromkeys(signs), start=1)}
    names = [b"/n" if sign.isascii() else b"/w" for sign in codes]
    return [
        b"<</Type/Font/Subtype/Type3/FontBBox[0 -200 1000 800]/FontMatrix[.001 0 0 .001 0 0]/FirstChar 1/LastChar %d"
        b"/Widths[%s]/Encoding<</Differences[1 %s]>>/CharProcs<</n 4 0 R/w 5 0 R>>/ToUnicode 6 0 R/Resources<<>>>>"
        % (len(codes), b" ".join(b"500" if name == b"/n" else b"1000" for name in names), b" ".join(names)),
        packed_stream(b"500 0 0 -200 500 800 d1 0 -200 500 1000 re f"),
        packed_stream(b"1000 0 0 -200 1000 800 d1 0 -200 1000 1000 re f"),
        packed_stream(_meanings(codes)),
    ], codes


def font_without_meanings(signs: Sequence[str]) -> tuple[list[bytes], dict[str, str]]:
    """The same of a font that tells nothing about what its signs mean."""
    codes = {sign: f"{code:04x}" for code, sign in enumerate(dict.fromkeys(signs), start=1)}
    return [
        b"<</Type/Font/Subtype/Type0/BaseFont/Test/Encoding/Identity-H/DescendantFonts[4 0 R]>>",
        (
            b"<</Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo<</Registry(A)/Ordering(B)/Supplement 0>>"
            b"/DW 1000/FontDescriptor 5 0 R>>"
        ),
        b"<</Type/FontDescriptor/FontName/Test/Flags 4/FontBBox[0 -200 1000 800]/Ascent 800/Descent -200/StemV 80>>",
        packed_stream(b""),
    ], codes


def _meanings(codes: dict[str, str]) -> bytes:
    lines = "\n".join(f"<{code}> <{sign.encode('utf-16-be').hex()}>" for sign, code in codes.items())
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def\n"
        f"1 begincodespacerange <00> <ff> endcodespacerange\n{len(codes)} beginbfchar\n{lines}\nendbfchar\n"
        "endcmap end end"
    ).encode()


def packed_stream(data: bytes, more: bytes = b"") -> bytes:
    """A stream object of ``data``, with more entries in its dictionary."""
    packed = zlib.compress(data)
    return b"<</Length %d/Filter/FlateDecode%s>>stream\n%s\nendstream" % (len(packed), more, packed)


def write(path: Path, pages: Sequence[Sequence[Placed]], *, drawing: bytes = b"", has_table: bool = True) -> Path:
    """A PDF of pages with texts at places; ``drawing`` is put on each page too."""
    shown = [[text if isinstance(text, Text) else Text(*text) for text in page] for page in pages]
    make = font if has_table else font_without_meanings
    objects_of_font, codes = make([sign for page in shown for text in page for sign in text.text])
    first = 3 + len(objects_of_font)
    kids = " ".join(f"{first + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode(),
        *objects_of_font,
    ]
    for n, page in enumerate(shown):
        content = "".join(text.stream(codes) for text in page)
        objects += [
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R>>"
            % (first + 2 * n + 1),
            packed_stream(content.encode() + drawing),
        ]
    return write_objects(path, objects)


def write_objects(path: Path, objects: Sequence[bytes]) -> Path:
    """A PDF of these objects, numbered from 1; the first is its catalogue."""
    data, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    entries = b"".join(b"%010d 00000 n \n" % place for place in places)
    data += b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        entries,
        len(objects) + 1,
        len(data),
    )
    path.write_bytes(data)
    return path


def lines(*texts: str, x: float = 60, top: float = 700, pitch: float = 16) -> list[Placed]:
    """Lines one below the other."""
    return [(x, top - pitch * n, text) for n, text in enumerate(texts)]

"""Files that are no proposals or cannot be read as one, and the advice for each: ``document.unsupported.<advice>``."""

import itertools
import re
from collections.abc import Iterator, Mapping
from typing import Final

_SUFFIXES: Final[Mapping[str, str]] = {
    "word97": "doc dot rtf wps pages",
    "ichitaro": "jtd jtt jtdc jttc",
    "slides": "ppt pps pot key",
    "spreadsheet": "numbers xlw",
    "json": "json geojson",
    "archive": "crx zip lzh 7z rar gz tgz tar bz2 xz cab dmg iso",
    "mail": "msg oft pst ost emlx mbox",
    "archived_page": "mht mhtml webarchive maff",
    "pointer": (
        "gdoc gsheet gslides gform gdraw gsite gmap gjam url webloc website lnk desktop alias paper boxnote dropbox"
    ),
    "calendar": "ics ical vcs vcf vcard",
    "image": (
        "jpg jpeg jpe jfif png gif tif tiff bmp heic heif webp avif svg svgz ico ai eps ps psd emf wmf vsd vsdx drawio"
    ),
    "docuworks": "xdw xbd xct",
    "media": "vtt srt ass mp3 wav m4a aac flac ogg mp4 m4v mov avi wmv mkv webm",
    "program": (
        "css scss less js mjs ts jsx tsx map py pyc ipynb rb pl php java class jar c cc cpp h hpp cs go rs swift vb vbs"
        " sh bash bat cmd ps1 exe dll msi sys so dylib app db sqlite mdb accdb sql ini cfg conf toml yaml yml"
        " f f90 for m mat nb lua pro patch diff gnuplot plt sty cls bst aux bbl toc properties rdp pem crt cer sig md5"
        " sha1 sha256 sha512 m3u m3u8 pls ttl fasta fa pdb cif mol sdf dwg dxf step stp stl obj onetoc2 one pub"
        " r mpp lock tmp swp swo partial bak part crdownload download torrent reg plist woff woff2 ttf otf eot"
        " xsl xslt dtd xsd csproj vcxproj sln asd mm xmind mindnode scpt jl kt kts dart scala f03 fls out nfo"
        " prn fdf p7s"
        " h5 hdf5 npy npz pkl mph wl har gitignore gitattributes editorconfig po mo pot rdata sav dta sas7bdat"
    ),
    "markup": "xml rdf owl xps oxps epub mobi azw3 djvu hwp hwpx",
}


def _by_suffix() -> Iterator[tuple[str, str]]:
    for advice, suffixes in _SUFFIXES.items():
        yield from zip((f".{suffix}" for suffix in suffixes.split()), itertools.repeat(advice))


ADVICE_BY_SUFFIX: Final = dict(_by_suffix())
"""Suffix to what the message advises."""

_SIGNATURES: Final = (
    (b"{\\rtf", "word97"),
    (b"\x89PNG\r\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"%!PS", "image"),
    (b"\x1f\x8b", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"Rar!\x1a\x07", "archive"),
    (b"bplist00", "pointer"),
)
# What a text begins with that nobody wrote, whatever it is called.
_BEGINNINGS: Final = (
    (re.compile(rb"BEGIN:(?:VCALENDAR|VCARD)\b", re.I), "calendar"),
    (re.compile(rb"\[(?:InternetShortcut|Desktop Entry)\]", re.I), "pointer"),
    (re.compile(rb'\{\s*"":\s*"WARNING|\{\s*"(?:doc_id|resource_id|url|email|shortcut_id)"\s*:', re.I), "pointer"),
    (
        re.compile(rb"From: <(?:Saved by)|(?:[\w-]+:[^\n]*\n){0,8}?Content-Type: multipart/related", re.I),
        "archived_page",
    ),
    (re.compile(rb"(?:<\?xml[^>]*>\s*)?(?:<!DOCTYPE plist|<plist)\b", re.I), "pointer"),
    (re.compile(rb"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!DOCTYPE svg[^>]*>\s*)?<svg\b", re.I | re.S), "image"),
    (re.compile(rb"https?://\S+\s*\Z"), "pointer"),
    (re.compile(rb"#!\s*/|-----BEGIN [A-Z ]+-----"), "program"),
)
_PAGE: Final = re.compile(rb"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!DOCTYPE html|html)\b", re.I | re.S)
_TABLE_PAGE: Final = re.compile(
    rb"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!DOCTYPE html|html|head|meta|style|body|table|div)\b", re.I | re.S
)
# What Excel, LibreOffice and Google's tables write into the pages that they save.
_SHEET_PAGE: Final = re.compile(
    rb"""<meta[^>]*content=["']?(?:Excel\.Sheet|Microsoft Excel)|a\.comment-indicator\b"""
    rb"""|<table[^>]*class=["']?waffle\b""",
    re.I,
)
_FLAT_WORD: Final = re.compile(
    rb"(?:<\?[^>]*>\s*)*<pkg:package\b(?=.{0,4000}?/word/)"
    rb"|(?:<\?xml[^>]*>\s*)?<\?mso-application\s+progid=.Word\.Document.\?>\s*<pkg:package\b",
    re.I | re.S,
)
_ARCHIVE: Final = re.compile(rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,12}?Content-Type:\s*multipart/related", re.I)
# A page of the web names where it was; Office names a file, or itself.
_OF_FILE: Final = re.compile(rb"^Content-Location:\s*file:|schemas-microsoft-com:office:(?:word|excel)", re.I | re.M)
_RECORDS: Final = re.compile(
    rb"TY  ?- ?\w|PMID ?- ?[0-9]|%0 \w|FN (?:Clarivate|Thomson)|@[a-z]+\s*\{[^,{}\s]*,\s*[\w-]+\s*=", re.I
)
_MARKUP: Final = re.compile(rb"<\?xml\s", re.I)


def advice_by_content(head: bytes) -> str | None:
    """What to advise for a file that begins with ``head``, whatever it is called; None if nothing is against it."""
    return next((advice for signature, advice in _SIGNATURES if head.startswith(signature)), None)


def advice_by_beginning(head: bytes) -> str | None:
    """What to say of a text that a program wrote for itself."""
    start = _start(head)
    # What programs write begins in ASCII, and most texts in Japanese do not.
    if start[:1] >= b"\x80":
        return None
    for pattern, advice in _BEGINNINGS:
        if pattern.match(start):
            return advice
    return "markup" if _MARKUP.match(start) and not is_page(head) else None


def is_page(head: bytes) -> bool:
    """Whether a text begins as a web page does."""
    return _PAGE.match(_start(head)) is not None


def is_table_page(head: bytes) -> bool:
    """Whether a text begins as a web page does, or as a piece of one with a table in it."""
    return _TABLE_PAGE.match(_start(head)) is not None


def is_sheet_page(head: bytes) -> bool:
    """Whether a web page says that a program for tables wrote it."""
    # In UTF-16 every other byte of the marks is none.
    return _SHEET_PAGE.search(head.replace(b"\0", b"")) is not None


def is_records(head: bytes) -> bool:
    """Whether a text begins as records of literature do, which services hand out as .txt."""
    return _RECORDS.match(_start(head)) is not None


def is_flat_word(head: bytes) -> bool:
    """Whether a text begins as a Word document that is one XML file ("flat OPC")."""
    return _FLAT_WORD.match(_start(head)) is not None


def is_office_archive(head: bytes) -> bool:
    """Whether a text begins as a document that Office, or a browser from a file, saved as a single page (.mht)."""
    return _ARCHIVE.match(_start(head)) is not None and _OF_FILE.search(head) is not None


def _start(head: bytes) -> bytes:
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()

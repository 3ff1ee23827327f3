"""What a file really is, told by its content; everything but a workbook and a text table is refused by name."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Literal

from explorer.errors import Refusal, Said
from explorer.i18n import N_

#: Bytes of a file that people may load.
LARGEST_FILE = 50_000_000

TEXT_ENDINGS = (".csv", ".txt", ".tsv")
_AS_XLSX = N_("Open it in Excel or LibreOffice, save it as “Excel workbook (.xlsx)”, and load that file.")
_OTHERS = (
    (b"%PDF", N_("a PDF file")),
    (b"\x89PNG", N_("a picture")),
    (b"\xff\xd8\xff", N_("a picture")),
    (b"GIF8", N_("a picture")),
    (b"{\\rtf", N_("a text document")),
    (b"7z\xbc\xaf", N_("a packed archive")),
    (b"Rar!", N_("a packed archive")),
    (b"\x1f\x8b", N_("a packed archive")),
    (b"MZ", N_("a program")),
    (b"\x7fELF", N_("a program")),
)


def told_apart(name: str, data: bytes) -> Literal["xlsx", "csv"]:
    """``xlsx`` for anything zipped (what is in it is looked at later), ``csv`` for text, else a ``Refusal``.

    Refused too: files over ``LARGEST_FILE``, empty ones, and a name that promises something else.
    """
    if len(data) > LARGEST_FILE:
        raise Refusal(
            N_("{name} is larger than {limit} MB."),
            N_("Take pictures and sheets without a plan out of the file, and load it again."),
            name=name,
            limit=LARGEST_FILE // 1_000_000,
        )
    if not data.strip(b"\0 \r\n\t"):
        raise Refusal(N_("{name} is empty."), N_("Choose the file that holds the plan."), name=name)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        _refuse_compound(name, data)
    for magic, kind in _OTHERS:
        if data.startswith(magic):
            refuse_kind(name, kind)
    ending = PurePath(name).suffix.lower()
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return "xlsx"
    _refuse_markup(name, data)
    if b"\0" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        refuse_kind(name, N_("no text and no workbook, or a damaged one"))
    if ending and ending not in TEXT_ENDINGS:
        raise Refusal(
            N_("{name} is called {ending}, but is plain text inside."),
            N_("If it is a table, rename it so that it ends in .csv; else choose the workbook itself."),
            name=name,
            ending=ending,
        )
    return "csv"


def check_ending(name: str) -> None:
    """Refuse a workbook whose name promises something else."""
    ending = PurePath(name).suffix.lower()
    if ending and ending != ".xlsx":
        raise Refusal(
            N_("{name} is called {ending}, but is an Excel workbook inside."),
            N_("Rename it so that it ends in .xlsx, and load it again."),
            name=name,
            ending=ending,
        )


def refuse_package(name: str, parts: dict[str, str], mimetype: bytes, types: str) -> None:
    """Refuse what is zipped, but no workbook without macros.

    ``parts`` are the names in the archive in small letters; ``mimetype`` is the content of the entry of that
    name, ``types`` that of ``[Content_Types].xml``.
    """
    if mimetype.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        refuse_kind(name, N_("a LibreOffice table (.ods)"))
    if mimetype.startswith(b"application/vnd.oasis.opendocument"):
        refuse_kind(name, N_("a LibreOffice document"))
    if any(part.endswith("vbaproject.bin") for part in parts) or "macroEnabled" in types:
        raise Refusal(
            N_("{name} is a workbook with macros."),
            N_("Save it as “Excel workbook (.xlsx)”, which has no macros, and load that file."),
            name=name,
        )
    if "xl/workbook.bin" in parts:
        refuse_kind(name, N_("a binary Excel workbook (.xlsb)"))
    for start, kind in (
        ("word/", N_("a Word document")),
        ("ppt/", N_("a PowerPoint presentation")),
    ):
        if any(part.startswith(start) for part in parts):
            refuse_kind(name, kind)
    if not any(part.startswith("xl/") for part in parts):
        refuse_kind(name, N_("a packed archive"))


def refuse_kind(name: str, kind: str) -> None:
    """Refuse a file and say what it really is."""
    raise Refusal(N_("{name} is {kind}, not an Excel workbook."), _AS_XLSX, name=name, kind=Said(kind))


def damaged(name: str) -> Refusal:
    """The refusal of a workbook that cannot be read."""
    return Refusal(
        N_("{name} cannot be read as an Excel file: it is damaged."),
        N_("Open it in Excel, let Excel repair it, save it again as .xlsx, and load that file."),
        name=name,
    )


def _refuse_compound(name: str, data: bytes) -> None:
    # The directory of such a file names its streams in UTF-16.
    if "EncryptedPackage".encode("utf-16-le") in data or "EncryptionInfo".encode("utf-16-le") in data:
        raise Refusal(
            N_("{name} is protected with a password."),
            N_("Open it in Excel, take the password out under File → Info, save it, and load it again."),
            name=name,
        )
    if "WordDocument".encode("utf-16-le") in data:
        refuse_kind(name, N_("a Word document"))
    refuse_kind(name, N_("a workbook of an old kind (.xls)"))


def _refuse_markup(name: str, data: bytes) -> None:
    start = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if re.match(rb"<(!doctype html|html|table|head|body)\b", start, re.IGNORECASE):
        refuse_kind(name, N_("a web page"))
    if start.startswith((b"<?xml", b"<Workbook")):
        refuse_kind(name, N_("an XML file"))
    if start.startswith((b"{", b"[{")):
        raise Refusal(
            N_("{name} is called {ending}, but holds JSON."),
            N_("Rename it so that it ends in .json, and load it again."),
            name=name,
            ending=PurePath(name).suffix.lower(),
        )

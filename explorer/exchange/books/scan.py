"""A look through a workbook's bytes before anything unpacks it: whatever could cost memory or do harm is refused."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from explorer.errors import Refusal
from explorer.exchange.books.kinds import damaged, refuse_package
from explorer.exchange.books.sheet_scan import LongTextError, Scanner, SheetScan
from explorer.i18n import N_

#: Bytes of all parts unpacked.
LARGEST_CONTENT = 300_000_000
#: How often a part may be larger than its packed form; real sheets stay below a hundred.
STRONGEST_PACKING = 250
MOST_PARTS = 5_000

_CHUNK = 1 << 18
#: Parts of an archive this small may be packed as they like.
_SMALL = 5_000_000
_LINKED = re.compile(r"<(?:\w+:)?Relationship\b[^>]*>")
_READ_LATER = ("[content_types].xml", "mimetype")


@dataclass
class Scan:
    """What the look found: by part of the archive, the sheets in it."""

    sheets: dict[str, SheetScan] = field(default_factory=dict)


def scan(name: str, data: bytes) -> Scan:
    """Look through the zipped workbook ``data`` called ``name``.

    Raises a ``Refusal`` for what is too large when unpacked, encrypted, damaged, of another kind, has macros,
    embedded objects, links to other files, declarations of types in its XML, or sheets over the limits.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _scanned(name, archive)
    except Refusal:
        raise
    except LongTextError:
        raise _too_large(name) from None
    except Exception as error:
        # zipfile, zlib and expat have a dozen errors between them; all of them mean the same here.
        raise damaged(name) from error


def _scanned(name: str, archive: zipfile.ZipFile) -> Scan:
    entries = archive.infolist()
    names = {entry.filename.lower(): entry.filename for entry in entries}
    if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > LARGEST_CONTENT:
        raise _too_large(name)
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refusal(
            N_("{name} is protected with a password."),
            N_("Open it in Excel, take the password out under File → Info, save it, and load it again."),
            name=name,
        )
    if len(names) < len(entries) or any(_odd(part) for part in names):
        raise damaged(name)
    small = {part: _small(name, archive, names[part]) for part in _READ_LATER if part in names}
    types = small.get("[content_types].xml", b"").replace(b"\0", b"").decode("utf-8", "replace")
    refuse_package(name, names, small.get("mimetype", b""), types)
    _refuse_foreign_parts(name, names)
    scanner = Scanner(name)
    # All of it is unpacked once only to be measured: what is far too much is not looked into.
    scanner.expect(_measured(name, archive, entries))
    found = Scan()
    for entry in entries:
        part, kept = scanner.part(), b""
        for chunk in _chunks(archive, entry):
            part.feed(chunk)
            if entry.filename.lower().endswith(".rels"):
                kept += chunk
        sheet = part.close()
        if sheet is not None:
            found.sheets[entry.filename] = sheet
        if kept:
            _refuse_links(name, kept)
    return found


def _measured(name: str, archive: zipfile.ZipFile, entries: Iterable[zipfile.ZipInfo]) -> int:
    """How many elements the parts have at most; what is too large when unpacked is refused."""
    total = elements = 0
    for entry in entries:
        packed, size = max(entry.compress_size, 1), 0
        for chunk in _chunks(archive, entry):
            size += len(chunk)
            total += len(chunk)
            if total > LARGEST_CONTENT or (size > _SMALL and size > packed * STRONGEST_PACKING):
                raise _too_large(name)
            if not entry.filename.startswith("xl/media/"):
                elements += chunk.count(b"<") - chunk.count(b"</")
    return elements


def _chunks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    if entry.is_dir():
        return
    with archive.open(entry) as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _small(name: str, archive: zipfile.ZipFile, part: str) -> bytes:
    with archive.open(part) as file:
        content = file.read(_SMALL)
    if len(content) == _SMALL:
        raise _too_large(name)
    return content


def _odd(part: str) -> bool:
    return part.startswith("/") or "\\" in part or "\0" in part or ".." in part.split("/")


def _refuse_foreign_parts(name: str, parts: dict[str, str]) -> None:
    if any(part.startswith("xl/externallinks/") for part in parts):
        raise _linked(name)
    if any("/embeddings/" in part or "oleobject" in part or "/activex/" in part for part in parts):
        raise Refusal(
            N_("{name} has other files embedded in it."),
            N_("Take the embedded objects out in Excel, save it again as .xlsx, and load that file."),
            name=name,
        )


def _refuse_links(name: str, relations: bytes) -> None:
    text = relations.replace(b"\0", b"").decode("utf-8", "replace")
    for relation in _LINKED.findall(text):
        # An address to click on is harmless: nobody follows it unasked.
        if re.search(r"TargetMode\s*=\s*[\"']External", relation) and not re.search(
            r"/hyperlink[\"']", relation
        ):
            raise _linked(name)


def _linked(name: str) -> Refusal:
    return Refusal(
        N_("{name} takes values from other files."),
        N_("In Excel, choose Data → Edit Links → Break Link, save the file, and load it again."),
        name=name,
    )


def _too_large(name: str) -> Refusal:
    return Refusal(
        N_("{name} would be far too large when unpacked (more than {limit} MB)."),
        N_("Copy the rows of the plan into a new workbook, and load that one."),
        name=name,
        limit=LARGEST_CONTENT // 1_000_000,
    )

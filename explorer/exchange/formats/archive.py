"""ZIP archives that are the same for the same content, and that are opened without trusting what they say."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping

from explorer.errors import BadPlan
from explorer.i18n import N_

#: Bytes that an archive may unfold to, all entries together, and how many entries it may have.
MOST_BYTES = 300 * 2**20
MOST_ENTRIES = 1000
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_CHUNK = 2**20
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1


def packed(entries: Mapping[str, bytes], comment: bytes = b"") -> bytes:
    """A ZIP archive with these entries in this order; the same entries are the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in entries.items():
            # Neither the clock nor the machine may show in it.
            entry = zipfile.ZipInfo(name, _FIRST_DAY)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
        archive.comment = comment
    return out.getvalue()


def unpacked(data: bytes, what: str, most: int = MOST_BYTES) -> dict[str, bytes]:
    """The entries of a ZIP archive by name, in its order, without folders; nothing is written anywhere.

    ``what`` is what people call the file. Raises ``BadPlan`` for anything that is not a whole archive of plain
    names, and for one that unfolds to more than ``most`` bytes, whatever it says about its sizes.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            if len(infos) > MOST_ENTRIES:
                raise _too_much(what)
            found: dict[str, bytes] = {}
            for info in infos:
                _check_entry(info, found, what)
                content = _content(archive, info, most, what)
                most -= len(content)
                found[info.filename] = content
            return found
    # Damaged archives make the library fail in many ways, among them with errors of struct and of codecs.
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        ValueError,
        OSError,
        RuntimeError,
        LookupError,
    ) as error:
        raise BadPlan(
            N_("{name} is damaged or no ZIP archive."),
            N_("Copy or download the file again."),
            name=what,
        ) from error


def _check_entry(info: zipfile.ZipInfo, found: Mapping[str, bytes], what: str) -> None:
    name = info.filename
    parts = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0] or "\0" in info.orig_filename:
        raise BadPlan(
            N_("{name} has an entry that leads out of the archive: {entry}."),
            N_("Do not use this file; make a new one with zielnetz export."),
            name=what,
            entry=name,
        )
    if name in found:
        raise BadPlan(
            N_("{name} has two entries with the name {entry}."),
            N_("Do not use this file; make a new one with zielnetz export."),
            name=what,
            entry=name,
        )
    if info.flag_bits & _ENCRYPTED:
        raise BadPlan(
            N_("{name} is protected by a password."),
            N_("Save it without a password and try again."),
            name=what,
        )
    if info.compress_type not in _METHODS:
        raise BadPlan(
            N_("{name} is compressed in a way that is not read here."),
            N_("Pack it as an ordinary ZIP archive."),
            name=what,
        )


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int, what: str) -> bytes:
    """What an entry unfolds to; counted while it does, since its header may lie."""
    parts, size = [], 0
    with archive.open(info) as stream:
        while part := stream.read(_CHUNK):
            size += len(part)
            if size > most:
                raise _too_much(what)
            parts.append(part)
    return b"".join(parts)


def _too_much(what: str) -> BadPlan:
    return BadPlan(
        N_("{name} unfolds to far more than a plan can hold; it was not read."),
        N_("Check where the file comes from; a plan's files are a few megabytes."),
        name=what,
    )

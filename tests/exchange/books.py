"""Workbooks and text tables as people would have them, built from rows."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence

import xlsxwriter

#: The first sheet's part in the archive.
SHEET = "xl/worksheets/sheet1.xml"


def book_of(
    rows: Iterable[Sequence[object]],
    name: str = "Tabelle1",
    merged: Iterable[str] = (),
    more: Mapping[str, Iterable[Sequence[object]]] = {},
    epoch1904: bool = False,
) -> bytes:
    """An .xlsx of these rows (dates as dates, texts as texts), merged ranges as ``A2:A5``, and more sheets."""
    out = io.BytesIO()
    options = {"in_memory": True, "default_date_format": "dd.mm.yyyy", "date_1904": epoch1904}
    with xlsxwriter.Workbook(
        out, {**options, "strings_to_formulas": False, "strings_to_urls": False}
    ) as workbook:
        for title, content in {name: rows, **more}.items():
            sheet = workbook.add_worksheet(title)
            for number, row in enumerate(content):
                sheet.write_row(number, 0, row)
            for area in merged if title == name else ():
                # The value of the first cell stays, as in Excel.
                sheet.merge_range(area, None)
        for area in merged:
            _restore(workbook.get_worksheet_by_name(name), area, list(rows))
    return out.getvalue()


def text_of(rows: Iterable[Sequence[object]], delimiter: str = ";", encoding: str = "utf-8-sig") -> bytes:
    """A text table of these rows, quoted where it must be."""
    lines = (delimiter.join(_quoted(cell, delimiter) for cell in row) for row in rows)
    return ("\r\n".join(lines) + "\r\n").encode(encoding)


def package(data: bytes, parts: Mapping[str, str | bytes | None], level: int = 6) -> bytes:
    """The workbook with these parts replaced or added; a part of None is taken out. ``level``: of packing, 1 to 9."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as new,
    ):
        for name in dict.fromkeys([*old.namelist(), *parts]):
            content = parts.get(name, old.read(name) if name in old.namelist() else None)
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()


def _quoted(cell: object, delimiter: str) -> str:
    text = "" if cell is None else str(cell)
    return '"' + text.replace('"', '""') + '"' if any(c in text for c in f'{delimiter}"\n') else text


def _restore(sheet: object, area: str, rows: Sequence[Sequence[object]]) -> None:
    from openpyxl.utils import range_boundaries

    left, top, _right, _bottom = range_boundaries(area)
    sheet.write(top - 1, left - 1, rows[top - 1][left - 1])

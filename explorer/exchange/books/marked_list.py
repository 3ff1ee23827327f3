"""The sheet in front of a marked copy: every problem in a row, with a link to its cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.hyperlink import Hyperlink

from explorer.exchange.book import CellValue
from explorer.exchange.problems import Problem, Severity
from explorer.i18n import Language, _, _n

#: Rows of the list; what is more is only counted.
MOST_LISTED = 20_000

_LONGEST = 32_000
_WIDTHS = (12, 24, 8, 8, 22, 52, 44, 52)
_HEADING = PatternFill("solid", fgColor="FFE7E6E6")


@dataclass(frozen=True)
class Mark:
    """A problem, the sheet of the copy it lies in, and the cell to go to; ``in_cell``: it is that cell's own."""

    problem: Problem
    sheet: str = ""
    cell: str = ""
    in_cell: bool = False


def add_list(
    workbook: openpyxl.Workbook,
    title: str,
    marks: Sequence[Mark],
    words: Mapping[Severity, str],
    fills: Mapping[Severity, str],
    lang: Language | None,
) -> None:
    """Put a sheet called ``title`` in front, with a row for each of ``marks``; ``words`` are message ids."""
    sheet = workbook.create_sheet(title, 0)
    workbook.active = 0
    counted = len(marks)
    put(sheet["A1"], _n("{count} note on this file", "{count} notes on this file", counted, lang))
    put(
        sheet["A2"],
        _(
            "Cells with a note are coloured and have a comment. This sheet is not read when the file is loaded.",
            lang,
        ),
    )
    sheet["A1"].font = Font(bold=True, size=14)
    headings = (
        _("Weight", lang),
        _("Sheet or file", lang),
        _("Row", lang),
        _("Cell", lang),
        _("Column", lang),
        _("What is wrong", lang),
        _("What it means", lang),
        _("How to mend it", lang),
    )
    for column, (heading, width) in enumerate(zip(headings, _WIDTHS, strict=True), 1):
        cell = sheet.cell(4, column)
        put(cell, heading)
        cell.font, cell.fill = Font(bold=True), _HEADING
        sheet.column_dimensions[cell.column_letter].width = width
    for number, mark in enumerate(marks[:MOST_LISTED], 5):
        _row(sheet, number, mark, words, fills, lang)
    if counted > MOST_LISTED:
        put(sheet.cell(5 + MOST_LISTED, 1), _n("{count} more", "{count} more", counted - MOST_LISTED, lang))
    sheet.freeze_panes = "A5"
    if marks:
        sheet.auto_filter.ref = f"A4:H{4 + min(counted, MOST_LISTED)}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = openpyxl.worksheet.properties.PageSetupProperties(fitToPage=True)


def put(cell: openpyxl.cell.Cell, value: CellValue) -> None:
    """Write a value; text stays text, whatever it begins with."""
    if not isinstance(value, str):
        cell.value = value
        return
    text = plain(value)
    cell.value = text
    cell.data_type = "s"
    if text[:1] in tuple("=+-@"):
        cell.quotePrefix = True


def plain(text: str) -> str:
    """The text as XML can hold it, and not longer than a cell may be."""
    kept = ILLEGAL_CHARACTERS_RE.sub("", text)
    kept = "".join(c for c in kept if not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
    return kept if len(kept) <= _LONGEST else kept[: _LONGEST - 1] + "…"


def _row(
    sheet: openpyxl.worksheet.worksheet.Worksheet,
    number: int,
    mark: Mark,
    words: Mapping[Severity, str],
    fills: Mapping[Severity, str],
    lang: Language | None,
) -> None:
    one = mark.problem
    what, remedy = one.told(lang)
    name = mark.cell if mark.in_cell else ""
    said = (what, one.means(lang), remedy)
    texts = (_(words[one.severity], lang), one.where, one.row or None, name, one.column, *said)
    for index, value in enumerate(texts, 1):
        cell = sheet.cell(number, index)
        put(cell, value)
        cell.alignment = Alignment(vertical="top", wrap_text=index > 1)
    sheet.cell(number, 1).fill = PatternFill("solid", fgColor=fills[one.severity])
    if mark.cell:
        cell = sheet.cell(number, 4 if name else 3)
        quoted = mark.sheet.replace("'", "''")
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!{mark.cell}")
        cell.font = Font(underline="single", color="FF0563C1")

"""The tables of a report as an Excel file: real numbers, frozen headers, filters, fitting widths; text stays text."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

import xlsxwriter

from explorer.picture.palette import STATES
from explorer.report.content import Report, Table
from explorer.report.tables import tables_of

_NARROWEST, _WIDEST = 8, 60
#: Columns of the matrix before its cells.
_BEFORE = 2
#: Excel's own limit for the text of a cell.
_MOST_TEXT = 32_767


def as_xlsx(report: Report) -> bytes:
    """An Excel file with one sheet for each table; the cells of the matrix show their state by sign and colour."""
    return tables_as_xlsx(tables_of(report), report.title, report.day)


def tables_as_xlsx(tables: Iterable[Table], title: str, day: date) -> bytes:
    """An Excel file with one sheet for each table; the same tables, title and day give the same bytes."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": title, "author": "Zielnetz", "created": datetime.combine(day, time())})
        for table in tables:
            _write(book, table)
    return out.getvalue()


def _write(book: Any, table: Table) -> None:
    page = book.add_worksheet(_sheet_name(table.name))
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    looks = {state: _look(book, state) for state in {s for row in table.states for s in row}}
    for column, heading in enumerate(table.headings):
        page.write_string(0, column, _text(heading), head)
        page.set_column(column, column, _width(table, column))
    for row, cells in enumerate(table.rows):
        for column, cell in enumerate(cells):
            look = plain
            if row < len(table.states) and 0 <= column - _BEFORE < len(table.states[row]):
                look = looks[table.states[row][column - _BEFORE]]
            if isinstance(cell, int | float) and not isinstance(cell, bool):
                page.write_number(row + 1, column, cell, look)
            else:
                page.write_string(row + 1, column, _text(cell), look)
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, max(1, len(table.rows)), len(table.headings) - 1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _look(book: Any, state: str) -> Any:
    """A number stays a number; the sign in front of it is part of how it is shown."""
    look = STATES["light"][state]
    return book.add_format(
        {
            "num_format": f'"{look.symbol}" 0' if state in ("deep", "shallow") else f'"{look.symbol}"',
            "bg_color": look.fill,
            "font_color": look.ink,
            "border": 1,
            "border_color": look.border,
            "align": "center",
            "valign": "top",
        }
    )


def _width(table: Table, column: int) -> int:
    """As wide as the longest line, within reason; a heading over numbers may wrap."""
    longest = max((len(_text(row[column])) for row in table.rows), default=0)
    numbers = all(isinstance(row[column], int | float | None) for row in table.rows)
    heading = min(len(table.headings[column]), 18) if numbers else len(table.headings[column])
    # Two for the button of the filter.
    return min(max(longest + 2, heading + 4, _NARROWEST), _WIDEST)


def _sheet_name(name: str) -> str:
    return "".join(c for c in name if c not in "[]:*?/\\'")[:31] or "Zielnetz"


def _text(cell: Any) -> str:
    return "" if cell is None else str(cell).encode("utf-8", "replace").decode("utf-8")[:_MOST_TEXT]

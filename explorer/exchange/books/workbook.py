"""The door for spreadsheets: bytes that somebody chose become a book of plain values, or a refusal with a remedy."""

from __future__ import annotations

from explorer.errors import Refusal
from explorer.exchange.book import Book
from explorer.exchange.books.cells import read_cells
from explorer.exchange.books.kinds import check_ending, told_apart
from explorer.exchange.books.scan import scan
from explorer.exchange.books.text_table import read_text_table
from explorer.i18n import N_


def open_book(name: str, data: bytes) -> Book:
    """The workbook (.xlsx) or text table (.csv, .txt, .tsv) in ``data``, which people know as ``name``.

    Formulas give their stored result, merged ranges their value in each cell; a row in which nothing stands of
    its own is left out. Notes tell what was left out or taken otherwise, with its place. Raises a ``Refusal``
    for anything that is not such a file, is too large, damaged, protected, or could do harm.
    """
    if told_apart(name, data) == "xlsx":
        found = scan(name, data)
        check_ending(name)
        sheets, notes = read_cells(name, data, found)
        return Book(name, "xlsx", sheets, notes, data)
    sheet, notes = read_text_table(name, data)
    if not sheet.rows:
        raise Refusal(N_("{name} is empty."), N_("Choose the file that holds the plan."), name=name)
    return Book(name, "csv", (sheet,), notes, data)

"""The cells of a workbook that was looked through before, as plain values, with what was noticed on the way."""

from __future__ import annotations

import io
import math
import warnings
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl
from openpyxl.cell.cell import ERROR_CODES

from explorer.errors import Refusal
from explorer.exchange.book import CellValue, Sheet
from explorer.exchange.books.cell_text import LONGEST_BOOK, cleaned
from explorer.exchange.books.kinds import damaged
from explorer.exchange.books.scan import Scan
from explorer.exchange.books.sheet_scan import Range, SheetScan
from explorer.exchange.problems import Place, Problem, Severity, problem_at
from explorer.i18n import N_, Language

#: Sheets of this name are what ``marked_copy`` adds; they are never read.
CHECK_SHEETS: dict[Language, str] = {"de": "Zielnetz-Prüfung", "en": "Zielnetz check"}
#: Notes on single cells; what is more is only counted.
MOST_NOTES = 200

_AS_IT_IS = (bool, date, datetime, time)

# It warns of charts and extensions that it leaves out; nobody here misses them.
warnings.filterwarnings("ignore", category=UserWarning, module=r"openpyxl\.")


def read_cells(name: str, data: bytes, scan: Scan) -> tuple[tuple[Sheet, ...], tuple[Problem, ...]]:
    """The sheets of the workbook and the notes on them; ``scan`` is what the look through it found.

    Raises a ``Refusal`` for a workbook that cannot be read, or has no sheet with a cell.
    """
    notes = _Notes()
    try:
        workbook = openpyxl.load_workbook(
            io.BytesIO(data), read_only=True, data_only=True, keep_links=False, keep_vba=False
        )
        texts = _Texts()
        sheets = []
        for sheet in workbook.worksheets:
            if sheet.title not in CHECK_SHEETS.values():
                # A sheet that was not looked through must not be unpacked either.
                found = scan.sheets[sheet._worksheet_path]
                sheets.append(_read(sheet, found, texts, notes))
        workbook.close()
    except Refusal:
        raise
    except Exception as error:
        # openpyxl promises no kind of error for a damaged file; nearly every one occurs.
        raise damaged(name) from error
    if not any(sheet.rows for sheet in sheets):
        raise Refusal(
            N_("{name} has no sheet with anything in it."),
            N_("Choose the file that holds the plan."),
            name=name,
        )
    return tuple(sheets), notes.all()


class _Texts:
    """Cleans each text once, however often it stands in the workbook."""

    def __init__(self) -> None:
        self._clean: dict[str, str | None] = {}
        self._length = 0

    def of(self, text: str, sheet: Sheet, row: int = 0, column: int = -1) -> str | None:
        if text not in self._clean:
            self._clean[text] = cleaned(text, sheet.place(row, column), escaped=True)
        self._length += len(text)
        if self._length > LONGEST_BOOK:
            raise Refusal(
                N_("{where} and the sheets before it hold more text than any plan."),
                N_("Copy the rows of the plan into a new workbook, and load that one."),
                where=sheet.name,
            )
        return self._clean[text]


class _Notes:
    def __init__(self) -> None:
        self._found: list[Problem] = []
        self._more = 0

    def add(
        self, place: Place, what: str, remedy: str, severity: Severity, meaning: str = "", **details: object
    ) -> None:
        if len(self._found) < MOST_NOTES:
            self._found.append(problem_at(place, what, remedy, severity=severity, meaning=meaning, **details))
        else:
            self._more += 1

    def all(self) -> tuple[Problem, ...]:
        if self._more:
            self._found.append(
                problem_at(
                    Place(self._found[-1].where),
                    N_("There are {count} more notes on cells."),
                    N_("Mend the places listed and try again."),
                    severity="hint",
                    count=self._more,
                )
            )
        return tuple(self._found)


def _read(sheet: Any, found: SheetScan, texts: _Texts, notes: _Notes) -> Sheet:
    title = texts.of(sheet.title, Sheet(sheet.title, ())) or "?"
    plain = Sheet(title, ())
    hidden = sheet.sheet_state != "visible"
    _tell_hidden(plain, found, hidden, notes)
    for row, column in found.no_result:
        notes.add(
            plain.place(row, column - 1),
            N_("The formula has no stored result."),
            N_("Open the file in Excel, save it, and load it again; or write the value into the cell."),
            "warning",
            N_("The cell counts as empty."),
        )
    # What a file says about its own size is often wrong, and would pad every row.
    sheet.reset_dimensions()
    rows: dict[int, list[CellValue]] = {}
    for number, values in enumerate(sheet.iter_rows(values_only=True), 1):
        read = [_value(value, plain, (number, column), texts, notes) for column, value in enumerate(values)]
        while read and read[-1] is None:
            read.pop()
        if read:
            rows[number] = read
    filled = _fill(rows, found.merged)
    return Sheet(title, tuple((number, tuple(values)) for number, values in rows.items()), filled, hidden)


def _tell_hidden(sheet: Sheet, found: SheetScan, hidden: bool, notes: _Notes) -> None:
    remedy = N_("Delete what is not meant, or leave it as it is.")
    if hidden and found.cells:
        notes.add(Place(sheet.name), N_("The sheet {sheet} is hidden."), remedy, "hint", sheet=sheet.name)
    if found.hidden_rows:
        what = N_("Hidden rows are read as well ({count}).")
        notes.add(Place(sheet.name), what, remedy, "hint", count=found.hidden_rows)
    if found.hidden_columns:
        notes.add(Place(sheet.name), N_("Hidden columns are read as well."), remedy, "hint")


def _value(value: object, sheet: Sheet, at: tuple[int, int], texts: _Texts, notes: _Notes) -> CellValue:
    if value is None or isinstance(value, _AS_IT_IS) or (isinstance(value, int) and abs(value) < 10**18):
        return value
    if isinstance(value, str):
        if value not in ERROR_CODES:
            return texts.of(value, sheet, *at)
    elif isinstance(value, timedelta):
        return str(value)
    elif isinstance(value, int | float) and math.isfinite(value):
        return float(value)
    else:
        value = "#NUM!"
    notes.add(
        sheet.place(*at),
        N_("The cell shows an error: {value}."),
        N_("Mend the formula, or write the value into the cell."),
        "warning",
        N_("The cell counts as empty."),
        value=value,
    )
    return None


def _fill(rows: dict[int, list[CellValue]], merged: Iterable[Range]) -> frozenset[tuple[int, int]]:
    """Write the value of each merged range into its cells, as far as the sheet has rows and columns of its own."""
    width = max(map(len, rows.values()), default=0)
    filled: set[tuple[int, int]] = set()
    for top, left, bottom, right in merged:
        own: Sequence[CellValue] = rows.get(top, ())
        value = own[left - 1] if left <= len(own) else None
        if value is None:
            continue
        for row, column in _cells((top, left, bottom, min(right, width))):
            values = rows.get(row)
            if values is None or (row, column) == (top, left - 1):
                continue
            values.extend([None] * (column + 1 - len(values)))
            if values[column] is None:
                values[column] = value
                filled.add((row, column))
    return frozenset(filled)


def _cells(area: Range) -> Iterator[tuple[int, int]]:
    top, left, bottom, right = area
    return ((row, column) for row in range(top, bottom + 1) for column in range(left - 1, right))

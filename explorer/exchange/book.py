"""A spreadsheet or text table as it was opened: sheets of plain values, and where each of them stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Literal

from explorer.exchange.problems import Place, Problem

CellValue = str | int | float | bool | date | datetime | time | None


@dataclass(frozen=True)
class Sheet:
    """One table: its rows with their numbers as a spreadsheet counts them; rows without any value are left out.

    ``rows`` are as long as their last value. What stands in a merged range stands in every cell of it here;
    ``filled`` are the (row, column index from 0) that got their value so.
    """

    name: str
    rows: Sequence[tuple[int, Sequence[CellValue]]]
    filled: frozenset[tuple[int, int]] = frozenset()
    hidden: bool = False
    #: Whether cells have names such as C7, as in a spreadsheet; a text file has only rows.
    has_cells: bool = True

    def place(self, row: int, column: int = -1, heading: str = "") -> Place:
        """Where a cell stands (column index from 0; -1: the whole row), with its heading for people."""
        name = f"{column_letters(column)}{row}" if self.has_cells and column >= 0 and row else ""
        return Place(self.name, row, heading, name)


@dataclass(frozen=True)
class Book:
    """A file that was opened: its name, its sheets, what was noticed on the way, and its bytes as they came."""

    name: str
    kind: Literal["xlsx", "csv"]
    sheets: tuple[Sheet, ...]
    notes: tuple[Problem, ...] = ()
    data: bytes = field(default=b"", repr=False)

    def sheet(self, name: str) -> Sheet | None:
        """The sheet with this name, or None."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


def column_letters(index: int) -> str:
    """``0`` is ``A``, ``25`` is ``Z``, ``26`` is ``AA``."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters

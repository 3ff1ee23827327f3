"""The XML of a workbook, streamed and counted without building anything from it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers import expat

from explorer.errors import Refusal, Said
from explorer.exchange.book import column_letters
from explorer.exchange.books.cell_text import is_command
from explorer.i18n import N_

MOST_ROWS, MOST_COLUMNS, MOST_CELLS, MOST_MERGED = 300_000, 1_000, 3_000_000, 200_000

#: Elements in all parts: of cells and texts, and of any other kind.
_MOST_ELEMENTS, _MOST_OTHERS = 10_000_000, 1_500_000
#: Bytes between two elements.
_LONGEST_TEXT = 1_500_000
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
#: Names of columns, made once.
_LETTERS = tuple(column_letters(index) for index in range(MOST_COLUMNS))
_SHEET_ROWS, _SHEET_COLUMNS = 1_048_576, 16_384

#: Rows and columns from 1, both ends within.
Range = tuple[int, int, int, int]


class LongTextError(ValueError):
    """Text in the XML that is longer than any cell."""


@dataclass
class SheetScan:
    """What was counted in one sheet: cells as (row, column) from 1, ranges, and formulas without a result."""

    merged: list[Range] = field(default_factory=list)
    no_result: list[tuple[int, int]] = field(default_factory=list)
    hidden_rows: int = 0
    hidden_columns: int = 0
    cells: int = 0


class Scanner:
    """Counts over all parts of one workbook, called ``name``; refuses what is over the limits."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.cells = self.merged = self.elements = self.others = 0

    def expect(self, elements: int) -> None:
        """Refuse a workbook with so many elements before they are looked at."""
        if elements > _MOST_ELEMENTS:
            self.refuse_many(N_("more than {limit} cells"), MOST_CELLS)

    def part(self) -> _Part:
        """A new part, to be fed with its bytes and closed."""
        return _Part(self)

    def refuse(self, what: str, remedy: str, **details: object) -> NoReturn:
        """Raise a ``Refusal`` that names the workbook."""
        raise Refusal(what, remedy, name=self.name, **details)

    def refuse_many(self, what: str, limit: int, where: str = "") -> NoReturn:
        """Refuse the workbook for a limit, and say where it is passed."""
        remedy = N_("Delete the rows and columns outside of the table, save the file, and load it again.")
        much = Said(what, {"limit": limit})
        if where:
            self.refuse(N_("{name} has {much}: see cell {cell}."), remedy, much=much, cell=where)
        self.refuse(N_("{name} has {much}."), remedy, much=much)


#: What is looked at, by the name of the element without its prefix.
_KNOWN = frozenset(("row", "c", "v", "f", "is", "t", "mergeCell", "col", "si", "r"))


class _Part:
    def __init__(self, scanner: Scanner) -> None:
        self._scanner = scanner
        self._parser: expat.XMLParserType | None = None
        self._begun = False
        self._kinds: dict[str, str] = {}
        self._sheet: SheetScan | None = None
        self._root = ""
        self._row = self._column = self._last = 0
        self._formula: list[str] | None = None
        self._has_formula = self._has_value = self._is_text = False
        self._silent = self._seen = 0

    def feed(self, chunk: bytes) -> None:
        if not self._begun:
            self._begun = True
            if chunk.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t")[:1] == b"<":
                self._start()
        if self._parser is None:
            return
        self._parser.Parse(chunk, False)
        scanner = self._scanner
        self._silent = self._silent + len(chunk) if self._seen == scanner.elements else 0
        self._seen = scanner.elements
        if self._silent > _LONGEST_TEXT:
            raise LongTextError

    def close(self) -> SheetScan | None:
        """The sheet that this part was, or None."""
        if self._parser is not None and self._root:
            self._parser.Parse(b"", True)
        return self._sheet

    def _start(self) -> None:
        self._parser = parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._element
        parser.buffer_text = True

    def _doctype(self, *_ignored: object) -> NoReturn:
        self._scanner.refuse(
            N_("{name} declares its own types in its XML; no spreadsheet program does that."),
            N_("Open it in Excel, save it again as .xlsx, and load that file."),
        )

    def _element(self, tag: str, attributes: dict[str, str]) -> None:
        scanner = self._scanner
        scanner.elements += 1
        kind = self._kinds.get(tag)
        if kind is None:
            plain = tag.rpartition(":")[2]
            if not self._root:
                self._root = plain
                if plain == "worksheet":
                    self._sheet = SheetScan()
            kind = plain if plain in _KNOWN else ""
            if len(self._kinds) < 10_000:
                self._kinds[tag] = kind
        if not kind:
            scanner.others += 1
        if scanner.others > _MOST_OTHERS or scanner.elements > _MOST_ELEMENTS:
            scanner.refuse_many(N_("more than {limit} cells"), MOST_CELLS)
        if self._sheet is None:
            return
        if kind == "c":
            self._cell(attributes)
        elif kind in ("v", "is"):
            self._value(kind)
        elif kind == "f":
            self._has_formula, self._formula = True, []
            assert self._parser is not None
            self._parser.CharacterDataHandler = self._formula.append
            # Ends matter only from here to the end of the cell.
            self._parser.EndElementHandler = self._end
        elif kind == "row":
            self._new_row(attributes)
        elif kind == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif kind == "col" and attributes.get("hidden") in ("1", "true"):
            self._sheet.hidden_columns += 1

    def _end(self, tag: str) -> None:
        kind = self._kinds.get(tag)
        if self._sheet is None:
            return
        if kind == "f" and self._formula is not None:
            assert self._parser is not None
            self._parser.CharacterDataHandler = None
            text, self._formula = "".join(self._formula), None
            if is_command(text, formula=True):
                self._scanner.refuse(
                    N_("{name} holds a formula in cell {cell} that starts a program or fetches something."),
                    N_(
                        "Replace the formula by its value, and load again. If it is not yours, ask whose it is."
                    ),
                    cell=self._name(),
                )
        elif kind == "v" and self._has_formula:
            assert self._parser is not None
            self._parser.CharacterDataHandler = None
        elif kind == "c":
            assert self._parser is not None
            self._parser.EndElementHandler = None
            if not self._has_value:
                self._sheet.no_result.append((self._row, self._column))

    def _new_row(self, attributes: dict[str, str]) -> None:
        assert self._sheet is not None
        self._row = int(attributes["r"]) if "r" in attributes else self._row + 1
        self._column = 0
        if not self._last < self._row <= _SHEET_ROWS:
            raise LookupError
        self._last = self._row
        if attributes.get("hidden") in ("1", "true"):
            self._sheet.hidden_rows += 1

    def _cell(self, attributes: dict[str, str]) -> None:
        assert self._sheet is not None
        row, column = self._row, self._column + 1
        name = attributes.get("r")
        if name is not None and (column > len(_LETTERS) or name != f"{_LETTERS[column - 1]}{row}"):
            row, column = _coordinates(name)
        # Cells in another order than the rows are read wrongly by any program.
        if row != self._row or not self._column < column <= _SHEET_COLUMNS:
            raise LookupError
        self._column = column
        self._has_formula = self._has_value = False
        self._is_text = attributes.get("t") == "str"
        self._sheet.cells += 1
        self._scanner.cells += 1
        if self._scanner.cells > MOST_CELLS:
            self._scanner.refuse_many(N_("more than {limit} cells"), MOST_CELLS)

    def _value(self, kind: str) -> None:
        # An empty result is one only if it is a text.
        if kind == "v" and self._has_formula and not self._is_text:
            assert self._parser is not None
            self._parser.CharacterDataHandler = self._result
        else:
            self._has_value = True
        if self._row > MOST_ROWS:
            self._scanner.refuse_many(N_("more than {limit} rows"), MOST_ROWS, self._name())
        if self._column > MOST_COLUMNS:
            self._scanner.refuse_many(N_("more than {limit} columns"), MOST_COLUMNS, self._name())

    def _result(self, text: str) -> None:
        self._has_value = self._has_value or bool(text.strip())

    def _merge(self, text: str) -> None:
        assert self._sheet is not None
        first, _colon, last = text.partition(":")
        top, left = _coordinates(first)
        bottom, right = _coordinates(last or first)
        if bottom < top or right < left or bottom > _SHEET_ROWS or right > _SHEET_COLUMNS:
            raise LookupError
        self._scanner.merged += (bottom - top + 1) * (right - left + 1)
        if self._scanner.merged > MOST_MERGED:
            self._scanner.refuse_many(N_("more than {limit} merged cells"), MOST_MERGED, text)
        self._sheet.merged.append((top, left, bottom, right))

    def _name(self) -> str:
        return f"{column_letters(self._column - 1)}{self._row}"


def _coordinates(name: str) -> tuple[int, int]:
    found = _CELL.fullmatch(name.replace("$", ""))
    if found is None:
        raise LookupError(name)
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column

"""A text table as spreadsheets write it: CSV, semicolons or tabs, in the encodings that Excel knows."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from explorer.errors import Refusal
from explorer.exchange.book import Sheet
from explorer.exchange.books.cell_text import LONGEST_CELL, cleaned
from explorer.exchange.books.kinds import refuse_kind
from explorer.exchange.books.sheet_scan import MOST_CELLS, MOST_COLUMNS, MOST_ROWS
from explorer.exchange.problems import Place, Problem, problem_at
from explorer.i18n import N_

_DELIMITERS = ";\t,"
#: So many characters show which of them separates the cells.
_SAMPLE = 200_000
_MOST_NOTES = 200
_SAYS_SEPARATOR = re.compile(r"\"?sep=(.)\"?\r?(?:\n|$)", re.IGNORECASE)
# What programs write so that Excel keeps the zeros in front of a number.
_KEPT_AS_TEXT = re.compile(r'="([^"]*)"')


def read_text_table(name: str, data: bytes) -> tuple[Sheet, tuple[Problem, ...]]:
    """The table in ``data`` as a sheet of texts called ``name``, and what was noticed.

    Raises a ``Refusal`` for unknown encodings, quotes that do not match (with the row), and too much of anything.
    """
    text, notes = _decoded(name, data)
    said = _SAYS_SEPARATOR.match(text)
    if said:
        text = text[said.end() :]
    delimiter = said[1] if said and said[1] not in '"\r\n' else _delimiter(text)
    rows = []
    cells = 0
    for number, row in _records(name, text, delimiter):
        read = [_cell(cell, Place(name, number), notes) for cell in row]
        while read and read[-1] is None:
            read.pop()
        cells += len(read)
        if number > MOST_ROWS or len(read) > MOST_COLUMNS or cells > MOST_CELLS:
            raise Refusal(
                N_("{name} has more than {rows} rows, {columns} columns or {cells} cells."),
                N_("Keep only the rows and columns of the plan, and load it again."),
                name=name,
                rows=MOST_ROWS,
                columns=MOST_COLUMNS,
                cells=MOST_CELLS,
            )
        if read:
            rows.append((number, tuple(read)))
    return Sheet(name, tuple(rows), has_cells=False), tuple(notes)


def _decoded(name: str, data: bytes) -> tuple[str, list[Problem]]:
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            text = data.decode("utf-16")
            if "\0" in text:
                refuse_kind(name, N_("no text and no workbook, or a damaged one"))
            return text, []
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise Refusal(
            N_("{name} is neither UTF-8 nor Windows text (line {line})."),
            N_("Save it in Excel as “CSV UTF-8”, and load it again."),
            name=name,
            line=data[: error.start].count(b"\n") + 1,
        ) from None
    hint = problem_at(
        Place(name),
        N_("The text is read as Windows-1252."),
        N_("If umlauts look wrong, save the file in Excel as “CSV UTF-8”."),
        severity="hint",
    )
    return text, [hint]


def _delimiter(text: str) -> str:
    """The character that stands outside of quotes equally often in most lines."""
    lines: list[Counter[str]] = [Counter()]
    quoted = False
    for character in text[:_SAMPLE]:
        if character == '"':
            quoted = not quoted
        elif not quoted and character == "\n":
            lines.append(Counter())
        elif not quoted and character in _DELIMITERS:
            lines[-1][character] += 1

    def weight(delimiter: str) -> tuple[int, int]:
        counted = Counter(line[delimiter] for line in lines if line[delimiter])
        count, often = max(counted.items(), key=lambda one: (one[1], one[0]), default=(0, 0))
        return often, count

    return max(_DELIMITERS, key=weight)


def _records(name: str, text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(LONGEST_CELL)
    number = 0
    try:
        for number, row in enumerate(
            csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), 1
        ):
            yield number, row
    except csv.Error:
        raise Refusal(
            N_(
                "{name} is no table from row {row} on: a quotation mark is not closed, or a cell is too long."
            ),
            N_('Close the quotation mark, or double those within a text (""), and load it again.'),
            name=name,
            row=number + 1,
        ) from None


def _cell(text: str, place: Place, notes: list[Problem]) -> str | None:
    if not text:
        return None
    kept = _KEPT_AS_TEXT.fullmatch(text.strip())
    value = cleaned(kept[1] if kept else text, place)
    if value and value.lstrip()[:1] == "=" and len(value) > 1 and len(notes) < _MOST_NOTES:
        notes.append(
            problem_at(
                place,
                N_("A formula stands here: {text}"),
                N_("Write its value into the cell."),
                severity="warning",
                meaning=N_("It is taken as text and not worked out."),
                text=value[:80],
            )
        )
    return value

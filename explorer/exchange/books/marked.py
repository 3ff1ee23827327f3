"""A copy of somebody's own workbook in which each problem is a comment in its cell, with a sheet that lists them."""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

import openpyxl
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from explorer.exchange.book import Book, Sheet, column_letters
from explorer.exchange.books.cells import CHECK_SHEETS
from explorer.exchange.books.marked_list import Mark, add_list, plain, put
from explorer.exchange.problems import SEVERITIES, Problem, Severity
from explorer.i18n import N_, Language, _, language

#: Red, amber and blue, light enough for black text.
FILLS: dict[Severity, str] = {"error": "FFF8C9C4", "warning": "FFFCE5B0", "hint": "FFD3E3F6"}
WORDS: dict[Severity, str] = {"error": N_("Error"), "warning": N_("Warning"), "hint": N_("Hint")}

#: Cells with a comment; the rest stands in the list only.
MOST_COMMENTS = 5_000
#: Cells of a book that is copied as a whole; of a larger one, only the rows with problems are.
_MOST_CELLS = 400_000
#: Rows of a large book that are copied in any case, because the headings stand there.
_FIRST_ROWS = 20

_AUTHOR = "Zielnetz"
_FROM_HERE = "— Zielnetz —"
_CELL = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}")


def marked_copy(book: Book, problems: Sequence[Problem], lang: Language | None = None) -> bytes:
    """An .xlsx: the book as it came, cells with problems coloured and commented, and all of them in a first sheet.

    Formulas and comments of its owner stay; marks of an earlier copy go. A text table becomes a workbook. Of a
    large book only rows with problems are in the copy, under their own numbers. No text becomes a formula.
    """
    large = sum(len(row) for sheet in book.sheets for _number, row in sheet.rows) > _MOST_CELLS
    if book.kind == "xlsx" and not large:
        try:
            return _saved(_own_workbook(book), book, problems, lang)
        except Exception:  # noqa: S110 - what openpyxl cannot write again is built anew from the cells
            pass
    return _saved(_built(book, problems if large else None), book, problems, lang)


#: The workbook, and its sheets by their names in the book.
_Copy = tuple[openpyxl.Workbook, dict[str, openpyxl.worksheet.worksheet.Worksheet]]


def _own_workbook(book: Book) -> _Copy:
    workbook = openpyxl.load_workbook(io.BytesIO(book.data), keep_vba=False, keep_links=False)
    for title in CHECK_SHEETS.values():
        if title in workbook.sheetnames:
            del workbook[title]
    # Both lists leave out the sheets that hold only a chart, and those of an earlier copy.
    sheets = {ours.name: sheet for ours, sheet in zip(book.sheets, workbook.worksheets, strict=True)}
    for sheet in sheets.values():
        for cell in list(sheet._cells.values()):
            if cell.comment is not None:
                _forget(cell)
    workbook.calculation.fullCalcOnLoad = True
    return workbook, sheets


def _built(book: Book, only: Sequence[Problem] | None) -> _Copy:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    sheets = {}
    for ours in book.sheets:
        title = re.sub(r"[\[\]:*?/\\']", "-", ours.name)[:31].strip() or "1"
        sheets[ours.name] = sheet = workbook.create_sheet(title)
        wanted = None if only is None else {one.row for one in only if one.where == ours.name}
        for place, (number, row) in enumerate(ours.rows):
            if wanted is None or place < _FIRST_ROWS or number in wanted:
                for column, value in enumerate(row, 1):
                    if value is not None:
                        put(sheet.cell(number, column), value)
    return workbook, sheets


def _saved(copy: _Copy, book: Book, problems: Sequence[Problem], lang: Language | None) -> bytes:
    workbook, sheets = copy
    marks = list(_marks(book, sheets, problems))
    by_cell: dict[tuple[str, str], list[Mark]] = defaultdict(list)
    for mark in marks:
        if mark.cell and mark.in_cell:
            by_cell[mark.problem.where, _first_of_merged(sheets[mark.problem.where], mark.cell)].append(mark)
    for count, ((where, name), found) in enumerate(by_cell.items()):
        _mark(sheets[where][name], [mark.problem for mark in found], lang, commented=count < MOST_COMMENTS)
    for sheet in workbook.worksheets:
        # Excel would write into all sheets at once that are chosen together.
        sheet.sheet_view.tabSelected = False
    add_list(workbook, CHECK_SHEETS[lang or language()], marks, WORDS, FILLS, lang)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def _marks(
    book: Book, sheets: dict[str, openpyxl.worksheet.worksheet.Worksheet], problems: Sequence[Problem]
) -> Iterator[Mark]:
    order = sorted(problems, key=lambda one: SEVERITIES.index(one.severity))
    ours = {sheet.name: sheet for sheet in book.sheets}
    for one in order:
        sheet = sheets.get(one.where)
        if sheet is None or one.row < 1 or one.row > 1_048_576:
            yield Mark(one)
        elif _CELL.fullmatch(one.cell):
            yield Mark(one, sheet.title, one.cell, True)
        else:
            column = _column(ours[one.where], one.column)
            name = f"{column_letters(max(column, 0))}{one.row}"
            yield Mark(one, sheet.title, name, column >= 0)


def _column(sheet: Sheet, heading: str) -> int:
    """Where this heading stands (index from 0), or -1."""
    wanted = heading.strip()
    for _number, row in sheet.rows[:_FIRST_ROWS] if wanted else ():
        for column, value in enumerate(row):
            if isinstance(value, str) and value.strip() == wanted:
                return column
    return -1


def _first_of_merged(sheet: openpyxl.worksheet.worksheet.Worksheet, name: str) -> str:
    """Only the first cell of a merged range can hold a comment."""
    cell = sheet[name]
    if isinstance(cell, MergedCell):
        for area in sheet.merged_cells.ranges:
            if name in area:
                return f"{column_letters(area.min_col - 1)}{area.min_row}"
    return name


def _mark(
    cell: openpyxl.cell.Cell, problems: list[Problem], lang: Language | None, *, commented: bool
) -> None:
    worst = min((one.severity for one in problems), key=SEVERITIES.index)
    cell.fill = PatternFill("solid", fgColor=FILLS[worst])
    if not commented:
        return
    text = "\n\n".join(_said(one, lang) for one in problems)
    author = _AUTHOR
    if cell.comment is not None:
        author = cell.comment.author or author
        text = f"{cell.comment.text.rstrip()}\n\n{_FROM_HERE}\n{text}"
    comment = Comment(plain(text), author)
    comment.width, comment.height = 360, min(60 + 18 * (len(text) // 50 + text.count("\n")), 600)
    cell.comment = comment


def _said(problem: Problem, lang: Language | None) -> str:
    what, remedy = problem.told(lang)
    lines = [f"{_(WORDS[problem.severity], lang)}: {what}", problem.means(lang), remedy and f"→ {remedy}"]
    return "\n".join(filter(None, lines))


def _forget(cell: openpyxl.cell.Cell) -> None:
    """Take out what an earlier copy wrote into this cell."""
    text, ours, _rest = cell.comment.text.partition(_FROM_HERE)
    if cell.comment.author == _AUTHOR and not ours:
        cell.comment = None
    elif ours:
        cell.comment = Comment(text.rstrip(), cell.comment.author)
    else:
        return
    if cell.fill.fgColor.rgb in FILLS.values():
        cell.fill = PatternFill()

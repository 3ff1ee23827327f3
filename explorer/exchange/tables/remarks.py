"""What is worth knowing about how a table was understood: guessed and unread columns, marks, further sheets."""

from __future__ import annotations

from collections.abc import Iterable

from explorer.exchange.book import Book, Sheet
from explorer.exchange.mapping import MARK, Column, ImportMapping
from explorer.exchange.problems import Place, Problem, problem_at
from explorer.exchange.tables.columns import other_tables
from explorer.exchange.tables.headings import BETWEEN, meaning_name
from explorer.exchange.tables.rows import Block
from explorer.exchange.tables.values import mark, text_of
from explorer.i18n import N_


def about_columns(book: Book, mapping: ImportMapping) -> Iterable[Problem]:
    """Hints about guessed columns and those that are not read, and a warning about sheets that are not."""
    sheet = book.sheet(mapping.sheet) or book.sheets[0]
    for column in mapping.columns:
        place = _heading(sheet, mapping, column)
        if column.guessed and column.meaning:
            yield problem_at(
                place,
                N_("The column “{heading}” was taken as: {read_as}."),
                N_("Choose another meaning in the mapping if that is wrong."),
                severity="hint",
                heading=column.heading,
                read_as=f"{meaning_name(column.meaning)} {column.item}".strip(),
            )
        elif not column.meaning and column.heading:
            yield problem_at(
                place,
                N_("The column “{heading}” is not read."),
                N_("Choose a meaning in the mapping if it is to be kept."),
                severity="hint",
                heading=column.heading,
            )
    for name in other_tables(book, mapping):
        yield problem_at(
            Place(name),
            N_("The sheet “{sheet}” looks like a table of measures too; only “{read}” was read."),
            N_("Load it by itself, or put all measures into one sheet."),
            severity="warning",
            sheet=name,
            read=sheet.name,
        )


def about_marks(sheet: Sheet, mapping: ImportMapping, blocks: Iterable[Block]) -> Iterable[Problem]:
    """How marks were read that people use in more than one way: numbers, and one beside two of the same."""
    columns = [column for column in mapping.columns if column.meaning == MARK]
    if not columns:
        return
    counted = {
        text_of(entry.cells.get(column.position)).casefold()
        for block in blocks
        for entry in block.entries
        for column in columns
    }
    answered = {text.casefold() for text in mapping.values.get(MARK, {})}
    used = {text for text in counted if text not in answered and mark(text).value}
    place = _heading(sheet, mapping, columns[0])
    if used & {"2", "3"}:
        yield problem_at(
            place,
            N_("Numbers were read as ranks: 1 is primary, 2 and 3 are secondary."),
            N_("Say in the mapping what 1, 2 and 3 mean, or write x and (x), if it is the other way round."),
            severity="hint",
        )
    if used & {"x", "●", "+", "✓"} and used & {"xx", "xxx", "++", "+++"}:
        yield problem_at(
            place,
            N_("One sign and several of them (x and xx) both count as primary."),
            N_("Write (x) where a contribution is secondary, or say in the mapping what x means."),
            severity="hint",
        )


def _heading(sheet: Sheet, mapping: ImportMapping, column: Column) -> Place:
    last = mapping.header_row + mapping.header_rows - 1
    # A heading without a group stands in the first of the merged rows.
    return sheet.place(
        last if BETWEEN in column.heading else mapping.header_row, column.position, column.heading
    )

"""Which sheet of a book is which part of the template, and which column is which: known, guessed, or left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from explorer.exchange.book import Book, CellValue, Sheet
from explorer.exchange.problems import Place, Problem, problem_at
from explorer.exchange.template import words as told
from explorer.exchange.template.exact import joined
from explorer.exchange.template.words import EXACT, EXACT_ROW, FILLED, HIDDEN, LINKS, MARK
from explorer.i18n import LANGUAGES, N_, language

#: Rows in which the headings are looked for.
_FIRST_ROWS = 10
#: From here on (of 100) a name that is not known is taken for the nearest.
_NEAR = 80


@dataclass(frozen=True)
class Table:
    """A sheet of the template: its key, where its headings stand, and its rows below them.

    ``positions`` maps the names of the columns to their index; one that stands there twice is in ``twice``.
    """

    key: str
    sheet: Sheet
    header_row: int
    positions: Mapping[str, int]
    headings: Mapping[str, str]
    twice: tuple[str, ...]
    rows: Sequence[tuple[int, Sequence[CellValue]]]

    def cells(self, row: Sequence[CellValue]) -> dict[str, CellValue]:
        """A row's cells by the names of their columns."""
        return {name: row[at] if at < len(row) else None for name, at in self.positions.items()}

    def place(self, row: int, name: str = "") -> Place:
        """Where a column stands in a row; the row itself without a name."""
        if not name:
            return self.sheet.place(row)
        return self.sheet.place(row, self.positions[name], self.headings[name])


def is_template(book: Book) -> bool:
    """Whether this is our template: by its hidden mark, or because two of its sheets are there with their headings."""
    return book.kind == "xlsx" and (_marked(book) is not None or sum(_looks_alike(book)) >= 2)


def is_filled(book: Book) -> bool:
    """Whether the template was written with a plan in it, so that no row is an example."""
    return _marked(book) == FILLED


def tables(book: Book) -> tuple[dict[str, Table], list[Problem]]:
    """The sheets of the template by their keys, and what is odd about sheets and headings."""
    found: dict[str, Table] = {}
    problems: list[Problem] = []
    guides = {told.guide_name(lang).casefold() for lang in LANGUAGES} | {"anleitung", HIDDEN.casefold()}
    for sheet in book.sheets:
        name = sheet.name.strip().casefold()
        if not sheet.rows or name in guides:
            continue
        key = told.sheets_by_word().get(name) or _near(name, told.sheets_by_word())
        if not key:
            problems.append(_left_out(sheet))
        elif key in found:
            problems.append(
                problem_at(
                    sheet.place(0),
                    N_("The sheets “{first}” and “{second}” hold the same kind of item."),
                    N_("Put their rows into one sheet, or give the other one another name."),
                    first=found[key].sheet.name,
                    second=sheet.name,
                )
            )
        else:
            if name not in told.sheets_by_word():
                problems.append(_guessed(sheet, key))
            found[key] = _table(key, sheet, problems)
    return found, problems


def exact_texts(book: Book) -> dict[tuple[str, str, str], tuple[str, str]]:
    """Sheet, identity of a row, property -> what stands in its cell, and the text that this stands for."""
    sheet = book.sheet(HIDDEN)
    found: dict[tuple[str, str, str], tuple[str, str]] = {}
    for row, cells in sheet.rows if sheet and _marked(book) is not None else ():
        if row >= EXACT_ROW and len(cells) > EXACT + 4:
            key, identity, name, visible = (str(cell) for cell in cells[EXACT : EXACT + 4])
            text = joined(cells[EXACT + 4 :])
            if text is not None:
                found[key, identity, name] = (visible, text)
    return found


def _marked(book: Book) -> str | None:
    sheet = book.sheet(HIDDEN)
    first = sheet.rows[0][1] if sheet and sheet.rows else ()
    if not first or str(first[0]).strip() != MARK:
        return None
    return str(first[1] or "").strip() if len(first) > 1 else ""


def _looks_alike(book: Book) -> Iterator[bool]:
    for sheet in book.sheets:
        key = told.sheets_by_word().get(sheet.name.strip().casefold())
        if key:
            needed = {"type", "from", "to"} if key == LINKS else {"code", "title"}
            yield any(needed <= set(_known(key, cells)) for _row, cells in sheet.rows[:_FIRST_ROWS])


def _known(key: str, cells: Sequence[CellValue]) -> list[str]:
    known = told.columns_by_word(key)
    return [known[word] for word in map(_word, cells) if word in known]


def _word(cell: CellValue) -> str:
    """A heading as it is compared: without the star of required columns, small, with single blanks."""
    text = "" if cell is None else str(cell)
    return re.sub(r"\s+", " ", text).strip().rstrip("*:").strip().casefold()


def _table(key: str, sheet: Sheet, problems: list[Problem]) -> Table:
    rows = list(sheet.rows)
    best = max(range(min(_FIRST_ROWS, len(rows))), key=lambda at: (len(set(_known(key, rows[at][1]))), -at))
    header_row, headings = rows[best]
    below = rows[best + 1 :]
    known = told.columns_by_word(key)
    positions: dict[str, int] = {}
    twice: list[str] = []
    open_: list[int] = []
    for at, heading in enumerate(headings):
        name = known.get(_word(heading))
        if name in positions:
            twice.append(str(name))
        elif name:
            positions[name] = at
        else:
            open_.append(at)
    for at in open_:
        shown = "" if headings[at] is None else str(headings[at]).strip()
        free = {word: name for word, name in known.items() if name not in positions}
        name = _near(_word(shown), free)
        place = sheet.place(header_row, at, shown)
        if name:
            positions[name] = at
            problems.append(
                problem_at(
                    place,
                    N_("The heading “{heading}” was taken for “{taken}”."),
                    N_("If that is wrong, give the column another heading."),
                    severity="hint",
                    heading=shown,
                    taken=heading_of(key, name),
                )
            )
        elif any(at < len(cells) and cells[at] not in (None, "") for _row, cells in below):
            problems.append(
                problem_at(
                    place,
                    N_("There is no column “{heading}” in the template."),
                    N_("Put it into one of the columns of the template if it is to be kept."),
                    severity="warning",
                    meaning=N_("What stands in this column is not loaded."),
                    heading=shown,
                )
            )
    shown_as = {name: str(headings[at]).strip() for name, at in positions.items()}
    return Table(key, sheet, header_row, positions, shown_as, tuple(twice), below)


def heading_of(key: str, name: str) -> str:
    """The heading of a column in the current language."""
    return next((c.heading(language()) for c in told.columns(key) if c.name == name), name)


def heading_of_any(name: str) -> str:
    """The same for a column of whichever sheet."""
    return next(
        (c.heading(language()) for key in told.sheets() for c in told.columns(key) if c.name == name), name
    )


def _near(word: str, known: Mapping[str, str]) -> str:
    """What the nearest of these words stands for; empty if none is near."""
    if len(word) < 4:
        return ""
    match = process.extractOne(word, list(known), scorer=fuzz.ratio, score_cutoff=_NEAR)
    return known[match[0]] if match else ""


def _left_out(sheet: Sheet) -> Problem:
    return problem_at(
        sheet.place(0),
        N_("The sheet “{name}” is none of the template and was not read."),
        N_("If it belongs to the plan, call it as in the template: {names}."),
        severity="hint",
        name=sheet.name,
        names=", ".join(told.sheet_name(key, language()) for key in told.sheets()),
    )


def _guessed(sheet: Sheet, key: str) -> Problem:
    return problem_at(
        sheet.place(0),
        N_("The sheet “{name}” was taken for “{taken}”."),
        N_("If that is wrong, give the sheet another name."),
        severity="hint",
        name=sheet.name,
        taken=told.sheet_name(key, language()),
    )

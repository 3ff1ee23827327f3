"""A file on its way into a plan: what was uploaded, how it is understood, and what it would make of the plan."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import PurePath

from explorer.errors import BadPlan, Refusal
from explorer.exchange.book import Book, Sheet
from explorer.exchange.books.kinds import LARGEST_FILE
from explorer.exchange.books.workbook import open_book
from explorer.exchange.incoming import Incoming, merged
from explorer.exchange.mapping import ImportMapping, Shape
from explorer.exchange.problems import Problem, counts
from explorer.exchange.reading import read_any, read_book
from explorer.exchange.tables.columns import recognise
from explorer.exchange.tables.values import text_of
from explorer.exchange.template.read import is_template
from explorer.i18n import N_
from explorer.model import Plan
from explorer.years.compare import Comparison, compare_plans

#: The same limit for people, in megabytes.
LARGEST_MB = LARGEST_FILE // 1_000_000
#: The plan with a code as it is in the store, or None.
Known = Callable[[str], Plan | None]
#: Files that say themselves what is in them; all others are opened as a table, or refused with the reason.
_WHOLE_PLANS = (".zip", ".json")


@dataclass(frozen=True)
class Upload:
    """A file as somebody handed it over."""

    name: str
    data: bytes = field(repr=False)

    @cached_property
    def digest(self) -> str:
        """Tells two files apart."""
        return hashlib.sha256(self.data).hexdigest()[:16]

    @property
    def stem(self) -> str:
        """The name without folders and ending, for a title."""
        return PurePath(self.name.replace("\\", "/")).stem.strip() or self.name

    @property
    def is_table(self) -> bool:
        """Whether it may hold a table whose columns somebody can explain."""
        return not self.name.lower().endswith(_WHOLE_PLANS)


@dataclass(frozen=True)
class Asked:
    """What people said about how a file is to be read; empty: as it is recognised."""

    code: str
    title: str
    sheet: str = ""
    header_row: int = 0
    mapping: ImportMapping | None = None


@dataclass(frozen=True)
class Looked:
    """What came out of a file: the plan in it, or why there is none."""

    asked: Asked
    book: Book | None = None
    mapping: ImportMapping | None = None
    incoming: Incoming | None = None
    #: The plan that is there under the code that the file is for.
    known: Plan | None = None
    #: What the plan there becomes without any removal.
    after: Plan | None = None
    problems: tuple[Problem, ...] = ()
    #: Why the file as a whole was not read, where that is not said by problems with places.
    refusal: Refusal | None = None

    @property
    def ready(self) -> bool:
        """Whether it can be loaded."""
        return self.after is not None and not counts(self.problems)["error"]

    @property
    def sheet(self) -> Sheet | None:
        """The sheet that is read as a table."""
        return self.book.sheet(self.mapping.sheet) if self.book and self.mapping else None

    @cached_property
    def comparison(self) -> Comparison:
        """What separates the plan there from what it becomes, if nothing is removed."""
        assert self.after is not None
        return compare_plans(self.known, self.after)

    @cached_property
    def removing(self) -> tuple[Plan, Comparison] | BadPlan:
        """What the plan there becomes if all goes that the file does not list; or why it cannot."""
        assert self.incoming is not None
        try:
            after = merged(self.known, self.incoming, remove=True)
        except BadPlan as refusal:
            return refusal
        return after, compare_plans(self.known, after)


def look_into(upload: Upload, asked: Asked, known: Known, book: Book | None = None) -> Looked:
    """Read a file for the plan ``asked.code``; nothing is raised, a file that cannot be read says so itself.

    ``book`` is the same file where it was opened before.
    """
    looked = Looked(asked)
    try:
        _check_size(upload)
        if upload.is_table:
            looked = _opened(upload, asked, known, book)
        incoming = _read(upload, asked, known, looked)
        # Files that hold a whole plan say themselves which one it is.
        there = known(incoming.plan.code)
        looked = replace(looked, incoming=incoming, known=there, problems=tuple(incoming.notes))
        return replace(looked, after=merged(there, incoming))
    except BadPlan as refusal:
        found = tuple(one for one in refusal.problems if isinstance(one, Problem))
        if not found:
            return replace(looked, refusal=refusal)
        return replace(looked, problems=(*found, *looked.problems))
    except Refusal as refusal:
        return replace(looked, refusal=refusal)


def column_values(sheet: Sheet, position: int, after_row: int, most: int = 200) -> list[str]:
    """What stands in a column (index from 0) under its heading, as text; at most ``most`` values."""
    found = []
    for row, cells in sheet.rows:
        if row > after_row and position < len(cells) and cells[position] is not None:
            found.append(text_of(cells[position]))
            if len(found) == most:
                break
    return found


def rows_to_choose(sheet: Sheet, most: int = 15) -> list[tuple[int, str]]:
    """The first rows of a sheet with what stands in them, for choosing the one with the headings."""
    return [
        (row, " | ".join(text_of(cell) for cell in cells if cell is not None)[:90])
        for row, cells in sheet.rows[:most]
    ]


def with_shape(mapping: ImportMapping, shape: Shape) -> ImportMapping:
    """The same mapping of another shape."""
    return mapping.model_copy(update={"shape": shape})


def with_meaning(mapping: ImportMapping, position: int, meaning: str, item: str) -> ImportMapping:
    """The same mapping with another meaning of one column, said by people and so no longer guessed."""
    change = {"meaning": meaning, "item": item, "guessed": False}
    columns = [
        column.model_copy(update=change) if column.position == position else column
        for column in mapping.columns
    ]
    return mapping.model_copy(update={"columns": tuple(columns)})


def with_all_checked(mapping: ImportMapping) -> ImportMapping:
    """The same mapping; what was guessed is right."""
    columns = [column.model_copy(update={"guessed": False}) for column in mapping.columns]
    return mapping.model_copy(update={"columns": tuple(columns)})


def with_value(mapping: ImportMapping, meaning: str, text: str, code: str | None) -> ImportMapping:
    """The same mapping that knows what a text in the file stands for; with None it no longer does."""
    values = {key: dict(some) for key, some in mapping.values.items()}
    some = values.setdefault(meaning, {})
    some.pop(text, None)
    if code is not None:
        some[text] = code
    return mapping.model_copy(update={"values": {key: some for key, some in values.items() if some}})


def _read(upload: Upload, asked: Asked, known: Known, looked: Looked) -> Incoming:
    if looked.book is None:
        return read_any(upload.name, upload.data, known=known, plan=asked.code, title=asked.title)
    return read_book(looked.book, known=known, plan=asked.code, title=asked.title, mapping=looked.mapping)


def _opened(upload: Upload, asked: Asked, known: Known, book: Book | None) -> Looked:
    """The file as a book, and how its columns are understood, unless it is our own template."""
    book = book or open_book(upload.name, upload.data)
    looked = Looked(asked, book=book)
    if is_template(book):
        return looked
    there = known(asked.code)
    mapping = asked.mapping
    if mapping is None:
        saved = _saved(there)
        mapping = recognise(_narrowed(book, asked), there, saved)
        if saved and _headings(saved) == _headings(mapping):
            # A file as the one before: every choice of then holds, also those that headings do not show.
            mapping = saved.model_copy(update={"sheet": mapping.sheet})
    return replace(looked, mapping=mapping, known=there)


def _narrowed(book: Book, asked: Asked) -> Book:
    """The book as far as people want it looked at: one sheet, from a row on."""
    sheets: Sequence[Sheet] = book.sheets
    if asked.sheet:
        sheets = [sheet for sheet in sheets if sheet.name == asked.sheet] or sheets
    if asked.header_row:
        sheets = [
            replace(sheet, rows=[row for row in sheet.rows if row[0] >= asked.header_row]) for sheet in sheets
        ]
    return replace(book, sheets=tuple(sheets))


def _saved(plan: Plan | None) -> ImportMapping | None:
    """How the last file for this plan was understood."""
    text = plan.properties.get("mapping") if plan else None
    if not text:
        return None
    try:
        return ImportMapping.model_validate_json(str(text))
    except ValueError:  # written by another version: then it is recognised anew
        return None


def _headings(mapping: ImportMapping) -> list[tuple[int, str]]:
    return [(column.position, column.heading) for column in mapping.columns]


def _check_size(upload: Upload) -> None:
    if len(upload.data) > LARGEST_FILE:
        raise Refusal(
            N_("{name} is larger than {limit} MB."),
            N_("Take pictures and sheets without a plan out of the file, and load it again."),
            name=upload.name,
            limit=LARGEST_MB,
        )

"""A plan out of a flat list: one row a measure, its strategic goals in one cell."""

from __future__ import annotations

from explorer.exchange.book import Book
from explorer.exchange.incoming import Incoming
from explorer.exchange.mapping import ImportMapping
from explorer.exchange.tables.build import read_table
from explorer.model import Plan


def read_list(book: Book, mapping: ImportMapping, code: str, title: str, known: Plan | None) -> Incoming:
    """The plan in the sheet that ``mapping`` speaks of, with hints and warnings as ``notes``.

    ``code`` and ``title`` are the plan's own; those of ``known``, the plan that is there already, stay. Raises
    ``BadPlan`` with all errors, warnings and hints, each at the person's own cell.
    """
    return read_table(book, mapping, code, title, known)

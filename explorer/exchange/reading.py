"""The one door through which files come in: whatever somebody chose is told apart, read and checked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePath

from pydantic import ValidationError

from explorer.errors import BadPlan, Refusal
from explorer.exchange.book import Book
from explorer.exchange.incoming import Incoming
from explorer.exchange.mapping import ImportMapping
from explorer.exchange.problems import SEVERITIES, Problem
from explorer.exchange.template.words import HIDDEN
from explorer.i18n import N_
from explorer.model import Plan

#: The plan that a store holds under a code, or None.
Known = Callable[[str], Plan | None]

#: Bytes of any file; what a reader itself allows may be less.
LARGEST = 100_000_000
#: Endings of files that are opened as a book of tables, and of the others.
TABLES, OTHERS = (".xlsx", ".csv", ".txt", ".tsv"), (".json", ".zip")


def nothing_known(code: str) -> Plan | None:
    """What is known where there is no store."""
    return None


def read_any(
    name: str,
    data: bytes | None = None,
    *,
    path: Path | None = None,
    known: Known = nothing_known,
    plan: str = "",
    title: str = "",
    mapping: ImportMapping | None = None,
    saved: ImportMapping | None = None,
) -> Incoming:
    """The checked plan in a file that people call ``name``: its ``data``, or what stands at ``path`` (also a folder).

    A file that says itself which plan it is (our template, CSV files, JSON) is that plan; anything else is taken
    for the plan with the code ``plan``, which is called ``title`` if it is new. ``known`` gives the plan in the
    store. ``mapping`` says how the columns are to be understood; with ``saved``, how an earlier file was, they are
    recognised anew. Raises ``BadPlan`` with every problem, the errors first, or another ``Refusal``.
    """
    if path is not None and path.is_dir():
        from explorer.exchange.formats.csv_folder import csv_folder_incoming

        return csv_folder_incoming(path)
    content = read_file(path) if data is None and path is not None else data or b""
    ending = PurePath(name).suffix.lower()
    if ending == ".json":
        from explorer.exchange.formats.json_file import read_json

        return Incoming(read_json(content, name))
    if ending == ".zip":
        from explorer.exchange.formats.csv_zip import read_csv_zip

        return read_csv_zip(content, name)
    from explorer.exchange.books.workbook import open_book

    book = open_book(name, content)
    return read_book(book, known=known, plan=plan, title=title, mapping=mapping, saved=saved)


def read_book(
    book: Book,
    *,
    known: Known = nothing_known,
    plan: str = "",
    title: str = "",
    mapping: ImportMapping | None = None,
    saved: ImportMapping | None = None,
) -> Incoming:
    """The same for a book that is open already; what was noticed while opening it is among the notes."""
    try:
        incoming = _read_book(book, known, plan, title, mapping, saved)
    except BadPlan as bad:
        opening = _opening_notes(book)
        found = [p for p in bad.problems if isinstance(p, Problem)]
        problems = sorted(opening + [p for p in found if p not in opening], key=_gravity)
        raise BadPlan(bad.what, bad.remedy, tuple(problems), **bad.details) from bad
    opening = _opening_notes(book)
    notes = opening + [note for note in incoming.notes if note not in opening]
    return replace(incoming, notes=tuple(sorted(notes, key=_gravity)))


def read_file(path: Path) -> bytes:
    """The content of a file; a ``Refusal`` if it is not there, too large, or may not be read."""
    try:
        if path.stat().st_size > LARGEST:
            raise Refusal(
                N_("{name} is larger than {limit} MB."),
                N_("Take pictures and sheets without a plan out of the file, and load it again."),
                name=path.name,
                limit=LARGEST // 1_000_000,
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise Refusal(
            N_("There is no file or folder {path}."),
            N_("Give an Excel or CSV file, or a folder with plan.csv and links.csv."),
            path=path,
        ) from error
    except OSError as error:
        raise Refusal(
            N_("{path} cannot be read: {why}."),
            N_("Close it in other programs, or ask who may read it."),
            path=path,
            why=error.strerror or str(error),
        ) from error


def mapping_at(path: Path) -> ImportMapping:
    """The mapping of columns in a JSON file; a ``Refusal`` if it is none."""
    try:
        return ImportMapping.model_validate_json(read_file(path))
    except ValidationError as error:
        raise Refusal(
            N_("{path} is no mapping of columns: {why}."),
            N_("Use a file that zielnetz load --save-mapping wrote."),
            path=path,
            why=error.errors()[0]["msg"],
        ) from error


def kept_mapping(plan: Plan | None) -> ImportMapping | None:
    """How the plan's last file was understood; None also if an older version kept it in another form."""
    kept = str((plan.properties.get("mapping") if plan else "") or "")
    try:
        return ImportMapping.model_validate_json(kept) if kept else None
    except ValidationError:
        return None


def _read_book(
    book: Book,
    known: Known,
    plan: str,
    title: str,
    mapping: ImportMapping | None,
    saved: ImportMapping | None,
) -> Incoming:
    from explorer.exchange.template.read import is_template, read_template, template_code

    if is_template(book) and (mapping is None or mapping.shape == "template"):
        code = template_code(book) or plan
        return read_template(book, known(code) if code else None, code=code, title=title)
    there = known(plan) if plan else None
    _check_named(book, plan, title, there)
    called = title or (str(there.properties["title"]) if there else "")
    used = mapping or _recognised(book, there, saved)
    if used.shape == "matrix":
        from explorer.exchange.tables.matrix import read_matrix as read
    else:
        from explorer.exchange.tables.flat_list import read_list as read
    incoming = read(book, used, plan, called, there)
    return replace(incoming, mapping=incoming.mapping or used)


def _gravity(problem: Problem) -> int:
    return SEVERITIES.index(problem.severity)


def _opening_notes(book: Book) -> list[Problem]:
    # That our own lists stand in a hidden sheet is nothing to worry about.
    return [note for note in book.notes if note.where != HIDDEN]


def _check_named(book: Book, plan: str, title: str, there: Plan | None) -> None:
    if not plan:
        raise Refusal(
            N_("{name} does not say which plan it belongs to."),
            N_("Choose the plan (--plan CODE); a new one needs a code and a title (--title TEXT)."),
            name=book.name,
        )
    if there is None and not title:
        raise Refusal(
            N_("There is no plan {code} yet, and {name} does not say what it is called."),
            N_("Give the new plan a title (--title TEXT), or choose one that is there."),
            code=plan,
            name=book.name,
        )


def _recognised(book: Book, there: Plan | None, saved: ImportMapping | None) -> ImportMapping:
    from explorer.exchange.tables.columns import recognise

    made = recognise(book, there, saved)
    if saved and _headings(made) == _headings(saved):
        # A file as the one before: every choice of then holds, also those that headings do not show.
        return saved.model_copy(update={"sheet": made.sheet})
    return made


def _headings(mapping: ImportMapping) -> list[tuple[int, str]]:
    return [(column.position, column.heading) for column in mapping.columns]

"""A filled template as a plan: words of either language become codes, and what the file does not say stays unsaid."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property

from rapidfuzz import process

from explorer import words
from explorer.errors import BadPlan
from explorer.exchange.book import Book, CellValue
from explorer.exchange.check import Source, checked_plan
from explorer.exchange.formats.csv_folder import said_in
from explorer.exchange.incoming import Incoming, Said
from explorer.exchange.problems import Place, Problem, problem_at, refuse
from explorer.exchange.tables.choices import choice
from explorer.exchange.tables.dates import year
from explorer.exchange.tables.values import Complaint, Reading, amount, german_number, text_of
from explorer.exchange.template import words as told
from explorer.exchange.template.guide import is_example
from explorer.exchange.template.tables import (
    Table,
    exact_texts,
    heading_of_any,
    is_filled,
    is_template,
    tables,
)
from explorer.exchange.template.words import LINKS, PLAN
from explorer.i18n import N_, language
from explorer.model import (
    LABELS,
    LINK_TYPES,
    Link,
    Plan,
    Property,
    Value,
    uid_of,
)

__all__ = ["is_template", "read_template", "template_code"]

#: Choices that people write in many ways.
_FREE_CHOICES = frozenset({"status", "certainty", "level", "role"})
_PLAIN = re.compile(r"[+-]?\d+")
#: A number that was too long for a number of the file format, see ``template_write``.
_LONG = re.compile(r"-?\d+\.\d{4,}(e[+-]?\d+)?|-?\d+(\.\d+)?e[+-]?\d+")
_GERMAN_DAY = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")

#: Properties that hold a year are known by their limit.
_FIRST_YEAR = 1800
#: From here on whole numbers are written with an exponent.
_WHOLE = 1e15

_Cells = dict[str, str]


def template_code(book: Book) -> str:
    """The code of the plan that a template names; empty if it names none."""
    table = tables(book)[0].get(PLAN)
    found = (_text(table.cells(cells).get("code")).strip() for _row, cells in table.rows) if table else ()
    filled = is_filled(book)
    return next((code for code in found if code and (filled or not is_example(code))), "")


def read_template(book: Book, known: Plan | None = None, *, code: str = "", title: str = "") -> Incoming:
    """The checked plan in a template, with what its sheets and columns speak of.

    ``known`` is the plan that the store holds under the same code: links may lead to its items, and columns that
    were taken out are filled from it. ``code`` and ``title`` count if the file does not say which plan it is.
    Raises ``BadPlan`` with every problem, each at its sheet, row, heading and cell.
    """
    return _Reading(book, known, code, title).incoming()


class _Reading:
    def __init__(self, book: Book, known: Plan | None, code: str, title: str) -> None:
        self.tables, self.notes = tables(book)
        self.known, self.code, self.title = known, template_code(book) or code, title
        self.filled = is_filled(book)
        self.examples: list[Place] = []
        self.exact = exact_texts(book)

    def incoming(self) -> Incoming:
        plan = self._plan_source()
        nodes = {label: self._source(label) for label in LABELS}
        links = self._source(LINKS)
        self.notes += self._examples_told()
        try:
            made = checked_plan(plan, self._with_known(nodes, links), links)
        except BadPlan as bad:
            found = (p for p in bad.problems if isinstance(p, Problem))
            refuse([*self.notes, *map(_worded, found)])
        if any(problem.severity == "error" for problem in self.notes):
            refuse(self.notes)
        return Incoming(made, self._said(plan, nodes, links), tuple(self.notes))

    def _said(self, plan: Source, nodes: Mapping[str, Source], links: Source) -> Said:
        spoken = {
            key: table.positions
            for key, table in self.tables.items()
            # In a template that was empty, a sheet that nobody filled in says nothing.
            if self.filled or nodes.get(key, links).rows
        }
        return said_in(
            self.tables[PLAN].positions if isinstance(plan.places, _Places) else (),
            {key: columns for key, columns in spoken.items() if key in LABELS},
            spoken.get(LINKS),
        )

    def _plan_source(self) -> Source:
        source = self._source(PLAN)
        if source.rows:
            return source
        own: _Cells = {p.name: "" for p in (c.property for c in told.columns(PLAN))}
        if self.known:
            own |= {name: _as_text(self.known.properties.get(name)) for name in own}
        own |= {"code": self.code or own["code"], "title": self.title or own["title"]}
        if not own["code"] or not own["title"]:
            name = told.sheet_name(PLAN, language())
            self.notes.append(
                problem_at(
                    Place(self.tables[PLAN].sheet.name if PLAN in self.tables else name),
                    N_("The file does not say which plan it is."),
                    N_("Fill in code and title in the sheet “{name}”."),
                    name=name,
                )
            )
            own |= {name: own[name] or "-" for name in ("code", "title")}
        return Source(source.name, list(own), [(2, own)])

    def _source(self, key: str) -> Source:
        """The sheet as the check takes it; an empty one if it is not there."""
        names = [column.name for column in told.columns(key)]
        table = self.tables.get(key)
        if table is None:
            return Source(key, names, [])
        rows: list[tuple[int, _Cells]] = []
        for row, raw in table.rows:
            cells = table.cells(raw)
            if all(not _text(cell).strip() for cell in cells.values()):
                continue
            if self._is_example(key, cells):
                self.examples.append(table.sheet.place(row))
                continue
            rows.append((row, self._row(key, cells, table, row)))
        # A title that stands in the store need not stand here; what else is missing is told by the check.
        needed = {"type", "from", "to"} if key == LINKS else {"code"} if self.known else {"code", "title"}
        header = [name for name in names if name in table.positions or name not in needed]
        return Source(table.sheet.name, [*header, *table.twice], rows, _Places(table))

    def _is_example(self, key: str, cells: Mapping[str, CellValue]) -> bool:
        names = ("from", "to") if key == LINKS else ("code",)
        return not self.filled and any(is_example(_text(cells.get(name))) for name in names)

    def _row(self, key: str, cells: Mapping[str, CellValue], table: Table, row: int) -> _Cells:
        found: _Cells = {}
        for column in told.columns(key):
            if column.name not in table.positions:
                continue
            read = _value(key, column.property, cells[column.name])
            if read.complaint:
                self.notes.append(read.complaint.at(table.place(row, column.name)))
                if read.complaint.severity == "error":
                    # A stand-in, so that the check has not the same to say again.
                    read = Reading(_stand_in(column.property))
            found[column.name] = read.value or ""
        self._make_exact(key, found)
        there = self._there(key, found)
        for column in told.columns(key):
            if column.name not in found:
                found[column.name] = _as_text(there.get(column.name))
        if not found.get("certainty") and "certainty" not in table.positions and key != PLAN:
            found["certainty"] = "documented"
        return found

    def _make_exact(self, key: str, row: _Cells) -> None:
        """Put in the texts that a cell cannot keep, wherever nobody wrote something else."""
        if not self.exact:
            return
        identity = told.identity(key, row)
        for name in row:
            visible, text = self.exact.get((key, identity, name), ("", ""))
            if visible and visible.strip() == row[name].strip():
                row[name] = text

    def _there(self, key: str, row: _Cells) -> Mapping[str, Value]:
        """What the store says of the item or link in this row; nothing if it is new."""
        if self.known is None:
            return {}
        if key == PLAN:
            return self.known.properties
        code = self.known.code
        if key == LINKS:
            ends = (
                row.get("type", ""),
                *(uid_of(code, row.get(name, "").strip()) for name in ("from", "to")),
            )
            link = self._known_links.get(ends)
            return {p: link.properties.get(p) for p in link.properties} if link else {}
        node = self.known.nodes.get(uid_of(code, row.get("code", "").strip()))
        return node.properties if node else {}

    @cached_property
    def _known_links(self) -> dict[tuple[str, ...], Link]:
        return {link.key: link for link in self.known.links} if self.known else {}

    def _examples_told(self) -> list[Problem]:
        if not self.examples:
            return []
        return [
            problem_at(
                self.examples[0],
                N_("Rows that are examples were left out: {count}."),
                N_("Delete them when you do not need them; what is meant needs another code."),
                severity="hint",
                count=len(self.examples),
            )
        ]

    def _with_known(self, nodes: Mapping[str, Source], links: Source) -> dict[str, Source]:
        """The tables with those items of the store that links lead to and that no sheet lists."""
        if self.known is None:
            return dict(nodes)
        listed = {cells.get("code", "").strip() for source in nodes.values() for _row, cells in source.rows}
        wanted = {
            cells.get(name, "").strip() for _row, cells in links.rows for name in ("from", "to")
        } - listed
        more: dict[str, list[tuple[int, _Cells]]] = {label: [] for label in LABELS}
        for code in sorted(wanted):
            node = self.known.nodes.get(uid_of(self.known.code, code))
            if node:
                row = {p.name: _as_text(node.properties.get(p.name)) for p in LABELS[node.label].properties}
                more[node.label].append((0, row))
        return {label: replace(s, rows=[*s.rows, *more[label]]) for label, s in nodes.items()}


class _Places(Mapping[tuple[int, str], Place]):
    """Where the cells of a table stand, worked out when somebody asks: few are ever asked for."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def __getitem__(self, key: tuple[int, str]) -> Place:
        row, name = key
        if name and name not in self._table.positions:
            raise KeyError(key)
        # The check calls the row of the headings the first, wherever it stands.
        return self._table.place(self._table.header_row if row == 1 else row, name)

    def __iter__(self) -> Iterator[tuple[int, str]]:
        return ((row, name) for row, _cells in self._table.rows for name in self._table.positions)

    def __len__(self) -> int:
        return len(self._table.rows) * len(self._table.positions)


def _value(key: str, wanted: Property, cell: CellValue) -> Reading[str]:
    """A cell as the check reads it: codes for words, digits for numbers, text as it stands."""
    text = _text(cell)
    short = text.strip()
    if not short:
        return Reading("")
    if wanted.choices:
        return _choice(wanted, cell, short)
    if wanted.type != "string":
        return _number(wanted, cell, short)
    if wanted.name == "date":
        return Reading(_iso(cell, short))
    return Reading(text)


def _choice(wanted: Property, cell: CellValue, text: str) -> Reading[str]:
    known = told.choices_by_word(wanted.name)
    code = known.get(text.casefold())
    if code:
        return Reading(code)
    if wanted.name in _FREE_CHOICES:
        return choice(wanted.name, cell)
    lang = language()
    own = {told.choice(wanted.name, code, lang): code for code in wanted.choices}
    near = process.extractOne(text, list(known), score_cutoff=86)
    if near and len(text) > 4:
        return Reading(
            known[near[0]],
            Complaint(
                "hint",
                N_("“{value}” was read as “{read}”."),
                N_("Write “{read}” if that is meant; else one of: {allowed}."),
                details={
                    "value": text,
                    "read": told.choice(wanted.name, known[near[0]], lang),
                    "allowed": ", ".join(own),
                },
            ),
        )
    return Reading(
        None,
        Complaint(
            "error",
            N_("“{value}” is not known here."),
            N_("Write one of: {allowed}."),
            details={"value": text, "allowed": ", ".join(own)},
        ),
    )


def _number(wanted: Property, cell: CellValue, text: str) -> Reading[str]:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return Reading(text)
    if _PLAIN.fullmatch(text) or _LONG.fullmatch(text):
        return Reading(text)
    if wanted.name == "budget_eur":
        read = amount(cell)
        return Reading(_as_text(read.value), read.complaint)
    if wanted.minimum == _FIRST_YEAR:
        found = year(cell, last=wanted.name in ("until", "due_year"))
        return Reading(_as_text(found.value), found.complaint)
    parsed = german_number(text.lstrip("+-"))
    return Reading(("-" if text[0] == "-" else "") + _as_text(parsed[0]) if parsed else text)


def _iso(cell: CellValue, text: str) -> str:
    """A day as the plan keeps it; what is no day stays as it is."""
    found = _GERMAN_DAY.fullmatch(text)
    if not found:
        return text
    try:
        return date(int(found[3]), int(found[2]), int(found[1])).isoformat()
    except ValueError:
        return text


def _text(cell: CellValue) -> str:
    """A cell as text, exactly as it stands if it is text."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, float) and not (cell.is_integer() and abs(cell) < _WHOLE):
        return repr(cell)
    return text_of(cell)


def _as_text(value: Value) -> str:
    return "" if value is None else repr(value) if isinstance(value, float) else str(value)


def _stand_in(wanted: Property) -> str:
    if wanted.choices:
        return wanted.choices[0]
    return "" if not wanted.required else "1"


def _worded(problem: Problem) -> Problem:
    """A problem of the check in the words of the sheet: headings for columns, words for kinds and types."""
    details = dict(problem.details)
    for name, value in problem.details.items():
        text = str(value)
        if name == "column":
            details[name] = problem.column or heading_of_any(text)
        elif text in LABELS:
            details[name] = words.kind(text)
        elif text in LINK_TYPES:
            details[name] = words.link(text)
        elif name == "allowed":
            details[name] = _LABEL.sub(lambda found: words.kind(found[0]), text)
    return replace(problem, details=details)


_LABEL = re.compile("|".join(LABELS))

"""A plan out of the measures of a table and the items that its cells name, with every problem at its cell."""

from __future__ import annotations

from collections.abc import Iterable

from explorer.errors import BadPlan
from explorer.exchange.book import Book, CellValue, Sheet
from explorer.exchange.incoming import Incoming, LinkKind, Said
from explorer.exchange.mapping import (
    FIELD,
    GOALS,
    GOALS_PRIMARY,
    GOALS_SECONDARY,
    LEAD,
    MARK,
    OPERATIVE,
    PARTNER,
    Column,
    ImportMapping,
)
from explorer.exchange.problems import Place, Problem, problem_at, refuse
from explorer.exchange.tables.designations import plain
from explorer.exchange.tables.headings import BETWEEN
from explorer.exchange.tables.items import Codes, Items, Mention, kind_word
from explorer.exchange.tables.lists import all_goals, goals_in, names_in
from explorer.exchange.tables.measures import Measure, Measures
from explorer.exchange.tables.remarks import about_columns, about_marks
from explorer.exchange.tables.rows import blocks_of
from explorer.exchange.tables.sources import LINKS, SAID_OF_LINKS, Parts, Tie, assembled
from explorer.exchange.tables.values import mark, says_nothing, text_of
from explorer.i18n import N_
from explorer.model import LABELS, LINK_TYPES, Plan

#: Meaning of a column -> label of the items that it names.
_LABELS = {
    LEAD: "Department",
    PARTNER: "Department",
    FIELD: "FieldOfAction",
    OPERATIVE: "OperativeGoal",
    GOALS: "StrategicGoal",
    GOALS_PRIMARY: "StrategicGoal",
    GOALS_SECONDARY: "StrategicGoal",
    MARK: "StrategicGoal",
}


def read_table(book: Book, mapping: ImportMapping, code: str, title: str, known: Plan | None) -> Incoming:
    """The plan in the sheet that ``mapping`` speaks of, or ``BadPlan`` with every problem at its cell.

    ``code`` and ``title`` are the plan's own; those of ``known``, the plan that is there already, stay.
    """
    sheet = book.sheet(mapping.sheet) if mapping.sheet else next(iter(book.sheets), None)
    if sheet is None or not any(column.meaning == "title" for column in mapping.columns):
        refuse([_no_table(book, sheet, mapping)])
    return _Table(book, sheet, mapping, known).incoming(code, title)


class _Table:
    def __init__(self, book: Book, sheet: Sheet, mapping: ImportMapping, known: Plan | None) -> None:
        self._book, self._sheet, self._mapping, self._known = book, sheet, mapping, known
        self._columns = [column for column in mapping.columns if column.meaning]
        self._meanings = {column.meaning for column in self._columns}
        self._codes = Codes(node.code for node in known.nodes.values()) if known else Codes(())
        self._items = Items(known, mapping.values, self._codes)
        self._problems: list[Problem] = []
        self._alone_in: dict[int, frozenset[str]] = {}

    def incoming(self, code: str, title: str) -> Incoming:
        fields = self._items.names("FieldOfAction", FIELD)
        blocks, notes = blocks_of(
            self._sheet, self._mapping, lambda text: bool(fields.known) and fields.find(text).item is not None
        )
        reader = Measures(self._sheet, self._mapping, self._known, self._codes)
        measures = reader.read(blocks)
        if not measures:
            notes.append(self._no_rows())
        ties = [tie for measure in measures for tie in self._ties(measure)]
        self._items.settle(tie.mention for tie in ties)
        self._items.settle(self._headings())
        self._problems += [*notes, *reader.problems, *self._items.problems]
        self._problems += about_columns(self._book, self._mapping)
        self._problems += about_marks(self._sheet, self._mapping, blocks)
        said = self._said(reader.properties())
        try:
            own = self._known.properties if self._known else {"code": code, "title": title}
            parts = Parts(self._sheet, self._known, self._meanings, self._items, self._headings())
            plan = assembled(parts, own, reader, measures, ties)
        except BadPlan as bad:
            self._problems += [problem for problem in bad.problems if isinstance(problem, Problem)]
            refuse(_in_order(self._problems))
        if any(problem.severity == "error" for problem in self._problems):
            refuse(_in_order(self._problems))
        return Incoming(plan, said, tuple(_in_order(self._problems)), self._mapping)

    def _ties(self, measure: Measure) -> Iterable[Tie]:
        for block in measure.blocks:
            for meaning, (text, row, position) in block.section.items():
                place = self._sheet.place(row, position)
                yield Tie(
                    measure,
                    Mention(_LABELS[meaning], meaning, text, place),
                    "lead" if meaning == LEAD else "",
                )
            for entry in block.entries:
                for column in self._columns:
                    if column.meaning in _LABELS:
                        yield from self._ties_in(measure, column, entry.row, entry.cells.get(column.position))

    def _ties_in(self, measure: Measure, column: Column, row: int, cell: CellValue) -> Iterable[Tie]:
        place = self._sheet.place(row, column.position, column.heading)
        meaning, label = column.meaning, _LABELS[column.meaning]
        if meaning == MARK:
            read = mark(cell, self._mapping.values.get(MARK))
            if read.complaint:
                self._problems.append(read.complaint.at(place, meaning_of=MARK, text=text_of(cell)))
            if read.value:
                yield Tie(measure, self._goal_above(column), read.value)
            return
        text = text_of(cell)
        names = self._items.names(label, meaning)
        if not text or (says_nothing(cell) and not names.answered(text)):
            return
        if label == "StrategicGoal":
            if all_goals(text) and not names.known:
                self._problems.append(_all_of_none(place, text))
                return
            usual = "secondary" if meaning == GOALS_SECONDARY else "primary"
            for piece in goals_in(text, names):
                yield Tie(measure, Mention(label, meaning, piece.text, place), piece.sign or usual)
            return
        pieces = names_in(text, names, self._alone(column))
        # Without a column for those who help, the first of several leads.
        signed = any(piece.sign == "lead" for piece in pieces)
        for i, piece in enumerate(pieces):
            role = (
                "partner"
                if meaning == PARTNER or signed or (i > 0 and PARTNER not in self._meanings)
                else "lead"
            )
            kind = kind_word(column.heading) if label == "Department" else ""
            mention = Mention(label, meaning, piece.text, place, kind)
            yield Tie(measure, mention, (piece.sign or role) if label == "Department" else "")

    def _alone(self, column: Column) -> frozenset[str]:
        """The texts that fill a cell of the column as a whole, and so are names."""
        kept = self._alone_in.get(column.position)
        if kept is None:
            texts = {
                plain(text_of(cells[column.position]))
                for row, cells in self._sheet.rows
                if row >= self._mapping.header_row + self._mapping.header_rows
                and column.position < len(cells)
            }
            kept = self._alone_in[column.position] = frozenset(
                text for text in texts if len(text.split()) <= 4 and text
            )
        return kept

    def _goal_above(self, column: Column) -> Mention:
        own = column.heading.rpartition(BETWEEN)[2]
        place = self._sheet.place(
            self._mapping.header_row + self._mapping.header_rows - 1, column.position, column.heading
        )
        return Mention("StrategicGoal", "goal", column.item or own, place, heading=True)

    def _headings(self) -> list[Mention]:
        """The goals of all columns of marks: one that no measure serves is a gap worth seeing."""
        return [self._goal_above(column) for column in self._columns if column.meaning == MARK]

    def _said(self, properties: frozenset[str]) -> Said:
        kinds: set[LinkKind] = set()
        for column in self._columns:
            if column.meaning in _LABELS:
                label = _LABELS[column.meaning]
                type_, from_measure = LINKS[label]
                kinds.add((type_, "Measure", label) if from_measure else (type_, label, "Measure"))
        of_links = {type_: {name} for type_, name in SAID_OF_LINKS.items()}
        certain = {"certainty"} & self._meanings
        return Said(
            properties={
                **dict.fromkeys(LABELS, frozenset({"code", "title"})),
                "Measure": properties,
                **{type_: frozenset(of_links.get(type_, set()) | certain) for type_ in LINK_TYPES},
            },
            items=frozenset({"Measure"}),
            links=frozenset(kinds),
            plan=frozenset() if self._known else frozenset({"code", "title"}),
        )

    def _no_rows(self) -> Problem:
        return problem_at(
            self._sheet.place(self._mapping.header_row + self._mapping.header_rows),
            N_("Below the headings there is no measure."),
            N_("Put one measure into each row below the headings, and load the file again."),
            meaning=N_("There is nothing to load."),
        )


def _no_table(book: Book, sheet: Sheet | None, mapping: ImportMapping) -> Problem:
    if sheet is None:
        return problem_at(
            Sheet(mapping.sheet or book.name, ()).place(0),
            N_("There is no sheet “{sheet}” in {name}."),
            N_("Choose another sheet, or call it as before. There are: {sheets}."),
            sheet=mapping.sheet,
            name=book.name,
            sheets=", ".join(one.name for one in book.sheets) or "-",
        )
    found = [column.heading for column in mapping.columns if column.heading]
    if not found:
        return problem_at(
            sheet.place(0),
            N_("No row with headings was found."),
            N_("Write headings over the columns, e.g. Maßnahme, Amt, Handlungsfeld, Ziel 1, Ziel 2."),
            meaning=N_("Without headings nobody can tell what a column means."),
        )
    return problem_at(
        sheet.place(mapping.header_row),
        N_("No column says what the measures are called. Headings found: {headings}."),
        N_("Call one column “Maßnahme”, or say in the mapping which one it is."),
        headings=", ".join(found[:12]),
    )


def _all_of_none(place: Place, text: str) -> Problem:
    return problem_at(
        place,
        N_("“{text}” says all goals, but the plan has none yet."),
        N_("Write their numbers, e.g. 1; 2; 3."),
        meaning=N_("The measure would serve no goal."),
        text=text,
    )


def _in_order(problems: Iterable[Problem]) -> list[Problem]:
    """From top to bottom, each one once."""
    kept: dict[tuple[object, ...], Problem] = {}
    for one in problems:
        kept.setdefault((one.where, one.row, one.cell, one.what, str(one.details)), one)
    return sorted(kept.values(), key=lambda one: (one.row, len(one.cell), one.cell))

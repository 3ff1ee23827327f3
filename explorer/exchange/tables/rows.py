"""The measures of somebody's table, row by row: without sums, section headings, notes and repeated headings."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from explorer.exchange.book import CellValue, Sheet
from explorer.exchange.mapping import FIELD, GOALS, LEAD, MARK, OPERATIVE, ImportMapping
from explorer.exchange.problems import Problem, Severity, problem_at
from explorer.exchange.tables.designations import plain
from explorer.exchange.tables.values import mark, text_of
from explorer.i18n import N_

_DITTO = frozenset(
    {'"', "„", "“", "''", "〃", '-"-', "dito", "do.", "ditto", "s.o.", "siehe oben", "wie oben", "wie vor"}
)
_SUM = re.compile(
    r"(zwischen|gesamt)?summen?\b.*|gesamt\s*:?|gesamt(kosten|betrag|budget|ergebnis)\b.*|insgesamt\b.*|total\s*:?|"
    r"Σ.*|(anzahl|zahl) (der )?(maßnahmen|nennungen|kreuze|ziele)\b.*|sum\s*:?",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"(\*|legende|stand\s*:|stand \d|quelle|hinweis|anmerkung|erläuterung|bemerkung|fußnote|erstellt|bearbeiter|"
    r"\(?x\)?\s*[=:]|[●○•]\s*[=:]|¹|²|druckdatum|seite \d).*",
    re.IGNORECASE | re.DOTALL,
)
#: How a heading over several rows begins, and what it says about the measures below it.
_SECTIONS = (
    (
        FIELD,
        re.compile(
            r"(handlungsfeld|hf|themenfeld|handlungsbereich|schwerpunkt|field of action)\b", re.IGNORECASE
        ),
    ),
    (OPERATIVE, re.compile(r"(operatives ziel|teilziel|operative goal)\b", re.IGNORECASE)),
    (
        GOALS,
        re.compile(
            r"((strategisches|strat\.?)\s*ziel|ziel|sz|leitziel|oberziel)\s*(nr\.?\s*)?\d", re.IGNORECASE
        ),
    ),
    (
        LEAD,
        re.compile(
            r"(dezernat|dez\.?|fachbereich|fb|abteilung|abt\.?|amt|fachdienst|fd|geschäftsbereich)\s+(\d|[IVX]+\b)",
            re.IGNORECASE,
        ),
    ),
)


@dataclass(frozen=True)
class Entry:
    """One row of a measure: its number in the sheet, and its cells by column (what means "as above" is filled in)."""

    row: int
    cells: Mapping[int, CellValue]


@dataclass
class Block:
    """The rows of one measure, and what the section headings above it say: meaning -> (text, row, column)."""

    title: str
    entries: list[Entry]
    section: Mapping[str, tuple[str, int, int]] = field(default_factory=dict)

    @property
    def row(self) -> int:
        """The first of its rows."""
        return self.entries[0].row


def blocks_of(
    sheet: Sheet, mapping: ImportMapping, known_field: Callable[[str], bool]
) -> tuple[list[Block], list[Problem]]:
    """The measures below the headings, and hints about rows that were left out or joined.

    ``known_field`` says whether a text is the title of a field of the plan, so that it is a heading even
    without the word in front.
    """
    return _Reader(sheet, mapping, known_field).read()


class _Reader:
    def __init__(self, sheet: Sheet, mapping: ImportMapping, known_field: Callable[[str], bool]) -> None:
        self._sheet, self._known_field = sheet, known_field
        self._columns = [column for column in mapping.columns if column.meaning]
        self._headings = {column.position: column.heading for column in mapping.columns}
        self._title = next(column.position for column in self._columns if column.meaning == "title")
        self._code = next((column.position for column in self._columns if column.meaning == "code"), -1)
        self._meanings = {column.meaning for column in self._columns}
        self._first = mapping.header_row + mapping.header_rows
        self._blocks: list[Block] = []
        self._notes: list[Problem] = []
        self._section: dict[str, tuple[str, int, int]] = {}

    def read(self) -> tuple[list[Block], list[Problem]]:
        rows = [(number, cells) for number, cells in self._sheet.rows if number >= self._first]
        rows = self._without_notes(rows)
        above: dict[int, CellValue] = {}
        for index, (number, cells) in enumerate(rows):
            texts = {i: text for i, cell in enumerate(cells) if (text := text_of(cell))}
            if self._is_left_out(number, texts, first=index == 0) or self._is_section(number, texts):
                continue
            here = {
                column.position: cells[column.position] if column.position < len(cells) else None
                for column in self._columns
            }
            for position, cell in here.items():
                if text_of(cell).casefold().replace(". ", ".") in _DITTO:
                    here[position] = above.get(position)
            if not any(text_of(cell) for cell in here.values()):
                continue
            above = here
            self._take(Entry(number, here))
        return self._blocks, self._notes

    def _take(self, entry: Entry) -> None:
        title, last = text_of(entry.cells[self._title]), self._blocks[-1] if self._blocks else None
        code = text_of(entry.cells.get(self._code))
        if last and (entry.row, self._title) in self._sheet.filled and plain(title) == plain(last.title):
            last.entries.append(entry)
        elif last and not title and (not code or code == text_of(last.entries[0].cells.get(self._code))):
            last.entries.append(entry)
            self._note(
                entry.row,
                self._title,
                N_("This row has no measure; its entries were added to the measure in row {first}."),
                N_("Write the title of the measure into the row if it is another one."),
                "warning",
                first=last.row,
            )
        elif last and title and plain(title) == plain(last.title) and self._same_code(entry, last):
            last.entries.append(entry)
            self._note(
                entry.row,
                self._title,
                N_("“{title}” stands in row {first} already; the two rows were joined to one measure."),
                N_("If these are two measures, give them different titles."),
                first=last.row,
                title=title,
            )
        else:
            self._blocks.append(Block(title, [entry], dict(self._section)))

    def _same_code(self, entry: Entry, last: Block) -> bool:
        codes = {text_of(one.cells.get(self._code)) for one in (entry, *last.entries)}
        return len(codes - {""}) <= 1

    def _is_left_out(self, number: int, texts: Mapping[int, str], *, first: bool) -> bool:
        named = [
            text for i, text in sorted(texts.items()) if i in (self._title, self._code) or i == min(texts)
        ]
        if not texts:
            return True
        if any(_SUM.fullmatch(text) for text in named[:2]) and not any(
            texts.get(c.position) for c in self._columns if c.meaning == LEAD
        ):
            self._note(
                number, min(texts), N_("This row looks like a sum and was left out."), _DELETE_OR_RENAME
            )
            return True
        repeated = sum(plain(text) == plain(self._headings.get(i, "")) for i, text in texts.items())
        own = sum(
            plain(text) == plain(self._headings.get(i, "").rpartition(" › ")[2]) for i, text in texts.items()
        )
        if max(repeated, own) >= 2 and max(repeated, own) * 10 >= 6 * len(texts):
            return True
        order = [text for _i, text in sorted(texts.items())]
        numbering = [str(n) for n in range(1, len(order) + 1)], [chr(ord("a") + n) for n in range(len(order))]
        return first and len(order) >= 3 and [text.casefold().strip("()") for text in order] in numbering

    def _is_section(self, number: int, texts: Mapping[int, str]) -> bool:
        if len(set(texts.values())) != 1:
            return False
        position, text = min(texts.items())
        merged = len(texts) > 1 and all((number, i) in self._sheet.filled for i in list(texts)[1:])
        column = next((c for c in self._columns if c.position == position), None)
        meaning = next((meaning for meaning, pattern in _SECTIONS if pattern.match(text)), "")
        if not meaning and self._known_field(text):
            meaning = FIELD
        if not merged:
            if column and column.meaning in (FIELD, OPERATIVE) and not self._blocks_need(number):
                meaning = column.meaning
                self._section[meaning] = (text, number, position)
                return True
            if (
                column
                and column.meaning not in ("title", "code")
                and not (meaning and column.position < self._title)
            ):
                return False
            if not meaning and column:
                return False
        if not meaning and FIELD not in self._meanings:
            meaning = FIELD
        taken = meaning in self._meanings or (meaning == GOALS and MARK in self._meanings)
        if not meaning or taken:
            self._note(
                number,
                position,
                N_("“{text}” was read as a heading over the rows below and left out."),
                N_("Write into the columns of these rows what it says, if that is not there yet."),
                text=text,
            )
            return True
        self._section[meaning] = (text, number, position)
        if meaning == FIELD:
            # Goals and departments of the section above do not go on below the next heading.
            for other in (OPERATIVE, GOALS, LEAD):
                self._section.pop(other, None)
        return True

    def _blocks_need(self, number: int) -> bool:
        """Whether the row stands right below a measure, and so may say more about it."""
        return bool(self._blocks) and self._blocks[-1].entries[-1].row == number - 1

    def _without_notes(
        self, rows: Sequence[tuple[int, Sequence[CellValue]]]
    ) -> list[tuple[int, Sequence[CellValue]]]:
        """The rows without legend and notes below the table."""
        last = len(rows)
        while last and not self._is_measure(rows[last - 1][1]):
            last -= 1
        gap = False
        for index in range(last, len(rows)):
            number, cells = rows[index]
            gap = gap or (index > 0 and number - rows[index - 1][0] > 1)
            text = next((text for cell in cells if (text := text_of(cell))), "")
            if gap or _NOTE.fullmatch(text):
                self._note(
                    number,
                    -1,
                    N_("From row {first} on there are notes below the table; they were left out."),
                    N_("Move them up into the table if they are measures."),
                    first=number,
                )
                return list(rows[:index])
        return list(rows)

    def _is_measure(self, cells: Sequence[CellValue]) -> bool:
        texts = {i: text for i, cell in enumerate(cells) if (text := text_of(cell))}
        first = texts[min(texts)] if texts else ""
        legend = mark(first).value is not None and not re.fullmatch(r"\d+", first) and len(texts) <= 2
        return (
            self._title in texts
            and len(set(texts.values())) > 1
            and not legend
            and not _NOTE.fullmatch(first)
        )

    def _note(
        self, row: int, column: int, what: str, remedy: str, severity: Severity = "hint", **details: object
    ) -> None:
        place = self._sheet.place(row, column, self._headings.get(column, ""))
        self._notes.append(problem_at(place, what, remedy, severity=severity, meaning="", **details))


_DELETE_OR_RENAME = N_("Call it otherwise if it is a measure.")

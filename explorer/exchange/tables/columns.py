"""Finds the table in somebody's file: its sheet, its headings and what each column means."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from explorer.exchange.book import Book, CellValue, Sheet
from explorer.exchange.mapping import (
    GOALS,
    IGNORED,
    LEAD,
    MARK,
    OPERATIVE,
    PERIOD,
    Column,
    ImportMapping,
)
from explorer.exchange.tables.choices import choice
from explorer.exchange.tables.dates import period
from explorer.exchange.tables.designations import plain
from explorer.exchange.tables.goal_columns import goal_number, with_marks
from explorer.exchange.tables.headings import (
    BETWEEN,
    SINGLE,
    UNIT_KINDS,
    UNKNOWN,
    Meant,
    meant_by,
    own_part,
    unit_kind,
)
from explorer.exchange.tables.names import Names
from explorer.exchange.tables.values import text_of
from explorer.model import Plan

#: Headings stand within so many rows from the top, in so many rows, and in so many columns.
_DEEPEST, _HIGHEST, _WIDEST = 40, 3, 300
#: So many rows below the headings are looked at to see what a column holds.
_SAMPLE = 300
_LONGEST_HEADING = 120
#: Headings that are worth less are none: a heading that is sure counts 1, and so does a column of a goal.
_LEAST = 1.5


def recognise(book: Book, known: Plan | None = None, saved: ImportMapping | None = None) -> ImportMapping:
    """How ``book`` is best understood; what is only guessed is flagged, what is not understood is ignored.

    ``known`` is the plan that it is to go into: its goals are recognised in headings by number, code or title.
    ``saved`` is how an earlier file was understood: it wins wherever its headings are still there. A book in
    which nothing was found gives a mapping without columns.
    """
    if saved and saved.shape == "template":
        saved = None
    goals = Names("StrategicGoal", known.of("StrategicGoal") if known else ())
    visible = [sheet for sheet in book.sheets if not sheet.hidden] or list(book.sheets)
    tables = [table for sheet in visible if (table := _best_table(sheet, goals, saved))]
    if not tables:
        return ImportMapping(shape="list", sheet=visible[0].name if visible else "")
    best = max(tables, key=lambda table: table.score)
    marks = sum(column.meaning == MARK for column in best.columns)
    return ImportMapping(
        shape="matrix" if marks >= 2 else "list",
        sheet=best.sheet.name,
        header_row=best.first,
        header_rows=best.last - best.first + 1,
        columns=tuple(best.columns),
        values=saved.values if saved else {},
    )


def other_tables(book: Book, mapping: ImportMapping) -> list[str]:
    """Names of further visible sheets that look as if they held measures too."""
    goals = Names("StrategicGoal", ())
    return [
        sheet.name
        for sheet in book.sheets
        if not sheet.hidden
        and sheet.name != mapping.sheet
        and (table := _best_table(sheet, goals, None)) is not None
        and len({c.meaning for c in table.columns if c.meaning and not c.guessed}) >= 2
        and any(column.meaning == "title" for column in table.columns)
    ]


@dataclass
class _Table:
    """One guess where the headings of a sheet are."""

    sheet: Sheet
    first: int
    last: int
    columns: list[Column]
    score: float


def _best_table(sheet: Sheet, goals: Names, saved: ImportMapping | None) -> _Table | None:
    found: list[tuple[float, int, int, list[str]]] = []
    rows = list(sheet.rows[: _DEEPEST + _HIGHEST])
    for start in range(min(len(rows), _DEEPEST)):
        for count in range(1, min(_HIGHEST, len(rows) - start) + 1):
            window = rows[start : start + count]
            if window[-1][0] - window[0][0] > count or _looks_like_data([cells for _row, cells in window]):
                continue
            headings = _headings(sheet, window)
            score = _headings_score(headings, goals, saved) - 0.6 * (count - 1)
            found.append((score, start, count, headings))
    # The full look is for the few best alone.
    best: _Table | None = None
    for score, start, count, headings in sorted(found, key=lambda f: (-f[0], f[1], f[2]))[:4]:
        if score < _LEAST / 2:
            continue
        below = [cells for _row, cells in sheet.rows[start + count : start + count + _SAMPLE]]
        columns = _columns(headings, [cells for cells in below if _is_data(cells, headings)], goals, saved)
        score += 0.8 * sum(column.meaning == MARK for column in columns)
        if score >= _LEAST and (not best or score > best.score):
            best = _Table(sheet, rows[start][0], rows[start + count - 1][0], columns, score)
    return best and _first_of(best, found, rows)


def _first_of(
    best: _Table,
    found: Sequence[tuple[float, int, int, list[str]]],
    rows: Sequence[tuple[int, Sequence[CellValue]]],
) -> _Table:
    """The same headings where they stand first: printed tables repeat them on every page."""
    wanted = [column.heading for column in best.columns if column.heading]
    for _score, start, count, headings in sorted(found, key=lambda f: f[1]):
        if rows[start][0] < best.first and [heading for heading in headings if heading] == wanted:
            return _Table(best.sheet, rows[start][0], rows[start + count - 1][0], best.columns, best.score)
    return best


def _looks_like_data(window: Sequence[Sequence[CellValue]]) -> bool:
    texts = [text_of(cell) for cell in window[-1]]
    filled = [text for text in texts if text]
    marks = sum(text.casefold() in ("x", "(x)", "●", "✓") for text in filled)
    return not filled or marks > 0 or sum(len(text) > _LONGEST_HEADING for text in filled) * 2 > len(filled)


def _is_data(cells: Sequence[CellValue], headings: Sequence[str]) -> bool:
    """Whether a row is neither a heading over several columns nor the headings once more."""
    texts = {i: text for i, cell in enumerate(cells) if (text := text_of(cell))}
    again = sum(plain(text) == plain(own_part(headings[i])) for i, text in texts.items() if i < len(headings))
    return (len(texts) == 1 or len(set(texts.values())) > 1) and again * 10 < 6 * max(len(texts), 2)


def _headings(sheet: Sheet, window: Sequence[tuple[int, Sequence[CellValue]]]) -> list[str]:
    """One heading a column: the texts of all its rows, the upper ones being groups that may reach to the right."""
    width = min(max(len(cells) for _row, cells in window), _WIDEST)
    lines = [
        [
            re.sub(r"\s+", " ", _unbroken(text_of(cell)))
            for cell in [*cells, *[None] * (width - len(cells))][:width]
        ]
        for _row, cells in window
    ]
    for upper, lower in pairwise(lines):
        group = ""
        for i in range(width):
            if upper[i]:
                group = upper[i] if lower[i] and lower[i] != upper[i] else ""
            elif lower[i] and group:
                upper[i] = group
            else:
                group = ""
    return [BETWEEN.join(dict.fromkeys(line[i] for line in lines if line[i])) for i in range(width)]


def _unbroken(text: str) -> str:
    return re.sub(r"(?<=\w)-\s*\n\s*(?=[a-zäöüß])", "", text)


def _headings_score(headings: Sequence[str], goals: Names, saved: ImportMapping | None) -> float:
    kept = {plain(column.heading) for column in saved.columns} if saved else set()
    score, seen = 0.0, set[str]()
    # The same heading over several columns is that of a group, and says nothing about each of them.
    for heading in dict.fromkeys(headings):
        if not heading:
            continue
        meant = meant_by(heading)
        if plain(heading) in kept:
            score += 1
        elif goal_number(heading) or (not heading.isdigit() and goals.find(own_part(heading)).item):
            score += 0.8
        elif meant.meaning != UNKNOWN and (meant.meaning not in seen or meant.meaning not in SINGLE):
            score += meant.score / 100 * (1.5 if meant.meaning == "title" and not meant.guessed else 1)
        elif meant.meaning == UNKNOWN:
            score -= 0.05
        seen.add(meant.meaning)
    return score


def _columns(
    headings: Sequence[str], below: Sequence[Sequence[CellValue]], goals: Names, saved: ImportMapping | None
) -> list[Column]:
    cells = [[row[i] for row in below if i < len(row)] for i in range(len(headings))]
    meant = [_by_content(meant_by(heading), heading, cells[i]) for i, heading in enumerate(headings)]
    columns = [
        Column(
            position=i,
            heading=heading,
            meaning=IGNORED if meant[i].meaning == UNKNOWN else meant[i].meaning,
            guessed=meant[i].guessed,
        )
        for i, heading in enumerate(headings)
    ]
    columns = with_marks(columns, meant, cells, goals)
    columns = _with_saved(columns, saved, goals)
    columns = _one_of_each(columns, meant, saved)
    columns = _with_title(columns, cells)
    return [c for c in columns if c.heading or any(text_of(cell) for cell in cells[c.position])]


def _by_content(meant: Meant, heading: str, cells: Sequence[CellValue]) -> Meant:
    """The meaning of a heading again, once it is seen what stands below it."""
    texts = [text_of(cell) for cell in cells]
    filled = [text for text in texts if text]
    if not filled:
        return meant
    if meant.meaning == "status" and meant.guessed:
        fits = sum(choice("status", text).complaint is None for text in filled)
        if fits * 2 < len(filled):
            return replace(meant, meaning="description")
    if meant.meaning in ("since", "until"):
        periods = sum(_is_period(cell) for cell in cells)
        if periods * 2 > len(filled):
            return replace(meant, meaning=PERIOD, guessed=True)
    if meant.meaning == "code" and meant.guessed and _is_running(filled):
        # A running number is another one next year.
        return replace(meant, meaning=IGNORED)
    if meant.meaning == GOALS and plain(heading) in ("ziel", "ziele"):
        # Long sentences that hardly ever come twice are goals of single measures.
        long = sum(len(text) for text in filled) > 60 * len(filled)
        if long and len(set(filled)) > 0.8 * len(filled):
            return replace(meant, meaning=OPERATIVE)
    return meant


def _is_running(texts: Sequence[str]) -> bool:
    numbers = [int(text.strip(" .")) for text in texts if re.fullmatch(r"\d{1,5}\.?", text)]
    return len(numbers) * 5 >= len(texts) * 3 and numbers == list(range(1, len(numbers) + 1))


def _is_period(cell: CellValue) -> bool:
    ends = period(cell).value
    return bool(ends and ends[0] and ends[1] and ends[0] != ends[1])


def _with_saved(columns: list[Column], saved: ImportMapping | None, goals: Names) -> list[Column]:
    if not saved:
        return columns
    kept: dict[str, list[Column]] = {}
    for column in saved.columns:
        kept.setdefault(plain(column.heading), []).append(column)
    made = []
    for column in columns:
        before = kept.get(plain(column.heading)) or []
        old = before.pop(0) if before and column.heading else None
        if old is None or (old.item and goals.known and not goals.with_code(old.item)):
            made.append(column)
        else:
            made.append(
                column.model_copy(update={"meaning": old.meaning, "item": old.item, "guessed": old.guessed})
            )
    return made


def _one_of_each(columns: list[Column], meant: Sequence[Meant], saved: ImportMapping | None) -> list[Column]:
    """At most one column for what may stand there once, and for plain kinds of departments the finest one."""
    kept = {plain(column.heading) for column in saved.columns} if saved else set()

    def rank(column: Column) -> tuple[bool, bool, int, int]:
        order = meant[column.position].order
        return (plain(column.heading) not in kept, column.guessed, order, column.position)

    made = list(columns)
    counted = Counter(column.meaning for column in columns)
    for meaning in SINGLE:
        if counted[meaning] > 1:
            best = min((c for c in columns if c.meaning == meaning), key=rank)
            for column in columns:
                if column.meaning == meaning and column is not best:
                    made[column.position] = _set_aside(column)
    leads = [c for c in columns if c.meaning == LEAD]
    fineness = {kind: i for i, (_line, kind) in enumerate(UNIT_KINDS)}
    units = {c.position: fineness[kind] for c in leads if (kind := unit_kind(c.heading)) and c.guessed}
    if len(leads) > 1 and units:
        explicit = len(units) < len(leads)
        finest = min(units.values())
        for column in leads:
            if column.position in units and (explicit or units[column.position] > finest):
                made[column.position] = _set_aside(column)
    return made


def _set_aside(column: Column) -> Column:
    # Another column already says what the measure is called; this one says more about it.
    return column.model_copy(
        update={"meaning": "description" if column.meaning == "title" else IGNORED, "guessed": True}
    )


def _with_title(columns: list[Column], cells: Sequence[Sequence[CellValue]]) -> list[Column]:
    """If no heading speaks of the measure, the column with the most different texts is guessed to name it."""
    if any(column.meaning == "title" for column in columns):
        return columns
    if sum(bool(column.meaning) for column in columns) < 2:
        return columns

    def different(column: Column) -> int:
        texts = {text for cell in cells[column.position] if len(text := text_of(cell)) > 5}
        return len(texts) if not column.meaning or column.meaning == "description" else 0

    best = max(columns, key=different, default=None)
    if best is None or different(best) < 1:
        return columns
    return [
        column.model_copy(update={"meaning": "title", "guessed": True}) if column is best else column
        for column in columns
    ]

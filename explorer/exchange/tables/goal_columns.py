"""Finds the columns of strategic goals in a matrix: a goal's number, code or title above, marks below."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from explorer.exchange.book import CellValue
from explorer.exchange.mapping import GOALS, MARK, Column
from explorer.exchange.tables.designations import designation
from explorer.exchange.tables.headings import BETWEEN, UNKNOWN, Meant, own_part
from explorer.exchange.tables.names import Names
from explorer.exchange.tables.values import mark, text_of


def with_marks(
    columns: list[Column], meant: Sequence[Meant], cells: Sequence[Sequence[CellValue]], goals: Names
) -> list[Column]:
    """The columns again, those of goals being found: a goal's number, code or title above, marks or nothing below.

    ``meant`` is what the headings mean, ``cells`` what stands below them; ``goals`` are those of the plan.
    """
    made = list(columns)
    counted = Counter(column.heading for column in columns)
    marked = {
        i
        for i, column in enumerate(columns)
        if counted[column.heading] == 1 and _holds_marks(cells[i], surely=bool(goal_number(column.heading)))
    }
    goalish = set[int]()
    for i, column in enumerate(columns):
        own = own_part(column.heading)
        if not own or (meant[i].meaning not in (UNKNOWN, GOALS) and not _is_number(own)):
            continue
        empty = not any(text_of(cell) for cell in cells[i])
        number = goal_number(column.heading) or (i in marked and _is_number(own))
        found = goals.find(own)
        if (number or found.item) and (i in marked or empty):
            item = found.item
            made[i] = column.model_copy(
                update={
                    "meaning": MARK,
                    "item": item.code if item else "",
                    "guessed": bool(goals.known) and not item,
                }
            )
            goalish.add(i)
        elif i in marked and len(found.near) == 1:
            made[i] = column.model_copy(update={"meaning": MARK, "item": found.near[0].code, "guessed": True})
            goalish.add(i)
    open_marks = {i for i in marked if i not in goalish and meant[i].meaning in (UNKNOWN, GOALS)}
    for i in _between_or_run(goalish, open_marks, [column.heading for column in columns]):
        made[i] = columns[i].model_copy(update={"meaning": MARK, "guessed": True})
    return made


def _between_or_run(goalish: set[int], marked: set[int], headings: Sequence[str]) -> set[int]:
    """Columns of marks that are goals too: in a group called so, beside goals, or the longest run of marks."""
    grouped = {i for i in marked if re.search(r"ziel|goal", headings[i].rpartition(BETWEEN)[0].casefold())}
    other = {
        i for i in marked - grouped if not headings[i].rpartition(BETWEEN)[0] or not (goalish or grouped)
    }
    if goalish or grouped:
        ends = goalish | grouped
        return grouped | {i for i in other if min(ends) < i < max(ends)}
    runs: list[list[int]] = []
    for i in sorted(other):
        if runs and runs[-1][-1] == i - 1:
            runs[-1].append(i)
        else:
            runs.append([i])
    longest = max(runs, key=len, default=[])
    return set(longest) if len(longest) >= 2 else set()


def _holds_marks(cells: Sequence[CellValue], *, surely: bool) -> bool:
    """Whether cells hold marks; of those below a goal's number fewer need to be understood (``surely``)."""
    filled = [text for cell in cells if (text := text_of(cell))]
    readings = [mark(text) for text in filled]
    good = sum(reading.complaint is None for reading in readings)
    some = [text for text, reading in zip(filled, readings, strict=True) if reading.value]
    return bool(some) and good >= (0.3 if surely else 0.6) * len(filled)


def goal_number(heading: str) -> str:
    """The number of the goal that a heading speaks of: ``Ziel 3``, ``SZ 3``, or a bare 3 in a group of goals."""
    group, _between, own = heading.rpartition(BETWEEN)
    said = designation(own, "StrategicGoal")
    if not said.number or len(said.number) > 2:
        return ""
    return (
        said.number if said.kind or _has_goal_word(own) or re.search(r"ziel|goal", group.casefold()) else ""
    )


def _has_goal_word(own: str) -> bool:
    return bool(
        re.match(
            r"(strat\w*\.?\s*)?(ziele?|sz|z|lz|oberziel|leitziel|hauptziel|goal|sg)\s*\.?\s*\d",
            own.casefold(),
        )
    )


def _is_number(own: str) -> bool:
    return bool(re.fullmatch(r"\d{1,2}\.?", own.strip()))

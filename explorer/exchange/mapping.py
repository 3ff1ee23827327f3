"""How the columns of somebody's file are understood; people may correct it, and it is kept with the plan."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

Shape = Literal["template", "matrix", "list"]
SHAPES: tuple[Shape, ...] = ("template", "matrix", "list")

#: What a column of a matrix or a flat list may mean, besides a property of a measure (``explorer.model``).
LEAD, PARTNER, FIELD, OPERATIVE = "lead", "partner", "field", "operative"
#: Several strategic goals in one cell: of either weight, or all primary, or all secondary.
GOALS, GOALS_PRIMARY, GOALS_SECONDARY = "goals", "goals_primary", "goals_secondary"
#: One strategic goal a column, marked by x and the like; ``Column.item`` says which.
MARK = "mark"
#: Both years in one cell, as ``2015-2018``.
PERIOD = "period"
IGNORED = ""

#: In ``ImportMapping.values``: this text is no item that is there, but a new one.
NEW = "+"


class Column(BaseModel):
    """One column: where it stands (index from 0), its heading, what it means, and whether that was only guessed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    position: int
    heading: str
    meaning: str = IGNORED
    #: For ``MARK``: the code of the goal, or empty for a new one that is called as the heading.
    item: str = ""
    guessed: bool = False


class ImportMapping(BaseModel):
    """How a file is read. As JSON it is kept with the plan, so that next year's file is read the same way.

    ``values`` answers questions about single texts: meaning -> {text in the file -> code of the item, or ``NEW``}.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    shape: Shape
    sheet: str = ""
    #: Number of the first row with headings, and how many rows the headings take.
    header_row: int = 1
    header_rows: int = 1
    columns: tuple[Column, ...] = ()
    values: dict[str, dict[str, str]] = {}

"""The matrix as the table component wants it: heads, cells, sums and legend in the reader's language."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from explorer import words
from explorer.app.text import title_of
from explorer.coverage import Axis, Cell, Line, Matrix
from explorer.i18n import _, _n, language
from explorer.model import Plan
from explorer.picture.matrix import theme_of
from explorer.picture.palette import STATES, Theme

#: The states in the order of a legend.
LEGEND = ("deep", "shallow", "gap", "meant", "single")


def payload_of(
    plan: Plan,
    matrix: Matrix,
    *,
    opened: Collection[str] = (),
    row: str = "",
    column: str = "",
    whole: bool = False,
    english: bool = False,
    theme: Theme = "light",
) -> dict[str, Any]:
    """What the component ``picture.matrix`` draws; ``opened`` departments are unfolded, ``row``/``column`` picked.

    ``whole`` says that the sum of all is picked.
    """
    columns = matrix.columns.shown(opened)
    hints = _Hints(matrix)
    legend = [s for s in LEGEND if not (matrix.breakdown and s in ("gap", "meant"))]
    if matrix.breakdown:
        legend.append("empty")
    return {
        "caption": caption_of(matrix),
        "lang": language(),
        "corner": _(
            "{rows} / {columns}",
            rows=words.dimension(matrix.rows.dimension),
            columns=words.dimension(matrix.columns.dimension),
        ),
        "columns": [
            {
                "head": head_of(plan, matrix.columns, path[-1]),
                **_head(plan, matrix.columns, path, opened, english=english),
            }
            for path in columns
        ],
        "rows": [
            {
                "key": "|".join(path),
                **_head(plan, matrix.rows, path, opened, english=english),
                "strong": path[-1] in matrix.rows.wholes,
                "cells": [hints.cell(matrix.cell(path[-1], c[-1])) for c in columns],
                **_sum("sum", matrix.row(path[-1])),
            }
            for path in matrix.rows.shown(opened)
        ],
        "sums": {
            "title": _("Covered"),
            "cells": [_sum("", matrix.column(path[-1])) for path in columns],
            "total": _total(matrix),
        },
        "sum_head": _("Covered"),
        "selected": {"row": row or ("" if whole else None), "column": column or ("" if whole else None)},
        "labels": {
            "fold": _("Fold {title}"),
            "unfold": _("Unfold {title}"),
            "keys": _(
                "Arrow keys move from cell to cell, Enter opens the list behind a cell, plus and minus unfold and fold."
            ),
        },
        "legend": [
            {"state": s, "symbol": STATES[theme][s].symbol, "text": _legend_text(s, matrix)} for s in legend
        ],
        "theme": theme_of(theme),
    }


def caption_of(matrix: Matrix) -> str:
    """What the table is, in one line."""
    return _(
        "{rows} and {columns}: number of measures and how well each combination is covered",
        rows=words.dimension(matrix.rows.dimension, 2),
        columns=words.dimension(matrix.columns.dimension, 2),
    )


def title_in(plan: Plan, axis: Axis, item: str, *, english: bool = False) -> str:
    """The title of an item of an axis: a status in words, anything else as in the plan."""
    return words.code(item) if axis.dimension == "status" else title_of(plan, item, english=english)


def head_of(plan: Plan, axis: Axis, item: str) -> str:
    """The short head of a column: a goal's number, otherwise the code."""
    if axis.dimension == "status":
        return ""
    node = plan.nodes[item]
    return node.text("number") if axis.dimension == "goal" and node.text("number") else node.code


def describe(cell: Cell) -> str:
    """A cell's state in words, for its hint and the list behind it: "deep, 12 measures"."""
    said = [words.state(cell.state)]
    if cell.measures:
        said.append(_n("{count} measure", "{count} measures", len(cell.measures)))
    elif cell.operatives:
        said.append(_n("only {count} operative goal", "only {count} operative goals", len(cell.operatives)))
    elif cell.pursued:
        said.append(_("only named in the plan"))
    if cell.single:
        said.append(_("hangs on it alone"))
    if cell.reason:
        said.append(_("reason: {reason}", reason=cell.reason))
    return ", ".join(said)


def of_text(line: Line) -> str:
    """ "5 of 7" for the covered items of a row or column."""
    return _("{covered} of {all}", covered=len(line.covered), all=len(line.of))


def amounts_text(line: Line) -> str:
    """ "12 measures, 1 left out on purpose" for a row or column."""
    said = _n("{count} measure", "{count} measures", len(line.measures))
    if not line.meant:
        return said
    meant = _n("{count} left out on purpose", "{count} left out on purpose", len(line.meant))
    return f"{said}, {meant}"


class _Hints:
    """Cells as data; equal cells share one text, since thousands of them differ in a few dozen ways only."""

    def __init__(self, matrix: Matrix) -> None:
        self._texts: dict[tuple[object, ...], str] = {}
        self._breakdown = matrix.breakdown

    def cell(self, cell: Cell) -> dict[str, Any]:
        kind = (cell.state, len(cell.measures), len(cell.operatives), cell.pursued, cell.reason)
        if kind not in self._texts:
            self._texts[kind] = describe(cell)
        return {
            "state": cell.state.value,
            "count": len(cell.measures),
            "single": cell.single and not self._breakdown,
            "hint": self._texts[kind],
        }


def _head(
    plan: Plan, axis: Axis, path: tuple[str, ...], opened: Collection[str], *, english: bool
) -> dict[str, Any]:
    item = path[-1]
    title = title_in(plan, axis, item, english=english)
    foldable = item not in axis.wholes and item in axis.children
    hint = title if axis.dimension == "status" else f"{title} ({plan.nodes[item].code})"
    if foldable:
        parts = _n(
            "counts what its {count} part carries",
            "counts what its {count} parts carry",
            len(axis.children[item]),
        )
        hint = f"{hint}, {parts}"
    return {
        "id": item,
        "title": title,
        "hint": hint,
        "level": len(path) - 1,
        "foldable": foldable,
        "open": foldable and item in opened,
    }


def _sum(name: str, line: Line) -> dict[str, str]:
    text, hint = of_text(line), amounts_text(line)
    return {name: text, f"{name}_hint": hint} if name else {"text": text, "hint": hint}


def _total(matrix: Matrix) -> dict[str, str]:
    return _sum("", matrix.whole())


def _legend_text(state: str, matrix: Matrix) -> str:
    return words.state_meaning(state) if matrix.breakdown and state == "empty" else words.state(state)

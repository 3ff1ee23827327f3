"""What is behind a cell, a head or a sum of the matrix: its words, its lists, and its part of the graph."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from explorer.app.coverage_table import amounts_text, describe, of_text, title_in
from explorer.app.coverage_view import CoverageView
from explorer.coverage import Cell, Line, Matrix, State
from explorer.hierarchy import parts_of
from explorer.i18n import _, _n
from explorer.model import Plan
from explorer.picture.scene import Scene
from explorer.picture.views import chosen
from explorer.survey import Outside

#: Pairs that may be marked as left out on purpose, by the dimension that is not the goal.
_MARKABLE = ("department", "operative")


@dataclass(frozen=True)
class Selection:
    """What was picked: a title and a sentence (plain text), the crossings of a line, and the items behind it.

    ``measures`` is as long as the number that was clicked; ``pair`` is the (department or operative goal, goal) that
    a mark can be put on, if there is one; ``mark`` the pair that a mark in force was put on.
    """

    title: str
    sentence: str
    measures: tuple[str, ...] = ()
    operatives: tuple[str, ...] = ()
    crossings: tuple[Cell, ...] = ()
    ends: tuple[str, ...] = ()
    state: State | None = None
    reason: str = ""
    pair: tuple[str, str] | None = None
    mark: tuple[str, str] | None = None


def selection_of(
    plan: Plan, matrix: Matrix, outside: Outside, view: CoverageView, *, english: bool = False
) -> Selection | None:
    """What ``view`` picks, or None if nothing is picked or it is not in the matrix any more."""
    if view.behind == "all":
        return _all(matrix)
    if view.behind:
        return _outside(matrix, outside, view.behind)
    if (view.row and view.row not in matrix.rows.items) or (
        view.column and view.column not in matrix.columns.items
    ):
        return None
    if view.row and view.column:
        return _crossing(plan, matrix, matrix.cell(view.row, view.column), english=english)
    if view.row:
        cells = tuple(matrix.cell(view.row, column) for column in matrix.columns.counted)
        return _head(
            title_in(plan, matrix.rows, view.row, english=english), matrix.row(view.row), cells, view.row
        )
    if view.column:
        cells = tuple(matrix.cell(row, view.column) for row in matrix.rows.counted)
        title = title_in(plan, matrix.columns, view.column, english=english)
        return _head(title, matrix.column(view.column), cells, view.column)
    return None


def part_of_graph(
    plan: Plan, matrix: Matrix, selection: Selection, *, view: str, english: bool = False
) -> Scene:
    """Just that part of the plan: the ends, the measures and operative goals behind them, and what ties these."""
    sure = {*matrix.scope.certainties}
    links = tuple(link for link in plan.links if link.certainty in sure or link.type == "PART_OF")
    counted = plan.restricted(plan.nodes, links)
    ends = [uid for uid in selection.ends if uid in plan.nodes]
    inner = {*selection.measures, *selection.operatives}
    shown = [*ends, *_between(counted, ends, inner), *selection.operatives, *selection.measures]
    return chosen(counted, shown, view, english=english, with_ties=False)


def _between(plan: Plan, ends: Collection[str], inner: Collection[str]) -> list[str]:
    """What a measure hangs on the ends by: a part of a department, an operative goal of a goal."""
    parts = {p for uid in ends if plan.nodes[uid].label == "Department" for p in parts_of(plan, uid)}
    derived = {link.source for link in plan.links if link.type == "DERIVED_FROM" and link.target in ends}
    found: dict[str, None] = {}
    for link in plan.links:
        if link.type == "RESPONSIBLE_FOR" and link.target in inner and link.source in parts:
            found[link.source] = None
        elif link.type == "IMPLEMENTS" and link.source in inner and link.target in derived:
            found[link.target] = None
    return [uid for uid in found if uid not in ends]


def _crossing(plan: Plan, matrix: Matrix, cell: Cell, *, english: bool) -> Selection:
    row = title_in(plan, matrix.rows, cell.row, english=english)
    column = title_in(plan, matrix.columns, cell.column, english=english)
    pair = _pair(matrix, cell)
    return Selection(
        title=_("{row} – {column}", row=row, column=column),
        sentence=_capital(describe(cell)),
        measures=cell.measures,
        operatives=cell.operatives,
        ends=(cell.row, cell.column),
        state=cell.state,
        reason=cell.reason,
        pair=pair,
        mark=_turned(matrix, cell.marked) if cell.marked else None,
    )


def _head(title: str, line: Line, cells: tuple[Cell, ...], end: str) -> Selection:
    said = _("{of} covered, {measures}", of=of_text(line), measures=amounts_text(line))
    return Selection(title, said, line.measures, crossings=cells, ends=(end,))


def _all(matrix: Matrix) -> Selection:
    rows, columns = matrix.rows.counted, matrix.columns.counted
    cells = tuple(matrix.cell(row, column) for row in rows for column in columns)
    head = _head(_("All combinations"), matrix.whole(), cells, "")
    return replace(head, ends=())


def _outside(matrix: Matrix, outside: Outside, which: str) -> Selection:
    found = {"row": outside.without_row, "column": outside.without_column, "hidden": outside.hidden}[which]
    return Selection(outside_words(matrix, which, len(found)), "", found)


def outside_words(matrix: Matrix, which: str, count: int) -> str:
    """Why measures stand in no cell, in a few words."""
    if which == "hidden":
        return _n("{count} hidden by the filters", "{count} hidden by the filters", count)
    side = matrix.rows if which == "row" else matrix.columns
    return {
        "department": _n("{count} without a department", "{count} without a department", count)
        if matrix.scope.partners
        else _n("{count} without a leading department", "{count} without a leading department", count),
        "goal": _n("{count} without a strategic goal", "{count} without a strategic goal", count),
        "field": _n("{count} without a field of action", "{count} without a field of action", count),
        "operative": _n("{count} without an operative goal", "{count} without an operative goal", count),
        "status": _n("{count} without a status", "{count} without a status", count),
    }[side.dimension]


def _pair(matrix: Matrix, cell: Cell) -> tuple[str, str] | None:
    """The (department or operative goal, goal) of a cell that may be marked: one that nothing carries."""
    if matrix.breakdown or cell.state is not State.GAP:
        return None
    sides = {matrix.rows.dimension: cell.row, matrix.columns.dimension: cell.column}
    other = next((d for d in _MARKABLE if d in sides), None)
    return (sides[other], sides["goal"]) if other and "goal" in sides else None


def _turned(matrix: Matrix, marked: tuple[str, str]) -> tuple[str, str]:
    """A mark as it is stored: the goal second."""
    return (marked[1], marked[0]) if matrix.rows.dimension == "goal" else marked


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

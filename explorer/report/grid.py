"""The matrix of a report: the lines that the screen shows for the same choice, with titles, sums and legend."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from explorer import words
from explorer.coverage import Axis, Cell, Line, Matrix, State
from explorer.i18n import Language
from explorer.model import Plan
from explorer.report.content import Grid, Head, Sign, Square, Sum
from explorer.words import title_of

#: The order of the legend: from well covered to not at all. Where measures are broken down by status, nothing is a gap.
_STATES = (State.DEEP, State.SHALLOW, State.GAP, State.MEANT)
_STATES_OF_BREAKDOWN = (State.DEEP, State.SHALLOW, State.EMPTY)

Path = tuple[str, ...]


def grid_of(plan: Plan, matrix: Matrix, opened: Collection[str], department: str, lang: Language) -> Grid:
    """The matrix in words; ``opened`` units are unfolded, and only ``department`` and its parts stand in it."""
    rows = lines_of(matrix.rows, opened, department)
    columns = lines_of(matrix.columns, opened, department)
    narrowed = bool(department) and "department" in (matrix.rows.dimension, matrix.columns.dimension)
    counted = [
        matrix.cell(row, column)
        for row in _counted(matrix.rows, department)
        for column in _counted(matrix.columns, department)
    ]
    return Grid(
        row_word=words.dimension(matrix.rows.dimension, 1, lang),
        column_word=words.dimension(matrix.columns.dimension, 2, lang),
        rows=tuple(_head(plan, matrix.rows, path, matrix.row(path[-1]), lang) for path in rows),
        columns=tuple(_head(plan, matrix.columns, path, matrix.column(path[-1]), lang) for path in columns),
        squares=tuple(
            tuple(_square(matrix.cell(r[-1], c[-1]), breakdown=matrix.breakdown) for c in columns)
            for r in rows
        ),
        total=None if narrowed else _sum(matrix.whole()),
        legend=legend_of(counted, breakdown=matrix.breakdown, lang=lang),
    )


def lines_of(axis: Axis, opened: Collection[str], department: str) -> list[Path]:
    """The lines of one side, each as a path from the top; for one department those of it and its parts alone."""
    if axis.dimension != "department" or not department:
        return axis.shown(opened)
    lines = axis.shown({*opened, *axis.above(department)})
    below = (path[path.index(department) :] for path in lines if department in path)
    return list(dict.fromkeys(below))


def legend_of(cells: Sequence[Cell], *, breakdown: bool, lang: Language) -> tuple[Sign, ...]:
    """A line for every state that a cell can be in, and for the mark of a single measure, with counts."""
    possible = _STATES_OF_BREAKDOWN if breakdown else _STATES
    signs = [(state.value, sum(cell.state is state for cell in cells)) for state in possible]
    if not breakdown:
        signs.append(("single", sum(cell.single for cell in cells)))
    return tuple(
        Sign(name, words.state(name, lang), words.state_meaning(name, lang), count) for name, count in signs
    )


def _counted(axis: Axis, department: str) -> Sequence[str]:
    return (department,) if department and axis.dimension == "department" else axis.counted


def _head(plan: Plan, axis: Axis, path: Path, line: Line, lang: Language) -> Head:
    uid = path[-1]
    node = plan.nodes.get(uid)
    code = "" if node is None else node.text("number") if axis.dimension == "goal" else node.code
    return Head(uid, code, title_of(plan, uid, lang), len(path) - 1, _sum(line), uid in axis.wholes)


def _sum(line: Line) -> Sum:
    return Sum(len(line.covered), len(line.of), len(line.meant), len(line.measures))


def _square(cell: Cell, *, breakdown: bool) -> Square:
    return Square(
        cell.state.value,
        len(cell.measures),
        len(cell.closed),
        len(cell.operatives),
        cell.single and not breakdown,
        cell.reason if cell.state is State.MEANT else "",
    )

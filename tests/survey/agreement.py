"""Checks that matrices out of a store agree with the count by hand: every cell, every sum, and what stands outside."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

from explorer.coverage import DIMENSIONS, Matrix, Scope
from explorer.model import Plan
from explorer.store import GraphStore
from explorer.survey import Outside, coverage, outside
from tests.survey.by_hand import ByHand, Counted

#: Between them these have every dimension, and what stands outside is asked once for each.
OUTSIDE = (("department", "goal"), ("field", "operative"), ("goal", "status"))


def check_all(store: GraphStore, plan: Plan, folder: Path, scope: Scope) -> None:
    """The matrices of all pairs of dimensions against the count by hand."""
    by_hand = ByHand(folder, scope)
    for rows, columns in combinations(DIMENSIONS, 2):
        counted = by_hand.cells(rows, columns)
        matrix = coverage(store, plan, rows, columns, scope)
        check_cells(matrix, by_hand, counted)
        check_sums(matrix, by_hand, counted)
        turned = matrix.transposed()
        check_cells(turned, by_hand, {(c, r): cell for (r, c), cell in counted.items()})
        if (rows, columns) in OUTSIDE:
            check_outside(outside(plan, matrix), matrix, by_hand)
            check_outside(outside(plan, turned), turned, by_hand)


Cells = dict[tuple[str, str], Counted]


def check_cells(matrix: Matrix, by_hand: ByHand, counted: Cells) -> None:
    assert {(r, c) for r in matrix.rows.items for c in matrix.columns.items} == set(counted)
    assert set(matrix.cells) <= set(counted)
    for pair, hand in counted.items():
        cell = matrix.cell(*pair)
        found = (cell.state, cell.measures, cell.closed, cell.operatives, cell.pursued)
        wanted = (
            hand.state,
            tuple(sorted(hand.measures)),
            tuple(sorted(hand.closed)),
            tuple(sorted(hand.operatives)),
            hand.pursued,
        )
        assert found == wanted, f"{pair} for {matrix.scope}"
        assert cell.single == (len(hand.measures) == 1)
        # A mark is of a department or an operative goal, for a goal, whichever of them has the rows.
        marked = cell.marked and (cell.marked if matrix.columns.dimension == "goal" else cell.marked[::-1])
        assert (marked in hand.marks) if hand.marks else marked is None
        assert cell.reason == (hand.marks[marked] if marked else "")


def check_sums(matrix: Matrix, by_hand: ByHand, counted: Cells) -> None:
    tops = by_hand.tops(matrix.rows.dimension), by_hand.tops(matrix.columns.dimension)
    assert (set(matrix.rows.counted), set(matrix.columns.counted)) == tops
    lines = [(matrix.row(row), {c: counted[row, c] for c in tops[1]}) for row in matrix.rows.items]
    lines += [(matrix.column(col), {r: counted[r, col] for r in tops[0]}) for col in matrix.columns.items]
    for line, cells in lines:
        covered = {item for item, cell in cells.items() if cell.state in ("deep", "shallow")}
        assert (set(line.covered), len(line.covered)) == (covered, len(covered))
        assert (set(line.of), len(line.of)) == (set(cells), len(cells))
        assert set(line.meant) == {item for item, cell in cells.items() if cell.state == "meant"}
        assert set(line.measures) == {uid for cell in cells.values() for uid in cell.measures}
    whole = [counted[r, c] for r in tops[0] for c in tops[1]]
    assert len(matrix.whole().of) == len(whole) == sum(matrix.states().values())
    assert {str(state): n for state, n in matrix.states().items() if n} == {
        state: sum(cell.state == state for cell in whole) for state in {cell.state for cell in whole}
    }


def check_outside(found: Outside, matrix: Matrix, by_hand: ByHand) -> None:
    rows, columns = matrix.rows.dimension, matrix.columns.dimension

    def without(kind: str) -> list[str]:
        return sorted(uid for uid in by_hand.counting if not by_hand.measures[uid].items[kind])

    assert list(found.without_row) == without(rows)
    assert list(found.without_column) == without(columns)
    assert list(found.hidden) == sorted(set(by_hand.measures) - by_hand.counting)
    shown = {uid for cell in matrix.cells.values() for uid in cell.measures}
    assert shown | set(found.without_row) | set(found.without_column) == by_hand.counting
    assert not shown & (set(found.without_row) | set(found.without_column))

"""The matrix of two dimensions out of a store, and the measures of the year that stand in none of its cells."""

from __future__ import annotations

from dataclasses import dataclass

from explorer.catalogue import Statement, statement
from explorer.coverage import DIMENSIONS, Matrix, Scope, axis_of, matrix_of
from explorer.model import Plan
from explorer.store import GraphStore
from explorer.store.protocol import Row

#: Which column of ``cypher/coverage/measures.cypher`` counts a measure's items of a dimension; each has a status.
_COUNTED = {"department": "departments", "goal": "goals", "field": "fields", "operative": "operatives"}


@dataclass(frozen=True)
class Outside:
    """What the cells of a matrix do not show: uids of measures, each in order.

    ``without_row`` and ``without_column`` count in the scope but have no item on that side (a measure may be in
    both); ``hidden`` are the plan's measures in the year that the scope's status, certainty or field leaves out.
    """

    without_row: tuple[str, ...] = ()
    without_column: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()


def coverage(store: GraphStore, plan: Plan, rows: str, columns: str, scope: Scope) -> Matrix:
    """The matrix of two different ``DIMENSIONS`` within ``scope``, by one statement.

    ``plan`` is the whole plan in memory and gives the items of both sides; the store gives the cells. Raises
    ``ValueError`` when the dimensions are unknown or the same.
    """
    asked = statement_of(rows, columns)
    first, second = sorted((rows, columns), key=DIMENSIONS.index)
    found = _read(store, asked, plan, scope)
    matrix = matrix_of(found, axis_of(plan, first, scope), axis_of(plan, second, scope), scope)
    return matrix if rows == first else matrix.transposed()


def statement_of(rows: str, columns: str) -> Statement:
    """The statement that finds the cells of a matrix of two different ``DIMENSIONS``, in either order."""
    if {rows, columns} - set(DIMENSIONS) or rows == columns:
        raise ValueError(f"two different ones of {DIMENSIONS} are needed, not {rows!r} and {columns!r}")
    first, second = sorted((rows, columns), key=DIMENSIONS.index)
    return statement(f"coverage/{first}_{second}")


def outside(store: GraphStore, plan: Plan, matrix: Matrix) -> Outside:
    """The measures that stand in no cell of ``matrix``, and those that its filters hide, by one statement."""
    measures = _read(store, statement("coverage/measures"), plan, matrix.scope)
    return Outside(
        without_row=_without(measures, matrix.rows.dimension),
        without_column=_without(measures, matrix.columns.dimension),
        hidden=tuple(row["uid"] for row in measures if not row["counts"]),
    )


def _read(store: GraphStore, asked: Statement, plan: Plan, scope: Scope) -> list[Row]:
    given = {"plan": plan.code, **scope.parameters()}
    return store.read(asked, **{name: given[name] for name in asked.parameters})


def _without(measures: list[Row], dimension: str) -> tuple[str, ...]:
    if dimension not in _COUNTED:
        return ()
    return tuple(row["uid"] for row in measures if row["counts"] and not row[_COUNTED[dimension]])

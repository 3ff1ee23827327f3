"""The matrix of two dimensions out of a store, and the measures of the year that stand in none of its cells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from explorer.catalogue import Statement, statement
from explorer.coverage import DIMENSIONS, Matrix, Scope, axis_of, matrix_of, operative_counts
from explorer.model import Link, Plan
from explorer.store import GraphStore
from explorer.store.protocol import Row


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


def outside(plan: Plan, matrix: Matrix) -> Outside:
    """The measures of ``plan`` (the whole plan) that stand in no cell of ``matrix``, and those its filters hide.

    It takes no statement: what is in the cells is known, and the rest is looked up in memory.
    """
    scope, here = matrix.scope, plan.in_year(matrix.scope.year)
    inside = {*matrix.measures}
    of_year = sorted(here.of("Measure"), key=lambda node: node.uid)
    in_fields = _ends(here, scope, "IN_FIELD", lambda link: link.target in scope.fields)
    counted = {
        node.uid
        for node in of_year
        if node.certainty in scope.certainties
        and (not scope.statuses or (node.text("status") or "unknown") in scope.statuses)
        and (not scope.fields or node.uid in in_fields)
    }
    left = [node.uid for node in of_year if node.uid in counted and node.uid not in inside]

    def without(dimension: str) -> tuple[str, ...]:
        having = _having(here, scope, dimension) if left and dimension != "status" else counted
        return tuple(uid for uid in left if uid not in having)

    return Outside(
        without_row=without(matrix.rows.dimension),
        without_column=without(matrix.columns.dimension),
        hidden=tuple(node.uid for node in of_year if node.uid not in counted),
    )


def _read(store: GraphStore, asked: Statement, plan: Plan, scope: Scope) -> list[Row]:
    given = {"plan": plan.code, **scope.parameters()}
    return store.read(asked, **{name: given[name] for name in asked.parameters})


def _having(plan: Plan, scope: Scope, dimension: str) -> set[str]:
    """The measures that count for some item of a dimension (see ``explorer.coverage``)."""
    if dimension == "department":
        return _ends(plan, scope, "RESPONSIBLE_FOR", lambda k: k.text("role") in scope.roles, end="target")
    if dimension == "field":
        return _ends(plan, scope, "IN_FIELD", lambda k: not scope.fields or k.target in scope.fields)
    goals = {node.uid for node in plan.of("OperativeGoal") if operative_counts(node, scope)}
    if dimension == "goal":
        goals &= _ends(plan, scope, "DERIVED_FROM", lambda _link: True)
    having = _ends(plan, scope, "IMPLEMENTS", lambda link: link.target in goals)
    return having | (_ends(plan, scope, "SERVES", lambda _link: True) if dimension == "goal" else set())


def _ends(
    plan: Plan, scope: Scope, type_: str, fits: Callable[[Link], bool], *, end: str = "source"
) -> set[str]:
    """One end of all links of a type that are certain enough and fit."""
    return {
        link.source if end == "source" else link.target
        for link in plan.links
        if link.type == type_ and link.certainty in scope.certainties and fits(link)
    }

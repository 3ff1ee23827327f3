"""What the coverage page shows, as a value that fits into the address bar: parsed and written, without Streamlit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from explorer.coverage import DIMENSIONS
from explorer.model import LABEL_OF, STATUSES, Plan

#: The names in the address that belong to the matrix.
NAMES = ("rows", "columns", "open", "row", "col", "item", "behind")
#: Numbers beside the cells: the whole matrix, measures without a row, without a column, or hidden by a filter.
BEHIND = ("all", "row", "column", "hidden")


@dataclass(frozen=True)
class CoverageView:
    """Sides of the matrix, unfolded departments (uids), and what is picked.

    ``row`` and ``column`` are ids of the axes; both: a cell, one: a row or column head.
    ``behind`` is one of ``BEHIND``, picked instead of them; ``item`` the item whose sheet is open.
    """

    rows: str = "department"
    columns: str = "goal"
    opened: tuple[str, ...] = ()
    row: str = ""
    column: str = ""
    item: str = ""
    behind: str = ""

    @property
    def picked(self) -> bool:
        """Whether something is picked."""
        return bool(self.row or self.column or self.behind)

    def pick(self, row: str, column: str) -> CoverageView:
        """Another cell or head picked (none: the sum of all); the same one again lets go of it."""
        behind = "" if row or column else "all"
        if (row, column, behind) == (self.row, self.column, self.behind):
            row = column = behind = ""
        return replace(self, row=row, column=column, item="", behind=behind)

    def look_behind(self, which: str) -> CoverageView:
        """One of ``BEHIND`` picked; the same one again lets go of it."""
        return replace(self, row="", column="", item="", behind="" if which == self.behind else which)

    def folded(self, item: str) -> CoverageView:
        """A department unfolded, or folded again."""
        kept = tuple(uid for uid in self.opened if uid != item)
        return replace(self, opened=kept if item in self.opened else (*self.opened, item))


def view_from(params: Mapping[str, str], plan: Plan) -> CoverageView:
    """The view in an address; what does not fit the plan is dropped, so that an old link still opens."""
    rows = _dimension(params.get("rows", ""), CoverageView.rows)
    columns = _dimension(params.get("columns", ""), CoverageView.columns)
    if rows == columns:
        columns = next(d for d in ("goal", "department") if d != rows)
    opened = tuple(
        uid
        for uid in dict.fromkeys(f"{plan.code}/{c}" for c in params.get("open", "").split(","))
        if uid in plan.nodes and plan.nodes[uid].label == "Department"
    )
    item = f"{plan.code}/{params.get('item', '')}"
    behind = params.get("behind", "")
    return CoverageView(
        rows=rows,
        columns=columns,
        opened=opened,
        row=_id(params.get("row", ""), rows, plan),
        column=_id(params.get("col", ""), columns, plan),
        item=item if item in plan.nodes else "",
        behind=behind if behind in BEHIND else "",
    )


def params_of(view: CoverageView, plan: Plan) -> dict[str, str]:
    """The view as names and values for an address; what is default is left out."""
    prefix = f"{plan.code}/"
    found = {
        "rows": view.rows if view.rows != CoverageView.rows else "",
        "columns": view.columns if view.columns != CoverageView.columns else "",
        "open": ",".join(uid.removeprefix(prefix) for uid in view.opened),
        "row": view.row.removeprefix(prefix),
        "col": view.column.removeprefix(prefix),
        "item": view.item.removeprefix(prefix),
        "behind": view.behind,
    }
    return {name: value for name, value in found.items() if value}


def _dimension(given: str, default: str) -> str:
    return given if given in DIMENSIONS else default


def _id(code: str, dimension: str, plan: Plan) -> str:
    """The id of an axis item out of an address: a status stays, a code becomes a uid."""
    if dimension == "status":
        return code if code in STATUSES else ""
    uid = f"{plan.code}/{code}"
    return uid if uid in plan.nodes and plan.nodes[uid].label == LABEL_OF[dimension] else ""

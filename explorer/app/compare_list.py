"""The lists of the page that compares two years: every item then and now, and sums whose numbers open a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from explorer.app.compare_view import CompareView
from explorer.app.tables import selectable, table
from explorer.i18n import _, language
from explorer.model import Plan
from explorer.report.compared import Sums, headings, row, sums_table
from explorer.years.compare import STATES, Compared


def changes_list(items: Sequence[Compared], view: CompareView, select: Callable[[str], None]) -> None:
    """Every item with its wording in both years; the selected row is the selected item of the picture."""
    lang = language()
    uids = [one.node.uid for one in items]

    def picked(place: int) -> None:
        select(uids[place])

    selectable(
        headings(view.first, view.second, lang),
        [row(one, lang) for one in items],
        key=f"compare list {view.place} {lang}",
        selected=uids.index(view.item) if view.item in uids else None,
        select=picked,
    )


def sums_list(
    plan: Plan, found: Sequence[Sums], label: str, view: CompareView, go: Callable[[CompareView], None]
) -> None:
    """What became of what hangs on each department or goal; a click on a number shows what it counts."""
    lang = language()
    made = sums_table(plan, found, label, lang)
    key = f"compare sums {label} {hash(view)} {lang}"
    st.caption(f"{made.note} {_('A click on a number shows what it counts.')}")

    def picked() -> None:
        cells = st.session_state[key]["selection"]["cells"]
        if not cells:
            return
        line, column = int(cells[0][0]), str(cells[0][1])
        uid, at = found[line].uid, made.headings.index(column)
        states = (STATES[at - 1],) if at else ()
        name = "department" if label == "Department" else "goal"
        other = "goal" if label == "Department" else "department"
        # The number counts measures and operative goals, of all departments or goals.
        go(view.with_(**{name: uid, other: "", "states": states, "labels": ("OperativeGoal", "Measure")}))

    st.dataframe(
        table(made.headings, made.rows),
        key=key,
        hide_index=True,
        on_select=picked,
        selection_mode="single-cell",
        height=min(38 + 35 * max(1, len(made.rows)), 420),
    )

"""The panel beside the matrix: what is behind the picked cell or head, as lists that lead to pictures and sheets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from explorer import words
from explorer.app import session
from explorer.app.coverage_selection import Selection
from explorer.app.coverage_table import head_of, title_in
from explorer.app.coverage_view import CoverageView
from explorer.app.editing import mark_form, unmark_button
from explorer.app.pages import path_of
from explorer.app.tables import selectable
from explorer.app.text import plain, title_of
from explorer.coverage import Axis, Matrix, State
from explorer.i18n import _, _n
from explorer.model import Plan
from explorer.picture.palette import STATES

Go = Callable[[CoverageView], None]


def panel(plan: Plan, found: Matrix, view: CoverageView, chosen: Selection, go: Go) -> None:
    """Show ``chosen``: its words, the way to the department's page, the mark, and its lists; ``go`` shows another."""
    st.button(
        _("Close"), key="close picked", type="tertiary", icon=":material/close:", on_click=go,
        args=(replace(view, row="", column="", item="", behind=""),),
    )  # fmt: skip
    st.markdown(f"##### {plain(chosen.title)}")
    if chosen.sentence:
        symbol = f"{STATES['light'][chosen.state].symbol} " if chosen.state else ""
        st.markdown(f"{symbol}{plain(chosen.sentence)}")
    _links(plan, found, view)
    _marking(plan, chosen)
    if chosen.crossings:
        _crossings(plan, found, view, chosen, go)
    _items(
        plan,
        chosen.measures,
        _n("{count} measure", "{count} measures", len(chosen.measures)),
        view,
        "behind measures",
        go,
    )
    if chosen.operatives:
        _items(
            plan,
            chosen.operatives,
            _n("{count} operative goal", "{count} operative goals", len(chosen.operatives)),
            view,
            "behind operative goals",
            go,
        )


def _links(plan: Plan, found: Matrix, view: CoverageView) -> None:
    department = next(
        (
            i
            for d, i in ((found.rows.dimension, view.row), (found.columns.dimension, view.column))
            if d == "department"
        ),
        "",
    )
    if department:
        st.page_link(
            path_of("department"),
            label=_("Page of {title}", title=plain(title_of(plan, department, english=session.english()))),
            icon=":material/domain:",
            query_params={**session.common_params(), "of": plan.nodes[department].code},
        )


def _marking(plan: Plan, chosen: Selection) -> None:
    if chosen.pair:
        mark_form([chosen.pair], key=f"mark {chosen.pair}")
    elif chosen.mark and chosen.state is State.MEANT:
        if chosen.mark[0] not in chosen.ends:
            title = plain(title_of(plan, chosen.mark[0], english=session.english()))
            st.caption(_("The mark was put on {title} and holds for its parts.", title=title))
        unmark_button([chosen.mark], key=f"unmark {chosen.mark}")
    elif chosen.mark:
        st.caption(_("It was marked as left out on purpose, but something contributes now."))
        unmark_button([chosen.mark], key=f"unmark {chosen.mark}")


def _crossings(plan: Plan, found: Matrix, view: CoverageView, chosen: Selection, go: Go) -> None:
    """The cells of a row, a column or the whole as a list: its length is the m of "n of m"."""
    # A picked row lists its columns and the other way round; the whole lists both.
    sides = [axis for axis, picked in ((found.rows, view.row), (found.columns, view.column)) if not picked]
    english = session.english()
    rows = []
    for cell in chosen.crossings:
        ends = [cell.row if axis is found.rows else cell.column for axis in sides]
        titles = [_named(plan, axis, end, english=english) for axis, end in zip(sides, ends, strict=True)]
        single = " !" if cell.single and not found.breakdown else ""
        state = f"{STATES['light'][cell.state].symbol} {words.state(cell.state)}{single}"
        rows.append([state, *titles, len(cell.measures)])

    def pick(row: int) -> None:
        cell = chosen.crossings[row]
        go(replace(view, row=cell.row, column=cell.column, item="", behind=""))

    selectable(
        [_("State"), *(words.dimension(axis.dimension) for axis in sides), words.kind("Measure", 2)],
        rows,
        key=f"crossings {view.row} {view.column} {view.behind}",
        selected=None,
        select=pick,
        height=min(38 + 35 * len(rows), 290),
    )


def _named(plan: Plan, axis: Axis, item: str, *, english: bool) -> str:
    title = title_in(plan, axis, item, english=english)
    return f"{head_of(plan, axis, item)} {title}" if axis.dimension == "goal" else title


def _items(plan: Plan, uids: tuple[str, ...], heading: str, view: CoverageView, key: str, go: Go) -> None:
    st.markdown(f"**{heading}**")
    if not uids:
        return
    rows = [
        [
            title_of(plan, uid, english=session.english()),
            words.value("status", plan.nodes[uid].properties.get("status")),
            plan.nodes[uid].code,
        ]
        for uid in uids
    ]
    selectable(
        [_("Title"), _("Status"), _("Code")],
        rows,
        key=f"{key} {view.row} {view.column} {view.behind}",
        selected=uids.index(view.item) if view.item in uids else None,
        select=lambda row: go(replace(view, item=uids[row])),
        height=min(38 + 35 * len(uids), 248),
    )

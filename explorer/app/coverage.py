"""Abdeckung: the matrix of the plan, and behind every cell, head and sum its list, its picture and the sheets."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from explorer import words
from explorer.app import scope as scopes
from explorer.app import session, shell
from explorer.app.coverage_panel import panel
from explorer.app.coverage_selection import outside_words, part_of_graph, selection_of
from explorer.app.coverage_table import LEGEND, payload_of
from explorer.app.coverage_view import NAMES, CoverageView, params_of, view_from
from explorer.app.editing import undo_bar
from explorer.app.navigation import follow, leave_for
from explorer.app.panel import left_out, picture, theme
from explorer.app.report_button import report_buttons
from explorer.app.sheet import sheet
from explorer.app.text import plain
from explorer.coverage import DIMENSIONS, Matrix, Scope
from explorer.i18n import _, _n
from explorer.model import Plan
from explorer.picture.matrix import folded, matrix, picked
from explorer.picture.palette import STATES
from explorer.picture.scene import Scene
from explorer.report import ReportRequest
from explorer.survey import Outside, coverage, headline, outside, statement_of

_KEY = "coverage matrix"


def page() -> None:
    """Controls on the left, the matrix in the middle; what is picked opens on the right and below."""
    follow()
    plan = session.plan()
    if not plan.nodes:
        shell.empty_plan()
        return
    view, scope = current(), scopes.current_scope()
    with st.spinner(_("Counting the matrix ...")):
        found, beside = _read(
            session.whole_plan().code, session.whole_plan().revision, view.rows, view.columns, scope
        )
    chosen = selection_of(plan, found, beside, view, english=session.english())
    left, middle, right = _columns(chosen is not None)
    with left:
        _controls(plan, view, scope, found)
    with middle:
        undo_bar()
        st.markdown(f"#### {plain(headline(plan, found))}")
        scopes.scope_chips(plan, scope, len(beside.hidden))
        _matrix(plan, found, view, picked_something=chosen is not None)
        _beside(found, beside)
    if chosen is None or right is None:
        return
    scene = part_of_graph(plan, found, chosen, view="cell", english=session.english())
    with right, st.container(key="zn-sheet", gap="small"):
        panel(plan, found, view, chosen, go)
        if view.item:
            sheet(plan, scene, view.item, english=session.english(), focus=leave_for, select=_item)
    with middle:
        _picture(scene, view)


def current() -> CoverageView:
    """The view in the address."""
    return view_from(st.query_params, session.whole_plan())


def go(view: CoverageView) -> None:
    """Show ``view``: write it into the address, where every run reads it from. Called in callbacks only."""
    session.replace_in_address(NAMES, params_of(view, session.whole_plan()))


@st.cache_resource(show_spinner=False, max_entries=32)
def _read(code: str, revision: int, rows: str, columns: str, scope: Scope) -> tuple[Matrix, Outside]:
    # The revision is part of the key: a changed plan is read anew, and a click on a cell reads nothing.
    plan = session.whole_plan()
    found = session.unless_changed(revision, lambda: coverage(session.store(), plan, rows, columns, scope))
    return found, outside(plan, found)


def _columns(with_panel: bool) -> tuple[DeltaGenerator, DeltaGenerator, DeltaGenerator | None]:
    if with_panel:
        left, middle, right = st.columns([1.5, 5.8, 2.7], gap="medium")
        return left, middle, right
    left, middle = st.columns([1.5, 8.5], gap="medium")
    return left, middle, None


def _controls(plan: Plan, view: CoverageView, scope: Scope, found: Matrix) -> None:
    stamp = f"{view.rows} {view.columns}"
    for name, label, other in (("rows", _("Rows"), view.columns), ("columns", _("Columns"), view.rows)):
        options = [d for d in DIMENSIONS if d != other]
        st.selectbox(
            label,
            options,
            index=options.index(getattr(view, name)),
            format_func=lambda d: words.dimension(d, 2),
            key=f"{name} {stamp}",
            on_change=_side_chosen,
            args=(name, f"{name} {stamp}"),
        )
    with st.container(horizontal=True, gap="small"):
        st.button(_("Swap"), key="swap", icon=":material/swap_horiz:", type="tertiary", on_click=_swapped)
        foldable = [
            uid for axis in (found.rows, found.columns) for uid in axis.children if uid not in axis.wholes
        ]
        if foldable:
            everything = set(foldable) <= set(view.opened)
            st.button(
                _("Fold all") if everything else _("Unfold all"),
                key="unfold all",
                icon=":material/unfold_less:" if everything else ":material/unfold_more:",
                type="tertiary",
                on_click=go,
                args=(replace(view, opened=() if everything else tuple(foldable)),),
            )
    scopes.scope_panel(plan, scope)
    st.markdown("**" + _("Report") + "**")
    report_buttons(
        lambda: ReportRequest(scope=scope, rows=view.rows, columns=view.columns, opened=view.opened),
        key="coverage report",
    )


def _matrix(plan: Plan, found: Matrix, view: CoverageView, *, picked_something: bool) -> None:
    if not found.rows.items or not found.columns.items:
        st.info(
            _("One side of the matrix is empty in this year and with these filters; take a filter off."),
            icon=":material/info:",
        )
        return

    def on_pick() -> None:
        at = picked(_KEY)
        if at is not None:
            go(current().pick(*at))

    def on_fold() -> None:
        at = folded(_KEY)
        if at:
            go(current().folded(at.split("|")[-1]))

    matrix(
        payload_of(
            plan,
            found,
            opened=view.opened,
            row=view.row,
            column=view.column,
            whole=view.behind == "all",
            english=session.english(),
            theme=theme(),
        ),
        key=_KEY,
        height=430 if picked_something else 0,
        on_pick=on_pick,
        on_fold=on_fold,
    )


def _beside(found: Matrix, beside: Outside) -> None:
    """Say how many measures the matrix does not show, and why: a number that is not said is misread."""
    counts = {
        "row": len(beside.without_row),
        "column": len(beside.without_column),
        "hidden": len(beside.hidden),
    }
    inside = len(found.measures)
    words_ = {
        "all": _n("{count} measure stands in this matrix", "{count} measures stand in this matrix", inside),
        **{which: outside_words(found, which, count) for which, count in counts.items() if count},
    }
    with st.container(horizontal=True, gap="medium", vertical_alignment="center", key="zn-beside"):
        for which, text in words_.items():
            st.button(text, key=f"behind {which}", type="tertiary", on_click=_look_behind, args=(which,))
        with st.popover(_("How this is counted"), icon=":material/help:", type="tertiary"):
            _explained(found)


def _picture(scene: Scene, view: CoverageView) -> None:
    if not scene.items:
        return
    left_out(scene)
    picture(
        scene,
        key="coverage canvas",
        place=f"cell {view.rows} {view.columns} {view.row} {view.column} {view.behind}",
        selected=view.item,
        on_click=_item,
        on_open=leave_for,
        height=340,
    )


def _explained(found: Matrix) -> None:
    for state in LEGEND:
        st.markdown(
            f"**{STATES['light'][state].symbol} {words.state(state)}:** {plain(words.state_meaning(state))}"
        )
    if found.rows.parents or found.columns.parents:
        st.markdown(
            _(
                "A department counts what its parts carry, each measure once. The sums count the units on top, so "
                "that nothing counts twice. Who is part of whom is not filtered by certainty."
            )
        )
    st.code(
        statement_of(found.rows.dimension, found.columns.dimension).text, language="cypher", wrap_lines=True
    )


def _item(id_: str) -> None:
    known = id_ in session.whole_plan().nodes
    go(replace(current(), item=id_ if known else ""))


def _look_behind(which: str) -> None:
    go(current().look_behind(which))


def _side_chosen(name: str, key: str) -> None:
    view = replace(current(), row="", column="", item="", behind="")
    go(replace(view, **{name: st.session_state[key]}))


def _swapped() -> None:
    view = current()
    go(replace(view, rows=view.columns, columns=view.rows, row=view.column, column=view.row))


if __name__ == "__main__":
    shell.show(page)

"""Erkunden: the picture of the plan, from the overview down to one item and its sheet."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from explorer.app import session, shell
from explorer.app.filter_panel import filter_chips, filter_panel, filters_in_force
from explorer.app.headlines import headline
from explorer.app.navigation import current, go, scene_of, trail
from explorer.app.panel import left_out, picture
from explorer.app.picture_files import picture_files
from explorer.app.search_box import search_box
from explorer.app.sheet import sheet
from explorer.app.tables import scene_table
from explorer.app.text import plain, title_of
from explorer.app.view import View
from explorer.i18n import _
from explorer.model import Plan
from explorer.picture.filters import filtered
from explorer.picture.layout import LAYOUTS
from explorer.picture.scene import Scene
from explorer.picture.titles import short

_KEY = "explore canvas"


def page() -> None:
    """The whole page is one fragment, so that a click costs one small script run."""
    plan = session.plan()
    if not plan.nodes:
        shell.empty_plan()
        return
    wanted = current()
    shown = filtered(plan, wanted.filters)
    scene, view = scene_of(shown, wanted)
    left, middle, right = _columns(bool(view.item))
    with left:
        _controls(plan, view)
        picture_files(
            shown,
            scene,
            key="explore file",
            place=view.place,
            headline=headline(shown, view, scene, english=session.english()),
            layout=view.layout,
            hidden=view.hidden,
            selected=view.item,
            facts=filters_in_force(view),
        )
    with middle:
        if view.kind != wanted.kind:
            _hidden(wanted)
        _head(shown, view, scene)
        picture(
            scene,
            key=_KEY,
            place=view.place,
            selected=view.item,
            layout=view.layout,
            hidden=view.hidden,
            on_click=select,
            on_open=open_,
            on_legend=toggle_kind,
        )
    if right is not None:
        with right, st.container(key="zn-sheet", gap="small"):
            _close()
            sheet(shown, scene, view.item, english=session.english(), focus=focus, select=select_or_focus)
    _below(shown, scene.without(view.hidden), view)


def select(id_: str) -> None:
    """Select an item, a link or a band (or nothing, with an empty id)."""
    go(replace(current(), item=id_), remember=False)


def select_or_focus(id_: str) -> None:
    """Select an item if it is in the picture, otherwise put it into the middle."""
    view = current()
    scene, _view = scene_of(filtered(session.plan(), view.filters), view)
    if scene.item(id_) is not None:
        select(id_)
    else:
        focus(id_)


def focus(id_: str) -> None:
    """Put an item into the middle, or show exactly the measures behind a band or group."""
    view = current()
    if id_ in session.whole_plan().nodes:
        go(view.around(id_))
    else:
        go(replace(view, kind="band", of=id_, item="", opened=()))


def open_(id_: str) -> None:
    """A double click: from the overview into an item, around an item one step on or back."""
    view = current()
    known = id_ in session.whole_plan().nodes
    if view.kind == "around" and (known or (id_.startswith("fold:") and "|" in id_)):
        go(replace(view.toggled(id_), item=id_ if known else view.item), remember=False)
    elif known or id_.startswith(("fold:", "band|")):
        focus(id_)


def toggle_kind(kind: str) -> None:
    """A click on the legend: hide a kind, or show it again."""
    view = current()
    kept = tuple(k for k in view.hidden if k != kind)
    go(replace(view, hidden=kept if kind in view.hidden else (*view.hidden, kind)), remember=False)


def _columns(with_sheet: bool) -> tuple[DeltaGenerator, DeltaGenerator, DeltaGenerator | None]:
    """Controls, picture and, if something is selected, the sheet."""
    if with_sheet:
        left, middle, right = st.columns([1.55, 6, 2.45], gap="medium")
        return left, middle, right
    left, middle = st.columns([1.55, 8.45], gap="medium")
    return left, middle, None


def _controls(plan: Plan, view: View) -> None:
    search_box(plan, key="explore search", chosen=_found)
    st.segmented_control(
        _("Show"),
        ["overview", "everything"],
        format_func=lambda k: _("Overview") if k == "overview" else _("Everything"),
        default=view.kind if view.kind in ("overview", "everything") else None,
        key=f"kind {view.kind}",
        on_change=_kind_chosen,
        args=(f"kind {view.kind}",),
        label_visibility="collapsed",
        width="stretch",
    )
    if view.kind != "overview":
        names = {"columns": _("Columns"), "radial": _("Radial"), "force": _("Force")}
        st.selectbox(
            _("Layout"),
            LAYOUTS,
            index=LAYOUTS.index(view.layout),
            format_func=names.__getitem__,
            key=f"layout {view.layout}",
            on_change=_layout_chosen,
            args=(f"layout {view.layout}",),
        )
    filter_panel(plan, view)


def _hidden(wanted: View) -> None:
    """Say why the overview is there instead of what was asked for."""
    whole = session.whole_plan()
    title = title_of(whole, wanted.of, english=session.english()) if wanted.kind == "around" else _("Band")
    st.info(
        _(
            "{title} does not exist in this year or with these filters; here is the overview instead.",
            title=plain(title),
        ),
        icon=":material/info:",
    )


def _head(shown: Plan, view: View, scene: Scene) -> None:
    english = session.english()
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        if view.kind != "overview":
            st.button(
                _("Overview"),
                key="crumb overview",
                type="tertiary",
                icon=":material/home:",
                on_click=go,
                args=(View(filters=view.filters, hidden=view.hidden),),
            )
        for n, step in enumerate(trail()[-3:]):
            if step.kind in ("around", "band") and step.place != view.place:
                name = title_of(shown, step.of, english=english) if step.kind == "around" else _("Band")
                st.button(
                    f"› {plain(short(name, 30))}", key=f"crumb {n}", type="tertiary", on_click=go, args=(step,)
                )  # fmt: skip
    st.markdown(f"#### {headline(shown, view, scene, english=english)}")
    filter_chips(shown, view)
    left_out(scene)


def _below(shown: Plan, scene: Scene, view: View) -> None:
    if view.kind == "overview":
        st.caption(
            _(
                "A band is as wide as the number of measures that it stands for. A measure with several "
                "goals or fields is in several bands. Double click opens a card; a click on a band lists its measures."
            )
        )
    with st.expander(
        _("The same as a table"), expanded=view.kind != "overview", icon=":material/table_rows:"
    ):
        scene_table(
            shown,
            scene,
            key=f"table {view.place}",
            selected=view.item,
            select=select_or_focus,
        )


def _close() -> None:
    st.button(
        _("Close"), key="close sheet", type="tertiary", icon=":material/close:", on_click=select, args=("",)
    )  # fmt: skip


def _found(uid: str) -> None:
    focus(uid)
    st.rerun(scope="fragment")


def _kind_chosen(key: str) -> None:
    view = current()
    kind = st.session_state[key]
    if kind:
        go(replace(view, kind=kind, of="", item="", opened=()))


def _layout_chosen(key: str) -> None:
    go(replace(current(), layout=st.session_state[key]), remember=False)


if __name__ == "__main__":
    shell.show(page)

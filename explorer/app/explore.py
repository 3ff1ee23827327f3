"""Erkunden: the picture of the plan, from the overview down to one item and its sheet."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from explorer import words
from explorer.app import session, shell
from explorer.app.headlines import headline
from explorer.app.panel import picture
from explorer.app.search_box import search_box
from explorer.app.sheet import sheet
from explorer.app.tables import scene_table
from explorer.app.text import plain, title_of
from explorer.app.view import NAMES, View, params_of, view_from
from explorer.i18n import _, _n
from explorer.model import CERTAINTIES, STATUSES, Plan
from explorer.picture.filters import Filters, count_hidden, filtered
from explorer.picture.layout import LAYOUTS
from explorer.picture.overview import overview
from explorer.picture.palette import COLUMNS, look
from explorer.picture.scene import Scene
from explorer.picture.titles import short
from explorer.picture.views import KIND, around, chosen, everything

_KEY = "explore canvas"
_TRAIL = "explore trail"


def page() -> None:
    """The whole page is one fragment, so that a click costs one small script run."""
    plan = session.plan()
    if not plan.nodes:
        shell.empty_plan()
        return
    view = view_from(st.query_params, session.whole_plan())
    shown = filtered(plan, view.filters)
    scene = scene_of(shown, view)
    left, middle, right = _columns(bool(view.item))
    with left:
        _controls(plan, shown, view)
    with middle:
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


def scene_of(plan: Plan, view: View) -> Scene:
    """The scene of a view; a centre that the year or a filter hides falls back to the overview."""
    english = session.english()
    if view.kind == "around" and view.of in plan.nodes:
        return around(plan, view.of, view.opened, english=english)
    if view.kind == "everything":
        return everything(plan, english=english)
    whole = overview(plan, english=english)
    if view.kind == "band":
        members = _members(plan, view.of, whole)
        if members:
            return chosen(plan, members, f"band:{view.of}", english=english)
    return whole


def go(view: View, *, trail: bool = True) -> None:
    """Show ``view``: write it into the address, where every run reads it from. Called in callbacks only."""
    plan = session.whole_plan()
    current = {k: v for k, v in st.query_params.items() if k not in NAMES}
    if trail:
        _remember(view_from(st.query_params, plan))
    st.query_params.from_dict({**current, **params_of(view, plan)})


def current() -> View:
    """The view in the address."""
    return view_from(st.query_params, session.whole_plan())


def select(id_: str) -> None:
    """Select an item, a link or a band (or nothing, with an empty id)."""
    go(replace(current(), item=id_), trail=False)


def select_or_focus(id_: str) -> None:
    """Select an item if it is in the picture, otherwise put it into the middle."""
    view = current()
    scene = scene_of(filtered(session.plan(), view.filters), view)
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
        go(replace(view.toggled(id_), item=id_ if known else view.item), trail=False)
    elif known or id_.startswith(("fold:", "band|")):
        focus(id_)


def toggle_kind(kind: str) -> None:
    """A click on the legend: hide a kind, or show it again."""
    view = current()
    kept = tuple(k for k in view.hidden if k != kind)
    go(replace(view, hidden=kept if kind in view.hidden else (*view.hidden, kind)), trail=False)


def _columns(with_sheet: bool) -> tuple[st.delta_generator.DeltaGenerator, ...]:
    if with_sheet:
        return tuple(st.columns([1.55, 6, 2.45], gap="medium"))
    left, middle = st.columns([1.55, 8.45], gap="medium")
    return left, middle, None  # type: ignore[return-value]


def _controls(plan: Plan, shown: Plan, view: View) -> None:
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
    _filters(plan, shown, view)


def _filters(plan: Plan, shown: Plan, view: View) -> None:
    english = session.english()
    count = sum(
        map(
            len,
            (view.filters.fields, view.filters.departments, view.filters.statuses, view.filters.certainties),
        )
    )
    with st.expander(
        _("Filters") + (f" ({count})" if count else ""), expanded=bool(count) or bool(view.hidden)
    ):
        stamp = hash(view.filters)
        chosen_ = {
            "fields": st.multiselect(
                words.kind("FieldOfAction", 2),
                [n.uid for n in plan.of("FieldOfAction")],
                default=[u for u in sorted(view.filters.fields) if u in plan.nodes],
                format_func=lambda u: title_of(plan, u, english=english),
                key=f"fields {stamp}",
                placeholder=_("all"),
                on_change=_filtered,
                args=(stamp,),
            ),
            "departments": st.multiselect(
                words.kind("Department", 2),
                sorted(
                    (n.uid for n in plan.of("Department")), key=lambda u: title_of(plan, u, english=english)
                ),
                default=[u for u in sorted(view.filters.departments) if u in plan.nodes],
                format_func=lambda u: title_of(plan, u, english=english),
                key=f"departments {stamp}",
                placeholder=_("all"),
                on_change=_filtered,
                args=(stamp,),
            ),
            "statuses": st.multiselect(
                words.property_name("status"),
                STATUSES,
                default=sorted(view.filters.statuses),
                format_func=words.code,
                key=f"statuses {stamp}",
                placeholder=_("all"),
                on_change=_filtered,
                args=(stamp,),
            ),
            "certainties": st.multiselect(
                words.property_name("certainty"),
                CERTAINTIES,
                default=sorted(view.filters.certainties),
                format_func=words.code,
                key=f"certainties {stamp}",
                placeholder=_("all"),
                on_change=_filtered,
                args=(stamp,),
            ),
        }
        del chosen_
        kinds = _kinds(plan)
        st.pills(
            _("Kinds"),
            kinds,
            selection_mode="multi",
            default=[k for k in kinds if k not in view.hidden],
            format_func=lambda k: f"{look(k).symbol} {words.kind(_LABELS[k], 2)}",
            key=f"kinds {view.hidden}",
            on_change=_kinds_chosen,
            args=(f"kinds {view.hidden}", tuple(kinds)),
        )


def _head(shown: Plan, view: View, scene: Scene) -> None:
    trail: list[View] = st.session_state.get(_TRAIL, [])
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
        for n, step in enumerate(trail[-3:]):
            if step.kind in ("around", "band") and step.place != view.place:
                name = title_of(shown, step.of, english=english) if step.kind == "around" else _("Band")
                st.button(
                    f"› {plain(short(name, 30))}", key=f"crumb {n}", type="tertiary", on_click=go, args=(step,)
                )  # fmt: skip
    st.markdown(f"#### {headline(shown, view, scene, english=english)}")
    chips = _chips(shown, view)
    hidden = count_hidden(session.plan(), shown)
    if chips or hidden:
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            for n, (text, without) in enumerate(chips):
                st.button(
                    f"{text} ✕", key=f"chip {n}", on_click=go, args=(without,), help=_("Take this filter off")
                )
            if hidden:
                st.caption(
                    _n(
                        "{count} measure is hidden by the filters",
                        "{count} measures are hidden by the filters",
                        hidden,
                    )
                )
    if scene.left_out:
        st.caption(
            _n(
                "{count} more item does not fit into a readable picture; the table below has it.",
                "{count} more items do not fit into a readable picture; the table below has them.",
                scene.left_out,
            )
        )


def _chips(plan: Plan, view: View) -> list[tuple[str, View]]:
    """Each filter in force as words, with the view that is left when it is taken off."""
    whole = session.whole_plan()
    chips = []
    for name in ("fields", "departments", "statuses", "certainties"):
        values: frozenset[str] = getattr(view.filters, name)
        for value in sorted(values):
            text = (
                plain(title_of(whole, value, english=session.english()))
                if value in whole.nodes
                else words.code(value)
            )
            less = replace(view.filters, **{name: values - {value}})
            chips.append((text, replace(view, filters=less)))
    for kind in view.hidden:
        word = words.kind(_LABELS[kind], 2) if kind in _LABELS else kind
        text = _("without {kind}", kind=word)
        chips.append((text, replace(view, hidden=tuple(k for k in view.hidden if k != kind))))
    return chips


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
            english=session.english(),
            select=select_or_focus,
        )


def _close() -> None:
    st.button(
        _("Close"), key="close sheet", type="tertiary", icon=":material/close:", on_click=select, args=("",)
    )  # fmt: skip


def _members(plan: Plan, id_: str, whole: Scene) -> tuple[str, ...]:
    tie, item = whole.tie(id_), whole.item(id_)
    if tie is not None:
        return tie.uids
    if item is not None:
        return item.uids
    if id_.startswith("fold:") and "|" in id_:  # a group in the picture around an item
        centre = id_.removeprefix("fold:").split("|")[0]
        found = around(plan, centre).item(id_) if centre in plan.nodes else None
        return found.uids if found else ()
    return ()


_LABELS = {key: label for label, key in KIND.items()}


def _kinds(plan: Plan) -> list[str]:
    present = {KIND[node.label] for node in plan.nodes.values()}
    return [kind for kind in COLUMNS if kind in present]


def _remember(view: View) -> None:
    trail: list[View] = st.session_state.setdefault(_TRAIL, [])
    if not trail or trail[-1].place != view.place:
        st.session_state[_TRAIL] = [*trail, view][-12:]


def _found(uid: str) -> None:
    focus(uid)
    st.rerun(scope="fragment")


def _kind_chosen(key: str) -> None:
    view = current()
    kind = st.session_state[key]
    if kind:
        go(replace(view, kind=kind, of="", item="", opened=()))


def _layout_chosen(key: str) -> None:
    go(replace(current(), layout=st.session_state[key]), trail=False)


def _filtered(stamp: int) -> None:
    chosen_ = {
        name: frozenset(st.session_state[f"{name} {stamp}"])
        for name in ("fields", "departments", "statuses", "certainties")
    }
    go(replace(current(), filters=Filters(**chosen_)), trail=False)


def _kinds_chosen(key: str, kinds: tuple[str, ...]) -> None:
    kept = set(st.session_state[key])
    go(replace(current(), hidden=tuple(k for k in kinds if k not in kept)), trail=False)


if __name__ == "__main__":
    shell.show(page)

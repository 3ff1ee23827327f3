"""Vergleich: two years of the plan side by side, as one picture, as a list, and by department and goal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from explorer import words
from explorer.app import session, shell
from explorer.app.chips import chips
from explorer.app.compare_downloads import compare_downloads
from explorer.app.compare_list import changes_list, sums_list
from explorer.app.compare_sheet import compare_sheet
from explorer.app.compare_view import NAMES, CompareView, params_of, usual_years, view_from, years_in
from explorer.app.panel import picture
from explorer.app.picture_files import picture_files
from explorer.app.text import plain, title_of
from explorer.i18n import _, language, number
from explorer.model import LABELS, Plan
from explorer.picture.changes import changes_scene, state_word
from explorer.picture.palette import CHANGES
from explorer.picture.scene import ROOMY, Item, Scene
from explorer.report.compared import KINDS, Narrowed, Sums, chosen, own_changes, sentence, sums, where_of
from explorer.years.compare import STATES, Compared, Comparison, compare_years

_KEY = "compare canvas"


@dataclass(frozen=True)
class _Shown:
    """What the page shows: all that the sentence counts, the items of list and picture, the group that is opened."""

    counted: tuple[Compared, ...]
    items: tuple[Compared, ...]
    scene: Scene
    group: Item | None = None


def page() -> None:
    """Years and filters on the left, finding, picture and lists in the middle, one item on the right."""
    plan = session.whole_plan()
    if not plan.nodes:
        shell.empty_plan()
        return
    years, view = years_in(plan), current()
    if not years:
        st.markdown(f"#### {_('There are no years to compare')}")
        st.info(
            _(
                "No measure and no operative goal of this plan says from or until when it holds. Enter these years "
                "in the plan, or carry the plan on to its next year."
            ),
            icon=":material/event_busy:",
        )
        return
    if view.first > view.second:
        st.caption(_("The earlier year stands first: the years were exchanged."))
        view = replace(view, first=view.second, second=view.first)
    comparison = _comparison(plan.code, plan.revision, view.first, view.second)
    shown = _shown(comparison, view)
    left, middle, right = _columns(bool(view.item))
    with left:
        _controls(plan, view, years)
        picture_files(
            plan,
            shown.scene,
            key="compare file",
            place=view.place,
            headline=_("From {first} to {second}", first=view.first, second=view.second),
            hidden=view.hidden,
            selected=view.item,
        )
    with middle:
        _body(plan, comparison, view, years, shown)
    if right is not None:
        with right, st.container(key="zn-sheet", gap="small"):
            st.button(
                _("Close"),
                key="compare close",
                type="tertiary",
                icon=":material/close:",
                on_click=select,
                args=("",),
            )
            compare_sheet(plan, comparison, view, shown.scene.item(view.item), select, open_)


def current() -> CompareView:
    """The view in the address, with the usual years where it names none."""
    plan = session.whole_plan()
    return view_from(st.query_params, plan, _usual(plan.code, plan.revision, date.today().year))


def go(view: CompareView) -> None:
    """Show ``view``: write it into the address. Called in callbacks only."""
    session.replace_in_address(NAMES, params_of(view, session.whole_plan()))


def select(id_: str) -> None:
    """Select an item or a group of the picture, or nothing; a click on a line selects where it begins."""
    nodes = session.whole_plan().nodes
    kind, _bar, rest = id_.partition("|")
    if id_.startswith("fold:") or id_ in nodes:
        found = id_
    elif kind in nodes:  # a second card of the same code
        found = kind
    else:
        ends = [part for part in rest.split("|") if part in nodes]
        found = ends[0] if ends else ""
    go(replace(current(), item=found))


def open_(id_: str) -> None:
    """A double click: a group shows exactly its members, an item is selected."""
    if id_.startswith("fold:"):
        go(replace(current(), group=id_, item=""))
    else:
        select(id_)


def toggle_kind(kind: str) -> None:
    """A click on the legend: the picture without a kind, or with it again."""
    view = current()
    kept = tuple(k for k in view.hidden if k != kind)
    go(replace(view, hidden=kept if kind in view.hidden else (*view.hidden, kind)))


@st.cache_resource(show_spinner=False, max_entries=8)
def _comparison(code: str, revision: int, first: int, second: int) -> Comparison:
    return compare_years(session.whole_plan(), first, second)


@st.cache_resource(show_spinner=False, max_entries=8)
def _usual(code: str, revision: int, today: int) -> tuple[int, int]:
    return usual_years(session.whole_plan(), today)


@st.cache_resource(show_spinner=False, max_entries=16)
def _sums(code: str, revision: int, first: int, second: int, label: str) -> list[Sums]:
    return sums(session.whole_plan(), _comparison(code, revision, first, second), label)


def _columns(with_sheet: bool) -> tuple[DeltaGenerator, DeltaGenerator, DeltaGenerator | None]:
    if with_sheet:
        left, middle, right = st.columns([1.55, 6, 2.45], gap="medium")
        return left, middle, right
    left, middle = st.columns([1.55, 8.45], gap="medium")
    return left, middle, None


def _controls(plan: Plan, view: CompareView, years: list[int]) -> None:
    english, narrowed = session.english(), view.narrowed
    # What is chosen is part of the keys: a widget keeps its own value otherwise and would contradict the address.
    stamp = f"{hash((view.first, view.second, narrowed))} {language()}"
    all_years = sorted({*years, view.first, view.second})
    one, other = st.columns(2, gap="small")
    for place, name, label, chosen_ in (
        (one, "from", _("from year"), view.first),
        (other, "to", _("to year"), view.second),
    ):
        place.selectbox(
            label,
            all_years,
            index=all_years.index(chosen_),
            key=f"compare {name} {stamp}",
            on_change=_years_chosen,
            args=(stamp,),
        )
    st.caption(_("The year at the top of the page does not matter here."))
    for name, label, value in (
        ("department", "Department", narrowed.department),
        ("goal", "StrategicGoal", narrowed.goal),
    ):
        uids = [node.uid for node in plan.of(label)]
        uids.sort(key=lambda uid: (plan.nodes[uid].year("number") or 0, title_of(plan, uid, english=english)))
        st.selectbox(
            words.kind(label),
            uids,
            index=uids.index(value) if value in uids else None,
            format_func=lambda uid: _named(plan, uid),
            placeholder=_("all"),
            key=f"compare {name} {stamp}",
            on_change=_narrowed,
            args=(stamp,),
            filter_mode="contains",
            help=_("With all its parts.") if name == "department" else None,
        )
    st.multiselect(
        _("Kind"),
        KINDS,
        default=list(narrowed.labels),
        format_func=lambda kind: words.kind(kind, 2),
        placeholder=_("all"),
        key=f"compare labels {stamp}",
        on_change=_narrowed,
        args=(stamp,),
    )


def _body(plan: Plan, comparison: Comparison, view: CompareView, years: list[int], shown: _Shown) -> None:
    if view.first == view.second:
        st.markdown(f"#### {_('{year} is the same as itself', year=view.first)}")
        st.info(
            _("Choose another year on the left: what changed between the two stands here then."),
            icon=":material/compare_arrows:",
        )
        return
    lang, own = language(), own_changes(comparison, shown.counted)
    where = where_of(plan, view.narrowed, lang)
    said = sentence(shown.counted, view.first, view.second, lang, where, len(own))
    st.markdown(f"#### {plain(said)}")
    _outside(view, years)
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="zn-compare-chips"):
        _states(shown.counted, view)
        _chips(plan, view, shown.group.title if shown.group is not None else "")
    if not shown.items:
        st.info(
            _("Nothing is left with these filters. Take one off, or choose other years."),
            icon=":material/filter_alt_off:",
        )
        return
    if all(one.state == "same" for one in shown.counted) and not own:
        st.info(
            _(
                "All that there was in {first} is there in {second} as well, and nothing came in addition. Try years "
                "that are further apart.",
                first=view.first,
                second=view.second,
            ),
            icon=":material/drag_handle:",
        )
    picture(
        shown.scene,
        key=_KEY,
        place=view.place,
        selected=_card(shown.scene, view.item),
        hidden=view.hidden,
        on_click=select,
        on_open=open_,
        on_legend=toggle_kind,
    )
    _lists(plan, view, shown.items)


def _lists(plan: Plan, view: CompareView, items: Sequence[Compared]) -> None:
    key = (plan.code, plan.revision, view.first, view.second)
    listed, by_department, by_goal = st.tabs([_("List"), _("By department"), _("By strategic goal")])
    with listed:
        changes_list(items, view, select)
        compare_downloads(plan, view, items)
    with by_department:
        sums_list(plan, _sums(*key, "Department"), "Department", view, go)
    with by_goal:
        sums_list(plan, _sums(*key, "StrategicGoal"), "StrategicGoal", view, go)


def _shown(comparison: Comparison, view: CompareView) -> _Shown:
    """What the filters leave; with an opened group its members alone."""
    counted = chosen(comparison, replace(view.narrowed, states=()))
    items = chosen(comparison, view.narrowed)
    only = {uid for one in items for uid in one.uids} if view.narrowed != Narrowed() else set()
    english = session.english()
    scene = changes_scene(comparison, english=english, only=only, most=ROOMY)
    if not items or not view.group:
        return _Shown(counted, items, scene)
    group = scene.item(view.group)
    if group is None:  # a group within a group
        _fold, state, kind = view.group.split("|")[:3]
        same = [one for one in items if one.state == state and LABELS[one.node.label].key == kind]
        inside = {uid for one in same for uid in one.uids}
        group = (
            changes_scene(comparison, english=english, only=inside, most=ROOMY).item(view.group)
            if inside
            else None
        )
    if group is None:
        return _Shown(counted, items, scene)
    members = tuple(one for one in items if not set(group.uids).isdisjoint(one.uids))
    return _Shown(
        counted, members, changes_scene(comparison, english=english, only=group.uids, most=ROOMY), group
    )


def _card(scene: Scene, id_: str) -> str:
    """The card of an item: its own, or that of the group that it is in."""
    if not id_ or scene.item(id_) is not None:
        return id_
    return next((item.id for item in scene.items if id_ in item.uids), "")


def _states(counted: Sequence[Compared], view: CompareView) -> None:
    """What became of how much, each to be chosen; none chosen: all."""
    amounts = {state: sum(one.state == state for one in counted) for state in STATES}
    key = f"compare states {hash((view.first, view.second, view.narrowed))} {language()}"
    st.pills(
        _("What became of it"),
        STATES,
        selection_mode="multi",
        default=list(view.narrowed.states),
        format_func=lambda s: (
            f"{CHANGES['light'][s].symbol} {state_word(s, years=True)}: {number(amounts[s])}"
        ),
        key=key,
        on_change=_states_chosen,
        args=(key,),
        label_visibility="collapsed",
        width="content",
    )


def _outside(view: CompareView, years: list[int]) -> None:
    """Say that a year of the address lies before or after everything that the plan says."""
    for year in (view.first, view.second):
        if year not in years:
            st.caption(
                _(
                    "Nothing in this plan begins or ends in {year}: it knows the years {first} to {last}.",
                    year=year,
                    first=years[0],
                    last=years[-1],
                )
            )


def _chips(plan: Plan, view: CompareView, group: str) -> None:
    """Each filter in force as a chip that can be taken off."""
    narrowed = view.narrowed
    found = []
    for name, uid in (("department", narrowed.department), ("goal", narrowed.goal)):
        if uid:
            found.append((plain(_named(plan, uid)), view.with_(**{name: ""})))
    for label in narrowed.labels:
        rest = tuple(one for one in narrowed.labels if one != label)
        found.append((words.kind(label, 2), view.with_(labels=rest)))
    if group:
        found.append((plain(group), replace(view, group="", item="")))
    chips(found, 0, key="compare chip", go=go)


def _named(plan: Plan, uid: str) -> str:
    node = plan.nodes[uid]
    number = f"{node.text('number')} " if node.label == "StrategicGoal" else ""
    return f"{number}{title_of(plan, uid, english=session.english())}"


def _years_chosen(stamp: str) -> None:
    first, second = (int(st.session_state[f"compare {name} {stamp}"]) for name in ("from", "to"))
    go(replace(current(), first=first, second=second, group="", item=""))


def _states_chosen(key: str) -> None:
    wanted = set(st.session_state[key] or ())
    go(current().with_(states=tuple(state for state in STATES if state in wanted)))


def _narrowed(stamp: str) -> None:
    def value(name: str) -> object:
        return st.session_state[f"compare {name} {stamp}"]

    labels = set(value("labels") or ())  # type: ignore[call-overload]
    go(
        current().with_(
            department=str(value("department") or ""),
            goal=str(value("goal") or ""),
            labels=tuple(label for label in KINDS if label in labels),
        )
    )


if __name__ == "__main__":
    shell.show(page)

"""Lücken: all that is missing in the plan, most serious first, for whoever has ten minutes before a meeting."""

from __future__ import annotations

import streamlit as st

from explorer.app import scope as scopes
from explorer.app import session, shell
from explorer.app.chips import chips
from explorer.app.editing import undo_bar
from explorer.app.gaps_list import (
    download,
    group_of_kind,
    group_of_unit,
    knowledge,
    left_out,
    more,
    most_serious,
    name_of_unit,
)
from explorer.app.gaps_view import (
    BY,
    NAMES,
    GapsView,
    by_kind,
    by_unit,
    gaps_in,
    params_of,
    view_from,
    wanted,
)
from explorer.app.text import plain, title_of
from explorer.coverage import Axis, Scope, axis_of
from explorer.gaps import KINDS, Finding
from explorer.i18n import _, _n
from explorer.model import Plan
from explorer.survey import findings_and_hidden

#: Units that are shown at once; the rest is one click away.
_SHOWN, _AT_ONCE = "gaps units shown", 40


def page() -> None:
    """What to look at on the left, the findings in the middle."""
    plan = session.plan()
    if not plan.nodes:
        shell.empty_plan()
        return
    whole, view, scope = session.whole_plan(), current(), scopes.current_scope()
    with st.spinner(_("Looking for gaps ...")):
        every, hidden = _read(whole.code, whole.revision, scope)
    axis = _axis(whole.code, whole.revision, scope)
    found = wanted(every, view, axis)
    left, middle = st.columns([1.9, 8.1], gap="medium")
    with left:
        _controls(plan, view, scope, axis, every)
    with middle:
        undo_bar()
        st.markdown(f"#### {headline(plan, view, found, english=session.english())}")
        scopes.scope_chips(plan, scope, len(hidden))
        _view_chips(plan, view)
        _list(plan, view, axis, found)


def headline(plan: Plan, view: GapsView, found: list[Finding], *, english: bool = False) -> str:
    """The finding of the page in one sentence, as Markdown with all data escaped."""
    gaps, single = gaps_in(found), sum(one.group == "single" for one in found)
    where = plain(title_of(plan, view.department, english=english)) if view.department else _("The plan")
    said = _n("{where}: {count} gap", "{where}: {count} gaps", gaps, where=where)
    if not gaps:
        said = _("{where}: no gap", where=where)
    if not single:
        return said
    return _(
        "{gaps}, and {single}",
        gaps=said,
        single=_n(
            "{count} thing hangs on one measure or department alone",
            "{count} things hang on one measure or department alone",
            single,
        ),
    )


def current() -> GapsView:
    """The view in the address."""
    return view_from(st.query_params, session.whole_plan())


def go(view: GapsView) -> None:
    """Show ``view``: write it into the address, where every run reads it from. Called in callbacks only."""
    session.replace_in_address(NAMES, params_of(view, session.whole_plan()))


@st.cache_resource(show_spinner=False, max_entries=16)
def _read(code: str, revision: int, scope: Scope) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    # The revision is part of the key: a changed plan is read anew, and opening a group reads nothing.
    plan = session.whole_plan()
    return session.unless_changed(revision, lambda: findings_and_hidden(session.store(), plan, scope))


@st.cache_resource(show_spinner=False, max_entries=16)
def _axis(code: str, revision: int, scope: Scope) -> Axis:
    return axis_of(session.whole_plan(), "department", scope)


def _controls(plan: Plan, view: GapsView, scope: Scope, axis: Axis, every: tuple[Finding, ...]) -> None:
    english = session.english()
    names = {"department": _("By unit"), "kind": _("By weight")}
    # What is chosen is part of the keys: a widget keeps its own value otherwise and would contradict the address.
    stamp = f"{hash(view)} {session.language()}"
    st.segmented_control(
        _("Order"),
        BY,
        format_func=names.__getitem__,
        default=view.by,
        key=f"gaps by {stamp}",
        on_change=_changed,
        args=(stamp,),
        label_visibility="collapsed",
        width="stretch",
        required=True,
    )
    units = [unit for unit in axis.items if unit not in axis.wholes]
    units.sort(key=lambda unit: (unit not in axis.counted, title_of(plan, unit, english=english).lower()))
    st.selectbox(
        _("Department"),
        units,
        index=units.index(view.department) if view.department in units else None,
        format_func=lambda uid: name_of_unit(plan, uid),
        placeholder=_("all"),
        key=f"gaps department {stamp}",
        on_change=_changed,
        args=(stamp,),
        filter_mode="contains",
    )
    st.toggle(
        _("Gaps of each part too"),
        value=view.parts,
        key=f"gaps parts {stamp}",
        on_change=_changed,
        args=(stamp,),
        help=_(
            "A unit counts what its parts carry. With this, each part is asked on its own which goals it "
            "contributes nothing to."
        ),
    )
    there = {one.kind for one in every} | set(view.kinds)
    st.multiselect(
        _("What is missing"),
        [kind for kind in KINDS if kind in there],
        default=list(view.kinds),
        format_func=lambda kind: KINDS[kind].heading(),
        placeholder=_("all"),
        key=f"gaps kinds {stamp}",
        on_change=_changed,
        args=(stamp,),
    )
    scopes.scope_panel(plan, scope)


def _view_chips(plan: Plan, view: GapsView) -> None:
    """The chosen department and kinds, each to be taken off."""
    found = []
    if view.department:
        title = plain(title_of(plan, view.department, english=session.english()))
        found.append((title, view.of_department("")))
    for kind in view.kinds:
        rest = tuple(k for k in view.kinds if k != kind)
        found.append((KINDS[kind].heading(), GapsView(view.by, view.department, rest, view.parts)))
    chips(found, 0, key="gaps chip", go=go)


def _list(plan: Plan, view: GapsView, axis: Axis, found: list[Finding]) -> None:
    about = [one for one in found if one.is_about_plan]
    if not about:
        st.success(
            _("With these filters nothing is missing. What nobody knows and what is meant stands below."),
            icon=":material/task_alt:",
        )
    if view.by == "department" and not view.department:
        most_serious(plan, about)
    with st.container(gap="xsmall"):
        if view.by == "kind":
            for kind, some in by_kind(about):
                group_of_kind(plan, kind, some, alone=len(view.kinds) == 1)
        elif view.department:
            group_of_unit(plan, view.department, about, alone=True)
        else:
            units = by_unit(about, axis)
            most = int(st.session_state.get(_SHOWN, _AT_ONCE))
            for unit, some in units[:most]:
                group_of_unit(plan, unit, some)
            more(_SHOWN, shown=most, of=len(units), step=2 * _AT_ONCE)
    left_out(plan, [one for one in found if one.group == "meant"])
    knowledge(plan, [one for one in found if one.group == "knowledge"])
    if found:
        download(plan, found)


def _changed(stamp: str) -> None:
    go(
        GapsView(
            by=str(st.session_state[f"gaps by {stamp}"] or GapsView.by),
            department=str(st.session_state[f"gaps department {stamp}"] or ""),
            kinds=tuple(k for k in KINDS if k in st.session_state[f"gaps kinds {stamp}"]),
            parts=bool(st.session_state[f"gaps parts {stamp}"]),
        )
    )


if __name__ == "__main__":
    shell.show(page)

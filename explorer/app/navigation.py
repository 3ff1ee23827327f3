"""Which view the picture shows: read from the address, written into it, and turned into a scene."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from explorer.app import session
from explorer.app.pages import path_of
from explorer.app.view import NAMES, View, params_of, view_from
from explorer.model import Plan
from explorer.picture.overview import overview
from explorer.picture.scene import Scene
from explorer.picture.views import around, chosen, everything

_TRAIL, _LEAVING = "explore trail", "leaves for"
_LONGEST_TRAIL = 12


def current() -> View:
    """The view in the address."""
    return view_from(st.query_params, session.whole_plan())


def go(view: View, *, remember: bool = True) -> None:
    """Show ``view``: write it into the address, where every run reads it from. Called in callbacks only."""
    plan = session.whole_plan()
    if remember:
        _remember(view_from(st.query_params, plan))
    session.replace_in_address(NAMES, params_of(view, plan))


def leave_for(id_: str, page: str = "explore") -> None:
    """Note in a callback that an item is to be opened in Erkunden, or on the ``page`` of its own.

    ``follow`` goes there on the next run; what is no item of the plan is left alone.
    """
    if id_ in session.whole_plan().nodes:
        st.session_state[_LEAVING] = (id_, page)


def follow() -> None:
    """Go where ``leave_for`` wants to, since a callback cannot switch the page itself."""
    uid, page = st.session_state.pop(_LEAVING, ("", ""))
    if not uid:
        return
    code = session.whole_plan().nodes[uid].code
    params = session.params_around(uid) if page == "explore" else {**session.common_params(), "of": code}
    st.switch_page(path_of(page), query_params=params)


def trail() -> list[View]:
    """The views of this plan that this browser came along, the latest last."""
    found: list[View] = st.session_state.get(_trail_of_plan(), [])
    return found


def scene_of(plan: Plan, view: View) -> tuple[Scene, View]:
    """The scene of a view, and the view that it really shows.

    That is the overview where the year or a filter hides the centre or leaves nothing behind a band.
    """
    english = session.english()
    if view.kind == "around" and view.of in plan.nodes:
        return around(plan, view.of, view.opened, english=english), view
    if view.kind == "everything":
        return everything(plan, english=english), view
    whole = overview(plan, english=english)
    members = _members(plan, view.of, whole) if view.kind == "band" else ()
    if members:
        return chosen(plan, members, f"band:{view.of}", english=english), view
    return whole, replace(view, kind="overview", of="", opened=())


def _remember(view: View) -> None:
    known = trail()
    if not known or known[-1].place != view.place:
        st.session_state[_trail_of_plan()] = [*known, view][-_LONGEST_TRAIL:]


def _trail_of_plan() -> str:
    return f"{_TRAIL} {session.plan_code()}"


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

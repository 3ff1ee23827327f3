"""Pläne: all plans of the database, one to be opened, one to be removed, another one to be loaded."""

from __future__ import annotations

from typing import Any

import streamlit as st

from explorer.app import notices, session
from explorer.app.data_session import work
from explorer.app.data_view import PART
from explorer.app.editing import editor_name, may_edit, read_only_note
from explorer.app.text import plain
from explorer.errors import Refusal
from explorer.i18n import _, _n, day, told
from explorer.model import Plan
from explorer.store import plan_codes, read_plan, remove_plan

_REMOVED, _FAILED = "data plan removed", "data plan failed"


def show() -> None:
    """A card a plan; the one that is looked at is marked."""
    rows = plan_codes(session.store())
    head = _n("{count} plan in this database", "{count} plans in this database", len(rows))
    st.markdown(f"#### {head}")
    st.caption(_("They do not mix: the plan that stands on top is the one that every page shows."))
    _said()
    for row in rows:
        _card(row, alone=len(rows) == 1)
    st.button(
        _("Load another plan"),
        key="data another plan",
        icon=":material/add:",
        type="primary",
        on_click=_another,
    )
    if not may_edit():
        st.caption(read_only_note())


@st.cache_resource(show_spinner=False, max_entries=64)
def _size(code: str, revision: int) -> tuple[int, int]:
    """How many items and links a plan has."""
    plan: Plan = session.whole_plan() if code == session.plan_code() else read_plan(session.store(), code)
    return len(plan.nodes), len(plan.links)


def _card(row: dict[str, Any], *, alone: bool) -> None:
    code = str(row["code"])
    here = code == session.plan_code()
    title = str((row["title_en"] if session.english() else "") or row["title"])
    items, links = _size(code, int(row["revision"]))
    with st.container(border=True, key=f"zn-plan {code}"):
        said, ways = st.columns([7, 4], vertical_alignment="center", gap="small")
        with said:
            st.markdown(f"**{plain(title)}**" + (" :blue-badge[" + _("shown now") + "]" if here else ""))
            st.caption(
                " · ".join(
                    [
                        plain(code),
                        _n("{count} item", "{count} items", items),
                        _n("{count} link", "{count} links", links),
                        _("revision {revision}", revision=row["revision"]),
                        _("last change {at}", at=plain(day(str(row["updated_at"] or "")[:10]))),
                    ]
                )
            )
        with ways, st.container(horizontal=True, horizontal_alignment="right", gap="small"):
            if not here:
                st.button(
                    _("Show"),
                    key=f"data show {code}",
                    icon=":material/visibility:",
                    on_click=_open,
                    args=(code,),
                )
            if may_edit():
                _removal(code, title, alone=alone)


def _removal(code: str, title: str, *, alone: bool) -> None:
    with st.popover(_("Remove ..."), icon=":material/delete:"):
        if alone:
            st.markdown(
                _(
                    "This is the only plan. Load another one first: an empty database would have nothing to show."
                )
            )
            return
        st.markdown(
            _(
                "**{title}** goes with all its items, links and its log. This cannot be taken back: "
                "back it up first.",
                title=plain(title),
            )
        )
        typed = st.text_input(
            _("To confirm, type its code: {code}", code=plain(code)), key=f"data confirm {code}"
        )
        who = editor_name(f"data remover {code}")
        if st.button(
            _("Remove this plan"),
            key=f"data remove plan {code}",
            type="primary",
            icon=":material/delete_forever:",
        ):
            _remove(code, title, typed, who)


def _remove(code: str, title: str, typed: str, who: str) -> None:
    """Take it out if its code was typed; then the whole page again, since the list on top is shorter."""
    if typed.strip() != code:
        st.error(_("That is not its code: nothing was removed."), icon=":material/error:")
        return
    try:
        remove_plan(session.store(), code, who=who)
    except Refusal as refusal:
        notices.put(_FAILED, refusal)
        st.rerun()
    notices.put(_REMOVED, title)
    if st.session_state.get(session.PLAN) == code:
        del st.session_state[session.PLAN]
        st.query_params.pop(session.PLAN, None)
    st.rerun()


def _said() -> None:
    removed = notices.kept(_REMOVED)
    if removed:
        st.success(_("{title} was removed.", title=plain(removed)), icon=":material/check:")
    failed = notices.kept(_FAILED)
    if isinstance(failed, Refusal):
        what, remedy = told(failed)
        st.error(f"**{plain(what)}**  \n{plain(remedy)}", icon=":material/error:")


def _open(code: str) -> None:
    session.open_plan(code)
    st.query_params[PART] = "plans"


def _another() -> None:
    now = work()
    now.take(None)
    now.new = True
    session.replace_in_address([PART], {PART: "in"})

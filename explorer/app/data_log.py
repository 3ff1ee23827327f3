"""Änderungen: the log of the plan, newest first, and what of it can be taken back."""

from __future__ import annotations

import streamlit as st

from explorer.app import session
from explorer.app.editing import may_edit, read_only_note, take_back_button
from explorer.app.text import plain
from explorer.i18n import _, _n, day
from explorer.store.edits import Change, changes, told_change

_SHOWN, _AT_ONCE, _MORE = "data log shown", 20, 50
_MOST = 1000


def show() -> None:
    """A line a change: when, who, what; and the button that takes it back, where that can be done."""
    plan = session.whole_plan()
    title = str((plan.properties.get("title_en") if session.english() else "") or plan.properties["title"])
    st.markdown("#### " + _("What was changed in {title}", title=plain(title)))
    most = int(st.session_state.get(_SHOWN, _AT_ONCE))
    found = changes(session.store(), plan.code, min(most + 1, _MOST))
    if not may_edit():
        st.caption(read_only_note())
    with st.container(key="zn-log", gap=None):
        for change in found[:most]:
            _line(change)
    if len(found) > most:
        st.button(
            _n("{count} more", "{count} more", _MORE),
            key=f"data log more {most}",
            icon=":material/expand_more:",
            on_click=st.session_state.__setitem__,
            args=(_SHOWN, most + _MORE),
        )
    st.caption(
        _("A change can be taken back as long as nothing of it was changed again. Large loads cannot be.")
    )


def _line(change: Change) -> None:
    when, what, back = st.columns([2.2, 7, 1.8], vertical_alignment="center", gap="small")
    when.caption(
        _(
            "{day}, {time} · revision {revision}",
            day=day(change.at[:10]),
            time=change.at[11:16],
            revision=change.revision,
        )
        + (f" · {plain(change.who)}" if change.who else "")
    )
    what.markdown(plain(told_change(change, session.whole_plan())))
    if change.can_be_undone:
        with back:
            take_back_button(change.uid, key=f"log undo {change.uid}", again=change.what == "undo")

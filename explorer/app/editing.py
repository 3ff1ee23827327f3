"""Changing the plan on a page: who may, gaps marked as meant, links confirmed, and every change taken back."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

import streamlit as st

from explorer.app import notices, session
from explorer.app.server import is_open_to_others
from explorer.app.text import plain
from explorer.errors import Refusal
from explorer.i18n import _, told
from explorer.settings import settings
from explorer.store.edits import (
    LONGEST_NAME,
    LONGEST_REASON,
    change_with,
    confirm_links,
    mark_meant,
    told_change,
    undo,
    unmark,
)

_NAME, _LAST, _FAILED = "editor name", "last change", "failed change"
_FORWARDED = {"x-forwarded-for", "x-forwarded-host", "x-real-ip", "forwarded", "via"}


def may_edit() -> bool:
    """Whether this browser may change the plan.

    By default that is a browser on the machine that serves the app; ``ZIELNETZ_EDITORS`` says otherwise. A proxy
    on the same machine makes everybody look local, so whatever it forwards is not.
    """
    if session.store().read_only or settings().editors == "none":
        return False
    if settings().editors == "all":
        return True
    headers = st.context.headers
    return sits_here(
        headers.get("Host") or "", st.context.ip_address, [name for name, _value in headers.items()]
    )


def sits_here(host: str, address: str | None, headers: Collection[str]) -> bool:
    """Whether a browser runs on the machine that serves the app.

    ``host`` is the name (and port) it asked for, ``address`` where it comes from (None: this machine), ``headers``
    the names of what it sent.
    """
    name = (host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host).strip("[]")
    forwarded = {header.lower() for header in headers} & _FORWARDED
    return address is None and not forwarded and not (name and is_open_to_others(name))


def mark_form(pairs: Sequence[tuple[str, str]], *, key: str, label: str = "") -> None:
    """Mark these (department or operative goal, goal) pairs as left out on purpose, with a reason."""
    if not may_edit():
        st.caption(read_only_note())
        return
    with st.popover(label or _("Left out on purpose ..."), icon=":material/do_not_disturb_on:"):
        with st.form(f"{key} form", border=False, enter_to_submit=False):
            reason = st.text_area(
                _("Why is nothing meant to contribute here?"),
                max_chars=LONGEST_REASON,
                placeholder=_("For example: the task lies with the municipalities."),
                key=f"{key} reason",
            )
            name = _name_field(f"{key} name")
            sent = st.form_submit_button(_("Mark as left out on purpose"), type="primary")
        if sent:
            st.session_state[_NAME] = name.strip()
            try:
                uid = mark_meant(session.store(), session.plan_code(), pairs, reason, who=_who())
            except Refusal as refusal:
                _say(refusal)
                return
            st.session_state[_LAST] = uid
            st.rerun()


def unmark_button(pairs: Sequence[tuple[str, str]], *, key: str) -> None:
    """Take the marks on these pairs away."""
    if may_edit():
        st.button(
            _("Take the mark away"),
            key=key,
            icon=":material/undo:",
            on_click=_do,
            args=(lambda: unmark(session.store(), session.plan_code(), pairs, who=_who()),),
        )


def confirm_button(links: Sequence[tuple[str, str, str]], *, key: str, label: str = "") -> None:
    """Confirm that these links (type, source, target) still hold after their ends were reworded."""
    if may_edit():
        st.button(
            label or _("Still right"),
            key=key,
            icon=":material/check:",
            on_click=_do,
            args=(lambda: confirm_links(session.store(), session.plan_code(), links, who=_who()),),
        )


def undo_bar() -> None:
    """What this browser changed last, and the button that takes it back; and why a change was refused."""
    failed = notices.kept(_FAILED)
    if failed is not None:
        _say(failed)
    uid = st.session_state.get(_LAST)
    if not uid or not may_edit():
        return
    try:
        last = change_with(session.store(), session.plan_code(), uid)
    except Refusal:  # it was made in another plan
        return
    with st.container(horizontal=True, vertical_alignment="center", key="zn-undo"):
        st.markdown(f":material/check_circle: {plain(told_change(last, session.whole_plan()))}")
        st.button(
            _("Undo"),
            key=f"undo {uid}",
            icon=":material/undo:",
            on_click=_do,
            args=(lambda: undo(session.store(), session.plan_code(), uid, who=_who()),),
        )
        st.button(_("Close"), key=f"forget {uid}", type="tertiary", icon=":material/close:", on_click=_forget)


def editor_name(key: str) -> str:
    """A field for the name that goes into the log of changes; remembered for the next change."""
    name = _name_field(key).strip()
    st.session_state[_NAME] = name
    return name


def remember(change_uid: str) -> None:
    """Let ``undo_bar`` offer to take this change back."""
    st.session_state[_LAST] = change_uid


def take_back_button(change_uid: str, *, key: str, again: bool = False) -> None:
    """Take one change of the log back; if it is an undo itself, do again what it took back."""
    if may_edit():
        st.button(
            _("Do again") if again else _("Undo"),
            key=key,
            icon=":material/redo:" if again else ":material/undo:",
            type="tertiary",
            on_click=_do,
            args=(lambda: undo(session.store(), session.plan_code(), change_uid, who=_who()),),
        )


def read_only_note() -> str:
    """Why there are no buttons for changes, for somebody who may not edit."""
    return _(
        "You are reading only. Whoever opened Zielnetz on its own machine may change the plan; "
        "your IT can allow more with ZIELNETZ_EDITORS."
    )


def _name_field(key: str) -> str:
    return str(
        st.text_input(
            _("Your name (optional; it stands in the log of changes)"),
            value=st.session_state.get(_NAME, ""),
            max_chars=LONGEST_NAME,
            key=key,
        )
    )


def _do(work: Callable[[], str]) -> None:
    """Run an edit in a callback; its change can be taken back, its refusal is shown by ``undo_bar``."""
    try:
        st.session_state[_LAST] = work()
    except Refusal as refusal:
        notices.put(_FAILED, refusal)


def _forget() -> None:
    st.session_state.pop(_LAST, None)


def _who() -> str:
    return str(st.session_state.get(_NAME) or "")


def _say(refusal: Refusal) -> None:
    what, remedy = told(refusal)
    st.error(f"**{plain(what)}** {plain(remedy)}", icon=":material/error:")

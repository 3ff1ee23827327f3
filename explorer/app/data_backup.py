"""Sichern: all plans with their logs in one file, and back; a backup is checked and shown before it is used."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

import streamlit as st

from explorer.app import notices, session
from explorer.app.data_uploader import uploader
from explorer.app.data_work import Upload
from explorer.app.editing import may_edit, read_only_note
from explorer.app.text import plain
from explorer.errors import Refusal
from explorer.exchange.moving.backup import ENDING, Backup, as_backup, read_backup
from explorer.exchange.moving.copying import refuse_other_state, restore_plans
from explorer.i18n import _, _n, day, number, told
from explorer.store import GraphStore, plan_codes, revision_of
from explorer.store.moving import StoredPlan, read_stored

#: A plan of a backup beside the one in the database: not there, just so there, an earlier one there, another one.
_State = Literal["new", "same", "earlier", "other"]
_CHOSEN, _DONE, _FAILED, _ROUND = "data backup", "data restored", "data restore failed", "data backup round"


@dataclass(frozen=True)
class Chosen:
    """A backup that somebody handed over, and what was found in it; or why it was refused."""

    upload: Upload
    backup: Backup | None = None
    refusal: Refusal | None = None


def show() -> None:
    """Two columns: out on the left, back on the right."""
    st.markdown("#### " + _("Everything in one file, and back again"))
    _said()
    left, right = st.columns(2, gap="large")
    with left:
        _out()
    with right:
        _back()


def _out() -> None:
    st.markdown("**" + _("Back up") + "**")
    rows = plan_codes(session.store())
    count = _n("{count} plan", "{count} plans", len(rows))
    st.markdown(
        _(
            "{plans} with all items, links, revisions, confirmations and logs. The file carries checksums: "
            "damage is noticed.",
            plans=count,
        )
    )
    st.download_button(
        _("Download a backup"),
        _made(session.store(), [str(row["code"]) for row in rows]),
        f"zielnetz-{date.today().isoformat()}{ENDING}",
        "application/octet-stream",
        type="secondary" if _CHOSEN in st.session_state else "primary",
        icon=":material/download:",
        key="data backup download",
        on_click="ignore",
    )
    st.caption(_("Keep it where the database is not. IT can do the same by night: zielnetz backup."))


def _made(store: GraphStore, codes: list[str]) -> Callable[[], bytes]:
    # A press is answered outside of the run that drew the page: what it needs is taken now.
    return lambda: as_backup([read_stored(store, code) for code in codes], datetime.now().astimezone())


def _back() -> None:
    st.markdown("**" + _("Restore") + "**")
    if not may_edit():
        st.caption(read_only_note())
        return
    chosen = st.session_state.get(_CHOSEN)
    if not isinstance(chosen, Chosen):
        key = f"data upload backup {st.session_state.get(_ROUND, 0)}"
        uploader(_("A backup ({ending}); it is checked first", ending=ENDING), key, _take)
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f":material/inventory_2: **{plain(chosen.upload.name)}**", width="content")
        st.button(_("Another file"), key="data other backup", on_click=_forget, icon=":material/upload_file:")
    if chosen.backup is None:
        if chosen.refusal is not None:
            _refused(chosen.refusal)
        return
    _inside(chosen.backup)


def _inside(backup: Backup) -> None:
    """What is in it, what each plan would replace, and the button."""
    st.markdown(
        _(
            "The backup is whole: {plans}, made on {day} by Zielnetz {version}.",
            plans=_n("{count} plan", "{count} plans", len(backup.plans)),
            day=day(backup.made_at[:10]),
            version=plain(backup.made_by),
        )
    )
    there = {str(row["code"]): row for row in plan_codes(session.store())}
    states: list[_State] = []
    for stored in backup.plans:
        plan = stored.plan
        head = f"- **{plain(str(plan.properties['title']))}** ({plain(plan.code)}), "
        size = _("{items} items, {links} links", items=number(len(plan.nodes)), links=number(len(plan.links)))
        states.append(_state(stored) if plan.code in there else "new")
        st.markdown(f"{head}{size}  \n:gray[{_becomes(stored, states[-1])}]")
    if all(now == "same" for now in states):
        return
    loses = states.count("other")
    sure = True
    if loses:
        sure = st.checkbox(
            _n(
                "Yes: what was changed in it since then may be lost",
                "Yes: what was changed in these {count} plans since then may be lost",
                loses,
            ),
            key=f"data restore sure {st.session_state.get(_ROUND, 0)}",
        )
    if st.button(
        _("Restore now"),
        type="primary",
        key="data restore",
        icon=":material/settings_backup_restore:",
        disabled=not sure,
    ):
        _restore(backup, replace=bool(loses))


def _state(stored: StoredPlan) -> _State:
    """How the plan of a backup stands to the one that the database has under its code."""
    if read_stored(session.store(), stored.code) == stored:
        return "same"
    try:
        refuse_other_state(session.store(), stored)
    except Refusal:
        return "other"
    return "earlier"


def _becomes(stored: StoredPlan, state: _State) -> str:
    """What a restore does, in words."""
    if state == "new":
        return _("not in this database: it is added")
    if state == "same":
        return _("in this database just so: nothing changes")
    if state == "earlier":
        return _("in this database in an earlier state: it is brought forward")
    return _(
        "in this database in another state (revision {there}, here {here}): it would be replaced",
        there=revision_of(session.store(), stored.code),
        here=stored.plan.revision,
    )


def _restore(backup: Backup, *, replace: bool) -> None:
    """Write it, with a bar; then the whole page again."""
    every = sum(len(one.plan.nodes) + len(one.plan.links) for one in backup.plans)
    bar = st.progress(0.0, _("Writing ..."))
    written = 0

    def progress(_name: str, rows: int) -> None:
        nonlocal written
        written += rows
        bar.progress(min(written / max(every, 1), 1.0))

    try:
        restore_plans(session.store(), backup.plans, replace=replace, progress=progress)
    except Refusal as refusal:
        notices.put(_FAILED, refusal)
        st.rerun()
    notices.put(_DONE, len(backup.plans))
    _forget()
    st.rerun()


def _take(upload: Upload) -> None:
    try:
        st.session_state[_CHOSEN] = Chosen(upload, backup=read_backup(upload.data, upload.name))
    except Refusal as refusal:
        st.session_state[_CHOSEN] = Chosen(upload, refusal=refusal)


def _forget() -> None:
    st.session_state.pop(_CHOSEN, None)
    st.session_state[_ROUND] = int(st.session_state.get(_ROUND, 0)) + 1


def _said() -> None:
    done = notices.kept(_DONE)
    if done:
        st.success(
            _n("{count} plan is as in the backup.", "{count} plans are as in the backup.", done),
            icon=":material/check:",
        )
    failed = notices.kept(_FAILED)
    if isinstance(failed, Refusal):
        _refused(failed)


def _refused(refusal: Refusal) -> None:
    what, remedy = told(refusal)
    st.error(f"**{plain(what)}**  \n{plain(remedy)}", icon=":material/block:")

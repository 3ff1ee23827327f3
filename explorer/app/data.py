"""Daten: a file becomes a plan, checked before anything is written; plans as files, backups, the log of changes."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from explorer.app import (
    data_backup,
    data_in,
    data_log,
    data_out,
    data_plans,
    session,
    shell,
)
from explorer.app.data_view import PART, PARTS, part_of
from explorer.app.editing import undo_bar
from explorer.i18n import _

_STYLE = Path(__file__).with_suffix(".css")
_SHOW = {
    "in": data_in.show,
    "out": data_out.show,
    "plans": data_plans.show,
    "backup": data_backup.show,
    "log": data_log.show,
}
_ICONS = {
    "in": ":material/upload_file:",
    "out": ":material/download:",
    "plans": ":material/folder_open:",
    "backup": ":material/inventory_2:",
    "log": ":material/history:",
}


def page() -> None:
    """The sections in a row on top, the chosen one below."""
    st.html(_STYLE)
    part = part_of(st.query_params)
    key = f"data part {part} {session.language()}"
    st.segmented_control(
        _("Section"),
        list(PARTS),
        format_func=lambda name: f"{_ICONS[name]} {_(PARTS[name])}",
        default=part,
        key=key,
        on_change=_chosen,
        args=(key,),
        label_visibility="collapsed",
        required=True,
    )
    if part != "in":  # there it stands with what was loaded
        undo_bar()
    _SHOW[part]()


def _chosen(key: str) -> None:
    session.replace_in_address([PART], {PART: str(st.session_state[key])})


if __name__ == "__main__":
    shell.show(page)

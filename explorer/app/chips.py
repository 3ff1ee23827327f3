"""Filters in force as chips that can be taken off one by one, and how much they hide."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import streamlit as st

from explorer.i18n import _, _n

T = TypeVar("T")


def chips(found: Sequence[tuple[str, T]], hidden: int, *, key: str, go: Callable[[T], None]) -> None:
    """Show ``found`` (Markdown, and what is left without that filter) and how many measures are hidden.

    A click calls ``go`` with what is left; nothing is drawn when there is nothing to say.
    """
    if not found and not hidden:
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        for n, (text, without) in enumerate(found):
            st.button(
                f"{text} ✕", key=f"{key} {n}", on_click=go, args=(without,), help=_("Take this filter off")
            )
        if hidden:
            st.caption(
                _n(
                    "{count} measure is hidden by the filters",
                    "{count} measures are hidden by the filters",
                    hidden,
                )
            )

"""The search box: one word or a part of it, with umlauts or without, with a slip of the pen; best matches first."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from explorer.app import session
from explorer.app.text import plain, title_of
from explorer.i18n import _, _n
from explorer.insight.search import search_plan
from explorer.model import Plan
from explorer.picture.palette import look
from explorer.picture.views import KIND

_SHOWN = 8
_MOST = 200


def search_box(plan: Plan, *, key: str, chosen: Callable[[str], None]) -> None:
    """An input with its matches as a list below; ``chosen`` is called (in the script run) with the uid clicked."""
    text = st.text_input(
        _("Search"),
        key=key,
        placeholder=_("Search, e.g. Pflege"),
        icon=":material/search:",
        label_visibility="collapsed",
        type="search",
        max_chars=200,
    )
    if not text:
        return

    hits = search_plan(plan, text, _MOST)
    if not hits:
        st.info(_("Nothing found. Try a shorter word or part of a word, or choose another year."))
        return
    st.caption(_n("{count} match, best first", "{count} matches, best first", len(hits)))
    english = session.english()
    with st.container(gap=None):
        for n, hit in enumerate(hits[:_SHOWN]):
            node = plan.nodes[hit.uid]
            label = f"{look(KIND[node.label]).symbol} {plain(title_of(plan, hit.uid, english=english))}"
            if st.button(label, key=f"{key} hit {n} {hit.uid}", type="tertiary"):
                chosen(hit.uid)
    if len(hits) > _SHOWN:
        st.caption(_("Type more letters to see others."))

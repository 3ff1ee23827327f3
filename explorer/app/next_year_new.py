"""The step "what is new": measures and operative goals that begin with the year."""

from __future__ import annotations

import streamlit as st

from explorer import words
from explorer.app import session
from explorer.app.next_year_draft import Draft
from explorer.app.parts import name_of
from explorer.app.text import plain, title_of
from explorer.i18n import _
from explorer.model import Plan
from explorer.picture.palette import look
from explorer.picture.views import KIND
from explorer.years import Basis, NewItem

_LONGEST = 500
_KINDS = ("Measure", "OperativeGoal")


def new_items(plan: Plan, start: Basis, draft: Draft) -> None:
    """A form for one more, and what was entered so far, each to be taken out."""
    with st.form("next year new", clear_on_submit=True, enter_to_submit=True):
        first, second, third = st.columns([1.6, 4.4, 3], gap="small")
        label = first.selectbox(
            words.property_name("kind"), _KINDS, format_func=words.kind, key=f"new kind {session.language()}"
        )
        title = second.text_input(
            words.property_name("title"),
            max_chars=_LONGEST,
            placeholder=_("For example: advice on care in every municipality"),
            key="new title",
        )
        there = plan.in_year(start.year)
        departments = sorted(
            (node.uid for node in there.of("Department")),
            key=lambda uid: title_of(plan, uid, english=session.english()).lower(),
        )
        department = third.selectbox(
            _("Department (optional)"),
            departments,
            index=None,
            format_func=lambda uid: title_of(plan, uid, english=session.english()),
            placeholder=_("not yet known"),
            key=f"new department {session.language()}",
            filter_mode="contains",
        )
        description = st.text_area(
            _("Description (optional)"), max_chars=4000, height=68, key="new description"
        )
        sent = st.form_submit_button(_("Add"), icon=":material/add:", type="primary")
    if sent:
        if title.strip():
            draft.new.append(
                NewItem(str(label), " ".join(title.split()), description.strip(), str(department or ""))
            )
            st.rerun(scope="fragment")
        st.warning(_("Write a title first."), icon=":material/edit_note:")
    if not draft.new and not start.coming:
        st.caption(_("Nothing new yet. What you enter here begins with {year}.", year=start.year))
    for place, item in enumerate(draft.new):
        text, button = st.columns([9, 1.2], vertical_alignment="center", gap="small")
        by = f" :gray[· {name_of(plan, item.department)}]" if item.department in plan.nodes else ""
        text.markdown(f"{look(KIND[item.label]).symbol} {plain(item.title)}{by}")
        button.button(
            _("Take out"),
            key=f"next year out {place} {item.title}",
            icon=":material/close:",
            type="tertiary",
            on_click=draft.take_out,
            args=(place,),
        )
    for node in start.coming:
        st.markdown(f"{name_of(plan, node.uid)} :gray[· {_('begins as planned')}]")

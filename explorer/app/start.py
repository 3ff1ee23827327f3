"""Start: what this plan is, its counts, five findings worth a click, and search."""

from __future__ import annotations

from typing import Any

import streamlit as st

from explorer import words
from explorer.answers import ask
from explorer.app import session, shell
from explorer.app.pages import path_of
from explorer.app.search_box import search_box
from explorer.app.text import plain
from explorer.catalogue import question
from explorer.i18n import _, language, number
from explorer.model import LABELS, Plan
from explorer.picture.palette import look

#: Questions whose answer in one sentence says something about any plan, with what is asked.
FINDINGS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("measures_with_several_goals", {"min_goals": 3}),
    ("goals_by_reach", {}),
    ("goal_pairs_sharing_measures", {}),
    ("measures_without_department", {}),
    ("budget_by_goal", {}),
)


def page() -> None:
    """Two columns: the plan and the way into it, and what is worth a look."""
    plan = session.plan()
    if not plan.nodes:
        shell.empty_plan()
        return
    left, right = st.columns([5, 6], gap="large")
    with left:
        search_box(plan, key="start search", chosen=_open)
        _counts(plan)
        _about(plan)
    with right:
        _findings(plan)


def _counts(plan: Plan) -> None:
    labels = list(LABELS.values())
    with st.container(key="zn-counts", gap="small"):
        for row in (labels[:3], labels[3:]):
            for column, label in zip(st.columns(3, gap="small"), row, strict=True):
                count = len(plan.of(label.name))
                with column.container(border=True):
                    st.markdown(f"### {number(count)}")
                    st.caption(f"{look(label.key).symbol} {words.kind(label.name, count)}")


def _about(plan: Plan) -> None:
    english = session.english()
    text = (plan.properties.get("description_en") if english else "") or plan.properties.get("description")
    if text:
        st.markdown("##### " + _("What this plan is, and what is known of it"))
        st.markdown(plain(str(text)))


def _findings(plan: Plan) -> None:
    st.markdown("#### " + _("Five findings worth a look"))
    with st.container(key="zn-findings", gap="small"):
        for name, parameters in FINDINGS:
            result = ask(session.store(), name, plan=plan.code, year=session.year(), parameters=parameters)
            with st.container(border=True, gap="small"):
                st.markdown(plain(result.sentence()))
                st.page_link(
                    path_of("ask"),
                    label=question(name).title[language()],
                    icon=":material/arrow_forward:",
                    query_params={
                        **session.common_params(),
                        "q": name,
                        **{f"p_{key}": str(value) for key, value in parameters.items()},
                    },
                )
        ways = (
            ("explore", _("The whole plan as a picture"), ":material/hub:"),
            ("coverage", _("Who covers which goal"), ":material/grid_on:"),
            ("gaps", _("All gaps, the most serious first"), ":material/rule:"),
        )
        with st.container(horizontal=True, gap="medium"):
            for file, label, icon in ways:
                st.page_link(path_of(file), label=label, icon=icon, query_params=session.common_params())


def _open(uid: str) -> None:
    st.switch_page(path_of("explore"), query_params=session.params_around(uid))


if __name__ == "__main__":
    shell.show(page)

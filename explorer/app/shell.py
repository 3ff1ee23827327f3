"""What every page has around it: the plan and its year on top, the store, the language, and refusals as one screen."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from explorer import i18n
from explorer.app import notices, session
from explorer.app.text import plain
from explorer.errors import BadPlan, Refusal
from explorer.exchange import Problem
from explorer.i18n import _, told
from explorer.settings import settings
from explorer.store import plan_codes

_MOST_PROBLEMS = 50
_SHOWN = "shown revision"


def show(page: Callable[[], None]) -> None:
    """Run a page in a fragment; a refusal becomes one readable screen with its remedy."""

    @st.fragment
    def body() -> None:
        refusing(page)

    body()


def refusing(work: Callable[[], None]) -> None:
    """Run ``work``; show a refusal in both languages instead of a traceback."""
    try:
        work()
    except Refusal as refusal:
        refuse(refusal)


def refuse(refusal: Refusal) -> None:
    """What happened and what to do, in the reader's language first, then in the other one."""
    first, second = (i18n.language(), "en" if i18n.language() == "de" else "de")
    what, remedy = told(refusal, first)
    st.error(f"**{plain(what)}**\n\n{plain(remedy)}", icon=":material/error:")
    if isinstance(refusal, BadPlan):
        _problems(refusal)
    st.button(_("Try again"), icon=":material/refresh:", type="primary")
    st.caption(plain(" ".join(told(refusal, "en" if second == "en" else "de"))))


def header() -> None:
    """Plan, year, store and language, above every page."""
    try:
        _header()
    except Refusal as refusal:
        refuse(refusal)
        st.stop()


def watch() -> None:
    """Run the page again soon after anybody changed the plan, in whichever browser or process."""
    notices.by_itself(runs=False)
    seconds = settings().refresh_seconds
    if seconds:
        st.session_state[_SHOWN] = session.whole_plan().revision if session.plan_code() else -1
        st.fragment(_look_again, run_every=seconds)()


def _look_again() -> None:
    try:
        now = session.revision_now()
    except Refusal:  # the database is away for a moment; the page says so when somebody asks for something
        return
    if now != st.session_state.get(_SHOWN):
        notices.by_itself(runs=True)
        st.rerun()


def empty_plan() -> None:
    """An empty plan or year says so, and what to try."""
    st.info(
        _(
            "The plan holds nothing in this year. Choose “all years” at the top, or load a plan: zielnetz load PATH."
        ),
        icon=":material/info:",
    )


def _header() -> None:
    store = session.store()
    whole = session.whole_plan()
    # A year out of an address may lie outside the plan; it is shown all the same, since it filters all the same.
    years = sorted({*session.years_of(whole), *([session.year()] if session.year() else [])})
    with st.container(horizontal=True, vertical_alignment="center", gap="medium", key="zn-header"):
        title = (whole.properties.get("title_en") if session.english() else "") or whole.properties["title"]
        with st.container(width="stretch", key="zn-title"):
            _plan_choice(str(title))
        st.selectbox(
            _("Year"),
            [0, *years],
            index=[0, *years].index(session.year()),
            format_func=lambda y: _("all years") if y == 0 else str(y),
            key=f"year choice {session.year()} {i18n.language()}",
            on_change=_year_chosen,
            args=(f"year choice {session.year()} {i18n.language()}",),
            label_visibility="collapsed",
            width=150,
            help=None,
        )
        kind = "Neo4j" if store.engine == "neo4j" else _("embedded")
        with st.popover(kind, icon=":material/database:", help=_("Where this plan is kept")):
            st.markdown(plain(store.place))
            st.caption(
                _(
                    "Plan {code}, revision {revision}, last change {at}",
                    code=plain(whole.code),
                    revision=whole.revision,
                    at=plain(i18n.day(str(whole.properties.get("updated_at") or "")[:10])),
                )
            )
        other = "en" if i18n.language() == "de" else "de"
        st.button(
            i18n.LANGUAGES["en" if other == "en" else "de"],
            key="switch language",
            type="tertiary",
            icon=":material/translate:",
            on_click=_language_chosen,
            args=(other,),
        )


def _plan_choice(title: str) -> None:
    plans = plan_codes(session.store())
    if len(plans) < 2:
        st.markdown(f"**{plain(title)}**")
        return
    codes = [str(row["code"]) for row in plans]
    titles = {
        str(row["code"]): str((row["title_en"] if session.english() else "") or row["title"]) for row in plans
    }
    # What is chosen is part of the key: the box would keep its own choice when another page opens a plan.
    key = f"plan choice {session.plan_code()} {i18n.language()}"
    st.selectbox(
        _("Plan"),
        codes,
        index=codes.index(session.plan_code()),
        format_func=lambda code: titles[code],
        key=key,
        on_change=_plan_chosen,
        args=(key,),
        label_visibility="collapsed",
        width=420,
    )


def _problems(refusal: BadPlan) -> None:
    found = [p for p in refusal.problems if isinstance(p, Problem)][:_MOST_PROBLEMS]
    for problem in found:
        what = _(problem.what, **problem.details)
        remedy = _(problem.remedy, **problem.details)
        place = ", ".join(filter(None, [problem.where, _("row {row}", row=problem.row), problem.column]))
        st.markdown(f"- **{plain(place)}:** {plain(what)} {plain(remedy)}")


def _year_chosen(key: str) -> None:
    st.session_state[session.YEAR] = int(st.session_state[key])
    session.put_into_address()


def _language_chosen(language: str) -> None:
    st.session_state[session.LANGUAGE] = language
    session.put_into_address()


def _plan_chosen(key: str) -> None:
    session.open_plan(str(st.session_state[key]))

"""The step "check and write": what changes, what is to be confirmed afterwards, and the one button that writes."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from explorer import i18n
from explorer.app import notices, session
from explorer.app.editing import editor_name, may_edit, read_only_note, remember
from explorer.app.next_year_draft import Draft
from explorer.app.pages import path_of
from explorer.app.tables import table as as_table
from explorer.app.text import plain
from explorer.errors import Refusal
from explorer.i18n import _, _n, told
from explorer.model import Plan
from explorer.report.compared import Narrowed, chosen, headings, row
from explorer.store.edits import edit_plan
from explorer.years import Basis, compare_years, next_year

#: Names in the session: the year that was opened last (``Done``), and the step that is open.
DONE, STEP = "next year done", "next year step"
_REFUSED = "next year refused"


@dataclass(frozen=True)
class Done:
    """The year that this browser opened last and what was decided for it."""

    plan: str
    previous: int
    year: int
    draft: Draft


def check(plan: Plan, start: Basis, draft: Draft) -> None:
    """All changes as a table, the links that will have to be confirmed, and the button."""
    try:
        after = next_year(plan, start.year, draft.decisions(), draft.new)
    except Refusal as refusal:
        _say(refusal)
        return
    lang = i18n.language()
    comparison = compare_years(after, start.previous, start.year)
    changes = chosen(
        comparison, Narrowed(labels=("Measure", "OperativeGoal"), states=("added", "changed", "gone"))
    )
    if changes:
        rows = [row(one, lang) for one in changes]
        st.dataframe(
            as_table(headings(start.previous, start.year, lang), rows),
            hide_index=True,
            height=min(38 + 35 * len(rows), 330),
        )
    else:
        st.caption(_("Everything carries on as it is; the plan only has one more year."))
    doubtful = _doubtful(plan, after)
    if doubtful:
        st.markdown(
            ":material/help: "
            + _n(
                "{count} link goes over to a new wording and waits to be confirmed afterwards.",
                "{count} links go over to new wordings and wait to be confirmed afterwards.",
                doubtful,
            )
        )
    failed = notices.kept(_REFUSED)
    if failed is not None:
        _say(failed)
    if not may_edit():
        st.caption(read_only_note())
        return
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        with st.container(width=420):
            editor_name("next year name")
        st.button(
            _("Carry on to {year}", year=start.year),
            key="next year write",
            type="primary",
            icon=":material/event_repeat:",
            on_click=_write,
            args=(plan, start, draft),
        )
        if not draft.is_empty:
            st.button(
                _("Discard the draft"),
                key="next year discard",
                type="tertiary",
                icon=":material/delete:",
                on_click=_discard,
                args=(draft,),
            )


def written(plan: Plan) -> None:
    """After a year was written: where to look at it, and what is to be confirmed."""
    done: Done | None = st.session_state.get(DONE)
    if done is None or (done.plan, done.year) != (plan.code, plan.properties.get("latest_year")):
        return
    common = session.common_params()
    with st.container(horizontal=True, vertical_alignment="center", gap="medium", key="zn-next-year-done"):
        st.markdown(_("{year} is open.", year=done.year), width="content")
        st.page_link(
            path_of("compare"),
            label=_("{first} and {second} side by side", first=done.previous, second=done.year),
            icon=":material/compare_arrows:",
            query_params={**common, "from": str(done.previous), "to": str(done.year)},
        )
        st.page_link(
            path_of("gaps"),
            label=_("Links to be confirmed"),
            icon=":material/help:",
            query_params={**common, session.YEAR: str(done.year), "kinds": "suspect_link"},
        )


def _doubtful(plan: Plan, after: Plan) -> int:
    known = {link.key for link in plan.links}
    return sum(
        link.key not in known and isinstance(link.properties.get("confirmed"), int) for link in after.links
    )


def _write(plan: Plan, start: Basis, draft: Draft) -> None:
    try:
        after = next_year(plan, start.year, draft.decisions(), draft.new)
        uid = edit_plan(
            session.store(),
            plan.code,
            "year",
            after,
            who=str(st.session_state.get("next year name") or "").strip(),
            expected=plan.revision,
        )
    except Refusal as refusal:
        notices.put(_REFUSED, refusal)
        return
    remember(uid)
    # The next year after this one begins with what there is, not with a button that opens it.
    st.session_state[STEP] = "items"
    st.session_state[DONE] = Done(plan.code, start.previous, start.year, draft)


def _discard(draft: Draft) -> None:
    draft.lines.clear()
    draft.new.clear()
    draft.version += 1


def _say(refusal: Refusal) -> None:
    what, remedy = told(refusal)
    st.warning(f"**{plain(what)}** {plain(remedy)}", icon=":material/edit_note:")

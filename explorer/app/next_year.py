"""Fortschreibung: the plan goes on to its next year; what carries on, ends, is reworded and is new."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import streamlit as st

from explorer.app import session, shell
from explorer.app.editing import undo_bar
from explorer.app.next_year_check import DONE, STEP, Done, check, written
from explorer.app.next_year_draft import Draft
from explorer.app.next_year_new import new_items
from explorer.app.next_year_table import filters, keep_filters, table
from explorer.app.text import plain
from explorer.errors import Refusal
from explorer.i18n import N_, _, _n, number, told
from explorer.model import Plan
from explorer.years import FIRST_YEAR, LAST_YEAR, Balance, Basis, balance, basis, latest_year

_STYLE = Path(__file__).parent / "next_year.css"
_DRAFTS = "next year drafts"
#: The parts of the page, in the order of the work.
_STEPS = {"items": N_("What there is"), "new": N_("What is new"), "check": N_("Check and write")}
_ICONS = {"items": ":material/checklist:", "new": ":material/add_circle:", "check": ":material/task_alt:"}


def page() -> None:
    """The year and the filters on the left; the sentence, the steps and the step that is open in the middle."""
    whole = session.whole_plan()
    if not whole.nodes:
        shell.empty_plan()
        return
    draft = current(whole)
    try:
        start = basis(whole, draft.year)
    except Refusal as refusal:
        what, remedy = told(refusal)
        st.warning(f"{plain(what)} {plain(remedy)}", icon=":material/event_busy:")
        return
    st.html(_STYLE)
    lost = draft.keep_only({node.uid for node in start.items})
    left, middle = st.columns([1.9, 8.1], gap="medium")
    with left:
        _year(whole, draft)
        step = str(st.session_state.get(STEP) or "items")
        keep_filters()
        shown = filters(whole, start, draft) if step == "items" else ()
    with middle:
        undo_bar()
        written(whole)
        st.markdown(f"#### {headline(start, balance(start, draft.decisions(), draft.new))}")
        if lost:
            st.caption(
                _n(
                    "{count} decision was dropped: the plan was changed meanwhile.",
                    "{count} decisions were dropped: the plan was changed meanwhile.",
                    lost,
                )
            )
        _steps(step, len(draft.new))
        if step == "items":
            table(whole, start, draft, shown)
        elif step == "new":
            new_items(whole, start, draft)
        else:
            check(whole, start, draft)


def headline(start: Basis, found: Balance) -> str:
    """What the decisions come to, in one sentence."""
    ended = found.ended + found.as_planned
    said = [
        _n(
            "{count} measure or operative goal carries on",
            "{count} measures and operative goals carry on",
            found.carried,
        )
    ]
    if ended:
        said.append(_n("{count} ends", "{count} end", ended))
    if found.reworded:
        said.append(_n("{count} is reworded", "{count} are reworded", found.reworded))
    if found.new:
        said.append(_n("{count} is new", "{count} are new", found.new))
    return _("In {year}: {what}", year=start.year, what=", ".join(said))


def current(whole: Plan) -> Draft:
    """The draft of this browser for the plan; a new one if the plan has reached its year.

    If the year was taken back after it was written, what was decided for it is there again.
    """
    drafts: dict[str, Draft] = st.session_state.setdefault(_DRAFTS, {})
    latest = latest_year(whole)
    draft = drafts.get(whole.code)
    done: Done | None = st.session_state.get(DONE)
    if draft is None or (latest is not None and draft.year <= latest):
        year = date.today().year if latest is None else latest + 1
        drafts[whole.code] = draft = Draft(min(max(year, FIRST_YEAR), LAST_YEAR))
    elif draft.is_empty and done and done.plan == whole.code and done.year > (latest or 0):
        drafts[whole.code] = draft = done.draft
        del st.session_state[DONE]
    return draft


def _year(whole: Plan, draft: Draft) -> None:
    latest = latest_year(whole)
    key = f"next year {draft.year} {session.language()}"
    st.number_input(
        _("Carry the plan on to"),
        min_value=FIRST_YEAR if latest is None else min(latest + 1, LAST_YEAR),
        max_value=LAST_YEAR,
        value=draft.year,
        key=key,
        on_change=_year_chosen,
        args=(draft, key),
        help=_(
            "The plan has reached {year}. To decide anew about a year that it has reached, take the change that "
            "opened the year back.",
            year=latest,
        )
        if latest
        else None,
    )


def _steps(step: str, new: int) -> None:
    # What is open is part of the key: the control keeps its own value otherwise, and a written year opens another.
    key = f"next year steps {step} {session.language()}"
    st.segmented_control(
        _("Section"),
        list(_STEPS),
        format_func=lambda name: (
            f"{_ICONS[name]} {_(_STEPS[name])}" + (f" ({number(new)})" if name == "new" and new else "")
        ),
        default=step,
        key=key,
        on_change=_step_chosen,
        args=(key,),
        label_visibility="collapsed",
        required=True,
    )


def _step_chosen(key: str) -> None:
    st.session_state[STEP] = st.session_state[key]


def _year_chosen(draft: Draft, key: str) -> None:
    draft.year = int(st.session_state[key])
    draft.version += 1


if __name__ == "__main__":
    shell.show(page)

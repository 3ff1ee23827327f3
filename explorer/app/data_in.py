"""Einlesen: four steps from a file to a plan, each with what was found and one thing to do next."""

from __future__ import annotations

import streamlit as st

from explorer.app import session
from explorer.app.data_columns import columns
from explorer.app.data_load import load, result
from explorer.app.data_report import report, report_summary
from explorer.app.data_session import COLUMNS, FILE, LOAD, REPORT, Work, go, work
from explorer.app.data_templates import templates
from explorer.app.data_uploader import uploader
from explorer.app.data_view import headline, total
from explorer.app.data_work import LARGEST_MB, Looked, Upload
from explorer.app.editing import may_edit, read_only_note, undo_bar
from explorer.app.text import plain
from explorer.errors import Refusal
from explorer.i18n import _, _n, number, told
from explorer.store import plan_codes

_LONGEST = 120


def show() -> None:
    """The four steps, one below the other; the one that is next is open."""
    if not result():
        undo_bar()
    st.markdown("#### " + _("From a file to the plan in four steps; nothing is written before the last one"))
    now = work()
    looked = now.looked()
    last = _last(now, looked)
    step = min(now.step, last) if now.step else _first(looked, last)
    titles = {
        FILE: _("Choose a file"),
        COLUMNS: _("Check the columns"),
        REPORT: _("Read the report"),
        LOAD: _("Compare and load"),
    }
    with st.container(key="zn-steps"):
        for number_, title in titles.items():
            with st.container(border=True, gap="small", key=f"zn-step-{number_}"):
                _head(number_, title, step, last, _summary(number_, now, looked, last))
                if number_ == step:
                    _body(number_, now, looked)


def _body(step: int, now: Work, looked: Looked | None) -> None:
    if step == FILE:
        _file(now, looked)
    elif looked is not None:
        {COLUMNS: columns, REPORT: report, LOAD: load}[step](now, looked)


def _last(now: Work, looked: Looked | None) -> int:
    """How far one can go."""
    if looked is None or (looked.refusal is not None and looked.mapping is None):
        return FILE
    return LOAD if looked.ready else REPORT


def _first(looked: Looked | None, last: int) -> int:
    """The step to begin with: the first one where something is to be decided."""
    if looked is None or last == FILE:
        return FILE
    guessed = looked.mapping is not None and any(column.guessed for column in looked.mapping.columns)
    if guessed or (looked.mapping is not None and not looked.ready):
        return COLUMNS
    return REPORT if looked.problems else LOAD


def _head(step: int, title: str, current: int, last: int, summary: str) -> None:
    """Number, title and result of a step; a step that was done can be opened again."""
    colour = "blue" if step == current else "green" if step < current else "gray"
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"zn-step-head-{step}"):
        name = f"**{title}**" if step <= last else f":gray[{title}]"
        mark = ":material/check:" if step < current else str(step)
        st.markdown(f":{colour}-badge[{mark}] {name}", width="content")
        if summary and step != current:
            st.caption(summary, width="stretch")
        if step != current and step <= last:
            st.button(
                _("Change") if step < current else _("Open"),
                key=f"open step {step}",
                type="tertiary",
                on_click=go,
                args=(step,),
                icon=":material/edit:" if step < current else ":material/arrow_downward:",
            )


def _summary(step: int, now: Work, looked: Looked | None, last: int) -> str:
    if looked is None or now.upload is None:
        return ""
    if step == FILE:
        where = looked.incoming.plan.code if looked.incoming else looked.asked.code
        size = number(round(max(len(now.upload.data), 1000) / 1000))
        return _("{file}, {size} KB → {plan}", file=plain(now.upload.name), size=size, plan=plain(where))
    if step == COLUMNS:
        if looked.mapping is None:
            return _("nothing to check: the columns are known") if last > FILE else ""
        used = sum(bool(column.meaning) for column in looked.mapping.columns)
        guessed = sum(column.guessed for column in looked.mapping.columns)
        said = _n("{count} column is read", "{count} columns are read", used)
        return said + (", " + _n("{count} guessed", "{count} guessed", guessed) if guessed else "")
    if step == REPORT and last > FILE:
        return report_summary(looked)
    return headline(total(looked.comparison)) if step == LOAD and last == LOAD else ""


def _file(now: Work, looked: Looked | None) -> None:
    left, right = st.columns([6, 4], gap="large")
    with left:
        _target(now)
        if now.upload is None:
            _uploader(now)
        else:
            _uploaded_file(now)
            if looked is not None and looked.refusal is not None:
                _refused(now.upload, looked.refusal)
            elif looked is not None:
                _other_plan(now, looked)
                st.button(_("Next"), type="primary", key="data next file", on_click=go, args=(COLUMNS,))
        if not may_edit():
            st.caption(read_only_note() + " " + _("You may check a file all the same."))
    with right:
        templates()


def _target(now: Work) -> None:
    plan = session.whole_plan()
    title = str((plan.properties.get("title_en") if session.english() else "") or plan.properties["title"])
    key = f"data target {now.new} {session.language()}"
    st.radio(
        _("Where to?"),
        [False, True],
        index=int(now.new),
        format_func=lambda new: (
            _("a new plan beside it") if new else _("into this plan: {title}", title=plain(title))
        ),
        key=key,
        on_change=_targeted,
        args=(key,),
    )
    if not now.new:
        return
    name, code = st.columns([7, 3], gap="small")
    taken = {str(row["code"]): int(row["revision"]) for row in plan_codes(session.store())}
    asked = now.asked(taken)
    name.text_input(
        _("Title of the new plan"),
        value=now.title,
        placeholder=asked.title or _("as the file is called"),
        max_chars=_LONGEST,
        key="data new title",
        on_change=_named,
    )
    code.text_input(
        _("Code"),
        value=now.code,
        placeholder=asked.code,
        max_chars=40,
        key="data new code",
        on_change=_named,
        help=_("A short name without spaces. It stands in addresses and files and does not change any more."),
    )
    if now.code in taken:
        st.warning(
            _(
                "There is a plan with the code {code} already: the file would go into it.",
                code=plain(now.code),
            ),
            icon=":material/warning:",
        )


def _uploader(now: Work) -> None:
    label = _("File: Excel, CSV, text, ZIP or JSON, at most {most} MB", most=LARGEST_MB)
    uploader(label, f"data upload {now.round}", now.take)


def _uploaded_file(now: Work) -> None:
    assert now.upload is not None
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f":material/description: **{plain(now.upload.name)}**", width="content")
        st.button(
            _("Another file"),
            key="data other file",
            icon=":material/upload_file:",
            on_click=now.take,
            args=(None,),
        )


def _refused(upload: Upload, refusal: Refusal) -> None:
    what, remedy = told(refusal)
    st.error(f"**{plain(what)}**  \n{plain(remedy)}", icon=":material/block:")


def _other_plan(now: Work, looked: Looked) -> None:
    """A file that holds a whole plan goes where it says, whatever was chosen."""
    if looked.incoming is None or looked.incoming.plan.code == looked.asked.code:
        return
    code, title = looked.incoming.plan.code, str(looked.incoming.plan.properties["title"])
    there = (
        _("It is in this database already and would be changed.")
        if looked.known
        else _("There is none with this code yet: it would be a new plan.")
    )
    said = _("The file says itself which plan it is: {title} ({code}).", title=plain(title), code=plain(code))
    st.info(f"{said} {there}", icon=":material/info:")


def _targeted(key: str) -> None:
    now = work()
    now.new = bool(st.session_state[key])
    now.mapping, now.step = None, FILE


def _named() -> None:
    now = work()
    now.title = str(st.session_state["data new title"]).strip()
    code = str(st.session_state["data new code"]).strip()
    now.code = "".join(c for c in code if c not in ",/|" and not c.isspace())

"""Step three of reading in: what is wrong in the file or worth knowing, where, and how to mend it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from explorer.app.data_session import COLUMNS, LOAD, Work, go
from explorer.app.data_values import unknown_values
from explorer.app.data_view import (
    SEVERITY_SYMBOLS,
    Group,
    grouped,
    problem_headings,
    problem_rows,
    severity_word,
)
from explorer.app.data_work import Looked, Upload
from explorer.app.tables import as_csv, table
from explorer.app.text import plain
from explorer.exchange.books.marked import marked_copy
from explorer.exchange.problems import SEVERITIES, Problem, Severity, counts
from explorer.i18n import _, _n, language, told

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_AT_ONCE, _MORE = 12, 50
_COLOURS: dict[Severity, str] = {"error": "red", "warning": "orange", "hint": "blue"}


def report(now: Work, looked: Looked) -> None:
    """The counts, each thing once with all its places, the same as files, and what to do next."""
    assert now.upload is not None
    found = looked.problems
    if looked.refusal is not None:
        what, remedy = told(looked.refusal)
        st.error(f"**{plain(what)}**  \n{plain(remedy)}", icon=":material/block:")
    elif not found:
        st.markdown(":material/task_alt: " + _("Nothing is wrong with this file."))
    else:
        st.markdown(f"{severity_line(looked)}. {_outcome(looked)}")
        chosen = _filter(found)
        groups = grouped(one for one in found if one.severity in chosen)
        key = f"data problems shown {now.round}"
        most = int(st.session_state.get(key, _AT_ONCE))
        _table(groups[:most])
        if len(groups) > most:
            st.button(
                _n("{count} more", "{count} more", len(groups) - most),
                key=f"{key} more {most}",
                icon=":material/expand_more:",
                on_click=st.session_state.__setitem__,
                args=(key, most + _MORE),
            )
        with st.expander(
            _("Each by itself, as a table"), key=f"data problems each {now.round}", on_change="rerun"
        ) as each:
            if each.open:
                st.dataframe(table(problem_headings(), problem_rows(found)), hide_index=True)
        _downloads(now.upload, looked)
    if looked.ready:
        st.button(_("Next"), type="primary", key="data next report", on_click=go, args=(LOAD,))
        return
    asked = any(one.chosen is None for one in unknown_values(looked))
    with st.container(horizontal=True, gap="small"):
        if asked:
            st.button(
                _("Say in step 2 what is meant"),
                type="primary",
                key="data back to columns",
                icon=":material/help:",
                on_click=go,
                args=(COLUMNS,),
            )
        st.button(
            _("Upload the corrected file"),
            type="secondary" if asked else "primary",
            key="data corrected",
            icon=":material/upload_file:",
            on_click=now.take,
            args=(None,),
        )


def report_summary(looked: Looked) -> str:
    """The counts in one line."""
    found = counts(looked.problems)
    said = [severity_word(severity, found[severity]) for severity in SEVERITIES if found[severity]]
    return ", ".join(said) or _("nothing is wrong")


def severity_line(looked: Looked) -> str:
    """The counts as Markdown, with colour and symbol."""
    found = counts(looked.problems)
    said = [
        f":{_COLOURS[severity]}[**{SEVERITY_SYMBOLS[severity]} {severity_word(severity, found[severity])}**]"
        for severity in SEVERITIES
        if found[severity]
    ]
    return ", ".join(said) or ":material/check: " + _("nothing is wrong")


def _outcome(looked: Looked) -> str:
    if not looked.ready:
        return _("With errors nothing is loaded: mend them in your file or in step 2.")
    return _("It can be loaded all the same.")


def _filter(found: Sequence[Problem]) -> list[Severity]:
    there = [severity for severity in SEVERITIES if counts(found)[severity]]
    if len(there) < 2:
        return there
    chosen = st.segmented_control(
        _("Show"),
        there,
        selection_mode="multi",
        format_func=lambda severity: severity_word(severity, counts(found)[severity]),
        default=there,
        key=f"data severities {language()} {len(found)}",
        label_visibility="collapsed",
    )
    return list(chosen) or there


def _table(groups: Sequence[Group]) -> None:
    with st.container(key="zn-problems", gap=None):
        for group in groups:
            where, said, mend = st.columns([2.4, 4.6, 4], gap="small")
            colour, symbol = _COLOURS[group.severity], SEVERITY_SYMBOLS[group.severity]
            where.markdown(f":{colour}[**{symbol}**] {plain(group.places())}")
            said.markdown(
                f"{plain(group.what)}" + (f" :gray[{plain(group.meaning)}]" if group.meaning else "")
            )
            mend.markdown(f":material/build: {plain(group.remedy)}")


def _downloads(upload: Upload, looked: Looked) -> None:
    # A press is answered outside of the run that drew the page: what it needs is taken now.
    problems, book, headings, lang = looked.problems, looked.book, problem_headings(), language()
    stem = upload.stem
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if book is not None:
            st.download_button(
                _("Your file with comments"),
                lambda: marked_copy(book, problems),
                _("{name}-checked", name=stem) + ".xlsx",
                _XLSX,
                icon=":material/comment:",
                key="data marked",
                on_click="ignore",
                help=_("Your own table as an Excel file; each problem is a comment in its cell."),
            )
        st.download_button(
            _("List of problems (CSV)"),
            lambda: as_csv(headings, problem_rows(problems, lang)),
            _("{name}-problems", name=stem) + ".csv",
            "text/csv",
            icon=":material/download:",
            key="data problems csv",
            on_click="ignore",
        )

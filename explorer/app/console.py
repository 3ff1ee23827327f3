"""Cypher: an expert's console that only reads, with limits on time and rows."""

from __future__ import annotations

from typing import Any

import streamlit as st

from explorer.app import session, shell
from explorer.app.panel import left_out, picture
from explorer.app.tables import downloads, selectable
from explorer.app.text import plain
from explorer.catalogue import statement
from explorer.i18n import _, _n, number
from explorer.model import LABELS, LINK_TYPES
from explorer.picture.views import chosen
from explorer.settings import settings
from explorer.store import Answer

_TEXT = "console text"
_SHOWN = "console shown"
_EXAMPLES = {
    "measures": "explore/example_measures",
    "goals": "explore/example_goals",
    "departments": "explore/example_departments",
}


def page() -> None:
    """Input with help on the left, the result as a table and, where nodes come back, as a picture."""
    left, right = st.columns([7, 3], gap="medium")
    with right:
        _help()
    with left:
        _input()
        text = st.session_state.get(_SHOWN, "")
        if text:
            shell.refusing(lambda: _result(text))


def _input() -> None:
    limits = settings()
    st.text_area(
        _("Query"),
        key=_TEXT,
        height=150,
        max_chars=10_000,
        placeholder=_("MATCH ... RETURN ..."),
        help=_(
            "This console only reads: one statement, beginning with MATCH, OPTIONAL MATCH, UNWIND, WITH or RETURN."
        ),
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            _("Run"),
            type="primary",
            icon=":material/play_arrow:",
            on_click=_run,
            shortcut="Ctrl+Enter",
            key="run",
        )
        st.caption(
            _(
                "Reads only · at most {seconds} seconds · at most {rows} rows",
                seconds=number(limits.console_seconds),
                rows=number(limits.console_rows),
            )
        )


def _result(text: str) -> None:
    limits = settings()
    with st.spinner(_("The query is running ..."), show_time=True):
        answer = session.store().ask(text, seconds=limits.console_seconds, most=limits.console_rows)
    count = _n("{count} row", "{count} rows", len(answer.rows))
    st.markdown(f"#### {count}")
    if answer.cut:
        st.warning(
            _("Only the first {rows} rows are shown; add LIMIT or WHERE.", rows=number(limits.console_rows))
        )
    if not answer.rows:
        st.info(_("The query is correct, but nothing in the plan matches it."))
        return
    rows = [[_cell(row[column]) for column in answer.columns] for row in answer.rows]
    selectable(answer.columns, rows, key="console table", selected=None, select=lambda _row: None)
    downloads(answer.columns, rows, "cypher")
    _picture(answer)


def _picture(answer: Answer) -> None:
    plan = session.whole_plan()
    uids = [uid for uid in answer.uids if uid in plan.nodes]
    if not uids:
        return
    scene = chosen(plan, uids, "console", english=session.english(), with_ties=False)
    left_out(scene)
    picture(
        scene,
        key="console canvas",
        place=f"console {hash(tuple(uids))}",
        on_click=lambda _id: None,
        on_open=lambda _id: None,
        height=480,
    )


def _help() -> None:
    st.markdown("##### " + _("What there is"))
    for label in LABELS.values():
        own = ", ".join(p.name for p in label.own)
        st.markdown(f"`(:{label.name})`" + (f" {plain(own)}" if own else ""))
    st.caption(_("On all: uid, code, title, title_en, description, since, until, certainty"))
    with st.expander(_("Relationships")):
        for kind in LINK_TYPES.values():
            ends = (
                sorted({f"{a} → {b}" for a, b in kind.ends}) if len(kind.ends) < 3 else [_("several kinds")]
            )
            st.markdown(f"`[:{kind.name}]` " + plain("; ".join(ends)))
    st.markdown("##### " + _("Examples"))
    with st.container(gap=None):
        _examples()


def _examples() -> None:
    for title, text in examples():
        st.button(title, key=f"example {title}", type="tertiary", on_click=_take, args=(text,))


def examples() -> list[tuple[str, str]]:
    """Example queries: title in the current language, text from ``cypher/explore``."""
    titles = {
        "measures": _("Measures of one goal"),
        "goals": _("Goals by number of measures"),
        "departments": _("Departments and what they lead"),
    }
    return [(titles[key], statement(name).text) for key, name in _EXAMPLES.items()]


def _run() -> None:
    st.session_state[_SHOWN] = st.session_state.get(_TEXT, "").strip()


def _take(text: str) -> None:
    st.session_state[_TEXT] = text
    st.session_state[_SHOWN] = text


def _cell(value: Any) -> Any:
    """A value for a table cell: nodes by their title, lists joined, the rest as it is."""
    if isinstance(value, dict):
        if "label" in value and "title" in value:
            return f"{value['title']} ({value.get('code', '')})"
        return ", ".join(f"{k}: {_cell(v)}" for k, v in value.items())
    if isinstance(value, list):
        return "; ".join(str(_cell(v)) for v in value)
    return value


if __name__ == "__main__":
    shell.show(page)

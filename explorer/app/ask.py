"""Fragen: pick a question, set its parameters, see the sentence, the table, the picture and the Cypher."""

from __future__ import annotations

from typing import Any

import streamlit as st

from explorer import words
from explorer.answers import Result, ask
from explorer.app import session, shell
from explorer.app.navigation import follow, leave_for
from explorer.app.pages import path_of
from explorer.app.panel import left_out, picture
from explorer.app.tables import downloads, selectable
from explorer.app.text import plain, title_of
from explorer.catalogue import AUDIENCES, Parameter, Question, questions
from explorer.i18n import N_, _, _n, language
from explorer.model import Plan
from explorer.picture.views import chosen

_QUESTION, _ROW, _PREFIX = "q", "row", "p_"
_RESULT = "ask result"
_AUDIENCES = {
    "analyst": N_("Analysis"),
    "leadership": N_("Leadership"),
    "workshop": N_("Workshop"),
}


def page() -> None:
    """Controls on the left, the answer on the right; everything that was chosen stands in the address."""
    follow()
    plan = session.plan()
    if not plan.nodes:
        shell.empty_plan()
        return
    left, right = st.columns([2.8, 7.2], gap="medium")
    with left:
        question = _pick()
        parameters = _form(plan, question)
    with right:
        if parameters is None:
            st.info(
                _("Fill in the fields on the left; the answer appears here."), icon=":material/arrow_back:"
            )
            return
        result = ask(
            session.store(), question.name, plan=plan.code, year=session.year(), parameters=parameters
        )
        st.session_state[_RESULT] = result  # a callback needs what its row number is about
        _answer(plan, result)


def _pick() -> Question:
    known = questions()
    audience = st.pills(
        _("For whom"),
        AUDIENCES,
        format_func=lambda a: _(_AUDIENCES[a]),
        key="audience",
        label_visibility="collapsed",
    )
    names = [n for n, q in known.items() if audience is None or audience in q.audience]
    names.sort(key=lambda n: known[n].title[language()].lower())
    current = st.query_params.get(_QUESTION, "")
    if current not in known:
        current = names[0]
    if current not in names:
        names.insert(0, current)
    key = f"question {current} {audience}"
    st.selectbox(
        _("Question"),
        names,
        index=names.index(current),
        format_func=lambda n: known[n].title[language()],
        key=key,
        on_change=_picked,
        args=(key,),
        filter_mode="contains",
    )
    # The choice above cuts a long title; here it stands in full.
    st.markdown(f"**{plain(known[current].title[language()])}**")
    st.caption(plain(known[current].why[language()]))
    return known[current]


def _form(plan: Plan, question: Question) -> dict[str, Any] | None:
    """The parameters, out of widgets made from the question's header; None while something is missing."""
    values: dict[str, Any] = {}
    for name, parameter in question.parameters.items():
        value = _field(plan, question, parameter)
        if value in (None, ""):
            return None
        values[name] = value
    return values


def _field(plan: Plan, question: Question, parameter: Parameter) -> Any:
    label = parameter.label[language()]
    given = st.query_params.get(_PREFIX + parameter.name, "")
    key = f"param {question.name} {parameter.name} {given}"
    common: dict[str, Any] = {"key": key, "on_change": _changed, "args": (key, question.name, parameter)}
    if parameter.type == "bool":
        return st.toggle(label, value=given == "True" if given else bool(parameter.default), **common)
    if parameter.type in ("int", "float"):
        cast = int if parameter.type == "int" else float
        low = cast(parameter.minimum) if parameter.minimum is not None else None
        high = cast(parameter.maximum) if parameter.maximum is not None else None
        value = _number(given, cast, parameter.default)
        if value is not None:
            value = max(low if low is not None else value, min(high if high is not None else value, value))
        return st.number_input(label, min_value=low, max_value=high, value=value, step=cast(1), **common)
    if parameter.type == "item":
        items = [n.uid for n in plan.nodes.values() if not parameter.of or n.label in parameter.of]
        items.sort(key=lambda u: (plan.nodes[u].label, title_of(plan, u, english=session.english()).lower()))
        wanted = f"{plan.code}/{given}" if given else str(parameter.default or "")
        return st.selectbox(
            label,
            items,
            index=items.index(wanted) if wanted in items else None,
            format_func=lambda u: f"{title_of(plan, u, english=session.english())} ({plan.nodes[u].code})",
            placeholder=_("choose ..."),
            **common,
        )
    if parameter.choices:
        options = list(parameter.choices)
        value = given if given in options else parameter.default
        return st.selectbox(label, options, index=options.index(value), format_func=words.code, **common)
    return st.text_input(label, value=given or str(parameter.default or ""), max_chars=200, **common)


def _answer(plan: Plan, result: Result) -> None:
    question, english = result.question, session.english()
    st.markdown(f"#### {plain(result.sentence())}")
    note = question.note.get(language())
    if note:
        st.caption(plain(note))
    if not result.rows:
        return
    headings, rows = result.table(plan)
    chosen_row = _row(result)
    selectable(
        headings,
        rows,
        key=f"answer {question.name} {result.parameters}",
        selected=chosen_row,
        select=_select,
        height=min(38 + 35 * len(rows), 218),
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(_n("{count} row", "{count} rows", len(rows)))
        downloads(headings, rows, question.name)
        first = result.row_uids(chosen_row)[:1] if chosen_row is not None else []
        if first:
            st.page_link(
                path_of("explore"),
                label=_("Open in the picture of the plan"),
                icon=":material/hub:",
                query_params=session.params_around(first[0]),
            )
    _picture(plan, result, chosen_row, english)
    with st.expander(_("The Cypher behind this answer"), icon=":material/code:"):
        st.code(question.statement.text, language="cypher", wrap_lines=True)
        st.caption(
            _(
                "Parameters: {parameters}",
                parameters=plain(str({"plan": result.plan, "year": result.year, **result.parameters})),
            )
        )


def _picture(plan: Plan, result: Result, row: int | None, english: bool) -> None:
    uids = result.row_uids(row) + result.uids() if row is not None else result.uids()
    uids = [uid for uid in uids if uid in plan.nodes]
    if not uids:
        return
    scene = chosen(plan, uids, "answer", english=english)
    marked = result.row_uids(row) if row is not None else list(scene.marked)
    left_out(scene)
    picture(
        scene,
        key="answer canvas",
        place=f"answer {result.question.name} {sorted(result.parameters.items())} {result.year}",
        selected=marked[0] if row is not None and marked else "",
        related=marked or None,
        on_click=lambda id_: _clicked(result, id_),
        on_open=leave_for,
        height=520,
    )


def _row(result: Result) -> int | None:
    """The selected row: it is kept by what it is about, so that a link survives another order of rows."""
    wanted = st.query_params.get(_ROW, "")
    if not wanted:
        return None
    codes = [[u.removeprefix(f"{result.plan}/") for u in result.row_uids(i)] for i in range(len(result.rows))]
    exact = next((i for i, c in enumerate(codes) if "+".join(c[:2]) == wanted), None)
    return (
        exact if exact is not None else next((i for i, c in enumerate(codes) if c and c[0] == wanted), None)
    )


def _select(row: int) -> None:
    result: Result = st.session_state[_RESULT]
    codes = [u.removeprefix(f"{result.plan}/") for u in result.row_uids(row)]
    if codes:
        st.query_params[_ROW] = "+".join(codes[:2])


def _clicked(result: Result, id_: str) -> None:
    row = next((i for i in range(len(result.rows)) if id_ in result.row_uids(i)[:1]), None)
    if row is not None:
        _select(row)
    elif _ROW in st.query_params:
        del st.query_params[_ROW]


def _picked(key: str) -> None:
    kept = session.common_params()
    st.query_params.from_dict({**kept, _QUESTION: st.session_state[key]})


def _changed(key: str, question: str, parameter: Parameter) -> None:
    value = st.session_state[key]
    text = str(value).removeprefix(f"{session.plan_code()}/") if parameter.type == "item" else str(value)
    now = {k: v for k, v in st.query_params.items() if k != _ROW}
    now[_QUESTION] = question
    now[_PREFIX + parameter.name] = text
    st.query_params.from_dict(now)


def _number(text: str, cast: type, default: Any) -> Any:
    try:
        return cast(text) if text else default
    except ValueError:
        return default


if __name__ == "__main__":
    shell.show(page)

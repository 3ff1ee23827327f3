"""Step two of reading in: what each column means, guesses first, and what texts stand for that nobody knew."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from explorer.app import session
from explorer.app.data_meanings import (
    Meaning,
    certain,
    meaning_of,
    meaning_word,
    meanings,
    shape_word,
    shapes,
    to_check,
    unread,
)
from explorer.app.data_report import severity_line
from explorer.app.data_session import COLUMNS, LOAD, REPORT, Work, go, work
from explorer.app.data_values import Unknown, choice_word, choices, unknown_values
from explorer.app.data_view import examples
from explorer.app.data_work import (
    Looked,
    column_values,
    rows_to_choose,
    with_all_checked,
    with_meaning,
    with_shape,
    with_value,
)
from explorer.app.text import plain
from explorer.exchange.book import column_letters
from explorer.exchange.mapping import MARK, Column, ImportMapping
from explorer.i18n import _, _n

#: Columns and texts that are shown at once.
_MOST = 40


def columns(now: Work, looked: Looked) -> None:
    """How the file was understood, and everything in it that people can correct; each answer counts at once."""
    if looked.mapping is None:
        st.markdown(_("This file says itself what its columns mean. There is nothing to check here."))
        st.button(_("Next"), type="primary", key="data next columns", on_click=go, args=(REPORT,))
        return
    _understood(now, looked)
    _values(looked)
    doubtful, sure, left = to_check(looked.mapping), certain(looked.mapping), unread(looked.mapping)
    if doubtful:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(
                ":material/help: **"
                + _n(
                    "{count} column was guessed: please check",
                    "{count} columns were guessed: please check",
                    len(doubtful),
                )
                + "**",
                width="content",
            )
            st.button(
                _("All of them are right"), key="data all right", icon=":material/check:", on_click=_all_right
            )
        _rows(looked, doubtful)
    _folded(looked, sure, _n("{count} column is known", "{count} columns are known", len(sure)), not doubtful)
    _folded(looked, left, _n("{count} column is not read", "{count} columns are not read", len(left)), False)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            _("Next"),
            type="primary",
            key="data next columns",
            on_click=go,
            args=(LOAD if looked.ready and not looked.problems else REPORT,),
        )
        st.markdown(severity_line(looked), width="content")
    st.caption(_("This mapping is kept with the plan when you load: next year's file is read the same way."))


def _understood(now: Work, looked: Looked) -> None:
    mapping, book = looked.mapping, looked.book
    assert mapping is not None and book is not None
    said = [shape_word(mapping.shape)]
    if len(book.sheets) > 1 or book.kind == "xlsx":
        said.append(_("sheet “{sheet}”", sheet=plain(mapping.sheet)))
    said.append(_("headings in row {row}", row=mapping.header_row))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(_("Recognised:") + " " + " · ".join(said), width="content")
        with st.popover(_("Read it differently"), icon=":material/tune:"):
            _differently(now, looked, mapping)


def _differently(now: Work, looked: Looked, mapping: ImportMapping) -> None:
    assert looked.book is not None
    stamp = f"{now.round} {mapping.shape} {mapping.sheet} {mapping.header_row} {session.language()}"
    known = shapes()
    st.radio(
        _("Shape of the table"),
        known,
        index=known.index(mapping.shape) if mapping.shape in known else 0,
        format_func=shape_word,
        key=f"data shape {stamp}",
        on_change=_reshaped,
        args=(f"data shape {stamp}", mapping),
    )
    names = [sheet.name for sheet in looked.book.sheets]
    if len(names) > 1:
        st.selectbox(
            _("Sheet"),
            names,
            index=names.index(mapping.sheet) if mapping.sheet in names else 0,
            key=f"data sheet {stamp}",
            on_change=_resheeted,
            args=(f"data sheet {stamp}",),
        )
    sheet = looked.sheet
    if sheet is not None:
        texts = dict(rows_to_choose(sheet))
        texts.setdefault(mapping.header_row, "")
        rows = sorted(texts)
        st.selectbox(
            _("Row with the headings"),
            rows,
            index=rows.index(mapping.header_row),
            format_func=lambda row: f"{row}: {texts[row]}",
            key=f"data header {stamp}",
            on_change=_reheaded,
            args=(f"data header {stamp}", mapping.sheet),
        )


def _folded(looked: Looked, some: Sequence[Column], head: str, expanded: bool) -> None:
    if not some:
        return
    with st.expander(head, expanded=expanded):
        _rows(looked, some)


def _rows(looked: Looked, some: Sequence[Column]) -> None:
    """A line a column: where it stands and its heading, what is in it, what it means."""
    mapping, sheet = looked.mapping, looked.sheet
    assert mapping is not None
    english = session.english()
    choice = meanings(mapping, looked.known)
    with st.container(key=f"zn-columns {some[0].position}", gap="xsmall"):
        for column in some[:_MOST]:
            heading, inside, meaning = st.columns([3, 4, 4], vertical_alignment="center", gap="small")
            where = f":gray[{column_letters(column.position)}]" if sheet and sheet.has_cells else ""
            heading_text = plain(column.heading) or _("(no heading)")
            badge = " :orange-badge[" + _("guessed") + "]" if column.guessed else ""
            heading.markdown(f"{where} **{heading_text}**{badge}")
            last_heading = mapping.header_row + mapping.header_rows - 1
            found = column_values(sheet, column.position, last_heading) if sheet else []
            inside.caption(plain(examples(found)) or _("(empty)"))
            now = meaning_of(column)
            key = f"data column {column.position} {hash(now)} {work().round} {session.language()}"
            meaning.selectbox(
                column.heading or column_letters(column.position),
                choice,
                index=choice.index(now),
                format_func=lambda one: meaning_word(one, looked.known, english=english),
                key=key,
                on_change=_meant,
                args=(key, mapping, column.position),
                label_visibility="collapsed",
                filter_mode="contains",
            )
    if len(some) > _MOST:
        st.caption(
            _n("{count} more column", "{count} more columns", len(some) - _MOST)
            + ": "
            + _("take columns out of the file that do not belong to the plan.")
        )


def _values(looked: Looked) -> None:
    """Texts in the file that are like no item of the plan: the nearest one is offered, or it is a new one."""
    assert looked.mapping is not None
    found = unknown_values(looked)
    if not found:
        return
    left = [one for one in found if one.chosen is None]
    offered = [one for one in left if one.near]
    with st.container(horizontal=True, vertical_alignment="center"):
        if left:
            head = _n(
                "{count} text is not understood: what is meant?",
                "{count} texts are not understood: what is meant?",
                len(left),
            )
            st.markdown(f":material/help: **{head}**", width="content")
        else:
            st.markdown(":material/check: " + _("All texts are understood."), width="content")
        if len(offered) > 1:
            st.button(
                _("Take the nearest for all"),
                key="data take nearest",
                icon=":material/done_all:",
                on_click=_take_nearest,
                args=(looked.mapping, offered),
            )
    with st.container(key="zn-columns values", gap="xsmall"):
        for one in found[:_MOST]:
            _value(looked, looked.mapping, one)
    if len(found) > _MOST:
        st.caption(_("The others follow as soon as these are answered."))


def _value(looked: Looked, mapping: ImportMapping, one: Unknown) -> None:
    english = session.english()
    said, where, chosen = st.columns([3, 4, 4], vertical_alignment="center", gap="small")
    said.markdown(f"**{plain(one.text)}**")
    kind = _("Mark") if one.meaning == MARK else meaning_word(Meaning(one.meaning), looked.known)
    where.caption(plain(f"{kind} · {one.places}" if one.places else kind))
    choice = choices(one, looked.known)
    key = f"data value {one.meaning} {one.text} {one.chosen} {work().round} {session.language()}"
    chosen.selectbox(
        one.text,
        choice,
        index=choice.index(one.chosen) if one.chosen in choice else None,
        format_func=lambda code: choice_word(one, code, looked.known, english=english),
        placeholder=_("please choose"),
        key=key,
        on_change=_valued,
        args=(key, mapping, one.meaning, one.text),
        label_visibility="collapsed",
        filter_mode="contains",
    )


def _meant(key: str, mapping: ImportMapping, position: int) -> None:
    chosen = st.session_state[key]
    work().mapping = with_meaning(mapping, position, chosen.meaning, chosen.item)
    go(COLUMNS)


def _valued(key: str, mapping: ImportMapping, meaning: str, text: str) -> None:
    work().mapping = with_value(mapping, meaning, text, st.session_state[key])
    go(COLUMNS)


def _take_nearest(mapping: ImportMapping, offered: Sequence[Unknown]) -> None:
    for one in offered:
        mapping = with_value(mapping, one.meaning, one.text, one.offered[0])
    work().mapping = mapping
    go(COLUMNS)


def _all_right() -> None:
    now = work()
    looked = now.looked()
    if looked is not None and looked.mapping is not None:
        now.mapping = with_all_checked(looked.mapping)
    go(COLUMNS)


def _reshaped(key: str, mapping: ImportMapping) -> None:
    work().mapping = with_shape(mapping, st.session_state[key])
    go(COLUMNS)


def _resheeted(key: str) -> None:
    now = work()
    now.sheet, now.header_row, now.mapping = str(st.session_state[key]), 0, None
    go(COLUMNS)


def _reheaded(key: str, sheet: str) -> None:
    now = work()
    now.sheet, now.header_row, now.mapping = sheet, int(st.session_state[key]), None
    go(COLUMNS)

"""The step "what there is": every operative goal and measure with what becomes of it, and the new wordings in full."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import streamlit as st

from explorer import words
from explorer.app import session
from explorer.app.next_year_draft import CHOICES, Draft, Line, without_wording
from explorer.app.parts import period_of
from explorer.app.text import plain, quoted, title_of
from explorer.i18n import _, _n, number
from explorer.model import LABELS, Node, Plan
from explorer.picture.palette import look
from explorer.picture.titles import short
from explorer.picture.views import KIND
from explorer.years import Basis, Choice, compare_years

_LONGEST = 500
#: Rows that any screen has room for.
_FEW, _ROW = 8, 35
_FILTER = "next year filter"


def filters(plan: Plan, start: Basis, draft: Draft) -> tuple[Node, ...]:
    """Choices that narrow the table; returns the items that are left."""
    then = plan.in_year(start.previous)
    stamp = f"{plan.code} {session.language()}"
    text = st.text_input(
        _("Search"),
        placeholder=_("Title or code"),
        key=f"{_FILTER} text {stamp}",
        icon=":material/search:",
    )
    uids: set[str] | None = None
    for label in ("Department", "StrategicGoal"):
        chosen = st.selectbox(
            words.kind(label),
            sorted((n.uid for n in then.of(label)), key=lambda uid: _order(plan, uid)),
            index=None,
            format_func=lambda uid: _name(plan, uid),
            placeholder=_("all"),
            key=f"{_FILTER} {label} {stamp}",
            filter_mode="contains",
        )
        if chosen:
            touched = _touched(plan.code, plan.revision, start.previous, str(chosen))
            uids = touched if uids is None else uids & touched
    kinds = {_("all"): ""} | {words.kind(label, 2): label for label in ("Measure", "OperativeGoal")}
    kind = kinds[
        st.selectbox(words.property_name("kind"), list(kinds), key=f"{_FILTER} kind {stamp}") or _("all")
    ]
    only = st.toggle(_("Only what changes"), key=f"{_FILTER} only {stamp}")
    wanted = text.strip().casefold()
    return tuple(
        node
        for node in start.items
        if (uids is None or node.uid in uids)
        and (not kind or node.label == kind)
        and (not only or draft.choice(node, start) != "carry")
        and wanted in f"{node.code} {node.title} {node.text('title_en')}".casefold()
    )


def keep_filters() -> None:
    """Let the filters be the same when the step is open again: Streamlit forgets what is not shown."""
    for key in [key for key in st.session_state if str(key).startswith(_FILTER)]:
        st.session_state[key] = st.session_state[key]


def table(plan: Plan, start: Basis, draft: Draft, shown: Sequence[Node]) -> None:
    """The shown items as rows to decide about, and what is reworded in full."""
    if not start.items:
        st.info(_("Nothing is in force in {year}: enter what is new.", year=start.previous))
        return
    if not shown:
        st.info(
            _("No measure and no operative goal fits these filters. Take one off."),
            icon=":material/filter_alt_off:",
        )
        return
    # The style sheet gives this container the height that the screen has left.
    with st.container(key="zn-next-year-table") if len(shown) > _FEW else st.container():
        _rows(plan, start, draft, shown)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.caption(_below(start, shown))
        _for_all(start, draft, shown)
    _wordings(start, draft)


def _rows(plan: Plan, start: Basis, draft: Draft, shown: Sequence[Node]) -> None:
    english = session.english()
    carried_by = _leads(plan, start.previous)
    said: dict[str, list[Any]] = {
        words.property_name("kind"): [look(KIND[n.label]).symbol for n in shown],
        words.property_name("code"): [n.code for n in shown],
        words.property_name("title"): [n.title_in(english=english) for n in shown],
        words.kind("Department"): ["; ".join(carried_by[n.uid]) for n in shown],
        _("In force"): [period_of(n) for n in shown],
        _("What becomes of it"): [_(CHOICES[draft.choice(n, start)]) for n in shown],
        _("New title"): [draft.title(n) for n in shown],
    }
    symbol, code, title, department, period, choice, anew = said
    # Rows and language make another table; what is decided in it does not, so nothing jumps while one works.
    key = f"next year table {draft.version} {start.year} {session.language()} {hash(tuple(n.uid for n in shown))}"
    st.data_editor(
        said,
        key=key,
        hide_index=True,
        height="stretch" if len(shown) > _FEW else "content",
        row_height=_ROW,
        disabled=[symbol, code, title, department, period],
        column_config={
            symbol: st.column_config.TextColumn(
                "", width=36, help=", ".join(f"{look(KIND[k]).symbol} {words.kind(k)}" for k in _KINDS)
            ),
            code: st.column_config.TextColumn(width=104),
            title: st.column_config.TextColumn(width=290),
            department: st.column_config.TextColumn(width=130),
            period: st.column_config.TextColumn(width=92),
            choice: st.column_config.SelectboxColumn(
                options=[_(word) for word in CHOICES.values()], required=True, width=172
            ),
            anew: st.column_config.TextColumn(
                max_chars=_LONGEST, width=205, help=_("Whatever gets a new title is reworded.")
            ),
        },
        on_change=_edited,
        args=(key, start, draft, tuple(shown), choice, anew),
    )


def _edited(key: str, start: Basis, draft: Draft, shown: Sequence[Node], choice: str, anew: str) -> None:
    by_word: dict[str, Choice] = {_(word): name for name, word in CHOICES.items()}
    for place, cells in st.session_state[key]["edited_rows"].items():
        node = shown[int(place)]
        word = cells.get(choice)
        title = cells.get(anew, draft.title(node)) or ""
        draft.set_row(node, start, by_word.get(word, draft.choice(node, start)), str(title))


def _below(start: Basis, shown: Sequence[Node]) -> str:
    said = _(
        "{count} of {all} that are in force in {year}",
        count=number(len(shown)),
        all=number(len(start.items)),
        year=start.previous,
    )
    planned = sum(node.uid in start.ending for node in shown)
    if planned:
        said += " · " + _n("{count} ends as planned", "{count} end as planned", planned)
    if start.coming:
        said += " · " + _n("{count} begins as planned", "{count} begin as planned", len(start.coming))
    return said


def _for_all(start: Basis, draft: Draft, shown: Sequence[Node]) -> None:
    with st.popover(_("All that is shown ..."), icon=":material/done_all:"):
        for name in ("carry", "end"):
            choice: Choice = "carry" if name == "carry" else "end"
            st.button(
                _("{count} × {what}", count=number(len(shown)), what=_(CHOICES[choice])),
                key=f"next year all {name}",
                type="tertiary",
                on_click=draft.set_all,
                args=(shown, start, choice),
            )


def _wordings(start: Basis, draft: Draft) -> None:
    """The new wording of each reworded item in full, the old one beside it."""
    nodes = draft.reworded(start)
    if not nodes:
        return
    missing = [node for node in nodes if without_wording(node, draft.lines[node.uid])]
    st.markdown(f"**{_('New wordings in full')}** ({number(len(nodes))})")
    if missing:
        st.caption(
            ":material/edit_note: "
            + _n(
                "{count} still lacks its new wording.", "{count} still lack their new wording.", len(missing)
            )
        )
    for node in nodes:
        line = draft.lines[node.uid]
        new = f" → {quoted(short(line.title, 60))}" if line.title.strip() else ""
        title = quoted(short(node.title_in(english=session.english()), 60))
        with st.expander(f"{plain(node.code)} {title}{new}", key=f"next year full {node.uid}"):
            _wording(node, line, draft)


def _wording(node: Node, line: Line, draft: Draft) -> None:
    for name in LABELS[node.label].wording:
        old = node.text(name)
        given = getattr(line, name)
        # What is written is part of the key: the field keeps its own value otherwise when the table says another.
        key = f"next year {name} {node.uid} {hash(given)}"
        st.text_area(
            words.property_name(name),
            value=old if given is None else given,
            placeholder=old or None,
            height=110 if name == "description" else 68,
            key=key,
            help=_("Until now: {text}", text=plain(short(old, 300))) if old else None,
            on_change=_worded,
            args=(draft, line, name, key, old),
        )
    key = f"next year code {node.uid} {line.code}"
    st.text_input(
        words.property_name("code"),
        value=line.code,
        placeholder=_("the old one with the year, if left empty"),
        max_chars=60,
        key=key,
        on_change=_worded,
        args=(draft, line, "code", key, ""),
    )


def _worded(draft: Draft, line: Line, name: str, key: str, old: str) -> None:
    text = str(st.session_state[key] or "")
    if name in ("title", "code"):
        setattr(line, name, " ".join(text.split()))
    else:
        setattr(line, name, None if text == old else text)
    if name == "title":  # the table shows it too
        draft.version += 1


def _leads(plan: Plan, year: int) -> dict[str, list[str]]:
    english = session.english()
    found: dict[str, list[str]] = defaultdict(list)
    for link in plan.in_year(year).links:
        if link.type == "RESPONSIBLE_FOR" and link.text("role") == "lead":
            found[link.target].append(title_of(plan, link.source, english=english))
    return found


@st.cache_resource(show_spinner=False, max_entries=64)
def _touched(code: str, revision: int, year: int, uid: str) -> set[str]:
    same = compare_years(session.whole_plan(), year, year)
    return {one.node.uid for one in same.touching(uid)}


def _order(plan: Plan, uid: str) -> tuple[int, str]:
    node = plan.nodes[uid]
    if node.label == "StrategicGoal":
        return node.year("number") or 0, node.code
    return 0, title_of(plan, uid, english=session.english()).lower()


def _name(plan: Plan, uid: str) -> str:
    node = plan.nodes[uid]
    title = title_of(plan, uid, english=session.english())
    return f"{node.text('number')} {title}" if node.label == "StrategicGoal" else title


_KINDS = ("Measure", "OperativeGoal")

"""The list of findings: heads that say how many, and for each finding its sentence, its remedy and where to go."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, overload

import streamlit as st
from streamlit.elements.lib.mutable_expander_container import ExpanderContainer

from explorer import words
from explorer.app import scope as scopes
from explorer.app import session
from explorer.app.editing import confirm_button, mark_form, may_edit, unmark_button
from explorer.app.gaps_view import by_kind
from explorer.app.pages import path_of
from explorer.app.tables import downloads
from explorer.app.text import plain, title_of
from explorer.gaps import GROUPS, KINDS, Finding
from explorer.i18n import _, _n, number
from explorer.model import Plan
from explorer.picture.palette import STATES, look

#: Findings of one group that are shown at once, and how many more a click brings.
_AT_ONCE, _MORE = 10, 50
#: Kinds whose sentence names the department that they concern.
_NAME_DEPARTMENT = ("goal_on_one_unit", "department_link_undocumented")
_KIND_SYMBOL = look("department").symbol
#: Findings that stand in front of all groups.
_FIRST = 3
_SYMBOLS = {name: shown.symbol for name, shown in STATES["light"].items()}
_SYMBOL_OF = {
    "forward": _SYMBOLS["gap"],
    "backward": _SYMBOLS["gap"],
    "single": _SYMBOLS["single"],
    "suspect": "?",
    "knowledge": "?",
    "meant": _SYMBOLS["meant"],
}


def most_serious(plan: Plan, found: Sequence[Finding]) -> None:
    """The first few findings in full, for whoever reads no further."""
    if len(found) <= _FIRST:
        return
    st.markdown("**" + _("The most serious first") + "**")
    _rows(plan, found[:_FIRST], "first")
    st.markdown("**" + _("Everything, department by department") + "**")


def group_of_unit(plan: Plan, unit: str, found: Sequence[Finding], *, alone: bool = False) -> None:
    """One unit's findings (none: the plan as a whole) under a head that says how many; filled when it is opened."""
    name = name_of_unit(plan, unit) if unit else _("The plan as a whole")
    box = _folded(f"**{plain(name)}** · {summary(plan, found)}", f"unit {unit} {alone}", expanded=alone)
    if not box.open:
        return
    with box:
        if unit:
            _about_unit(plan, unit, found)
        _rows(plan, found, f"unit {unit}", unit)


def group_of_kind(plan: Plan, kind: str, found: Sequence[Finding], *, alone: bool = False) -> None:
    """One kind's findings under a head that says how many."""
    symbol = _SYMBOL_OF[KINDS[kind].group]
    box = _folded(
        f"{symbol} **{KINDS[kind].heading()}** · {len(found)}", f"kind {kind} {alone}", expanded=alone
    )
    if box.open:
        with box:
            _rows(plan, found, f"kind {kind}")


def left_out(plan: Plan, found: Sequence[Finding]) -> None:
    """What was left out on purpose: no gap, but it does not vanish."""
    if not found:
        return
    box = _folded(f"{_SYMBOLS['meant']} **{_(GROUPS['meant'])}** · {len(found)}", "meant", expanded=True)
    if box.open:
        with box:
            st.caption(_("These are no gaps: somebody has noted why nothing is meant to contribute here."))
            _rows(plan, found, "meant")


def knowledge(plan: Plan, found: Sequence[Finding]) -> None:
    """What nobody has written down, kept apart from what is missing in the plan."""
    if not found:
        return
    head = _n("{count} finding", "{count} findings", len(found))
    box = _folded(f"{_SYMBOL_OF['knowledge']} **{_(GROUPS['knowledge'])}** · {head}", "knowledge")
    if not box.open:
        return
    with box:
        st.caption(
            _(
                "This says something about what we know, not about the plan: it may well be in order, only no source "
                "says so. It is therefore kept apart and counts in none of the numbers above."
            )
        )
        for kind, some in by_kind(found):
            inner = _folded(f"**{KINDS[kind].heading()}** · {number(len(some))}", f"knowledge {kind}")
            if inner.open:
                with inner:
                    _rows(plan, some, f"knowledge {kind}")


def summary(plan: Plan, found: Sequence[Finding]) -> str:
    """How many gaps, what most of them are, and how much is carried only once or is doubtful."""
    gaps = [one for one in found if one.is_gap]
    said = []
    if gaps:
        kind, most = max(by_kind(gaps), key=lambda group: len(group[1]))
        said.append(_n("{count} gap", "{count} gaps", len(gaps)))
        if kind == "department_without_goal":
            if len({one.subject for one in most}) == 1:
                goals = number(len(plan.of("StrategicGoal")))
                said.append(
                    _("no contribution to {count} of {all} goals", count=number(len(most)), all=goals)
                )
        else:
            said[-1] = _(
                "{gaps}, {count} of them “{kind}”",
                gaps=said[-1],
                count=number(len(most)),
                kind=KINDS[kind].heading(),
            )
    single = sum(one.group == "single" for one in found)
    suspect = sum(one.group == "suspect" for one in found)
    if single:
        said.append(_("{count} carried only once", count=number(single)))
    if suspect:
        said.append(_("{count} doubtful", count=number(suspect)))
    return " · ".join(said) or _("no gap")


def name_of_unit(plan: Plan, unit: str) -> str:
    """A department's title, with its code where another one has the same title."""
    english = session.english()
    title = title_of(plan, unit, english=english)
    same = [node for node in plan.of("Department") if title_of(plan, node.uid, english=english) == title]
    return f"{title} ({plan.nodes[unit].code})" if len(same) > 1 else title


def download(plan: Plan, found: Sequence[Finding]) -> None:
    """All findings that are chosen as CSV and Excel, also those that are not unfolded."""
    with st.container(horizontal=True, vertical_alignment="center", key="zn-download"):
        st.caption(_n("{count} finding in all", "{count} findings in all", len(found)))
        downloads(table_headings(), Table(plan, found, english=session.english()), "luecken")


def table_headings() -> list[str]:
    """The headings of the table to download."""
    return [
        _("Group"),
        _("What is missing"),
        _("Department"),
        words.kind("StrategicGoal"),
        _("Concerns"),
        _("Code"),
        _("Why"),
        _("What would close it"),
        words.property_name("reason"),
    ]


class Table(Sequence[list[Any]]):
    """The rows to download, told when somebody takes them: a large plan has many thousands."""

    def __init__(self, plan: Plan, found: Sequence[Finding], *, english: bool) -> None:
        self._plan, self._found, self._english = plan, found, english

    def __len__(self) -> int:
        return len(self._found)

    @overload
    def __getitem__(self, place: int) -> list[Any]: ...
    @overload
    def __getitem__(self, place: slice) -> list[list[Any]]: ...
    def __getitem__(self, place: int | slice) -> list[Any] | list[list[Any]]:
        return self._told[place]

    @cached_property
    def _told(self) -> list[list[Any]]:
        return [self._row(one) for one in self._found]

    def _row(self, one: Finding) -> list[Any]:
        plan = self._plan

        def title(uid: str) -> str:
            return title_of(plan, uid, english=self._english) if uid else ""

        node = plan.nodes.get(one.subject)
        return [
            _(GROUPS[one.group]),
            KINDS[one.kind].heading(),
            "; ".join(title(uid) for uid in one.departments),
            title(one.goal),
            title(one.subject),
            node.code if node else "",
            one.why(plan),
            one.remedy(plan),
            one.reason,
        ]


def more(key: str, *, shown: int, of: int, step: int) -> None:
    """The button that shows ``step`` more of a list; how many are shown is kept under ``key`` in the session."""
    if of > shown:
        st.button(
            _n("{count} more", "{count} more", of - shown),
            key=f"{key} {shown}",
            icon=":material/expand_more:",
            on_click=_show_more,
            args=(key, shown + step),
        )


def _about_unit(plan: Plan, unit: str, found: Sequence[Finding]) -> None:
    """The way to the unit's page, and one reason for all its gaps at once."""
    pairs = [pair for one in found if one.kind == "department_without_goal" for pair in one.pairs]
    own = [pair for pair in pairs if pair[0] == unit]
    if len(own) == len(plan.of("StrategicGoal")):
        st.caption(
            _(
                "Nothing in the plan is assigned to this department. Perhaps what it does was never recorded: "
                "ask before you call it a gap."
            )
        )
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.page_link(
            path_of("department"),
            label=_("Page of the department"),
            icon=":material/account_balance:",
            query_params={**_around(plan), "of": plan.nodes[unit].code},
        )
        if len(own) > 1 and may_edit():
            mark_form(
                own,
                key=f"mark all {unit}",
                label=_("Leave all {count} goals out on purpose ...", count=number(len(own))),
            )


def _rows(plan: Plan, found: Sequence[Finding], name: str, unit: str = "") -> None:
    """Findings under their kinds: the first ones, the rest one click away."""
    key = f"gaps shown {name}"
    most = int(st.session_state.get(key, _AT_ONCE))
    kind = ""
    several = name != "first" and len({one.kind for one in found}) > 1
    with st.container(key=f"zn-gaps {name}", gap=None):
        for one in found[:most]:
            if several and one.kind != kind:
                kind = one.kind
                count = sum(other.kind == kind for other in found)
                st.markdown(f"**{KINDS[kind].heading()}** ({number(count)})")
            _row(plan, one, name, unit)
    more(key, shown=most, of=len(found), step=_MORE)


def _row(plan: Plan, one: Finding, name: str, unit: str) -> None:
    text, ways = st.columns([6.5, 3.5], vertical_alignment="center", gap="small")
    with text:
        lines = [f"{_SYMBOL_OF[one.group]} {plain(one.why(plan))}", f":gray[{plain(one.remedy(plan))}]"]
        others = [uid for uid in one.departments if uid not in (unit, *one.items)]
        if others and one.kind not in _NAME_DEPARTMENT:
            named = ", ".join(name_of_unit(plan, uid) for uid in others)
            lines[1] += f" :gray[· {_KIND_SYMBOL} {plain(named)}]"
        st.markdown("  \n".join(lines))
    with (
        ways,
        st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center", gap="small"),
    ):
        _links(plan, one)
        key = f"{name} {one.key}"
        if one.group in ("forward", "backward") and one.pairs and may_edit():
            mark_form(one.pairs, key=f"mark {key}")
        if one.kind in ("meant", "mark_overtaken"):
            unmark_button(one.pairs, key=f"unmark {key}")
        if one.link is not None:
            confirm_button([one.link], key=f"confirm {key}")


def _links(plan: Plan, one: Finding) -> None:
    """To the item in the picture and, where there is one, to the cell of the matrix."""
    node = plan.nodes.get(one.subject)
    goal = plan.nodes.get(one.goal)
    if node is None:
        return
    if node.label == "Department" and goal is not None:
        st.page_link(
            path_of("coverage"),
            label=_("Cell"),
            icon=":material/grid_on:",
            help=_("This cell of the matrix and what others contribute"),
            query_params={**_around(plan), "row": node.code, "col": goal.code},
        )
    if node.label == "Measure":
        st.page_link(
            path_of("measure"),
            label=_("Sheet"),
            icon=":material/description:",
            help=_("The sheet of this measure"),
            query_params={**session.common_params(), "of": node.code},
        )
    shown = goal if node.label == "Department" and goal is not None else node
    st.page_link(
        path_of("explore"),
        label=_("Picture"),
        icon=":material/hub:",
        help=_(
            "{title} in the picture of the plan",
            title=plain(title_of(plan, shown.uid, english=session.english())),
        ),
        query_params=session.params_around(shown.uid),
    )


def _folded(label: str, name: str, *, expanded: bool = False) -> ExpanderContainer:
    """A box that is filled only while it is open: hundreds of findings are not sent to the browser unasked."""
    # A label with another number is the same box: it stays open when a gap is marked.
    return st.expander(label, expanded=expanded, key=f"gaps fold {name}", on_change="rerun")


def _around(plan: Plan) -> dict[str, str]:
    return {**session.common_params(), **scopes.params_of(scopes.current_scope(), plan)}


def _show_more(key: str, most: int) -> None:
    st.session_state[key] = most

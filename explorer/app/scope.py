"""What counts on the pages for leadership: chosen on the left, kept in the address, shown as chips."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from explorer import words
from explorer.app import session
from explorer.app.chips import chips
from explorer.app.text import plain, title_of
from explorer.coverage import Scope
from explorer.i18n import _
from explorer.model import CERTAINTIES, STATUSES, Plan

#: The names in the address that belong to a scope; the year stands there for every page.
NAMES = ("status", "certainty", "fields", "partners")


def scope_from(params: Mapping[str, str], plan: Plan) -> Scope:
    """The scope in an address; what does not fit the plan is dropped, so that an old link still opens."""
    fields = {node.uid for node in plan.of("FieldOfAction")}
    certainty = params.get("certainty", "")
    statuses = params.get("status", "").split(",")
    return Scope(
        year=session.year(),
        statuses=tuple(s for s in STATUSES if s in statuses),
        certainty=certainty if certainty in CERTAINTIES else Scope.certainty,
        fields=tuple(
            u for u in sorted(f"{plan.code}/{c}" for c in params.get("fields", "").split(",")) if u in fields
        ),
        partners=params.get("partners", "") == "1",
    )


def params_of(scope: Scope, plan: Plan) -> dict[str, str]:
    """The scope as names and values for an address; what is default is left out."""
    found = {
        "status": ",".join(scope.statuses),
        "certainty": scope.certainty if scope.certainty != Scope.certainty else "",
        "fields": ",".join(uid.removeprefix(f"{plan.code}/") for uid in scope.fields),
        "partners": "1" if scope.partners else "",
    }
    return {name: value for name, value in found.items() if value}


def current_scope() -> Scope:
    """The scope in the address of this page."""
    return scope_from(st.query_params, session.whole_plan())


def scope_panel(plan: Plan, scope: Scope) -> None:
    """A choice for each part of the scope; any change is written into the address at once."""
    # What is chosen is part of the keys: a widget keeps its own value otherwise and would contradict the address.
    stamp = f"{hash(scope)} {session.language()}"
    english = session.english()
    st.selectbox(
        _("What counts as sure"),
        CERTAINTIES,
        index=CERTAINTIES.index(scope.certainty),
        format_func=words.down_to,
        key=f"scope certainty {stamp}",
        on_change=_changed,
        args=(stamp,),
    )
    st.toggle(
        _("Partners count too"),
        value=scope.partners,
        key=f"scope partners {stamp}",
        on_change=_changed,
        args=(stamp,),
        help=_("Otherwise only the department that leads counts."),
    )
    st.multiselect(
        words.property_name("status"),
        STATUSES,
        default=list(scope.statuses),
        format_func=words.code,
        key=f"scope statuses {stamp}",
        placeholder=_("all"),
        on_change=_changed,
        args=(stamp,),
    )
    fields = [node.uid for node in plan.of("FieldOfAction")]
    st.multiselect(
        words.kind("FieldOfAction", 2),
        fields,
        default=[uid for uid in scope.fields if uid in fields],
        format_func=lambda uid: title_of(plan, uid, english=english),
        key=f"scope fields {stamp}",
        placeholder=_("all"),
        on_change=_changed,
        args=(stamp,),
    )


def scope_chips(plan: Plan, scope: Scope, hidden: int) -> None:
    """Each filter in force as a chip that can be taken off, and how many measures they hide."""
    chips(_chips(plan, scope), hidden, key="scope chip", go=go)


def go(scope: Scope) -> None:
    """Show another scope: write it into the address. Called in callbacks only."""
    session.replace_in_address(NAMES, params_of(scope, session.whole_plan()))


def _chips(plan: Plan, scope: Scope) -> list[tuple[str, Scope]]:
    found = []
    if scope.certainty != Scope.certainty:
        found.append((words.down_to(scope.certainty), replace(scope, certainty=Scope.certainty)))
    if scope.partners:
        found.append((_("partners count too"), replace(scope, partners=False)))
    for status in scope.statuses:
        rest = tuple(s for s in scope.statuses if s != status)
        found.append((words.code(status), replace(scope, statuses=rest)))
    for uid in scope.fields:
        rest = tuple(u for u in scope.fields if u != uid)
        text = plain(title_of(plan, uid, english=session.english()))
        found.append((text, replace(scope, fields=rest)))
    return found


def _changed(stamp: str) -> None:
    def value(name: str) -> object:
        return st.session_state[f"scope {name} {stamp}"]

    chosen = set(value("statuses"))  # type: ignore[call-overload]
    go(
        Scope(
            year=session.year(),
            statuses=tuple(s for s in STATUSES if s in chosen),
            certainty=str(value("certainty")),
            fields=tuple(sorted(value("fields"))),  # type: ignore[call-overload]
            partners=bool(value("partners")),
        )
    )

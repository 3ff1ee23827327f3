"""What one browser looks at: the store, the plan, the year and the language, remembered and in the address."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import cache
from threading import Lock
from typing import TypeVar

import streamlit as st

from explorer import i18n
from explorer.exchange.seed import ensure_a_plan
from explorer.model import Plan
from explorer.settings import settings
from explorer.store import GraphStore, Row, open_store, plan_codes, read_plan

T = TypeVar("T")

#: Names in the address bar: the same in every language, so that a link can be handed on.
YEAR, LANGUAGE, PLAN = "year", "lang", "plan"


_opening = Lock()


def store() -> GraphStore:
    """The store that all browsers of this process share; a refusal is not remembered, so a retry is possible."""
    with _opening:
        return _opened()


# Not among Streamlit's resources: these are forgotten when a plan was put in the place of another.
@cache
def _opened() -> GraphStore:
    store = open_store(settings())
    ensure_a_plan(store)
    return store


def language() -> str:
    """The language of this browser session."""
    return str(st.session_state.get(LANGUAGE) or settings().language)


def english() -> bool:
    """Whether titles are wanted in English where there are any."""
    return i18n.language() == "en"


def year() -> int:
    """The year that everything is filtered by; 0 for all years."""
    return int(st.session_state.get(YEAR) or 0)


def plan_code() -> str:
    """The plan that is looked at: the chosen one, else the first in the store."""
    return _chosen(_revisions())[0]


def whole_plan() -> Plan:
    """The plan of all years, as it stands now; read again only when its revision changed."""
    rows = _rows()
    code, revision = _chosen({name: int(row["revision"]) for name, row in rows.items()})
    found = _plan(code, revision)
    if code in rows and found.properties.get("updated_at") != rows[code]["updated_at"]:
        # A restore may bring another plan at the same revision: nothing that was read of the former one may stay.
        st.cache_resource.clear()
        found = _plan(code, revision)
    return found


def revision_now() -> int:
    """The plan's revision a second ago at most; all browsers share one look."""
    return _chosen(_revisions_lately())[1]


def unless_changed(revision: int, read: Callable[[], T]) -> T:
    """What ``read`` reads from the store, as it stood at ``revision`` of the plan.

    If the plan was changed meanwhile the page runs again: half of the old and half of the new is never shown.
    """
    found = read()
    if _chosen(_revisions())[1] != revision:
        st.rerun()
    return found


def plan() -> Plan:
    """The plan in the chosen year."""
    whole = whole_plan()
    return _plan_in_year(whole.code, whole.revision, year()) if year() else whole


def _chosen(revisions: Mapping[str, int]) -> tuple[str, int]:
    """Code and revision of the plan that is looked at; none and -1 in an empty store."""
    wished = str(st.session_state.get(PLAN) or "")
    code = wished if wished in revisions else next(iter(revisions), "")
    return code, revisions.get(code, -1)


def _revisions() -> dict[str, int]:
    """The revision of every plan in the store, by code."""
    return {code: int(row["revision"]) for code, row in _rows().items()}


def _rows() -> dict[str, Row]:
    """What the store says about every plan, by code."""
    return {str(row["code"]): row for row in plan_codes(store())}


@st.cache_data(show_spinner=False, ttl=1)
def _revisions_lately() -> dict[str, int]:
    return _revisions()


@st.cache_resource(show_spinner=False, max_entries=8)
def _plan(code: str, revision: int) -> Plan:
    return read_plan(store(), code)


@st.cache_resource(show_spinner=False, max_entries=64)
def _plan_in_year(code: str, revision: int, chosen: int) -> Plan:
    return _plan(code, revision).in_year(chosen)


def years_of(plan_: Plan) -> list[int]:
    """Every year from the first to the last: something begins or ends in them, or the plan was carried on to them."""
    found = [
        value
        for node in plan_.nodes.values()
        if node.label in ("Measure", "OperativeGoal")
        for value in (node.year("since"), node.year("until"))
        if value
    ]
    latest = plan_.properties.get("latest_year")
    if isinstance(latest, int) and latest:
        found.append(latest)
    return list(range(min(found), max(found) + 1)) if found else []


def take_from_address() -> None:
    """Let year, language and plan in the address win over what this browser session remembers.

    They are read before any page runs, so that a link opens the same view for everybody, and Back works.
    """
    params = st.query_params
    if LANGUAGE in params and params[LANGUAGE] in i18n.LANGUAGES:
        st.session_state[LANGUAGE] = params[LANGUAGE]
    if YEAR in params:
        st.session_state[YEAR] = int(params[YEAR]) if params[YEAR].isdigit() else 0
    if PLAN in params:
        st.session_state[PLAN] = params[PLAN]


def put_into_address() -> None:
    """Write what differs from the defaults into the address, so that copying it is enough to hand a view on."""
    wanted = {
        YEAR: str(year()) if year() else "",
        LANGUAGE: language() if language() != settings().language else "",
        PLAN: str(st.session_state.get(PLAN) or ""),
    }
    for name, value in wanted.items():
        if value and st.query_params.get(name) != value:
            st.query_params[name] = value
        elif not value and name in st.query_params:
            del st.query_params[name]


def open_plan(code: str) -> None:
    """Show another plan, in all its years: nothing of the view of the former one stays in the address."""
    st.session_state[PLAN] = code
    st.session_state[YEAR] = 0
    st.query_params.clear()
    put_into_address()


def replace_in_address(names: Collection[str], params: Mapping[str, str]) -> None:
    """Put ``params`` in the place of what the address says under ``names``; everything else in it stays."""
    others = {k: v for k, v in st.query_params.items() if k not in names}
    st.query_params.from_dict({**others, **params})


def common_params() -> dict[str, str]:
    """Year, language and plan for a link to another page."""
    return {name: st.query_params[name] for name in (YEAR, LANGUAGE, PLAN) if name in st.query_params}


def params_around(uid: str) -> dict[str, str]:
    """Where a link to an item in the picture leads: it stands in the middle and is selected."""
    code = uid.removeprefix(f"{plan_code()}/")
    return {**common_params(), "view": "around", "of": code, "item": code}

"""The filters of a picture: chosen on the left, shown as chips above it, taken off one by one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from explorer import words
from explorer.app import session
from explorer.app.chips import chips
from explorer.app.navigation import current, go
from explorer.app.text import plain, title_of, unmarked
from explorer.app.view import View
from explorer.i18n import _
from explorer.model import CERTAINTIES, LABEL_OF, STATUSES, Plan
from explorer.picture.filters import Filters, count_hidden
from explorer.picture.palette import COLUMNS, look
from explorer.picture.views import KIND

_NAMES = ("fields", "departments", "statuses", "certainties")


def filter_panel(plan: Plan, view: View) -> None:
    """A choice for each filter; any change is written into the address at once."""
    english = session.english()

    def title(uid: str) -> str:
        return title_of(plan, uid, english=english)

    choices: dict[str, tuple[str, list[str], Callable[[str], str]]] = {
        "fields": (words.kind("FieldOfAction", 2), [n.uid for n in plan.of("FieldOfAction")], title),
        "departments": (
            words.kind("Department", 2),
            sorted((n.uid for n in plan.of("Department")), key=title),
            title,
        ),
        "statuses": (words.property_name("status"), list(STATUSES), words.code),
        "certainties": (words.property_name("certainty"), list(CERTAINTIES), words.code),
    }
    count = sum(len(getattr(view.filters, name)) for name in _NAMES)
    with st.expander(_("Filters") + (f" ({count})" if count else ""), expanded=bool(count or view.hidden)):
        # What is chosen is part of the keys: a widget keeps its own value otherwise and would contradict the address.
        stamp = str(hash(view.filters))
        for name, (label, options, shown) in choices.items():
            st.multiselect(
                label,
                options,
                default=[value for value in options if value in getattr(view.filters, name)],
                format_func=shown,
                key=f"{name} {stamp}",
                placeholder=_("all"),
                on_change=_filtered,
                args=(stamp,),
            )
        kinds = [kind for kind in COLUMNS if kind in {KIND[node.label] for node in plan.nodes.values()}]
        st.pills(
            _("Kinds"),
            kinds,
            selection_mode="multi",
            default=[kind for kind in kinds if kind not in view.hidden],
            format_func=lambda kind: f"{look(kind).symbol} {_word(kind)}",
            key=f"kinds {view.hidden}",
            on_change=_kinds_chosen,
            args=(f"kinds {view.hidden}", tuple(kinds)),
        )


def filter_chips(shown: Plan, view: View) -> None:
    """Each filter in force as a chip that can be taken off, and how much they hide."""
    chips(_chips(view), count_hidden(session.plan(), shown), key="chip", go=go)


def filters_in_force(view: View) -> tuple[str, ...]:
    """The filters in force as plain text, for a picture that leaves the app."""
    return tuple(unmarked(text) for text, _without in _chips(view))


def _chips(view: View) -> list[tuple[str, View]]:
    """Each filter as words, with the view that is left when it is taken off."""
    whole = session.whole_plan()
    found = []
    for name in _NAMES:
        values: frozenset[str] = getattr(view.filters, name)
        for value in sorted(values):
            known = value in whole.nodes
            text = plain(title_of(whole, value, english=session.english())) if known else words.code(value)
            less = replace(view.filters, **{name: values - {value}})
            found.append((text, replace(view, filters=less)))
    for kind in view.hidden:
        text = _("without {kind}", kind=_word(kind))
        found.append((text, replace(view, hidden=tuple(k for k in view.hidden if k != kind))))
    return found


def _word(kind: str) -> str:
    return words.kind(LABEL_OF[kind], 2) if kind in LABEL_OF else kind


def _filtered(stamp: str) -> None:
    chosen = {name: frozenset(st.session_state[f"{name} {stamp}"]) for name in _NAMES}
    go(replace(current(), filters=Filters(**chosen)), remember=False)


def _kinds_chosen(key: str, kinds: tuple[str, ...]) -> None:
    kept = set(st.session_state[key])
    go(replace(current(), hidden=tuple(k for k in kinds if k not in kept)), remember=False)

"""What a page has to say after something was done: it stays until the person goes on, not until the next run."""

from __future__ import annotations

from typing import Any

import streamlit as st

_RUNS_BY_ITSELF, _SHOWN = "page runs by itself", "notices shown"


def put(key: str, value: object) -> None:
    """Leave ``value`` under ``key`` for the next run of the page."""
    st.session_state[key] = value
    _shown().discard(key)


def kept(key: str) -> Any:
    """What was left under ``key``, or None.

    It is there until the person does something else. A run that the page makes by itself, because somebody changed
    the plan, does not take it away: that may come within a second.
    """
    if key not in st.session_state:
        return None
    if key in _shown() and not st.session_state.get(_RUNS_BY_ITSELF):
        forget(key)
        return None
    _shown().add(key)
    return st.session_state[key]


def forget(key: str) -> None:
    """Take what was left under ``key`` away."""
    st.session_state.pop(key, None)
    _shown().discard(key)


def by_itself(*, runs: bool) -> None:
    """Note that the next run is one that the page makes by itself (``runs``), or that such a run is over."""
    st.session_state[_RUNS_BY_ITSELF] = runs


def _shown() -> set[str]:
    found: set[str] = st.session_state.setdefault(_SHOWN, set())
    return found

"""The coverage matrix on the page: a real HTML table that eye, keyboard, screen reader and printer can read.

``matrix`` draws a payload; ``picked`` and ``folded`` tell in a callback what people did with it. What is selected
travels in a component of its own, so that a click does not send thousands of cells again. Both belong into one
``st.fragment``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

import pyphen
import streamlit as st

from explorer.picture.palette import CANVAS, STATES, Theme
from explorer.picture.register import renderer
from explorer.picture.titles import short

_HYPHENS = {"de": "de_DE", "en": "en_GB"}
_SOFT_HYPHEN = "\u00ad"
_UPRIGHT = 50  # characters that fit into an upright head of a column
_LONG = 7  # letters; a shorter word fits into any column


def matrix(
    payload: Mapping[str, Any],
    *,
    key: str,
    height: int = 0,
    on_pick: Callable[[], None] | None = None,
    on_fold: Callable[[], None] | None = None,
) -> None:
    """Draw ``payload`` at most ``height`` CSS pixels high (0: as high as the window leaves room).

    The payload holds ``caption``, ``corner``, ``columns``, ``rows``, ``sums``, ``sum_head``, ``selected``, ``labels``,
    ``legend``, ``theme`` (``theme_of``) and ``lang``; all of it is text, never HTML. Keep ``key`` the same on every
    run: it is what lets focus and scrolling survive. The callbacks run before the script, as with every widget.
    """
    shown = {name: value for name, value in payload.items() if name != "selected"}
    language = str(payload.get("lang", "de"))
    for name in ("columns", "rows"):
        shown[name] = [_with_hyphens(one, language) for one in payload.get(name, ())]
    renderer("matrix", "matrix.js", "matrix.css")(
        key=key,
        data={**shown, "lang": language, "key": key, "height": height},
        height="content",
        on_pick_change=on_pick or _nothing,
        on_fold_change=on_fold or _nothing,
    )
    selected = payload.get("selected") or {}
    renderer("matrix_choice", "choice.js")(
        key=f"{key} choice",
        data={
            "matrix": key,
            "row": selected.get("row"),
            "column": selected.get("column"),
            "seq": _last_seq(key),
        },
        height="content",
    )


def picked(key: str) -> tuple[str, str] | None:
    """The row and column id that were picked, for ``on_pick``; "" for a sum, so ("", "") is the sum of all."""
    value = _event(key, "pick")
    return (str(value.get("row") or ""), str(value.get("column") or "")) if value else None


def folded(key: str) -> str | None:
    """The key of the row, or the id of the column, that is to be folded or unfolded, for ``on_fold``."""
    value = _event(key, "fold")
    return str(value.get("row") or value.get("column") or "") or None if value else None


def theme_of(theme: Theme) -> dict[str, Any]:
    """The ``theme`` of a payload: fill, ink and border of every state, and the colours around them."""
    states = {
        state: {"fill": look.fill, "ink": look.ink, "border": look.border}
        for state, look in STATES[theme].items()
    }
    return {
        **states,
        **{name: CANVAS[theme][name] for name in ("text", "muted", "background", "accent", "ring")},
    }


def _event(key: str, name: str) -> Mapping[str, Any] | None:
    state = st.session_state.get(key)
    value = state.get(name) if isinstance(state, Mapping) else None
    return value if isinstance(value, Mapping) else None


def _last_seq(key: str) -> int | None:
    """Which event this script run answers: the browser ignores the answer to any but the last one."""
    seen = [int(event.get("seq", 0)) for name in ("pick", "fold") if (event := _event(key, name))]
    return max(seen, default=None)


def _nothing() -> None:
    """Streamlit wants a callback for every value that the result shall hold."""


def _with_hyphens(one: Mapping[str, Any], language: str) -> dict[str, Any]:
    # Browsers hyphenate only with a dictionary, which Chromium downloads and an offline computer never gets.
    title, hyphens = str(one.get("title", "")), _HYPHENS.get(language, "de_DE")
    return {
        **one,
        "shown": _softened(title, hyphens),
        "brief": _softened(short(title, _UPRIGHT), hyphens),
    }


@cache
def _hyphenator(language: str) -> pyphen.Pyphen:
    return pyphen.Pyphen(lang=language)


@lru_cache(maxsize=4096)
def _softened(title: str, language: str) -> str:
    return " ".join(_soft_word(word, language) for word in title.split(" "))


def _soft_word(word: str, language: str) -> str:
    if len(word) < _LONG:
        return word
    breaks = [
        at
        for at in _hyphenator(language).positions(word)
        if 3 <= at <= len(word) - 3 and word[at - 2 : at + 2].isalpha()
    ]
    return _SOFT_HYPHEN.join(word[start:end] for start, end in pairwise([0, *breaks, len(word)]))

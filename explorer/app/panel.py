"""A picture on a page: the canvas, its legend and its highlight, and what a click means."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

import streamlit as st

from explorer.i18n import _n
from explorer.picture.canvas import CanvasState, canvas, highlight, state_of
from explorer.picture.palette import Theme
from explorer.picture.payload import payload_of
from explorer.picture.scene import Scene

_REMEMBERED = "canvas places"


def theme() -> Theme:
    """Light or dark, as the browser shows it now."""
    return "dark" if st.context.theme.type == "dark" else "light"


def picture(
    scene: Scene,
    *,
    key: str,
    place: str,
    selected: str = "",
    related: Collection[str] | None = None,
    caption: str | None = None,
    layout: str = "columns",
    hidden: Iterable[str] = (),
    on_click: Callable[[str], None],
    on_open: Callable[[str], None],
    on_legend: Callable[[str], None] | None = None,
    height: int = 0,
) -> None:
    """Draw ``scene``. ``place`` names what is drawn: zoom and dragged positions stay while it stays the same.

    ``selected`` (node or tie id) is ringed; ``related`` (ids) stay in full colour, by default the neighbours.
    The callbacks get the id of what was clicked ("" for empty canvas), double-clicked, or the kind whose legend
    entry was clicked; they run before the next script run and change the view. ``height`` in CSS pixels, 0 to fill
    the window.
    """
    remembered: dict[str, dict[str, tuple[float, float]]] = st.session_state.setdefault(_REMEMBERED, {})
    shown = scene.without(hidden)
    payload = payload_of(
        scene, place=place, layout=layout, theme=theme(), hidden=hidden, positions=remembered.get(place)
    )

    def state() -> CanvasState:
        return state_of(dict(st.session_state.get(key) or {}), place)

    def clicked() -> None:
        click = state().click
        if click is not None:
            on_click(click["node"] or click["edge"] or "")

    def opened() -> None:
        double = state().open
        if double is not None and (double["node"] or double["edge"]):
            on_open(double["node"] or double["edge"] or "")

    def toggled() -> None:
        kind = state().legend
        if kind and on_legend is not None:
            on_legend(kind)

    def dragged() -> None:
        # A page switch destroys the canvas; what people arranged by hand is kept here.
        remembered[place] = dict(state().positions)

    canvas(
        payload,
        key=key,
        height=height,
        on_click=clicked,
        on_open=opened,
        on_legend=toggled,
        on_positions=dragged,
    )
    known = {item.id for item in shown.items} | {tie.id for tie in shown.ties}
    highlight(
        canvas_key=key,
        key=f"{key} highlight",
        selected=selected if selected in known else None,
        related=[i for i in related if i in known] if related is not None else None,
        caption=caption,
    )


def positions_in(place: str) -> dict[str, tuple[float, float]]:
    """Where this browser session dragged items to in what is drawn under ``place``."""
    return dict(st.session_state.get(_REMEMBERED, {}).get(place) or {})


def left_out(scene: Scene) -> None:
    """Say how many items the picture had to leave out, and that the table has them."""
    if scene.left_out:
        st.caption(
            _n(
                "{count} more item does not fit into a readable picture; the table has it.",
                "{count} more items do not fit into a readable picture; the table has them.",
                scene.left_out,
            )
        )

"""A picture on a page: the canvas, its legend and its highlight, and what a click means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable

import streamlit as st

from explorer.i18n import _, _n
from explorer.model import LABEL_OF
from explorer.picture.canvas import CanvasState, canvas, highlight, state_of
from explorer.picture.network import network_of
from explorer.picture.palette import CANVAS, COLUMNS, Theme, look
from explorer.picture.scene import Scene
from explorer.words import kind as kind_word

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
    network = network_of(
        shown, layout=layout, theme=theme(), positions=_still_there(remembered.get(place), shown)
    )
    payload = {
        "nodes": network.nodes,
        "edges": network.edges,
        "options": network.options,
        "view": place,
        "labels": _labels(),
        "legend": _legend(scene, set(hidden)),
        "theme": {name: CANVAS[theme()][name] for name in ("background", "text", "muted", "accent", "ring")},
    }

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


def _still_there(
    positions: dict[str, tuple[float, float]] | None, scene: Scene
) -> dict[str, tuple[float, float]]:
    ids = {item.id for item in scene.items}
    return {i: p for i, p in (positions or {}).items() if i in ids}


def _legend(scene: Scene, hidden: set[str]) -> list[dict[str, object]]:
    counts = Counter(item.kind for item in scene.items)
    kinds = [k for k in COLUMNS if k != "fold" and (counts[k] or k in hidden)]
    entries: list[dict[str, object]] = []
    for kind in kinds:
        seen = look(kind, theme())
        entries.append(
            {
                "kind": kind,
                "symbol": seen.symbol,
                "label": kind_word(LABEL_OF[kind], 2),
                "color": seen.fill,
                "border": seen.border,
                "ink": seen.ink,
                "shown": kind not in hidden,
                "count": counts[kind],
            }
        )
    return entries


def _labels() -> dict[str, str]:
    return {
        "picture": _("Picture of the plan; the table below holds the same items"),
        "keys": _("Arrow keys move, plus and minus zoom, 0 shows everything"),
        "zoom_in": _("Zoom in"),
        "zoom_out": _("Zoom out"),
        "fit": _("Show everything"),
        "full_screen": _("Full screen"),
        "exit_full_screen": _("Leave full screen"),
        "png": _("Save picture as PNG"),
        "png_name": _("Zielnetz picture.png"),
        "legend": _("Legend"),
        "show": _("Show {label}"),
        "hide": _("Hide {label}"),
        "documented": _("documented"),
        "reading": _("our reading"),
        "proposed": _("proposal"),
        "empty": _("Nothing to show: take a filter off or choose another year."),
    }

"""The picture on the page: a Streamlit component that draws with vis-network and answers clicks.

``canvas`` draws a payload and tells what people did with it, ``highlight`` says which items stand out.
They are two components because Streamlit sends all data of a component again when any of it changes: a
highlight is a few ids, a picture may be hundreds of kilobytes. Both belong into one ``st.fragment``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, TypedDict

import streamlit as st

from explorer.picture.canvas.register import renderer

LABELS = (
    "picture",  # what a screen reader calls the picture
    "keys",  # how to use it with the keyboard
    "zoom_in",
    "zoom_out",
    "fit",
    "full_screen",
    "exit_full_screen",
    "png",  # text of the button that saves the picture
    "png_name",  # file name it is saved under
    "legend",  # what a screen reader calls the legend
    "show",  # hint on a legend entry that is not shown, with {label}
    "hide",  # hint on a legend entry that is shown, with {label}
    "documented",
    "reading",
    "proposed",
    "empty",  # stands in the middle when there is nothing to draw
)


class Item(TypedDict):
    """What was clicked, opened or selected: a node or an edge, the other one is None."""

    node: str | None
    edge: str | None


class Click(Item):
    """A click or double click; ``seq`` grows with each, so that the same item twice is two events."""

    seq: int


class Viewport(TypedDict):
    """The canvas point in the middle of the view, and the scale (1 = a canvas pixel is a CSS pixel)."""

    x: float
    y: float
    scale: float


@dataclass(frozen=True)
class CanvasState:
    """What the canvas knows; ``click``, ``open`` and ``legend`` are there for one run only, the rest stays.

    ``positions`` holds the nodes that people dragged in the view that is drawn now (canvas pixels).
    ``viewport`` is None until people zoomed or moved it; it comes along with the next event unless
    ``on_viewport`` asks for more. ``legend`` is the kind whose legend entry was clicked.
    """

    selection: Item = field(default_factory=lambda: Item(node=None, edge=None))
    positions: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    viewport: Viewport | None = None
    click: Click | None = None
    open: Click | None = None
    legend: str | None = None


def canvas(
    payload: Mapping[str, Any],
    *,
    key: str,
    height: int,
    on_selection: Callable[[], None] | None = None,
    on_click: Callable[[], None] | None = None,
    on_open: Callable[[], None] | None = None,
    on_legend: Callable[[], None] | None = None,
    on_positions: Callable[[], None] | None = None,
    on_viewport: Callable[[], None] | None = None,
) -> CanvasState:
    """Draw ``payload`` (nodes, edges, options, view, labels, legend, theme) ``height`` CSS pixels high
    (0: as high as the window leaves room).

    Keep ``key`` the same on every run: it is what lets positions, zoom and selection survive. Callbacks
    run before the script, as with every Streamlit widget. Without ``on_viewport`` panning and zooming
    cost no script run. Raises Refusal when the vis-network script is missing and cannot be copied.
    """
    data = {**payload, "key": key, "height": height, "reports": ["viewport"] if on_viewport else []}
    callbacks: dict[str, Callable[[], None] | None] = {
        "selection": on_selection,
        "click": on_click,
        "open": on_open,
        "legend": on_legend,
        "positions": on_positions,
        "viewport": on_viewport,
        "view": None,  # the view that positions and viewport belong to
    }
    handlers: dict[str, Any] = {f"on_{name}_change": call or _nothing for name, call in callbacks.items()}
    # Streamlit keeps the room free until the script is loaded; the canvas itself sets the same height in
    # pixels, since a percentage made clicks miss.
    result = renderer("canvas")(key=key, data=data, height=height or "content", **handlers)
    return state_of(dict(result), payload.get("view"))


def highlight(
    *,
    canvas_key: str,
    key: str,
    selected: str | None,
    related: Collection[str] | None,
    caption: str | None = None,
) -> None:
    """Make items of the canvas with ``canvas_key`` stand out; all others fade to a quarter.

    ``selected`` is the id of a node or an edge and gets a ring. ``related`` are ids of nodes and edges in
    full colour; None means the neighbours of the selected item. Without an edge among them, all edges
    between two of the nodes are in full colour too. Neither ``selected`` nor ``related``: nothing stands
    out. ``caption`` is a short line in the picture that says what is highlighted.
    """
    renderer("highlight")(
        key=key,
        data={
            "canvas": canvas_key,
            "selected": selected,
            "related": None if related is None else sorted(related),
            "caption": caption,
            "seq": _last_seq(canvas_key),
        },
        height="content",
    )


def state_of(values: Mapping[str, Any], view: object) -> CanvasState:
    """The state out of raw values (``st.session_state[key]`` in a callback) for the view drawn now."""
    positions = values.get("positions") or {}
    here = values.get("view") == view
    return CanvasState(
        selection=_item(values.get("selection")) or Item(node=None, edge=None),
        positions={uid: (float(x), float(y)) for uid, (x, y) in positions.items()} if here else {},
        viewport=_viewport(values.get("viewport")) if here else None,
        click=_click(values.get("click")),
        open=_click(values.get("open")),
        legend=_kind(values.get("legend")),
    )


def _last_seq(canvas_key: str) -> int | None:
    """Which click this script run knows of: the browser ignores the answer to any but the last one."""
    state = st.session_state.get(canvas_key)
    selection = state.get("selection") if isinstance(state, Mapping) else None
    return int(selection.get("seq", 0)) if isinstance(selection, Mapping) else None


def _nothing() -> None:
    """Streamlit wants a callback for every value that the result shall hold."""


def _item(value: Any) -> Item | None:
    return Item(node=value.get("node"), edge=value.get("edge")) if isinstance(value, Mapping) else None


def _click(value: Any) -> Click | None:
    if not isinstance(value, Mapping):
        return None
    return Click(node=value.get("node"), edge=value.get("edge"), seq=int(value.get("seq", 0)))


def _viewport(value: Any) -> Viewport | None:
    if not isinstance(value, Mapping):
        return None
    return Viewport(x=float(value["x"]), y=float(value["y"]), scale=float(value["scale"]))


def _kind(value: Any) -> str | None:
    return str(value["kind"]) if isinstance(value, Mapping) and "kind" in value else None

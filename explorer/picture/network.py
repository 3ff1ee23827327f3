"""A scene as pyvis' network: nodes, edges and options that the canvas component draws."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pyvis.network import Network

from explorer.picture import layout as layouts
from explorer.picture.palette import CANVAS, CHANGES, PATTERNS, Theme, marked
from explorer.picture.scene import Item, Scene, Tie
from explorer.picture.titles import short

_WIDEST_BAND = 30.0

OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "interaction": {
        "hover": True,
        "multiselect": False,
        "selectConnectedEdges": False,
        "hoverConnectedEdges": False,
        "tooltipDelay": 200,
    },
    "edges": {
        "smooth": {"enabled": True, "type": "cubicBezier", "forceDirection": "horizontal", "roundness": 0.5}
    },
}


class PlanNetwork(Network):  # type: ignore[misc]
    """pyvis' network with constant-time additions.

    pyvis 0.3.2 searches a list at every node and edge, so that assembling is quadratic: 10 s for 20,000 nodes.
    """

    def __init__(self) -> None:
        super().__init__(directed=True, cdn_resources="local")
        self._known: set[str] = set()

    def put_node(self, **options: Any) -> None:
        """Add a node given as vis' own options (``id``, ``label``, ``x``, ``y`` ...); a known id is skipped."""
        if options["id"] not in self._known:
            self._known.add(options["id"])
            self.node_ids.append(options["id"])
            self.nodes.append(options)

    def put_edge(self, **options: Any) -> None:
        """Add an edge given as vis' own options; both ends must be there."""
        missing = {options["from"], options["to"]} - self._known
        if missing:
            raise ValueError(f"an edge needs both its ends; missing: {sorted(missing)}")
        self.edges.append(options)


def network_of(
    scene: Scene,
    *,
    layout: str = "columns",
    theme: Theme = "light",
    positions: Mapping[str, tuple[float, float]] | None = None,
) -> PlanNetwork:
    """The scene as a network with positions.

    ``positions`` (canvas pixels) are places that a person dragged items to; they win over the layout.
    """
    cards = layouts.cards_of(scene)
    points = layouts.place(scene, cards, layout) | dict(positions or {})
    network = PlanNetwork()
    network.options = OPTIONS
    for item in scene.items:
        network.put_node(**_node(item, cards[item.id], points[item.id], scene, theme))
    widest = max((tie.band for tie in scene.ties), default=1) or 1
    for tie in scene.ties:
        network.put_edge(**_edge(tie, widest, layout, theme))
    return network


def _node(
    item: Item, card: layouts.Card, point: tuple[float, float], scene: Scene, theme: Theme
) -> dict[str, Any]:
    seen = marked(item.kind, item.change, theme)
    node = {
        "id": item.id,
        "x": round(point[0], 1),
        "y": round(point[1], 1),
        "label": "\n".join(card.lines),
        "short": short(item.title),
        "title": f"{item.title}\n{item.hint}" if item.hint else item.title,
        "group": item.kind,
        "number": item.number,
        "badge": item.badge,
        "certainty": item.certainty,
        "form": scene.form,
        "width": card.width,
        "height": card.height,
        "color": {"background": seen.fill, "border": seen.border},
        "font": {"color": seen.ink, "size": layouts.FONT},
        "foldable": item.foldable,
        "open": item.open,
        "shape": "custom",
    }
    if item.change:
        mark = CHANGES[theme][item.change]
        node |= {
            "change": item.change,
            "mark": {"symbol": mark.symbol, "fill": mark.fill, "ring": mark.border, "ink": mark.ink},
        }
    return node


def _edge(tie: Tie, widest: int, layout: str, theme: Theme) -> dict[str, Any]:
    colours = CANVAS[theme]
    edge: dict[str, Any] = {
        "id": tie.id,
        "from": tie.source,
        "to": tie.target,
        "title": tie.hint,
        "pattern": PATTERNS[tie.certainty],
        "arrows": "to" if tie.arrow else "",
        "band": bool(tie.band),
    }
    if tie.band:
        edge |= {
            "width": round(2 + (_WIDEST_BAND - 2) * tie.band / widest, 1),
            "color": {"color": colours["band"]},
            # A number on every thin band would be a swarm; the thin ones tell theirs on hover.
            "label": str(tie.band) if tie.band >= max(3, widest / 5) else "",
        }
    else:
        edge |= {
            "width": 2.6 if tie.strong else 1.3,
            "color": {"color": colours["strong" if tie.strong else "link"]},
            "label": tie.label,
        }
    if tie.change:
        edge |= _changed(tie, edge["width"], theme)
    if layout != "columns":  # in columns the canvas leads lines from card side to card side and bows them out
        edge["smooth"] = {"enabled": False, "type": "continuous", "roundness": 0.0}
    return edge


def _changed(tie: Tie, width: float, theme: Theme) -> dict[str, Any]:
    """What is new or changed is drawn stronger, what is gone dotted and grey, what is the same recedes."""
    mark = CHANGES[theme][tie.change]
    if tie.change == "same":
        return {"color": {"color": mark.border, "opacity": 0.55}}
    colour = {"color": {"color": mark.border}}
    if tie.change == "gone":
        return {**colour, "pattern": "dotted"}
    return colour if tie.band else {**colour, "width": width + 1}

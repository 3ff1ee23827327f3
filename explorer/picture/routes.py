"""Where lines run from the side of one card to the side of another, for drawings made without a browser.

The canvas leads them by the same rules (``canvas/assets/routes.js``); here they are computed once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

#: Between two lines that end at the same side of a card, in canvas pixels.
_SPACE = 3.0
Edge = Mapping[str, Any]


@dataclass
class Route:
    """A line: a cubic curve through four points (x0, y0 ... x3, y3), drawn ``width`` wide in canvas pixels."""

    edge: Edge
    width: float
    arrow: float
    out: int
    into: int
    start: float = 0.0
    finish: float = 0.0
    points: tuple[float, ...] = field(default_factory=tuple)

    def at(self, t: float) -> tuple[float, float]:
        """The point at the share ``t`` (0 to 1) of the curve."""
        s = 1 - t
        weights = (s**3, 3 * s * s * t, 3 * s * t * t, t**3)
        x, y = (sum(w * p for w, p in zip(weights, self.points[i::2], strict=True)) for i in (0, 1))
        return x, y


def routes_of(nodes: Sequence[Mapping[str, Any]], edges: Sequence[Edge]) -> list[Route]:
    """Routes for all edges, the widest first; nodes carry ``id, x, y, width, height`` as the canvas gets them."""
    cards = {node["id"]: node for node in nodes}
    sides: dict[tuple[int, str], list[tuple[Route, str, Mapping[str, Any]]]] = defaultdict(list)
    made = []
    for edge in sorted(edges, key=lambda one: -float(one.get("width") or 1.5)):
        start, end = cards[edge["from"]], cards[edge["to"]]
        ahead = end["x"] - start["x"]
        same_column = abs(ahead) < (start["width"] + end["width"]) / 4
        out = 1 if same_column or ahead > 0 else -1
        into = 1 if same_column else -out
        width = float(edge.get("width") or 1.5)
        route = Route(edge, width, 6 + 1.5 * width if edge.get("arrows") else 0.0, out, into)
        made.append(route)
        sides[out, edge["from"]].append((route, "start", end))
        sides[into, edge["to"]].append((route, "finish", start))
    for (_side, id_), ends in sides.items():
        _spread(cards[id_], ends)
    for route in made:
        _bend(route, cards[route.edge["from"]], cards[route.edge["to"]])
    return made


def _spread(card: Mapping[str, Any], ends: list[tuple[Route, str, Mapping[str, Any]]]) -> None:
    """Lines at one side of a card lie in the order of their other ends, so that none cross there."""
    ends.sort(key=lambda one: (one[2]["y"], one[2]["x"]))
    wanted = sum(route.width for route, _end, _other in ends) + (len(ends) - 1) * _SPACE
    squeeze = min(1.0, (card["height"] - 10) / wanted)
    y = card["y"] - wanted * squeeze / 2
    for route, end, _other in ends:
        setattr(route, end, y + route.width * squeeze / 2)
        y += (route.width + _SPACE) * squeeze


def _bend(route: Route, start: Mapping[str, Any], end: Mapping[str, Any]) -> None:
    x0 = start["x"] + route.out * start["width"] / 2
    x3 = end["x"] + route.into * (end["width"] / 2 + route.arrow)
    same_column = abs(end["x"] - start["x"]) < (start["width"] + end["width"]) / 4
    pull = 30 + abs(end["y"] - start["y"]) * 0.18 if same_column else max(24.0, abs(x3 - x0) * 0.5)
    route.points = (
        x0, route.start, x0 + route.out * pull, route.start,
        x3 + route.into * pull, route.finish, x3, route.finish,
    )  # fmt: skip

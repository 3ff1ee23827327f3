"""Where things stand: computed here, the same every time for the same scene, so that no picture ever jumps.

Columns are ordered by barycentre sweeps (Sugiyama, Tagawa and Toda 1981, second phase), radial places neighbours on
rings by distance, force uses networkx' ForceAtlas2 with a fixed seed and start.
"""

from __future__ import annotations

import math
from collections import defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass

import networkx as nx
import numpy as np

from explorer.picture.palette import COLUMNS
from explorer.picture.scene import Item, Scene
from explorer.picture.titles import wrap

Point = tuple[float, float]
LAYOUTS = ("columns", "radial", "force")

#: More items than this are always set in columns: the other layouts compare every item with every other.
MOST_FORCE = 600

#: Card measures in canvas pixels: text size, line height, and the room around text.
FONT = 16
LINE = 20
WIDTH = 226
BADGE = 42
FOLD = 26
_PAD = 9
_GAP = 7
#: Width to height that a picture should have, so that it fills a screen.
_ASPECT = 1.75
_LEAST_GAP = 80.0
_SWEEPS = 12
#: From here on cards have two lines at most.
_CROWDED = 20
#: Rows that a column may have before it is set in several; the best of these for the screen is taken.
_ROWS = (8, 10, 12, 14, 16, 18, 20, 24, 28, 34, 40, 60, 100, 180)


@dataclass(frozen=True)
class Card:
    """The lines of an item's card and its size in canvas pixels."""

    lines: tuple[str, ...]
    width: float
    height: float


def cards_of(scene: Scene) -> dict[str, Card]:
    """How every title is set on its card: three lines where there is room, two where there are many."""
    crowded = len(scene.items) > _CROWDED
    # One width for all: cards of a column stand flush, whether or not they open.
    width = WIDTH + (BADGE if any(item.badge for item in scene.items) else 0)
    width += FOLD if any(item.foldable for item in scene.items) else 0
    cards = {}
    for item in scene.items:
        lines = tuple(wrap(item.title, most=2 if crowded and item.kind != "goal" else 3))
        cards[item.id] = Card(lines, width, len(lines) * LINE + _PAD)
    return cards


def place(scene: Scene, cards: Mapping[str, Card], layout: str = "columns") -> dict[str, Point]:
    """A point (canvas pixels, y downwards) for every item of the scene; cards never overlap in columns.

    ``layout`` is one of ``LAYOUTS``. Deterministic: it depends on the scene alone.
    """
    if layout == "radial" and len(scene.items) <= MOST_FORCE:
        return _apart(_radial(scene), cards)
    if layout == "force" and len(scene.items) <= MOST_FORCE:
        return _apart(_force(scene), cards)
    return _columns(scene, cards)


def _columns(scene: Scene, cards: Mapping[str, Card]) -> dict[str, Point]:
    ordered = _ordered(scene)
    if not ordered:
        return {}
    # As many rows as fill the shape of a screen best, so that titles are as large as they can be.
    best = min((_split(ordered, rows) for rows in _ROWS), key=lambda s: max(_size(s, cards)))
    height = max(_height(sub, cards) for stack in best for sub in stack)
    used = sum(_width(stack, cards) for stack in best)
    gap = (height * _ASPECT - used) / max(1, len(best) - 1)
    gap = min(max(gap, _LEAST_GAP), 420.0)
    points: dict[str, Point] = {}
    x = 0.0
    for stack in best:
        for sub in stack:
            width = max(cards[i].width for i in sub)
            points |= _stacked(sub, x + width / 2, height, cards)
            x += width + _GAP * 2
        x += gap - _GAP * 2
    return points


def _split(ordered: list[list[str]], rows: int) -> list[list[list[str]]]:
    """Each column in sub-columns of at most ``rows``, filled row by row: what belongs together stays at one height."""
    stacks = []
    for column in ordered:
        count = math.ceil(len(column) / rows)
        stacks.append([column[i::count] for i in range(count)])
    return stacks


def _size(stacks: list[list[list[str]]], cards: Mapping[str, Card]) -> tuple[float, float]:
    """Width and height of the whole, both measured against the shape of a screen."""
    width = sum(_width(stack, cards) for stack in stacks) + _LEAST_GAP * (len(stacks) - 1)
    return width / _ASPECT, max(_height(sub, cards) for stack in stacks for sub in stack)


def _width(stack: list[list[str]], cards: Mapping[str, Card]) -> float:
    return sum(max(cards[i].width for i in sub) for sub in stack) + _GAP * 2 * (len(stack) - 1)


def _stacked(column: list[str], x: float, height: float, cards: Mapping[str, Card]) -> dict[str, Point]:
    spare = height - sum(cards[i].height for i in column)
    # A short column spreads over the height, but not so far that it falls apart.
    gap = min(spare / max(1, len(column)), 6 * _GAP)
    y = (height - sum(cards[i].height for i in column) - gap * (len(column) - 1)) / 2
    points = {}
    for i in column:
        points[i] = (x, y + cards[i].height / 2)
        y += cards[i].height + gap
    return points


def _height(column: list[str], cards: Mapping[str, Card]) -> float:
    return sum(cards[i].height for i in column) + _GAP * len(column)


def _ordered(scene: Scene) -> list[list[str]]:
    """The ids column by column, each column in the order with few crossings."""
    by_column: dict[int, list[str]] = defaultdict(list)
    for item in sorted(scene.items, key=_by_kind):
        by_column[item.column].append(item.id)
    columns = [by_column[c] for c in sorted(by_column)]
    where = {i: (c, (row + 0.5) / len(ids)) for c, ids in enumerate(columns) for row, i in enumerate(ids)}
    weight = {item.id: _by_kind(item) for item in scene.items}
    fixed = {item.id for item in scene.items if item.id.startswith("fold:without")}
    neighbours: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for tie in scene.ties:
        if where[tie.source][0] != where[tie.target][0]:
            neighbours[tie.source].append((tie.target, float(max(1, tie.band))))
            neighbours[tie.target].append((tie.source, float(max(1, tie.band))))
    best, fewest = columns, math.inf
    # The plan's own numbering is how people look for a goal, so the goals keep their order.
    movable = [c for c, ids in enumerate(columns) if not _numbered(scene, ids)]
    for sweep in range(_SWEEPS):
        for c in movable if sweep % 2 == 0 else reversed(movable):
            centre = {i: _barycentre(i, neighbours, where) for i in columns[c]}
            columns[c] = sorted(columns[c], key=lambda i: (i in fixed, round(centre[i], 6), weight[i]))
            for row, i in enumerate(columns[c]):
                where[i] = (c, (row + 0.5) / len(columns[c]))
        crossings = _length(scene, where)
        if crossings < fewest - 1e-9:
            best, fewest = [list(ids) for ids in columns], crossings
    return best


def _by_kind(item: Item) -> tuple[int, int, str, str]:
    """Where neighbours pull an item nowhere in particular: by kind, number and title, as people look things up."""
    number = int(item.number) if item.number.isdigit() else 999
    return (COLUMNS.index(item.kind), number, item.title.lower(), item.id)


def _numbered(scene: Scene, ids: list[str]) -> bool:
    numbers = {item.id: item.number for item in scene.items}
    return len(ids) > 1 and all(numbers[i] for i in ids)


def _barycentre(
    i: str, neighbours: Mapping[str, list[tuple[str, float]]], where: Mapping[str, tuple[int, float]]
) -> float:
    near = neighbours.get(i)
    if not near:
        return where[i][1]
    total = sum(weight for _other, weight in near)
    return sum(where[other][1] * weight for other, weight in near) / total


def _length(scene: Scene, where: Mapping[str, tuple[int, float]]) -> float:
    """How far lines climb and fall in all: it falls with the number of crossings and costs far less to count."""
    return sum(abs(where[t.source][1] - where[t.target][1]) * max(1, t.band) for t in scene.ties)


def _radial(scene: Scene) -> dict[str, Point]:
    ids = [item.id for item in scene.items]
    if not ids:
        return {}
    neighbours: dict[str, list[str]] = defaultdict(list)
    for tie in scene.ties:
        neighbours[tie.source].append(tie.target)
        neighbours[tie.target].append(tie.source)
    centre = scene.centre if scene.centre in ids else max(ids, key=lambda i: (len(neighbours[i]), i))
    distance = {centre: 0}
    order = [centre]
    waiting = deque([centre])
    while waiting:
        current = waiting.popleft()
        for near in sorted(set(neighbours[current])):
            if near not in distance:
                distance[near] = distance[current] + 1
                order.append(near)
                waiting.append(near)
    furthest = max(distance.values())
    order += [i for i in ids if i not in distance]
    rings: dict[int, list[str]] = defaultdict(list)
    for i in order:
        rings[distance.get(i, furthest + 1)].append(i)
    points = {centre: (0.0, 0.0)}
    radius = 0.0
    for ring in sorted(r for r in rings if r):
        radius = max(radius + 230, len(rings[ring]) * 88 / math.tau)
        for k, i in enumerate(rings[ring]):
            angle = math.tau * k / len(rings[ring]) - math.pi / 2
            # Cards are wide and flat, and so are screens: the rings are ellipses.
            points[i] = (radius * 1.55 * math.cos(angle), radius * math.sin(angle))
    return points


def _force(scene: Scene) -> dict[str, Point]:
    graph = nx.Graph()
    graph.add_nodes_from(item.id for item in scene.items)
    graph.add_edges_from((tie.source, tie.target) for tie in scene.ties)
    if len(graph) < 2:
        return dict.fromkeys(graph, (0.0, 0.0))
    # A spiral is a start that depends on nothing but the order of the items.
    start = {
        i: np.array([math.cos(k * 2.4) * math.sqrt(k + 1), math.sin(k * 2.4) * math.sqrt(k + 1)])
        for k, i in enumerate(graph)
    }
    found = nx.forceatlas2_layout(graph, pos=start, max_iter=300, seed=7, scaling_ratio=4.0, gravity=2.0)
    xs, ys = zip(*found.values(), strict=True)
    spread = max(max(xs) - min(xs), max(ys) - min(ys)) or 1.0
    size = 150.0 * math.sqrt(len(graph))
    return {i: (float(x) / spread * size * _ASPECT, float(y) / spread * size) for i, (x, y) in found.items()}


def _apart(points: dict[str, Point], cards: Mapping[str, Card]) -> dict[str, Point]:
    """The same points, moved as little as needed until no two cards overlap (bounded sweeps, fixed order)."""
    ids = sorted(points, key=lambda i: (points[i][1], points[i][0], i))
    xs = {i: points[i][0] for i in ids}
    ys = {i: points[i][1] for i in ids}
    for _sweep in range(60):
        moved = False
        for n, one in enumerate(ids):
            for other in ids[n + 1 :]:
                wide = (cards[one].width + cards[other].width) / 2 + 2 * _GAP
                high = (cards[one].height + cards[other].height) / 2 + _GAP
                dx, dy = xs[other] - xs[one], ys[other] - ys[one]
                over_x, over_y = wide - abs(dx), high - abs(dy)
                if over_x <= 0.01 or over_y <= 0.01:
                    continue
                moved = True
                if over_y <= over_x:
                    step = over_y / 2 * (1 if dy >= 0 else -1)
                    ys[one], ys[other] = ys[one] - step, ys[other] + step
                else:
                    step = over_x / 2 * (1 if dx >= 0 else -1)
                    xs[one], xs[other] = xs[one] - step, xs[other] + step
        if not moved:
            break
    return {i: (xs[i], ys[i]) for i in points}

"""How two items of a plan hang together: the shortest path over links of any kind and direction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import networkx as nx

Direction = Literal["forward", "backward"]
_SURER_FIRST = {"documented": 0, "reading": 1, "proposed": 2}


@dataclass(frozen=True)
class Tie:
    """A link as a path sees it."""

    source: str
    type: str
    target: str
    certainty: str = "documented"


@dataclass(frozen=True)
class Step:
    """An item on a path and the link that leads to it; the first item has none.

    ``direction`` is ``forward`` when the link runs the way the path is read.
    """

    uid: str
    tie: Tie | None = None
    direction: Direction | None = None


def shortest_path(ties: Iterable[Tie], start: str, target: str) -> list[Step]:
    """The items from ``start`` to ``target`` with the fewest links; empty if there is no way.

    Among equally short ways it takes the one over items with few links: a way over a department that is
    responsible for everything says little. The answer does not depend on the order of ``ties``; where several
    links join two items, the best documented one is named.
    """
    graph = nx.Graph()
    for tie in sorted(ties, key=_rank):
        if tie.source != tie.target and not graph.has_edge(tie.source, tie.target):
            graph.add_edge(tie.source, tie.target, tie=tie)
    if start not in graph or target not in graph:
        return []
    # Larger than all degrees together, so that busy items never make a longer way the better one.
    one_step: int = 2 * graph.number_of_edges() + 1
    degree: dict[str, int] = dict(graph.degree)

    def cost(_here: str, there: str, _edge: object) -> int:
        return one_step + (0 if there == target else degree[there])

    try:
        uids = nx.dijkstra_path(graph, start, target, weight=cost)
    except nx.NetworkXNoPath:
        return []
    steps = [Step(start)]
    for here, there in pairwise(uids):
        tie = graph.edges[here, there]["tie"]
        steps.append(Step(there, tie, "forward" if tie.source == here else "backward"))
    return steps


def _rank(tie: Tie) -> tuple[str, str, int, str, str]:
    low, high = sorted((tie.source, tie.target))
    return (low, high, _SURER_FIRST.get(tie.certainty, 3), tie.type, tie.source)

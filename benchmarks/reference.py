"""The matrix of departments and goals out of a networkx graph in memory: what the databases are measured against.

It shares nothing with ``explorer/coverage.py``, so that equal cells say something.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import networkx as nx

from explorer.coverage import Matrix
from explorer.model import Plan

#: What counts when the page is opened: departments in the lead, documented or our reading.
_SURE = ("documented", "reading")


@dataclass
class Found:
    """A cell: what carries it, and whether it is left out on purpose."""

    measures: set[str] = field(default_factory=set)
    closed: set[str] = field(default_factory=set)
    operatives: set[str] = field(default_factory=set)
    meant: bool = False

    @property
    def state(self) -> str:
        if self.closed:
            return "deep"
        if self.measures or self.operatives:
            return "shallow"
        return "meant" if self.meant else "gap"


Cells = dict[tuple[str, str], Found]


def graph_of(plan: Plan) -> nx.MultiDiGraph:
    """The whole plan as a graph: the keys of its edges are the types of the links."""
    graph = nx.MultiDiGraph()
    graph.add_nodes_from((node.uid, {**node.properties, "label": node.label}) for node in plan.nodes.values())
    graph.add_edges_from((link.source, link.target, link.type, dict(link.properties)) for link in plan.links)
    return graph


def matrix_of(graph: nx.MultiDiGraph) -> Cells:
    """Every cell of departments x goals that something is known of."""
    units = [uid for uid, label in graph.nodes(data="label") if label == "Department"]
    part_of = nx.DiGraph([(a, b) for a, b, type_ in graph.edges(keys=True) if type_ == "PART_OF"])
    part_of.add_nodes_from(units)
    goals: dict[str, tuple[set[str], set[str]]] = {}
    led: dict[str, list[str]] = {}
    for unit in units:
        led[unit] = [
            work
            for work, own in _out(graph, unit, "RESPONSIBLE_FOR")
            if own["role"] == "lead" and _known(graph, work)
        ]
        for work in led[unit]:
            if work not in goals:
                goals[work] = _goals(graph, work)
    cells: Cells = defaultdict(Found)
    for unit in units:
        for part in {unit, *nx.ancestors(part_of, unit)}:
            for work in led[part]:
                _add(graph, cells, unit, work, goals[work])
    for unit in units:
        for marked, goal, type_ in graph.out_edges(unit, keys=True):
            if type_ == "NOT_CONCERNED":
                for part in {marked, *nx.ancestors(part_of, marked)}:
                    cells[part, goal].meant = True
    return dict(cells)


def differences(matrix: Matrix, cells: Cells) -> list[tuple[str, str]]:
    """The cells of ``matrix`` in which it and the graph do not agree."""
    return [
        (row, column)
        for row in matrix.rows.items
        for column in matrix.columns.items
        if not _same(matrix, row, column, cells.get((row, column), Found()))
    ]


def _same(matrix: Matrix, row: str, column: str, found: Found) -> bool:
    cell = matrix.cell(row, column)
    return (
        cell.state.value == found.state
        and set(cell.measures) == found.measures
        and set(cell.closed) == found.closed
        and set(cell.operatives) == found.operatives
        and (cell.marked is not None) == found.meant
    )


def _add(
    graph: nx.MultiDiGraph, cells: Cells, unit: str, work: str, goals: tuple[set[str], set[str]]
) -> None:
    own, through = goals
    if graph.nodes[work]["label"] == "OperativeGoal":
        for goal in own:
            cells[unit, goal].operatives.add(work)
        return
    for goal in own | through:
        cells[unit, goal].measures.add(work)
    if graph.nodes[work]["status"] == "running":
        for goal in through:
            cells[unit, goal].closed.add(work)


def _goals(graph: nx.MultiDiGraph, work: str) -> tuple[set[str], set[str]]:
    """The goals that a measure or operative goal has itself, and those it has through an operative goal."""
    own = {goal for type_ in ("SERVES", "DERIVED_FROM") for goal, _own in _out(graph, work, type_)}
    through = {
        goal
        for operative, _own in _out(graph, work, "IMPLEMENTS")
        if _known(graph, operative)
        for goal, _derived in _out(graph, operative, "DERIVED_FROM")
    }
    return own, through


def _out(graph: nx.MultiDiGraph, source: str, type_: str) -> list[tuple[str, dict[str, str]]]:
    return [
        (target, own)
        for _source, target, key, own in graph.out_edges(source, keys=True, data=True)
        if key == type_ and own["certainty"] in _SURE
    ]


def _known(graph: nx.MultiDiGraph, uid: str) -> bool:
    node = graph.nodes[uid]
    return node["certainty"] in _SURE and node.get("level") != "proposal"

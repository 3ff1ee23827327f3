"""Everything that must hold before a plan is written: each problem with its place, what is wrong and the remedy."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import networkx as nx
from rapidfuzz import process

from explorer.errors import BadPlan
from explorer.i18n import N_
from explorer.model import (
    KEPT_BY_STORE,
    LABELS,
    LINK_COLUMNS,
    LINK_TYPES,
    PLAN_PROPERTIES,
    Link,
    Node,
    Plan,
    Property,
    Value,
    uid_of,
)


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: where (file or sheet, row, column), what, and how to mend it (message ids)."""

    where: str
    row: int
    column: str
    what: str
    remedy: str
    details: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Source:
    """One table as it was read: its name for people, its header, and rows with their line numbers."""

    name: str
    header: Sequence[str]
    rows: Sequence[tuple[int, dict[str, str]]]


def checked_plan(plan: Source, nodes: dict[str, Source], links: Source) -> Plan:
    """The plan in these tables, or ``BadPlan`` with every problem in it.

    ``nodes`` maps a label to its table. Checked: columns, types, choices, limits, unknown ends, duplicate codes and
    links, the labels at a link's ends, since after until, and circles in PART_OF and SUCCEEDED_BY.
    """
    return _Check(plan, nodes, links).plan()


class _Check:
    def __init__(self, plan: Source, nodes: dict[str, Source], links: Source) -> None:
        self.problems: list[Problem] = []
        self._plan_source, self._node_sources, self._link_source = plan, nodes, links
        self._nodes: dict[str, Node] = {}
        self._first_row: dict[str, tuple[str, int]] = {}

    def plan(self) -> Plan:
        properties = self._plan_properties()
        code = str(properties.get("code") or "")
        for label, source in self._node_sources.items():
            self._read_nodes(code, label, source)
        links = self._read_links(self._link_source)
        if not self.problems:
            self._no_circles(links)
        if self.problems:
            raise BadPlan(
                N_("The plan has {count} errors; nothing was written."),
                N_("Mend the places listed and try again."),
                tuple(self.problems),
                count=len(self.problems),
            )
        by_uid = {node.uid: node for node in sorted(self._nodes.values(), key=lambda n: n.uid)}
        return Plan(properties, by_uid, tuple(sorted((link for _row, link in links), key=lambda n: n.key)))

    def _plan_properties(self) -> dict[str, Value]:
        source = self._plan_source
        self._columns(source, [p.name for p in PLAN_PROPERTIES])
        if len(source.rows) != 1:
            self._add(
                source.name, 1, "", N_("A plan has exactly one row here, not {found}."),
                N_("Keep one row: code, title and description of the plan."), found=len(source.rows),
            )  # fmt: skip
        for row, cells in source.rows[:1]:
            values = self._values(source.name, row, cells, PLAN_PROPERTIES)
            if "/" in str(values["code"] or ""):
                self._add(source.name, row, "code", N_("A plan's code has no slash."), N_("Take the slash out."))
            return values
        return {p.name: None for p in PLAN_PROPERTIES}

    def _read_nodes(self, plan: str, label: str, source: Source) -> None:
        wanted = LABELS[label].properties
        self._columns(source, [p.name for p in wanted])
        for row, cells in source.rows:
            values = self._values(source.name, row, cells, wanted)
            self._years(source.name, row, values)
            code = str(values["code"] or "")
            if not code:
                continue
            if code in self._nodes:
                where, first = self._first_row[code]
                self._add(
                    source.name, row, "code", N_("The code {code} is used twice; first in {where}, row {first}."),
                    N_("Give one of the two another code, also in the links."), code=code, where=where, first=first,
                )  # fmt: skip
                continue
            kept: dict[str, Value] = {p.name: None for p in KEPT_BY_STORE}
            kept |= {"uid": uid_of(plan, code), "plan": plan}
            self._nodes[code] = Node(label, {**kept, **values})
            self._first_row[code] = (source.name, row)

    def _read_links(self, source: Source) -> list[tuple[int, Link]]:
        self._columns(source, [*LINK_COLUMNS, *dict.fromkeys(p.name for k in LINK_TYPES.values() for p in k.properties)])
        links: dict[tuple[str, str, str], tuple[int, Link]] = {}
        for row, cells in source.rows:
            kind = LINK_TYPES.get(cells.get("type", ""))
            if kind is None:
                self._nearest(source.name, row, "type", cells.get("type", ""), LINK_TYPES,
                              N_("There is no link type {value}."))  # fmt: skip
                continue
            ends = [self._end(source.name, row, column, cells.get(column, "")) for column in ("from", "to")]
            if ends[0] is None or ends[1] is None:
                continue
            if (ends[0].label, ends[1].label) not in kind.ends:
                self._add(
                    source.name, row, "type", N_("{type} cannot lead from {start} to {end}."),
                    N_("Allowed: {allowed}."), type=kind.name, start=ends[0].label, end=ends[1].label,
                    allowed=", ".join(f"{a} -> {b}" for a, b in kind.ends),
                )  # fmt: skip
                continue
            values = self._values(source.name, row, cells, kind.properties)
            self._years(source.name, row, values)
            if kind.name == "INFLUENCES" and values["score"] == 0:
                self._add(source.name, row, "score", N_("A score of 0 says that there is no influence."),
                          N_("Take the row out, or give a score from -3 to 3."))  # fmt: skip
            if ends[0].uid == ends[1].uid:
                self._add(source.name, row, "to", N_("{code} is linked to itself."), N_("Correct one of the two ends."),
                          code=ends[0].code)  # fmt: skip
            link = Link(kind.name, ends[0].uid, ends[1].uid, values)
            if link.key in links:
                self._add(source.name, row, "", N_("This link stands already in row {first}."),
                          N_("Take one of the two rows out."), first=links[link.key][0])  # fmt: skip
            links.setdefault(link.key, (row, link))
        return list(links.values())

    def _end(self, where: str, row: int, column: str, code: str) -> Node | None:
        node = self._nodes.get(code)
        if node is None:
            self._nearest(where, row, column, code, self._nodes, N_("There is no item with the code {value}."))
        return node

    def _no_circles(self, links: Iterable[tuple[int, Link]]) -> None:
        for kind in ("PART_OF", "SUCCEEDED_BY"):
            graph = nx.DiGraph([(link.source, link.target) for _row, link in links if link.type == kind])
            try:
                circle = [edge[0] for edge in nx.find_cycle(graph)]
            except nx.NetworkXNoCycle:
                continue
            row = next(row for row, link in links if link.key == (kind, circle[-1], circle[0]))
            self._add(
                self._link_source.name, row, "to", N_("{type} runs in a circle: {circle}."),
                N_("Take the link out that closes the circle."), type=kind,
                circle=" -> ".join(uid.split("/", 1)[1] for uid in [*circle, circle[0]]),
            )  # fmt: skip

    def _columns(self, source: Source, known: Sequence[str]) -> None:
        for name in source.header:
            if name not in known:
                self._nearest(source.name, 1, name, name, known, N_("There is no column {value}."))
        for name in ("code", "title", *LINK_COLUMNS):
            if name in known and name not in source.header:
                self._add(source.name, 1, name, N_("The column {column} is missing."), N_("Add it to the first row."),
                          column=name)  # fmt: skip

    def _values(self, where: str, row: int, cells: dict[str, str], wanted: Iterable[Property]) -> dict[str, Value]:
        return {p.name: self._value(where, row, p, (cells.get(p.name) or "").strip()) for p in wanted}

    def _value(self, where: str, row: int, wanted: Property, text: str) -> Value:
        if not text:
            if wanted.required:
                self._add(where, row, wanted.name, N_("{column} is empty."), N_("Fill it in."), column=wanted.name)
            return None
        if wanted.choices and text not in wanted.choices:
            self._nearest(where, row, wanted.name, text, wanted.choices, N_("The value {value} is not known here."))
            return None
        if wanted.type == "string":
            return text
        number = _number(text)
        if number is None or (wanted.type == "integer" and number != int(number)):
            self._add(where, row, wanted.name, N_("{value} is not a number."), N_("Write digits only, e.g. 2015 or 1200.50."),
                      value=text)  # fmt: skip
            return None
        if (wanted.minimum is not None and number < wanted.minimum) or (
            wanted.maximum is not None and number > wanted.maximum
        ):
            self._add(where, row, wanted.name, N_("{value} is out of range."), N_("Allowed: {minimum} to {maximum}."),
                      value=text, minimum=wanted.minimum, maximum=wanted.maximum)  # fmt: skip
            return None
        return int(number) if wanted.type == "integer" else number

    def _years(self, where: str, row: int, values: dict[str, Value]) -> None:
        since, until = values.get("since"), values.get("until")
        if isinstance(since, int) and isinstance(until, int) and since > until:
            self._add(where, row, "until", N_("It ends in {until}, before it begins in {since}."),
                      N_("Exchange or correct the two years."), since=since, until=until)  # fmt: skip

    def _nearest(self, where: str, row: int, column: str, value: str, known: Iterable[str], what: str) -> None:
        names = list(known)
        near = [match[0] for match in process.extract(value, names, limit=3, score_cutoff=50)] if value else []
        self._add(where, row, column, what, N_("Nearest: {near}."), value=value, near=", ".join(near or names[:8]))

    def _add(self, where: str, row: int, column: str, what: str, remedy: str, **details: object) -> None:
        self.problems.append(Problem(where, row, column, what, remedy, details))


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None

"""What must hold before a plan is written: each problem with its place, what is wrong and the remedy."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import networkx as nx
from rapidfuzz import process

from explorer.exchange.problems import Place, Places, Problem, refuse
from explorer.i18n import N_
from explorer.model import (
    KEPT_BY_STORE,
    LABELS,
    LINK_COLUMNS,
    LINK_KEPT_BY_STORE,
    LINK_PROPERTIES,
    LINK_TYPES,
    PLAN_PROPERTIES,
    Link,
    Node,
    Plan,
    Property,
    Value,
    code_of,
    empty_properties,
    uid_of,
)


@dataclass(frozen=True)
class Source:
    """One table as it was read: its name for people, its header, and rows numbered as a spreadsheet does."""

    name: str
    header: Sequence[str]
    rows: Sequence[tuple[int, dict[str, str]]]
    #: Where rows and cells came from, if that is not this table itself.
    places: Places = field(default_factory=dict)

    def place(self, row: int, column: str) -> Place:
        """Where people find a cell of this table (column "": the row)."""
        found = self.places.get((row, column)) or self.places.get((row, ""))
        return found or Place(self.name, row, column)


def checked_plan(plan: Source, nodes: dict[str, Source], links: Source) -> Plan:
    """The plan in these tables, or ``BadPlan`` with every problem in it.

    ``nodes`` maps a label to its table. Checked: columns, types, choices, limits, unknown ends, duplicate
    codes and links, the labels at a link's ends, since after until, and circles in PART_OF and SUCCEEDED_BY.
    """
    return _Check(plan, nodes, links).plan()


def circles(links: Iterable[Link]) -> Iterator[tuple[str, list[str]]]:
    """A circle in PART_OF and one in SUCCEEDED_BY, if there are any: the type, and codes that end where they begin."""
    ties = [link for link in links if link.type in ("PART_OF", "SUCCEEDED_BY")]
    for kind in ("PART_OF", "SUCCEEDED_BY"):
        graph = nx.DiGraph([(link.source, link.target) for link in ties if link.type == kind])
        try:
            circle = [edge[0] for edge in nx.find_cycle(graph)]
        except nx.NetworkXNoCycle:
            continue
        yield kind, [code_of(uid) for uid in [*circle, circle[0]]]


#: Where a problem is: file or sheet, row, column.
_Place = tuple[str, int, str]


#: Addresses and pictures put codes together with these.
_NOT_IN_CODES = frozenset(",/|")


class _Check:
    def __init__(self, plan: Source, nodes: dict[str, Source], links: Source) -> None:
        self.problems: list[Problem] = []
        self._plan_source, self._node_sources, self._link_source = plan, nodes, links
        self._sources = {source.name: source for source in (*nodes.values(), plan, links)}
        self._code = ""
        self._nodes: dict[str, Node] = {}
        self._first_row: dict[str, tuple[str, int]] = {}

    def plan(self) -> Plan:
        properties = self._plan_properties()
        self._code = code = str(properties.get("code") or "")
        for label, source in self._node_sources.items():
            self._read_nodes(code, label, source)
        links = self._read_links(self._link_source)
        if not self.problems:
            self._no_circles(links)
        if self.problems:
            refuse(self.problems)
        # The order in which a store gives them back.
        order = sorted(self._nodes.values(), key=lambda node: (list(LABELS).index(node.label), node.uid))
        return Plan(
            properties,
            {node.uid: node for node in order},
            tuple(sorted((link for _row, link in links), key=lambda n: n.key)),
        )

    def _plan_properties(self) -> dict[str, Value]:
        source = self._plan_source
        self._columns(source, [p.name for p in PLAN_PROPERTIES])
        if len(source.rows) != 1:
            self._add(
                (source.name, 1, ""),
                N_("A plan has exactly one row here, not {found}."),
                N_("Keep one row: code, title and description of the plan."),
                found=len(source.rows),
            )
        for row, cells in source.rows[:1]:
            values = self._values(source.name, row, cells, PLAN_PROPERTIES)
            if "/" in str(values["code"] or ""):
                place = (source.name, row, "code")
                self._add(place, N_("A plan's code has no slash."), N_("Take the slash out."))
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
            if _NOT_IN_CODES & set(code) or not code.isprintable():
                self._add(
                    (source.name, row, "code"),
                    N_("The code {code} has a character that codes cannot have."),
                    N_(
                        "Take comma, slash, vertical bar and what cannot be seen out of it, also in the links."
                    ),
                    code=code,
                )
            if code in self._nodes:
                where, first = self._first_row[code]
                self._add(
                    (source.name, row, "code"),
                    N_("The code {code} is used twice; first in {where}, row {first}."),
                    N_("Give one of the two another code, also in the links."),
                    code=code,
                    where=where,
                    first=first,
                )
                continue
            kept = empty_properties(KEPT_BY_STORE)
            kept |= {"uid": uid_of(plan, code), "plan": plan}
            self._nodes[code] = Node(label, {**kept, **values})
            self._first_row[code] = (source.name, row)

    def _read_links(self, source: Source) -> list[tuple[int, Link]]:
        self._columns(source, [*LINK_COLUMNS, *(p.name for p in LINK_PROPERTIES)])
        links: dict[tuple[str, str, str], tuple[int, Link]] = {}
        for row, cells in source.rows:
            link = self._read_link(source.name, row, cells)
            if link is None:
                continue
            if link.key in links:
                self._add(
                    (source.name, row, ""),
                    N_("This link stands already in row {first}."),
                    N_("Take one of the two rows out."),
                    first=links[link.key][0],
                )
            links.setdefault(link.key, (row, link))
        return list(links.values())

    def _read_link(self, where: str, row: int, cells: dict[str, str]) -> Link | None:
        type_, *codes = ((cells.get(column) or "").strip() for column in LINK_COLUMNS)
        kind = LINK_TYPES.get(type_)
        if kind is None:
            self._unknown((where, row, "type"), type_, LINK_TYPES, N_("There is no link type {value}."))
            return None
        start, end = (
            self._end((where, row, name), code) for name, code in zip(LINK_COLUMNS[1:], codes, strict=True)
        )
        if start is None or end is None:
            return None
        if (start.label, end.label) not in kind.ends:
            self._add(
                (where, row, "type"),
                N_("{type} cannot lead from {start} to {end}."),
                N_("Allowed: {allowed}."),
                type=type_,
                start=start.label,
                end=end.label,
                allowed=", ".join(f"{a} -> {b}" for a, b in kind.ends),
            )
            return None
        if start.uid == end.uid:
            what = N_("{code} is linked to itself.")
            self._add((where, row, "to"), what, N_("Correct one of the two ends."), code=end.code)
        values = self._values(where, row, cells, kind.properties)
        self._years(where, row, values)
        if type_ == "INFLUENCES" and values["score"] == 0:
            self._add(
                (where, row, "score"),
                N_("A score of 0 says that there is no influence."),
                N_("Take the row out, or give a score from -3 to 3."),
            )
        for name in (p.name for p in LINK_PROPERTIES if p.name not in values):
            # Else the value would be lost without a word.
            if (cells.get(name) or "").strip():
                what = N_("A link of the type {type} has no {column}.")
                self._add((where, row, name), what, N_("Empty the cell."), type=type_, column=name)
        return Link(type_, start.uid, end.uid, {**values, **empty_properties(LINK_KEPT_BY_STORE)})

    def _end(self, place: _Place, code: str) -> Node | None:
        node = self._nodes.get(code)
        if node is None:
            self._unknown(place, code, self._nodes, N_("There is no item with the code {value}."))
        return node

    def _no_circles(self, links: Sequence[tuple[int, Link]]) -> None:
        for kind, circle in circles(link for _row, link in links):
            last = (kind, *(uid_of(str(self._code), code) for code in circle[-2:]))
            row = next(row for row, link in links if link.key == last)
            self._add(
                (self._link_source.name, row, "to"),
                N_("{type} runs in a circle: {circle}."),
                N_("Take the link out that closes the circle."),
                type=kind,
                circle=" -> ".join(circle),
            )

    def _columns(self, source: Source, known: Sequence[str]) -> None:
        header = list(source.header)
        for name in dict.fromkeys(header):
            place = (source.name, 1, name)
            if name not in known:
                self._unknown(place, name, known, N_("There is no column {value}."))
            elif header.count(name) > 1:
                what = N_("The column {column} stands there twice.")
                self._add(place, what, N_("Take one of the two out."), column=name)
        for name in ("code", "title", *LINK_COLUMNS):
            if name in known and name not in header:
                what = N_("The column {column} is missing.")
                self._add((source.name, 1, name), what, N_("Add it to the first row."), column=name)

    def _values(
        self, where: str, row: int, cells: dict[str, str], wanted: Iterable[Property]
    ) -> dict[str, Value]:
        return {p.name: self._value((where, row, p.name), p, cells.get(p.name) or "") for p in wanted}

    def _value(self, place: _Place, wanted: Property, cell: str) -> Value:
        text = cell.strip()
        if not text:
            if wanted.required:
                self._add(place, N_("{column} is empty."), N_("Fill it in."), column=wanted.name)
            return None
        if wanted.choices and text not in wanted.choices:
            self._unknown(place, text, wanted.choices, N_("The value {value} is not known here."))
            return None
        if wanted.type == "string":
            return text
        number = _number(text)
        if number is None or (wanted.type == "integer" and number != int(number)):
            remedy = N_("Write digits only, e.g. 2015 or 1200.50.")
            self._add(place, N_("{value} is not a number."), remedy, value=text)
            return None
        least, most = wanted.minimum, wanted.maximum
        if (least is not None and number < least) or (most is not None and number > most):
            allowed = " ".join([f">= {least}"] * (least is not None) + [f"<= {most}"] * (most is not None))
            self._add(
                place, N_("{value} is out of range."), N_("Allowed: {allowed}."), value=text, allowed=allowed
            )
            return None
        return int(number) if wanted.type == "integer" else number

    def _years(self, where: str, row: int, values: dict[str, Value]) -> None:
        since, until = values.get("since"), values.get("until")
        if isinstance(since, int) and isinstance(until, int) and since > until:
            self._add(
                (where, row, "until"),
                N_("It ends in {until}, before it begins in {since}."),
                N_("Exchange or correct the two years."),
                since=since,
                until=until,
            )

    def _unknown(self, place: _Place, value: str, known: Iterable[str], what: str) -> None:
        names = list(known)
        near = [match[0] for match in process.extract(value, names, limit=3, score_cutoff=50) if value]
        self._add(place, what, N_("Nearest: {near}."), value=value, near=", ".join(near or names[:8]))

    def _add(self, place: _Place, what: str, remedy: str, /, **details: object) -> None:
        where, row, column = place
        at = self._sources[where].place(row, column)
        self.problems.append(Problem(at.where, at.row, at.column, what, remedy, details, cell=at.cell))


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None

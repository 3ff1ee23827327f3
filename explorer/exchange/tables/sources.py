"""The tables of a plan, made of a person's table: nodes and links that know the cells they came from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from explorer.exchange.book import Sheet
from explorer.exchange.check import Source, checked_plan
from explorer.exchange.mapping import GOALS, LEAD, MARK, PARTNER
from explorer.exchange.problems import Place
from explorer.exchange.tables.items import Items, Mention
from explorer.exchange.tables.measures import Measure, Measures
from explorer.model import (
    LABELS,
    LINK_COLUMNS,
    LINK_PROPERTIES,
    LINK_TYPES,
    PLAN_PROPERTIES,
    Link,
    Node,
    Plan,
    Value,
    code_of,
    uid_of,
)

#: Label of an item -> the link between it and a measure, and whether the measure is where it starts.
LINKS = {
    "Department": ("RESPONSIBLE_FOR", False),
    "FieldOfAction": ("IN_FIELD", True),
    "OperativeGoal": ("IMPLEMENTS", True),
    "StrategicGoal": ("SERVES", True),
}
#: What of a link a table says, and which of two values counts if it says both.
SAID_OF_LINKS = {"SERVES": "contribution", "RESPONSIBLE_FOR": "role"}
_STRONGER = {"contribution": "primary", "role": "lead"}

_Key = tuple[str, str, str]


@dataclass(frozen=True)
class Tie:
    """A measure and what a cell ties it to; ``sign`` is a role or a contribution, empty if nothing is said."""

    measure: Measure
    mention: Mention
    sign: str


@dataclass(frozen=True)
class Parts:
    """What a plan is made from: the sheet, the plan that is there, the columns' meanings, and the items named."""

    sheet: Sheet
    known: Plan | None
    meanings: Collection[str]
    items: Items
    #: The goals that columns of marks stand for.
    headings: Sequence[Mention]

    def old(self, code: str) -> Node | None:
        """What the plan has under this code."""
        return self.known.nodes.get(uid_of(self.known.code, code)) if self.known else None


def assembled(
    parts: Parts, own: Mapping[str, Value], reader: Measures, measures: Sequence[Measure], ties: Sequence[Tie]
) -> Plan:
    """The checked plan; ``BadPlan`` with problems at the person's own cells. ``own``: the plan's properties."""
    tables = {label: _Rows(LABELS[label].file) for label in LABELS}
    for measure in measures:
        _add_measure(parts, tables["Measure"], reader, measure)
    for item in parts.items.new:
        tables[item.label].add({**item.properties, "certainty": "documented"}, item.place)
    made = _links(parts, ties, {measure.code for measure in measures})
    listed = {cells["code"] for table in tables.values() for _row, cells in table.rows}
    named = {code for mention in parts.headings if (code := parts.items.code_of(mention))}
    for code in sorted(({end for _type, *ends in made for end in ends} | named) - listed):
        node = parts.old(code)
        if node:
            tables[node.label].add(_cells_of(node), parts.sheet.place(0))
    links = _Rows("links")
    for (type_, start, end), (cells, place) in made.items():
        links.add({"type": type_, "from": start, "to": end, **cells}, place)
    plan = {p.name: "" if own.get(p.name) is None else str(own[p.name]) for p in PLAN_PROPERTIES}
    return checked_plan(
        Source("plan", list(plan), [(2, plan)], {(2, ""): parts.sheet.place(0)}),
        {label: table.source([p.name for p in LABELS[label].properties]) for label, table in tables.items()},
        links.source([*LINK_COLUMNS, *(p.name for p in LINK_PROPERTIES)]),
    )


class _Rows:
    """A made-up table that knows where its cells come from."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.rows: list[tuple[int, dict[str, str]]] = []
        self._places: dict[tuple[int, str], Place] = {}

    def add(self, cells: Mapping[str, str], place: Place, places: Mapping[str, Place] | None = None) -> None:
        row = len(self.rows) + 2
        self.rows.append((row, dict(cells)))
        self._places |= {(row, ""): place, **{(row, name): at for name, at in (places or {}).items()}}

    def source(self, header: Sequence[str]) -> Source:
        return Source(self._name, header, self.rows, self._places)


def _add_measure(parts: Parts, table: _Rows, reader: Measures, measure: Measure) -> None:
    node, said, row = parts.old(measure.code), reader.properties(), measure.blocks[0].row
    old = _cells_of(node) if node else {}
    cells = {name: value for name, value in old.items() if name not in said}
    cells |= {name: value for name, (value, _place) in measure.said.items()}
    cells |= {"code": measure.code, "title": measure.title}
    cells["certainty"] = cells.get("certainty") or old.get("certainty") or "documented"
    places = {name: place for name, (_value, place) in measure.said.items()}
    places |= {name: reader.place_of(row, name) for name in ("code", "title")}
    places.setdefault("until", places.get("since", parts.sheet.place(row)))
    table.add(cells, parts.sheet.place(row), places)


def _links(parts: Parts, ties: Iterable[Tie], measures: set[str]) -> dict[_Key, tuple[dict[str, str], Place]]:
    made: dict[_Key, tuple[dict[str, str], Place]] = {}
    old = {_codes(link): link for link in parts.known.links} if parts.known else {}
    for tie in ties:
        item = parts.items.code_of(tie.mention)
        if item is None:
            continue
        type_, from_measure = LINKS[tie.mention.label]
        key = (type_, tie.measure.code, item) if from_measure else (type_, item, tie.measure.code)
        name = SAID_OF_LINKS.get(type_, "")
        if key not in made:
            made[key] = (_link_cells(parts, tie, type_, old.get(key)), tie.mention.place)
        elif name and tie.sign == _STRONGER[name]:
            made[key][0][name] = tie.sign
    for link in _unsaid(parts, measures):
        made.setdefault(_codes(link), (_cells_of_link(link), parts.sheet.place(0)))
    return made


def _link_cells(parts: Parts, tie: Tie, type_: str, old: Link | None) -> dict[str, str]:
    cells = _cells_of_link(old) if old else {}
    if "certainty" in parts.meanings and "certainty" in tie.measure.said:
        cells["certainty"] = tie.measure.said["certainty"][0]
    cells.setdefault("certainty", "documented")
    name = SAID_OF_LINKS.get(type_)
    return {**cells, name: tie.sign or cells.get(name, "")} if name else cells


def _unsaid(parts: Parts, measures: set[str]) -> Iterable[Link]:
    """Links of these measures in the plan that are of a kind the table speaks of, but that it has no column for.

    Else a load with removal would take them as gone.
    """
    goals = {parts.items.code_of(mention) for mention in parts.headings}
    only_marks = MARK in parts.meanings and GOALS not in parts.meanings
    for link in parts.known.links if parts.known else ():
        _type, start, end = _codes(link)
        if link.type == "RESPONSIBLE_FOR" and end in measures:
            column = LEAD if link.text("role") == "lead" else PARTNER
            if column not in parts.meanings:
                yield link
        elif link.type == "SERVES" and only_marks and start in measures and end not in goals:
            yield link


def _codes(link: Link) -> _Key:
    return (link.type, code_of(link.source), code_of(link.target))


def _cells_of(node: Node) -> dict[str, str]:
    return {p.name: node.text(p.name) for p in LABELS[node.label].properties}


def _cells_of_link(link: Link) -> dict[str, str]:
    return {p.name: link.text(p.name) for p in LINK_TYPES[link.type].properties}

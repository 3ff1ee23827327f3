"""What a plan is: its kinds of nodes and links, their properties, and a whole plan in memory. No I/O.

This is the only place where the model is written down in code; the schema files, the CSV columns, the checks
and the forms are made from it or tested against it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

Value = str | int | float | None
ValueType = Literal["string", "integer", "float"]


@dataclass(frozen=True)
class Property:
    """One property: its name, type, and the values that are allowed (all, if nothing is said)."""

    name: str
    type: ValueType = "string"
    choices: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    required: bool = False


CERTAINTIES = ("documented", "reading", "proposed")
STATUSES = ("planned", "deliberated", "decided", "running", "completed", "ended", "unknown")
LEVELS = ("operative_goal", "perspective_goal", "end_state", "programme_goal", "proposal")


def _year(name: str) -> Property:
    return Property(name, "integer", minimum=1800, maximum=2200)


_SINCE = _year("since")
_UNTIL = _year("until")
_CERTAINTY = Property("certainty", choices=CERTAINTIES, required=True)

#: What every node carries, in the order of the CSV columns.
COMMON = (
    Property("code", required=True),
    Property("title", required=True),
    Property("title_en"),
    Property("description"),
    _SINCE,
    _UNTIL,
    Property("source_url"),
    Property("source_year"),
    _CERTAINTY,
)

#: What the store itself keeps about every node; never part of a file that people edit.
#: ``reworded`` is the plan's revision at which its wording became what it is.
KEPT_BY_STORE = (
    Property("uid"),
    Property("plan"),
    Property("revision", "integer"),
    Property("updated_at"),
    Property("reworded", "integer"),
)

#: What the store itself keeps about every link: the plan's revision at which somebody last stood by it.
LINK_KEPT_BY_STORE = (Property("confirmed", "integer"),)

#: What a node says. A translation or a status may change without another meaning; these may not.
_WORDING = ("title", "description", "target")

#: What every link carries, in the order of the CSV columns.
LINK_COMMON = (
    _CERTAINTY,
    Property("note"),
    Property("source_url"),
    _SINCE,
    _UNTIL,
)


@dataclass(frozen=True)
class NodeLabel:
    """A kind of node: its label in the database, its short key in pictures, the properties of its own."""

    name: str
    key: str
    file: str
    own: tuple[Property, ...] = ()

    @property
    def properties(self) -> tuple[Property, ...]:
        """All properties that a file carries: the common ones, then its own."""
        return COMMON + self.own

    @property
    def stored(self) -> tuple[Property, ...]:
        """All properties in the database."""
        return KEPT_BY_STORE[:2] + self.properties + KEPT_BY_STORE[2:]

    @property
    def wording(self) -> tuple[str, ...]:
        """Names of the properties whose change makes the links of a node suspect."""
        return tuple(p.name for p in self.properties if p.name in _WORDING)


LABELS: dict[str, NodeLabel] = {
    label.name: label
    for label in (
        NodeLabel(
            "StrategicGoal",
            "goal",
            "strategic_goals",
            (Property("number", "integer", minimum=1, maximum=99),),
        ),
        NodeLabel("FieldOfAction", "field", "fields_of_action"),
        NodeLabel(
            "OperativeGoal",
            "operative",
            "operative_goals",
            (
                Property("level", choices=LEVELS),
                _year("year"),
                Property("target"),
                _year("baseline_year"),
                _year("due_year"),
            ),
        ),
        NodeLabel(
            "Measure",
            "measure",
            "measures",
            (
                Property("status", choices=STATUSES),
                Property("budget_eur", "float", minimum=0),
                Property("indicator"),
            ),
        ),
        NodeLabel("Department", "department", "departments", (Property("kind"), Property("number"))),
        NodeLabel(
            "Decision",
            "decision",
            "decisions",
            (Property("date"), Property("body"), Property("paper"), Property("result")),
        ),
    )
}

#: A label by its key.
LABEL_OF = {label.key: name for name, label in LABELS.items()}


@dataclass(frozen=True)
class LinkType:
    """A kind of relationship: which labels it may join, and the properties of its own."""

    name: str
    ends: tuple[tuple[str, str], ...]
    own: tuple[Property, ...] = ()

    @property
    def properties(self) -> tuple[Property, ...]:
        """All properties that a file carries."""
        return LINK_COMMON + self.own

    @property
    def stored(self) -> tuple[Property, ...]:
        """All properties in the database."""
        return self.properties + LINK_KEPT_BY_STORE


_INFLUENCING = ("Measure", "OperativeGoal", "StrategicGoal")

LINK_TYPES: dict[str, LinkType] = {
    kind.name: kind
    for kind in (
        LinkType(
            "PURSUED_IN",
            (("StrategicGoal", "FieldOfAction"),),
            (Property("intensity", "integer", minimum=1, maximum=3),),
        ),
        LinkType("IN_FIELD", (("OperativeGoal", "FieldOfAction"), ("Measure", "FieldOfAction"))),
        LinkType("DERIVED_FROM", (("OperativeGoal", "StrategicGoal"),)),
        LinkType("IMPLEMENTS", (("Measure", "OperativeGoal"),)),
        LinkType(
            "SERVES",
            (("Measure", "StrategicGoal"),),
            (Property("contribution", choices=("primary", "secondary")),),
        ),
        LinkType(
            "RESPONSIBLE_FOR",
            (("Department", "Measure"), ("Department", "OperativeGoal")),
            (Property("role", choices=("lead", "partner"), required=True),),
        ),
        LinkType("PART_OF", (("Department", "Department"),)),
        LinkType(
            "INFLUENCES",
            tuple((a, b) for a in _INFLUENCING for b in _INFLUENCING),
            (Property("score", "integer", minimum=-3, maximum=3, required=True),),
        ),
        LinkType("SUCCEEDED_BY", tuple((name, name) for name in LABELS)),
        LinkType(
            "NOT_CONCERNED",
            (("Department", "StrategicGoal"), ("OperativeGoal", "StrategicGoal")),
            (Property("reason", required=True),),
        ),
        LinkType("DECIDES", tuple(("Decision", name) for name in LABELS if name != "Decision")),
    )
}

#: Columns of links.csv before the properties.
LINK_COLUMNS = ("type", "from", "to")

#: All properties that any link type has, in file order and without repetition.
LINK_PROPERTIES: tuple[Property, ...] = tuple(
    {p.name: p for p in LINK_COMMON + tuple(p for kind in LINK_TYPES.values() for p in kind.own)}.values()
)

#: Properties of a plan itself.
PLAN_PROPERTIES = (
    Property("code", required=True),
    Property("title", required=True),
    Property("title_en"),
    Property("description"),
    Property("description_en"),
    # The last year that the plan was carried on to: a year in which nothing new begins is a plan year too.
    _year("latest_year"),
)

#: What the store itself keeps about a plan: its revision, and how the columns of its last file were understood.
PLAN_KEPT_BY_STORE = (
    Property("revision", "integer"),
    Property("updated_at"),
    Property("mapping"),
)


@dataclass(frozen=True)
class Node:
    """A node of a plan: its label and its properties (every property of the label is a key)."""

    label: str
    properties: Mapping[str, Value]

    @property
    def uid(self) -> str:
        return str(self.properties["uid"])

    @property
    def code(self) -> str:
        return str(self.properties["code"])

    @property
    def title(self) -> str:
        return str(self.properties["title"])

    @property
    def certainty(self) -> str:
        return str(self.properties.get("certainty") or "documented")

    def title_in(self, *, english: bool) -> str:
        """The title in the reader's language where there is one."""
        return (self.text("title_en") if english else "") or self.title

    def text(self, name: str) -> str:
        """A property as text, empty where there is none."""
        value = self.properties.get(name)
        return "" if value is None else str(value)

    def year(self, name: str) -> int | None:
        """A whole-number property (a year, a count), or None."""
        value = self.properties.get(name)
        return value if isinstance(value, int) else None


@dataclass(frozen=True)
class Link:
    """A relationship of a plan between two uids (every property of its type is a key)."""

    type: str
    source: str
    target: str
    properties: Mapping[str, Value]

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes a link the same link: a plan has at most one of a type between two items, per direction."""
        return (self.type, self.source, self.target)

    @property
    def certainty(self) -> str:
        return str(self.properties.get("certainty") or "documented")

    def text(self, name: str) -> str:
        """A property as text, empty where there is none."""
        value = self.properties.get(name)
        return "" if value is None else str(value)


@dataclass(frozen=True)
class Plan:
    """A whole plan in memory: its own properties, its nodes by uid and its links, in a fixed order."""

    properties: Mapping[str, Value]
    nodes: Mapping[str, Node] = field(default_factory=dict)
    links: tuple[Link, ...] = ()

    @property
    def code(self) -> str:
        return str(self.properties["code"])

    @property
    def revision(self) -> int:
        value = self.properties.get("revision")
        return value if isinstance(value, int) else 0

    def of(self, label: str) -> list[Node]:
        """All nodes of one label, in plan order."""
        return [node for node in self.nodes.values() if node.label == label]

    def in_year(self, year: int) -> Plan:
        """The plan as it stood in ``year`` (0: all years); a link is in force when both its ends are."""
        if not year:
            return self
        nodes = {uid: node for uid, node in self.nodes.items() if holds_in(node.properties, year)}
        return Plan(
            self.properties,
            nodes,
            tuple(
                link
                for link in self.links
                if link.source in nodes and link.target in nodes and holds_in(link.properties, year)
            ),
        )

    def restricted(self, keep: Iterable[str], links: Iterable[Link] | None = None) -> Plan:
        """The part of the plan made of the uids in ``keep`` and the links between them."""
        wanted = set(keep)
        nodes = {uid: node for uid, node in self.nodes.items() if uid in wanted}
        chosen = self.links if links is None else tuple(links)
        return Plan(
            self.properties,
            nodes,
            tuple(link for link in chosen if link.source in nodes and link.target in nodes),
        )


def holds_in(properties: Mapping[str, Value], year: int) -> bool:
    """Whether ``since``..``until`` (years, inclusive, empty = open) contains ``year``; 0 means all years."""
    since, until = properties.get("since"), properties.get("until")
    return not year or (
        (not isinstance(since, int) or since <= year) and (not isinstance(until, int) or until >= year)
    )


def suspect_ends(plan: Plan, link: Link) -> tuple[bool, bool]:
    """Whether the source and the target of ``link`` were reworded after it was last confirmed.

    A link is suspect when one of them was. What an older version wrote says neither, and is not suspect.
    """
    confirmed = _revision(link.properties.get("confirmed"))
    source, target = (
        _revision(plan.nodes[uid].properties.get("reworded")) for uid in (link.source, link.target)
    )
    return confirmed < source, confirmed < target


def uid_of(plan: str, code: str) -> str:
    """The id that pictures, links and undo hang on: unique over all plans, never a database id."""
    return f"{plan}/{code}"


def _revision(value: Value) -> int:
    return value if isinstance(value, int) else 0


def code_of(uid: str) -> str:
    """What people call an item by: its uid without the plan."""
    return uid.partition("/")[2] or uid


def file_name(code: str) -> str:
    """A code as part of a file name that every system takes."""
    return "".join(c if c.isalnum() or c in "-_" else "-" for c in code)


def empty_properties(properties: Iterable[Property]) -> dict[str, Value]:
    """A value for every property: none yet."""
    return {p.name: None for p in properties}

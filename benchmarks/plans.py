"""A made plan of any size in the model's terms, the same every time: what the benchmarks load and count."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping

from explorer.model import (
    LABELS,
    LINK_TYPES,
    PLAN_PROPERTIES,
    Link,
    Node,
    Plan,
    Value,
    empty_properties,
    uid_of,
)

CODE = "large"
_DEZERNATE = 12
_FIELDS = 12
_STATUSES = ("planned", "decided", "running", "running", "running", "completed", "ended", None)
_CERTAINTIES = ("documented", "documented", "documented", "reading", "proposed")


def large_plan(*, departments: int = 300, goals: int = 20, measures: int = 20_000, seed: int = 1) -> Plan:
    """A county with so many departments (the whole included, three levels below it), goals and measures.

    One operative goal for 50 measures. Nineteen of twenty measures have a lead, half a partner; each serves one to
    three goals, most implement an operative goal, all lie in a field; one department in five has a goal marked as
    left out on purpose.
    """
    dice = random.Random(seed)
    made = _Made()
    goal_codes = made.nodes("StrategicGoal", goals, lambda i: {"number": i})
    field_codes = made.nodes("FieldOfAction", _FIELDS)
    operative_codes = made.nodes(
        "OperativeGoal",
        max(goals, measures // 50),
        lambda i: {
            "level": "proposal" if i % 25 == 0 else "operative_goal",
            "certainty": dice.choice(_CERTAINTIES),
        },
    )
    measure_codes = made.nodes(
        "Measure",
        measures,
        lambda i: {
            "status": dice.choice(_STATUSES),
            "certainty": dice.choice(_CERTAINTIES),
            "since": 2000 + i % 20,
            "until": None if i % 4 else 2005 + i % 20,
            "budget_eur": 1000.0 * (i % 97) if i % 3 else None,
        },
    )
    units = made.nodes(
        "Department",
        departments,
        lambda i: {
            "kind": "Verwaltung" if i == 1 else "Dezernat" if i <= _DEZERNATE + 1 else "Abteilung",
            "number": str(i),
        },
    )
    whole, dezernate, below = units[0], units[1 : _DEZERNATE + 1], units[_DEZERNATE + 1 :]
    offices = below[: len(below) // 3]
    for unit in dezernate:
        made.link(unit, "PART_OF", whole)
    for i, unit in enumerate(below):
        parents = dezernate if i < len(offices) else offices
        # A few belong to two structures.
        for parent in dice.sample(parents, 2 if i % 20 == 0 and len(parents) > 1 else 1):
            made.link(unit, "PART_OF", parent)
    for goal in goal_codes:
        for field in dice.sample(field_codes, 2):
            made.link(goal, "PURSUED_IN", field, intensity=dice.randint(1, 3))
    for operative in operative_codes:
        for goal in dice.sample(goal_codes, dice.choice((1, 1, 2))):
            made.link(operative, "DERIVED_FROM", goal, certainty=dice.choice(_CERTAINTIES))
        made.link(operative, "IN_FIELD", dice.choice(field_codes))
        made.link(dice.choice(units), "RESPONSIBLE_FOR", operative, role="lead")
    # What a unit works on is not spread evenly: each has a few goals of its own, so that gaps are left.
    focus = {unit: dice.sample(goal_codes, min(5, len(goal_codes))) for unit in units}
    for i, measure in enumerate(measure_codes):
        lead = dice.choice(below or units)
        if i % 20:
            made.link(lead, "RESPONSIBLE_FOR", measure, role="lead", certainty=dice.choice(_CERTAINTIES))
        partner = dice.choice(units)
        if i % 2 and partner != lead:
            made.link(partner, "RESPONSIBLE_FOR", measure, role="partner")
        served = dice.sample(focus[lead], min(dice.choice((1, 1, 2, 3)), len(goal_codes)))
        for j, goal in enumerate(served):
            contribution = "secondary" if j else "primary"
            made.link(measure, "SERVES", goal, contribution=contribution, certainty=dice.choice(_CERTAINTIES))
        if i % 3:
            made.link(
                measure, "IMPLEMENTS", dice.choice(operative_codes), certainty=dice.choice(_CERTAINTIES)
            )
        for field in dice.sample(field_codes, dice.choice((1, 1, 2))):
            made.link(measure, "IN_FIELD", field)
    for unit in units[1::5]:
        made.link(unit, "NOT_CONCERNED", dice.choice(goal_codes), reason="Not the business of this unit.")
    return made.plan()


class _Made:
    def __init__(self) -> None:
        self._nodes: list[Node] = []
        self._links: dict[tuple[str, str, str], Link] = {}

    def nodes(
        self, label: str, size: int, own: Callable[[int], Mapping[str, Value]] | None = None
    ) -> list[str]:
        """So many new nodes; returns their codes. ``own`` gives a node's properties by its number from 1."""
        codes = []
        for i in range(1, size + 1):
            code = f"{LABELS[label].key[:2].upper()}{i:05d}"
            values = empty_properties(LABELS[label].properties) | {
                "code": code,
                "title": f"{label} {i} of a made plan",
                "certainty": "documented",
                "uid": uid_of(CODE, code),
                "plan": CODE,
            }
            self._nodes.append(Node(label, values | dict(own(i) if own else {})))
            codes.append(code)
        return codes

    def link(self, source: str, type_: str, target: str, **own: Value) -> None:
        values = empty_properties(LINK_TYPES[type_].properties) | {"certainty": "documented", **own}
        made = Link(type_, uid_of(CODE, source), uid_of(CODE, target), values)
        self._links.setdefault(made.key, made)

    def plan(self) -> Plan:
        order = list(LABELS)
        nodes = sorted(self._nodes, key=lambda node: (order.index(node.label), node.uid))
        properties = empty_properties(PLAN_PROPERTIES) | {"code": CODE, "title": "A large made plan"}
        return Plan(
            properties,
            {node.uid: node for node in nodes},
            tuple(sorted(self._links.values(), key=lambda n: n.key)),
        )

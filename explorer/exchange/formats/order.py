"""What every export says of a plan, in one order, whatever store the plan came from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from explorer.model import LABELS, LINK_TYPES, PLAN_PROPERTIES, Link, Node, Plan, Property, Value


def in_order(plan: Plan) -> Plan:
    """The same plan with its items by label and uid and its links by type and ends, compared as Python does."""
    # The engines compare text outside the basic plane differently.
    labels = list(LABELS)
    nodes = sorted(plan.nodes.values(), key=lambda node: (labels.index(node.label), node.uid))
    return Plan(
        plan.properties,
        {node.uid: node for node in nodes},
        tuple(sorted(plan.links, key=lambda link: link.key)),
    )


def said(thing: Plan | Node | Link) -> dict[str, Value]:
    """What people said of it: its properties of the model that have a value, in the model's order."""
    wanted: Iterable[Property]
    if isinstance(thing, Plan):
        wanted = PLAN_PROPERTIES
    else:
        wanted = (LABELS[thing.label] if isinstance(thing, Node) else LINK_TYPES[thing.type]).properties
    return having(thing.properties, wanted)


def having(values: Mapping[str, Value], wanted: Iterable[Property]) -> dict[str, Value]:
    """Of ``wanted`` those that have a value; a store keeps an empty text where a plan says nothing."""
    found = {p.name: values.get(p.name) for p in wanted}
    return {name: value for name, value in found.items() if value is not None and value != ""}

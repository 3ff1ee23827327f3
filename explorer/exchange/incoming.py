"""A plan as a file says it, and what the plan in the store becomes when it is loaded: nothing unsaid is lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from explorer.exchange.check import circles
from explorer.exchange.mapping import ImportMapping
from explorer.exchange.problems import Problem, refuse
from explorer.i18n import N_
from explorer.model import LABELS, LINK_TYPES, PLAN_PROPERTIES, Link, Node, Plan, Value

#: Link type and the labels of its ends.
LinkKind = tuple[str, str, str]


@dataclass(frozen=True)
class Said:
    """What a file speaks of. A property it has no column for stays as it is; so do items it does not list.

    ``properties``: label or link type -> names of the properties that it gives. ``items``: labels whose items
    it lists one and all, and ``links``: the kinds of links that it lists one and all; only what is missing of
    these may be removed, if removing is asked for. ``plan``: which of the plan's own properties it gives.
    """

    properties: Mapping[str, frozenset[str]]
    items: frozenset[str]
    links: frozenset[LinkKind]
    plan: frozenset[str]


EVERYTHING = Said(
    properties={
        **{name: frozenset(p.name for p in label.properties) for name, label in LABELS.items()},
        **{name: frozenset(p.name for p in kind.properties) for name, kind in LINK_TYPES.items()},
    },
    items=frozenset(LABELS),
    links=frozenset((kind.name, *ends) for kind in LINK_TYPES.values() for ends in kind.ends),
    plan=frozenset(p.name for p in PLAN_PROPERTIES),
)


@dataclass(frozen=True)
class Incoming:
    """A plan out of a file, checked for itself, with what the file speaks of and what is worth knowing about it.

    Items of the plan in the store that the file refers to are part of ``plan`` as they are there.
    """

    plan: Plan
    said: Said = field(default=EVERYTHING)
    notes: tuple[Problem, ...] = ()
    mapping: ImportMapping | None = None


def merged(known: Plan | None, incoming: Incoming, *, remove: bool = False) -> Plan:
    """What the plan in the store (None: there is none) is to become.

    Without ``remove`` everything stays that the file does not list. Raises ``BadPlan`` if both together make no
    plan: a code that is another kind of item there, a circle, an item that ends before it begins.
    """
    if known is None:
        return incoming.plan
    said, new = incoming.said, incoming.plan
    problems = [_other_kind(known.nodes[uid], node) for uid, node in new.nodes.items() if uid in known.nodes]
    found = [problem for problem in problems if problem]
    if found:
        refuse(found)
    nodes = {
        uid: node
        for uid, node in known.nodes.items()
        if uid in new.nodes or not (remove and node.label in said.items)
    }
    for uid, node in new.nodes.items():
        nodes[uid] = _overlaid(nodes.get(uid), node, said.properties.get(node.label, frozenset()))
    said_links = {link.key for link in new.links}
    links = {
        link.key: link
        for link in known.links
        if link.source in nodes
        and link.target in nodes
        and (link.key in said_links or not (remove and _kind_of(link, nodes) in said.links))
    }
    return _checked(known, incoming, nodes, links)


def _checked(
    known: Plan, incoming: Incoming, nodes: dict[str, Node], links: dict[tuple[str, str, str], Link]
) -> Plan:
    said, new = incoming.said, incoming.plan
    for link in new.links:
        old = links.get(link.key)
        links[link.key] = (
            replace(link, properties=_laid_over(old.properties, link.properties, said.properties[link.type]))
            if old
            else link
        )
    own = {name: value for name, value in new.properties.items() if name in said.plan}
    made = Plan(
        {**known.properties, **own},
        dict(sorted(nodes.items(), key=lambda pair: (list(LABELS).index(pair[1].label), pair[0]))),
        tuple(sorted(links.values(), key=lambda link: link.key)),
    )
    problems = [*_wrong_years(made), *_circles(made)]
    if problems:
        refuse(problems)
    return made


def _overlaid(old: Node | None, new: Node, given: frozenset[str]) -> Node:
    return replace(new, properties=_laid_over(old.properties, new.properties, given)) if old else new


def _laid_over(old: Mapping[str, Value], new: Mapping[str, Value], given: frozenset[str]) -> dict[str, Value]:
    return {**old, **{name: value for name, value in new.items() if name in given}}


def _other_kind(old: Node, new: Node) -> Problem | None:
    if old.label == new.label:
        return None
    return Problem(
        LABELS[new.label].file,
        0,
        "code",
        N_("The code {code} is {new} here and {old} in the plan."),
        N_("Give one of the two another code."),
        {"code": new.code, "new": new.label, "old": old.label},
    )


def _wrong_years(plan: Plan) -> Iterable[Problem]:
    """Items that end before they begin, which a file with one of the two years alone can bring about."""
    for node in plan.nodes.values():
        since, until = node.year("since"), node.year("until")
        if since is not None and until is not None and since > until:
            yield Problem(
                LABELS[node.label].file,
                0,
                "until",
                N_("{code} would end in {until}, before it begins in {since}."),
                N_("Give both years in the file, or correct them in the plan."),
                {"code": node.code, "since": since, "until": until},
            )


def _circles(plan: Plan) -> Iterable[Problem]:
    """Circles that the links of the file close together with those of the plan."""
    for type_, circle in circles(plan.links):
        yield Problem(
            "links",
            0,
            "",
            N_("{type} would run in a circle: {circle}."),
            N_("Take the link out that closes the circle, or load with removal."),
            {"type": type_, "circle": " -> ".join(circle)},
        )


def _kind_of(link: Link, nodes: Mapping[str, Node]) -> LinkKind:
    return (link.type, nodes[link.source].label, nodes[link.target].label)

"""The next year of a plan: what carries on, ends, is worded anew or is new, and the plan that comes of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from explorer.errors import Refusal
from explorer.i18n import N_
from explorer.model import (
    LABELS,
    LINK_TYPES,
    Link,
    Node,
    Plan,
    Value,
    code_of,
    empty_properties,
    holds_in,
    uid_of,
)
from explorer.years.basis import DECIDED, LAST_YEAR, Basis, Decision, NewItem, basis

#: Addresses and pictures put codes together with these.
_NOT_IN_CODES = frozenset(",/|")
#: What happened to the old wording does not happen to the new one.
_NOT_COPIED = ("SUCCEEDED_BY", "DECIDES")
#: What a new item is unless somebody says otherwise.
_NEW: dict[str, dict[str, Value]] = {
    "Measure": {"status": "planned"},
    "OperativeGoal": {"level": "operative_goal"},
}
#: What was said of the old wording and what the store keeps about it.
_WITHOUT = ("title_en", "source_url", "source_year", "revision", "updated_at", "reworded")
_NUMBERED = re.compile(r"(\D*)(\d+)")


def next_year(plan: Plan, year: int, decisions: Mapping[str, Decision], new: Sequence[NewItem] = ()) -> Plan:
    """A whole plan carried on to ``year``; what is in ``decisions`` (by uid) is done, all else goes on as it is.

    - *carry*: an end that was set before the year is taken away, also from links that ended with the item.
    - *end*: the item is in force until the year before. Its links stay; they are in force as long as both ends are.
    - *reword*: the item ends so, and a successor begins: with the new wording, without source and translation (they
      were the old one's), and with every link that would have gone on. These keep the revision at which they were
      last confirmed, so they are suspect until somebody confirms them. Decisions are not among them: they decided
      the old wording.
    - what nobody decided ends if it was to end, and begins if it was to begin.

    Raises a ``Refusal`` for a year that is not after the latest one, for items that are not handed on to it, and for
    wordings and codes that cannot be.
    """
    start = basis(plan, year)
    _check_known(plan, start, decisions)
    codes = {node.code for node in plan.nodes.values()}
    nodes = dict(plan.nodes)
    opened: dict[str, int] = {}
    heirs: dict[str, Node] = {}
    for node in start.items:
        decision = decisions.get(node.uid, Decision())
        until = node.year("until")
        if decision.choice == "carry" and node.uid in decisions and until and until < year:
            opened[node.uid] = until
            nodes[node.uid] = _with(node, until=None)
        elif decision.choice == "reword":
            heirs[node.uid] = _successor(node, decision, year, codes)
        if decision.choice != "carry":
            nodes[node.uid] = _with(node, until=min(until or LAST_YEAR, year - 1))
    links = [_opened(link, opened, year) for link in plan.links]
    links += _inherited(links, plan.nodes, nodes, heirs, year)
    links += [_link("SUCCEEDED_BY", uid, heir.uid) for uid, heir in heirs.items()]
    nodes |= {heir.uid: heir for heir in heirs.values()}
    for item in new:
        node = _new_node(plan, item, year, codes)
        nodes[node.uid] = node
        if item.department:
            links.append(_link("RESPONSIBLE_FOR", _department(plan, item, year), node.uid, role="lead"))
    # The order in which a store gives them back.
    kinds = list(LABELS)
    order = sorted(nodes.values(), key=lambda node: (kinds.index(node.label), node.uid))
    return Plan(
        {**plan.properties, "latest_year": year},
        {node.uid: node for node in order},
        tuple(sorted(links, key=lambda link: link.key)),
    )


def _check_known(plan: Plan, start: Basis, decisions: Mapping[str, Decision]) -> None:
    handed_on = {node.uid for node in start.items}
    for uid in decisions:
        node = plan.nodes.get(uid)
        if node is None or node.label not in DECIDED:
            raise Refusal(
                N_("The plan has no measure or operative goal with the code {code}."),
                N_("Look at the plan as it is now, and choose again."),
                code=code_of(uid),
            )
        if uid not in handed_on:
            raise Refusal(
                N_("{code} “{title}” is not in force in {previous}, so it cannot go on to {year}."),
                N_("Leave it out, or enter it as new."),
                code=node.code,
                title=node.title,
                previous=start.previous,
                year=start.year,
            )


def _successor(node: Node, decision: Decision, year: int, codes: set[str]) -> Node:
    """What an item becomes in the year; its code is added to ``codes``."""
    said = {name: getattr(decision, name) for name in LABELS[node.label].wording}
    wording = {
        name: node.properties.get(name) if text is None else _tidy(text, one_line=name == "title") or None
        for name, text in said.items()
    }
    if not wording["title"]:
        raise Refusal(
            N_("{code} “{title}” is to be worded anew, but without a title."),
            N_("Write the new title, or let it carry on as it is."),
            code=node.code,
            title=node.title,
        )
    if all((node.properties.get(name) or None) == text for name, text in wording.items()):
        raise Refusal(
            N_("{code} “{title}” is to be worded anew, but the wording is the old one."),
            N_("Write the new wording, or let it carry on as it is."),
            code=node.code,
            title=node.title,
        )
    until = node.year("until")
    made: dict[str, Value] = {
        **node.properties,
        **empty_properties(p for p in LABELS[node.label].stored if p.name in _WITHOUT),
        **wording,
        "since": year,
        "until": until if until and until >= year else None,
    }
    if made.get("year"):
        made["year"] = year
    stem = node.code.removesuffix(f"-{node.year('since')}")
    return _named(node, made, _free_code(decision.code, f"{stem}-{year}", codes))


def _new_node(plan: Plan, item: NewItem, year: int, codes: set[str]) -> Node:
    """A new item as a node; its code is added to ``codes``."""
    title = _tidy(item.title, one_line=True)
    if not title:
        raise Refusal(
            N_("Something new has no title."), N_("Write one, or take the line out."), label=item.label
        )
    if item.label not in DECIDED:
        raise Refusal(
            N_("“{title}” cannot begin with a year: {label} is neither measure nor operative goal."),
            N_("Choose one of: {names}."),
            title=title,
            label=item.label,
            names=", ".join(DECIDED),
        )
    made: dict[str, Value] = {
        **empty_properties(LABELS[item.label].stored),
        "plan": plan.code,
        "title": title,
        "description": _tidy(item.description) or None,
        "since": year,
        "certainty": "documented",
        **_NEW[item.label],
    }
    if "year" in made:
        made["year"] = year
    code = _free_code(item.code, _next_code(plan, item.label, year, codes), codes)
    return _named(Node(item.label, {"plan": plan.code}), made, code)


def _named(like: Node, properties: dict[str, Value], code: str) -> Node:
    plan = str(like.properties["plan"])
    return Node(like.label, {**properties, "code": code, "uid": uid_of(plan, code)})


def _free_code(wanted: str, else_: str, codes: set[str]) -> str:
    """The wanted code, or else one that is free; it is added to ``codes``."""
    code = wanted.strip()
    if _NOT_IN_CODES & set(code):
        raise Refusal(
            N_("The code {code} has a character that codes cannot have."),
            N_("Take comma, slash and vertical bar out of it."),
            code=code,
        )
    if code in codes:
        raise Refusal(
            N_("The code {code} is taken."), N_("Choose another one, or leave it empty."), code=code
        )
    number = 2
    while not code:
        code = else_ if else_ not in codes else ""
        if not code:
            code = f"{else_}-{number}" if f"{else_}-{number}" not in codes else ""
            number += 1
    codes.add(code)
    return code


def _next_code(plan: Plan, label: str, year: int, codes: set[str]) -> str:
    """The number after the last one, where the items of a label are numbered; else one with the year."""
    found = [match for code in codes if (match := _NUMBERED.fullmatch(code))]
    own = Counter(m[1] for node in plan.of(label) if (m := _NUMBERED.fullmatch(node.code)))
    if not own:
        return f"{'OG' if label == 'OperativeGoal' else 'M'}-{year}"
    prefix = min(own, key=lambda one: (-own[one], one))
    last = max((m[2] for m in found if m[1] == prefix), key=int)
    return f"{prefix}{int(last) + 1:0{len(last)}d}"


def _department(plan: Plan, item: NewItem, year: int) -> str:
    node = plan.nodes.get(item.department)
    if node is None or node.label != "Department" or not holds_in(node.properties, year):
        raise Refusal(
            N_("“{title}” is to be led by {code}, but that is no department of the plan in {year}."),
            N_("Choose a department that there is then, or none."),
            title=item.title,
            code=code_of(item.department),
            year=year,
        )
    return node.uid


def _opened(link: Link, opened: Mapping[str, int], year: int) -> Link:
    """A link without its end, if it ended with an item that carries on after all."""
    until = link.properties.get("until")
    ends = {opened.get(link.source), opened.get(link.target)} - {None}
    return _with_link(link, until=None) if until in ends else link


def _inherited(
    links: Sequence[Link],
    was: Mapping[str, Node],
    now: Mapping[str, Node],
    heirs: Mapping[str, Node],
    year: int,
) -> list[Link]:
    """The links that go on with the successors of what was worded anew."""
    found = []
    for link in links:
        ends = link.source, link.target
        if link.type in _NOT_COPIED or heirs.keys().isdisjoint(ends):
            continue
        if not all(uid in heirs or _goes_on(now[uid].properties, year) for uid in ends):
            continue
        since, until = link.properties.get("since"), link.properties.get("until")
        # One that was to end with the item goes on with it.
        if not _goes_on(link.properties, year) and until not in {
            was[u].year("until") for u in ends if u in heirs
        }:
            continue
        source, target = (heirs[uid].uid if uid in heirs else uid for uid in ends)
        properties = {
            **link.properties,
            "since": year if isinstance(since, int) and since < year else since,
            "until": until if _goes_on(link.properties, year) else None,
            # Nobody has stood by it since the wording is new; without a value the store would think so.
            "confirmed": link.properties.get("confirmed") or 0,
        }
        found.append(replace(link, source=source, target=target, properties=properties))
    return found


def _goes_on(properties: Mapping[str, Value], year: int) -> bool:
    until = properties.get("until")
    return not isinstance(until, int) or until >= year


def _link(type_: str, source: str, target: str, **values: Value) -> Link:
    empty = empty_properties(LINK_TYPES[type_].stored)
    return Link(type_, source, target, {**empty, "certainty": "documented", **values})


def _with(node: Node, **values: Value) -> Node:
    return replace(node, properties={**node.properties, **values})


def _with_link(link: Link, **values: Value) -> Link:
    return replace(link, properties={**link.properties, **values})


def _tidy(text: str, *, one_line: bool = False) -> str:
    return " ".join(text.split()) if one_line else text.strip()

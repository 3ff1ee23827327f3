"""What an item hangs on, in the order in which one wants to know it: for the sheet beside a picture."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from explorer import words
from explorer.model import Link, Plan

#: What one wants to know first about an item.
_ORDER = (
    "SERVES",
    "DERIVED_FROM",
    "IMPLEMENTS",
    "PURSUED_IN",
    "IN_FIELD",
    "RESPONSIBLE_FOR",
    "PART_OF",
    "DECIDES",
    "SUCCEEDED_BY",
    "INFLUENCES",
    "NOT_CONCERNED",
)


@dataclass(frozen=True)
class Relation:
    """Links of one type from or to an item, with the uids at their other ends."""

    type: str
    outgoing: bool
    others: tuple[tuple[str, Link], ...]

    @property
    def heading(self) -> str:
        """How the link type reads from this item, with the number of links."""
        return f"{words.link(self.type, outgoing=self.outgoing)} ({len(self.others)})"


def relations(plan: Plan, uid: str) -> list[Relation]:
    """The links of an item by type and direction; within one the primary ones first, then by title."""
    groups: dict[tuple[str, bool], list[tuple[str, Link]]] = defaultdict(list)
    for link in plan.links:
        if link.source == uid:
            groups[link.type, True].append((link.target, link))
        elif link.target == uid:
            groups[link.type, False].append((link.source, link))
    for others in groups.values():
        others.sort(key=lambda pair: (pair[1].text("contribution"), words.title_of(plan, pair[0]).lower()))
    order = sorted(groups, key=lambda key: (_ORDER.index(key[0]), not key[1]))
    return [Relation(type_, outgoing, tuple(groups[type_, outgoing])) for type_, outgoing in order]


def about(link: Link) -> str:
    """What is to be known about a link besides its ends, in brackets; empty if nothing is."""
    said = [words.code(link.text(name)) for name in ("role", "contribution") if link.text(name)]
    if link.type == "INFLUENCES":
        said.append(link.text("score"))
    if link.text("reason"):
        said.append(link.text("reason"))
    if link.certainty != "documented":
        said.append(words.code(link.certainty))
    return "(" + ", ".join(said) + ")" if said else ""

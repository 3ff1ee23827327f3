"""Filters of a picture: which part of a plan is looked at. Empty filters let everything through."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from explorer.hierarchy import parts_of
from explorer.model import Plan


@dataclass(frozen=True)
class Filters:
    """What is looked at: each set is empty for "all"; ``fields`` and ``departments`` are uids."""

    fields: frozenset[str] = field(default_factory=frozenset)
    departments: frozenset[str] = field(default_factory=frozenset)
    statuses: frozenset[str] = field(default_factory=frozenset)
    certainties: frozenset[str] = field(default_factory=frozenset)

    def __bool__(self) -> bool:
        return bool(self.fields or self.departments or self.statuses or self.certainties)


def filtered(plan: Plan, filters: Filters) -> Plan:
    """The part of the plan that the filters leave.

    Certainty filters items and links. Field, department and status filter measures (and, for field and department,
    operative goals); a department filter counts its parts. Fields and departments that were not chosen go too.
    """
    if not filters:
        return plan
    links = plan.links
    keep = dict(plan.nodes)
    if filters.certainties:
        links = tuple(link for link in links if link.certainty in filters.certainties)
        keep = {u: n for u, n in keep.items() if n.text("certainty") in filters.certainties}
    if filters.statuses:
        keep = {u: n for u, n in keep.items() if n.label != "Measure" or n.text("status") in filters.statuses}
    if filters.fields:
        inside = {link.source for link in links if link.type == "IN_FIELD" and link.target in filters.fields}
        keep = {u: n for u, n in keep.items() if n.label not in ("Measure", "OperativeGoal") or u in inside}
        keep = {u: n for u, n in keep.items() if n.label != "FieldOfAction" or u in filters.fields}
    if filters.departments:
        chosen = set().union(*(parts_of(plan, uid) for uid in filters.departments))
        carried = {link.target for link in links if link.type == "RESPONSIBLE_FOR" and link.source in chosen}
        keep = {u: n for u, n in keep.items() if n.label not in ("Measure", "OperativeGoal") or u in carried}
        keep = {u: n for u, n in keep.items() if n.label != "Department" or u in chosen}
    return plan.restricted(keep, links)


def count_hidden(plan: Plan, shown: Plan, labels: Collection[str] = ("Measure",)) -> int:
    """How many items of these labels a filter hides: a filter that hides something says so."""
    return sum(1 for node in plan.nodes.values() if node.label in labels and node.uid not in shown.nodes)

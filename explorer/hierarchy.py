"""The departments as a hierarchy: parts, and the unit on top that a department is folded into."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

from explorer.model import Plan

#: The administration as a whole is no unit that one looks at; its parts are.
_WHOLE = "Verwaltung"


def parts_of(plan: Plan, uid: str) -> frozenset[str]:
    """A department with all its parts, however deep."""
    children = _Hierarchy.of(plan).children
    found = {uid}
    waiting = [uid]
    while waiting:
        for child in children.get(waiting.pop(), ()):
            if child not in found:
                found.add(child)
                waiting.append(child)
    return frozenset(found)


def parents_of(plan: Plan, uid: str) -> tuple[str, ...]:
    """The units that a department is directly part of, the whole included."""
    return tuple(sorted(_Hierarchy.of(plan).parents.get(uid, ())))


def is_whole(plan: Plan, uid: str) -> bool:
    """Whether a department is the administration as a whole and not one of its units."""
    return plan.nodes[uid].text("kind") == _WHOLE


def tops_of(plan: Plan, uid: str) -> tuple[str, ...]:
    """The units that a department is folded into: usually one Dezernat, two where two structures stood side by side."""
    hierarchy = _Hierarchy.of(plan)
    tops: list[str] = []
    waiting, seen = [uid], {uid}
    while waiting:
        current = waiting.pop(0)
        above = [p for p in hierarchy.parents.get(current, ()) if plan.nodes[p].text("kind") != _WHOLE]
        if not above:
            tops.append(current)
        for parent in above:
            if parent not in seen:
                seen.add(parent)
                waiting.append(parent)
    return tuple(sorted(tops))


class _Hierarchy:
    def __init__(self, plan: Plan) -> None:
        self.parents: dict[str, list[str]] = defaultdict(list)
        self.children: dict[str, list[str]] = defaultdict(list)
        for link in plan.links:
            if link.type == "PART_OF":
                self.parents[link.source].append(link.target)
                self.children[link.target].append(link.source)

    @staticmethod
    def of(plan: Plan) -> _Hierarchy:
        return _hierarchy(_ById(plan))


class _ById:
    """A plan as a cache key: the same object, not equal content (comparing whole plans costs more than the work)."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    def __hash__(self) -> int:
        return id(self.plan)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ById) and other.plan is self.plan


@lru_cache(maxsize=64)
def _hierarchy(key: _ById) -> _Hierarchy:
    return _Hierarchy(key.plan)

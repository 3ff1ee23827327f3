"""What separates two years of a plan, or two states of one: added, changed, gone and the same, items and links."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from explorer.hierarchy import parts_of
from explorer.model import CERTAINTIES, LABELS, LINK_TYPES, Link, Node, Plan, Value

State = Literal["added", "changed", "gone", "same"]
#: In the order of lists and legends.
STATES: tuple[State, ...] = ("added", "changed", "gone", "same")

#: What two items that follow each other differ in anyway.
_OF_ITS_OWN = {"code", "since", "until"}
#: Label of the item in question -> the links that lead to it from what it is looked at for, step by step.
_REACHED_BY = {
    "StrategicGoal": (("SERVES", "DERIVED_FROM"), ("IMPLEMENTS",)),
    "FieldOfAction": (("IN_FIELD",),),
    "OperativeGoal": (("IMPLEMENTS",),),
}


@dataclass(frozen=True)
class Compared:
    """One item then and now: ``before`` is None if it is added, ``after`` if it is gone.

    ``changed`` names the properties that differ. Between two years a changed item is a pair of predecessor and
    successor; an item with several successors (``split``) or predecessors (``merged``) stands in several pairs.
    ``certainty`` is that of the weakest link of the succession, empty where there is none.
    """

    state: State
    before: Node | None
    after: Node | None
    changed: tuple[str, ...] = ()
    split: bool = False
    merged: bool = False
    certainty: str = ""

    @property
    def node(self) -> Node:
        """The item as it is now, or as it was if it is gone."""
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def uids(self) -> tuple[str, ...]:
        """The uids that it had or has: one, or two for a pair."""
        return tuple(dict.fromkeys(n.uid for n in (self.before, self.after) if n is not None))


@dataclass(frozen=True)
class ComparedLink:
    """One link then and now; between two years its ends may have been carried over to successors."""

    state: State
    before: Link | None
    after: Link | None

    @property
    def link(self) -> Link:
        """The link as it is now, or as it was if it is gone."""
        found = self.after or self.before
        assert found is not None
        return found


@dataclass(frozen=True)
class Comparison:
    """All items of both sides, by kind and in plan order, and all links of both sides.

    ``first`` and ``second`` are the two years; 0 where no years were compared.
    """

    items: tuple[Compared, ...] = ()
    links: tuple[ComparedLink, ...] = ()
    first: int = 0
    second: int = 0

    def counts(self, label: str = "") -> dict[State, int]:
        """How many items of a label (of all, if none is named) are in each state; every state is a key."""
        found = Counter(one.state for one in self.items if not label or one.node.label == label)
        return {state: found[state] for state in STATES}

    def link_counts(self, type_: str = "") -> dict[State, int]:
        """How many links of a type (of all, if none is named) are in each state; every state is a key."""
        found = Counter(one.state for one in self.links if not type_ or one.link.type == type_)
        return {state: found[state] for state in STATES}

    def of(self, label: str) -> tuple[Compared, ...]:
        """The items of one label."""
        return tuple(one for one in self.items if one.node.label == label)

    def touching(self, uid: str) -> tuple[Compared, ...]:
        """What an item is looked at for, on either side.

        Of a department that is what it or one of its parts is responsible for; of a strategic goal what serves it or
        is derived from it, and what implements that; of a field what belongs to it; of an operative goal what
        implements it; of anything else all that it is linked with. A predecessor or successor counts as the item.
        """
        places = self._places
        asked = {uid, *(other for place in places.get(uid, ()) for other in self.items[place].uids)}
        label = next((self.items[place].node.label for place in places.get(uid, ())), "")
        reached = {end for side in self._sides for end in side.reached(label, asked)}
        found = {place for end in reached for place in places.get(end, ())}
        return tuple(self.items[place] for place in sorted(found))

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for place, one in enumerate(self.items):
            for uid in one.uids:
                found[uid].append(place)
        return found

    @cached_property
    def _sides(self) -> tuple[_Side, _Side]:
        return _Side(two.before for two in self.links), _Side(two.after for two in self.links)


class _Side:
    """Who is linked with whom on one side."""

    def __init__(self, links: Iterable[Link | None]) -> None:
        self.forth: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self.back: dict[str, list[tuple[str, str]]] = defaultdict(list)
        there = [link for link in links if link is not None]
        for link in there:
            self.forth[link.source].append((link.type, link.target))
            self.back[link.target].append((link.type, link.source))
        self.structure = Plan({}, {}, tuple(link for link in there if link.type == "PART_OF"))

    def reached(self, label: str, asked: set[str]) -> set[str]:
        """What items of a label are looked at for."""
        if label == "Department":
            units = {part for uid in asked for part in parts_of(self.structure, uid)}
            return {end for uid in units for type_, end in self.forth[uid] if type_ == "RESPONSIBLE_FOR"}
        if label not in _REACHED_BY:
            return {end for uid in asked for _type, end in (*self.forth[uid], *self.back[uid])}
        found: set[str] = set()
        for types in _REACHED_BY[label]:
            found |= {
                end for uid in (*asked, *sorted(found)) for type_, end in self.back[uid] if type_ in types
            }
        return found


def compare_years(plan: Plan, a: int, b: int) -> Comparison:
    """What separates the years ``a`` and ``b`` of a whole plan.

    An item in force in both is the same: nothing of one uid is kept per year. An item of ``a`` alone that
    SUCCEEDED_BY leads on from, over any number of steps, to an item of ``b`` alone is changed, each such pair for
    itself; it is gone otherwise. Links are followed over the succession of their ends: one that its successor has
    too is the same, or changed if it says something else there. SUCCEEDED_BY itself is not among the links.
    With ``a`` after ``b`` it is the same comparison read backwards.
    """
    if a > b:
        return _backwards(compare_years(plan, b, a))
    first, second = plan.in_year(a), plan.in_year(b)
    follow = _successions(plan, first, second)
    before_of: Counter[str] = Counter(after for found in follow.values() for after in found)
    items = [Compared("same", node, node) for uid, node in first.nodes.items() if uid in second.nodes]
    for uid, found in follow.items():
        old = plan.nodes[uid]
        for after, certainty in found.items():
            new = plan.nodes[after]
            names = tuple(name for name in _differing(old, new) if name not in _OF_ITS_OWN)
            split, merged = len(found) > 1, before_of[after] > 1
            items.append(Compared("changed", old, new, names, split, merged, certainty))
    items += [
        Compared("gone", node, None)
        for uid, node in first.nodes.items()
        if uid not in second.nodes and uid not in follow
    ]
    items += [
        Compared("added", None, node)
        for uid, node in second.nodes.items()
        if uid not in first.nodes and uid not in before_of
    ]
    return Comparison(_in_order(items, plan.nodes), _links_of_years(first, second, follow), a, b)


def compare_plans(old: Plan | None, new: Plan) -> Comparison:
    """What separates a plan (None: there was none) from what it is to become, by uid and by what files say.

    A code that stood for an item of another kind is another item: the one is gone, the other added.
    """
    before = old.nodes if old else {}
    items: list[Compared] = []
    for uid, node in new.nodes.items():
        was = before.get(uid)
        if was is None or was.label != node.label:
            items.append(Compared("added", None, node))
            continue
        names = _differing(was, node)
        items.append(Compared("changed" if names else "same", was, node, names))
    items += [
        Compared("gone", node, None)
        for uid, node in before.items()
        if uid not in new.nodes or new.nodes[uid].label != node.label
    ]
    there = {link.key: link for link in (old.links if old else ())}
    links = []
    for link in new.links:
        had = there.pop(link.key, None)
        state: State = "added" if had is None else "changed" if _says(had) != _says(link) else "same"
        links.append(ComparedLink(state, had, link))
    links += [ComparedLink("gone", link, None) for link in there.values()]
    return Comparison(_in_order(items, {**new.nodes, **before}), tuple(links))


_Succession = Mapping[str, Mapping[str, str]]


def _successions(plan: Plan, first: Plan, second: Plan) -> _Succession:
    """Items of the first year alone -> those of the second alone that they lead on to -> the weakest certainty."""
    next_: dict[str, dict[str, str]] = defaultdict(dict)
    for link in plan.links:
        if link.type == "SUCCEEDED_BY":
            next_[link.source][link.target] = link.certainty
    found: dict[str, dict[str, str]] = {}
    for uid in first.nodes:
        if uid in second.nodes or uid not in next_:
            continue
        reached: dict[str, str] = {}
        waiting, seen = [(uid, CERTAINTIES[0])], {uid}
        while waiting:
            current, so_far = waiting.pop(0)
            for after, certainty in next_.get(current, {}).items():
                if after in seen:
                    continue
                seen.add(after)
                weakest = max(so_far, certainty, key=CERTAINTIES.index)
                if after not in second.nodes:
                    waiting.append((after, weakest))
                elif after not in first.nodes:
                    reached[after] = weakest
        if reached:
            found[uid] = reached
    return found


def _links_of_years(first: Plan, second: Plan, follow: _Succession) -> tuple[ComparedLink, ...]:
    then = {link.key: link for link in first.links if link.type != "SUCCEEDED_BY"}
    now = {link.key: link for link in second.links if link.type != "SUCCEEDED_BY"}
    found: list[ComparedLink] = []
    carried: set[tuple[str, str, str]] = set()
    for key, link in then.items():
        if key in now:
            found.append(ComparedLink("same", link, now[key]))
            continue
        # An end that holds in both years is followed by itself.
        heirs = [
            heir
            for source in follow.get(link.source, (link.source,))
            for target in follow.get(link.target, (link.target,))
            if (heir := (link.type, source, target)) in now and heir not in then
        ]
        for heir in heirs:
            other = now[heir]
            found.append(ComparedLink("same" if _alike(link, other) else "changed", link, other))
            carried.add(heir)
        if not heirs:
            found.append(ComparedLink("gone", link, None))
    found += [
        ComparedLink("added", None, link)
        for key, link in now.items()
        if key not in then and key not in carried
    ]
    return tuple(found)


def _backwards(comparison: Comparison) -> Comparison:
    turned: dict[State, State] = {"added": "gone", "gone": "added", "changed": "changed", "same": "same"}
    return Comparison(
        tuple(
            Compared(turned[c.state], c.after, c.before, c.changed, c.merged, c.split, c.certainty)
            for c in comparison.items
        ),
        tuple(ComparedLink(turned[c.state], c.after, c.before) for c in comparison.links),
        comparison.second,
        comparison.first,
    )


def _in_order(items: Iterable[Compared], nodes: Mapping[str, Node]) -> tuple[Compared, ...]:
    place = {uid: number for number, uid in enumerate(nodes)}
    kinds = {label: number for number, label in enumerate(LABELS)}
    return tuple(sorted(items, key=lambda c: (kinds[c.node.label], place[c.node.uid])))


def _differing(old: Node, new: Node) -> tuple[str, ...]:
    return tuple(
        p.name for p in LABELS[new.label].properties if _or_none(old, p.name) != _or_none(new, p.name)
    )


def _says(link: Link) -> dict[str, Value]:
    return {p.name: _or_none(link, p.name) for p in LINK_TYPES[link.type].properties}


def _alike(old: Link, new: Link) -> bool:
    """Whether two links say the same, apart from when."""
    return {**_says(old), "since": None, "until": None} == {**_says(new), "since": None, "until": None}


def _or_none(thing: Node | Link, name: str) -> Value:
    value = thing.properties.get(name)
    return None if value == "" else value

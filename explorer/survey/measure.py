"""What one measure's sheet says: its links with role, certainty and source, what came before and after, neighbours.

Pure over a plan in memory and without words: codes and uids, told in the reader's language where they are shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from explorer.i18n import N_
from explorer.model import CERTAINTIES, Link, Node, Plan, Value

#: The sections of a sheet in order; the English headings are message ids.
HEADINGS: Mapping[str, str] = {
    "primary": N_("Strategic goals that it serves first of all"),
    "secondary": N_("Strategic goals that it serves as well"),
    "served": N_("Strategic goals that it serves"),
    "through": N_("Strategic goals through its operative goals"),
    "operative": N_("Operative goals that it implements"),
    "field": N_("Fields of action"),
    "lead": N_("In the lead"),
    "partner": N_("Taking part"),
    "influences": N_("Influences"),
    "influenced": N_("Is influenced by"),
}

#: The measure's own properties on its sheet, in order (title and description stand on top of it).
PROPERTIES = ("status", "since", "until", "budget_eur", "indicator", "certainty", "source_url", "source_year")

#: So many neighbours stand on a sheet; the number of all is told.
MOST_NEIGHBOURS = 8


@dataclass(frozen=True)
class Entry:
    """One linked item and the link that says so.

    ``detail`` is the code of a role or contribution, or empty; ``score`` that of an influence. ``via`` is the item
    in between, where there is one: then ``certainty`` is that of the less certain of both links.
    """

    uid: str
    type: str
    outgoing: bool
    certainty: str
    detail: str = ""
    score: int | None = None
    via: str = ""
    note: str = ""
    source_url: str = ""
    since: int | None = None
    until: int | None = None


@dataclass(frozen=True)
class Section:
    """What a measure is linked to in one way; ``key`` is one of ``HEADINGS``."""

    key: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Step:
    """What came before or after: ``distance`` steps away, next to ``beside``, by the link ``entry``."""

    uid: str
    distance: int
    beside: str
    entry: Entry


@dataclass(frozen=True)
class Decided:
    """A decision, and what it is about: the measure itself, or a goal that the measure is for."""

    uid: str
    about: str
    entry: Entry


@dataclass(frozen=True)
class Neighbour:
    """Another measure and what it has in common with this one, as uids in plan order."""

    uid: str
    operatives: tuple[str, ...]
    goals: tuple[str, ...]
    departments: tuple[str, ...]
    fields: tuple[str, ...]

    @property
    def shared(self) -> tuple[str, ...]:
        """All items in common, the telling ones first."""
        return self.operatives + self.goals + self.departments + self.fields


@dataclass(frozen=True)
class MeasureSheet:
    """Everything on the sheet of one measure; only sections that have entries are there.

    ``properties`` are the known ones of ``PROPERTIES``, ``missing`` the names of those that nobody filled in.
    ``neighbours`` are the nearest of ``neighbour_count`` measures that have an operative goal, a goal or a department
    in common with this one.
    """

    uid: str
    properties: Mapping[str, Value]
    missing: tuple[str, ...]
    sections: tuple[Section, ...]
    decisions: tuple[Decided, ...]
    predecessors: tuple[Step, ...]
    successors: tuple[Step, ...]
    neighbours: tuple[Neighbour, ...]
    neighbour_count: int

    def section(self, key: str) -> tuple[Entry, ...]:
        """The entries of one section, none if it is not there."""
        return next((s.entries for s in self.sections if s.key == key), ())

    @property
    def goals(self) -> tuple[str, ...]:
        """The strategic goals that it counts for, each once."""
        found = (e.uid for key in ("primary", "secondary", "served", "through") for e in self.section(key))
        return tuple(dict.fromkeys(found))


def measure_sheet(plan: Plan, uid: str) -> MeasureSheet:
    """The sheet of the measure ``uid``. ``KeyError`` if the plan has no measure of that uid."""
    node = plan.nodes[uid]
    if node.label != "Measure":
        raise KeyError(uid)
    out, into = _links_of(plan)
    operative = [_entry(link, uid) for link in out[uid] if link.type == "IMPLEMENTS"]
    by_contribution = {
        key: [
            _entry(link, uid)
            for link in out[uid]
            if link.type == "SERVES" and (link.text("contribution") or "served") == key
        ]
        for key in ("primary", "secondary", "served")
    }
    direct = {e.uid for entries in by_contribution.values() for e in entries}
    through = [
        _entry(link, step.uid, via=step)
        for step in operative
        for link in out[step.uid]
        if link.type == "DERIVED_FROM" and link.target not in direct
    ]
    roles = [_entry(link, uid) for link in into[uid] if link.type == "RESPONSIBLE_FOR"]
    sections: dict[str, Iterable[Entry]] = {
        **by_contribution,
        "through": through,
        "operative": operative,
        "field": [_entry(link, uid) for link in out[uid] if link.type == "IN_FIELD"],
        "lead": [e for e in roles if e.detail == "lead"],
        "partner": [e for e in roles if e.detail == "partner"],
        "influences": [_entry(link, uid) for link in out[uid] if link.type == "INFLUENCES"],
        "influenced": [_entry(link, uid) for link in into[uid] if link.type == "INFLUENCES"],
    }
    filled = tuple(
        Section(key, _in_order(plan, entries)) for key in HEADINGS if (entries := list(sections[key]))
    )
    neighbours = _neighbours(plan, uid)
    known = {name: value for name in PROPERTIES if (value := node.properties.get(name)) is not None}
    sheet = MeasureSheet(
        uid,
        known,
        tuple(name for name in PROPERTIES if name not in known),
        filled,
        _decisions(plan, into, [uid, *(e.uid for e in operative), *direct, *(e.uid for e in through)]),
        _chain(plan, {u: [x for x in into[u] if x.type == "SUCCEEDED_BY"] for u in plan.nodes}, uid),
        _chain(plan, {u: [x for x in out[u] if x.type == "SUCCEEDED_BY"] for u in plan.nodes}, uid),
        tuple(neighbours[:MOST_NEIGHBOURS]),
        len(neighbours),
    )
    return sheet


def _links_of(plan: Plan) -> tuple[dict[str, list[Link]], dict[str, list[Link]]]:
    out: dict[str, list[Link]] = defaultdict(list)
    into: dict[str, list[Link]] = defaultdict(list)
    for link in plan.links:
        out[link.source].append(link)
        into[link.target].append(link)
    return out, into


def _entry(link: Link, from_: str, via: Entry | None = None) -> Entry:
    outgoing = link.source == from_
    score = link.properties.get("score")
    since, until = link.properties.get("since"), link.properties.get("until")
    return Entry(
        uid=link.target if outgoing else link.source,
        type=link.type,
        outgoing=outgoing,
        certainty=max(link.certainty, via.certainty if via else "documented", key=CERTAINTIES.index),
        detail=link.text("role") or link.text("contribution"),
        score=score if isinstance(score, int) else None,
        via=via.uid if via else "",
        note=link.text("note"),
        source_url=link.text("source_url"),
        since=since if isinstance(since, int) else None,
        until=until if isinstance(until, int) else None,
    )


def _in_order(plan: Plan, entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(entries, key=lambda e: (*_order(plan.nodes[e.uid]), e.via)))


def _order(node: Node) -> tuple[int, str, str]:
    return (node.year("number") or 99, node.title.lower(), node.uid)


def _decisions(plan: Plan, into: Mapping[str, Sequence[Link]], about: Sequence[str]) -> tuple[Decided, ...]:
    found = [
        Decided(link.source, uid, _entry(link, uid))
        for uid in dict.fromkeys(about)
        for link in into.get(uid, ())
        if link.type == "DECIDES"
    ]
    return tuple(sorted(found, key=lambda d: (plan.nodes[d.uid].text("date"), d.uid, about.index(d.about))))


def _chain(plan: Plan, steps: Mapping[str, Sequence[Link]], start: str) -> tuple[Step, ...]:
    """Everything along a succession, nearest first; a circle is walked once."""
    found: list[Step] = []
    seen = {start}
    level = [start]
    distance = 0
    while level:
        distance += 1
        reached: list[Step] = []
        for uid in level:
            for link in steps[uid]:
                entry = _entry(link, uid)
                if entry.uid not in seen:
                    seen.add(entry.uid)
                    reached.append(Step(entry.uid, distance, uid, entry))
        reached.sort(key=lambda step: _order(plan.nodes[step.uid]))
        found += reached
        level = [step.uid for step in reached]
    return tuple(found)


def _neighbours(plan: Plan, uid: str) -> list[Neighbour]:
    """Other measures, those with the most in common first; a field alone makes no neighbour."""
    goals_of: dict[str, set[str]] = defaultdict(set)
    belongs: dict[str, dict[str, set[str]]] = {
        name: defaultdict(set) for name in ("operative", "goal", "department", "field")
    }
    for link in plan.links:
        if link.type == "DERIVED_FROM":
            goals_of[link.source].add(link.target)
    for link in plan.links:
        if link.type == "IMPLEMENTS":
            belongs["operative"][link.source].add(link.target)
            belongs["goal"][link.source] |= goals_of.get(link.target, set())
        elif link.type == "SERVES":
            belongs["goal"][link.source].add(link.target)
        elif link.type == "RESPONSIBLE_FOR":
            belongs["department"][link.target].add(link.source)
        elif link.type == "IN_FIELD":
            belongs["field"][link.source].add(link.target)
    mine = {name: items.get(uid, set()) for name, items in belongs.items()}
    place = {item: n for n, item in enumerate(plan.nodes)}
    found = []
    for other in plan.of("Measure"):
        if other.uid == uid:
            continue
        common = {
            name: tuple(sorted(mine[name] & items.get(other.uid, set()), key=place.__getitem__))
            for name, items in belongs.items()
        }
        if common["operative"] or common["goal"] or common["department"]:
            found.append(
                Neighbour(
                    other.uid, common["operative"], common["goal"], common["department"], common["field"]
                )
            )
    return sorted(
        found,
        key=lambda n: (
            -len(n.shared), -len(n.operatives), -len(n.goals), -len(n.departments), *_order(plan.nodes[n.uid])
        ),
    )  # fmt: skip

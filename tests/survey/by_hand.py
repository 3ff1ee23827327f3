"""Coverage counted by hand: plain Python over the CSV files of a plan, so that tests have a second opinion.

Nothing here knows the model, a store or the definitions in code. It follows what the words say, slowly: an item at a
time, with sets. Items are named by uid (``<plan>/<code>``) as everywhere else, statuses by their word.
"""

from __future__ import annotations

import csv
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

FILES = {
    "department": "departments",
    "goal": "strategic_goals",
    "field": "fields_of_action",
    "operative": "operative_goals",
    "measure": "measures",
}
Row = dict[str, str]


class Filters(Protocol):
    """What counts; ``explorer.coverage.Scope`` fits."""

    @property
    def year(self) -> int: ...
    @property
    def statuses(self) -> Collection[str]: ...
    @property
    def certainty(self) -> str: ...
    @property
    def fields(self) -> Collection[str]: ...
    @property
    def partners(self) -> bool: ...


@dataclass(frozen=True)
class Counted:
    """A cell: its state, what carries it, and the nearest marks: (department or operative goal, goal) -> reason."""

    state: str
    measures: frozenset[str]
    closed: frozenset[str]
    operatives: frozenset[str]
    pursued: bool = False
    marks: dict[tuple[str, str], str] = field(default_factory=dict)


@dataclass(frozen=True)
class Work:
    """A measure or an operative goal: what it counts for, by dimension, and the chains that close through it."""

    items: dict[str, set[str]]
    chains: set[tuple[str, str]] = field(default_factory=set)
    leads: set[str] = field(default_factory=set)


class ByHand:
    """A plan's folder of CSV files, seen through filters."""

    def __init__(self, folder: Path, filters: Filters) -> None:
        self.filters = filters
        self.plan = _rows(folder / "plan.csv")[0]["code"]
        self.items: dict[str, dict[str, Row]] = {
            kind: {
                f"{self.plan}/{row['code']}": row for row in _rows(folder / f"{name}.csv") if self._now(row)
            }
            for kind, name in FILES.items()
        }
        there = {uid for rows in self.items.values() for uid in rows}
        self.links: list[tuple[str, str, str, Row]] = []
        for row in _rows(folder / "links.csv"):
            source, target = f"{self.plan}/{row['from']}", f"{self.plan}/{row['to']}"
            if source in there and target in there and self._now(row):
                self.links.append((row["type"], source, target, row))
        self.parents: dict[str, set[str]] = {uid: set() for uid in self.items["department"]}
        for type_, source, target, _row in self.links:
            if type_ == "PART_OF":
                self.parents[source].add(target)
        self.operatives = {uid: self._operative(uid) for uid in self._known("operative")}
        self.measures = {uid: self._measure(uid) for uid in self.items["measure"]}
        self.counting = {uid for uid in self.measures if self._counts(uid)}

    # The sides of a matrix.

    def axis(self, kind: str) -> set[str]:
        """The items of a dimension."""
        if kind == "status":
            used = {row["status"] or "unknown" for row in self.items["measure"].values()}
            return {status for status in used if not self.filters.statuses or status in self.filters.statuses}
        if kind == "operative":
            return self._known("operative")
        if kind == "field" and self.filters.fields:
            return set(self.items["field"]) & set(self.filters.fields)
        return set(self.items[kind])

    def tops(self, kind: str) -> set[str]:
        """The items that sums count: no part of another, save of the administration as a whole."""
        if kind != "department":
            return self.axis(kind)
        wholes = {uid for uid, row in self.items[kind].items() if row["kind"] == "Verwaltung"}
        return {uid for uid in self.items[kind] if uid not in wholes and not self.parents[uid] - wholes}

    def levels_above(self, item: str) -> list[set[str]]:
        """The item alone, then what it is part of, then what that is part of, ..."""
        levels = [{item}]
        while above := {up for one in levels[-1] for up in self.parents.get(one, ())} - set.union(*levels):
            levels.append(above)
        return levels

    def with_parts(self, item: str) -> set[str]:
        """A department with everything below it; anything else alone."""
        return {item} | {uid for uid in self.parents if item in set.union(*self.levels_above(uid))}

    # Cells.

    def cells(self, rows: str, columns: str) -> dict[tuple[str, str], Counted]:
        """Every cell of a matrix."""
        parts = {item: self.with_parts(item) for item in self.axis(rows) | self.axis(columns)}
        return {
            (row, column): self._cell(
                {rows: parts[row], columns: parts[column]}, (row, column), (rows, columns)
            )
            for row in self.axis(rows)
            for column in self.axis(columns)
        }

    def _cell(self, sides: dict[str, set[str]], pair: tuple[str, str], kinds: tuple[str, str]) -> Counted:
        measures = {uid for uid in self.counting if _all_meet(self.measures[uid], sides)}
        closed = {uid for uid in measures if self._closes(uid, sides)}
        operatives: set[str] = set()
        if "status" not in sides:
            operatives = {
                uid
                for uid, work in self.operatives.items()
                if self._in_fields(work) and _all_meet(work, sides)
            }
        pursued = set(sides) == {"goal", "field"} and any(
            type_ == "PURSUED_IN" and self._sure(row) and source in sides["goal"] and target in sides["field"]
            for type_, source, target, row in self.links
        )
        marks = self._marks(pair if kinds[1] == "goal" else (pair[1], pair[0]), sides)
        if closed:
            state = "deep"
        elif measures or operatives or pursued:
            state = "shallow"
        elif marks:
            state = "meant"
        else:
            state = "empty" if "status" in sides else "gap"
        return Counted(state, frozenset(measures), frozenset(closed), frozenset(operatives), pursued, marks)

    def _closes(self, uid: str, sides: dict[str, set[str]]) -> bool:
        """Goal <- operative goal <- running measure <- department in the lead, through the items of both sides."""
        work = self.measures[uid]
        chains = [
            (operative, goal)
            for operative, goal in work.chains
            if operative in sides.get("operative", {operative}) and goal in sides.get("goal", {goal})
        ]
        leads = work.leads & sides.get("department", work.leads)
        return self.items["measure"][uid]["status"] == "running" and bool(chains) and bool(leads)

    def _marks(self, pair: tuple[str, str], sides: dict[str, set[str]]) -> dict[tuple[str, str], str]:
        """The nearest marks of a department or an operative goal, for a goal."""
        if "goal" not in sides or not {"department", "operative"} & set(sides):
            return {}
        item, goal = pair
        for level in self.levels_above(item):
            found = {
                (source, target): row["reason"]
                for type_, source, target, row in self.links
                if type_ == "NOT_CONCERNED" and source in level and target == goal
            }
            if found:
                return found
        return {}

    # What counts for what.

    def _operative(self, uid: str) -> Work:
        return Work(
            {
                "operative": {uid},
                "goal": self._to("DERIVED_FROM", uid),
                "field": self._to("IN_FIELD", uid),
                "department": self._responsible(uid),
            }
        )

    def _measure(self, uid: str) -> Work:
        operatives = self._to("IMPLEMENTS", uid) & set(self.operatives)
        chains = {(one, goal) for one in operatives for goal in self.operatives[one].items["goal"]}
        return Work(
            {
                "operative": operatives,
                "goal": self._to("SERVES", uid) | {goal for _operative, goal in chains},
                "field": self._to("IN_FIELD", uid),
                "department": self._responsible(uid),
                "status": {self.items["measure"][uid]["status"] or "unknown"},
            },
            chains,
            self._responsible(uid, ("lead",)),
        )

    def _counts(self, uid: str) -> bool:
        status = self.items["measure"][uid]["status"] or "unknown"
        wanted = not self.filters.statuses or status in self.filters.statuses
        return wanted and self._sure(self.items["measure"][uid]) and self._in_fields(self.measures[uid])

    def _in_fields(self, work: Work) -> bool:
        return not self.filters.fields or bool(work.items["field"] & set(self.filters.fields))

    def _known(self, kind: str) -> set[str]:
        return {
            uid
            for uid, row in self.items[kind].items()
            if self._sure(row) and (row.get("level") != "proposal" or self.filters.certainty == "proposed")
        }

    def _to(self, type_: str, source: str) -> set[str]:
        return {b for kind, a, b, row in self.links if kind == type_ and a == source and self._sure(row)}

    def _responsible(self, target: str, roles: Collection[str] = ()) -> set[str]:
        roles = roles or (("lead", "partner") if self.filters.partners else ("lead",))
        return {
            a
            for kind, a, b, row in self.links
            if kind == "RESPONSIBLE_FOR" and b == target and self._sure(row) and row["role"] in roles
        }

    def _sure(self, row: Row) -> bool:
        order = ["documented", "reading", "proposed"]
        return order.index(row["certainty"] or "documented") <= order.index(self.filters.certainty)

    def _now(self, row: Row) -> bool:
        year = self.filters.year
        return not year or int(row["since"] or 0) <= year <= int(row["until"] or 9999)


def _all_meet(work: Work, sides: dict[str, set[str]]) -> bool:
    return all(work.items[kind] & items for kind, items in sides.items())


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))

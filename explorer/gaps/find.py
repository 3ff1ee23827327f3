"""Finds what is missing: from departments by goals, and one row for each goal, operative goal and measure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from explorer.coverage import Axis, Cell, Matrix, Scope, State
from explorer.gaps.finding import Finding
from explorer.gaps.kinds import KINDS
from explorer.model import Plan

Rows = Sequence[Mapping[str, Any]]
_SERIOUSNESS = {kind: place for place, kind in enumerate(KINDS)}
_APART = {"knowledge": 1, "meant": 2}


def findings_of(
    plan: Plan, matrix: Matrix, *, goals: Rows, operatives: Rows, measures: Rows, suspect: Rows = ()
) -> tuple[Finding, ...]:
    """Everything that is missing, single, doubtful, unknown or left out on purpose, most serious first.

    ``matrix`` has departments as rows and strategic goals as columns; its scope is the scope of all rows. What each of
    the rows holds is written in the statements of the same names in ``cypher/coverage/``. What is unknown comes after
    what concerns the plan, and what is meant comes last; beside that the order is that of the plan.
    """
    finder = _Finder(plan.in_year(matrix.scope.year), matrix)
    found = [
        *finder.goals(goals),
        *finder.cells({row["uid"]: int(row["measures"]) for row in goals}),
        *finder.operatives(operatives),
        *finder.measures(measures),
        *finder.suspect(suspect),
    ]
    return tuple(sorted(found, key=_serious))


def only_undocumented(found: Sequence[Finding], with_reading: Sequence[Finding]) -> tuple[Finding, ...]:
    """What is found where only documented facts count; what our reading would close is missing knowledge.

    ``with_reading`` are the findings of the same plan and scope where our reading counts too.
    """
    there = {one.key for one in with_reading}
    told = [
        replace(one, group="knowledge", pairs=(), values={**one.values, "reading": True})
        if one.is_about_plan and one.group != "suspect" and one.key not in there
        else one
        for one in found
    ]
    return tuple(sorted(told, key=_serious))


def _serious(one: Finding) -> tuple[int, int, int]:
    return _APART.get(one.group, 0), _SERIOUSNESS[one.kind], one.level


class _Finder:
    def __init__(self, plan: Plan, matrix: Matrix) -> None:
        self.plan = plan
        self.matrix = matrix
        self.scope: Scope = matrix.scope
        self.leads = _responsible(plan, self.scope)
        self.documented = _documented_through_operative(plan)

    def goals(self, rows: Rows) -> Iterator[Finding]:
        by_uid = {row["uid"]: row for row in rows}
        units = self.matrix.rows
        for goal in self.matrix.columns.items:
            row = by_uid.get(goal)
            if row is None:
                continue
            measures, operatives = int(row["measures"]), int(row["operatives"])
            carrying = self.matrix.column(goal).covered
            by_the_whole = any(self.matrix.cell(whole, goal).state.covered for whole in units.wholes)
            if not measures and not operatives:
                yield _finding("goal_without_anything", goal, goal=goal)
            elif not measures:
                yield _finding("goal_without_measure", goal, carrying, goal=goal, count=operatives)
            elif not operatives:
                yield _finding("goal_without_operative", goal, goal=goal, count=measures)
            if (measures or operatives) and units.counted and not carrying and not by_the_whole:
                yield _finding("goal_without_department", goal, goal=goal)
            if not row["fields"]:
                yield _finding("goal_without_field", goal, goal=goal)
            if measures == 1:
                only = row["first_measure"]
                yield _finding(
                    "goal_on_one_measure",
                    goal,
                    self.leads.get(only, ()),
                    goal=goal,
                    measure=only,
                    more=(only,),
                )
            if len(carrying) == 1 and len(units.counted) > 1:
                yield _finding("goal_on_one_unit", goal, carrying, goal=goal)

    def cells(self, measures: Mapping[str, int]) -> Iterator[Finding]:
        axis = self.matrix.rows
        for unit in axis.items:
            level = _level(axis, unit)
            for goal in self.matrix.columns.items:
                cell = self.matrix.cell(unit, goal)
                pair = (unit, goal)
                if cell.marked == pair:
                    yield self._marked(pair, cell, level)
                if unit in axis.wholes:
                    continue  # what the whole lacks is said about the goal
                if cell.state is State.GAP:
                    yield replace(
                        _finding(
                            "department_without_goal", unit, (unit,), goal=goal, level=level, more=(goal,)
                        ),
                        pairs=(pair,),
                        values={"count": measures.get(goal, 0)},
                    )
                elif cell.single:
                    yield _finding(
                        "contribution_on_one_measure", unit, (unit,), goal=goal, level=level,
                        more=(goal, cell.measures[0]), measure=cell.measures[0],
                    )  # fmt: skip

    def operatives(self, rows: Rows) -> Iterator[Finding]:
        goals = self.matrix.columns.items
        marks = {
            (link.source, link.target): link.text("reason")
            for link in self.plan.links
            if link.type == "NOT_CONCERNED" and self.plan.nodes[link.source].label == "OperativeGoal"
        }
        derived = {
            (link.source, link.target)
            for link in self.plan.links
            if link.type == "DERIVED_FROM" and link.certainty in self.scope.certainties
        }
        counting = {row["uid"] for row in rows}
        found: dict[str, list[Finding]] = defaultdict(list)
        for row in rows:
            uid = row["uid"]
            leads = self.leads.get(uid, ())
            pairs = tuple((uid, goal) for goal in goals)
            if not row["measures"]:
                yield _finding("operative_without_measure", uid, leads)
            if not row["goals"] and not (pairs and marks.keys() >= set(pairs)):
                found["operative_without_goal"].append(
                    replace(_finding("operative_without_goal", uid, leads), pairs=pairs)
                )
            if not row["departments"]:
                found["operative_without_department"].append(_finding("operative_without_department", uid))
        for some in found.values():
            yield from _unknown_if_most(some, len(rows))
        for pair, reason in marks.items():
            if pair[0] in counting and pair[1] in goals:
                yield self._mark(pair, reason, self.leads.get(pair[0], ()), overtaken=pair in derived)

    def measures(self, rows: Rows) -> Iterator[Finding]:
        found: dict[str, list[Finding]] = defaultdict(list)
        for row in rows:
            uid = row["uid"]
            node, leads = self.plan.nodes[uid], self.leads.get(uid, ())
            for kind, count in (
                ("measure_without_goal", row["goals"]),
                ("measure_without_department", row["departments"]),
                ("measure_without_operative", row["operatives"]),
            ):
                if not count:
                    found[kind].append(_finding(kind, uid, leads))
            if row["goals"] and not row["documented_goals"] and uid not in self.documented:
                yield _finding("goal_link_undocumented", uid, leads, count=row["goals"])
            if row["departments"] and not row["documented_departments"]:
                yield _finding("department_link_undocumented", uid, leads, more=leads)
            if (node.text("status") or "unknown") == "unknown":
                yield _finding("status_unknown", uid, leads)
            if node.year("since") is None and node.year("until") is None:
                yield _finding("years_unknown", uid, leads)
        for some in found.values():
            yield from _unknown_if_most(some, len(rows))

    def suspect(self, rows: Rows) -> Iterator[Finding]:
        for row in rows:
            start, end = row["source"], row["target"]
            departments = _union(self._concerned(start), self._concerned(end))
            made = _finding(
                "suspect_link", start, departments, other=end, changed=row["changed"], more=(end,)
            )
            yield replace(made, link=(row["type"], start, end))

    def _marked(self, pair: tuple[str, str], cell: Cell, level: int) -> Finding:
        return replace(self._mark(pair, cell.reason, (pair[0],), overtaken=cell.state.covered), level=level)

    def _mark(
        self, pair: tuple[str, str], reason: str, departments: Sequence[str], *, overtaken: bool
    ) -> Finding:
        kind = "mark_overtaken" if overtaken else "meant"
        return replace(
            _finding(kind, pair[0], departments, goal=pair[1], more=pair[1:]), pairs=(pair,), reason=reason
        )

    def _concerned(self, uid: str) -> tuple[str, ...]:
        node = self.plan.nodes.get(uid)
        return (uid,) if node is not None and node.label == "Department" else self.leads.get(uid, ())


def _finding(
    kind: str,
    subject: str,
    departments: Sequence[str] = (),
    *,
    goal: str = "",
    level: int = 0,
    more: Sequence[str] = (),
    **values: Any,
) -> Finding:
    return Finding(
        kind, KINDS[kind].group, (subject, *more), tuple(departments), goal=goal, level=level, values=values
    )


def _unknown_if_most(found: Sequence[Finding], of: int) -> Iterable[Finding]:
    """Say of a gap that more than half have that knowledge is missing, and how many have it."""
    if len(found) * 2 <= of:
        return found
    counts = {"count": len(found), "of": of}
    # What nobody knows cannot be left out on purpose.
    return [replace(one, group="knowledge", pairs=(), values={**one.values, **counts}) for one in found]


def _responsible(plan: Plan, scope: Scope) -> dict[str, tuple[str, ...]]:
    """Who answers for each item, those in the lead first."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for link in plan.links:
        if (
            link.type == "RESPONSIBLE_FOR"
            and link.text("role") in scope.roles
            and link.certainty in scope.certainties
        ):
            found[link.target].append((link.text("role"), link.source))  # "lead" sorts before "partner"
    return {item: _union([uid for _role, uid in sorted(pairs)]) for item, pairs in found.items()}


def _documented_through_operative(plan: Plan) -> set[str]:
    """The measures whose operative goal is documented, and so is the goal that it is derived from."""
    derived = {k.source for k in plan.links if k.type == "DERIVED_FROM" and k.certainty == "documented"}
    return {
        k.source
        for k in plan.links
        if k.type == "IMPLEMENTS" and k.certainty == "documented" and k.target in derived
    }


def _level(axis: Axis, unit: str) -> int:
    """How many steps a unit stands below one that is counted."""
    level, now = 0, {unit}
    while now and not now & set(axis.counted):
        level, now = level + 1, {parent for one in now for parent in axis.parents.get(one, ())}
        if level > len(axis.items):
            break
    return level if now else 0


def _union(*some: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(uid for one in some for uid in one))

"""What one department's page says: what it carries and does not, its single points, whom it shares work with, budget.

Goals come out of the coverage matrix, one statement; the rest is counted over the plan in memory by the same rules.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from explorer.coverage import Axis, Cell, Matrix, Scope, State, operative_counts
from explorer.hierarchy import parts_of
from explorer.model import STATUSES, Link, Node, Plan, holds_in
from explorer.store import GraphStore
from explorer.survey.matrices import coverage


@dataclass(frozen=True)
class Role:
    """Which unit has which role in something: the department itself or one of its parts."""

    unit: str
    role: str
    certainty: str


@dataclass(frozen=True)
class Carried:
    """A measure or operative goal of a department, and through whom: a lead comes first, then the unit itself."""

    uid: str
    roles: tuple[Role, ...]

    @property
    def role(self) -> str:
        """``lead`` if the department or a part of it leads, else ``partner``."""
        return self.roles[0].role


@dataclass(frozen=True)
class Shared:
    """Another unit, the goals that both carry, and the measures that both lead or support, whatever their role."""

    unit: str
    goals: tuple[str, ...]
    measures: tuple[str, ...]


@dataclass(frozen=True)
class Budget:
    """Euros: ``total`` over a department's ``known`` measures, out of ``plan_total`` over the plan's ``plan_known``.

    ``of`` measures there are in all; the others have no figure, which is not zero. ``joint`` are known measures
    that a unit outside the department counts as well: sums of several departments may exceed the plan's.
    """

    total: float
    known: tuple[str, ...]
    of: int
    plan_total: float
    plan_known: tuple[str, ...]
    joint: tuple[str, ...]

    @property
    def share(self) -> float | None:
        """Share of the plan's known budget, 0 to 1; None where nothing is known."""
        return self.total / self.plan_total if self.known and self.plan_total else None


@dataclass(frozen=True)
class DepartmentProfile:
    """One department with all its parts, within a scope. Tuples of uids are in plan order unless said otherwise.

    ``goals`` has a cell for every strategic goal. ``measures`` count within the scope; ``supporting`` are those that
    it only takes part in while the scope counts leads only; ``hidden`` more are its own but outside the scope.
    ``years`` says which measures ran in a year; ``undated`` have no beginning. ``shared`` compares it with
    units of its own level, those with most in common first.
    """

    uid: str
    scope: Scope
    parents: tuple[str, ...]
    parts: tuple[str, ...]
    goals: tuple[Cell, ...]
    measures: tuple[Carried, ...]
    supporting: tuple[Carried, ...]
    operatives: tuple[Carried, ...]
    hidden: tuple[str, ...]
    statuses: Mapping[str, tuple[str, ...]]
    years: Mapping[int, tuple[str, ...]]
    undated: tuple[str, ...]
    shared: tuple[Shared, ...]
    budget: Budget

    def in_state(self, *states: State) -> tuple[Cell, ...]:
        """The cells of its goals in these states."""
        return tuple(cell for cell in self.goals if cell.state in states)

    @property
    def carried(self) -> tuple[Cell, ...]:
        """The goals that something in this department carries."""
        return tuple(cell for cell in self.goals if cell.state.covered)

    @property
    def single(self) -> tuple[Cell, ...]:
        """The goals that hang on one measure in this department."""
        return tuple(cell for cell in self.goals if cell.single)


def department_profile(store: GraphStore, plan: Plan, uid: str, scope: Scope) -> DepartmentProfile:
    """The profile of the department ``uid`` with its parts; ``plan`` is the whole plan, of all years.

    Reads the matrix of departments and goals from the store. ``KeyError`` if the plan has no such department in
    the scope's year.
    """
    return profile_of(plan, uid, coverage(store, plan, "department", "goal", scope))


def profile_of(plan: Plan, uid: str, matrix: Matrix) -> DepartmentProfile:
    """The same, out of a matrix of departments (rows) and goals that is already there."""
    scope, rows = matrix.scope, matrix.rows
    now = plan.in_year(scope.year)
    if uid not in now.nodes or now.nodes[uid].label != "Department":
        raise KeyError(uid)
    counting = _Counting(now, scope)
    below = parts_of(now, uid)
    mine = counting.carried_by(uid, below)
    measures = [c for c in mine if now.nodes[c.uid].label == "Measure"]
    counted = tuple(c for c in measures if c.role in scope.roles)
    uids = {c.uid for c in counted}
    shown = {c.uid for c in measures}
    years, undated = _years(now, [c.uid for c in counted])
    return DepartmentProfile(
        uid=uid,
        scope=scope,
        parents=rows.parents.get(uid, ()),
        parts=tuple(u for u in rows.items if u in below and u != uid),
        goals=tuple(matrix.cell(uid, goal) for goal in matrix.columns.items),
        measures=counted,
        supporting=tuple(c for c in measures if c.role not in scope.roles),
        operatives=tuple(c for c in mine if c.uid not in shown),
        hidden=_hidden(now, below, shown),
        statuses=_statuses(now, [c.uid for c in counted]),
        years=years,
        undated=undated,
        shared=_shared(matrix, uid, below, counting, shown),
        budget=_budget(now, counting, uids, below),
    )


class _Counting:
    """What counts within a scope, by the rules of the matrix, over the plan in the scope's year."""

    def __init__(self, plan: Plan, scope: Scope) -> None:
        self.plan = plan
        self.scope = scope
        inside = {
            link.source
            for link in plan.links
            if link.type == "IN_FIELD" and link.target in scope.fields and link.certainty in scope.certainties
        }
        self.measures = tuple(
            node.uid
            for node in plan.of("Measure")
            if node.certainty in scope.certainties
            and (not scope.statuses or (node.text("status") or "unknown") in scope.statuses)
            and (not scope.fields or node.uid in inside)
        )
        operatives = {
            node.uid
            for node in plan.of("OperativeGoal")
            if operative_counts(node, scope) and (not scope.fields or node.uid in inside)
        }
        known = operatives.union(self.measures)
        self.responsible: tuple[Link, ...] = tuple(
            link
            for link in plan.links
            if link.type == "RESPONSIBLE_FOR" and link.target in known and link.certainty in scope.certainties
        )

    def carried_by(self, uid: str, below: Collection[str]) -> tuple[Carried, ...]:
        """What the unit or a part of it leads or supports, in plan order."""
        roles: dict[str, list[Role]] = defaultdict(list)
        for link in self.responsible:
            if link.source in below:
                roles[link.target].append(Role(link.source, link.text("role"), link.certainty))
        return tuple(
            Carried(item, tuple(sorted(roles[item], key=lambda r: (r.role != "lead", r.unit != uid, r.unit))))
            for item in self.plan.nodes
            if item in roles
        )


def _statuses(plan: Plan, measures: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {status: [] for status in STATUSES}
    for uid in measures:
        found[plan.nodes[uid].text("status") or "unknown"].append(uid)
    return {status: tuple(uids) for status, uids in found.items() if uids}


def _years(plan: Plan, measures: Collection[str]) -> tuple[dict[int, tuple[str, ...]], tuple[str, ...]]:
    """Year -> measures that ran in it, from the first beginning to the last year known of any; and those undated."""
    nodes = [plan.nodes[uid] for uid in measures]
    dated = [node for node in nodes if node.year("since")]
    undated = tuple(node.uid for node in nodes if not node.year("since"))
    known = [year for node in dated for year in (node.year("since"), node.year("until")) if year]
    if not known:
        return {}, undated
    years = range(min(known), max(known) + 1)
    return {y: tuple(n.uid for n in dated if holds_in(n.properties, y)) for y in years}, undated


def _hidden(plan: Plan, below: Collection[str], shown: Collection[str]) -> tuple[str, ...]:
    own = {link.target for link in plan.links if link.type == "RESPONSIBLE_FOR" and link.source in below}
    return tuple(node.uid for node in plan.of("Measure") if node.uid in own and node.uid not in shown)


def _shared(
    matrix: Matrix, uid: str, below: Collection[str], counting: _Counting, measures: Collection[str]
) -> tuple[Shared, ...]:
    rows = matrix.rows
    joint: dict[str, set[str]] = defaultdict(set)
    for link in counting.responsible:
        if link.target in measures and link.source not in below:
            for unit in rows.above(link.source) if link.source in rows.items else ():
                joint[unit].add(link.target)
    mine = [cell.column for goal in matrix.columns.items if (cell := matrix.cell(uid, goal)).state.covered]
    place = {measure: n for n, measure in enumerate(counting.measures)}
    found = []
    for unit in _peers(rows, uid, below):
        goals = tuple(goal for goal in mine if matrix.cell(unit, goal).state.covered)
        common = tuple(sorted(joint.get(unit, ()), key=place.__getitem__))
        if goals or common:
            found.append(Shared(unit, goals, common))
    return tuple(sorted(found, key=lambda s: (-len(s.measures), -len(s.goals), rows.items.index(s.unit))))


def _peers(rows: Axis, uid: str, below: Collection[str]) -> list[str]:
    """The units to compare with: as far below the top as this one, and those on top that have no parts."""
    depth = _depth(rows, uid)
    kin = {*below, *rows.above(uid), *rows.wholes}
    return [
        unit
        for unit in rows.items
        if unit not in kin
        and (_depth(rows, unit) == depth or (_depth(rows, unit) == 0 and unit not in rows.children))
    ]


def _depth(rows: Axis, uid: str) -> int:
    """How many steps it is to a unit on top, the shorter way where two structures share a unit."""
    seen, level, depth = {uid}, {uid}, 0
    while level:
        above = {item: set(rows.parents.get(item, ())) - rows.wholes for item in level}
        if not all(above.values()):
            return depth
        level = set().union(*above.values()) - seen
        seen |= level
        depth += 1
    return depth


def _budget(plan: Plan, counting: _Counting, measures: Collection[str], below: Collection[str]) -> Budget:
    figures = {uid: figure for uid in counting.measures if (figure := _figure(plan.nodes[uid])) is not None}
    known = tuple(uid for uid in figures if uid in measures)
    elsewhere = {
        link.target
        for link in counting.responsible
        if link.source not in below and link.text("role") in counting.scope.roles
    }
    return Budget(
        total=sum(figures[uid] for uid in known),
        known=known,
        of=len(measures),
        plan_total=sum(figures.values()),
        plan_known=tuple(figures),
        joint=tuple(uid for uid in known if uid in elsewhere),
    )


def _figure(node: Node) -> float | None:
    value = node.properties.get("budget_eur")
    return float(value) if isinstance(value, int | float) else None

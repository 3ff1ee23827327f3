"""The first picture of a plan: goals, fields and folded departments, and bands as wide as their measures."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace

from explorer.hierarchy import tops_of
from explorer.i18n import _, _n
from explorer.model import Plan
from explorer.picture.scene import Item, Scene, Tie
from explorer.picture.views import item_of

#: Departments that get a card of their own; the others share one.
_MOST_DEPARTMENTS = 8
WITHOUT_GOAL = "fold:without-goal"
WITHOUT_FIELD = "fold:without-field"
WITHOUT_DEPARTMENT = "fold:without-department"
OTHERS = "fold:other-departments"


@dataclass
class _Ends:
    """What a measure hangs on, in the three columns."""

    goals: list[str] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    departments: list[str] = field(default_factory=list)


def overview(plan: Plan, *, english: bool = False) -> Scene:
    """The plan at a glance.

    A band between a goal and a field stands for the measures that serve the one and belong to the other; a band
    between a field and a department for the measures of that field that the department (with its parts) is
    responsible for. A measure with two goals is in two bands, so bands do not add up to the number of measures;
    measures without field or department have a card of their own and are not lost.
    """
    ends = _ends(plan)
    behind: dict[str, set[str]] = defaultdict(set)
    for measure, hangs in ends.items():
        for end in (*hangs.goals, *hangs.fields, *hangs.departments):
            behind[end].add(measure)
    shown, folded = _departments(plan, behind)
    for uid in folded:
        behind[OTHERS] |= behind[uid]

    bands: dict[tuple[str, str], set[str]] = defaultdict(set)
    for measure, hangs in ends.items():
        departments = {OTHERS if d in folded else d for d in hangs.departments}
        for middle in hangs.fields:
            for goal in hangs.goals:
                bands[goal, middle].add(measure)
            for department in departments:
                bands[middle, department].add(measure)

    items = [
        _card(plan, uid, column, behind, english)
        for column, uids in enumerate((_goals(plan), _fields(plan), shown))
        for uid in uids
    ]
    items += _folds(plan, behind, folded)
    return Scene("overview", tuple(items), _ties(bands, {item.id: item.title for item in items}))


def _ends(plan: Plan) -> dict[str, _Ends]:
    ends = {node.uid: _Ends() for node in plan.of("Measure")}
    for link in plan.links:
        if link.type == "SERVES" and link.source in ends:
            ends[link.source].goals.append(link.target)
        elif link.type == "IN_FIELD" and link.source in ends:
            ends[link.source].fields.append(link.target)
        elif link.type == "RESPONSIBLE_FOR" and link.target in ends:
            ends[link.target].departments += tops_of(plan, link.source)
    for hangs in ends.values():
        hangs.goals = hangs.goals or [WITHOUT_GOAL]
        hangs.fields = hangs.fields or [WITHOUT_FIELD]
        hangs.departments = sorted(set(hangs.departments)) or [WITHOUT_DEPARTMENT]
    return ends


def _departments(plan: Plan, behind: dict[str, set[str]]) -> tuple[list[str], list[str]]:
    """The departments on top that carry something: the largest ones, and those that share a card."""
    carrying = [n.uid for n in plan.of("Department") if behind.get(n.uid)]
    carrying.sort(key=lambda uid: (-len(behind[uid]), uid))
    if len(carrying) <= _MOST_DEPARTMENTS + 1:
        return carrying, []
    return carrying[:_MOST_DEPARTMENTS], carrying[_MOST_DEPARTMENTS:]


def _goals(plan: Plan) -> list[str]:
    return [n.uid for n in sorted(plan.of("StrategicGoal"), key=lambda n: (n.year("number") or 999, n.uid))]


def _fields(plan: Plan) -> list[str]:
    return [n.uid for n in plan.of("FieldOfAction")]


def _card(plan: Plan, uid: str, column: int, behind: dict[str, set[str]], english: bool) -> Item:
    measures = behind.get(uid, set())
    return item_of(
        plan.nodes[uid],
        english=english,
        column=column,
        badge=str(len(measures)),
        hint=_n("{count} measure", "{count} measures", len(measures)),
        foldable=True,
    )


def _folds(plan: Plan, behind: dict[str, set[str]], folded: list[str]) -> list[Item]:
    made = [
        Item(WITHOUT_GOAL, "fold", _("Without a strategic goal"), 0),
        Item(WITHOUT_FIELD, "fold", _("Without a field of action"), 1),
        Item(OTHERS, "fold", _n("{count} other department", "{count} other departments", len(folded)), 2),
        Item(WITHOUT_DEPARTMENT, "fold", _("No responsible department known"), 2),
    ]
    return [
        replace(
            item,
            badge=str(len(behind[item.id])),
            hint=_n("{count} measure", "{count} measures", len(behind[item.id])),
            foldable=True,
            uids=tuple(sorted(behind[item.id])),
        )
        for item in made
        if behind.get(item.id)
    ]


def _ties(bands: dict[tuple[str, str], set[str]], titles: dict[str, str]) -> tuple[Tie, ...]:
    return tuple(
        Tie(
            id=f"band|{start}|{end}",
            source=start,
            target=end,
            hint=f"{titles[start]} – {titles[end]}: {_n('{count} measure', '{count} measures', len(measures))}",
            band=len(measures),
            uids=tuple(sorted(measures)),
        )
        for (start, end), measures in sorted(bands.items())
    )

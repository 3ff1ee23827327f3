"""What the page of gaps shows, as a value that fits into the address bar, and what of all findings that is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from explorer.coverage import Axis
from explorer.gaps import KINDS, Finding
from explorer.model import Plan

#: The names in the address that belong to the list.
NAMES = ("group", "dept", "kinds", "level")
BY = ("department", "kind")


@dataclass(frozen=True)
class GapsView:
    """``by``: the findings under their departments or under their kinds; ``department`` (uid) and ``kinds`` choose
    some of them, none: all. ``parts``: the parts of departments have their own gaps listed too.
    """

    by: str = "department"
    department: str = ""
    kinds: tuple[str, ...] = ()
    parts: bool = False

    def of_department(self, uid: str) -> GapsView:
        """The same for another department, or for all with an empty uid."""
        return replace(self, department=uid)


def view_from(params: Mapping[str, str], plan: Plan) -> GapsView:
    """The view in an address; what does not fit the plan is dropped, so that an old link still opens."""
    uid = f"{plan.code}/{params.get('dept', '')}"
    known = uid in plan.nodes and plan.nodes[uid].label == "Department"
    kinds = params.get("kinds", "").split(",")
    return GapsView(
        by="kind" if params.get("group") == "kind" else "department",
        department=uid if known else "",
        kinds=tuple(kind for kind in KINDS if kind in kinds),
        parts=params.get("level") == "parts",
    )


def params_of(view: GapsView, plan: Plan) -> dict[str, str]:
    """The view as names and values for an address; what is default is left out."""
    found = {
        "group": view.by if view.by != GapsView.by else "",
        "dept": view.department.removeprefix(f"{plan.code}/"),
        "kinds": ",".join(view.kinds),
        "level": "parts" if view.parts else "",
    }
    return {name: value for name, value in found.items() if value}


def wanted(found: Iterable[Finding], view: GapsView, axis: Axis) -> list[Finding]:
    """The findings that ``view`` asks for, in their order.

    A chosen department has those of its parts as well; a gap of a part among the goals is one of the department only
    when parts are asked for.
    """
    return [
        one
        for one in found
        if (not view.kinds or one.kind in view.kinds)
        and (view.parts or not one.level or one.group == "meant" or one.department == view.department)
        and (not view.department or any(view.department in axis.above(d) for d in one.departments))
    ]


def by_unit(found: Iterable[Finding], axis: Axis) -> list[tuple[str, list[Finding]]]:
    """Each unit that "n of m" counts with its findings, most gaps first; in front what concerns no unit.

    What concerns two units stands with both.
    """
    groups: dict[str, list[Finding]] = defaultdict(list)
    counted = set(axis.counted)
    for one in found:
        units = dict.fromkeys(u for d in one.departments for u in axis.above(d) if u in counted)
        for unit in units or ("",):
            groups[unit].append(one)
    place = {unit: n for n, unit in enumerate(axis.items)}
    return sorted(
        groups.items(), key=lambda group: (bool(group[0]), *_weight(group[1]), place.get(group[0], -1))
    )


def by_kind(found: Iterable[Finding]) -> list[tuple[str, list[Finding]]]:
    """Each kind with its findings, most serious first."""
    groups: dict[str, list[Finding]] = defaultdict(list)
    for one in found:
        groups[one.kind].append(one)
    return [(kind, groups[kind]) for kind in KINDS if kind in groups]


def gaps_in(found: Sequence[Finding]) -> int:
    """How many of them are gaps."""
    return sum(one.is_gap for one in found)


def _weight(found: Sequence[Finding]) -> tuple[int, int]:
    return -gaps_in(found), -len(found)

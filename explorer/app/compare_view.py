"""What the page that compares two years shows, as a value that fits into the address bar; without Streamlit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from explorer.model import LABEL_OF, LABELS, Node, Plan
from explorer.picture.palette import COLUMNS
from explorer.report.compared import Narrowed
from explorer.years.compare import STATES

#: The names in the address that belong to the page.
NAMES = ("from", "to", "dept", "goal", "kinds", "states", "group", "item", "hide")


@dataclass(frozen=True)
class CompareView:
    """Two years, what of them is looked at, the group of the picture that is opened, and what is selected.

    ``group`` is the id of a group in the picture, ``item`` an uid or the id of a group, ``hidden`` the kinds that the
    picture leaves out.
    """

    first: int = 0
    second: int = 0
    narrowed: Narrowed = field(default_factory=Narrowed)
    group: str = ""
    item: str = ""
    hidden: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """An id of what is drawn: while it stays the same, zoom and dragged positions stay too."""
        return f"compare|{self.first}|{self.second}|{self.narrowed}|{self.group}"

    def with_(self, **changes: object) -> CompareView:
        """The same view with another narrowing (``department``, ``goal``, ``labels``, ``states``), nothing selected."""
        return replace(self, narrowed=replace(self.narrowed, **changes), group="", item="")  # type: ignore[arg-type]


def view_from(params: Mapping[str, str], plan: Plan, default: tuple[int, int]) -> CompareView:
    """The view in an address; what does not fit the plan is dropped, so that an old link still opens.

    A year that is not named is that of ``default``.
    """

    def uid(name: str, label: str = "") -> str:
        found = f"{plan.code}/{params.get(name, '')}"
        return found if found in plan.nodes and label in ("", plan.nodes[found].label) else ""

    kinds = params.get("kinds", "").split(",")
    states = params.get("states", "").split(",")
    return CompareView(
        first=_year(params.get("from", ""), default[0]),
        second=_year(params.get("to", ""), default[1]),
        narrowed=Narrowed(
            department=uid("dept", "Department"),
            goal=uid("goal", "StrategicGoal"),
            labels=tuple(label for key, label in LABEL_OF.items() if key in kinds),
            states=tuple(state for state in STATES if state in states),
        ),
        group=_group(params.get("group", ""), plan),
        item=_group(params.get("item", ""), plan) or uid("item"),
        hidden=tuple(kind for kind in COLUMNS if kind in params.get("hide", "").split(",")),
    )


def params_of(view: CompareView, plan: Plan) -> dict[str, str]:
    """The view as names and values for an address; the years always stand there, so that a link keeps them."""
    prefix = f"{plan.code}/"
    found = {
        "from": str(view.first or ""),
        "to": str(view.second or ""),
        "dept": view.narrowed.department.removeprefix(prefix),
        "goal": view.narrowed.goal.removeprefix(prefix),
        "kinds": ",".join(LABELS[label].key for label in view.narrowed.labels),
        "states": ",".join(view.narrowed.states),
        "group": view.group.replace(prefix, ""),
        "item": view.item.replace(prefix, ""),
        "hide": ",".join(view.hidden),
    }
    return {name: value for name, value in found.items() if value}


def years_in(plan: Plan) -> list[int]:
    """Every year from the first in which something of the plan begins or ends to the last, its latest year too."""
    latest = plan.properties.get("latest_year")
    found = [
        year
        for node in plan.nodes.values()
        if node.label in ("Measure", "OperativeGoal")
        for year in (node.year("since"), node.year("until"))
        if year
    ]
    found += [latest] if isinstance(latest, int) else []
    return list(range(min(found), max(found) + 1)) if found else []


def usual_years(plan: Plan, today: int) -> tuple[int, int]:
    """The two years that are compared if nobody asks for others: the last that differ, up to ``today``'s.

    Where the plan was carried on to a latest year that is the second one. (0, 0) for a plan without years.
    """
    years = years_in(plan)
    if not years:
        return (0, 0)
    turning = sorted(_turning(plan.nodes.values()) & set(years))
    latest = plan.properties.get("latest_year")
    if isinstance(latest, int):
        before = [year for year in turning if year <= latest]
        return (before[-1] - 1 if before else latest - 1, latest)
    past = [year for year in turning if year <= today and year > years[0]]
    second = past[-1] if past else years[-1]
    return (second - 1, second)


def _turning(nodes: Iterable[Node]) -> set[int]:
    """The years in which something is there that was not the year before, or the other way round."""
    return {year for node in nodes for year in (node.year("since"),) if year} | {
        until + 1 for node in nodes for until in (node.year("until"),) if until
    }


def _year(text: str, default: int) -> int:
    return int(text) if text.isdigit() and len(text) == 4 else default


def _group(text: str, plan: Plan) -> str:
    """The id of a group with its field's code made a uid again."""
    if not text.startswith("fold:changes|"):
        return ""
    *head, last = text.split("|", 3)
    return "|".join([*head, f"{plan.code}/{last}" if f"{plan.code}/{last}" in plan.nodes else last])

"""The sentence on top of a picture: what is to be found in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from explorer.app.text import quoted, title_of
from explorer.app.view import View
from explorer.hierarchy import parts_of
from explorer.i18n import _, _n, number
from explorer.model import Plan
from explorer.picture.scene import Scene


def headline(plan: Plan, view: View, scene: Scene, *, english: bool) -> str:
    """One sentence about what ``scene`` shows, as Markdown with all data escaped."""
    if view.kind == "around":
        return _around(plan, view.of, english=english)
    if view.kind == "band":
        count = len(scene.marked) or _measures(scene)
        return _n("{count} measure hangs on this", "{count} measures hang on this", count)
    if view.kind == "everything":
        return _(
            "All {items} items and {links} links; zoom in to read them",
            items=number(len(scene.items)),
            links=number(len(scene.ties)),
        )
    return _overview(plan, english=english)


def _overview(plan: Plan, *, english: bool) -> str:
    serving = Counter(link.target for link in plan.links if link.type == "SERVES")
    measures = len(plan.of("Measure"))
    if not serving or not measures:
        return _("There are no measures linked to a goal here")
    several = Counter(link.source for link in plan.links if link.type == "SERVES")
    many = sum(1 for count in several.values() if count > 1)
    uid, most = min(serving.items(), key=lambda pair: (-pair[1], pair[0]))
    return _(
        "{many} of {measures} measures serve more than one goal; most ({most}) serve goal {goal}",
        many=number(many),
        measures=number(measures),
        most=number(most),
        goal=plan.nodes[uid].text("number") + " " + quoted(title_of(plan, uid, english=english)),
    )


def _around(plan: Plan, uid: str, *, english: bool) -> str:
    title = quoted(title_of(plan, uid, english=english))
    label = plan.nodes[uid].label
    if label == "Measure":
        goals = _ends(plan, "SERVES", {uid})
        units = _starts(plan, "RESPONSIBLE_FOR", {uid})
        return _(
            "{title} serves {goals}; responsible: {units}",
            title=title,
            goals=_n("{count} strategic goal", "{count} strategic goals", len(goals)),
            units=_n("{count} department", "{count} departments", len(units)) if units else _("not known"),
        )
    if label == "StrategicGoal":
        return _n(
            "{count} measure serves the goal {title}",
            "{count} measures serve the goal {title}",
            len(_starts(plan, "SERVES", {uid})),
            title=title,
        )
    if label == "Department":
        measures = _ends(plan, "RESPONSIBLE_FOR", parts_of(plan, uid), "Measure")
        goals = _ends(plan, "SERVES", measures)
        return _n(
            "{title}, with all parts, carries {count} measure for {goals} of {all} strategic goals",
            "{title}, with all parts, carries {count} measures for {goals} of {all} strategic goals",
            len(measures),
            title=title,
            goals=len(goals),
            all=len(plan.of("StrategicGoal")),
        )
    if label == "OperativeGoal":
        return _n(
            "{count} measure implements the operative goal {title}",
            "{count} measures implement the operative goal {title}",
            len(_starts(plan, "IMPLEMENTS", {uid})),
            title=title,
        )
    near = {x for link in plan.links for x in (link.source, link.target) if uid in (link.source, link.target)}
    return _n(
        "{title} and {count} neighbour", "{title} and {count} neighbours", len(near - {uid}), title=title
    )


def _ends(plan: Plan, type_: str, starts: Collection[str], label: str = "") -> set[str]:
    return {
        link.target
        for link in plan.links
        if link.type == type_
        and link.source in starts
        and (not label or plan.nodes[link.target].label == label)
    }


def _starts(plan: Plan, type_: str, ends: Collection[str]) -> set[str]:
    return {link.source for link in plan.links if link.type == type_ and link.target in ends}


def _measures(scene: Scene) -> int:
    return sum(1 for item in scene.items if item.kind == "measure")

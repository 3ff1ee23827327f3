"""The sentence on top of a picture: what is to be found in it."""

from __future__ import annotations

from collections import Counter

from explorer.app.text import quoted, title_of
from explorer.app.view import View
from explorer.i18n import _, _n, number
from explorer.model import Plan
from explorer.picture.scene import Scene


def headline(plan: Plan, view: View, scene: Scene, *, english: bool) -> str:
    """One sentence about what ``scene`` shows, as Markdown with all data escaped."""
    if view.kind == "around":
        return _around(plan, view.of, english=english)
    if view.kind == "band":
        tie_or_item = view.of
        return (
            _n(
                "{count} measure hangs on this",
                "{count} measures hang on this",
                len(scene.marked) or _measures(scene),
            )
            if tie_or_item
            else ""
        )
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
    near = [
        (link, link.target if link.source == uid else link.source)
        for link in plan.links
        if uid in (link.source, link.target)
    ]
    labels = Counter(plan.nodes[other].label for _link, other in near)
    if label == "Measure":
        goals = sum(1 for link, _other in near if link.type == "SERVES")
        units = sum(1 for link, _other in near if link.type == "RESPONSIBLE_FOR")
        return _(
            "{title} serves {goals} and is carried by {units}",
            title=title,
            goals=_n("{count} strategic goal", "{count} strategic goals", goals),
            units=_n("{count} department", "{count} departments", units)
            if units
            else _("nobody that is known"),
        )
    return _(
        "{title}: {measures}, {others} more neighbours",
        title=title,
        measures=_n("{count} measure", "{count} measures", labels["Measure"]),
        others=number(len(near) - labels["Measure"]),
    )


def _measures(scene: Scene) -> int:
    return sum(1 for item in scene.items if item.kind == "measure")

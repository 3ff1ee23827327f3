"""What a frozen picture knows about each item: the sheet beside it, as data that a page shows as text."""

from __future__ import annotations

from typing import Any

from explorer import words
from explorer.i18n import _
from explorer.model import LABELS, Node, Plan
from explorer.picture.palette import Theme, look
from explorer.picture.relations import about, relations
from explorer.picture.scene import Scene
from explorer.picture.views import KIND

#: What the head of a sheet says already.
_HEAD = ("code", "title", "title_en", "description", "certainty", "source_url", "source_year", "number")


def sheets_of(plan: Plan, theme: Theme = "light") -> dict[str, dict[str, Any]]:
    """A sheet for every item of the plan, by uid."""
    return {node.uid: _sheet(plan, node, theme) for node in plan.nodes.values()}


def groups_of(scene: Scene) -> dict[str, dict[str, Any]]:
    """What each band and each folded group of the scene stands for, by its id."""
    bands = {tie.id: {"title": tie.hint, "uids": list(tie.uids)} for tie in scene.ties if tie.band}
    folds = {
        item.id: {"title": item.title, "uids": list(item.uids)} for item in scene.items if item.kind == "fold"
    }
    return {**bands, **folds}


def drawn_at(scene: Scene) -> dict[str, str]:
    """Where an item is to be seen: the id of its card, or of the group that stands for it; by uid."""
    found = {uid: item.id for item in scene.items for uid in item.uids}
    return {**found, **{item.id: item.id for item in scene.items if item.kind != "fold"}}


def ties_of(plan: Plan, scene: Scene) -> dict[str, dict[str, Any]]:
    """What each line of the scene says that stands for one link of the plan, by its id."""
    known = {f"{link.type}|{link.source}|{link.target}": link for link in plan.links}
    return {
        tie.id: {
            "title": words.link(link.type),
            "certainty": words.code(link.certainty),
            "ends": [link.source, link.target],
            "facts": [
                [words.property_name(name), text]
                for name in ("role", "contribution", "score", "intensity", "reason", "note", "since", "until")
                if (text := words.value(name, link.properties.get(name)))
            ],
        }
        for tie in scene.ties
        if (link := known.get(tie.id)) is not None
    }


def _sheet(plan: Plan, node: Node, theme: Theme) -> dict[str, Any]:
    own = [p.name for p in LABELS[node.label].properties if p.name not in _HEAD]
    number = f" {node.text('number')}" if node.text("number") and node.label == "StrategicGoal" else ""
    return {
        "kind": KIND[node.label],
        "word": f"{look(KIND[node.label], theme).symbol} {words.kind(node.label)}{number}",
        "code": node.code,
        "title": words.title_of(plan, node.uid),
        "certainty": words.code(node.certainty),
        "description": node.text("description"),
        "facts": [
            [words.property_name(name), text]
            for name in own
            if (text := words.value(name, node.properties.get(name)))
        ],
        "source": _source(node),
        "relations": [
            [relation.heading, [[uid, about(link)] for uid, link in relation.others]]
            for relation in relations(plan, node.uid)
        ],
    }


def _source(node: Node) -> list[str]:
    """Address and label of the source, or one of them; a page shows the address, it fetches nothing."""
    url, year = node.text("source_url"), node.text("source_year")
    if not url.startswith(("https://", "http://")):
        return ["", _("Source: {year}", year=year)] if year else []
    host = url.split("/")[2].removeprefix("www.")
    return [url, f"{host}, {year}" if year else host]

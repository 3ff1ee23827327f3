"""The items of a picture as a table: every picture has one beside it."""

from __future__ import annotations

from explorer import words
from explorer.i18n import _
from explorer.model import Plan
from explorer.picture.palette import look
from explorer.picture.scene import Scene
from explorer.picture.views import KIND


def scene_rows(plan: Plan, scene: Scene) -> tuple[list[str], list[list[str]]]:
    """Headings, and a row for every item that the scene shows or folds: its uid first, then a cell a heading."""
    uids = [uid for uid in dict.fromkeys(u for item in scene.items for u in item.uids) if uid in plan.nodes]
    rows = [
        [
            uid,
            f"{look(KIND[node.label]).symbol} {words.kind(node.label)}",
            node.code,
            words.title_of(plan, uid),
            words.value("status", node.properties.get("status")),
            _period(node.year("since"), node.year("until")),
            words.value("certainty", node.properties.get("certainty")),
        ]
        for uid in uids
        for node in (plan.nodes[uid],)
    ]
    headings = [_("Kind"), _("Code"), _("Title"), _("Status"), _("Period"), _("Certainty")]
    return headings, rows


def _period(since: int | None, until: int | None) -> str:
    if since is None and until is None:
        return ""
    if since == until:
        return str(since)
    return f"{since or ''}–{until or ''}"

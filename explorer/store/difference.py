"""What separates two states of a plan: the rows that are added, changed and removed between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from explorer.model import LABELS, LINK_TYPES, PLAN_PROPERTIES, Link, LinkType, Node, NodeLabel, Plan


@dataclass(frozen=True)
class Difference:
    """What separates a plan from the one in the store, and so what a load will write."""

    added: Sequence[Node]
    changed: Sequence[tuple[Node, Node]]
    removed: Sequence[Node]
    added_links: Sequence[Link]
    changed_links: Sequence[tuple[Link, Link]]
    removed_links: Sequence[Link]
    about_plan: bool
    labels: Mapping[str, str]

    def __bool__(self) -> bool:
        return self.size > 0 or self.about_plan

    @property
    def size(self) -> int:
        """How many rows, items and links together, are added, changed or removed."""
        return sum(self.counts().values())

    def counts(self) -> dict[str, int]:
        """How many items and links are added, changed and removed."""
        return {
            "added": len(self.added) + len(self.added_links),
            "changed": len(self.changed) + len(self.changed_links),
            "removed": len(self.removed) + len(self.removed_links),
        }


def difference(old: Plan | None, new: Plan, *, exact: bool = False) -> Difference:
    """What must be written so that ``old`` (None: nothing there) becomes ``new``.

    What the store itself keeps about items and links (revisions, confirmations) counts only if ``exact``.
    """
    after = new.nodes
    if old is None:
        labels = {uid: node.label for uid, node in after.items()}
        return Difference(tuple(after.values()), (), (), new.links, (), (), True, labels)
    before = old.nodes
    # A code that was a measure and is now a goal is another item: the old one goes, with the links on it.
    stays = {uid for uid, node in after.items() if uid in before and before[uid].label == node.label}
    links_before = {link.key: link for link in old.links}
    same = {
        link.key
        for link in new.links
        if link.key in links_before and link.source in stays and link.target in stays
    }
    return Difference(
        added=tuple(n for uid, n in after.items() if uid not in stays),
        changed=tuple(
            (before[uid], n) for uid, n in after.items() if uid in stays and _differ(before[uid], n, exact)
        ),
        removed=tuple(n for uid, n in before.items() if uid not in stays),
        added_links=tuple(link for link in new.links if link.key not in same),
        changed_links=tuple(
            (links_before[link.key], link)
            for link in new.links
            if link.key in same and _differ(links_before[link.key], link, exact)
        ),
        removed_links=tuple(link for key, link in links_before.items() if key not in same),
        about_plan=any(
            (old.properties.get(p.name) or "") != (new.properties.get(p.name) or "") for p in PLAN_PROPERTIES
        ),
        labels={uid: n.label for uid, n in (*before.items(), *after.items())},
    )


_KINDS: tuple[NodeLabel | LinkType, ...] = (*LABELS.values(), *LINK_TYPES.values())
_SAID = {kind.name: tuple(p.name for p in kind.properties) for kind in _KINDS}
_KEPT = {kind.name: tuple(p.name for p in kind.stored) for kind in _KINDS}


def _differ(old: Node | Link, new: Node | Link, exact: bool) -> bool:
    names = (_KEPT if exact else _SAID)[new.label if isinstance(new, Node) else new.type]
    was, now = old.properties, new.properties
    return any(was.get(name) != now.get(name) for name in names)

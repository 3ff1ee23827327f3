"""What a load does to a plan, in words: counts by kind, each change with old and new, and what it leaves alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from explorer import words
from explorer.errors import BadPlan
from explorer.exchange.incoming import Incoming, merged
from explorer.i18n import _
from explorer.model import (
    LABELS,
    LINK_TYPES,
    PLAN_PROPERTIES,
    Link,
    Node,
    Plan,
    Property,
    Value,
    code_of,
)
from explorer.store.plans import Difference, difference

ADDED, CHANGED, REMOVED = "+", "≠", "−"
#: Characters of a text in a list of changes.
_LONGEST = 120


def left_alone(known: Plan | None, incoming: Incoming) -> tuple[int, int]:
    """How many items and links of the plan the file would list but does not: those that removing takes out."""
    if known is None:
        return 0, 0
    try:
        gone = difference(known, merged(known, incoming, remove=True))
    except BadPlan:
        return 0, 0
    return len(gone.removed), len(gone.removed_links)


def count_rows(after: Plan, change: Difference) -> Iterator[list[str | int | None]]:
    """For each kind of item and link that changes: its word, how many are added, changed, removed and unchanged."""
    items = (change.added, [new for _old, new in change.changed], change.removed)
    links = (change.added_links, [new for _old, new in change.changed_links], change.removed_links)
    of_items = [Counter(node.label for node in part) for part in (*items, after.nodes.values())]
    of_links = [Counter(link.type for link in part) for part in (*links, after.links)]
    named = [(words.kind(name, 2), name, of_items) for name in LABELS]
    named += [(words.link(name), name, of_links) for name in LINK_TYPES]
    for word, name, counted in named:
        added, changed, removed, now = (one[name] for one in counted)
        if added or changed or removed:
            yield [word, added, changed, removed, now - added - changed]
    if change.about_plan:
        yield [_("The plan's own title and description"), None, 1, None, None]


def change_rows(before: Plan | None, after: Plan, change: Difference) -> Iterator[list[str]]:
    """Each change as sign, kind, item or link, property, old value, new value; a changed item has several rows."""
    if before is not None:
        yield from _differing((_("Plan"), after.code), before.properties, after.properties, PLAN_PROPERTIES)
    yield from ([ADDED, *_item(node), "", "", ""] for node in change.added)
    for old, new in change.changed:
        yield from _differing(_item(new), old.properties, new.properties, LABELS[new.label].properties)
    yield from ([REMOVED, *_item(node), "", "", ""] for node in change.removed)
    yield from ([ADDED, *_ends(link), "", "", ""] for link in change.added_links)
    for was, now in change.changed_links:
        yield from _differing(_ends(now), was.properties, now.properties, LINK_TYPES[now.type].properties)
    yield from ([REMOVED, *_ends(link), "", "", ""] for link in change.removed_links)


def _differing(
    of: tuple[str, str], old: Mapping[str, Value], new: Mapping[str, Value], properties: Iterable[Property]
) -> Iterator[list[str]]:
    for p in properties:
        # A store keeps an empty text where a plan says nothing.
        before, after = (
            side.get(p.name) or None if p.type == "string" else side.get(p.name) for side in (old, new)
        )
        if before != after:
            was, becomes = (_short(words.value(p.name, value)) for value in (before, after))
            yield [CHANGED, *of, words.property_name(p.name), was, becomes]


def _item(node: Node) -> tuple[str, str]:
    return words.kind(node.label), f"{node.code} {node.title}"


def _ends(link: Link) -> tuple[str, str]:
    return words.link(link.type), f"{code_of(link.source)} → {code_of(link.target)}"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"

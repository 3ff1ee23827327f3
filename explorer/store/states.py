"""Items, links and a plan's own texts at one moment: what the log keeps of a change, and how they are in the store."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from explorer.catalogue import statement
from explorer.model import LABELS, LINK_TYPES, PLAN_PROPERTIES, Value
from explorer.store.loading import batches, returned
from explorer.store.protocol import Row

#: Reads a statement: ``GraphStore.read``, or ``Transaction.run`` to see what this transaction has claimed.
Reader = Callable[..., list[Row]]
#: Type, source and target of a link.
Key = tuple[str, str, str]
#: Label and uid of an item: a code that becomes another kind of item is two of them.
NodeKey = tuple[str, str]


@dataclass(frozen=True)
class NodeState:
    """An item at one moment: its uid, its label, and its properties, or None where there is no such item."""

    uid: str
    label: str
    properties: Mapping[str, Value] | None = None

    @property
    def key(self) -> NodeKey:
        return (self.label, self.uid)

    def is_like(self, other: NodeState) -> bool:
        """Whether both are the same; a property that is missing is empty."""
        return _alike(self.properties, other.properties)


@dataclass(frozen=True)
class LinkState:
    """A link at one moment: its type and ends, and its properties, or None where there is no such link."""

    type: str
    source: str
    target: str
    properties: Mapping[str, Value] | None = None

    @property
    def key(self) -> Key:
        return (self.type, self.source, self.target)

    def is_like(self, other: LinkState) -> bool:
        """Whether both are the same; a property that is missing is empty."""
        return _alike(self.properties, other.properties)


@dataclass(frozen=True)
class States:
    """One side of a change: the items and links that it touched, and the plan's own texts if it touched them."""

    nodes: Sequence[NodeState] = ()
    links: Sequence[LinkState] = ()
    plan: Mapping[str, Value] | None = field(default=None)


def as_json(states: States, **more: object) -> str:
    """What ``Change.before`` and ``Change.after`` hold."""
    made: dict[str, object] = {
        "nodes": [{"uid": s.uid, "label": s.label, "properties": s.properties} for s in states.nodes],
        "links": [
            {"type": s.type, "from": s.source, "to": s.target, "properties": s.properties}
            for s in states.links
        ],
    }
    if states.plan is not None:
        made["plan"] = states.plan
    return json.dumps({**made, **more}, ensure_ascii=False)


def from_json(said: Mapping[str, Any]) -> States:
    """The states from what ``as_json`` wrote; an older version wrote links alone."""
    return States(
        tuple(NodeState(one["uid"], one["label"], one["properties"]) for one in said.get("nodes", ())),
        tuple(
            LinkState(one["type"], one["from"], one["to"], one["properties"]) for one in said.get("links", ())
        ),
        said.get("plan"),
    )


def own_texts(properties: Mapping[str, Value]) -> dict[str, Value]:
    """What a plan says about itself, its code apart: text that is missing is empty, a year that is missing None."""
    return {
        p.name: properties.get(p.name) or ("" if p.type == "string" else None)
        for p in PLAN_PROPERTIES
        if p.name != "code"
    }


def labels_of(read: Reader, plan_code: str, uids: Iterable[str]) -> dict[str, str]:
    """The labels of those of these items that are in the plan now."""
    return {
        row["uid"]: row["label"]
        for batch in batches(list(dict.fromkeys(uids)))
        for row in read(statement("explore/items"), plan=plan_code, uids=batch)
    }


def present_nodes(read: Reader, keys: Iterable[NodeKey]) -> dict[NodeKey, NodeState]:
    """The items with these keys as they are now."""
    found = {key: NodeState(key[1], key[0]) for key in keys}
    for label, kind in LABELS.items():
        made = statement("edit/read_nodes").filled(label=label, properties=returned("n", kind.stored))
        for batch in batches([uid for one, uid in found if one == label]):
            for row in read(made, uids=batch):
                found[label, row["uid"]] = NodeState(row["uid"], label, row)
    return found


def present_links(read: Reader, labels: Mapping[str, str], keys: Iterable[Key]) -> dict[Key, LinkState]:
    """The links with these keys as they are now; ``labels`` are those of their ends."""
    found = {key: LinkState(*key) for key in keys}
    for (type_, start, end), some in by_ends(found, labels).items():
        made = statement("edit/read_links").filled(
            **{"type": type_, "from": start, "to": end, "properties": returned("r", LINK_TYPES[type_].stored)}
        )
        for batch in batches([{"source": source, "target": target} for _type, source, target in some]):
            for row in read(made, rows=batch):
                source, target = row.pop("source"), row.pop("target")
                found[type_, source, target] = LinkState(type_, source, target, row)
    return found


def links_at(read: Reader, keys: Iterable[NodeKey]) -> set[Key]:
    """The keys of all links that begin or end at these items now."""
    by_label: dict[str, list[str]] = defaultdict(list)
    for label, uid in keys:
        by_label[label].append(uid)
    return {
        (row["type"], row["source"], row["target"])
        for label, uids in by_label.items()
        for way in ("edit/links_from", "edit/links_to")
        for batch in batches(uids)
        for row in read(statement(way).filled(label=label), uids=batch)
    }


def by_ends(keys: Iterable[Key], labels: Mapping[str, str]) -> dict[Key, list[Key]]:
    """The keys by link type and the labels of their ends; without those whose ends cannot be joined so."""
    grouped: dict[Key, list[Key]] = defaultdict(list)
    for key in keys:
        type_, source, target = key
        ends = labels.get(source, ""), labels.get(target, "")
        if type_ in LINK_TYPES and ends in LINK_TYPES[type_].ends:
            grouped[type_, *ends].append(key)
    return grouped


def _alike(one: Mapping[str, Value] | None, other: Mapping[str, Value] | None) -> bool:
    if one is None or other is None:
        return one is other
    return all(one.get(name) == other.get(name) for name in {*one, *other})

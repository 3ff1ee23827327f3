"""A whole plan out of a store and into it: read at one revision, written as the difference to what is there."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from explorer.catalogue import statement
from explorer.errors import Refusal
from explorer.i18n import N_
from explorer.model import LABELS, LINK_TYPES, PLAN_PROPERTIES, Link, Node, Plan, Value
from explorer.store.loading import batches, put_in_batches, returned
from explorer.store.protocol import GraphStore, Row, Transaction

Progress = Callable[[str, int], None]
_TRIES = 5


def plan_codes(store: GraphStore) -> list[Row]:
    """All plans in the store with their titles and revisions, by code."""
    return store.read(statement("explore/plans"))


def revision_of(store: GraphStore, plan: str) -> int:
    """How often the plan was changed; -1 if there is no such plan."""
    rows = store.read(statement("explore/revision"), plan=plan)
    return int(rows[0]["revision"]) if rows else -1


def read_plan(store: GraphStore, code: str) -> Plan:
    """The whole plan as it stood at one revision.

    It takes one read a label and link type; if somebody wrote meanwhile, it is read again.
    """
    for _try in range(_TRIES):
        properties = next((row for row in plan_codes(store) if row["code"] == code), None)
        if properties is None:
            raise Refusal(
                N_("There is no plan called {code} in the database."),
                N_("Load one: zielnetz load PATH."),
                code=code,
            )
        nodes = _read_nodes(store, code)
        links = _read_links(store, code, nodes)
        if revision_of(store, code) == properties["revision"]:
            return Plan(properties, nodes, links)
    raise Refusal(
        N_("The plan {code} is being changed all the time and could not be read as a whole."),
        N_("Wait until the load is finished, then try again."),
        code=code,
    )


@dataclass(frozen=True)
class Difference:
    """What separates a plan from the one in the store, and so what a load will write."""

    added: tuple[Node, ...]
    changed: tuple[tuple[Node, Node], ...]
    removed: tuple[Node, ...]
    added_links: tuple[Link, ...]
    changed_links: tuple[tuple[Link, Link], ...]
    removed_links: tuple[Link, ...]
    about_plan: bool
    labels: Mapping[str, str]

    def __bool__(self) -> bool:
        return any(self.counts().values()) or self.about_plan

    def counts(self) -> dict[str, int]:
        """How many items and links are added, changed and removed."""
        return {
            "added": len(self.added) + len(self.added_links),
            "changed": len(self.changed) + len(self.changed_links),
            "removed": len(self.removed) + len(self.removed_links),
        }


def difference(old: Plan | None, new: Plan) -> Difference:
    """What must be written so that ``old`` (None: nothing there) becomes ``new``."""
    before = old.nodes if old else {}
    after = new.nodes
    # A code that was a measure and is now a goal is another item: the old one goes, with the links on it.
    stays = {uid for uid, node in after.items() if uid in before and before[uid].label == node.label}
    links_before = {link.key: link for link in old.links} if old else {}
    links_after = {link.key: link for link in new.links}
    same = {
        key
        for key, link in links_after.items()
        if key in links_before and link.source in stays and link.target in stays
    }
    return Difference(
        added=tuple(n for uid, n in after.items() if uid not in stays),
        changed=tuple(
            (before[uid], n)
            for uid, n in after.items()
            if uid in stays and _content(before[uid]) != _content(n)
        ),
        removed=tuple(n for uid, n in before.items() if uid not in stays),
        added_links=tuple(link for key, link in links_after.items() if key not in same),
        changed_links=tuple(
            (links_before[key], link)
            for key, link in links_after.items()
            if key in same and _content(links_before[key]) != _content(link)
        ),
        removed_links=tuple(link for key, link in links_before.items() if key not in same),
        about_plan=old is None
        or any(
            (old.properties.get(p.name) or "") != (new.properties.get(p.name) or "") for p in PLAN_PROPERTIES
        ),
        labels={uid: n.label for uid, n in (*before.items(), *after.items())},
    )


def save_plan(
    store: GraphStore, plan: Plan, *, who: str, what: str = "load", progress: Progress | None = None
) -> Difference:
    """Make the store hold exactly this plan under its code, in one transaction; other plans are not touched.

    Only what differs is written, so loading the same files twice changes nothing and bumps no revision.
    ``who`` and ``what`` go into the ``Change``; ``progress`` is told a label or type and how many rows of it.
    Returns the difference that was written.
    """
    known = any(row["code"] == plan.code for row in plan_codes(store))
    old = read_plan(store, plan.code) if known else None
    change = difference(old, plan)
    if not change:
        return change
    base = old.revision if old else 0
    now = datetime.now(UTC).isoformat(timespec="seconds")

    def work(tx: Transaction) -> None:
        if tx.run(statement("edit/claim_plan"), plan=plan.code)[0]["revision"] != base:
            raise Refusal(
                N_("Somebody changed the plan {code} at the same moment; nothing was written."),
                N_("Load it again."),
                code=plan.code,
            )
        _remove(tx, change)
        _put(tx, change, base + 1, now, ever_there=known, progress=progress)
        own = {
            p.name: plan.properties.get(p.name) or ("" if p.type == "string" else 0)
            for p in PLAN_PROPERTIES
            if p.name != "code"
        }
        tx.run(statement("edit/put_plan"), plan=plan.code, revision=base + 1, updated_at=now, **own)
        tx.run(
            statement("edit/note_change"),
            uid=f"{plan.code}/change/{base + 1:08d}",
            plan=plan.code,
            revision=base + 1,
            at=now,
            who=who,
            what=what,
            before=_as_json([n for n, _new in change.changed] + list(change.removed)),
            after=json.dumps(change.counts()),
        )

    store.write(work)
    return change


def _read_nodes(store: GraphStore, code: str) -> dict[str, Node]:
    nodes = {}
    for label in LABELS.values():
        made = statement("explore/nodes").filled(label=label.name, properties=returned("n", label.stored))
        for row in store.read(made, plan=code):
            nodes[row["uid"]] = Node(label.name, row)
    return nodes


def _read_links(store: GraphStore, code: str, nodes: dict[str, Node]) -> tuple[Link, ...]:
    links = []
    for kind in LINK_TYPES.values():
        for start, end in kind.ends:
            made = statement("explore/links").filled(
                **{"from": start, "to": end, "type": kind.name, "properties": returned("r", kind.stored)}
            )
            for row in store.read(made, plan=code):
                source, target = row.pop("source"), row.pop("target")
                if source in nodes and target in nodes:
                    links.append(Link(kind.name, source, target, row))
    return tuple(sorted(links, key=lambda link: link.key))


def _remove(tx: Transaction, change: Difference) -> None:
    before = {**change.labels, **{n.uid: n.label for n in change.removed}}
    for (name, start, end), links in _by_ends(change.removed_links, before).items():
        made = statement("edit/remove_links").filled(**{"type": name, "from": start, "to": end})
        for batch in batches([{"source": link.source, "target": link.target} for link in links]):
            tx.run(made, rows=batch)
    for label in LABELS:
        gone = [n.uid for n in change.removed if n.label == label]
        made = statement("edit/remove_nodes").filled(label=label)
        for batch in batches(gone):
            tx.run(made, uids=batch)


def _put(
    tx: Transaction,
    change: Difference,
    revision: int,
    now: str,
    *,
    ever_there: bool,
    progress: Progress | None,
) -> None:
    tell = progress or (lambda _name, _rows: None)
    for label in LABELS:
        new = [_row(n, None, revision, now) for n in change.added if n.label == label]
        tx.put_new({"label": label}, new, ever_there)
        edited = [_row(n, old, revision, now) for old, n in change.changed if n.label == label]
        put_in_batches(tx, {"label": label}, edited)
        if new or edited:
            tell(label, len(new) + len(edited))
    for (name, start, end), links in _by_ends(change.added_links, change.labels).items():
        kind = {"type": name, "from": start, "to": end}
        tx.put_new(kind, [_link_row(link, revision) for link in links], ever_there)
        tell(name, len(links))
    for (name, start, end), links in _by_ends([n for _old, n in change.changed_links], change.labels).items():
        edited = [_link_row(link, revision) for link in links]
        put_in_batches(tx, {"type": name, "from": start, "to": end}, edited)
        tell(name, len(links))


def _by_ends(links: Iterable[Link], labels: Mapping[str, str]) -> dict[tuple[str, str, str], list[Link]]:
    grouped: dict[tuple[str, str, str], list[Link]] = defaultdict(list)
    for link in links:
        grouped[link.type, labels[link.source], labels[link.target]].append(link)
    return grouped


def _row(node: Node, old: Node | None, revision: int, now: str) -> Row:
    """What to write for a node that is new (``old`` None) or becomes another at this revision of the plan."""
    row: Row = {p.name: node.properties.get(p.name) for p in LABELS[node.label].stored}
    row |= {"revision": 1, "updated_at": now, "reworded": revision}
    if old:
        row["revision"] = int(old.properties.get("revision") or 1) + 1
        if all(old.properties.get(name) == row[name] for name in LABELS[node.label].wording):
            row["reworded"] = old.properties.get("reworded")
    return row


def _link_row(link: Link, revision: int) -> Row:
    """What to write for a link that is put or edited at this revision of the plan: whoever does, stands by it."""
    row: Row = {p.name: link.properties.get(p.name) for p in LINK_TYPES[link.type].properties}
    return {"source": link.source, "target": link.target, **row, "confirmed": revision}


def _content(thing: Node | Link) -> dict[str, Value]:
    """What files say about it: everything but what the store itself keeps."""
    kind = LABELS[thing.label] if isinstance(thing, Node) else LINK_TYPES[thing.type]
    return {p.name: thing.properties.get(p.name) for p in kind.properties}


def _as_json(nodes: Iterable[Node]) -> str:
    return json.dumps([{"label": n.label, **n.properties} for n in nodes], ensure_ascii=False)

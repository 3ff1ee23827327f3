"""A whole plan out of a store and into it: read at one revision, written as the difference to what is there."""

from __future__ import annotations

import json

from explorer.catalogue import statement
from explorer.errors import Refusal
from explorer.i18n import N_
from explorer.model import LABELS, LINK_TYPES, Link, Node, Plan
from explorer.store.applying import changed_meanwhile, claim, no_plan, now
from explorer.store.difference import Difference, difference
from explorer.store.loading import returned
from explorer.store.log import REMOVE
from explorer.store.protocol import GraphStore, Row, Transaction
from explorer.store.states import as_json
from explorer.store.writing import (
    Progress,
    Stamp,
    clear_plan,
    note_change,
    put_plan,
    states_of,
    write_difference,
)

__all__ = [
    "Difference",
    "Progress",
    "difference",
    "plan_codes",
    "read_plan",
    "remove_plan",
    "revision_of",
    "save_plan",
]

#: A load of an existing plan that writes no more rows than this can be taken back; of others the log has counts.
UNDOABLE = 2_000
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
            raise no_plan(code)
        nodes = _read_nodes(store, code)
        links = _read_links(store, code, nodes)
        if revision_of(store, code) == properties["revision"]:
            return Plan(properties, nodes, links)
    raise Refusal(
        N_("The plan {code} is being changed all the time and could not be read as a whole."),
        N_("Wait until the load is finished, then try again."),
        code=code,
    )


def save_plan(
    store: GraphStore,
    plan: Plan,
    *,
    who: str,
    what: str = "load",
    progress: Progress | None = None,
    expected: int | None = None,
    mapping: str | None = None,
) -> Difference:
    """Make the store hold exactly this plan under its code, in one transaction; other plans are not touched.

    Only what differs is written, so loading the same files twice changes nothing and bumps no revision.
    ``who`` and ``what`` go into the ``Change``; ``progress`` is told a label or type and how many rows of it.
    ``expected`` is the revision at which the caller looked at the plan (0 or -1: there was none), ``mapping`` how
    the columns of its file were understood (JSON; None keeps what is there), kept even if nothing else differs.
    Returns the difference that was written. Raises a ``Refusal``, and writes nothing, if the plan was changed
    meanwhile. A change of at most ``UNDOABLE`` rows of a plan that was there can be taken back (``edits.undo``).
    """
    known = next((row for row in plan_codes(store) if row["code"] == plan.code), None)
    if expected is not None and max(expected, 0) != (known["revision"] if known else 0):
        raise changed_meanwhile(plan.code)
    old = read_plan(store, plan.code) if known else None
    change = difference(old, plan)
    if not change and (mapping is None or ((old and old.properties.get("mapping")) or "") == mapping):
        return change
    at = now()

    def work(tx: Transaction) -> None:
        base = claim(tx, plan.code)
        if base != (old.revision if old else 0):
            raise _overtaken(plan.code, expected)
        if change:
            _save(tx, old, plan, change, base, at=at, who=who, what=what, progress=progress)
        if mapping is not None:
            tx.run(statement("edit/put_mapping"), plan=plan.code, mapping=mapping)

    store.write(work)
    return change


def remove_plan(store: GraphStore, code: str, *, who: str) -> str:
    """Take a plan out of the store in one transaction: its items, links, texts and log; returns the change's uid.

    One change stays behind and says who did it. Other plans are not touched. Raises a ``Refusal`` if there is no
    such plan.
    """
    at = now()

    def work(tx: Transaction) -> str:
        base = claim(tx, code)
        if not base:
            raise no_plan(code)
        removed = clear_plan(tx, code)
        counts = json.dumps({"counts": {"added": 0, "changed": 0, "removed": removed}})
        return note_change(tx, code, base + 1, at=at, who=who, what=REMOVE, before="[]", after=counts)

    return store.write(work)


def _save(
    tx: Transaction,
    old: Plan | None,
    plan: Plan,
    change: Difference,
    base: int,
    *,
    at: str,
    who: str,
    what: str,
    progress: Progress | None,
) -> None:
    new_plan = False
    if old is None:
        # What was removed has left a change: revisions go on from it, and the engine may have held these uids.
        left = tx.run(statement("edit/last_revision"), plan=plan.code)[0]
        new_plan, base = not left["changes"], left["revision"]
    stamp = Stamp(base + 1, at)
    before, after = "[]", json.dumps({"counts": change.counts()})
    if old is not None and change.size <= UNDOABLE:
        states = states_of(change, stamp, old.properties, plan.properties)
        before, after = as_json(states[0]), as_json(states[1], counts=change.counts())
    write_difference(tx, change, stamp, new_plan=new_plan, progress=progress)
    put_plan(tx, plan.code, plan.properties, base + 1, at)
    note_change(tx, plan.code, base + 1, at=at, who=who, what=what, before=before, after=after)


def _overtaken(code: str, expected: int | None) -> Refusal:
    if expected is not None:
        return changed_meanwhile(code)
    return Refusal(
        N_("Somebody changed the plan {code} at the same moment; nothing was written."),
        N_("Load it again."),
        code=code,
    )


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

"""Changes taken back: whether that is possible, what stands in the way, and the change that does it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from explorer.catalogue import statement
from explorer.errors import Refusal, Said
from explorer.i18n import N_, day
from explorer.model import LINK_TYPES, Value, code_of
from explorer.store.applying import Edit, apply_edit, plan_texts
from explorer.store.log import UNDO, Change, change_of, change_with
from explorer.store.protocol import GraphStore, Transaction
from explorer.store.states import (
    Key,
    LinkState,
    NodeKey,
    NodeState,
    Reader,
    by_ends,
    labels_of,
    links_at,
    own_texts,
    present_links,
    present_nodes,
)

#: How many changes ``last_change`` looks back.
_LOG = 200


def changes(store: GraphStore, plan_code: str, most: int = 50) -> list[Change]:
    """The latest changes of a plan, newest first, at most ``most`` (1 to 1000)."""
    rows = store.read(statement("explore/changes"), plan=plan_code, most=most)
    since = _Since()
    found = []
    for change in (change_of(plan_code, row) for row in rows):
        free = change.is_edit and obstacle(change, since.now(store.read, change)) is None
        found.append(replace(change, can_be_undone=free))
        since.add(change)
    return found


def last_change(store: GraphStore, plan_code: str) -> Change:
    """The latest change that somebody would want to take back: no undo, and none that was taken back.

    Raises a ``Refusal`` if there is none.
    """
    gone: set[str] = set()
    for row in store.read(statement("explore/changes"), plan=plan_code, most=_LOG):
        change = change_of(plan_code, row)
        if change.uid in gone:
            continue
        if change.what != UNDO:
            return change
        gone.add(change.undoes)
    raise Refusal(
        N_("There is nothing to take back in the plan {code}."),
        N_("Name a change from the list: zielnetz changes."),
        code=plan_code,
    )


def undo(store: GraphStore, plan_code: str, change_uid: str, *, who: str) -> str:
    """Take a change back, also an undo (that does it again); returns the uid of the change that this makes.

    Every item and link, and what the plan says about itself, becomes exactly what it was before. Raises a
    ``Refusal``, and writes nothing, for a change that is not there, for a first or large load, and if something was
    built on the change since: an item or link changed again, a link put to an item that would go.
    """
    change = change_with(store, plan_code, change_uid)
    if not change.is_edit:
        raise Refusal(
            N_(
                "This change was the first load of the plan, a large one or its removal; it cannot be taken back."
            ),
            N_(
                "Load the former files again (zielnetz load PATH), or go back to a backup (zielnetz restore)."
            ),
        )

    def work(tx: Transaction, _base: int, _at: str) -> Edit:
        now = _now(tx.run, change)
        found = obstacle(change, now)
        if found is not None:
            raise _refused(tx.run, change, found)
        return Edit(change.after, change.before, now.labels)

    again = change.what == UNDO and not change.again
    of = change.undone_what if change.what == UNDO else change.what
    more: dict[str, str | bool] = {"undoes": change.uid, "undone_what": of, "again": again}
    return apply_edit(store, plan_code, UNDO, work, who=who, **more)


@dataclass(frozen=True)
class Now:
    """How everything that a change touched is now, and what hangs on it."""

    nodes: Mapping[NodeKey, NodeState]
    links: Mapping[Key, LinkState]
    #: Links at items that would go.
    attached: frozenset[Key] = frozenset()
    #: Ends of links that would come back, and codes of items that would: not there, or another kind of item now.
    missing: frozenset[str] = frozenset()
    taken: frozenset[str] = frozenset()
    plan: Mapping[str, Value] | None = None
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Obstacle:
    """Why a change cannot be taken back: what has become of this item, this link or the plan's own texts."""

    node: NodeKey | None = None
    link: Key | None = None
    missing: str = ""
    taken: str = ""
    plan: bool = False


def obstacle(change: Change, now: Now) -> Obstacle | None:
    """What stands in the way of taking a change back, if anything does."""
    for state in change.after.nodes:
        if not state.is_like(now.nodes[state.key]):
            return Obstacle(node=state.key)
    for link in change.after.links:
        if not link.is_like(now.links[link.key]):
            return Obstacle(link=link.key)
    known = {link.key for link in change.after.links if link.properties is not None}
    for key in sorted(now.attached - known):
        return Obstacle(link=key)
    for uid in sorted(now.missing):
        return Obstacle(missing=uid)
    for uid in sorted(now.taken):
        return Obstacle(taken=uid)
    if (
        change.after.plan is not None
        and now.plan is not None
        and not _same_texts(change.after.plan, now.plan)
    ):
        return Obstacle(plan=True)
    return None


def _now(read: Reader, change: Change) -> Now:
    """How all that is in the store."""
    doomed, restored = _doomed(change), _restored(change)
    ends = [uid for link in change.before.links for uid in (link.source, link.target)]
    labels = labels_of(read, change.plan, [*ends, *restored])
    then = {**{uid: label for uid, label in labels.items() if (label, uid) not in doomed}, **restored}
    back = [link.key for link in change.before.links if link.properties is not None]
    fitting = {key for keys in by_ends(back, then).values() for key in keys}
    lost = {next((uid for uid in key[1:] if uid not in then), key[1]) for key in back if key not in fitting}
    plan = plan_texts(read, change.plan) if change.after.plan is not None else None
    return Now(
        nodes=present_nodes(read, [state.key for state in change.after.nodes]),
        links=present_links(read, labels, [link.key for link in change.after.links]),
        attached=frozenset(links_at(read, doomed)),
        missing=frozenset(lost),
        taken=frozenset(uid for uid in restored if uid in labels and (labels[uid], uid) not in doomed),
        plan=plan,
        labels=labels,
    )


class _Since:
    """What later changes made of everything they touched: for a list of changes nothing has to be looked up."""

    def __init__(self) -> None:
        self._nodes: dict[NodeKey, NodeState] = {}
        self._links: dict[Key, LinkState] = {}
        self._labels: dict[str, str] = {}
        self._plan: Mapping[str, Value] | None = None
        self._known = True

    def add(self, change: Change) -> None:
        """Go on to what was before this change."""
        self._known = self._known and change.is_edit
        for state in change.after.nodes:
            if self._nodes.setdefault(state.key, state) is state and (
                state.properties is not None or state.uid not in self._labels
            ):
                self._labels[state.uid] = "" if state.properties is None else state.label
        for link in change.after.links:
            self._links.setdefault(link.key, link)
        self._plan = self._plan or change.after.plan

    def now(self, read: Reader, change: Change) -> Now:
        if not change.is_edit:
            return Now({}, {})
        if not self._known:
            return _now(read, change)
        doomed, restored = {uid for _label, uid in _doomed(change)}, _restored(change)
        back = [link for link in change.before.links if link.properties is not None]
        after = {link.key: self._links.get(link.key, link) for link in change.after.links}
        return Now(
            nodes={state.key: self._nodes.get(state.key, state) for state in change.after.nodes},
            links=after,
            attached=frozenset(
                key
                for key, link in (self._links.items() if doomed else ())
                if link.properties is not None and doomed & {link.source, link.target}
            ),
            missing=frozenset(
                uid
                for link in back
                for side, uid in enumerate((link.source, link.target))
                if uid not in restored and not self._may_end(link.type, side, uid)
            ),
            taken=frozenset(uid for uid in restored if self._labels.get(uid) and uid not in doomed),
            plan=self._plan,
        )

    def _may_end(self, type_: str, side: int, uid: str) -> bool:
        return uid not in self._labels or any(
            ends[side] == self._labels[uid] for ends in LINK_TYPES[type_].ends
        )


def _doomed(change: Change) -> set[NodeKey]:
    """The items that go when a change is taken back."""
    pairs = zip(change.before.nodes, change.after.nodes, strict=True)
    return {now.key for was, now in pairs if was.properties is None and now.properties is not None}


def _restored(change: Change) -> dict[str, str]:
    """The items that come back when a change is taken back, with their labels."""
    pairs = zip(change.before.nodes, change.after.nodes, strict=True)
    return {was.uid: was.label for was, now in pairs if was.properties is not None and now.properties is None}


def _same_texts(one: Mapping[str, Value], other: Mapping[str, Value]) -> bool:
    return own_texts(one) == own_texts(other)


def _refused(read: Reader, change: Change, found: Obstacle) -> Refusal:
    if found.missing or found.taken:
        return Refusal(
            N_("The plan has no item {value}, or no longer.")
            if found.missing
            else N_("The code {value} belongs to another item by now."),
            N_("Look at the plan as it is now, and choose again."),
            value=code_of(found.missing or found.taken),
        )
    rows = read(statement("explore/changes_since"), plan=change.plan, revision=change.revision)
    later = [change_of(change.plan, row) for row in rows]
    culprit = next((one for one in later if _touched(one, found)), None)
    # A large load does not say what it touched, so it is named when no edit did.
    culprit = culprit or next((one for one in later if not one.is_edit), change)
    details: dict[str, object] = {
        "who": culprit.who or Said(N_("somebody without a name")),
        "day": day(culprit.at[:10]),
        "revision": culprit.revision,
        "change": culprit.uid,
    }
    remedy = N_("Take that change back first ({change}), or make the change by hand.")
    if found.plan:
        what = N_(
            "What the plan says about itself was changed since, by {who} on {day} (revision {revision})."
        )
    elif found.node is not None:
        what = N_("The item {value} was changed since, by {who} on {day} (revision {revision}).")
        details["value"] = code_of(found.node[1])
    else:
        assert found.link is not None
        what = N_(
            "The link from {source} to {target} was changed since, by {who} on {day} (revision {revision})."
        )
        remedy = N_("Take that change back first ({change}), or make the link anew as it should be.")
        details |= {"source": code_of(found.link[1]), "target": code_of(found.link[2])}
    return Refusal(what, remedy, **details)


def _touched(change: Change, found: Obstacle) -> bool:
    if found.plan:
        return change.after.plan is not None
    if found.node is not None:
        return _has(change.after.nodes, found.node)
    return _has(change.after.links, found.link)


def _has(states: Iterable[NodeState] | Iterable[LinkState], key: object) -> bool:
    return any(state.key == key for state in states)

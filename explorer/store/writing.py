"""A difference written into a transaction, row by row or in bulk, and the change of a plan that says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from explorer.catalogue import statement
from explorer.errors import Refusal
from explorer.i18n import N_
from explorer.model import LABELS, LINK_TYPES, Link, Node, Value
from explorer.store.difference import Difference
from explorer.store.loading import batches, put_in_batches
from explorer.store.protocol import Row, Rule, Transaction
from explorer.store.states import LinkState, NodeState, States, own_texts

Progress = Callable[[str, int], None]
LONGEST_NAME = 100

_STORED = {name: tuple(p.name for p in label.stored) for name, label in LABELS.items()}
_FLOATS = {name: tuple(p.name for p in label.stored if p.type == "float") for name, label in LABELS.items()}
_LINK_STORED = {name: tuple(p.name for p in kind.stored) for name, kind in LINK_TYPES.items()}


@dataclass(frozen=True)
class Stamp:
    """What the store itself notes on items and links that it writes at a new revision of the plan.

    Whoever puts or edits a link stands by it, so it is confirmed at this revision; with ``keep_confirmed`` a link
    that is added and says when it was confirmed keeps that.
    """

    revision: int
    at: str
    keep_confirmed: bool = False

    def node(self, node: Node, old: Node | None = None) -> Row:
        """What to write for an item that is new (``old`` None) or becomes another."""
        row = _node_row(node)
        row["updated_at"] = self.at
        if old is None:
            row["revision"], row["reworded"] = 1, self.revision
            return row
        row["revision"] = _number(old.properties.get("revision")) + 1
        as_before = all(old.properties.get(name) == row[name] for name in LABELS[node.label].wording)
        row["reworded"] = old.properties.get("reworded") if as_before else self.revision
        return row

    def link(self, link: Link, old: Link | None = None) -> Row:
        """What to write for a link that is new (``old`` None) or becomes another."""
        row = _link_row(link)
        if old or not self.keep_confirmed or not isinstance(row["confirmed"], int):
            row["confirmed"] = self.revision
        return row

    def fixed(self, *, links: bool) -> Mapping[str, Value]:
        """What stands in the row of every new item, or link."""
        if links:
            return {} if self.keep_confirmed else {"confirmed": self.revision}
        return {"revision": 1, "updated_at": self.at, "reworded": self.revision}


class Exact:
    """Instead of a ``Stamp``: items and links are written with everything that they say themselves."""

    def node(self, node: Node, old: Node | None = None) -> Row:
        """The item's properties as they are."""
        return _node_row(node)

    def link(self, link: Link, old: Link | None = None) -> Row:
        """The link's properties as they are."""
        return _link_row(link)

    def fixed(self, *, links: bool) -> Mapping[str, Value]:
        """Nothing: every item and link says it all itself."""
        return {}


def check_name(who: str) -> None:
    """Refuse a name that is too long for the log."""
    if len(who) > LONGEST_NAME:
        raise Refusal(
            N_("A name has at most {most} characters; this one has {count}."),
            N_("Shorten it."),
            most=LONGEST_NAME,
            count=len(who),
        )


def change_uid(plan_code: str, revision: int) -> str:
    """The uid of the change that brought a plan to this revision."""
    return f"{plan_code}/change/{revision:08d}"


def write_difference(
    tx: Transaction,
    change: Difference,
    stamp: Rule,
    *,
    new_plan: bool = False,
    progress: Progress | None = None,
) -> None:
    """Write what a difference says: first what goes, then items, then links.

    ``new_plan`` says that the database has never held anything of this plan. ``progress`` is told a label or type
    and how many rows of it are written.
    """
    tell = progress or (lambda _name, _rows: None)
    _remove(tx, change)
    for label in LABELS:
        kind = {"label": label}
        new = [node for node in change.added if node.label == label]
        tx.put_new(kind, new, stamp, new_plan)
        edited = [(old, node) for old, node in change.changed if node.label == label]
        for some in batches(edited):
            put_in_batches(tx, kind, [stamp.node(node, old) for old, node in some])
        if new or edited:
            tell(label, len(new) + len(edited))
    for (name, start, end), links in _by_ends(change.added_links, change.labels).items():
        tx.put_new({"type": name, "from": start, "to": end}, links, stamp, new_plan)
        tell(name, len(links))
    was = {link.key: old for old, link in change.changed_links}
    for (name, start, end), links in _by_ends([n for _old, n in change.changed_links], change.labels).items():
        for some in batches(links):
            rows = [{**link_ends(link), **stamp.link(link, was[link.key])} for link in some]
            put_in_batches(tx, {"type": name, "from": start, "to": end}, rows)
        tell(name, len(links))


def link_ends(link: Link) -> Row:
    """The ends of a link as columns of its row."""
    return {"source": link.source, "target": link.target}


def states_of(
    change: Difference,
    stamp: Rule,
    plan_before: Mapping[str, Value],
    plan_after: Mapping[str, Value],
) -> tuple[States, States]:
    """How everything that a difference touches is before and after it is written."""
    nodes: dict[tuple[str, str], tuple[NodeState, NodeState]] = {}
    links: dict[tuple[str, str, str], tuple[LinkState, LinkState]] = {}

    def node(one: Node, was: Mapping[str, Value] | None, now: Mapping[str, Value] | None) -> None:
        nodes[one.label, one.uid] = NodeState(one.uid, one.label, was), NodeState(one.uid, one.label, now)

    def link(one: Link, was: Mapping[str, Value] | None, now: Mapping[str, Value] | None) -> None:
        links[one.key] = LinkState(*one.key, was), LinkState(*one.key, now)

    for gone in change.removed:
        node(gone, gone.properties, None)
    for old, new in change.changed:
        node(new, old.properties, stamp.node(new, old))
    for new in change.added:
        node(new, None, stamp.node(new))
    # A link whose end becomes another kind of item is taken away and added again: one change of one link.
    removed = {one.key: one for one in change.removed_links}
    for one in change.removed_links:
        link(one, one.properties, None)
    for was, one in change.changed_links:
        link(one, was.properties, stamp.link(one, was))
    for one in change.added_links:
        link(one, removed[one.key].properties if one.key in removed else None, stamp.link(one))
    texts = (own_texts(plan_before), own_texts(plan_after)) if change.about_plan else (None, None)
    before, after = (
        States(
            tuple(pair[side] for pair in nodes.values()),
            tuple(pair[side] for pair in links.values()),
            texts[side],
        )
        for side in (0, 1)
    )
    return before, after


def between(before: States, after: States, labels: Mapping[str, str]) -> Difference:
    """What turns the first states into the second, exactly; ``labels`` are those of the links' ends as they are."""
    nodes = {state.key: state for state in before.nodes}
    links = {state.key: state for state in before.links}
    pairs = [(_node(nodes[state.key]), _node(state)) for state in after.nodes]
    joined = [(_link(links[state.key]), _link(state)) for state in after.links]
    gone = {old.uid for old, new in pairs if old and not new}
    # What hangs on an item that goes is gone with it, and has to be made anew.
    again = [bool(old and new and {old.source, old.target} & gone) for old, new in joined]
    put = list(zip(joined, again, strict=True))
    return Difference(
        added=[new for old, new in pairs if new and not old],
        changed=[(old, new) for old, new in pairs if old and new],
        removed=[old for old, new in pairs if old and not new],
        added_links=[new for (old, new), anew in put if new and (anew or not old)],
        changed_links=[(old, new) for (old, new), anew in put if old and new and not anew],
        removed_links=[old for (old, new), anew in put if old and (anew or not new)],
        about_plan=after.plan is not None,
        labels={
            **labels,
            **{state.uid: state.label for state in after.nodes if state.properties is not None},
        },
    )


def put_plan(tx: Transaction, code: str, properties: Mapping[str, Value], revision: int, at: str) -> None:
    """Write a plan's own texts and its revision."""
    own = own_texts(properties)
    own["latest_year"] = own["latest_year"] or 0
    tx.run(statement("edit/put_plan"), plan=code, revision=revision, updated_at=at, **own)


def note_change(
    tx: Transaction, code: str, revision: int, *, at: str, who: str, what: str, before: str, after: str
) -> str:
    """Write the change that brought the plan to ``revision`` into its log; returns its uid."""
    uid = change_uid(code, revision)
    tx.run(
        statement("edit/note_change"),
        uid=uid,
        plan=code,
        revision=revision,
        at=at,
        who=who,
        what=what,
        before=before,
        after=after,
    )
    return uid


def clear_plan(tx: Transaction, code: str) -> int:
    """Take away all that there is of a plan, its log too; how many items it had."""
    removed = 0
    for label in LABELS:
        removed += int(tx.run(statement("edit/count_items").filled(label=label), plan=code)[0]["items"])
        tx.run(statement("edit/remove_items").filled(label=label), plan=code)
    tx.run(statement("edit/remove_log"), plan=code)
    tx.run(statement("edit/remove_plan"), plan=code)
    return removed


def _remove(tx: Transaction, change: Difference) -> None:
    before = {**change.labels, **{n.uid: n.label for n in change.removed}}
    for (name, start, end), links in _by_ends(change.removed_links, before).items():
        made = statement("edit/remove_links").filled(**{"type": name, "from": start, "to": end})
        for some in batches(links):
            tx.run(made, rows=[link_ends(link) for link in some])
    for label in LABELS:
        made = statement("edit/remove_nodes").filled(label=label)
        for batch in batches([n.uid for n in change.removed if n.label == label]):
            tx.run(made, uids=batch)


def _by_ends(links: Iterable[Link], labels: Mapping[str, str]) -> dict[tuple[str, str, str], list[Link]]:
    grouped: dict[tuple[str, str, str], list[Link]] = defaultdict(list)
    for link in links:
        grouped[link.type, labels[link.source], labels[link.target]].append(link)
    return grouped


def _node_row(node: Node) -> Row:
    said = node.properties
    row: Row = {name: said.get(name) for name in _STORED[node.label]}
    for name in _FLOATS[node.label]:  # a server would keep a whole number whole, and the stores would differ
        if row[name] is not None:
            row[name] = float(row[name])
    return row


def _link_row(link: Link) -> Row:
    said = link.properties
    return {name: said.get(name) for name in _LINK_STORED[link.type]}


def _node(state: NodeState) -> Node | None:
    return None if state.properties is None else Node(state.label, {**state.properties, "uid": state.uid})


def _link(state: LinkState) -> Link | None:
    return None if state.properties is None else Link(*state.key, state.properties)


def _number(value: Value) -> int:
    return value if isinstance(value, int) else 1

"""A plan with everything that a store keeps about it, its log too: read as it is, written as it was elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from explorer.catalogue import statement
from explorer.errors import Refusal
from explorer.i18n import N_
from explorer.model import LABELS, LINK_TYPES, PLAN_KEPT_BY_STORE, Plan, Value
from explorer.store.applying import changed_meanwhile, claim
from explorer.store.difference import difference
from explorer.store.plans import plan_codes, read_plan, revision_of
from explorer.store.protocol import GraphStore, Row, Transaction
from explorer.store.states import own_texts
from explorer.store.writing import Exact, Progress, put_plan, write_difference

_TRIES = 5
#: The columns of a change, apart from its plan.
CHANGE_COLUMNS = ("uid", "revision", "at", "who", "what", "before", "after")


@dataclass(frozen=True)
class StoredPlan:
    """A plan as a store holds it: revisions, confirmations and mapping included, and the rows of its log.

    ``changes`` has every column of ``CHANGE_COLUMNS``, the oldest first.
    """

    plan: Plan
    changes: tuple[Row, ...]

    @property
    def code(self) -> str:
        return self.plan.code


def read_stored(store: GraphStore, code: str) -> StoredPlan:
    """The plan and its log as they stood at one revision; a ``Refusal`` if there is no such plan."""
    for _try in range(_TRIES):
        plan = read_plan(store, code)
        rows = store.read(statement("explore/changes_since"), plan=code, revision=-1)
        if revision_of(store, code) == plan.revision:
            return in_order(StoredPlan(plan, tuple(rows)))
    raise Refusal(
        N_("The plan {code} is being changed all the time and could not be read as a whole."),
        N_("Wait until the load is finished, then try again."),
        code=code,
    )


def in_order(stored: StoredPlan) -> StoredPlan:
    """The same with all it can say and nothing else, in one fixed order: so that two that are the same are equal."""
    plan = stored.plan
    own: dict[str, Value] = {"code": plan.code, **own_texts(plan.properties)}
    own |= {p.name: plan.properties.get(p.name) for p in PLAN_KEPT_BY_STORE}
    order = {label: i for i, label in enumerate(LABELS)}
    nodes = sorted(plan.nodes.values(), key=lambda node: (order[node.label], node.uid))
    rule = Exact()
    return StoredPlan(
        Plan(
            own,
            {node.uid: replace(node, properties=rule.node(node)) for node in nodes},
            tuple(
                replace(link, properties=rule.link(link))
                for link in sorted(plan.links, key=lambda link: link.key)
                if link.type in LINK_TYPES
            ),
        ),
        tuple(
            {name: row[name] for name in CHANGE_COLUMNS}
            for row in sorted(stored.changes, key=lambda row: (row["revision"], row["uid"]))
        ),
    )


def put_stored(
    store: GraphStore, stored: StoredPlan, *, replace: bool = False, progress: Progress | None = None
) -> bool:
    """Make the store hold exactly this under the plan's code, in one transaction; False if it did already.

    A plan that the store holds at an earlier moment of the same log is brought forward. Any other is left alone
    with a ``Refusal``, unless ``replace`` says that this one takes its place. ``progress`` is told a label or type
    and how many rows of it are written.
    """
    wanted = in_order(stored)
    code = wanted.code
    there = read_stored(store, code) if any(row["code"] == code for row in plan_codes(store)) else None
    if there == wanted:
        return False
    kept = _kept(there, wanted)
    if there is not None and not kept and not replace:
        raise Refusal(
            N_("The store holds another state of the plan {code} (revision {there}, not {wanted})."),
            N_(
                "Say that it is to be replaced, or remove it there first: both lose what only that store knows."
            ),
            code=code,
            there=there.plan.revision,
            wanted=wanted.plan.revision,
        )
    change = difference(there.plan if there else None, wanted.plan, exact=True)

    def work(tx: Transaction) -> None:
        if claim(tx, code) != (there.plan.revision if there else 0):
            raise changed_meanwhile(code)
        # What was removed here has left a change, and the engine may have held these uids.
        left = tx.run(statement("edit/last_revision"), plan=code)[0]
        write_difference(tx, change, Exact(), new_plan=not left["changes"], progress=progress)
        if left["changes"] and not kept:
            tx.run(statement("edit/remove_log"), plan=code)
        for row in wanted.changes[kept:]:
            tx.run(statement("edit/note_change"), plan=code, **row)
        _put_plan(tx, code, wanted.plan.properties)

    store.write(work)
    return True


def _put_plan(tx: Transaction, code: str, properties: Mapping[str, Value]) -> None:
    revision = properties["revision"]
    put_plan(
        tx,
        code,
        properties,
        revision if isinstance(revision, int) else 0,
        str(properties["updated_at"] or ""),
    )
    tx.run(statement("edit/put_mapping"), plan=code, mapping=str(properties["mapping"] or ""))


def _kept(there: StoredPlan | None, wanted: StoredPlan) -> int:
    """How many changes of the log are there already; 0 if what is there is not an earlier moment of this one."""
    if there is None:
        return 0
    size = len(there.changes)
    if there.changes != wanted.changes[:size]:
        return 0
    if size == len(wanted.changes) and _but_mapping(there.plan) != _but_mapping(wanted.plan):
        return 0
    return size


def _but_mapping(plan: Plan) -> tuple[object, ...]:
    """A plan without how its columns were understood, which changes without a revision."""
    return {**plan.properties, "mapping": None}, plan.nodes, plan.links

"""Plans from one store into another, exactly: whole plans, one transaction each, and nothing done twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Literal

from explorer.errors import Refusal
from explorer.i18n import N_
from explorer.model import Plan
from explorer.store import GraphStore, plan_codes
from explorer.store.moving import StoredPlan, put_stored, read_stored

#: What became of a plan: it was written, or the target held exactly it already.
Outcome = Literal["written", "there"]
#: Told a label or link type and how many rows of it were written.
Progress = Callable[[str, int], None]
#: Told the code of a plan when it is done.
Done = Callable[[str, Outcome], None]


def copy_plans(
    source: GraphStore,
    target: GraphStore,
    codes: Iterable[str],
    *,
    replace: bool = False,
    progress: Progress | None = None,
    done: Done | None = None,
) -> dict[str, Outcome]:
    """Make ``target`` hold these plans as ``source`` does, with revisions, confirmations, mapping and log.

    Each is written in one transaction, so an end at any moment leaves whole plans, and running it again goes on
    where it stopped. Before the first is written all are looked at: a ``Refusal`` if the target holds another
    state of one that is not an earlier one, unless ``replace``. Returns what became of each.
    """
    wanted = list(codes)
    if not replace:
        there = _codes(target)
        for code in wanted:
            if code in there:
                refuse_other_state(target, read_stored(source, code))
    return _put(
        target, (read_stored(source, code) for code in wanted), replace=replace, progress=progress, done=done
    )


def restore_plans(
    target: GraphStore,
    plans: Sequence[StoredPlan],
    *,
    replace: bool = False,
    progress: Progress | None = None,
    done: Done | None = None,
) -> dict[str, Outcome]:
    """Make ``target`` hold these plans (of a backup) exactly; the same rules as for ``copy_plans``."""
    for stored in plans:
        if not replace:
            refuse_other_state(target, stored)
    return _put(target, plans, replace=replace, progress=progress, done=done)


def refuse_other_state(target: GraphStore, wanted: StoredPlan) -> None:
    """A ``Refusal`` if the target holds this plan in a state that is neither this one nor an earlier one of it."""
    if wanted.code not in _codes(target):
        return
    there = read_stored(target, wanted.code)
    if there != wanted and not _is_earlier(there, wanted):
        raise Refusal(
            N_("{place} holds another state of the plan {code}: revision {there}, here it is {here}."),
            N_("Say that the state there may be lost (--replace), or leave this plan out."),
            place=target.place,
            code=wanted.code,
            there=there.plan.revision,
            here=wanted.plan.revision,
        )


def _put(
    target: GraphStore,
    plans: Iterable[StoredPlan],
    *,
    replace: bool,
    progress: Progress | None,
    done: Done | None,
) -> dict[str, Outcome]:
    outcomes: dict[str, Outcome] = {}
    for stored in plans:
        is_new = put_stored(target, stored, replace=replace, progress=progress)
        outcomes[stored.code] = "written" if is_new else "there"
        if done:
            done(stored.code, outcomes[stored.code])
    return outcomes


def _is_earlier(there: StoredPlan, wanted: StoredPlan) -> bool:
    """Whether the log of one goes on where that of the other ends; the mapping alone changes without a revision."""
    size = len(there.changes)
    if not size or there.changes != wanted.changes[:size]:
        return False
    return size < len(wanted.changes) or _but_mapping(there.plan) == _but_mapping(wanted.plan)


def _but_mapping(plan: Plan) -> tuple[object, ...]:
    return {**plan.properties, "mapping": None}, plan.nodes, plan.links


def _codes(store: GraphStore) -> set[str]:
    return {str(row["code"]) for row in plan_codes(store)}

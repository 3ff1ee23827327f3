"""Edits of a plan that can be taken back: gaps marked as meant, links confirmed, a plan edited as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from explorer.errors import Refusal
from explorer.i18n import N_
from explorer.model import LINK_TYPES, Plan, code_of, empty_properties
from explorer.store.applying import Edit, apply_edit, changed_meanwhile
from explorer.store.difference import difference
from explorer.store.log import CONFIRM, MARK, UNMARK, Change, change_with
from explorer.store.plans import read_plan
from explorer.store.protocol import GraphStore, Transaction
from explorer.store.states import Key, LinkState, NodeState, States, labels_of, present_links
from explorer.store.telling import told_change
from explorer.store.undoing import changes, last_change, undo
from explorer.store.writing import LONGEST_NAME, Stamp, states_of

__all__ = [
    "LONGEST_NAME",
    "LONGEST_REASON",
    "Change",
    "LinkState",
    "NodeState",
    "States",
    "change_with",
    "changes",
    "confirm_links",
    "edit_plan",
    "last_change",
    "mark_meant",
    "told_change",
    "undo",
    "unmark",
]

LONGEST_REASON = 500
#: What a mark says; the rest of it (a note, a source) belonged to another reason.
_MARK = ("reason", "certainty", "since", "until")

_Labels = Mapping[str, str]
#: What links become in an edit, from the labels of their ends, how they are now, and the plan's new revision.
_Work = Callable[[_Labels, Sequence[LinkState], int], Sequence[LinkState]]


def mark_meant(
    store: GraphStore, plan_code: str, pairs: Sequence[tuple[str, str]], reason: str, *, who: str
) -> str:
    """Note that nothing is meant to contribute: (department or operative goal, strategic goal) as pairs of uids.

    The mark is documented and holds for all years; it replaces one with another reason. Returns the uid of the
    change. Raises a ``Refusal``, and writes nothing, without a reason of at most 500 characters, for items that
    the plan does not have or that are of another kind, and for a pair that is marked so already.
    """
    text = reason.strip()
    if not text or len(text) > LONGEST_REASON:
        raise Refusal(
            N_("A gap that is meant needs a reason of at most {most} characters; this one has {count}."),
            N_("Say in a sentence why nothing is meant to contribute."),
            most=LONGEST_REASON,
            count=len(text),
        )
    mark = {**empty_properties(LINK_TYPES["NOT_CONCERNED"].stored), "reason": text, "certainty": "documented"}

    def work(_labels: _Labels, now: Sequence[LinkState], revision: int) -> list[LinkState]:
        for link in now:
            if link.properties and all(link.properties.get(name) == mark[name] for name in _MARK):
                raise Refusal(
                    N_("{source} is marked as deliberately without {target} already, with the same reason."),
                    N_("Leave this pair out, or give another reason."),
                    **_ends(link.key),
                )
        return [replace(link, properties={**mark, "confirmed": revision}) for link in now]

    return _edit(store, plan_code, MARK, _marks(pairs), work, who)


def unmark(store: GraphStore, plan_code: str, pairs: Sequence[tuple[str, str]], *, who: str) -> str:
    """Take the marks on these pairs away; returns the uid of the change.

    Raises a ``Refusal``, and writes nothing, if one of them is not marked.
    """

    def work(_labels: _Labels, now: Sequence[LinkState], _revision: int) -> list[LinkState]:
        for link in now:
            if link.properties is None:
                raise Refusal(
                    N_("{source} is not marked as deliberately without {target}."),
                    N_("Somebody may have taken the mark away: look at the list again."),
                    **_ends(link.key),
                )
        return [replace(link, properties=None) for link in now]

    return _edit(store, plan_code, UNMARK, _marks(pairs), work, who)


def confirm_links(store: GraphStore, plan_code: str, keys: Sequence[Key], *, who: str) -> str:
    """Note that these links (type, source, target) hold as their ends are worded now; returns the change's uid.

    Raises a ``Refusal``, and writes nothing, for a link that is not there.
    """

    def work(_labels: _Labels, now: Sequence[LinkState], revision: int) -> list[LinkState]:
        made = []
        for link in now:
            if link.properties is None:
                raise Refusal(
                    N_("There is no link {type} from {source} to {target}."),
                    N_("Somebody may have removed it: look at the list again."),
                    type=link.type,
                    **_ends(link.key),
                )
            made.append(replace(link, properties={**link.properties, "confirmed": revision}))
        return made

    return _edit(store, plan_code, CONFIRM, keys, work, who)


def edit_plan(
    store: GraphStore, plan_code: str, what: str, after: Plan, *, who: str, expected: int | None = None
) -> str:
    """Make the plan in the store be ``after``, as one change that can be taken back; returns the change's uid.

    ``what`` is the word for the log (``year`` for a plan year that was opened), ``expected`` the revision that the
    caller looked at. Only what differs is written, as a load does it, but for the links that are new in ``after``:
    one that carries a whole number as ``confirmed`` keeps it. So a link that is copied to a reworded successor
    (which is new, and reworded at this very revision) is suspect until somebody confirms it. Raises a ``Refusal``,
    and writes nothing, if nothing differs, if there is no such plan, or if it was changed meanwhile.
    """
    old = read_plan(store, plan_code)
    if expected is not None and expected != old.revision:
        raise changed_meanwhile(plan_code)
    change = difference(old, after)
    if not change:
        raise Refusal(
            N_("The plan {code} is like this already; nothing was written."),
            N_("Change something first."),
            code=plan_code,
        )

    def work(_tx: Transaction, base: int, at: str) -> Edit:
        if base != old.revision:
            raise changed_meanwhile(plan_code)
        stamp = Stamp(base + 1, at, keep_confirmed=True)
        states = states_of(change, stamp, old.properties, after.properties)
        return Edit(*states, {uid: node.label for uid, node in old.nodes.items()})

    return apply_edit(store, plan_code, what, work, who=who)


def _edit(store: GraphStore, plan_code: str, what: str, keys: Iterable[Key], work: _Work, who: str) -> str:
    """Make the links with these keys what ``work`` says."""
    wanted = list(dict.fromkeys(keys))
    if not wanted:
        raise Refusal(N_("Nothing was chosen."), N_("Choose at least one pair or link."))

    def made(tx: Transaction, base: int, _at: str) -> Edit:
        labels = labels_of(tx.run, plan_code, [uid for key in wanted for uid in key[1:]])
        _check_ends(wanted, labels)
        found = present_links(tx.run, labels, wanted)
        before = [found[key] for key in wanted]
        return Edit(States(links=before), States(links=work(labels, before, base + 1)), labels)

    return apply_edit(store, plan_code, what, made, who=who)


def _check_ends(keys: Sequence[Key], labels: _Labels) -> None:
    """Refuse links whose ends are not in the plan, or cannot be joined so."""
    for type_, source, target in keys:
        if type_ not in LINK_TYPES:
            raise Refusal(
                N_("There is no link type {value}."),
                N_("Choose one of: {names}."),
                value=type_,
                names=", ".join(LINK_TYPES),
            )
        for uid in (source, target):
            if uid not in labels:
                raise Refusal(
                    N_("The plan has no item {value}, or no longer."),
                    N_("Look at the plan as it is now, and choose again."),
                    value=code_of(uid),
                )
        if (labels[source], labels[target]) not in LINK_TYPES[type_].ends:
            raise Refusal(
                N_("{type} cannot lead from {start} to {end}."),
                N_("Allowed: {allowed}."),
                type=type_,
                start=f"{labels[source]} {code_of(source)}",
                end=f"{labels[target]} {code_of(target)}",
                allowed=", ".join(f"{a} -> {b}" for a, b in LINK_TYPES[type_].ends),
            )


def _marks(pairs: Iterable[tuple[str, str]]) -> list[Key]:
    return [("NOT_CONCERNED", source, target) for source, target in pairs]


def _ends(key: Key) -> dict[str, object]:
    return {"source": code_of(key[1]), "target": code_of(key[2])}

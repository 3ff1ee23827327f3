"""Edits of a plan that can be taken back: gaps marked as meant, links confirmed, undo. Each is one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from explorer.catalogue import statement
from explorer.errors import Refusal, Said
from explorer.i18n import N_, day
from explorer.model import LINK_TYPES, Value, code_of, empty_properties
from explorer.store.loading import batches, put_in_batches
from explorer.store.log import (
    CONFIRM,
    MARK,
    UNDO,
    UNMARK,
    Change,
    Key,
    LinkState,
    as_json,
    by_ends,
    change_of,
    changes,
    labels_of,
    present,
    told_change,
)
from explorer.store.protocol import GraphStore, Transaction

__all__ = [
    "LONGEST_NAME",
    "LONGEST_REASON",
    "Change",
    "LinkState",
    "change_with",
    "changes",
    "confirm_links",
    "last_change",
    "mark_meant",
    "told_change",
    "undo",
    "unmark",
]

LONGEST_REASON = 500
LONGEST_NAME = 100
#: How many changes ``last_change`` looks back.
_LOG = 200
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


def undo(store: GraphStore, plan_code: str, change_uid: str, *, who: str) -> str:
    """Take a change back, also an undo (that does it again); returns the uid of the change that this makes.

    Every link becomes exactly what it was before. Raises a ``Refusal``, and writes nothing, for a change that is
    not there, for a load, and if a link has been changed since.
    """
    change = change_with(store, plan_code, change_uid)
    if not change.is_edit:
        raise Refusal(
            N_("This change was a load of the whole plan; it cannot be taken back."),
            N_("Load the former files again: zielnetz load PATH."),
        )
    was = {link.key: link for link in change.before}
    left = {link.key: link for link in change.after}

    def work(labels: _Labels, now: Sequence[LinkState], _revision: int) -> list[LinkState]:
        for link in now:
            if not link.is_like(left[link.key]):
                raise _changed_since(store, change, link)
        return [was[link.key] for link in now]

    again = change.what == UNDO and not change.again
    of = change.undone_what if change.what == UNDO else change.what
    more: dict[str, str | bool] = {"undoes": change.uid, "undone_what": of, "again": again}
    return _edit(store, plan_code, UNDO, list(left), work, who, **more)


def change_with(store: GraphStore, plan_code: str, change_uid: str) -> Change:
    """The change with this uid; a ``Refusal`` if the plan's log has none (``can_be_undone`` is not looked up)."""
    rows = store.read(statement("explore/change"), plan=plan_code, uid=change_uid)
    if not rows:
        raise Refusal(
            N_("There is no change {change} in the log of this plan."),
            N_("Choose one from the list: zielnetz changes."),
            change=change_uid,
        )
    return change_of(plan_code, rows[0])


def last_change(store: GraphStore, plan_code: str) -> Change:
    """The latest change that somebody would want to take back: no undo, and none that was taken back.

    Raises a ``Refusal`` if there is none.
    """
    gone: set[str] = set()
    for change in changes(store, plan_code, _LOG):
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


def _edit(
    store: GraphStore,
    plan_code: str,
    what: str,
    keys: Iterable[Key],
    work: _Work,
    who: str,
    **more: str | bool,
) -> str:
    """Make the links with these keys what ``work`` says, count the plan on and write the change down."""
    wanted = list(dict.fromkeys(keys))
    if not wanted:
        raise Refusal(N_("Nothing was chosen."), N_("Choose at least one pair or link."))
    if len(who) > LONGEST_NAME:
        raise Refusal(
            N_("A name has at most {most} characters; this one has {count}."),
            N_("Shorten it."),
            most=LONGEST_NAME,
            count=len(who),
        )
    now = datetime.now(UTC).isoformat(timespec="seconds")

    def in_transaction(tx: Transaction) -> str:
        # Nothing is read before this: on a server it is what makes a second editor wait.
        base = tx.run(statement("edit/claim_plan"), plan=plan_code)[0]["revision"]
        if not base:
            raise Refusal(
                N_("There is no plan called {code} in the database."),
                N_("Load one: zielnetz load PATH."),
                code=plan_code,
            )
        labels = labels_of(tx.run, plan_code, [LinkState(*key) for key in wanted])
        _check_ends(wanted, labels)
        found = present(tx.run, labels, wanted)
        before = [found[key] for key in wanted]
        after = work(labels, before, base + 1)
        _write(tx, labels, after)
        tx.run(statement("edit/bump_revision"), plan=plan_code, revision=base + 1, updated_at=now)
        uid = f"{plan_code}/change/{base + 1:08d}"
        tx.run(
            statement("edit/note_change"),
            uid=uid,
            plan=plan_code,
            revision=base + 1,
            at=now,
            who=who,
            what=what,
            before=as_json(before),
            after=as_json(after, **more),
        )
        return uid

    return store.write(in_transaction)


def _write(tx: Transaction, labels: _Labels, links: Sequence[LinkState]) -> None:
    made = {link.key: link for link in links}
    for (type_, start, end), keys in by_ends(made, labels).items():
        kind = {"type": type_, "from": start, "to": end}
        remove = statement("edit/remove_links").filled(**kind)
        for batch in batches([_row(key) for key in keys if made[key].properties is None]):
            tx.run(remove, rows=batch)
        empty = empty_properties(LINK_TYPES[type_].stored)
        put = [{**empty, **properties, **_row(key)} for key in keys if (properties := made[key].properties)]
        put_in_batches(tx, kind, put)


def _row(key: Key) -> dict[str, Value]:
    return {"source": key[1], "target": key[2]}


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


def _changed_since(store: GraphStore, change: Change, link: LinkState) -> Refusal:
    rows = store.read(statement("explore/changes_since"), plan=change.plan, revision=change.revision)
    later = [change_of(change.plan, row) for row in rows]
    # A load does not say which links it touched, so it is named when no edit did.
    culprit = next((c for c in later if link.key in {one.key for one in c.after}), None)
    culprit = culprit or next((c for c in later if not c.is_edit), change)
    return Refusal(
        N_("The link from {source} to {target} was changed since, by {who} on {day} (revision {revision})."),
        N_("Take that change back first ({change}), or make the link anew as it should be."),
        who=culprit.who or Said(N_("somebody without a name")),
        day=day(culprit.at[:10]),
        revision=culprit.revision,
        change=culprit.uid,
        **_ends(link.key),
    )


def _marks(pairs: Iterable[tuple[str, str]]) -> list[Key]:
    return [("NOT_CONCERNED", source, target) for source, target in pairs]


def _ends(key: Key) -> dict[str, object]:
    return {"source": code_of(key[1]), "target": code_of(key[2])}

"""One edit of a plan: the plan is claimed, what it touches becomes as it should be, and the log says so."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from explorer.catalogue import statement
from explorer.errors import Refusal
from explorer.i18n import N_
from explorer.model import Value
from explorer.store.protocol import GraphStore, Transaction
from explorer.store.states import Reader, States, as_json, own_texts
from explorer.store.writing import Exact, between, check_name, note_change, put_plan, write_difference


@dataclass(frozen=True)
class Edit:
    """What an edit touches, before and after, and the labels of its links' ends as they are before."""

    before: States
    after: States
    labels: Mapping[str, str] = field(default_factory=dict)


#: Makes the edit in its transaction, from the plan's revision and the time.
Work = Callable[[Transaction, int, str], Edit]


def now() -> str:
    """The time as the log writes it: UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def no_plan(code: str) -> Refusal:
    """There is no such plan."""
    return Refusal(
        N_("There is no plan called {code} in the database."),
        N_("Load one: zielnetz load PATH."),
        code=code,
    )


def changed_meanwhile(code: str) -> Refusal:
    """The plan is no longer as the caller saw it."""
    return Refusal(
        N_("The plan {code} was changed meanwhile; nothing was written."),
        N_("Look at the difference again, then decide."),
        code=code,
    )


def claim(tx: Transaction, plan_code: str) -> int:
    """Hold the plan until the transaction ends, so that a second writer waits; its revision (0: there is none)."""
    return int(tx.run(statement("edit/claim_plan"), plan=plan_code)[0]["revision"])


def apply_edit(
    store: GraphStore, plan_code: str, what: str, work: Work, *, who: str, **more: str | bool
) -> str:
    """Do what ``work`` says in one transaction, count the plan on and write the change down; returns its uid."""
    check_name(who)
    at = now()

    def in_transaction(tx: Transaction) -> str:
        # Nothing is read before this: on a server it is what makes a second editor wait.
        base = claim(tx, plan_code)
        if not base:
            raise no_plan(plan_code)
        edit = work(tx, base, at)
        write_difference(tx, between(edit.before, edit.after, edit.labels), Exact())
        if edit.after.plan is None:
            tx.run(statement("edit/bump_revision"), plan=plan_code, revision=base + 1, updated_at=at)
        else:
            put_plan(tx, plan_code, edit.after.plan, base + 1, at)
        return note_change(
            tx,
            plan_code,
            base + 1,
            at=at,
            who=who,
            what=what,
            before=as_json(edit.before),
            after=as_json(edit.after, **more),
        )

    return store.write(in_transaction)


def plan_texts(read: Reader, plan_code: str) -> dict[str, Value]:
    """What the plan says about itself now; empty if there is none."""
    row = next((row for row in read(statement("explore/plans")) if row["code"] == plan_code), None)
    return own_texts(row) if row else {}

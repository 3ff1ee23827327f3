"""What a bulk load of the embedded engine leaves behind when its process is killed, found and taken away.

The engine (0.22.0) does not write the rows of a bulk load into its log: they are safe when the checkpoint that follows
the commit is over. Killed in between, the file opens with all of the transaction but those rows. So the transaction
notes how many rows it brings, the note is taken away after the checkpoint, and whoever finds it counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from explorer.catalogue import statement
from explorer.model import Link
from explorer.store.log import REMOVE
from explorer.store.protocol import Thing, Transaction
from explorer.store.states import Reader
from explorer.store.writing import clear_plan, note_change


def note_of(kind: Mapping[str, str], things: Sequence[Thing]) -> str:
    """The note's name for a bulk load of these things: ``bulk/<plan>/<label>``, or type and labels of the ends."""
    first = things[0]
    uid = first.source if isinstance(first, Link) else first.uid
    return "/".join(["bulk", uid.partition("/")[0], *kind.values()])


def put_notes(tx: Transaction, notes: Mapping[str, int]) -> None:
    """Note in the transaction of a bulk load how many rows it brings."""
    for uid, rows in notes.items():
        tx.run(statement("edit/mark_bulk", "embedded"), uid=uid, rows=rows)


def is_noted(read: Reader) -> bool:
    """Whether there is a note: the process that loaded was ended before it could take it away, or is at it."""
    return bool(read(statement("explore/bulk_marks", "embedded")))


def lost_plans(read: Reader) -> list[str]:
    """The codes of the plans of which not all rows came into the file."""
    lost = {}
    for row in read(statement("explore/bulk_marks", "embedded")):
        _bulk, plan, *kind = row["uid"].split("/")
        if len(kind) == 1:
            made = statement("edit/count_items").filled(label=kind[0])
        else:
            type_, start, end = kind
            made = statement("edit/count_links").filled(**{"type": type_, "from": start, "to": end})
        if read(made, plan=plan)[0]["items"] != row["rows"]:
            lost[plan] = True
    return list(lost)


def take_away(tx: Transaction, at: str) -> None:
    """Take away what is left of the plans that were lost, so that it is as before the load, and the notes.

    A change stays behind, since the engine has held some of their uids.
    """
    for code in lost_plans(tx.run):
        clear_plan(tx, code)
        counts = '{"counts": {"added": 0, "changed": 0, "removed": 0}}'
        note_change(tx, code, 1, at=at, who="", what=REMOVE, before="[]", after=counts)
    tx.run(statement("edit/unmark_bulk", "embedded"))

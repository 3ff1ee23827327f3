"""The log of changes: who did what to a plan and when, with what it touched before and after."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from explorer.catalogue import statement
from explorer.errors import Refusal
from explorer.i18n import N_
from explorer.store.protocol import GraphStore, Row
from explorer.store.states import States, from_json

MARK, UNMARK, CONFIRM, UNDO = "mark", "unmark", "confirm", "undo"
LOAD, YEAR, REMOVE = "load", "year", "remove"


@dataclass(frozen=True)
class Change:
    """One change of a plan: when, by whom, what it was, and all that it touched before and after.

    ``what`` is one of the words above, or another. ``is_edit`` says that both sides are known; of a first or a
    large load the log keeps the counts alone. An undo says which change it takes back, what that one was, and
    whether it does so for the second time, that is: does it again.
    """

    uid: str
    plan: str
    revision: int
    at: str
    who: str
    what: str
    before: States = field(default=States())
    after: States = field(default=States())
    is_edit: bool = False
    undoes: str = ""
    undone_what: str = ""
    again: bool = False
    counts: Mapping[str, int] = field(default_factory=dict)
    can_be_undone: bool = False


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


def change_of(plan_code: str, row: Row) -> Change:
    """A change from its row in the database."""
    before, after = _parsed(row["before"]), _parsed(row["after"])
    made = Change(
        **{key: row[key] for key in ("uid", "revision", "at", "who", "what")},
        plan=plan_code,
        is_edit=isinstance(after, dict) and isinstance(before, dict) and "links" in after,
    )
    if not isinstance(after, dict):
        return made
    # An older version wrote the counts of a load without a name for them.
    counts = after.get("counts", {} if made.is_edit else after)
    made = replace(made, counts={key: n for key, n in counts.items() if isinstance(n, int)})
    if not made.is_edit:
        return made
    return replace(
        made,
        before=from_json(before),
        after=from_json(after),
        undoes=after.get("undoes", ""),
        undone_what=after.get("undone_what", ""),
        again=bool(after.get("again")),
    )


def _parsed(text: str | None) -> Any:
    try:
        return json.loads(text or "null")
    except ValueError:
        return None

"""`zielnetz meant`, `unmark`, `confirm`, `changes`, `undo`: edits that can be taken back, and the log of them."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from explorer import cli_output as out
from explorer import i18n
from explorer.cli_output import ListFormat
from explorer.cli_questions import item_named, one_plan, reading
from explorer.i18n import _

if TYPE_CHECKING:
    from explorer.model import Plan
    from explorer.store import GraphStore

#: What is offered when a code is not known.
_SOURCES, _GOALS = ("Department", "OperativeGoal"), ("StrategicGoal",)

Who = Annotated[str, typer.Option(metavar="NAME", help="For the log; otherwise your user name.")]
OfPlan = Annotated[str, typer.Option("--plan", metavar="CODE", help="Which plan, if there are several.")]
Item = Annotated[str, typer.Argument(metavar="ITEM", help="A department or operative goal: its code or uid.")]
Goal = Annotated[str, typer.Argument(metavar="GOAL", help="A strategic goal: its code or uid.")]


def meant(
    item: Item,
    goal: Goal,
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why nothing is meant to contribute.")],
    plan: OfPlan = "",
    who: Who = "",
) -> None:
    """Mark a gap as meant: this department or operative goal is deliberately without that goal."""
    from explorer.store.edits import mark_meant

    with _writing(plan) as (store, found):
        pair = item_named(found, _SOURCES, item), item_named(found, _GOALS, goal)
        _tell(store, found, mark_meant(store, found.code, [pair], reason, who=who or user_name()))


def unmark(item: Item, goal: Goal, plan: OfPlan = "", who: Who = "") -> None:
    """Take the mark of a gap that was meant away."""
    from explorer.store import edits

    with _writing(plan) as (store, found):
        pair = item_named(found, _SOURCES, item), item_named(found, _GOALS, goal)
        _tell(store, found, edits.unmark(store, found.code, [pair], who=who or user_name()))


def confirm(
    type_: Annotated[str, typer.Argument(metavar="TYPE", help="The link's type, as SERVES.")],
    start: Annotated[str, typer.Argument(metavar="FROM", help="Where it starts: code or uid.")],
    end: Annotated[str, typer.Argument(metavar="TO", help="Where it ends: code or uid.")],
    plan: OfPlan = "",
    who: Who = "",
) -> None:
    """Confirm a link whose ends were reworded: it holds as they are worded now.

    `zielnetz ask suspect-links` lists the links that wait for it.
    """
    from explorer.store.edits import confirm_links

    with _writing(plan) as (store, found):
        key = type_.upper(), item_named(found, (), start), item_named(found, (), end)
        _tell(store, found, confirm_links(store, found.code, [key], who=who or user_name()))


def changes(
    plan: OfPlan = "",
    most: Annotated[int, typer.Option(min=1, max=1000, help="How many, the newest first.")] = 50,
    format_: Annotated[
        ListFormat, typer.Option("--format", "-f", help="How to write it.")
    ] = ListFormat.table,
) -> None:
    """List the changes of a plan, the newest first, and whether they can be taken back."""
    from explorer.store import edits, read_plan

    with reading() as store:
        found = read_plan(store, one_plan(store, plan))
        log = edits.changes(store, found.code, most)
    if format_ is ListFormat.json:
        names = ("uid", "revision", "at", "who", "what", "can_be_undone")
        out.print_json(
            [
                {**{n: getattr(change, n) for n in names}, "told": edits.told_change(change, found)}
                for change in log
            ]
        )
        return
    rows = [[c.revision, _moment(c.at), c.who, edits.told_change(c, found), c.can_be_undone] for c in log]
    out.print_table([_("Revision"), _("When"), _("Who"), _("What"), _("Can be undone")], rows)


def undo(
    change: Annotated[
        str, typer.Argument(metavar="CHANGE|last", help="Its revision or uid, see `zielnetz changes`.")
    ] = "last",
    plan: OfPlan = "",
    who: Who = "",
) -> None:
    """Take a change back; taking back an undo does the change again."""
    from explorer.store import edits

    with _writing(plan) as (store, found):
        uid = change
        if change == "last":
            uid = edits.last_change(store, found.code).uid
        elif change.isdecimal():
            log = edits.changes(store, found.code, 1000)
            uid = next((one.uid for one in log if one.revision == int(change)), change)
        _tell(store, found, edits.undo(store, found.code, uid, who=who or user_name()))


#: The commands of this module, in the order of the help.
COMMANDS: tuple[Callable[..., None], ...] = (meant, unmark, confirm, changes, undo)


def user_name() -> str:
    """The name of who runs this command, for the log; empty if nobody knows."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a container's user may have no name
        return ""


@contextmanager
def _writing(code: str) -> Iterator[tuple[GraphStore, Plan]]:
    """The store, open for writing, and the plan that is meant."""
    from explorer.settings import read_settings
    from explorer.store import open_store, read_plan

    settings = read_settings()
    # Where there is no plan, none can be edited; opened for reading, an empty database is refused and not made.
    is_there = bool(settings.neo4j_uri) or settings.embedded_file.exists()
    store = open_store(settings, read_only=not is_there)
    try:
        yield store, read_plan(store, one_plan(store, code))
    finally:
        store.close()


def _tell(store: GraphStore, plan: Plan, uid: str) -> None:
    """Print what was written."""
    from explorer.store.edits import change_with, told_change

    change = change_with(store, plan.code, uid)
    out.print_line(told_change(change, plan))
    out.say(_("Revision {number}; zielnetz undo {number} takes it back.", number=change.revision))


def _moment(at: str) -> str:
    """When a change was made, in the time of this machine."""
    try:
        local = datetime.fromisoformat(at).astimezone()
    except ValueError:
        return at
    return f"{i18n.day(local.date().isoformat())} {local:%H:%M}"

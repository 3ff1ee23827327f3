"""`zielnetz export`, `copy`, `backup`, `restore`: files for other programs, and whole stores moved and kept."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from explorer import cli_output as out
from explorer import i18n
from explorer.cli_files import check_folder, save
from explorer.cli_questions import known_plans, one_plan, reading
from explorer.errors import Refusal, Unreachable
from explorer.i18n import N_, _, _n

if TYPE_CHECKING:
    from explorer.exchange.formats.exports import Export
    from explorer.settings import Settings
    from explorer.store import GraphStore

#: The variable with the password of the other database of `zielnetz copy`.
_PASSWORD = "ZIELNETZ_TARGET_PASSWORD"  # noqa: S105 - the name of a variable
#: Endings that another command writes.
_PICTURES = (".html", ".svg", ".png")

Plans = Annotated[
    list[str] | None,
    typer.Option("--plan", metavar="CODE", help="Only this plan; may be given several times. Otherwise all."),
]
Replace = Annotated[
    bool, typer.Option("--replace", help="Replace a plan that is there in another state, with its log.")
]


def export(
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="An .xlsx, a .zip with CSV files, a .json, .graphml, .gexf or .cypher file.",
        ),
    ] = None,
    plan: Annotated[
        str, typer.Option("--plan", metavar="CODE", help="Which plan, if there are several.")
    ] = "",
    schema: Annotated[bool, typer.Option("--schema", help="Print the JSON schema of .json files.")] = False,
) -> None:
    """Write the plan for other programs; the ending says which format. docs/formats.md tells what each keeps."""
    from explorer.store import read_plan

    if schema:
        from explorer.exchange.formats.json_file import json_schema

        out.print_json(json_schema())
        return
    if output is None:
        raise typer.BadParameter("Give a file with -o, or --schema.", param_hint="-o")
    chosen = _format(output)
    check_folder(output)
    with reading() as store, out.patience(_("Exporting")):
        found = read_plan(store, one_plan(store, plan))
        save(output, chosen.write(found, i18n.language()))
    out.print_line(_("The plan {code} is in {path}.", code=found.code, path=str(output)))


def copy(
    to: Annotated[
        str,
        typer.Option(
            "--to", metavar="URI|FOLDER", help="A Neo4j (neo4j://server:7687), or an embedded database."
        ),
    ] = "",
    from_: Annotated[
        str, typer.Option("--from", metavar="URI|FOLDER", help="The same, to copy from there instead.")
    ] = "",
    plan: Plans = None,
    replace: Replace = False,
    user: Annotated[str, typer.Option(metavar="NAME", help="User name there, for Neo4j.")] = "neo4j",
    database: Annotated[str, typer.Option(metavar="NAME", help="Database there, for Neo4j.")] = "",
) -> None:
    """Copy plans exactly, with their logs, between the database in use and another one.

    Each plan is copied whole or not at all: after an interruption run it again. The password for a Neo4j there is
    read from ZIELNETZ_TARGET_PASSWORD, or asked for.
    """
    from explorer.exchange.moving.copying import copy_plans
    from explorer.settings import read_settings

    if bool(to) == bool(from_):
        raise typer.BadParameter("Give either --to or --from.", param_hint="--to")
    here = read_settings()
    there = _other(here, to or from_, user, database)
    _check_apart(here, there)
    source, target = (here, there) if to else (there, here)
    with _opened(source, is_other=not to, read_only=True) as old:
        codes = _chosen(plan, known_plans(old))
        with (
            _opened(target, is_other=bool(to), read_only=False) as new,
            _told(N_("The plan {code} is copied.")) as done,
            out.patience(_("Copying")) as tell,
        ):
            copy_plans(old, new, codes, replace=replace, progress=tell, done=done)


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write, as plans.zielnetz.")],
    plan: Plans = None,
) -> None:
    """Write all plans with their logs into one file that `zielnetz restore` takes back; also while the app runs."""
    from explorer.exchange.moving.backup import as_backup, read_backup
    from explorer.store.moving import read_stored

    check_folder(file)
    with reading() as store, out.patience(_("Backing up")):
        codes = _chosen(plan, known_plans(store))
        data = as_backup([read_stored(store, code) for code in codes], datetime.now().astimezone())
        # A backup that cannot be read back is found out today, not on the day it is needed.
        read_backup(data, file.name)
        save(file, data)
    out.print_line(
        _n("{count} plan is in {path}.", "{count} plans are in {path}.", len(codes), path=str(file))
    )


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `zielnetz backup` wrote.")],
    plan: Plans = None,
    replace: Replace = False,
) -> None:
    """Put the plans of a backup back as they were. A file that is not whole is refused, and changes nothing."""
    from explorer.exchange.moving.backup import read_backup
    from explorer.exchange.moving.copying import restore_plans
    from explorer.settings import read_settings

    with out.patience(_("Checking")):
        found = read_backup(_content(file), file.name)
        plans = {stored.code: stored for stored in found.plans}
        chosen = [plans[code] for code in _chosen(plan, list(plans))]
    with (
        _opened(read_settings(), is_other=False, read_only=False) as store,
        _told(N_("The plan {code} is restored.")) as done,
        out.patience(_("Restoring")) as tell,
    ):
        restore_plans(store, chosen, replace=replace, progress=tell, done=done)


#: The commands of this module, in the order of the help.
COMMANDS: tuple[Callable[..., None], ...] = (export, copy, backup, restore)


def _format(path: Path) -> Export:
    from explorer.exchange.formats.exports import EXPORTS

    ending = path.suffix.lower()
    for one in EXPORTS.values():
        if one.ending == ending:
            return one
    if ending in _PICTURES:
        raise Refusal(
            N_("A plan cannot be exported as {name}: that is a picture."),
            N_("Write pictures with: zielnetz picture -o {name}"),
            name=path.name,
        )
    raise Refusal(
        N_("A plan cannot be exported as {name}."),
        N_("Choose a file that ends in one of: {endings}."),
        name=path.name,
        endings=", ".join(one.ending for one in EXPORTS.values()),
    )


def _chosen(wanted: Sequence[str] | None, known: Sequence[str]) -> list[str]:
    """The wanted plans, each once, or all."""
    for code in wanted or ():
        if code not in known:
            raise Refusal(
                N_("There is no plan called {code} there."),
                N_("Choose one of: {names}."),
                code=code,
                names=", ".join(known),
            )
    return list(dict.fromkeys(wanted or known))


def _other(here: Settings, place: str, user: str, database: str) -> Settings:
    """The settings of a database at an address or in a folder."""
    from pydantic import SecretStr

    if "://" not in place:
        return here.model_copy(update={"neo4j_uri": "", "data": Path(place)})
    password = os.environ.get(_PASSWORD)
    if password is None and sys.stdin.isatty():
        password = typer.prompt(
            _("Password of {user} at {uri}", user=user, uri=place), hide_input=True, err=True
        )
    return here.model_copy(
        update={
            "neo4j_uri": place,
            "neo4j_username": user,
            "neo4j_password": SecretStr(password or ""),
            "neo4j_database": database,
        }
    )


def _check_apart(here: Settings, there: Settings) -> None:
    def place(settings: Settings) -> tuple[str, str]:
        if settings.neo4j_uri:
            return settings.neo4j_uri, settings.neo4j_database
        return os.path.realpath(settings.embedded_file), ""

    if place(here) == place(there):
        raise Refusal(
            N_("Both are the same database: {path}."),
            N_("Name another one with --to or --from."),
            path=place(here)[0],
        )


@contextmanager
def _opened(settings: Settings, *, is_other: bool, read_only: bool) -> Iterator[GraphStore]:
    from explorer.store import open_store

    try:
        store = open_store(settings, read_only=read_only)
    except Unreachable as refusal:
        if not is_other:
            raise
        remedy = N_("Check the address, --user, --database and ZIELNETZ_TARGET_PASSWORD, then run it again.")
        raise Unreachable(refusal.what, remedy, **refusal.details) from refusal
    try:
        yield store
    finally:
        store.close()


@contextmanager
def _told(written: str) -> Iterator[Callable[[str, str], None]]:
    """Say what became of each plan, also of those that were done before something went wrong."""
    outcomes: dict[str, str] = {}
    texts = {"written": written, "there": N_("The plan {code} is there already, exactly so.")}
    try:
        yield outcomes.__setitem__
    finally:
        for code, outcome in outcomes.items():
            out.print_line(_(texts[outcome], code=code))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Refusal(
            N_("{path} cannot be read: {why}."),
            N_("Give the file that zielnetz backup wrote."),
            path=path,
            why=error.strerror or str(error),
        ) from error

"""`zielnetz report`: the report for the council as a PDF, an Excel file or CSV files."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from explorer import cli_output as out
from explorer import i18n
from explorer.cli_files import check_folder, save
from explorer.cli_questions import item_named, one_plan, reading
from explorer.errors import Refusal
from explorer.i18n import N_, _

if TYPE_CHECKING:
    from explorer.model import Plan
    from explorer.report import Report
    from explorer.report.content import Sheets

ENDINGS = (".pdf", ".xlsx", ".zip")


class Side(StrEnum):
    """The sides of ``explorer.coverage.DIMENSIONS``."""

    department = "department"
    goal = "goal"
    field = "field"
    operative = "operative"
    status = "status"


class Status(StrEnum):
    """The statuses of ``explorer.model.STATUSES``."""

    planned = "planned"
    deliberated = "deliberated"
    decided = "decided"
    running = "running"
    completed = "completed"
    ended = "ended"
    unknown = "unknown"


class Certainty(StrEnum):
    """The certainties of ``explorer.model.CERTAINTIES``."""

    documented = "documented"
    reading = "reading"
    proposed = "proposed"


def report(
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="A .pdf, an .xlsx or a .zip with CSV files; otherwise a PDF here.",
        ),
    ] = None,
    rows: Annotated[Side, typer.Option(help="The rows of the matrix.")] = Side.department,
    columns: Annotated[Side, typer.Option(help="The columns of the matrix.")] = Side.goal,
    year: Annotated[int, typer.Option(min=0, max=9999, help="The plan in that year; 0: all years.")] = 0,
    status: Annotated[
        list[Status] | None, typer.Option(help="Only measures in this status; may be given several times.")
    ] = None,
    certainty: Annotated[
        Certainty, typer.Option(help="The least certain link that counts.")
    ] = Certainty.reading,
    field: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE", help="Only this field of action; may be given several times."),
    ] = None,
    partners: Annotated[
        bool, typer.Option("--partners", help="Departments that take part count too.")
    ] = False,
    department: Annotated[str, typer.Option(metavar="CODE", help="Only this department and its parts.")] = "",
    parts: Annotated[bool, typer.Option("--parts", help="Show the parts of the departments too.")] = False,
    sheets: Annotated[
        list[str] | None,
        typer.Option(metavar="all|CODE", help="Measure sheets: all, or of this measure (several times)."),
    ] = None,
    plan: Annotated[str, typer.Option(metavar="CODE", help="Which plan, if there are several.")] = "",
) -> None:
    """Write the report for the council: matrix, gaps per department, measures with several goals, measure sheets.

    It says what the app shows for the same filters.
    """
    from explorer.coverage import Scope
    from explorer.model import file_name
    from explorer.report import ReportRequest, build_current
    from explorer.store import read_plan

    if output is not None:
        _check(output)
    with reading() as store, out.patience(_("Writing the report")):
        code = one_plan(store, plan)
        known = read_plan(store, code)
        request = ReportRequest(
            scope=Scope(
                year=year,
                statuses=tuple(one.value for one in status or ()),
                certainty=certainty.value,
                fields=tuple(sorted(item_named(known, ("FieldOfAction",), text) for text in field or ())),
                partners=partners,
            ),
            rows=rows.value,
            columns=columns.value,
            opened=tuple(node.uid for node in known.of("Department")) if parts else (),
            department=item_named(known, ("Department",), department) if department else "",
            sheets=_sheets(known, sheets or []),
            lang=i18n.language(),
            day=date.today(),
        )
        name = _("report")
        path = output or Path(f"{file_name(code)}-{name}.pdf")
        made = build_current(store, code, request)
        save(path, _written(made, path))
    out.print_line(_("The report is in {path}.", path=str(path)))


def _check(path: Path) -> None:
    """Refuse what cannot work before the work begins."""
    if path.suffix.lower() not in ENDINGS:
        raise Refusal(
            N_("A report cannot be written as {name}."),
            N_("Choose a file that ends in one of: {endings}."),
            name=path.name,
            endings=", ".join(ENDINGS),
        )
    check_folder(path)


def _written(made: Report, path: Path) -> bytes:
    from explorer.report import as_csv_zip, as_pdf, as_xlsx

    write = {".pdf": as_pdf, ".xlsx": as_xlsx, ".zip": as_csv_zip}[path.suffix.lower()]
    return write(made)


def _sheets(plan: Plan, wanted: list[str]) -> Sheets:
    if not wanted:
        return "none"
    if "all" in wanted:
        return "all"
    return tuple(item_named(plan, ("Measure",), text) for text in wanted)

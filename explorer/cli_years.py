"""`zielnetz year` and `compare`: the next year of a plan, and what separates two years."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from explorer import cli_output as out
from explorer import i18n
from explorer.cli_edit import OfPlan, Who, _tell, _writing, user_name
from explorer.cli_files import check_folder, save
from explorer.cli_output import Format
from explorer.cli_questions import item_named, one_plan, reading
from explorer.errors import Refusal
from explorer.i18n import N_, _, _n

if TYPE_CHECKING:
    from explorer.model import Plan
    from explorer.years import Comparison, Decision, NewItem
    from explorer.years.compare import Compared

_YEAR = {"min": 1800, "max": 2200}
Several = list[str] | None


def year(
    wanted: Annotated[int, typer.Argument(metavar="YEAR", help="The year to carry the plan on to.")],
    end: Annotated[
        Several, typer.Option(metavar="CODE", help="Ends with the year before; may be given several times.")
    ] = None,
    reword: Annotated[
        Several,
        typer.Option(metavar="CODE=TITLE", help="Goes on under a new title; may be given several times."),
    ] = None,
    carry: Annotated[
        Several,
        typer.Option(metavar="CODE", help="Goes on, although it was to end; may be given several times."),
    ] = None,
    new: Annotated[
        Several, typer.Option(metavar="TITLE", help="A new measure; may be given several times.")
    ] = None,
    new_goal: Annotated[
        Several, typer.Option(metavar="TITLE", help="A new operative goal; may be given several times.")
    ] = None,
    plan: OfPlan = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would become of it.")] = False,
    who: Who = "",
) -> None:
    """Carry the plan on to its next year.

    Operative goals and measures in force go on unless you say otherwise. What is reworded has a successor with the
    same links; `zielnetz ask suspect-links` lists those that somebody should confirm. `zielnetz undo` takes the
    whole year back.
    """
    from explorer.years import basis, compare_years, next_year

    def decided(found: Plan) -> tuple[dict[str, Decision], list[NewItem]]:
        return _decisions(found, end or (), reword or (), carry or ()), _new(new or (), new_goal or ())

    if dry_run:
        with reading() as store:
            from explorer.store import read_plan

            found = read_plan(store, one_plan(store, plan))
        after = next_year(found, wanted, *decided(found))
        _print(compare_years(after, basis(found, wanted).previous, wanted))
        out.say(_("Nothing was written: this was a dry run."))
        return
    with _writing(plan) as (store, found):
        from explorer.store.edits import edit_plan

        after = next_year(found, wanted, *decided(found))
        change = edit_plan(store, found.code, "year", after, who=who or user_name(), expected=found.revision)
        _print(compare_years(after, basis(found, wanted).previous, wanted))
        _tell(store, after, change)


def compare(
    first: Annotated[int, typer.Argument(metavar="YEAR", help="One year.", **_YEAR)],
    second: Annotated[int, typer.Argument(metavar="YEAR", help="The other year.", **_YEAR)],
    department: Annotated[
        str, typer.Option(metavar="CODE", help="Only what this department or its parts are responsible for.")
    ] = "",
    goal: Annotated[
        str, typer.Option(metavar="CODE", help="Only what serves this strategic or operative goal.")
    ] = "",
    all_: Annotated[bool, typer.Option("--all", help="In the table also what carries on unchanged.")] = False,
    plan: OfPlan = "",
    format_: Annotated[Format, typer.Option("--format", "-f", help="How to write it.")] = Format.table,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Into a .pdf, .xlsx or .zip with CSV files."),
    ] = None,
) -> None:
    """Show what separates two years of the plan: what is new, reworded, ended, and carries on."""
    from explorer.report.compared import Narrowed, chosen, sentence, where_of
    from explorer.report.comparison import write_comparison
    from explorer.store import read_plan
    from explorer.years import compare_years

    if first == second:
        raise Refusal(
            N_("A year is not compared with itself ({year})."),
            N_("Choose two different years."),
            year=first,
        )
    if output is not None:
        check_folder(output)
    with reading() as store:
        found = read_plan(store, one_plan(store, plan))
    narrowed = Narrowed(
        department=item_named(found, ("Department",), department) if department else "",
        goal=item_named(found, ("StrategicGoal", "OperativeGoal"), goal) if goal else "",
    )
    if output is not None:
        save(
            output,
            write_comparison(output.suffix, found, first, second, i18n.language(), date.today(), narrowed),
        )
        out.print_line(_("Written: {path}", path=output))
        return
    comparison = compare_years(found, first, second)
    items = chosen(comparison, narrowed)
    if format_ is Format.csv:
        out.print_csv(_COLUMNS, [_record(one) for one in items])
    elif format_ is Format.json:
        out.print_json(
            {
                "plan": found.code,
                "revision": found.revision,
                "first": first,
                "second": second,
                "department": narrowed.department,
                "goal": narrowed.goal,
                "links": comparison.link_counts(),
                "items": [_record(one) for one in items],
            }
        )
    else:
        lang = i18n.language()
        out.print_line(sentence(items, first, second, lang, where_of(found, narrowed, lang)))
        _table(items, comparison, everything=all_)


#: The commands of this module, in the order of the help.
COMMANDS: tuple[Callable[..., None], ...] = (year, compare)


def _decisions(
    plan: Plan, end: Sequence[str], reword: Sequence[str], carry: Sequence[str]
) -> dict[str, Decision]:
    from explorer.years import DECIDED, Decision

    found: dict[str, Decision] = {}

    def note(code: str, decision: Decision) -> None:
        uid = item_named(plan, DECIDED, code)
        if uid in found:
            raise Refusal(
                N_("{code} is named twice."),
                N_("Decide once: let it carry on, end, or be worded anew."),
                code=plan.nodes[uid].code,
            )
        found[uid] = decision

    for code in end:
        note(code, Decision("end"))
    for code in carry:
        note(code, Decision("carry"))
    for text in reword:
        code, equals, title = text.partition("=")
        if not equals:
            raise Refusal(
                N_("{value} does not say how it is worded anew."),
                N_("Write the code, = and the new title: --reword CODE=TITLE."),
                value=text,
            )
        note(code, Decision("reword", title=title))
    return found


def _new(measures: Sequence[str], goals: Sequence[str]) -> list[NewItem]:
    from explorer.years import NewItem

    return [NewItem("OperativeGoal", title) for title in goals] + [
        NewItem("Measure", title) for title in measures
    ]


def _print(comparison: Comparison) -> None:
    from explorer.report.compared import Narrowed, chosen, sentence

    items = chosen(comparison, Narrowed(labels=("Measure", "OperativeGoal")))
    out.print_line(sentence(items, comparison.first, comparison.second, i18n.language()))
    _table(items, comparison, everything=False)


def _table(items: Sequence[Compared], comparison: Comparison, *, everything: bool) -> None:
    from explorer.report.compared import headings, row

    lang = i18n.language()
    shown = [one for one in items if everything or one.state != "same"]
    if shown:
        out.print_table(
            headings(comparison.first, comparison.second, lang), [list(row(one, lang)) for one in shown]
        )
    count = len(items) - len(shown)
    if count:
        out.say(_n("{count} item carries on unchanged.", "{count} items carry on unchanged.", count))


_COLUMNS = (
    "state",
    "label",
    "code_before",
    "title_before",
    "code_after",
    "title_after",
    "changed",
    "split",
    "merged",
    "certainty",
)


def _record(one: Compared) -> dict[str, Any]:
    before, after = one.before, one.after
    return {
        "state": one.state,
        "label": one.node.label,
        "code_before": before.code if before else None,
        "title_before": before.title if before else None,
        "code_after": after.code if after else None,
        "title_after": after.title if after else None,
        "changed": list(one.changed),
        "split": one.split,
        "merged": one.merged,
        "certainty": one.certainty,
    }

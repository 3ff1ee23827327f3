"""Puts a report together: the matrix, the findings and the answers that the screen shows for the same filters."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from explorer.answers import ask
from explorer.coverage import DIMENSIONS, Matrix, Scope, axis_of
from explorer.errors import Refusal
from explorer.gaps import Finding
from explorer.hierarchy import parts_of
from explorer.i18n import N_, _
from explorer.model import Link, Plan, code_of
from explorer.report import phrases, remarks
from explorer.report.content import Report, ReportRequest
from explorer.report.grid import grid_of, lines_of
from explorer.report.sheets import sheet_page
from explorer.report.tables import meant_table, several_table
from explorer.store import GraphStore, read_plan, revision_of
from explorer.survey.findings import findings
from explorer.survey.matrices import coverage, outside
from explorer.survey.measure import measure_sheet
from explorer.words import title_of

_TRIES = 5
#: What every unit of a hierarchy has for itself: of units that the matrix does not show it would only repeat.
_PER_UNIT = ("department_without_goal", "contribution_on_one_measure")


def build(store: GraphStore, plan: Plan, request: ReportRequest) -> Report:
    """The report that ``request`` asks for, about ``plan`` (the whole plan, as read from ``store``).

    Raises a ``Refusal`` for a side, department, field or measure that the plan does not have, and ``Unreachable``.
    """
    _check(plan, request)
    lang, scope = request.lang, request.scope
    matrix = coverage(store, plan, request.rows, request.columns, scope)
    grid = grid_of(plan, matrix, request.opened, request.department, lang)
    left = outside(plan, matrix)
    counting = _counting(plan, left.hidden, scope, request.department)
    found = _concerning(plan, findings(store, plan, scope), request, matrix)
    by_group = {
        group: [one for one in found if one.group in names]
        for group, names in (
            ("gaps", ("forward", "backward", "single")),
            ("suspects", ("suspect",)),
            ("knowledge", ("knowledge",)),
            ("meant", ("meant",)),
        )
    }
    several = ask(store, "measures_with_several_goals", plan=plan.code, year=scope.year)
    units = axis_of(plan, "department", scope).items
    facts = phrases.facts(plan, request, store.engine)
    return Report(
        lang=lang,
        day=request.day,
        plan=plan.code,
        title=phrases.title_of_plan(plan, lang),
        subtitle=title_of(plan, request.department, lang)
        if request.department
        else _("How goals, measures and departments hang together", lang),
        description=phrases.description_of_plan(plan, lang),
        finding=phrases.finding(plan, matrix, grid, lang),
        revision=plan.revision,
        facts=facts,
        limits=phrases.limits(plan, matrix, left, len(by_group["knowledge"]), lang),
        grid=grid,
        gaps=remarks.chapters(plan, units, by_group["gaps"], lang),
        suspects=remarks.groups(plan, by_group["suspects"], lang),
        knowledge=remarks.groups(plan, by_group["knowledge"], lang),
        meant=meant_table(plan, by_group["meant"], lang),
        several=several_table(plan, several, counting, scope, lang),
        sheets=tuple(sheet_page(plan, measure_sheet(plan, uid), lang) for uid in _wanted(request, counting)),
        words=phrases.template_words(plan, request, facts),
    )


def build_current(store: GraphStore, code: str, request: ReportRequest) -> Report:
    """The report about the plan with this code as the store has it now, all of it at one revision.

    Raises a ``Refusal`` if there is no such plan, or if it is being changed all the time.
    """
    for _try in range(_TRIES):
        plan = read_plan(store, code)
        made = build(store, plan, request)
        if revision_of(store, code) == plan.revision:
            return made
    raise Refusal(
        N_("The plan {code} is being changed all the time and could not be read as a whole."),
        N_("Wait until the load is finished, then try again."),
        code=code,
    )


def build_sheet(plan: Plan, uid: str, request: ReportRequest) -> Report:
    """A report that holds the sheet of one measure and nothing else; the filters of ``request`` do not matter.

    Raises a ``Refusal`` if the plan has no such measure.
    """
    request = replace(request, sheets=(uid,), department="", scope=Scope())
    _check(plan, request)
    lang = request.lang
    texts = phrases.template_words(plan, request, ())
    return Report(
        lang=lang,
        day=request.day,
        plan=plan.code,
        title=title_of(plan, uid, lang),
        revision=plan.revision,
        sheets=(sheet_page(plan, measure_sheet(plan, uid), lang),),
        words={**texts, "filters": _("Measure sheet", lang)},
    )


def _check(plan: Plan, request: ReportRequest) -> None:
    for side in (request.rows, request.columns):
        if side not in DIMENSIONS:
            raise Refusal(
                N_("A matrix has no side called {side}."),
                N_("Choose one of: {names}."),
                side=side,
                names=", ".join(DIMENSIONS),
            )
    if request.rows == request.columns:
        raise Refusal(
            N_("Rows and columns of the matrix are the same."), N_("Choose another side for one of them.")
        )
    _check_items(plan, "FieldOfAction", request.scope.fields)
    _check_items(plan, "Measure", () if isinstance(request.sheets, str) else request.sheets)
    if request.department:
        _check_items(plan.in_year(request.scope.year), "Department", (request.department,))


def _check_items(plan: Plan, label: str, uids: Sequence[str]) -> None:
    for uid in uids:
        if uid not in plan.nodes or plan.nodes[uid].label != label:
            raise Refusal(
                N_("There is nothing with the code {code} in this plan."),
                N_("Search for it by a word of its title."),
                code=code_of(uid),
            )


def _counting(plan: Plan, hidden: Collection[str], scope: Scope, department: str) -> tuple[str, ...]:
    """The measures that count in the scope; for one department those that it or a part of it answers for."""
    now = plan.in_year(scope.year)
    counting = [node.uid for node in now.of("Measure") if node.uid not in set(hidden)]
    if not department:
        return tuple(counting)
    units = parts_of(now, department)
    mine = {link.target for link in now.links if link.source in units and _counts(link, scope)}
    return tuple(uid for uid in counting if uid in mine)


def _counts(link: Link, scope: Scope) -> bool:
    return (
        link.type == "RESPONSIBLE_FOR"
        and link.text("role") in scope.roles
        and link.certainty in scope.certainties
    )


def _concerning(
    plan: Plan, found: Sequence[Finding], request: ReportRequest, matrix: Matrix
) -> tuple[Finding, ...]:
    """The findings that belong into this report: of the units that it shows, and of one department if asked."""
    shown = {
        path[-1]
        for axis in (matrix.rows, matrix.columns)
        for path in lines_of(axis, request.opened, request.department)
    }
    if request.department:
        units = parts_of(plan.in_year(request.scope.year), request.department)
        found = [one for one in found if units & set(one.departments)]
        shown |= {request.department}
    # The gaps of a unit stand for those of its parts, unless these are unfolded.
    return tuple(
        one
        for one in found
        if one.kind not in _PER_UNIT or one.subject in shown or (one.level == 0 and not request.department)
    )


def _wanted(request: ReportRequest, counting: Sequence[str]) -> Sequence[str]:
    if isinstance(request.sheets, str):
        return counting if request.sheets == "all" else ()
    return request.sheets

"""The tables of a report, for the pages as well as for Excel and CSV: text for people, numbers as numbers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from explorer import words
from explorer.answers import Result
from explorer.coverage import Scope
from explorer.gaps import Finding
from explorer.i18n import Language, _, _n
from explorer.model import Plan
from explorer.report.content import Chapter, Grid, Report, Table
from explorer.words import title_of


def tables_of(report: Report) -> tuple[Table, ...]:
    """Everything that the report says, as tables: what it is about, the matrix, its cells, findings and measures."""
    lang = report.lang
    about = Table(
        _("About", lang),
        _("What this report shows", lang),
        (_("What", lang), _("Text", lang)),
        (
            (_("Plan", lang), report.title),
            *report.facts,
            (_("Finding", lang), report.finding),
            *((_("Limits of the data", lang), text) for text in report.limits),
        ),
    )
    found = [about]
    if report.grid:
        found += [_matrix(report.grid, lang), _cells(report.grid, lang)]
    found.append(_findings(_("Gaps", lang), report.words["gaps-title"], report.gaps, lang))
    found += [table for table in (report.several, report.meant) if table]
    for name, groups in (
        (_("To be confirmed", lang), report.suspects),
        (_("Not known", lang), report.knowledge),
    ):
        found.append(_findings(name, name, (Chapter("", groups),), lang))
    if report.sheets:
        found.append(_sheets(report, lang))
    return tuple(found)


def several_table(
    plan: Plan, found: Result, counting: Collection[str], scope: Scope, lang: Language
) -> Table:
    """The measures that serve several goals: those of the question that count in the scope, with goals that count."""
    known = {
        (link.source, link.target)
        for link in plan.links
        if link.type == "SERVES" and link.certainty in scope.certainties
    }
    rows = []
    for row in found.rows:
        goals = [uid for uid in row["goal_uids"] if (row["uid"], uid) in known]
        if row["uid"] in set(counting) and len(goals) >= found.parameters["min_goals"]:
            rows.append((row, goals))
    rows.sort(key=lambda pair: -len(pair[1]))
    served = [node for node in plan.of("StrategicGoal") if any(node.uid in goals for _row, goals in rows)]
    numbers = {node.uid: node.text("number") for node in served}
    if not all(numbers.values()):
        numbers = {}
    return Table(
        _("Several goals", lang),
        _("Measures that serve several strategic goals", lang),
        (
            words.kind("Measure", 1, lang),
            _("Goals", lang),
            words.kind("StrategicGoal", 2, lang),
            words.kind("FieldOfAction", 2, lang),
            _("Responsible", lang),
            words.property_name("status", lang),
        ),
        tuple(
            (
                title_of(plan, row["uid"], lang),
                len(goals),
                _joined(plan, goals, lang),
                _joined(plan, row["field_uids"], lang),
                _joined(plan, row["lead_uids"], lang),
                words.code(row["status"] or "unknown", lang),
            )
            for row, goals in rows
        ),
        _n(
            "{count} measure serves at least two strategic goals: if it is dropped, several goals lose it at once.",
            "{count} measures serve at least two strategic goals: if one is dropped, several goals lose it at once.",
            len(rows),
            lang,
        )
        if rows
        else _("With these filters no measure serves more than one strategic goal.", lang),
        brief=tuple(", ".join(numbers[uid] for uid in goals) for _row, goals in rows) if numbers else (),
        key=tuple((numbers[uid], title_of(plan, uid, lang)) for uid in numbers) if rows else (),
    )


def meant_table(plan: Plan, found: Iterable[Finding], lang: Language) -> Table:
    """What was left out on purpose, with the reason."""
    rows = tuple(
        (title_of(plan, one.subject, lang), title_of(plan, one.goal, lang), one.reason) for one in found
    )
    return Table(
        _("Left out on purpose", lang),
        _("Left out on purpose", lang),
        (
            _("Who", lang),
            words.kind("StrategicGoal", 1, lang),
            words.property_name("reason", lang),
        ),
        rows,
        _("These combinations are empty because that is meant; they do not count as gaps.", lang)
        if rows
        else _("With these filters nothing is noted as left out on purpose.", lang),
    )


def _matrix(grid: Grid, lang: Language) -> Table:
    """Numbers of measures; the states go along for those who can show them."""
    columns = [f"{head.code} {head.title}".strip() for head in grid.columns]
    covered, of, meant = _("covered", lang), _("of all", lang), words.state("meant", lang)
    rows = [
        (
            f"{'   ' * head.depth}{head.title}",
            head.code,
            *(one.measures for one in squares),
            head.sum.covered,
            head.sum.of,
            head.sum.meant,
            head.sum.measures,
        )
        for head, squares in zip(grid.rows, grid.squares, strict=True)
    ]
    measures = words.kind("Measure", 2, lang)
    blank = (None,) * 4
    if grid.total:
        total = grid.total
        sums = [head.sum for head in grid.columns]
        rows += [
            (covered, "", *(s.covered for s in sums), total.covered, None, None, None),
            (of, "", *(s.of for s in sums), None, total.of, None, None),
            (meant, "", *(s.meant for s in sums), None, None, total.meant, None),
            (measures, "", *(s.measures for s in sums), *blank[:3], total.measures),
        ]
    return Table(
        _("Matrix", lang),
        _("Matrix", lang),
        (grid.row_word, words.property_name("code", lang), *columns, covered, of, meant, measures),
        tuple(rows),
        states=tuple(tuple(one.state for one in squares) for squares in grid.squares),
    )


def _cells(grid: Grid, lang: Language) -> Table:
    rows = [
        (
            row.title,
            row.code,
            column.title,
            column.code,
            words.state(one.state, lang),
            one.measures,
            one.closed,
            one.operatives,
            _("yes", lang) if one.single else "",
            one.reason,
        )
        for row, squares in zip(grid.rows, grid.squares, strict=True)
        for column, one in zip(grid.columns, squares, strict=True)
    ]
    code = words.property_name("code", lang)
    return Table(
        _("Cells", lang),
        _("Cells", lang),
        (
            grid.row_word,
            f"{code} ({grid.row_word})",
            grid.column_word,
            f"{code} ({grid.column_word})",
            _("State", lang),
            words.kind("Measure", 2, lang),
            _("of these in a closed chain", lang),
            words.kind("OperativeGoal", 2, lang),
            words.state("single", lang),
            words.property_name("reason", lang),
        ),
        tuple(rows),
    )


def _findings(name: str, title: str, found: Sequence[Chapter], lang: Language) -> Table:
    return Table(
        name,
        title,
        (
            words.kind("Department", 1, lang),
            _("Finding", lang),
            _("Item", lang),
            words.property_name("code", lang),
            _("Why it is one", lang),
            _("What would close it", lang),
        ),
        tuple(
            (chapter.title, group.kind, one.item, one.code, one.why, one.remedy)
            for chapter in found
            for group in chapter.groups
            for one in group.remarks
        ),
    )


def _sheets(report: Report, lang: Language) -> Table:
    """One line for each thing on a measure sheet."""
    rows = []
    for sheet in report.sheets:
        lines = [(fact.label, fact) for fact in sheet.properties]
        lines += [(part.title, fact) for part in (*sheet.parts, *sheet.around) for fact in part.facts]
        rows += [
            (
                sheet.code,
                sheet.title,
                label,
                fact.text,
                fact.detail,
                fact.certainty,
                sheet.sources[fact.source - 1] if fact.source else "",
            )
            for label, fact in lines
        ]
    return Table(
        _("Measure sheets", lang),
        _("Measure sheets", lang),
        (
            words.property_name("code", lang),
            words.kind("Measure", 1, lang),
            _("What", lang),
            _("Text", lang),
            _("Details", lang),
            words.property_name("certainty", lang),
            _("Source", lang),
        ),
        tuple(rows),
    )


def _joined(plan: Plan, uids: Iterable[str], lang: Language) -> str:
    return "; ".join(title_of(plan, uid, lang) for uid in uids)

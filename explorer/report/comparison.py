"""The comparison of two years as PDF, Excel and CSV: what the page shows, on paper."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from explorer import words
from explorer.errors import Refusal
from explorer.i18n import N_, Language, _, day, number
from explorer.model import Link, Node, Plan, suspect_ends
from explorer.picture.palette import CHANGES
from explorer.picture.titles import short
from explorer.report.compared import (
    KINDS,
    Narrowed,
    chosen,
    headings,
    own_changes,
    row,
    sentence,
    sums,
    sums_table,
    where_of,
)
from explorer.report.content import Table
from explorer.report.phrases import title_of_plan
from explorer.years.compare import compare_years


@dataclass(frozen=True)
class ComparisonReport:
    """What a comparison says on paper, in the words of one language; its tables are the same in Excel and CSV."""

    lang: Language
    day: date
    title: str
    plan: str
    finding: str
    changes: tuple[Table, ...]
    departments: Table
    goals: Table
    suspects: Table
    continued: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    words: dict[str, str]

    @property
    def tables(self) -> tuple[Table, ...]:
        """All tables for a file, those of the kinds complete."""
        return (*self.changes, self.departments, self.goals, self.suspects)


def report_of(
    plan: Plan, a: int, b: int, lang: Language, on: date, narrowed: Narrowed | None = None
) -> ComparisonReport:
    """The report on two years of a whole plan. Raises a ``Refusal`` if the years are the same."""
    if a == b:
        raise Refusal(
            N_("A year is not compared with itself ({year})."), N_("Choose two different years."), year=a
        )
    a, b = min(a, b), max(a, b)
    narrowed = narrowed or Narrowed()
    comparison = compare_years(plan, a, b)
    items = chosen(comparison, narrowed)
    where = where_of(plan, narrowed, lang)
    said = sentence(items, a, b, lang, where, len(own_changes(comparison, items)))
    heads = headings(a, b, lang)
    return ComparisonReport(
        lang=lang,
        day=on,
        title=_("Comparison of {first} and {second}", lang, first=a, second=b),
        plan=title_of_plan(plan, lang),
        finding=said,
        changes=tuple(
            Table(words.kind(label, 2, lang), words.kind(label, 2, lang), heads, rows)
            for label in KINDS
            if (rows := tuple(row(one, lang) for one in items if one.node.label == label))
        ),
        departments=sums_table(plan, sums(plan, comparison, "Department"), "Department", lang),
        goals=sums_table(plan, sums(plan, comparison, "StrategicGoal"), "StrategicGoal", lang),
        suspects=_suspects(plan.in_year(b), lang),
        continued=tuple(
            (words.kind(label, 2, lang), same)
            for label in KINDS
            if (
                same := tuple(
                    (one.node.title_in(english=lang == "en"), one.node.code)
                    for one in items
                    if one.node.label == label and one.state == "same"
                )
            )
        ),
        words=_words(plan, a, b, where, on, lang),
    )


def comparison_pdf(
    plan: Plan, a: int, b: int, lang: Language, on: date, narrowed: Narrowed | None = None
) -> bytes:
    """The comparison as a PDF on A4 pages; the same plan and date give the same bytes."""
    from explorer.report.pdf import compiled

    report = report_of(plan, a, b, lang, on, narrowed)
    return compiled("comparison.typ", asdict(report), lang, on)


def comparison_xlsx(
    plan: Plan, a: int, b: int, lang: Language, on: date, narrowed: Narrowed | None = None
) -> bytes:
    """The tables of the comparison as an Excel file, a sheet each."""
    from explorer.report.xlsx import tables_as_xlsx

    report = report_of(plan, a, b, lang, on, narrowed)
    return tables_as_xlsx(report.tables, report.title, on)


def comparison_csv_zip(
    plan: Plan, a: int, b: int, lang: Language, on: date, narrowed: Narrowed | None = None
) -> bytes:
    """The tables of the comparison as CSV files in a ZIP archive."""
    from explorer.report.csv_files import tables_as_csv_zip

    report = report_of(plan, a, b, lang, on, narrowed)
    return tables_as_csv_zip(report.tables, on)


#: Ending of a file -> what makes it.
_WRITERS = {"pdf": comparison_pdf, "xlsx": comparison_xlsx, "zip": comparison_csv_zip}


def write_comparison(
    ending: str, plan: Plan, a: int, b: int, lang: Language, on: date, narrowed: Narrowed | None = None
) -> bytes:
    """The comparison as a file of this ending (``pdf``, ``xlsx``, ``zip``); a ``Refusal`` for any other."""
    write = _WRITERS.get(ending.lower().lstrip("."))
    if write is None:
        raise Refusal(
            N_("A comparison is not written as {ending}."),
            N_("Choose a file name that ends in {names}."),
            ending=ending or "-",
            names=", ".join(f".{name}" for name in _WRITERS),
        )
    return write(plan, a, b, lang, on, narrowed)


def _suspects(now: Plan, lang: Language) -> Table:
    """The links whose ends were reworded after somebody last stood by them."""
    rows = []
    for link in now.links:
        source, target = suspect_ends(now, link)
        if source or target:
            rows.append(_suspect(now, link, source=source, target=target, lang=lang))
    return Table(
        name=_("Links to be confirmed", lang),
        title=_("Links to be confirmed", lang),
        headings=(_("from", lang), _("Link", lang), _("to", lang), _("Reworded", lang)),
        rows=tuple(rows),
        note=_("One of the ends was changed after the link was last confirmed.", lang)
        if rows
        else _("No link has to be confirmed.", lang),
    )


def _suspect(now: Plan, link: Link, *, source: bool, target: bool, lang: Language) -> tuple[Any, ...]:
    ends: list[Node] = [now.nodes[link.source], now.nodes[link.target]]
    changed = [node.code for node, is_ in zip(ends, (source, target), strict=True) if is_]
    titles = [f"{node.title_in(english=lang == 'en')} ({node.code})" for node in ends]
    return titles[0], words.link(link.type, lang=lang), titles[1], ", ".join(changed)


def _words(plan: Plan, a: int, b: int, where: str, on: date, lang: Language) -> dict[str, str]:
    return {
        "running": short(title_of_plan(plan, lang), 110),
        "as-of": _(
            "Revision {revision} · {day}",
            lang,
            revision=number(plan.revision, lang),
            day=day(on.isoformat(), lang),
        ),
        "filters": where or _("Comparison of {first} and {second}", lang, first=a, second=b),
        "page": _("Page {page} of {pages}", lang, page="{page}", pages="{pages}"),
        "thousands": "." if lang == "de" else ",",
        "changes": _("What changed", lang),
        "no-changes": _("Nothing changed between the two years.", lang),
        "continued": _("What carries on", lang),
        "same": CHANGES["light"]["same"].symbol,
    }

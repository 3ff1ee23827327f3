"""The fixed sentences of a report: filters, limits, headings, in one language."""

from __future__ import annotations

from collections import Counter

from explorer import words
from explorer.coverage import Matrix, State
from explorer.i18n import Language, _, _n, day, number
from explorer.model import CERTAINTIES, Plan
from explorer.picture.titles import short
from explorer.report.content import Grid, ReportRequest
from explorer.survey import Outside, headline
from explorer.words import title_of


def facts(plan: Plan, request: ReportRequest, engine: str) -> tuple[tuple[str, str], ...]:
    """What the report is about, as label and text: matrix and every filter, then date, revision and database."""
    lang, scope = request.lang, request.scope
    everything = _("all", lang)
    engines = {"neo4j": "Neo4j", "embedded": _("embedded, on this machine", lang)}
    found = [
        (_("Matrix", lang), _sides(request)),
        (_("Year", lang), str(scope.year) if scope.year else _("all years", lang)),
        (_("What counts as sure", lang), words.down_to(scope.certainty, lang)),
        (
            _("Responsible", lang),
            _("departments in the lead and partners", lang)
            if scope.partners
            else _("departments in the lead only", lang),
        ),
        (
            _("Status of the measures", lang),
            ", ".join(words.code(s, lang) for s in scope.statuses) or everything,
        ),
        (
            words.kind("FieldOfAction", 2, lang),
            "; ".join(title_of(plan, uid, lang) for uid in scope.fields) or everything,
        ),
        (_("As of", lang), day(request.day.isoformat(), lang)),
        (_("Revision", lang), number(plan.revision, lang)),
        (_("Database", lang), engines.get(engine, engine)),
    ]
    if request.department:
        found.insert(0, (_("Only for", lang), title_of(plan, request.department, lang)))
    return tuple(found)


def finding(plan: Plan, matrix: Matrix, grid: Grid, lang: Language) -> str:
    """The matrix in one sentence, the same as on the screen; of one department only its own gaps."""
    if grid.total:
        return headline(plan, matrix, lang)
    if matrix.breakdown:
        measures = matrix.row(grid.rows[0].uid).measures if grid.rows else ()
        return _n("{count} measure by status", "{count} measures by status", len(measures), lang)
    amounts = {sign.state: sign.count for sign in grid.legend}
    cells = sum(amount for name, amount in amounts.items() if name != "single")
    if not cells:
        return _("There is nothing to compare here in this year and with these filters", lang)
    if not amounts["gap"]:
        return _("None of the {all} combinations is a gap", lang, all=number(cells, lang))
    gaps, all_ = number(amounts["gap"], lang), number(cells, lang)
    return _("{gaps} of {all} combinations are gaps", lang, gaps=gaps, all=all_)


def limits(plan: Plan, matrix: Matrix, left: Outside, unknown: int, lang: Language) -> tuple[str, ...]:
    """What the data cannot say, in numbers: how much is documented, filtered away, in no cell, or not known."""
    now = plan.in_year(matrix.scope.year)
    links = Counter(link.certainty for link in now.links)
    measures = len(now.of("Measure"))
    found = [
        _(
            "{documented} of {all} links of the plan are documented by a source, {reading} are our reading, "
            "{proposed} are proposals.",
            lang,
            all=number(len(now.links), lang),
            **{name: number(links[name], lang) for name in CERTAINTIES},
        ),
        _(
            "{counting} of {all} measures count with these filters.",
            lang,
            counting=number(measures - len(left.hidden), lang),
            all=number(measures, lang),
        ),
    ]
    for axis, missing in ((matrix.rows, left.without_row), (matrix.columns, left.without_column)):
        if missing:
            found.append(
                _n(
                    "{count} of them stands outside of the matrix because nothing is known for it under {side}.",
                    "{count} of them stand outside of the matrix because nothing is known for them under {side}.",
                    len(missing),
                    lang,
                    side=words.dimension(axis.dimension, 2, lang),
                )
            )
    if unknown:
        found.append(
            _n(
                "{count} finding comes from missing knowledge: it stands apart and says nothing against the plan.",
                "{count} findings come from missing knowledge: they stand apart and say nothing against the plan.",
                unknown,
                lang,
            )
        )
    if matrix.states()[State.SHALLOW]:
        found.append(
            _(
                "A chain counts as closed only if its operative goal, its running measure and its lead department "
                "are all known.",
                lang,
            )
        )
    return tuple(found)


def template_words(plan: Plan, request: ReportRequest, shown: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """Headings and texts of the pages; those with ``{page}`` and the like are filled while the pages are set."""
    lang = request.lang
    date_ = day(request.day.isoformat(), lang)
    revision = number(plan.revision, lang)
    return {
        "thousands": "." if lang == "de" else ",",
        "report": _("Report on coverage and gaps", lang),
        "running": short(title_of_plan(plan, lang), 110),
        "as-of": _("Revision {revision} · {day}", lang, revision=revision, day=date_),
        "filters": " · ".join(f"{label}: {short(text, 60)}" for label, text in shown[:-3]),
        "page": _("Page {page} of {pages}", lang, page="{page}", pages="{pages}"),
        "about": _("What this report shows", lang),
        "limits": _("What the data can and cannot say", lang),
        "contents": _("Contents", lang),
        "about-plan": _("About this plan", lang),
        "matrix-title": _("Coverage: {sides}", lang, sides=_sides(request)),
        "row-heading": words.dimension(request.rows, 2, lang),
        "columns-of": _("Columns {from_} to {to} of {all}", lang, from_="{from}", to="{to}", all="{all}"),
        "covered": _("covered", lang),
        "n-of-m": _("{n} of {m}", lang, n="{n}", m="{m}"),
        "of-them-meant": _("{n} left out on purpose", lang, n="{n}"),
        "no-matrix": _("With these filters there is nothing to set against each other.", lang),
        "gaps-title": _("Gaps per department", lang),
        "gaps-lead": _(
            "What is missing, why that is a gap, and what would close it; the most serious first.", lang
        ),
        "no-gaps": _("With these filters there is no gap.", lang),
        "remedy": _("What would close it", lang),
        "suspects-title": _("Links to be confirmed", lang),
        "suspects-lead": _("One of the ends was changed after the link was last confirmed.", lang),
        "knowledge-title": _("Missing knowledge", lang),
        "knowledge-lead": _(
            "Here nothing may be wrong with the plan: it is only not known to what these items belong.", lang
        ),
        "remedies-differ": _("Ask the departments concerned, and note the source.", lang),
        "no-knowledge": _("With these filters nothing is unknown.", lang),
        "sheets-title": _("Measure sheets", lang),
        "no-links": _("This measure is not linked to anything yet.", lang),
        "sources": _("Sources", lang),
        **{name: words.state(name, lang) for name in ("deep", "shallow", "gap", "meant", "empty", "single")},
    }


def title_of_plan(plan: Plan, lang: Language) -> str:
    """The plan's title in the language."""
    german = str(plan.properties.get("title") or plan.code)
    return str(plan.properties.get("title_en") or german) if lang == "en" else german


def description_of_plan(plan: Plan, lang: Language) -> str:
    """The plan's description in the language, empty for none."""
    german = str(plan.properties.get("description") or "")
    return str(plan.properties.get("description_en") or german) if lang == "en" else german


def _sides(request: ReportRequest) -> str:
    rows, columns = (words.dimension(name, 2, request.lang) for name in (request.rows, request.columns))
    return f"{rows} × {columns}"

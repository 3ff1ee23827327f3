"""The finding of a matrix in one sentence, the same on the screen and in the report."""

from __future__ import annotations

from explorer import words
from explorer.coverage import Matrix, State
from explorer.i18n import Language, _, _n, number
from explorer.model import Plan


def headline(plan: Plan, matrix: Matrix, lang: Language | None = None) -> str:
    """How many combinations are gaps, and where most of them are if one column stands out; plain text."""
    cells = len(matrix.rows.counted) * len(matrix.columns.counted)
    if not cells:
        return _("There is nothing to compare here in this year and with these filters", lang)
    if matrix.breakdown:
        return _n("{count} measure by status", "{count} measures by status", len(matrix.measures), lang)
    open_in = {
        column: sum(matrix.cell(row, column).state is State.GAP for row in matrix.rows.counted)
        for column in matrix.columns.counted
    }
    gaps, most = sum(open_in.values()), max(open_in.values())
    worst = [column for column, count in open_in.items() if count == most]
    said = {"gaps": number(gaps, lang), "all": number(cells, lang)}
    if not gaps:
        return _("None of the {all} combinations is a gap", lang, all=said["all"])
    if len(worst) > 1 or len(open_in) == 1:
        return _("{gaps} of {all} combinations are gaps", lang, **said)
    return _(
        "{gaps} of {all} combinations are gaps; most of them ({most} of {rows}) with {title}",
        lang,
        **said,
        most=number(most, lang),
        rows=number(len(matrix.rows.counted), lang),
        title=_("“{title}”", lang, title=words.title_of(plan, worst[0], lang)),
    )

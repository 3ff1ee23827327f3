"""The small figures on a department's page: status and years as bars that need no colour, the budget in words."""

from __future__ import annotations

import streamlit as st

from explorer import words
from explorer.app import session
from explorer.app.pages import path_of
from explorer.app.panel import theme
from explorer.app.parts import heading
from explorer.app.tables import table
from explorer.app.text import title_of
from explorer.i18n import _, _n, euros, number
from explorer.model import Plan
from explorer.picture.palette import STATES
from explorer.survey.department import Budget, DepartmentProfile


def budget_words(budget: Budget) -> str:
    """The sum, or that nothing is known: never a silent zero."""
    return euros(budget.total) if budget.known else _("not known")


def share_words(budget: Budget) -> str:
    """Out of how many figures the sum is, and what part of the plan's known budget."""
    if not budget.known:
        return _("None of its {all} measures has a figure.", all=number(budget.of)) if budget.of else ""
    said = _(
        "{known} of {all} measures have a figure; {share} of {total} in {count} measures of the plan",
        known=number(len(budget.known)),
        all=number(budget.of),
        share=_percent(budget.share),
        total=euros(budget.plan_total),
        count=number(len(budget.plan_known)),
    )
    if not budget.joint:
        return said + "."
    joint = _n(
        "{count} of them counts in full for another unit too",
        "{count} of them count in full for other units too",
        len(budget.joint),
    )
    return f"{said}; {joint}."


def status_bars(plan: Plan, profile: DepartmentProfile, extra: dict[str, str]) -> None:
    """How many measures are in which status; a click opens the list behind a number."""
    heading(words.property_name("status"))
    if not profile.statuses:
        st.caption(_("None is known."))
        return
    most = max(len(uids) for uids in profile.statuses.values())
    seen = STATES[theme()]["shallow"]
    rules = "".join(
        f".st-key-zn-bar-{status} {{ border-color: {seen.border}; background: "
        f"linear-gradient(to right, {seen.fill} {100 * len(uids) / most:.0f}%, transparent 0); }}\n"
        for status, uids in profile.statuses.items()
    )
    st.html(f"<style>{rules}</style>")
    for status, uids in profile.statuses.items():
        with st.container(key=f"zn-bar-{status}"):
            st.page_link(
                path_of("coverage"),
                label=f"**{number(len(uids))}** {words.code(status)}",
                query_params={
                    **session.common_params(),
                    **extra,
                    "columns": "status",
                    "row": profile.uid.removeprefix(f"{plan.code}/"),
                    "col": status,
                },
            )


def year_bars(plan: Plan, profile: DepartmentProfile) -> None:
    """How many measures ran in which year, as bars of numbers; the list of each year is one click away."""
    heading(_("Measures by year"))
    if profile.years:
        st.html(_bars({year: len(uids) for year, uids in profile.years.items()}))
    if profile.undated:
        st.caption(
            _n(
                "{count} measure without a known beginning is not in it.",
                "{count} measures without a known beginning are not in it.",
                len(profile.undated),
            )
        )
    if not profile.years:
        st.caption(_("No beginning is known, so no years can be shown."))
        return
    english = session.english()
    with st.expander(_("The same as a table")):
        rows = [
            [str(year), len(uids), "; ".join(title_of(plan, uid, english=english) for uid in uids)]
            for year, uids in profile.years.items()
        ]
        headings = [words.property_name("year"), _("Count"), words.kind("Measure", 2)]
        st.dataframe(table(headings, rows), hide_index=True, height=min(38 + 35 * len(rows), 300))


def _bars(counts: dict[int, int]) -> str:
    """Bars with their number on top. Made of numbers only, so nothing in it needs to be escaped."""
    most = max(*counts.values(), 1)
    step = 1 if len(counts) <= 8 else 5
    bars = []
    for n, (year, count) in enumerate(counts.items()):
        named = year % step == 0 or (n in (0, len(counts) - 1) and step == 1)
        before = list(counts.values())[n - 1] if n else 0
        figure = count if count != before else ""
        bars.append(
            f'<div class="zn-year" title="{year}: {count}"><span>{figure}</span>'
            f'<i style="height:{4.2 * count / most:.2f}rem"></i><b>{year if named else ""}</b></div>'
        )
    spoken = ", ".join(f"{year}: {count}" for year, count in counts.items())
    return f'<div class="zn-years" role="img" aria-label="{spoken}">{"".join(bars)}</div>'


def _percent(share: float | None) -> str:
    if share is None:
        return ""
    percent = round(share * 100, 1)
    return _("less than 0.1 %") if share and not percent else _("{share} %", share=number(percent))

"""Maßnahmenblatt: one measure on one page, to read, to print and to hand on."""

from __future__ import annotations

import streamlit as st

from explorer import words
from explorer.app import session, shell
from explorer.app.navigation import follow, leave_for
from explorer.app.pages import path_of
from explorer.app.panel import left_out, picture
from explorer.app.parts import (
    address,
    asked_for,
    certainty_of,
    chooser,
    hand_on,
    heading,
    item_link,
    listed,
    name_of,
    period_of,
    row,
    source_of,
    unknown,
)
from explorer.app.report_button import sheet_button
from explorer.app.text import plain, quoted, title_of
from explorer.i18n import N_, _, _n
from explorer.model import Plan
from explorer.picture.palette import look
from explorer.picture.views import around
from explorer.survey.measure import HEADINGS, Entry, MeasureSheet, Neighbour, Step, measure_sheet

#: What stands in the left column; the rest of the sheet is on the right.
_LEFT = ("primary", "secondary", "served", "through", "operative", "field", "lead", "partner")
#: What a sheet must not pass over in silence when nothing is known.
_NOTHING = {
    "goals": N_("No strategic goal is linked."),
    "operative": N_("No operative goal is linked."),
    "field": N_("No field of action is linked."),
    "lead": N_("No department is named in the lead."),
}


def page() -> None:
    """The sheet of the measure in the address, over all years."""
    follow()
    plan = session.whole_plan()
    if not plan.of("Measure"):
        shell.empty_plan()
        return
    current = asked_for(plan, "Measure")
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="zn-tools"):
        with st.container(width="stretch"):
            chooser(plan, "Measure", _("Type a part of a measure's title ..."), current or "")
        if current:
            _tools(plan, current)
    if current is None:
        unknown("Measure")
    elif not current:
        st.info(_("Choose a measure above; its sheet appears here."), icon=":material/arrow_upward:")
    else:
        with st.container(key="zn-paper", gap="small"):
            _sheet(plan, measure_sheet(plan, current))
        with st.container(key="zn-screen-only"):
            _picture(plan, current)


def headline(plan: Plan, sheet: MeasureSheet) -> str:
    """What the measure is for and who carries it, in one sentence (Markdown)."""
    english = session.english()
    leads = [e.uid for e in sheet.section("lead")]
    goals = len(sheet.goals)
    return _(
        "{title} serves {goals}; in the lead: {leads}",
        title=quoted(title_of(plan, sheet.uid, english=english)),
        goals=_n("{count} strategic goal", "{count} strategic goals", goals)
        if goals
        else _("no strategic goal"),
        leads=", ".join(plain(title_of(plan, u, english=english)) for u in leads[:3])
        if leads
        else _("nobody named"),
    )


def _tools(plan: Plan, uid: str) -> None:
    st.page_link(
        path_of("explore"),
        label=_("Explore"),
        icon=":material/hub:",
        query_params=session.params_around(uid),
    )
    sheet_button(uid, f"sheet {uid}")
    hand_on(address(plan, uid))


def _sheet(plan: Plan, sheet: MeasureSheet) -> None:
    node = plan.nodes[sheet.uid]
    title = (plan.properties.get("title_en") if session.english() else "") or plan.properties["title"]
    st.caption(f"{words.kind('Measure')} {plain(node.code)} · {plain(str(title))}")
    st.markdown(f"#### {headline(plan, sheet)}")
    if node.text("description"):
        st.markdown(plain(node.text("description")))
    _facts(plan, sheet)
    left, right = st.columns(2, gap="large")
    with left:
        _links(plan, sheet)
    with right:
        _influences(plan, sheet)
        _decisions(plan, sheet)
        _succession(plan, sheet.uid, _("Before it"), sheet.predecessors)
        _succession(plan, sheet.uid, _("After it"), sheet.successors)
        _neighbours(plan, sheet)
    lines = " · ".join(certainty_of(code) for code in ("documented", "reading", "proposed"))
    st.caption(
        _("Lines say how certain a link is: {lines}.", lines=lines)
        + (" " + _("This sheet is about all years.") if session.year() else "")
    )


def _facts(plan: Plan, sheet: MeasureSheet) -> None:
    """What is known about the measure itself; what is not known says so."""
    node = plan.nodes[sheet.uid]
    unsaid = _("not known")
    facts = (
        (words.property_name("status"), words.value("status", node.properties.get("status"))),
        (_("Period"), period_of(node)),
        (words.property_name("budget_eur"), words.value("budget_eur", node.properties.get("budget_eur"))),
        (words.property_name("indicator"), plain(node.text("indicator"))),
        (
            words.property_name("source_url"),
            " · ".join(
                filter(
                    None,
                    [
                        source_of(node.text("source_url"), node.text("source_year")),
                        certainty_of(node.text("certainty")),
                    ],
                )
            ),
        ),
    )
    with st.container(key="zn-facts"):
        for column, (name, value) in zip(st.columns([2, 2, 2, 4, 4]), facts, strict=True):
            with column:
                st.caption(name)
                st.markdown(value or f":gray[{unsaid}]")


def _links(plan: Plan, sheet: MeasureSheet) -> None:
    if not sheet.goals:
        _nothing(words.kind("StrategicGoal", 2), "goals")
    for key in _LEFT:
        entries = sheet.section(key)
        if entries:
            heading(_(HEADINGS[key]))
            for entry in entries:
                _entry(plan, sheet.uid, entry)
        elif key in _NOTHING:
            _nothing(_(HEADINGS[key]), key)


def _influences(plan: Plan, sheet: MeasureSheet) -> None:
    for key in ("influences", "influenced"):
        entries = sheet.section(key)
        if entries:
            heading(_(HEADINGS[key]))
            for entry in entries:
                _entry(plan, sheet.uid, entry)


def _decisions(plan: Plan, sheet: MeasureSheet) -> None:
    heading(words.kind("Decision", 2))
    if not sheet.decisions:
        st.caption(_("No decision about it is known."))
    for one in sheet.decisions:
        node = plan.nodes[one.uid]
        said = [
            words.value("date", node.properties.get("date")),
            *(node.text(n) for n in ("body", "paper", "result")),
        ]
        about = "" if one.about == sheet.uid else _("about {title}", title=name_of(plan, one.about))
        _entry(plan, sheet.uid, one.entry, said=", ".join(plain(s) for s in said if s), about=about)


def _succession(plan: Plan, uid: str, title: str, steps: tuple[Step, ...]) -> None:
    if steps:
        heading(title)
        for step in steps:
            period = period_of(plan.nodes[step.uid])
            _entry(plan, uid, step.entry, before="↳ " * (step.distance - 1), said=period)


def _neighbours(plan: Plan, sheet: MeasureSheet) -> None:
    heading(_("Neighbours in the plan"))
    if not sheet.neighbours:
        st.caption(_("No other measure has a goal or a department in common with it."))
        return
    for one in sheet.neighbours:
        with row(f"neighbour {one.uid}"):
            item_link(plan, one.uid, here="Measure", key="neighbour")
            st.caption(_("in common: {items}", items=_common(plan, one)))
    rest = sheet.neighbour_count - len(sheet.neighbours)
    if rest:
        st.caption(
            _n(
                "{count} more measure has something in common with it.",
                "{count} more measures have something in common with it.",
                rest,
            )
        )


def _common(plan: Plan, one: Neighbour) -> str:
    """What both have in common, in one line: goals by their numbers, the rest by title."""
    goals = [plan.nodes[uid].text("number") for uid in one.goals]
    others = (*one.operatives, *one.departments, *one.fields)
    numbers = f"{look('goal').symbol} {plain(', '.join(goals))}" if all(goals) and goals else ""
    return ", ".join(filter(None, [numbers, listed(plan, others if numbers else one.shared, 4)]))


def _entry(
    plan: Plan, sheet_uid: str, entry: Entry, *, before: str = "", said: str = "", about: str = ""
) -> None:
    """An item, and below it how certain the link is, what was noted and where it says so."""
    period = "–".join(str(y or "") for y in (entry.since, entry.until)) if entry.since or entry.until else ""
    via = _("through {title}", title=name_of(plan, entry.via)) if entry.via else ""
    score = f"{entry.score:+d}" if entry.score is not None else ""
    details = [said, about, via, plain(score), period, certainty_of(entry.certainty), plain(entry.note)]
    # A link has no year of its own; where it names the source of one of its ends, it is of that year.
    known = [plan.nodes[uid] for uid in (entry.uid, sheet_uid)]
    years = [n.text("source_year") for n in known if n.text("source_url") == entry.source_url]
    details.append(source_of(entry.source_url, years[0] if years and entry.source_url else ""))
    key = f"{entry.type} {entry.outgoing} {entry.uid} {entry.via} {about}"
    with row(key):
        item_link(plan, entry.uid, here="Measure", key=key, before=before)
        st.caption(" · ".join(filter(None, details)))


def _nothing(title: str, key: str) -> None:
    heading(title)
    st.caption(_(_NOTHING[key]))


def _picture(plan: Plan, uid: str) -> None:
    scene = around(plan, uid, english=session.english())
    heading(_("In the picture of the plan"))
    left_out(scene)
    picture(
        scene,
        key="measure canvas",
        place=f"sheet {uid}",
        selected=uid,
        on_click=lambda id_: None,
        on_open=leave_for,
        height=440,
    )


if __name__ == "__main__":
    shell.show(page)

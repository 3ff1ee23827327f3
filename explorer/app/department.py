"""Abteilung: what one head of department has to know, on one page: goals, measures, single points, partners, budget."""

from __future__ import annotations

import streamlit as st

from explorer import words
from explorer.app import session, shell
from explorer.app.department_figures import budget_words, share_words, status_bars, year_bars
from explorer.app.navigation import follow, leave_for
from explorer.app.pages import path_of
from explorer.app.panel import theme
from explorer.app.parts import (
    address,
    asked_for,
    chooser,
    hand_on,
    heading,
    item_link,
    name_of,
    not_in_year,
    period_of,
    row,
    show,
    unknown,
)
from explorer.app.scope import current_scope, params_of, scope_chips, scope_panel
from explorer.app.tables import downloads, selectable
from explorer.app.text import plain, quoted, title_of
from explorer.coverage import Cell, Scope, State
from explorer.hierarchy import is_whole, parents_of, parts_of
from explorer.i18n import _, _n, euros, number
from explorer.model import Plan
from explorer.picture.palette import STATES, look
from explorer.survey.department import Carried, DepartmentProfile, Shared, department_profile

#: Items of a list that are shown at once.
_MOST = 40


def page() -> None:
    """The profile of the department in the address, within the scope in the address."""
    follow()
    plan, whole = session.plan(), session.whole_plan()
    scope = current_scope()
    extra = params_of(scope, whole)
    if not plan.of("Department"):
        shell.empty_plan()
        return
    current = asked_for(whole, "Department")
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="zn-tools"):
        with st.container(width="stretch"):
            chooser(plan, "Department", _("Type a part of a department's title ..."), current or "")
        with st.popover(_("Filters"), icon=":material/filter_alt:"):
            scope_panel(plan, scope)
        if current:
            _tools(plan, current, extra)
    if current is None:
        unknown("Department")
    elif not current:
        st.info(_("Choose a department above; its page appears here."), icon=":material/arrow_upward:")
        with st.container(key="zn-paper", gap="small"):
            _tops(plan)
    elif current not in plan.nodes:
        not_in_year(whole, current)
    else:
        profile = _profile(whole.code, whole.revision, current, scope)
        with st.container(key="zn-paper", gap="small"):
            _profile_page(plan, profile, extra)


def headline(plan: Plan, profile: DepartmentProfile) -> str:
    """What the department carries and what hangs on a thread, in one sentence (Markdown)."""
    title = quoted(title_of(plan, profile.uid, english=session.english()))
    measures = _n("{count} measure", "{count} measures", len(profile.measures))
    said = (
        _("{title} leads or supports {measures} and carries {covered} of {all} strategic goals")
        if profile.scope.partners
        else _("{title} leads {measures} and carries {covered} of {all} strategic goals")
    )
    text = said.format(
        title=title, measures=measures, covered=len(profile.carried), all=number(len(profile.goals))
    )
    single = len(profile.single)
    if not single:
        return text
    hangs = _n(
        "{count} goal hangs on a single measure", "{count} goals hang on a single measure each", single
    )
    return f"{text}; {hangs}"


@st.cache_resource(show_spinner=False, max_entries=32)
def _profile(code: str, revision: int, uid: str, scope: Scope) -> DepartmentProfile:
    # The revision is part of the key: a changed plan is read anew, and a click in a table reads nothing.
    plan = session.whole_plan()
    return session.unless_changed(revision, lambda: department_profile(session.store(), plan, uid, scope))


def _tools(plan: Plan, uid: str, extra: dict[str, str]) -> None:
    code = uid.removeprefix(f"{plan.code}/")
    common = session.common_params()
    links = (
        ("coverage", _("Coverage"), ":material/grid_on:", {**common, **extra, "row": code}),
        ("gaps", _("Gaps"), ":material/rule:", {**common, **extra, "dept": code}),
        ("explore", _("Explore"), ":material/hub:", session.params_around(uid)),
    )
    for file, label, icon, parameters in links:
        st.page_link(path_of(file), label=label, icon=icon, query_params=parameters)
    hand_on(address(plan, uid, extra))


def _profile_page(plan: Plan, profile: DepartmentProfile, extra: dict[str, str]) -> None:
    st.html(_looks())
    _place(plan, profile)
    st.markdown(f"#### {headline(plan, profile)}")
    scope_chips(plan, profile.scope, len(profile.hidden))
    _facts(profile)
    left, right = st.columns([3.7, 6.3], gap="large")
    with left:
        _goals(plan, profile, extra)
    with right:
        _measures(plan, profile)
    left, middle, right = st.columns([3, 4, 4], gap="large")
    with left:
        status_bars(plan, profile, extra)
    with middle:
        year_bars(plan, profile)
    with right:
        _shared(plan, profile)
    _rest(plan, profile)


def _tops(plan: Plan) -> None:
    """The units on top of the organisation, those with parts first, for a page that names none."""
    tops = [
        node.uid
        for node in plan.of("Department")
        if not is_whole(plan, node.uid) and all(is_whole(plan, above) for above in parents_of(plan, node.uid))
    ]
    tops.sort(key=lambda uid: len(parts_of(plan, uid)) == 1)
    for uid in tops[:_MOST]:
        with row(f"top {uid}"):
            item_link(plan, uid, here="Department", key="top")


def _place(plan: Plan, profile: DepartmentProfile) -> None:
    """Where the unit stands in the organisation, in one line."""
    node = plan.nodes[profile.uid]
    english = session.english()
    above = ", ".join(plain(title_of(plan, uid, english=english)) for uid in profile.parents)
    said = [f"{plain(node.text('kind')) or words.kind('Department')} {plain(node.code)}"]
    if above:
        said.append(_("part of {units}", units=above))
    if profile.parts:
        said.append(_n("counted with its {count} part", "counted with its {count} parts", len(profile.parts)))
    st.caption(" · ".join(said))


def _facts(profile: DepartmentProfile) -> None:
    gaps, meant = len(profile.in_state(State.GAP)), len(profile.in_state(State.MEANT))
    running = len(profile.statuses.get("running", ()))
    count = len(profile.measures)
    facts = (
        (
            _("Measures led or supported") if profile.scope.partners else _("Measures led"),
            number(count),
            _("{running} of {all} running", running=number(running), all=number(count)),
        ),
        (
            _("Goals carried"),
            _("{some} of {all}", some=number(len(profile.carried)), all=number(len(profile.goals))),
            _("{gaps}, {meant} left out on purpose",
              gaps=_n("{count} gap", "{count} gaps", gaps), meant=number(meant)),
        ),
        (
            _("Single points"),
            number(len(profile.single)),
            _("goals that hang on one measure"),
        ),
        (words.property_name("budget_eur"), budget_words(profile.budget), share_words(profile.budget)),
    )  # fmt: skip
    with st.container(key="zn-facts"):
        for column, (name, value, about) in zip(st.columns([2, 2, 2, 4]), facts, strict=True):
            with column:
                st.caption(name)
                st.markdown(f"**{value}**")
                st.caption(about)


def _goals(plan: Plan, profile: DepartmentProfile, extra: dict[str, str]) -> None:
    """Every goal with its state and its number of measures; a click opens the list behind the number."""
    heading(words.kind("StrategicGoal", 2))
    for n, cell in enumerate(profile.goals):
        with st.container(key=f"zn-state-{cell.state.value}-{n}", gap=None):
            st.page_link(
                path_of("coverage"),
                label=_goal_label(plan, cell),
                query_params={
                    **session.common_params(),
                    **extra,
                    "row": profile.uid.removeprefix(f"{plan.code}/"),
                    "col": cell.column.removeprefix(f"{plan.code}/"),
                },
            )
            if cell.state is State.MEANT:
                by = cell.marked[0] if cell.marked else profile.uid
                inherited = by != profile.uid
                said = _("said for {unit}", unit=name_of(plan, by)) if inherited else ""
                st.caption(" · ".join(filter(None, [plain(cell.reason), said])))
    used = dict.fromkeys(cell.state.value for cell in profile.goals)
    legend = [f"{STATES['light'][name].symbol} {words.state(name)}" for name in used]
    if profile.single:
        legend.append(f"{STATES['light']['single'].symbol} {words.state('single')}")
    st.caption(" · ".join(legend))
    if profile.single:
        heading(_("Single points"))
        for cell in profile.single:
            with row(f"single {cell.column}"):
                after = f":gray[({name_of(plan, cell.column)})]"
                item_link(plan, cell.measures[0], here="Department", key="single", after=after)


def _goal_label(plan: Plan, cell: Cell) -> str:
    symbol = STATES["light"][cell.state.value].symbol
    alone = f" {STATES['light']['single'].symbol}" if cell.single else ""
    return f"**{symbol} {len(cell.measures)}{alone}** {name_of(plan, cell.column)}"


def _measures(plan: Plan, profile: DepartmentProfile) -> None:
    heading(f"{words.kind('Measure', 2)} ({number(len(profile.measures))})")
    if not profile.measures:
        st.caption(
            _("None counts here. Let partners count too, or take a filter off.")
            if profile.hidden or profile.supporting
            else _("None is known.")
        )
        return
    headings, rows = _rows(plan, profile, profile.measures)
    with st.container(key="zn-screen-only measures", gap="small"):
        selectable(
            headings,
            rows,
            key=f"department measures {profile.uid} {hash(profile.scope)}",
            selected=None,
            select=lambda n: leave_for(profile.measures[n].uid, "measure"),
            height=min(38 + 35 * len(rows), 300),
        )
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(_("A click in front of a row opens the measure's sheet."))
            downloads(headings, rows, profile.uid.removeprefix(f"{plan.code}/"))
    # A table that scrolls cannot be printed whole; on paper stands the same list.
    with st.container(key="zn-paper-only measures"):
        st.markdown("\n".join(f"- {_line(plan, one)}" for one in profile.measures))


def _rows(
    plan: Plan, profile: DepartmentProfile, carried: tuple[Carried, ...]
) -> tuple[list[str], list[list[object]]]:
    english = session.english()
    through = bool(profile.parts)
    headings = [_("Title"), _("Role"), _("Status"), _("Period"), words.property_name("budget_eur")]
    headings += [_("Through")] if through else []
    rows: list[list[object]] = []
    for one in carried:
        node = plan.nodes[one.uid]
        units = dict.fromkeys(r.unit for r in one.roles if r.unit != profile.uid)
        parts = [", ".join(title_of(plan, u, english=english) for u in units)] if through else []
        rows.append(
            [
                title_of(plan, one.uid, english=english),
                words.code(one.role),
                words.value("status", node.properties.get("status")),
                period_of(node),
                words.value("budget_eur", node.properties.get("budget_eur")),
                *parts,
            ]
        )
    return headings, rows


def _line(plan: Plan, one: Carried) -> str:
    node = plan.nodes[one.uid]
    budget = node.properties.get("budget_eur")
    said = [
        words.code(one.role),
        words.value("status", node.properties.get("status")),
        period_of(node),
        euros(budget) if isinstance(budget, int | float) else "",
    ]
    return f"{plain(title_of(plan, one.uid, english=session.english()))} ({', '.join(filter(None, said))})"


def _shared(plan: Plan, profile: DepartmentProfile) -> None:
    heading(_("Shares goals and measures with"))
    if not profile.shared:
        st.caption(_("No unit of the same level carries the same goals or measures."))
        return
    english = session.english()
    rows = [
        [len(one.goals), len(one.measures), title_of(plan, one.unit, english=english)]
        for one in profile.shared
    ]
    with st.container(key="zn-screen-only shared"):
        selectable(
            [_("Goals"), words.kind("Measure", 2), _("with")],
            rows,
            key=f"department shared {profile.uid} {hash(profile.scope)}",
            selected=None,
            select=lambda n: show(profile.shared[n].unit),
            height=min(38 + 35 * len(rows), 250),
        )
    listed = [_in_common(plan, one) for one in profile.shared]
    with st.expander(_("Which goals and measures these are")):
        for line in listed:
            st.markdown(line)
    with st.container(key="zn-paper-only shared"):
        st.markdown("\n".join(f"- {line}" for line in listed))
    st.caption(_("Compared with units of the same level. Measures in common: whatever role both have."))


def _in_common(plan: Plan, one: Shared) -> str:
    goals = ", ".join(plan.nodes[g].text("number") or plan.nodes[g].code for g in one.goals)
    said = [
        f"{look('goal').symbol} {plain(goals)}" if goals else "",
        *(name_of(plan, m) for m in one.measures),
    ]
    return f"**{name_of(plan, one.unit)}:** " + "; ".join(filter(None, said))


def _rest(plan: Plan, profile: DepartmentProfile) -> None:
    """What else it has to do with: operative goals, measures of others that it supports, its parts."""
    groups = (
        (_("Operative goals that it is responsible for"), [c.uid for c in profile.operatives]),
        (_("Supports these measures as well"), [c.uid for c in profile.supporting]),
        (_("Its parts"), list(profile.parts)),
    )
    shown = [(title, uids) for title, uids in groups if uids]
    if shown:
        for column, (title, uids) in zip(st.columns(len(shown), gap="large"), shown, strict=True):
            with column:
                heading(f"{title} ({number(len(uids))})")
                for uid in uids[:_MOST]:
                    with row(f"rest {title} {uid}"):
                        item_link(plan, uid, here="Department", key=title)
                if len(uids) > _MOST:
                    st.caption(_n("{count} more", "{count} more", len(uids) - _MOST))


def _looks() -> str:
    """The colours of the states, for the chips in front of the goals."""
    chips = "".join(
        f'[class*="st-key-zn-state-{name}-"] a strong '
        f"{{ background: {seen.fill}; color: {seen.ink}; border-color: {seen.border}; }}\n"
        for name, seen in STATES[theme()].items()
    )
    return f"<style>{chips}</style>"


if __name__ == "__main__":
    shell.show(page)

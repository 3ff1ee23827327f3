"""What stands in the report is what the screen shows for the same filters."""

from dataclasses import replace
from datetime import date

import pytest

from explorer.coverage import Scope, State
from explorer.errors import Refusal
from explorer.hierarchy import parts_of
from explorer.report import ReportRequest, build, build_sheet
from explorer.report.tables import tables_of
from explorer.store import read_plan
from explorer.survey.findings import findings
from explorer.survey.matrices import coverage

PLAN = "kreis-soest-2020"
DAY = date(2026, 11, 23)
SCOPES = {
    "default": Scope(),
    "one year": Scope(year=2017),
    "running and documented": Scope(statuses=("running",), certainty="documented"),
    "a field with partners": Scope(fields=(f"{PLAN}/F-BIL",), partners=True),
}
REQUEST = ReportRequest(day=DAY, lang="en")


@pytest.fixture(scope="module")
def soest(embedded_soest):
    return read_plan(embedded_soest, PLAN)


@pytest.mark.parametrize("scope", SCOPES.values(), ids=SCOPES)
@pytest.mark.parametrize("sides", [("department", "goal"), ("field", "operative"), ("status", "goal")])
def test_every_cell_and_every_sum_is_that_of_the_matrix(embedded_soest, soest, scope, sides):
    rows, columns = sides
    opened = [node.uid for node in soest.of("Department")]
    made = build(
        embedded_soest, soest, replace(REQUEST, scope=scope, rows=rows, columns=columns, opened=opened)
    )
    matrix = coverage(embedded_soest, soest, rows, columns, scope)
    assert [head.uid for head in made.grid.rows] == [path[-1] for path in matrix.rows.shown(opened)]
    assert [head.uid for head in made.grid.columns] == [path[-1] for path in matrix.columns.shown(opened)]
    for head, squares in zip(made.grid.rows, made.grid.squares, strict=True):
        line = matrix.row(head.uid)
        assert (head.sum.covered, head.sum.of) == (len(line.covered), len(line.of))
        for column, square in zip(made.grid.columns, squares, strict=True):
            cell = matrix.cell(head.uid, column.uid)
            assert (square.state, square.measures) == (cell.state, len(cell.measures))
            assert square.single == (cell.single and not matrix.breakdown)
    for head in made.grid.columns:
        assert head.sum.covered == len(matrix.column(head.uid).covered)
    assert made.grid.total.covered == len(matrix.whole().covered)
    states = matrix.states()
    for sign in made.grid.legend:
        if sign.state != "single":
            assert sign.count == states[State(sign.state)]


def test_folded_units_keep_their_parts_to_themselves_and_opened_ones_show_them(embedded_soest, soest):
    folded = build(embedded_soest, soest, REQUEST)
    unit = next(
        u for u in coverage(embedded_soest, soest, "department", "goal", Scope()).rows.children if "DEZ" in u
    )
    unfolded = build(embedded_soest, soest, replace(REQUEST, opened=[unit]))
    more = {head.uid for head in unfolded.grid.rows} - {head.uid for head in folded.grid.rows}
    assert more and more <= parts_of(soest, unit)
    assert len(unfolded.gaps) >= len(folded.gaps)


def test_every_gap_of_the_counted_units_is_in_the_chapter_of_its_department(embedded_soest, soest):
    made = build(embedded_soest, soest, REQUEST)
    told = {
        (chapter.title, one.why) for chapter in made.gaps for group in chapter.groups for one in group.remarks
    }
    expected = {
        (
            soest.nodes[one.department].text("title_en") if one.department else "The plan as a whole",
            one.why(soest, "en"),
        )
        for one in findings(embedded_soest, soest, Scope())
        if one.group in ("forward", "backward", "single") and one.level == 0
    }
    assert expected <= told
    assert all(one.remedy for chapter in made.gaps for group in chapter.groups for one in group.remarks)


def test_missing_knowledge_stands_apart_from_the_gaps(embedded_soest, soest):
    made = build(embedded_soest, soest, REQUEST)
    unknown = [one for one in findings(embedded_soest, soest, Scope()) if one.group == "knowledge"]
    assert sum(len(group.remarks) for group in made.knowledge) == len(unknown) > 0
    gaps = {one.why for chapter in made.gaps for group in chapter.groups for one in group.remarks}
    assert not gaps & {one.why for group in made.knowledge for one in group.remarks}


def test_a_report_for_one_department_speaks_of_it_and_its_parts_alone(embedded_soest, soest):
    uid = f"{PLAN}/DEZ05"
    made = build(embedded_soest, soest, replace(REQUEST, department=uid, sheets="all"))
    shown = [head.uid for head in made.grid.rows]
    assert shown[0] == uid and len(shown) > 1 and set(shown) <= parts_of(soest, uid)
    assert made.grid.total is None
    assert {sign.state: sign.count for sign in made.grid.legend}["gap"] == sum(
        square.state == "gap" for square in made.grid.squares[0]
    )
    units = parts_of(soest, uid)
    led = {link.target for link in soest.links if link.type == "RESPONSIBLE_FOR" and link.source in units}
    assert made.sheets and {sheet.uid for sheet in made.sheets} <= led


def test_measures_with_several_goals_count_what_the_filters_let_through(embedded_soest, soest):
    all_, documented = (
        build(embedded_soest, soest, replace(REQUEST, scope=Scope(certainty=c))).several
        for c in ("reading", "documented")
    )
    assert len(all_.rows) > len(documented.rows)
    assert all(row[1] >= 2 and row[1] == len(row[2].split("; ")) for row in all_.rows)
    running = build(embedded_soest, soest, replace(REQUEST, scope=Scope(statuses=("running",)))).several
    assert {row[5] for row in running.rows} == {"running"}


def test_the_report_says_its_filters_date_revision_and_limits(embedded_soest, soest):
    scope = Scope(year=2017, statuses=("running", "decided"), fields=(f"{PLAN}/F-BIL",), partners=True)
    made = build(embedded_soest, soest, replace(REQUEST, scope=scope))
    facts = dict(made.facts)
    assert facts["Year"] == "2017"
    assert facts["Status of the measures"] == "running, decided"
    assert facts["Fields of action"] == "Education"
    assert facts["As of"] == "23 Nov 2026"
    assert facts["Revision"] == str(soest.revision)
    now = soest.in_year(2017)
    documented = sum(link.certainty == "documented" for link in now.links)
    assert made.limits[0].startswith(f"{documented} of {len(now.links)} links")
    assert f"of {len(now.of('Measure'))} measures count" in made.limits[1]


def test_the_same_wish_gives_the_same_report(embedded_soest, soest):
    assert build(embedded_soest, soest, REQUEST) == build(embedded_soest, soest, REQUEST)


def test_what_the_plan_does_not_have_is_refused(embedded_soest, soest):
    for wrong in (
        {"department": f"{PLAN}/NO"},
        {"department": f"{PLAN}/SG1"},
        {"scope": Scope(fields=(f"{PLAN}/NO",))},
        {"sheets": (f"{PLAN}/NO",)},
        {"rows": "goal", "columns": "goal"},
        {"rows": "budget"},
    ):
        with pytest.raises(Refusal):
            build(embedded_soest, soest, replace(REQUEST, **wrong))
    with pytest.raises(Refusal):
        build_sheet(soest, f"{PLAN}/SG1", REQUEST)


def test_a_sheet_names_goals_departments_certainty_and_sources(soest):
    sheet = build_sheet(soest, f"{PLAN}/M001", REQUEST).sheets[0]
    links = [link for link in soest.links if f"{PLAN}/M001" in (link.source, link.target)]
    told = {fact.text for part in sheet.parts for fact in part.facts}
    for link in links:
        other = soest.nodes[link.target if link.source == sheet.uid else link.source]
        assert any(other.text("title_en") in text or other.title in text for text in told)
    assert all(fact.certainty for part in sheet.parts for fact in part.facts)
    assert {link.text("source_url") for link in links} - {""} <= {
        source.split(" (")[0] for source in sheet.sources
    }


def test_the_tables_hold_every_cell_and_every_finding(embedded_soest, soest):
    made = build(embedded_soest, soest, replace(REQUEST, sheets=(f"{PLAN}/M001",)))
    tables = {table.name: table for table in tables_of(made)}
    assert len(tables["Cells"].rows) == len(made.grid.rows) * len(made.grid.columns)
    assert len(tables["Gaps"].rows) == sum(chapter.count for chapter in made.gaps)
    assert {len(row) for table in tables.values() for row in table.rows if table.name == "Matrix"} == {
        len(tables["Matrix"].headings)
    }
    assert tables["Measure sheets"].rows

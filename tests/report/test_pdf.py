"""The PDF: A4 landscape, nothing cut off, nothing of a plan run as markup, and the states told apart without colour."""

from dataclasses import replace
from datetime import date

import pytest

from explorer import report
from explorer.coverage import Scope
from explorer.report import ReportRequest
from explorer.report.content import Grid, Head, Sign, Square, Sum
from explorer.store import read_plan, save_plan
from explorer.store.embedded import open_embedded
from tests.plans import small_plan
from tests.report.reading import grey, line_with, pages_of, right_edges, sizes_of, without_spaces

PLAN = "kreis-soest-2020"
REQUEST = ReportRequest(day=date(2026, 11, 23), lang="en")
LONG = (
    "Nachhaltige Weiterentwicklung der interkommunalen Zusammenarbeit einschließlich der Verwaltungsgemeinschaften "
    "unter besonderer Berücksichtigung der Wirtschaftsförderungsgesellschaften und der Bürgerbeteiligung"
)[:200]
WORD = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"[:60]
NO_SYLLABLES = "x" * 60
HOSTILE = (
    "#let x = 1",
    "$x^2$ *bold* _slanted_",
    "\\ `raw` @ref <label>",
    "<script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    '"] #panic("no") [',
    "// no comment /* at all */",
    "- no list",
)


@pytest.fixture(scope="module")
def soest_report(embedded_soest):
    plan = read_plan(embedded_soest, PLAN)
    return report.build(embedded_soest, plan, replace(REQUEST, sheets=(f"{PLAN}/M001", f"{PLAN}/M002")))


@pytest.fixture(scope="module")
def soest_pdf(soest_report):
    return report.as_pdf(soest_report)


@pytest.fixture(scope="module")
def hostile_report(tmp_path_factory):
    titles = (LONG, WORD, NO_SYLLABLES, *HOSTILE)
    plan = small_plan(
        *(f"StrategicGoal SG{n} {title}; number={n}" for n, title in enumerate(titles, 1)),
        *(f"Department D{n} {title}" for n, title in enumerate(titles, 1)),
        f"Measure M1 {LONG}; status=running",
        f"Measure M2 {NO_SYLLABLES}",
        "D1 RESPONSIBLE_FOR M1",
        "D2 RESPONSIBLE_FOR M2",
        "M1 SERVES SG1; note=#eval(1)",
        "M1 SERVES SG3",
        f"D3 NOT_CONCERNED SG4; reason=#panic() {NO_SYLLABLES}",
        title=f"#panic() {LONG[:180]}",
    )
    store = open_embedded(tmp_path_factory.mktemp("hostile") / "zielnetz.lbug")
    save_plan(store, plan, who="tests")
    made = report.build_current(store, plan.code, replace(REQUEST, sheets="all"))
    store.close()
    return made


def test_pages_are_a4_landscape_and_numbered_and_carry_plan_revision_and_filters(soest_pdf):
    pages = pages_of(soest_pdf)
    assert sizes_of(soest_pdf) == {(297, 210)}
    for number, text in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in text
        assert "Year: all years" in text
    assert all("Kreis Soest: Future Concept 2020" in text for text in pages)
    assert all("Revision 1 · 23 Nov 2026" in text for text in pages[1:])


def test_a_screen_reader_finds_language_structure_and_a_word_for_every_sign(soest_pdf):
    assert b"pdfuaid" in soest_pdf and b"/Lang" in soest_pdf


def test_cover_matrix_gaps_measures_and_sheets_are_there(soest_pdf, soest_report):
    pages = pages_of(soest_pdf)
    assert soest_report.finding in pages[0]
    assert all(limit in pages[0] for limit in soest_report.limits)
    whole = without_spaces(" ".join(pages))
    for chapter in soest_report.gaps:
        for group in chapter.groups:
            assert all(without_spaces(one.why) in whole for one in group.remarks)
    assert all(without_spaces(row[0]) in whole for row in soest_report.several.rows)
    assert "M001 · " in " ".join(pages)


def test_the_legend_stands_on_every_page_of_the_matrix(soest_pdf, soest_report):
    matrix = [
        text
        for text in pages_of(soest_pdf)
        if "1 Support families" in text and "covered" in text and " of 7" in text
    ]
    assert len(matrix) >= 2
    for text in matrix:
        assert all(sign.meaning in text for sign in soest_report.grid.legend)


def test_measure_sheets_take_a_page_each(embedded_soest):
    plan = read_plan(embedded_soest, PLAN)
    uids = [node.uid for node in plan.of("Measure")][:20]
    alone = [len(pages_of(report.measure_pdf(plan, uid, REQUEST))) for uid in uids[:6]]
    assert alone == [1] * 6


def test_the_same_report_is_the_same_text(soest_report, soest_pdf):
    assert pages_of(report.as_pdf(soest_report)) == pages_of(soest_pdf)


def test_hostile_titles_stay_text_and_long_ones_are_not_cut(hostile_report):
    pdf = report.as_pdf(hostile_report)
    whole = without_spaces(" ".join(pages_of(pdf)))
    for title in (LONG, WORD, NO_SYLLABLES, *HOSTILE):
        # Once as the head of a column and once of a row, at the least.
        assert whole.count(without_spaces(title)) >= 2, title
    assert "#eval(1)" in whole and "#panic()" in whole
    # The margin is 16 mm, 45 points: what is cut off or runs over would end nearer to the edge.
    assert min(right_edges(pdf)) > 40


def test_a_sign_that_no_font_has_does_not_stop_the_report(hostile_report):
    odd = replace(hostile_report, title="Plan 😀 \ud800 \x00 \u2028 end")
    assert "end" in pages_of(report.as_pdf(odd))[0]


def test_more_rows_and_columns_take_more_pages_and_every_head_is_there(soest_report):
    rows = tuple(_head(f"Department {n}") for n in range(300))
    columns = tuple(_head(f"Goal {n}") for n in range(20))
    square = Square("shallow", 3, 0, 0, False)
    grid = replace(soest_report.grid, rows=rows, columns=columns, squares=((square,) * 20,) * 300)
    pages = pages_of(report.as_pdf(_only_matrix(soest_report, grid)))
    assert len(pages) > 20
    assert all(any(f"Goal {n} " in text for text in pages) for n in range(20))
    assert all(any(f"Department {n} " in text for text in pages) for n in range(300))


def test_a_print_without_colour_tells_the_five_states_apart(soest_report):
    states = ("deep", "shallow", "gap", "meant")
    squares = tuple(Square(state, 0, 0, 0, False) for state in states)
    single = Square("shallow", 0, 0, 0, True)
    grid = Grid(
        "Row", "Columns",
        rows=(_head("Row"),),
        columns=tuple(_head(f"C{n}") for n in range(5)),
        squares=((*squares, single),),
        total=None,
        legend=tuple(Sign(state, state, "", 0) for state in states),
    )  # fmt: skip
    pdf = report.as_pdf(_only_matrix(soest_report, grid))
    number = next(n for n, text in enumerate(pages_of(pdf)) if "C4" in text and n > 1)
    cells = _cells_of(grey(pdf, number, scale=3), line_with(pdf, number, "1 of 1"), 5)
    for one in range(5):
        for other in range(one):
            different = sum(abs(a - b) > 60 for a, b in zip(cells[one], cells[other], strict=True))
            assert different > 300, (one, other)


def test_nothing_to_show_says_so(tmp_path):
    store = open_embedded(tmp_path / "zielnetz.lbug")
    save_plan(store, small_plan(), who="tests")
    made = report.build_current(store, "town", replace(REQUEST, scope=Scope(year=1900)))
    store.close()
    text = " ".join(pages_of(report.as_pdf(made)))
    assert "nothing to set against each other" in text and "there is no gap" in text


def test_german_typography(embedded_soest):
    made = report.build_current(embedded_soest, PLAN, replace(REQUEST, lang="de"))
    pages = pages_of(report.as_pdf(made))
    assert f"Seite 2 von {len(pages)}" in pages[1]
    assert "Bearbeitungsstand 1 · 23.11.2026" in pages[1]
    assert "Ziel 4 „Den Wirtschaftsstandort Kreis Soest vernetzen und stärken“" in "".join(pages)


def _head(title: str) -> Head:
    return Head(title, "", title, 0, Sum(1, 1, 0, 3))


def _only_matrix(made, grid):
    return replace(made, grid=grid, gaps=(), suspects=(), knowledge=(), sheets=())


def _cells_of(page, line, count):
    """The cells of the row at ``line`` as grey values, all of one size, without their frames."""
    width, height = page.size
    millimetre = width / 297
    left, room = (16 + 68) * millimetre, min((297 - 32 - 68 - 27) / count, 34) * millimetre
    top, bottom = (
        int(height * part + more * millimetre) for part, more in zip(line, (-0.8, 0.8), strict=True)
    )
    size = int(room - 2 * millimetre), bottom - top
    starts = [int(left + n * room + millimetre) for n in range(count)]
    cells = [page.convert("L").crop((start, top, start + size[0], bottom)) for start in starts]
    # Paper is white: what is left of a light ground after copying is not counted on.
    return [cell.point(lambda value: 255 if value > 170 else value).tobytes() for cell in cells]

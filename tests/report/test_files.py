"""Excel and CSV hold the same tables as the report: real numbers, harmless text."""

import io
from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from explorer import i18n, report
from explorer.report import ReportRequest
from explorer.report.tables import tables_of
from explorer.store import read_plan, save_plan
from explorer.store.embedded import open_embedded
from tests.plans import small_plan
from tests.report.reading import csv_files

PLAN = "kreis-soest-2020"
REQUEST = ReportRequest(day=date(2026, 11, 23), lang="en")


@pytest.fixture(scope="module")
def soest_report(embedded_soest):
    plan = read_plan(embedded_soest, PLAN)
    return report.build(embedded_soest, plan, replace(REQUEST, sheets=(f"{PLAN}/M001",)))


@pytest.fixture(scope="module")
def book(soest_report):
    return openpyxl.load_workbook(io.BytesIO(report.as_xlsx(soest_report)))


def test_every_table_is_a_sheet_with_frozen_header_filter_and_widths(book, soest_report):
    tables = tables_of(soest_report)
    assert book.sheetnames == [table.name for table in tables]
    for table, page in zip(tables, book, strict=True):
        assert page.freeze_panes == "B2"
        assert page.auto_filter.ref.startswith("A1:")
        assert [cell.value for cell in page[1]] == list(table.headings)
        widths = [dimension.width for dimension in page.column_dimensions.values()]
        assert widths and all(8 <= width <= 62 for width in widths)
        assert page.max_row == len(table.rows) + 1


def test_numbers_are_numbers_and_the_matrix_shows_its_states(book, soest_report):
    page = book["Matrix"]
    for row, squares in enumerate(soest_report.grid.squares, 2):
        for column, square in enumerate(squares, 3):
            cell = page.cell(row, column)
            assert cell.value == square.measures and cell.data_type == "n"
            sign = {"deep": "■", "shallow": "▨", "gap": "□", "meant": "–"}[square.state]
            assert sign in cell.number_format
    cells = book["Cells"]
    assert {cells.cell(row, 6).data_type for row in range(2, cells.max_row + 1)} == {"n"}


def test_csv_says_the_same_as_excel(book, soest_report):
    files = csv_files(report.as_csv_zip(soest_report))
    assert len(files) == len(book.sheetnames)
    for rows, page in zip(files.values(), book, strict=True):
        told = [
            ["" if cell is None else str(cell) for cell in row] for row in page.iter_rows(values_only=True)
        ]
        assert [[cell.removeprefix("'") for cell in row] for row in rows] == told


def test_the_same_report_is_the_same_archive(soest_report):
    assert report.as_csv_zip(soest_report) == report.as_csv_zip(soest_report)


def test_formulas_in_titles_stay_text(tmp_path):
    titles = ("=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "http://example.org", "x" * 40_000)
    plan = small_plan(
        *(f"StrategicGoal SG{n} {title}; number={n}" for n, title in enumerate(titles, 1)),
        *(f"Department D{n} {title}" for n, title in enumerate(titles, 1)),
        title="=HYPERLINK(1)",
    )
    store = open_embedded(tmp_path / "zielnetz.lbug")
    save_plan(store, plan, who="tests")
    made = report.build_current(store, "town", REQUEST)
    store.close()
    for page in openpyxl.load_workbook(io.BytesIO(report.as_xlsx(made))):
        for row in page.iter_rows():
            assert all(cell.data_type != "f" and cell.hyperlink is None for cell in row)
    for rows in csv_files(report.as_csv_zip(made)).values():
        assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


def test_no_word_of_a_report_depends_on_who_looks_at_the_screen(embedded_soest):
    def nobody() -> str:
        raise AssertionError("a button is answered outside of any page, so there is no language to ask for")

    i18n.follow(nobody)
    try:
        wish = replace(REQUEST, sheets="all", department=f"{PLAN}/DEZ05")
        for lang in i18n.LANGUAGES:
            made = report.build_current(embedded_soest, PLAN, replace(wish, lang=lang))
            assert report.as_pdf(made) and report.as_xlsx(made) and report.as_csv_zip(made)
    finally:
        i18n.follow(lambda: "de")

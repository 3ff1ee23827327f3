"""Workbooks as administrations have them become plain values, each with its place, and nothing is lost unsaid."""

import datetime
import io
import re
import zipfile

import openpyxl
import pytest

from explorer.errors import Refusal
from explorer.exchange.books.workbook import open_book
from explorer.i18n import _
from tests.exchange.books import SHEET, book_of, package

DAY = datetime.datetime(2015, 12, 17)


def opened(rows, **how):
    return open_book("plan.xlsx", book_of(rows, **how))


def saved(fill):
    workbook = openpyxl.Workbook()
    fill(workbook.active)
    out = io.BytesIO()
    workbook.save(out)
    return open_book("plan.xlsx", out.getvalue())


def said(book):
    return [(note.severity, note.where, note.cell, _(note.what, "en", **note.details)) for note in book.notes]


def test_values_keep_their_kind():
    book = opened([["Haus", 7, 2.5, True, DAY.date(), None, "x"]])
    assert book.sheets[0].rows == ((1, ("Haus", 7, 2.5, True, DAY, None, "x")),)
    assert [type(value) for value in book.sheets[0].rows[0][1][:4]] == [str, int, float, bool]
    assert book.kind == "xlsx" and book.name == "plan.xlsx" and not book.notes


@pytest.mark.parametrize("epoch1904", [False, True])
def test_dates_are_the_same_in_both_calendars_of_excel(epoch1904):
    assert opened([[DAY.date()]], epoch1904=epoch1904).sheets[0].rows == ((1, (DAY,)),)


def test_empty_rows_are_left_out_and_the_others_keep_their_numbers():
    book = opened([["a"], [], [None, " \u00a0 "], ["b", None, ""]])
    assert book.sheets[0].rows == ((1, ("a",)), (4, ("b",)))


def test_a_merged_value_stands_in_each_cell_of_its_range():
    rows = [["Amt", "Maßnahme"], ["Jugend", "Haus"], [None, "Hof"], [None, "Garten"]]
    sheet = opened(rows, merged=["A2:A4"]).sheets[0]
    assert sheet.rows[2:] == ((3, ("Jugend", "Hof")), (4, ("Jugend", "Garten")))
    assert sheet.filled == {(3, 0), (4, 0)}


def test_merged_ranges_reach_no_further_than_the_table():
    sheet = opened([["Ziele der Stadt"], ["a", "b"]], merged=["A1:XFD1"]).sheets[0]
    assert sheet.rows == ((1, ("Ziele der Stadt", "Ziele der Stadt")), (2, ("a", "b")))
    below = opened([["a", "b"], ["c"]], merged=["A2:A900"]).sheets[0]
    assert below.rows == ((1, ("a", "b")), (2, ("c",)))


def test_invisible_characters_go_and_line_breaks_stay():
    book = opened(
        [["  Beratung\u00a0für\u200b alle\r\nab\u00ad 2015\u202e ", "_x000D_x_x0007_", "Straße\u2028Weg"]]
    )
    assert book.sheets[0].rows[0][1] == ("  Beratung für alle\nab 2015 ", "\nx", "Straße\nWeg")


def test_a_formula_gives_its_stored_result_and_an_empty_text_is_one():
    data = book_of([["a"]])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read(SHEET).decode()
    cells = (
        '<c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>IF(1=1,"","x")</f><v></v></c>'
        '<c r="C1" t="str"><f>"Haus"</f><v>Haus</v></c>'
    )
    changed = re.sub(r"<sheetData>.*</sheetData>", f'<sheetData><row r="1">{cells}</row></sheetData>', sheet)
    book = open_book("plan.xlsx", package(data, {SHEET: changed}))
    assert book.sheets[0].rows == ((1, (2, None, "Haus")),) and not book.notes


def test_a_formula_without_a_result_is_empty_and_told_with_its_cell():
    book = saved(lambda sheet: sheet.append(["a", "=1+1"]))
    assert book.sheets[0].rows == ((1, ("a",)),)
    assert said(book) == [("warning", "Sheet", "B1", "The formula has no stored result.")]


@pytest.mark.parametrize("error", ["#REF!", "#NAME?", "#N/A", "#DIV/0!"])
def test_a_cell_with_an_error_is_empty_and_told(error):
    book = saved(lambda sheet: sheet.append(["a", error]))
    assert book.sheets[0].rows == ((1, ("a",)),)
    assert said(book) == [("warning", "Sheet", "B1", f"The cell shows an error: {error}.")]


def test_numbers_that_are_none_and_dates_outside_of_the_calendar_are_errors():
    def fill(sheet):
        sheet["A1"], sheet["B1"] = "a", 99_999_999
        sheet["B1"].number_format = "dd.mm.yyyy"

    assert [note.cell for note in saved(fill).notes] == ["B1"]


def test_hidden_sheets_rows_and_columns_are_read_and_told():
    def fill(sheet):
        sheet.append(["a", "b"])
        sheet.append(["c", "d"])
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["B"].hidden = True
        other = sheet.parent.create_sheet("Alt")
        other.append(["x"])
        other.sheet_state = "hidden"

    book = saved(fill)
    assert [sheet.hidden for sheet in book.sheets] == [False, True]
    assert [(where, what) for _severity, where, _cell, what in said(book)] == [
        ("Sheet", "Hidden rows are read as well (1)."),
        ("Sheet", "Hidden columns are read as well."),
        ("Alt", "The sheet Alt is hidden."),
    ]
    assert {note.severity for note in book.notes} == {"hint"}


def test_what_a_sheet_says_about_its_own_size_is_not_believed():
    workbook = openpyxl.Workbook(write_only=True)
    workbook.create_sheet("Plan").append(["a", "b", "c"])
    out = io.BytesIO()
    workbook.save(out)
    assert open_book("plan.xlsx", out.getvalue()).sheets[0].rows == ((1, ("a", "b", "c")),)


def test_hundreds_of_errors_are_counted_after_the_first():
    book = opened([[f"#REF! {n}" if n < 0 else "#REF!"] for n in range(500)] + [["a"]])
    assert len(book.notes) == 201
    assert said(book)[-1][3] == "There are 300 more notes on cells."


def test_a_workbook_in_which_nothing_stands_is_refused():
    with pytest.raises(Refusal, match="no sheet with anything in it"):
        opened([[" "]])


def test_cells_have_the_names_that_excel_shows():
    sheet = opened([["a"] * 30]).sheets[0]
    place = sheet.place(1, 27, "Ziel")
    assert (place.where, place.row, place.column, place.cell) == ("Tabelle1", 1, "Ziel", "AB1")


def test_a_file_without_ending_is_judged_by_what_it_is():
    assert open_book("Plan", book_of([["a"]])).kind == "xlsx"
    assert open_book("Plan", b"a;b\n").kind == "csv"

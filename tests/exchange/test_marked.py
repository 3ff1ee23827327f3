"""The copy of a person's own file: each problem is a comment in its cell, and the first sheet lists them all."""

import io

import openpyxl
import pytest
from openpyxl.comments import Comment

from explorer.exchange.books.marked import FILLS, marked_copy
from explorer.exchange.books.workbook import open_book
from explorer.exchange.problems import Place, Problem, problem_at
from tests.exchange.books import book_of, text_of

ROWS = [["Maßnahme", "Dezernat", "Ziel 1"], ["Beratung", "Jugendamt", "x"], ["Haus", "Amt", "y"]]


def at(cell, what="There is no column {value}.", remedy="Fill it in.", **details):
    column = ord(cell[0]) - ord("A")
    place = Place("Tabelle1", int(cell[1:]), str(ROWS[0][column]), cell)
    return problem_at(place, what, remedy, **{"value": "Amt", **details})


def copied(data, *problems, name="plan.xlsx", lang="en"):
    return openpyxl.load_workbook(io.BytesIO(marked_copy(open_book(name, data), problems, lang)))


def changed(data, change):
    workbook = openpyxl.load_workbook(io.BytesIO(data))
    change(workbook.worksheets[0])
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def test_problems_of_one_cell_share_a_comment_and_the_worst_gives_the_colour():
    copy = copied(
        book_of(ROWS),
        at("B3", severity="hint"),
        at("B3", "{column} is empty.", column="Dezernat", meaning="The cell counts as empty."),
        at("C2", severity="warning"),
    )
    cell = copy["Tabelle1"]["B3"]
    assert cell.comment.text == (
        "Error: Dezernat is empty.\nThe cell counts as empty.\n→ Fill it in.\n\n"
        "Hint: There is no column Amt.\n→ Fill it in."
    )
    assert cell.fill.fgColor.rgb == FILLS["error"]
    assert copy["Tabelle1"]["C2"].fill.fgColor.rgb == FILLS["warning"]
    assert copy["Tabelle1"]["A2"].comment is None and cell.value == "Amt"


def test_the_first_sheet_lists_all_problems_with_links_to_their_cells():
    far = Problem("", 0, "", "The file is missing.", "Fill it in.", severity="hint")
    copy = copied(book_of(ROWS), far, at("B3"))
    sheet = copy.worksheets[0]
    assert sheet.title == "Zielnetz check" and copy.active is sheet and copy.sheetnames[1:] == ["Tabelle1"]
    listed = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
    assert listed[0] == [
        *("Error", "Tabelle1", 3, "B3", "Dezernat"),
        *("There is no column Amt.", None, "Fill it in."),
    ]
    assert listed[1][:6] == ["Hint", None, None, None, None, "The file is missing."]
    assert sheet["D5"].hyperlink.location == "'Tabelle1'!B3" and sheet["D6"].hyperlink is None


def test_the_copy_speaks_the_reader_s_language():
    copy = copied(book_of(ROWS), at("B3", "{column} is empty.", column="Dezernat"), lang="de")
    assert copy.sheetnames[0] == "Zielnetz-Prüfung"
    assert copy["Tabelle1"]["B3"].comment.text.endswith(": Dezernat ist leer.\n→ Füllen Sie das Feld aus.")


def test_formulas_and_comments_of_the_owner_stay():
    def own(sheet):
        sheet["D2"] = "=1+1"
        sheet["B3"].comment = Comment("Frag Anna", "Bernd")

    copy = copied(changed(book_of(ROWS), own), at("B3"))
    assert copy["Tabelle1"]["D2"].value == "=1+1" and copy["Tabelle1"]["D2"].data_type == "f"
    comment = copy["Tabelle1"]["B3"].comment
    assert comment.author == "Bernd" and comment.text.startswith("Frag Anna\n\n— Zielnetz —\nError: ")


def test_a_copy_that_was_mended_is_read_like_the_file_itself_and_loses_its_old_marks():
    data = changed(
        book_of(ROWS), lambda sheet: setattr(sheet["B3"], "comment", Comment("Frag Anna", "Bernd"))
    )
    first = marked_copy(open_book("plan.xlsx", data), [at("B3"), at("A2")], "en")
    book = open_book("plan.xlsx", first)
    assert book.sheets == open_book("plan.xlsx", data).sheets
    again = copied(first, at("C2"))
    assert again.sheetnames == ["Zielnetz check", "Tabelle1"]
    sheet = again["Tabelle1"]
    assert sheet["A2"].comment is None and sheet["A2"].fill.fill_type is None
    assert sheet["B3"].comment.text == "Frag Anna" and sheet["B3"].comment.author == "Bernd"
    assert "no column" in sheet["C2"].comment.text


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_text_of_a_problem_becomes_a_formula(start):
    evil = f'{start}HYPERLINK("http://example.org"; "x")\x07\ud800'
    copy = copied(book_of(ROWS), at("B3", "{value}", "{value}", value=evil))
    cells = [
        cell for row in copy.worksheets[0].iter_rows(min_row=5) for cell in row if cell.value == evil[:-2]
    ]
    assert len(cells) == 2
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in cells)


def test_a_text_table_becomes_a_workbook_with_the_same_marks():
    data = text_of([*ROWS, [], ["=1+1", "Amt", "+2"]])
    wrong = Problem("plan.csv", 3, "Dezernat", "There is no column {value}.", "Fill it in.", {"value": "Amt"})
    copy = copied(data, wrong, name="plan.csv")
    sheet = copy["plan.csv"]
    assert sheet["B3"].comment.text.startswith("Error: There is no column Amt.")
    assert [cell.value for cell in sheet[5]] == ["=1+1", "Amt", "+2"] and sheet["A5"].data_type == "s"
    assert copy.worksheets[0]["D5"].hyperlink.location == "'plan.csv'!B3"


def test_a_mark_inside_of_merged_cells_stands_in_the_first_of_them():
    data = book_of([*ROWS, ["Hof", None, "x"]], merged=["B3:B4"])
    copy = copied(data, at("B4"))
    assert copy["Tabelle1"]["B3"].comment is not None


def test_of_a_large_book_only_the_rows_with_problems_are_copied():
    rows = [[f"H{n}" for n in range(20)], *([f"{row}"] * 20 for row in range(2, 21_002))]
    place = Place("plan.csv", 15_000, "H3")
    wrong = problem_at(place, "There is no column {value}.", "Fill it in.", value="x")
    sheet = copied(text_of(rows), wrong, name="plan.csv")["plan.csv"]
    assert sheet["D15000"].comment is not None and sheet["D15000"].value == "15000"
    assert sheet["A1"].value == "H0" and sheet["A14999"].value is None


def test_a_file_that_cannot_be_written_again_is_built_anew_from_its_cells():
    book = open_book("plan.xlsx", book_of(ROWS))
    broken = type(book)(book.name, book.kind, book.sheets, book.notes, book.data[:-50])
    copy = openpyxl.load_workbook(io.BytesIO(marked_copy(broken, [at("B3")], "en")))
    assert copy["Tabelle1"]["B3"].comment is not None and copy["Tabelle1"]["A2"].value == "Beratung"

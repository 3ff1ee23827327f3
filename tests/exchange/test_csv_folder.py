"""A plan as a folder of CSV files: what spreadsheets write is read, what is damaged is refused with its place."""

import pytest

from explorer.errors import BadPlan
from explorer.exchange import read_csv_folder
from explorer.model import LABELS
from explorer.resources import bundled
from tests.plans import plan_folder, small_plan

TOWN = (
    "StrategicGoal SG1 Gesund leben; number=1",
    "Measure M1 Pflegeberatung; status=running; since=2015; budget_eur=1200.50",
    "M1 SERVES SG1; contribution=primary",
)


@pytest.fixture
def town(tmp_path):
    return plan_folder(tmp_path / "Plan der Stadt Möhne", *TOWN)


def problems(folder):
    with pytest.raises(BadPlan) as caught:
        read_csv_folder(folder)
    return caught.value.problems


def measures(town, text, **how):
    (town / "measures.csv").write_text(text, newline="", **{"encoding": "utf-8", **how})
    return town


def test_files_say_what_lines_say(town):
    assert read_csv_folder(town) == small_plan(*TOWN)


def test_the_shipped_plan_is_whole():
    plan = read_csv_folder(bundled("seed") / "kreis-soest-2020")
    counts = {label: len(plan.of(label)) for label in LABELS}
    assert counts["StrategicGoal"] == 7 and counts["FieldOfAction"] == 5 and counts["Measure"] == 125
    assert all(counts.values())


def test_a_german_spreadsheet_is_read_with_its_mark_and_semicolons(town):
    measures(town, "code;title;certainty;since\r\nM1;Rat, Hilfe;documented;2015\r\n", encoding="utf-8-sig")
    measure = read_csv_folder(town).nodes["town/M1"]
    assert (measure.title, measure.year("since")) == ("Rat, Hilfe", 2015)


def test_quotes_commas_and_line_breaks_belong_to_a_cell(town):
    measures(town, 'code,title,certainty,description\nM1,"Rat, ""Hilfe""",documented,"eins\nzwei"\n')
    measure = read_csv_folder(town).nodes["town/M1"]
    assert measure.title == 'Rat, "Hilfe"'
    assert measure.text("description") == "eins\nzwei"


def test_rows_are_counted_as_a_spreadsheet_counts_them(town):
    measures(town, 'code,title,certainty,since\nM1,"a\nb\nc",documented,\n\nM2,x,documented,soon\n')
    assert [(p.where, p.row, p.column) for p in problems(town)] == [("measures.csv", 4, "since")]


def test_empty_cells_and_rows_at_the_end_do_not_matter(town):
    measures(town, "code,title,certainty,,\nM1,x,documented,,,,\n,,,\n\n")
    assert read_csv_folder(town).nodes["town/M1"].title == "x"


def test_a_label_without_entries_is_just_a_header(town):
    measures(town, "code,title,certainty\n")
    (town / "links.csv").write_text("type,from,to,certainty\n")
    assert list(read_csv_folder(town).nodes) == ["town/SG1"]


def test_more_cells_than_columns_are_a_problem_of_that_row(town):
    measures(town, "code,title,certainty\nM1,Rat, Hilfe,documented\n")
    (problem,) = problems(town)
    assert (problem.where, problem.row) == ("measures.csv", 2)
    assert "double quotes" in problem.told("en")[1]


def test_text_of_an_old_spreadsheet_is_refused_with_its_row(town):
    measures(town, "code,title,certainty\nM0,Rat,documented\nM1,Müll,documented\n", encoding="latin-1")
    (problem,) = problems(town)
    assert (problem.where, problem.row) == ("measures.csv", 3)
    assert "not UTF-8" in problem.told("en")[0] and "CSV UTF-8" in problem.told("en")[1]


def test_all_missing_files_are_named(town):
    (town / "measures.csv").unlink()
    (town / "links.csv").unlink()
    assert [(p.where, p.told("en")[0]) for p in problems(town)] == [
        ("measures.csv", "The file is missing."),
        ("links.csv", "The file is missing."),
    ]


@pytest.mark.parametrize(
    ("rows", "row"),
    [('M0,x\nM1,"never closed\nM2,x\n', 3), ("M1," + "x" * 300_000, 2)],
    ids=["quote", "size"],
)
def test_a_broken_file_is_refused_from_the_row_on_where_it_breaks(town, rows, row):
    measures(town, f"code,title\n{rows}")
    (problem,) = problems(town)
    assert (problem.where, problem.row) == ("measures.csv", row)
    assert "cannot be read as CSV" in problem.told("en")[0]


def test_a_folder_in_place_of_a_file_is_refused(town):
    (town / "plan.csv").unlink()
    (town / "plan.csv").mkdir()
    (problem,) = problems(town)
    assert problem.where == "plan.csv" and "cannot be read" in problem.told("en")[0]


def test_an_empty_file_lacks_its_columns(town):
    measures(town, "")
    assert {(p.row, p.column) for p in problems(town) if p.where == "measures.csv"} == {
        (1, "code"),
        (1, "title"),
    }


def test_a_path_that_is_no_folder_is_refused(tmp_path):
    with pytest.raises(BadPlan, match="There is no folder"):
        read_csv_folder(tmp_path / "nowhere")
    (tmp_path / "plan.csv").write_text("code,title\n")
    with pytest.raises(BadPlan, match="There is no folder"):
        read_csv_folder(tmp_path / "plan.csv")

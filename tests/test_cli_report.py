"""`zielnetz report` as people use it: the file is there as a whole or not at all, and refusals say what to do."""

import io
from pathlib import Path

import openpyxl
import pytest

from explorer.cli_files import save
from explorer.errors import Refusal
from tests.report.reading import csv_files, pages_of
from tests.test_cli import data, soest, soest_data, zielnetz

__all__ = ["data", "soest", "soest_data", "zielnetz"]


def test_a_report_without_wishes_is_a_pdf_in_the_folder_where_one_stands(soest, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = soest("--lang", "en", "report", "--department", "DEZ01")
    assert done.code == 0
    (made,) = tmp_path.glob("*.pdf")
    assert made.name in done.out
    assert "Directorate 01" in pages_of(made.read_bytes())[0]


def test_filters_sides_and_sheets_reach_the_report(soest, tmp_path):
    target = tmp_path / "report.xlsx"
    wishes = ("--rows", "field", "--columns", "goal", "--status", "running", "--status", "decided")
    more = (
        "--certainty",
        "documented",
        "--partners",
        "--year",
        "2017",
        "--field",
        "f-bil",
        "--sheets",
        "M001",
    )
    assert soest("--lang", "en", "report", "-o", target, *wishes, *more).code == 0
    book = openpyxl.load_workbook(io.BytesIO(target.read_bytes()))
    facts = dict(book["About"].iter_rows(min_row=2, max_col=2, values_only=True))
    assert facts["Status of the measures"] == "running, decided"
    assert facts["Fields of action"] == "Education"
    assert facts["Year"] == "2017"
    assert facts["Matrix"] == "Fields of action × Strategic goals"
    assert {row[0] for row in book["Measure sheets"].iter_rows(min_row=2, values_only=True)} == {"M001"}


def test_csv_files_come_in_an_archive(soest, tmp_path):
    target = tmp_path / "report.zip"
    assert soest("report", "-o", target).code == 0
    assert len(csv_files(target.read_bytes())) >= 7


@pytest.mark.parametrize(
    ("arguments", "texts"),
    [
        (("-o", "report.docx"), (".pdf, .xlsx, .zip",)),
        (("-o", "nowhere/report.pdf"), ("nowhere",)),
        (("--field", "F-BILL"), ("F-BILL", "F-BIL")),
        (("--department", "SG1"), ("SG1",)),
        (("--rows", "goal"), ()),
        (("--plan", "other"), ("other",)),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_no_file(soest, tmp_path, monkeypatch, arguments, texts):
    monkeypatch.chdir(tmp_path)
    assert soest("report", *arguments).is_refused(3, *texts)
    assert not [path for path in Path.cwd().iterdir() if path.suffix in (".pdf", ".part")]


def test_an_unknown_side_is_wrong_usage(soest):
    assert soest("report", "--rows", "budget").is_refused(2, "budget")


def test_a_file_that_cannot_be_replaced_stays_as_it_was_and_nothing_half_is_left(tmp_path):
    taken = tmp_path / "report.pdf"
    taken.mkdir()
    (taken / "kept").write_text("old")
    with pytest.raises(Refusal):
        save(taken, b"new")
    assert (taken / "kept").read_text() == "old"
    assert list(tmp_path.iterdir()) == [taken]
    save(tmp_path / "other.pdf", b"new")
    assert (tmp_path / "other.pdf").read_bytes() == b"new"

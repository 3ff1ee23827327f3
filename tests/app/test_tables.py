"""Tables leave the app as files that a spreadsheet opens without running anything."""

import csv
import io
import zipfile
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from explorer.app.tables import as_csv, as_xlsx, table
from explorer.app.text import plain

_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def cells_of(data: bytes) -> list[ElementTree.Element]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return list(ElementTree.fromstring(file.read("xl/worksheets/sheet1.xml")).iter(f"{_SHEET}c"))


def test_csv_opens_in_a_german_spreadsheet():
    data = as_csv(["Maßnahme", "Ziele"], [["Pflege; Atlas", 2]])
    assert data.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(data.decode("utf-8-sig").splitlines(), delimiter=";")) == [
        ["Maßnahme", "Ziele"],
        ["Pflege; Atlas", "2"],
    ]


def test_text_that_looks_like_a_formula_stays_text():
    hostile = ["=1+1", "+49 2921", "-30 %", "@SUM(A1)", '=HYPERLINK("http://example.invalid")']
    rows = list(
        csv.reader(as_csv(["x"], [[h] for h in hostile]).decode("utf-8-sig").splitlines(), delimiter=";")
    )
    assert [row[0] for row in rows[1:]] == [f"'{h}" for h in hostile]
    cells = cells_of(as_xlsx(["x"], [[h] for h in hostile], "x"))
    assert all(cell.find(f"{_SHEET}f") is None and cell.get("t") == "s" for cell in cells)


def test_numbers_are_numbers_in_excel():
    cells = {cell.get("r"): cell for cell in cells_of(as_xlsx(["n", "t"], [[1200.5, "1200.5"]], "x"))}
    assert cells["A2"].get("t") in (None, "n") and cells["A2"].findtext(f"{_SHEET}v") == "1200.5"
    assert cells["B2"].get("t") == "s"


def test_a_sheet_name_that_excel_forbids_is_mended():
    assert as_xlsx(["x"], [], "a/b:c*d?e[f]g\\h" * 5)[:2] == b"PK"


def test_two_equal_headings_are_told_apart():
    assert table(["Titel", "Titel"], [["a", "b"]]).column_names == ["Titel", "Titel (2)"]


@given(st.text(max_size=200))
def test_no_text_from_data_is_markdown(text):
    shown = plain(text)
    assert "\n" not in shown
    for n, char in enumerate(shown):
        if char in "*_`[]<>$:#~|!":
            assert n and shown[n - 1] == "\\"

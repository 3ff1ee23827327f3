"""Files that want memory, time or more: each is refused with its reason and a remedy, in both languages, at once."""

import io
import struct
import time
import tracemalloc
import zipfile

import openpyxl
import pytest

from explorer.errors import Refusal
from explorer.exchange.books.workbook import open_book
from explorer.i18n import told
from tests.exchange.books import SHEET, book_of, package, text_of

ROWS = [["Maßnahme", "Dezernat"], ["Beratung", "Jugendamt"]]
HEAD = '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = "</sheetData></worksheet>"


def sheet_of(cells, after="", level=6):
    sheet = HEAD + cells + TAIL.replace("</worksheet>", after + "</worksheet>")
    return package(book_of(ROWS), {SHEET: sheet}, level)


def refused(data, name="plan.xlsx", seconds=5.0, megabytes=80, traced=True):
    """The refusal's texts in English, after a look at time, memory and the German ones."""
    begun = time.process_time()
    if traced:  # it takes several times as long to watch the memory
        tracemalloc.start()
    try:
        with pytest.raises(Refusal) as caught:
            open_book(name, data)
        peak = tracemalloc.get_traced_memory()[1] if traced else 0
    finally:
        tracemalloc.stop()
    assert time.process_time() - begun < seconds
    assert peak < megabytes * 1_000_000
    what, remedy = told(caught.value, "en")
    german = told(caught.value, "de")
    assert all(german) and german != (what, remedy)
    assert name in what and remedy.endswith(".")
    return f"{what} {remedy}"


def test_a_zip_bomb_that_tells_its_size_is_refused_before_it_is_unpacked():
    bomb = package(book_of(ROWS), {"xl/media/image1.bin": bytes(400_000_000)})
    assert len(bomb) < 1_000_000
    assert "too large when unpacked" in refused(bomb, seconds=2, megabytes=5)


def test_a_zip_bomb_that_lies_about_its_size_is_stopped_while_it_is_unpacked():
    bomb = bytearray(package(book_of(ROWS), {"xl/media/image1.bin": bytes(100_000_000)}))
    # The size stands in the entry's own header and in the directory.
    while (place := bomb.find(struct.pack("<L", 100_000_000))) >= 0:
        bomb[place : place + 4] = struct.pack("<L", 1_000)
    assert "damaged" in refused(bytes(bomb)) or "too large" in refused(bytes(bomb))


def test_content_that_is_packed_too_well_is_refused():
    assert "too large when unpacked" in refused(
        package(book_of(ROWS), {"xl/media/image1.bin": bytes(50_000_000)})
    )


def test_a_zip_bomb_within_a_sheet_is_refused():
    assert "too large when unpacked" in refused(sheet_of("<row r='1'/>" + " " * 60_000_000))


def test_two_hundred_megabytes_are_refused():
    assert "larger than 50 MB" in refused(b"a;b\n" * 50_000_000, "plan.csv", seconds=1, megabytes=1)


def test_thousands_of_parts_are_refused():
    assert "too large" in refused(
        package(book_of(ROWS), {f"xl/media/{number}.bin": b"" for number in range(6_000)})
    )


def test_two_parts_of_one_name_are_refused():
    out = io.BytesIO(book_of(ROWS))
    with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(SHEET, HEAD + TAIL)
    assert "damaged" in refused(out.getvalue())


@pytest.mark.parametrize("part", ["../../etc/passwd", "/etc/passwd", "xl\\sheet.xml"])
def test_parts_that_want_to_lie_elsewhere_are_refused(part):
    assert "damaged" in refused(package(book_of(ROWS), {part: b"x"}))


def test_one_value_in_the_last_cell_of_a_sheet_costs_neither_memory_nor_time():
    text = refused(sheet_of('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), seconds=1, megabytes=5)
    assert "more than 300000 rows: see cell XFD1048576" in text and "Delete the rows" in text


def test_a_value_in_the_last_column_is_refused():
    assert "1000 columns: see cell XFD1." in refused(sheet_of('<row r="1"><c r="XFD1"><v>1</v></c></row>'))


def test_cells_outside_of_any_sheet_are_refused():
    assert "damaged" in refused(sheet_of('<row r="99999999"><c r="ZZZ99999999"><v>1</v></c></row>'))


def test_a_merged_range_over_the_whole_sheet_is_refused():
    merge = '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    text = refused(sheet_of('<row r="1"><c r="A1"><v>1</v></c></row>', merge), seconds=1, megabytes=5)
    assert "200000 merged cells: see cell A1:XFD1048576." in text


def test_thousands_of_overlapping_merged_ranges_are_refused():
    merge = "<mergeCells>" + '<mergeCell ref="A1:CV1000"/>' * 5_000 + "</mergeCells>"
    assert "merged cells" in refused(sheet_of('<row r="1"><c r="A1"><v>1</v></c></row>', merge), megabytes=10)


def test_ten_million_cells_are_refused():
    row = "<row>" + "".join(f"<c><v>{n * 7_919 % 1_009}</v></c>" for n in range(1_000)) + "</row>"
    assert "3000000 cells" in refused(sheet_of(row * 10_000, level=1), megabytes=20)


def test_millions_of_elements_that_mean_nothing_are_refused():
    noise = "".join(f'<x a="{number * 7_919 % 100_003}"/>' for number in range(1_600_000))
    assert "cells" in refused(sheet_of(f"<row>{noise}</row>"), seconds=30, traced=False)


def test_one_text_of_many_megabytes_is_refused():
    cell = '<row><c t="inlineStr"><is><t>' + "ab" * 4_000_000 + "</t></is></c></row>"
    assert "too large" in refused(sheet_of(cell))


def test_a_cell_with_more_text_than_any_cell_is_refused_with_its_place():
    cell = '<row r="2"><c r="B2" t="inlineStr"><is><t>' + "a1b2" * 60_000 + "</t></is></c></row>"
    with pytest.raises(Refusal, match=r"Tabelle1!B2 holds more than 200000 characters"):
        open_book("plan.xlsx", sheet_of(cell))


def test_a_long_text_in_every_cell_is_refused():
    cells = '<row><c t="s"><v>0</v></c></row>' * 2_000
    strings = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>'
        + "langer Text " * 15_000
        + "</t></si></sst>"
    )
    with pytest.raises(Refusal, match="more text than any plan"):
        open_book(
            "plan.xlsx", package(book_of(ROWS), {SHEET: HEAD + cells + TAIL, "xl/sharedStrings.xml": strings})
        )


@pytest.mark.parametrize("part", [SHEET, "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml"])
def test_entities_that_multiply_themselves_are_refused(part):
    laughs = '<!DOCTYPE x [<!ENTITY a "aaaa">' + "".join(
        f'<!ENTITY {new} "{f"&{old};" * 50}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    text = refused(
        package(book_of(ROWS), {part: f'<?xml version="1.0"?>{laughs}]><x>&i;</x>'}), seconds=1, megabytes=5
    )
    assert "declares its own types" in text


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_declarations_are_found_in_any_encoding(encoding):
    xml = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'
    assert refused(package(book_of(ROWS), {"xl/workbook.xml": xml.encode(encoding)}))


def test_a_file_with_a_password_says_so():
    data = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(1_000)
        + "EncryptedPackage".encode("utf-16-le")
        + bytes(500)
    )
    assert "protected with a password" in refused(data)


def test_an_archive_with_a_password_says_so():
    data = bytearray(book_of(ROWS))
    for magic, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = -1
        while (place := data.find(magic, place + 1)) >= 0:
            data[place + offset] |= 1
    assert "protected with a password" in refused(bytes(data))


def test_a_workbook_of_the_old_kind_says_how_to_save_it():
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1_000) + "Workbook".encode("utf-16-le") + bytes(500)
    text = refused(data, "plan.xls")
    assert "old kind (.xls)" in text and "save it as “Excel workbook (.xlsx)”" in text


def test_a_workbook_with_macros_is_refused():
    assert "macros" in refused(package(book_of(ROWS), {"xl/vbaProject.bin": b"\xd0\xcf"}), "plan.xlsm")
    with zipfile.ZipFile(io.BytesIO(book_of(ROWS))) as archive:
        types = archive.read("[Content_Types].xml").decode()
    macro = types.replace("spreadsheetml.sheet.main+xml", "macroEnabled.main+xml")
    assert "macros" in refused(
        package(book_of(ROWS), {"[Content_Types].xml": macro.replace("openxml", "openxml")})
    )


def archive_of(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("plan.xlsx", b"Name;Amt\r\nHaus;Jugend\r\n", "is called .xlsx, but is plain text"),
        ("plan.csv", book_of(ROWS), "is called .csv, but is an Excel workbook"),
        ("plan.xls", book_of(ROWS), "is called .xls, but is an Excel workbook"),
        ("plan.xls", b"\xef\xbb\xbf\n<html><table><tr><td>1</td></tr></table></html>", "is a web page"),
        ("plan.xls", b'<?xml version="1.0"?><Workbook/>', "is an XML file"),
        ("plan.xlsx", b"%PDF-1.7 ...", "is a PDF file"),
        ("plan.csv", b'{"plan": {}}', "holds JSON"),
        ("plan.xlsx", b"\x89PNG\r\n\x1a\n", "is a picture"),
        ("plan.xlsx", b"\x00\x01\x02\x03 nothing", "no text and no workbook"),
        ("plan.csv", b"a;b\n1;\x00\n", "no text and no workbook"),
        ("plan.xlsx", b"", "is empty"),
        ("plan.csv", b"\r\n;;\r\n", "is empty"),
        ("plan.xlsx", archive_of(word__document_dot_xml="<x/>"), "is a Word document"),
        ("plan.xlsx", archive_of(ppt__presentation_dot_xml="<x/>"), "is a PowerPoint presentation"),
        ("plan.xlsb", archive_of(xl__workbook_dot_bin="x"), "is a binary Excel workbook (.xlsb)"),
        (
            "plan.ods",
            archive_of(mimetype="application/vnd.oasis.opendocument.spreadsheet", content_dot_xml="<x/>"),
            "is a LibreOffice table (.ods)",
        ),
        ("plan.xlsx", archive_of(readme_dot_txt="x"), "is a packed archive"),
        ("plan.xlsx", archive_of(), "is a packed archive"),
    ],
)
def test_what_is_called_otherwise_than_it_is_is_told_apart_by_content(name, data, says):
    assert says in refused(data, name)


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"xl/externalLinks/externalLink1.xml": "<x/>"}, "Break Link"),
        (
            {
                "xl/worksheets/_rels/sheet1.xml.rels": '<Relationships><Relationship Id="r1" Target="file:///S:/a.xlsx"'
                ' Type="http://x/relationships/externalLinkPath" TargetMode="External"/></Relationships>'
            },
            "Break Link",
        ),
        ({"xl/embeddings/oleObject1.bin": "x"}, "embedded objects"),
        ({"xl/activeX/activeX1.xml": "<x/>"}, "embedded objects"),
    ],
)
def test_links_to_other_files_and_embedded_ones_are_refused(parts, says):
    assert says in refused(package(book_of(ROWS), parts))


def test_addresses_to_click_on_are_harmless():
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "Haus"
    workbook.active["A1"].hyperlink = "https://example.org/haus"
    workbook.active["B1"] = '=HYPERLINK("https://example.org", "Haus")'
    out = io.BytesIO()
    workbook.save(out)
    book = open_book("plan.xlsx", out.getvalue())
    assert book.sheets[0].rows == ((1, ("Haus",)),)
    assert [note.cell for note in book.notes] == ["B1"]


COMMANDS = [
    "=cmd|'/C calc'!A0",
    "=cmd|' /C notepad'!'A1'",
    '=DDE("cmd";"/C calc";"x")',
    '=1+WEBSERVICE("http://example.org")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    '=CALL("urlmon";"x")',
]


@pytest.mark.parametrize("formula", COMMANDS)
def test_formulas_that_start_programs_are_refused_as_formula_as_text_and_in_text_tables(formula):
    if formula.startswith("="):
        workbook = openpyxl.load_workbook(io.BytesIO(book_of(ROWS)))
        workbook.active["B7"] = formula
        out = io.BytesIO()
        workbook.save(out)
        text = refused(out.getvalue())
        assert "in cell B7 that starts a program" in text
    for name, data in (("plan.xlsx", book_of([*ROWS, [formula]])), ("plan.csv", text_of([*ROWS, [formula]]))):
        with pytest.raises(Refusal, match="holds a formula that starts a program") as caught:
            open_book(name, data)
        assert caught.value.details["where"].endswith(("!A3", "!3"))


@pytest.mark.parametrize(
    "text", ["- Beratung | Hilfe! Jetzt", "-", "+49 2921 30-0", "@amt", "=", "= gleich", "−5 %"]
)
def test_ordinary_texts_that_begin_like_formulas_are_no_commands(text):
    book = open_book("plan.xlsx", book_of([[text]]))
    assert book.sheets[0].rows == ((1, (text,)),)


@pytest.mark.parametrize("cut", [10, 100, 1_000, 3_000, -1, -22, -60])
def test_a_file_cut_short_is_damaged(cut):
    assert "let Excel repair it" in refused(book_of(ROWS)[:cut])


@pytest.mark.parametrize(
    "part", ["[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", SHEET]
)
def test_a_workbook_without_one_of_its_parts_is_damaged_or_still_read(part):
    try:
        assert open_book("plan.xlsx", package(book_of(ROWS), {part: None})).sheets
    except Refusal as refusal:
        assert "Excel" in told(refusal, "en")[1] or "Choose the file" in told(refusal, "en")[1]
    assert "Excel" in refused(package(book_of(ROWS), {part: "<broken"}))


def test_quotes_that_are_never_closed_are_refused_with_their_row():
    assert "from row 3 on" in refused(b'a;b\n1;2\n"3;4\n5;6\n', "plan.csv")


def test_a_text_table_with_a_cell_of_megabytes_is_refused():
    assert "too long" in refused(b"a;b\n" + b"x" * 300_000 + b";2\n", "plan.csv")


def test_a_text_table_with_too_many_rows_or_columns_is_refused():
    assert "300000 rows" in refused(b"1;2\n" * 300_001, "plan.csv", seconds=20, traced=False)
    assert "1000 columns" in refused(b"1;" * 1_001, "plan.csv")


def test_text_in_no_known_encoding_is_refused_with_its_line():
    assert "line 2" in refused(b"a;b\n\x81\x8d;\xff\n", "plan.csv")

"""Text tables as Excel and other programs write them: any of their encodings, any of their separators."""

import pytest

from explorer.exchange.books.workbook import open_book
from explorer.i18n import _
from tests.exchange.books import text_of

ROWS = [["Maßnahme", "Träger"], ["Beratung; Hilfe", "Müller, Jugendamt"], ["Haus\nHof", '3" Rohr']]


def rows(data, name="plan.csv"):
    return open_book(name, data).sheets[0].rows


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_every_encoding_and_separator_gives_the_same_table(encoding, delimiter):
    book = open_book("plan.csv", text_of(ROWS, delimiter, encoding))
    assert book.sheets[0].rows == tuple((number, tuple(row)) for number, row in enumerate(ROWS, 1))
    assert book.kind == "csv" and not book.sheets[0].has_cells and book.sheets[0].name == "plan.csv"
    assert [note.severity for note in book.notes] == ["hint"] * (encoding == "cp1252")


def test_the_unicode_text_of_excel_is_read():
    data = "\ufeffMaßnahme\tAmt\r\nHaus\tJugend\r\n".encode("utf-16-le")
    assert rows(data, "plan.txt") == ((1, ("Maßnahme", "Amt")), (2, ("Haus", "Jugend")))


def test_commas_within_texts_do_not_count_as_separators():
    data = b'Titel;Amt\n"a, b, c, d";x\nRat, Hilfe, Trost;y\n'
    assert rows(data)[2] == (3, ("Rat, Hilfe, Trost", "y"))


def test_a_first_line_that_names_the_separator_is_believed_and_not_counted():
    assert rows(b"sep=|\r\na|b;c;d\r\n") == ((1, ("a", "b;c;d")),)


def test_rows_are_counted_as_excel_counts_them():
    assert rows(b'a;b\n"x\ny\nz";1\n\n;;\nc;d\n') == ((1, ("a", "b")), (2, ("x\ny\nz", "1")), (5, ("c", "d")))


def test_zeros_kept_by_a_trick_are_kept():
    assert rows(b'Nr;Amt\n="007";x\n') == ((1, ("Nr", "Amt")), (2, ("007", "x")))


def test_a_formula_in_a_text_table_is_text_and_told():
    book = open_book("plan.csv", b"a;b\n=A1+1;x\n")
    assert book.sheets[0].rows[1] == (2, ("=A1+1", "x"))
    (note,) = book.notes
    assert (note.severity, note.row) == ("warning", 2)
    assert _(note.what, "en", **note.details) == "A formula stands here: =A1+1"


def test_a_table_of_one_column_is_a_table():
    assert rows(b"Titel\nHaus\n") == ((1, ("Titel",)), (2, ("Haus",)))


def test_lines_that_end_the_old_ways_are_lines():
    assert rows(b"a;b\rc;d\r") == ((1, ("a", "b")), (2, ("c", "d")))

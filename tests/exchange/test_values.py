"""Amounts, marks, years and words are read as an office writes them; what is not clear is refused with a remedy."""

from datetime import date, datetime

import pytest

from explorer.exchange.tables.choices import choice
from explorer.exchange.tables.dates import period, year
from explorer.exchange.tables.values import amount, mark, text_of, unit_in


@pytest.mark.parametrize(
    ("cell", "euros"),
    [
        ("1.234.567,89 €", 1_234_567.89),
        ("1,2 Mio. €", 1_200_000),
        ("1,2 Millionen Euro", 1_200_000),
        ("120 T€", 120_000),
        ("120 TEUR", 120_000),
        ("120 Tsd. Euro", 120_000),
        ("€ 5.000", 5000),
        ("5.000,-", 5000),
        ("5.000,00 EUR", 5000),
        ("1.234", 1234),
        ("1 234 567", 1_234_567),
        ("1,234,567.89", 1_234_567.89),
        ("1.5", 1.5),
        ("0,50", 0.5),
        (12500, 12500),
        (1200.5, 1200.5),
        (0, 0),
    ],
)
def test_an_amount_is_read_as_germans_write_it(cell, euros):
    read = amount(cell)
    assert read.value == euros and read.complaint is None


@pytest.mark.parametrize("cell", [None, "", "-", "–", "k. A.", "noch offen", " n.n. "])
def test_no_amount_is_nothing(cell):
    assert amount(cell).value is None and amount(cell).complaint is None


@pytest.mark.parametrize(
    ("cell", "euros", "severity"),
    [
        ("ca. 5.000", 5000, "hint"),
        ("bis zu 2 Mio. €", 2_000_000, "hint"),
        ("1.234 Mio. €", 1_234_000_000, "hint"),
        ("kostenneutral", 0, "hint"),
        ("10.000 € p. a.", 10_000, "warning"),
        ("15.000 €/Jahr", 15_000, "warning"),
    ],
)
def test_an_amount_that_may_be_meant_otherwise_is_taken_and_said(cell, euros, severity):
    read = amount(cell)
    assert read.value == euros and read.complaint.severity == severity


@pytest.mark.parametrize(
    "cell",
    [
        "5.000 - 10.000 €",
        "5.000 bis 10.000",
        "2015: 5.000; 2016: 6.000",
        -300,
        "-5.000 €",
        "(5.000)",
        "viel",
        "80 %",
        "1.2.3",
        "1,234",
        "€5,000",
        date(2015, 3, 1),
        True,
        float("nan"),
        float("inf"),
        "9" * 400,
    ],
)
def test_what_is_no_single_amount_is_an_error(cell):
    read = amount(cell)
    assert read.value is None and read.complaint.severity == "error" and read.complaint.remedy


def test_the_heading_says_what_a_bare_number_counts():
    assert amount(120, unit_in("Kosten (in T€)")).value == 120_000
    assert amount("85,5", unit_in("Budget TEUR")).value == 85_500
    assert amount("1,2 Mio. €", unit_in("Kosten in T€")).value == 1_200_000
    assert unit_in("Kosten in €") == unit_in("Mittel (EUR)") == unit_in("Titel") == 1


@pytest.mark.parametrize(
    "cell", ["x", " X ", "✓", "●", "•", 1, 1.0, "1", "ja", "yes", "xx", "X!", "x*", "x¹", True]
)
def test_a_mark_is_primary(cell):
    assert mark(cell).value == "primary"


@pytest.mark.parametrize("cell", ["(x)", "( X )", "o", "O", "○", 2, "2", "3", "teilweise", "(●)"])
def test_a_weaker_mark_is_secondary(cell):
    assert mark(cell).value == "secondary"


@pytest.mark.parametrize("cell", [None, "", " ", "-", "–", "0", 0, "nein", "☐", False])
def test_no_mark_is_nothing(cell):
    assert mark(cell).value is None and mark(cell).complaint is None


@pytest.mark.parametrize("cell", ["vielleicht", 4, "siehe Anlage", "17", date(2015, 1, 1)])
def test_any_other_mark_is_an_error_that_names_the_allowed_ones(cell):
    read = mark(cell)
    assert read.value is None and "(x)" in read.complaint.remedy


def test_what_a_mark_means_may_be_said():
    assert mark("H", {"H": "primary"}).value == "primary"
    assert mark("1", {"1": "secondary"}).value == "secondary"
    assert mark("x", {"x": ""}).value is None


@pytest.mark.parametrize(
    ("cell", "ends"),
    [
        (2015, (2015, 2015)),
        ("2015-2018", (2015, 2018)),
        ("2015 – 2018", (2015, 2018)),
        ("von 2015 bis 2018", (2015, 2018)),
        ("2015/16", (2015, 2016)),
        ("2015-03", (2015, 2015)),
        ("2010-12", (2010, 2012)),
        ("seit 2012", (2012, None)),
        ("ab 2015", (2015, None)),
        ("2015 ff.", (2015, None)),
        ("2015 -", (2015, None)),
        ("2015 - laufend", (2015, None)),
        ("bis 2020", (None, 2020)),
        ("bis Ende 2018", (None, 2018)),
        ("01.03.2015 - 31.12.2018", (2015, 2018)),
        ("März 2015 bis Ende 2018", (2015, 2018)),
        (datetime(2015, 3, 1), (2015, 2015)),
    ],
)
def test_a_period_has_two_ends(cell, ends):
    assert period(cell).value == ends and period(cell).complaint is None


@pytest.mark.parametrize(
    "cell",
    [
        2015,
        2015.0,
        "2015",
        "01.03.2015",
        "1.3.15",
        "3/2015",
        "März 2015",
        "2015-03-01",
        "Q1 2015",
        date(2015, 1, 1),
    ],
)
def test_a_year_is_found_in_every_way_to_write_a_date(cell):
    assert year(cell).value == 2015 and year(cell).complaint is None


@pytest.mark.parametrize("cell", [42005, "42005", 42005.0])
def test_a_day_number_is_a_year_and_that_is_said(cell):
    read = year(cell)
    assert (
        read.value == 2015
        and read.complaint.severity == "hint"
        and read.complaint.details["day"] == "01.01.2015"
    )


def test_of_a_period_each_column_takes_its_end():
    assert year("2015-2018").value == 2015 and year("2015-2018", last=True).value == 2018
    assert year("2015-2018").complaint.severity == "hint"


@pytest.mark.parametrize("cell", [None, "-", "laufend", "fortlaufend", "unbefristet", "offen"])
def test_an_open_end_is_none(cell):
    assert period(cell).value is None and period(cell).complaint is None


@pytest.mark.parametrize(
    "cell", ["drei Jahre", "15", 15, "2015, 2016, 2017", 1e300, float("nan"), True, "31.12."]
)
def test_what_is_no_year_is_an_error(cell):
    assert period(cell).value is None and period(cell).complaint.severity == "error"


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("laufend", "running"),
        ("läuft", "running"),
        ("in Umsetzung", "running"),
        ("abgeschlossen", "completed"),
        ("Abgeschlossen.", "completed"),
        ("umgesetzt", "completed"),
        ("geplant", "planned"),
        ("beraten", "deliberated"),
        ("beschlossen", "decided"),
        ("beendet", "ended"),
        ("running", "running"),
        ("unbekannt", "unknown"),
    ],
)
def test_a_status_is_a_word_of_either_language(cell, code):
    assert choice("status", cell).value == code and choice("status", cell).complaint is None


@pytest.mark.parametrize(
    ("cell", "code"),
    [("abgeschlosen", "completed"), ("läuft seit 2013", "running"), ("beschlossen (KT 2012)", "decided")],
)
def test_a_status_with_a_slip_or_more_words_is_read_and_said(cell, code):
    assert choice("status", cell).value == code and choice("status", cell).complaint.severity == "hint"


@pytest.mark.parametrize("cell", ["noch nicht abgeschlossen", "grün", "vielleicht", "17"])
def test_any_other_status_is_an_error_that_names_the_known_ones(cell):
    read = choice("status", cell)
    assert read.value is None and "laufend" in str(read.complaint.details["allowed"])


def test_certainty_and_role_have_their_words():
    assert [choice("certainty", word).value for word in ("belegt", "Lesart", "Vorschlag")] == [
        "documented",
        "reading",
        "proposed",
    ]
    assert (
        choice("role", "federführend").value == "lead"
        and choice("level", "Teilziel").value == "operative_goal"
    )
    assert choice("status", "grün", {"grün": "running"}).value == "running"


def test_a_cell_is_text_as_people_see_it():
    assert text_of(51.0) == "51" and text_of(1.5) == "1.5" and text_of(date(2015, 3, 1)) == "01.03.2015"
    assert text_of("  Bau\u00adamt\u00a05 \r\n Nord ") == "Bauamt 5\nNord" and text_of(None) == ""


@pytest.mark.parametrize("cell", ["?", "offen", "tbd"])
def test_what_is_not_decided_yet_is_no_mark_and_says_so(cell):
    found = mark(cell)
    assert found.value is None and found.complaint.severity == "hint"

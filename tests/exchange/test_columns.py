"""Headings are understood in German and English, with slips; what was said once about them is kept."""

import pytest

from explorer.exchange.mapping import Column, ImportMapping
from explorer.exchange.tables.columns import recognise
from explorer.exchange.tables.headings import meaning_name, meant_by
from explorer.i18n import LANGUAGES
from tests.exchange.messy import council_matrix, put, table, workbook


def meanings(book, known=None, saved=None):
    return {column.heading: column.meaning for column in recognise(book, known, saved).columns}


def guessed(book, known=None):
    return {column.heading for column in recognise(book, known).columns if column.guessed}


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("Maßnahme", "title"),
        ("MASSNAHME", "title"),
        ("Projekt", "title"),
        ("Bezeichnung", "title"),
        ("Maßnahmen-Nr.", "code"),
        ("Kennung", "code"),
        ("lfd. Nr.", ""),
        ("Amt", "lead"),
        ("FB", "lead"),
        ("Fachbereich", "lead"),
        ("Dezernat", "lead"),
        ("zuständig", "lead"),
        ("Federführendes Amt", "lead"),
        ("Beteiligte", "partner"),
        ("Handlungsfeld", "field"),
        ("Themenfeld", "field"),
        ("operatives Ziel", "operative"),
        ("Teilziel", "operative"),
        ("Strategische Ziele", "goals"),
        ("Nebenziele", "goals_secondary"),
        ("Beginn", "since"),
        ("Ende", "until"),
        ("Laufzeit", "period"),
        ("Kosten (in €)", "budget_eur"),
        ("Haushaltsmittel", "budget_eur"),
        ("Status", "status"),
        ("Umsetzungs-\nstand", "status"),
        ("Kennzahl", "indicator"),
        ("Kennzahl / Indikator", "indicator"),
        ("Bemerkungen", "description"),
        ("Quelle", "source_url"),
        ("Measure", "title"),
        ("Responsible", "lead"),
        ("Field of action", "field"),
        ("Zeitraum › von", "since"),
        ("Zeitraum › bis", "until"),
        ("Zuständigkeit › Federführung", "lead"),
        ("Ziele › operativ", "operative"),
    ],
)
def test_a_heading_has_its_meaning(heading, meaning):
    assert meant_by(heading).meaning == meaning


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("Maßname", "title"),
        ("Handlungsfled", "field"),
        ("Verantwortl. Amt", "lead"),
        ("Kosten in T€", "budget_eur"),
    ],
)
def test_a_heading_with_a_slip_is_guessed(heading, meaning):
    meant = meant_by(heading)
    assert meant.meaning == meaning and meant.guessed


@pytest.mark.parametrize("heading", ["Kita-Ausbau", "Familie", "Haushaltsstelle 4711", "💥", ""])
def test_what_is_no_heading_means_nothing(heading):
    assert meant_by(heading).meaning == "?"


def test_amt_is_a_guess_and_zustaendig_is_none():
    assert guessed(table(["Maßnahme", "Amt", "Ziel 1"], ["A", "51", "x"])) == {"Amt"}
    assert guessed(table(["Maßnahme", "zuständig", "Ziel 1"], ["A", "51", "x"])) == set()


def test_a_group_heading_over_numbers_makes_columns_of_goals(soest_plan):
    columns = recognise(council_matrix(), soest_plan).columns
    assert [(column.heading, column.item) for column in columns if column.meaning == "mark"] == [
        (f"Strategische Ziele › {n}", f"SG{n}") for n in (1, 2, 3, 4)
    ]


def test_a_group_heading_that_is_not_merged_reaches_to_the_next_heading():
    book = table(
        ["Maßnahme", "Zeitraum", None, "Strategische Ziele", None, "Status"],
        [None, "von", "bis", "1", "2", None],
        ["Advice", 2015, 2016, "x", None, "läuft"],
    )
    assert list(meanings(book).values()) == ["title", "since", "until", "mark", "mark", "status"]


def test_a_title_of_a_goal_with_a_slip_is_guessed(soest_plan):
    book = table(
        ["Maßnahme", "Gesund und sicher lebn", "Umwelt"], ["Impfen", "x", None], ["Bäume", None, "x"]
    )
    columns = recognise(book, soest_plan).columns
    assert [(column.item, column.guessed) for column in columns[1:]] == [("SG5", True), ("SG6", True)]


def test_a_running_number_is_no_code_but_a_number_of_measures_is():
    assert meanings(table(["Nr.", "Maßnahme", "Amt"], [1, "A", 5], [2, "B", 5], [3, "C", 5]))["Nr."] == ""
    assert meanings(table(["Nr.", "Maßnahme", "Amt"], ["2.1", "A", 5], ["2.2", "B", 5]))["Nr."] == "code"


def test_of_two_columns_for_the_same_the_surer_one_is_taken():
    found = meanings(table(["Projekt", "Maßnahme", "Budget", "Kosten"], ["P", "A", 1, 2]))
    assert found["Maßnahme"] == "title" and found["Projekt"] == "description"
    assert sorted([found["Budget"], found["Kosten"]]) == ["", "budget_eur"]


def test_a_state_in_sentences_is_a_description():
    found = meanings(
        table(["Maßnahme", "Amt", "Stand"], ["A", 5, "Der Kreistag hat im Mai darüber gesprochen."])
    )
    assert found["Stand"] == "description"


def test_a_beginning_that_holds_periods_is_a_period():
    assert meanings(table(["Maßnahme", "Amt", "Jahr"], ["A", 5, "2015-2018"]))["Jahr"] == "period"


def test_columns_with_marks_that_are_no_goals_are_not_read(soest_plan):
    book = table(["Maßnahme", "pflichtig", "Ziel 1", "Ziel 2", "Beschluss"], ["A", "x", "x", None, "x"])
    found = meanings(book, soest_plan)
    assert found["pflichtig"] == "" and found["Beschluss"] != "mark" and found["Ziel 1"] == "mark"


def test_if_nothing_is_called_a_measure_the_column_of_titles_is_guessed():
    book = table(
        ["Handlungsansatz", "Amt", "Status"], ["Kita-Ausbau", 5, "läuft"], ["Radwege bauen", 6, "läuft"]
    )
    assert meanings(book)["Handlungsansatz"] == "title" and "Handlungsansatz" in guessed(book)


def test_a_saved_mapping_wins_where_its_headings_still_are():
    saved = ImportMapping(
        shape="list",
        columns=(
            Column(position=0, heading="Was", meaning="title"),
            Column(position=1, heading="Wo", meaning="field"),
            Column(position=2, heading="Kosten", meaning=""),
        ),
        values={"field": {"Nord": "F1"}},
    )
    book = table(["Kosten", "Wo", "Amt", "Was"], [5, "Nord", "51", "A"])
    mapping = recognise(book, None, saved)
    assert {column.heading: (column.position, column.meaning) for column in mapping.columns} == {
        "Kosten": (0, ""),
        "Wo": (1, "field"),
        "Amt": (2, "lead"),
        "Was": (3, "title"),
    }
    assert mapping.values == {"field": {"Nord": "F1"}}


def test_a_saved_goal_that_is_gone_is_recognised_anew(soest_plan):
    saved = ImportMapping(
        shape="matrix", columns=(Column(position=1, heading="Ziel 1", meaning="mark", item="OLD"),)
    )
    book = table(["Maßnahme", "Ziel 1", "Ziel 2"], ["A", "x", "x"])
    assert [column.item for column in recognise(book, soest_plan, saved).columns][1] == "SG1"


def test_a_sheet_without_any_table_gives_no_columns():
    def fill(book):
        put(book.active, ["Guten Tag"], ["anbei die Tabelle"])

    assert recognise(workbook(fill)).columns == ()


def test_every_meaning_has_a_word_in_both_languages():
    for meaning in (
        "lead",
        "partner",
        "field",
        "operative",
        "goals",
        "mark",
        "period",
        "",
        "title",
        "budget_eur",
    ):
        assert all(meaning_name(meaning, lang) for lang in LANGUAGES)

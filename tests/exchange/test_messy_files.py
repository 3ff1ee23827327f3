"""Files as administrations keep them load right, or say exactly which cell to change and how."""

import pytest

from explorer.i18n import LANGUAGES
from tests.exchange import messy
from tests.exchange.reading_tables import again, errors, incoming, lines, measure, notes, problems, titles


def test_a_matrix_with_title_rows_and_headings_over_two_rows():
    read = incoming(messy.council_matrix())
    assert read.mapping.shape == "matrix" and (read.mapping.header_row, read.mapping.header_rows) == (4, 2)
    assert titles(read.plan, "Measure") == [
        "M001 Ausbau der Kindertagespflege",
        "M002 Radwegekonzept",
        "M003 Schulsozialarbeit",
    ]
    assert lines(read.plan) == {
        "Ausbau der Kindertagespflege SERVES Ziel 1 primary",
        "Ausbau der Kindertagespflege SERVES Ziel 2 secondary",
        "Radwegekonzept SERVES Ziel 3 primary",
        "Radwegekonzept SERVES Ziel 4 primary",
        "Schulsozialarbeit SERVES Ziel 1 primary",
        "Schulsozialarbeit SERVES Ziel 2 primary",
        "Ausbau der Kindertagespflege IN_FIELD Familie",
        "Radwegekonzept IN_FIELD Umwelt",
        "Schulsozialarbeit IN_FIELD Familie",
        "Amt 51 RESPONSIBLE_FOR Ausbau der Kindertagespflege lead",
        "Amt 66 RESPONSIBLE_FOR Radwegekonzept lead",
        "Amt 51 RESPONSIBLE_FOR Schulsozialarbeit lead",
        "Amt 40 RESPONSIBLE_FOR Schulsozialarbeit partner",
    }
    assert [node.properties["number"] for node in read.plan.of("StrategicGoal")] == [1, 2, 3, 4]


def test_amounts_in_thousands_are_amounts_in_euros_unless_the_cell_says_its_own_unit():
    plan = incoming(messy.council_matrix()).plan
    budgets = [node.properties["budget_eur"] for node in plan.of("Measure")]
    assert budgets == [120_000, 1_200_000, 85_500]


def test_rows_that_are_merged_for_one_measure_are_one_measure():
    read = incoming(messy.merged_matrix())
    assert titles(read.plan, "Measure") == ["M001 Familienbüro", "M002 Elternbriefe", "M003 Baumpflanzungen"]
    assert lines(read.plan) == {
        "Familienbüro SERVES Familie primary",
        "Familienbüro SERVES Bildung secondary",
        "Elternbriefe SERVES Familie primary",
        "Baumpflanzungen SERVES Umwelt primary",
        "Familienbüro IN_FIELD Familie",
        "Elternbriefe IN_FIELD Familie",
        "Baumpflanzungen IN_FIELD Umwelt",
        "Jugendamt RESPONSIBLE_FOR Familienbüro lead",
        "Sozialamt RESPONSIBLE_FOR Familienbüro partner",
        "Schulamt RESPONSIBLE_FOR Familienbüro partner",
        "Jugendamt RESPONSIBLE_FOR Elternbriefe lead",
        "Grünflächenamt RESPONSIBLE_FOR Baumpflanzungen lead",
        "Schulamt RESPONSIBLE_FOR Baumpflanzungen partner",
        "Sozialamt RESPONSIBLE_FOR Baumpflanzungen partner",
    }
    assert measure(read.plan, "Familienbüro") == {"since": 2014, "until": 2016}
    assert measure(read.plan, "Elternbriefe") == {"since": 2012}
    assert measure(read.plan, "Baumpflanzungen") == {"until": 2020}


def test_slips_in_names_are_asked_about_with_the_spelling_that_the_file_uses_elsewhere():
    found = errors(messy.list_with_slips())
    assert set(found) == {"B4", "C4", "E5"}
    assert "Umweltmat" in found["B4"] and "Umweltamt" in found["B4"]
    assert "Klima und Enregie" in found["C4"] and "Klima und Energie" in found["C4"]
    assert "vielleicht" in found["E5"]


def test_a_slip_in_a_status_is_read_and_said():
    hints = {p.cell: p.told("de")[0] for p in problems(messy.list_with_slips()) if p.severity == "hint"}
    assert "geplannt" in hints["E4"]


def test_headings_between_the_rows_are_fields_and_repeated_headings_are_none():
    read = incoming(messy.sections_matrix())
    assert titles(read.plan, "FieldOfAction") == ["F01 Wirtschaft", "F02 Gesundheit"]
    assert titles(read.plan, "Measure") == [
        "M1.1 Gründerzentrum",
        "M1.2 Breitbandausbau",
        "M2.1 Hebammenhilfe",
        "M2.2 Ärzte aufs Land",
    ]
    assert lines(read.plan) >= {
        "Gründerzentrum IN_FIELD Wirtschaft",
        "Breitbandausbau IN_FIELD Wirtschaft",
        "Hebammenhilfe IN_FIELD Gesundheit",
        "Ärzte aufs Land IN_FIELD Gesundheit",
    }
    served = {line for line in lines(read.plan) if "SERVES" in line}
    assert served == {
        "Gründerzentrum SERVES Ziel 1 primary",
        "Breitbandausbau SERVES Ziel 1 primary",
        "Breitbandausbau SERVES Ziel 2 primary",
        "Hebammenhilfe SERVES Ziel 2 primary",
    }


def test_dito_is_the_department_above():
    assert "Fachbereich 2 RESPONSIBLE_FOR Hebammenhilfe lead" in lines(incoming(messy.sections_matrix()).plan)


def test_dates_day_numbers_and_months_are_years():
    plan = incoming(messy.sections_matrix()).plan
    assert [(node.properties["since"], node.properties["until"]) for node in plan.of("Measure")] == [
        (2015, 2018),
        (2015, None),
        (2016, None),
        (2016, 2019),
    ]


def test_the_sheet_with_the_measures_is_found_beside_a_hidden_one_and_a_legend():
    read = incoming(messy.hidden_and_legend())
    assert read.mapping.sheet == "Maßnahmenplan"
    assert titles(read.plan, "Measure") == ["M001 Notruf-App", "M002 Herzsicher", "M003 Badestellen"]
    assert titles(read.plan, "StrategicGoal") == ["SG1 Sicher leben", "SG2 Gesund leben"]
    assert {line for line in lines(read.plan) if "SERVES" in line} == {
        "Notruf-App SERVES Sicher leben primary",
        "Herzsicher SERVES Sicher leben secondary",
        "Herzsicher SERVES Gesund leben primary",
        "Badestellen SERVES Gesund leben primary",
    }
    assert measure(read.plan, "Notruf-App") == {"description": "mit der Leitstelle"}


def test_of_two_levels_of_departments_the_finer_one_is_responsible():
    read = incoming(messy.hidden_and_legend())
    assert titles(read.plan, "Department") == ["D32 Abteilung 32", "D53 Abteilung 53"]
    assert "“Dezernat” is not read" in notes(read, "hint")["C2"]


def test_a_list_in_windows_letters_with_german_numbers():
    read = incoming(messy.windows_list())
    assert read.mapping.shape == "list"
    assert titles(read.plan, "Measure") == [
        "M007 Bücherbus",
        "M008 Musikschule auf dem Land",
        "M009 Heimatfest",
    ]
    assert measure(read.plan, "Bücherbus") == {
        "since": 2015,
        "until": 2017,
        "status": "running",
        "budget_eur": 12_500,
        "indicator": "400 Ausleihen",
    }
    assert measure(read.plan, "Musikschule auf dem Land") == {
        "since": 2016,
        "status": "decided",
        "budget_eur": 1_234_567.89,
    }
    assert measure(read.plan, "Heimatfest") == {
        "since": 2016,
        "until": 2016,
        "status": "ended",
        "budget_eur": 5000,
    }
    assert lines(read.plan) == {
        "Bücherbus SERVES Ziel 2 primary",
        "Bücherbus SERVES Ziel 1 secondary",
        "Bücherbus SERVES Ziel 3 secondary",
        "Musikschule auf dem Land SERVES Ziel 2 primary",
        "Heimatfest SERVES Ziel 3 primary",
        "Amt für Kultur RESPONSIBLE_FOR Bücherbus lead",
        "Amt für Kultur RESPONSIBLE_FOR Musikschule auf dem Land lead",
        "Amt für Kultur RESPONSIBLE_FOR Heimatfest lead",
    }


def test_ranks_are_read_as_primary_and_secondary_and_that_is_said():
    read = incoming(messy.ranked_matrix())
    assert {line for line in lines(read.plan) if "SERVES" in line} == {
        "Impfaktion SERVES Gesund und sicher leben primary",
        "Impfaktion SERVES Wissen entwickeln secondary",
        "Lernwerkstatt SERVES Wissen entwickeln primary",
        "Pausenobst SERVES Gesund und sicher leben secondary",
        "Pausenobst SERVES Wissen entwickeln primary",
    }
    assert any("ranks" in note.told("en")[0] for note in read.notes)


def test_the_one_that_leads_is_the_one_with_the_sign():
    plan = incoming(messy.ranked_matrix()).plan
    assert {line for line in lines(plan) if line.endswith(("Pausenobst lead", "Pausenobst partner"))} == {
        "Schulamt RESPONSIBLE_FOR Pausenobst lead",
        "Gesundheitsamt RESPONSIBLE_FOR Pausenobst partner",
    }


def test_every_cell_that_cannot_be_understood_is_named_at_once():
    found = errors(messy.list_full_of_errors())
    assert set(found) == {"F2", "D3", "F3", "G3", "H3", "A4", "F4", "B5"}
    assert "several amounts" in found["F2"] and "one amount" in found["F2"]
    assert "(x) (secondary)" in found["D3"]
    assert "2015-2018" in found["G3"]
    assert "in row 2 already" in found["A4"]
    assert "below zero" in found["F4"]
    assert "what the measure is called" in found["B5"]


@pytest.mark.parametrize("file", [messy.list_full_of_errors, messy.list_with_slips])
def test_every_error_says_what_it_leads_to_in_both_languages(file):
    found = [problem for problem in problems(file()) if problem.severity == "error"]
    assert all(problem.means(lang) and all(problem.told(lang)) for problem in found for lang in LANGUAGES)


def test_two_rows_that_contradict_each_other_are_an_error_that_names_both():
    book = messy.table(
        ["Maßnahme", "Amt", "Ziel 1", "Kosten"],
        ["Radwege", "66", "x", 100],
        ["Kita", "51", "x", 50],
        ["Radwege", "61", None, 200],
    )
    found = errors(book)
    assert set(found) == {"D4"} and "100" in found["D4"] and "row 2" in found["D4"]


def test_a_measure_that_ends_before_it_begins_is_an_error_at_its_cell():
    found = errors(messy.table(["Maßnahme", "Amt", "Laufzeit"], ["Radwege", "66", "2018-2015"]))
    assert set(found) == {"C2"}


def test_all_goals_of_a_plan_that_has_none_is_an_error():
    assert set(errors(messy.table(["Maßnahme", "Amt", "Ziele"], ["Mensa", "40", "alle"]))) == {"C2"}


def test_columns_of_marks_without_any_number_are_goals():
    book = messy.table(
        ["Maßnahme", "Familie", "Bildung", "Umwelt"],
        ["Kita", "ja", "nein", "nein"],
        ["Wald", "nein", "teilw.", "ja"],
    )
    assert lines(incoming(book).plan) == {
        "Kita SERVES Familie primary",
        "Wald SERVES Bildung secondary",
        "Wald SERVES Umwelt primary",
    }


def test_a_second_sheet_with_measures_is_a_warning():
    def fill(book):
        messy.put(book.active, ["Maßnahme", "zuständig", "Ziel 1"], ["Radwege", "66", "x"])
        messy.put(book.create_sheet("Amt 51"), ["Maßnahme", "zuständig", "Status"], ["Kita", "51", "läuft"])

    warned = [note for note in incoming(messy.workbook(fill)).notes if note.severity == "warning"]
    assert [note.where for note in warned] == ["Amt 51"]


def test_names_that_the_file_uses_often_are_no_slips_of_each_other():
    rows = [[f"Measure {n}", "Schulamt" if n % 2 else "Schutzamt", "x"] for n in range(6)]
    plan = incoming(messy.table(["Maßnahme", "zuständig", "Ziel 1"], *rows)).plan
    assert titles(plan, "Department") == ["OE01 Schutzamt", "OE02 Schulamt"]


def test_a_row_for_each_goal_is_one_measure_for_all_of_them():
    read = incoming(messy.long_list())
    assert titles(read.plan, "Measure") == ["M001 Job fair", "M002 Night bus"]
    assert {line for line in lines(read.plan) if "SERVES" in line} == {
        "Job fair SERVES Strong economy primary",
        "Job fair SERVES Good schools primary",
        "Job fair SERVES Living together primary",
        "Night bus SERVES Good schools primary",
        "Night bus SERVES Strong economy primary",
    }
    assert "row 2 already" in notes(read)["A5"]


@pytest.mark.parametrize(
    "file",
    [
        messy.council_matrix,
        messy.merged_matrix,
        messy.sections_matrix,
        messy.hidden_and_legend,
        messy.windows_list,
        messy.ranked_matrix,
        messy.long_list,
    ],
)
def test_loading_the_same_file_again_changes_nothing(file):
    assert not again(file())


def test_a_file_without_headings_says_which_ones_to_write():
    found = problems(messy.table(["abc", "def"], ["ghi", "jkl"]))
    assert len(found) == 1 and "Maßnahme" in found[0].told("en")[1]


def test_a_table_without_measures_says_so():
    found = errors(messy.table(["Maßnahme", "Amt", "Ziel 1"]))
    assert any("no measure" in text for text in found.values())

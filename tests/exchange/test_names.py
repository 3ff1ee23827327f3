"""A name in a cell means an item of the plan by code, number or title; what only comes near is offered."""

import pytest

from explorer.exchange.mapping import NEW
from explorer.exchange.tables.designations import designation, plain
from explorer.exchange.tables.lists import goals_in, names_in
from explorer.exchange.tables.names import Names, alike


def departments(plan, answers=None):
    return Names("Department", plan.of("Department"), answers)


def goals(plan):
    return Names("StrategicGoal", plan.of("StrategicGoal"))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("51", "D51"),
        ("Abt. 51", "D51"),
        ("Amt 51", "D51"),
        ("51 Jugend", "D51"),
        ("Abteilung 51 Jugend und Familie", "D51"),
        ("Jugend & Familie", "D51"),
        ("jugend u. familie", "D51"),
        ("Gesundheit (53)", "D53"),
        ("Strassenwesen", "D66"),
        ("Dez. 5", "DEZ05"),
        ("Dezernat V", "DEZ05"),
        ("Abt. 1", "D01"),
        ("d70", "D70"),
        ("Wfg", "WFG"),
        ("Abt. 40 Schulangelegenheiten", "D40-2010"),
    ],
)
def test_a_department_is_known_by_code_number_or_title(soest_plan, text, code):
    assert departments(soest_plan).find(text).item.code == code


def test_the_heading_of_the_column_says_what_a_bare_number_means(soest_plan):
    names = departments(soest_plan)
    assert names.find("01", "dezernat").item.code == "DEZ01" and names.find("01", "abt").item.code == "D01"
    assert {item.code for item in names.find("01").items} == {"DEZ01", "D01"} and names.find(
        "01"
    ).item is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Strasenwesen", "D66"),
        ("Straßenwesn", "D66"),
        ("Gesundheitsamt", "D53"),
        ("Jugendamt", "D51"),
        ("Wirtschaftsförderung", "WFG"),
    ],
)
def test_what_comes_near_is_offered_and_not_taken(soest_plan, text, code):
    found = departments(soest_plan).find(text)
    assert found.item is None and found.near[0].code == code


@pytest.mark.parametrize("text", ["Kämmerei", "Umweltbildung", "Abt. 57"])
def test_what_does_not_come_near_offers_nothing(soest_plan, text):
    found = departments(soest_plan).find(text)
    assert not found.items and not found.near


def test_a_number_with_the_title_of_another_one_is_a_clash(soest_plan):
    found = departments(soest_plan).find("51 Gesundheit")
    assert found.clash and [item.code for item in found.items] == ["D51", "D53"] and found.item is None


def test_an_answer_settles_what_a_text_means(soest_plan):
    names = departments(soest_plan, {"Jugendamt": "D51", "Kämmerei": NEW, "Abt. 51": NEW})
    assert names.find("jugendamt").item.code == "D51"
    assert names.find("Kämmerei").new and names.find("Abt. 51").item.code == "D51"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("3", "SG3"),
        ("Ziel 3", "SG3"),
        ("SZ3", "SG3"),
        ("Z 3", "SG3"),
        ("Ziel III", "SG3"),
        ("3. Vielfalt", "SG3"),
        ("sg3", "SG3"),
        ("gesund und sicher leben", "SG5"),
    ],
)
def test_a_goal_is_known_by_number_code_or_title(soest_plan, text, code):
    assert goals(soest_plan).find(text).item.code == code


def test_an_operative_goal_is_known_with_its_old_number_in_front(soest_plan):
    names = Names("OperativeGoal", soest_plan.of("OperativeGoal"))
    assert names.find("1.1 CO2-Emissionen im Kreis senken").item.code == "OG-KLIMA-1"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1; 4; 6", [("1", ""), ("4", ""), ("6", "")]),
        ("1,4,6", [("1", ""), ("4", ""), ("6", "")]),
        ("1.4", [("1", ""), ("4", "")]),
        ("1/4", [("1", ""), ("4", "")]),
        ("Ziel 1 und 4", [("1", ""), ("4", "")]),
        ("Ziele 1, 4 u. 6", [("1", ""), ("4", ""), ("6", "")]),
        ("SZ1, SZ4", [("1", ""), ("4", "")]),
        ("1-3", [("1", ""), ("2", ""), ("3", "")]),
        ("1 bis 3", [("1", ""), ("2", ""), ("3", "")]),
        ("1; (4)", [("1", ""), ("4", "secondary")]),
        ("1 (4, 6)", [("1", ""), ("4", "secondary"), ("6", "secondary")]),
        ("Gesund und sicher leben", [("Gesund und sicher leben", "")]),
        ("SG1; (Gesund und sicher leben)", [("SG1", ""), ("Gesund und sicher leben", "secondary")]),
        (
            "Wissen für ein lebenslanges Lernen entwickeln, fördern und bewahren\nGesund und sicher leben",
            [
                ("Wissen für ein lebenslanges Lernen entwickeln, fördern und bewahren", ""),
                ("Gesund und sicher leben", ""),
            ],
        ),
    ],
)
def test_goals_in_one_cell(soest_plan, text, said):
    assert [(piece.text, piece.sign) for piece in goals_in(text, goals(soest_plan))] == said


def test_all_goals_are_all_of_the_plan(soest_plan):
    assert [piece.text for piece in goals_in("alle", goals(soest_plan))] == [f"SG{n}" for n in range(1, 8)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("51; 53", ["51", "53"]),
        ("51, 53", ["51", "53"]),
        ("51.53", ["51", "53"]),
        ("50/51", ["50", "51"]),
        ("Abt. 51 und 53", ["Abt. 51", "53"]),
        ("- Abt. 51\n- Soziales", ["Abt. 51", "Soziales"]),
        ("FB 5 / Jugendamt", ["FB 5", "Jugendamt"]),
        ("Schule, Bildung und Integration", ["Schule, Bildung und Integration"]),
        ("Bürgerservice / Bürgerbeauftragter", ["Bürgerservice / Bürgerbeauftragter"]),
        ("Umwelt, Soziales", ["Umwelt", "Soziales"]),
        ("Kämmerei, Kasse und Steuern", ["Kämmerei, Kasse und Steuern"]),
    ],
)
def test_departments_in_one_cell(soest_plan, text, said):
    assert [piece.text for piece in names_in(text, departments(soest_plan))] == said


def test_signs_say_who_leads(soest_plan):
    pieces = names_in("51 (ff), 53 (mw)", departments(soest_plan))
    assert [(piece.text, piece.sign) for piece in pieces] == [("51", "lead"), ("53", "partner")]


def test_names_that_fill_other_cells_are_names():
    names = Names("Department", ())
    assert [p.text for p in names_in("Kasse, Steuern", names)] == ["Kasse, Steuern"]
    assert [p.text for p in names_in("Kasse, Steuern", names, {"kasse", "steuern"})] == ["Kasse", "Steuern"]


def test_a_slip_is_alike_and_another_number_is_not():
    assert alike("Umweltamt", "Umweltmat") and alike("Klima und Energie", "Klima und Enregie")
    assert (
        not alike("Amt 51", "Amt 52")
        and not alike("Tiefbauamt", "Hochbauamt")
        and not alike("Jugend", "jugend")
    )


def test_texts_are_compared_without_umlauts_and_signs():
    assert plain("Jugend & Familie") == plain("JUGEND u. Familie") == "jugend und familie"
    assert plain("Straßenwesen") == plain("Strassenwesen")


def test_a_name_is_taken_apart():
    said = designation("Abt. 51 – Jugend", "Department")
    assert (said.kind, said.number, said.title) == ("abteilung", "51", "Jugend")
    assert designation("Ordnungsamt", "Department").title == "Ordnungsamt"

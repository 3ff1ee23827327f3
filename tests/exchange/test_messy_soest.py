"""A matrix for a plan that is there already: its goals and departments are meant, and nothing else is touched."""

from explorer.exchange.incoming import merged
from explorer.exchange.mapping import NEW
from explorer.exchange.tables.columns import recognise
from explorer.store.plans import difference
from tests.exchange import messy
from tests.exchange.reading_tables import again, errors, incoming, notes, problems

PLAN = "kreis-soest-2020"


def ends(links, type_):
    found = (link for link in links if link.type == type_)
    return {tuple(uid.removeprefix(f"{PLAN}/") for uid in (link.source, link.target)) for link in found}


def test_goals_are_known_by_number_title_and_code(soest_plan):
    columns = recognise(messy.soest_matrix(), soest_plan).columns
    assert [column.item for column in columns if column.meaning == "mark"] == [f"SG{n}" for n in range(1, 8)]


def test_only_what_the_matrix_says_is_added(soest_plan):
    read = incoming(messy.soest_matrix(), soest_plan)
    change = difference(soest_plan, merged(soest_plan, read))
    assert [(node.code, node.title) for node in change.added] == [("M126", "Hitzeaktionsplan")]
    assert not change.changed and not change.removed and not change.removed_links and not change.changed_links
    assert ends(change.added_links, "SERVES") == {("M126", "SG5"), ("M126", "SG6"), ("M001", "SG3")}
    assert ends(change.added_links, "IN_FIELD") == {("M126", "F-GES")}
    assert ends(change.added_links, "RESPONSIBLE_FOR") == {
        ("D90", "M011"),
        ("D51", "M011"),
        ("D53", "M126"),
        ("D50", "M126"),
        ("D66", "M126"),
    }


def test_loading_the_matrix_again_changes_nothing(soest_plan):
    assert not again(messy.soest_matrix(), soest_plan)


def test_what_stood_there_as_a_reading_stays_a_reading(soest_plan):
    plan = merged(soest_plan, incoming(messy.soest_matrix(), soest_plan))
    links = {link.key: link for link in plan.links}
    assert links[("SERVES", f"{PLAN}/M001", f"{PLAN}/SG1")].certainty == "reading"
    assert links[("SERVES", f"{PLAN}/M001", f"{PLAN}/SG3")].certainty == "documented"


def test_another_quotation_mark_is_no_other_wording(soest_plan):
    plan = incoming(messy.soest_matrix(), soest_plan).plan
    assert plan.nodes[f"{PLAN}/M001"].title == "Konzeption „Willkommen!“"


def test_names_that_the_plan_does_not_have_offer_the_nearest_ones(soest_plan):
    found = errors(messy.soest_matrix_with_slips(), soest_plan)
    assert set(found) == {"B2", "B3", "C3", "B4", "B5", "B6"}
    assert "D53 Gesundheit" in found["B2"]
    assert "D53 Gesundheit; D51 Jugend und Familie; D50 Soziales" in found["B3"]
    assert "F-UMW Umwelt" in found["C3"]
    assert "D66 Straßenwesen" in found["B4"]
    assert "D38-2012" in found["B5"] and "D38-2022" in found["B5"]
    assert "D51 Jugend und Familie; D53 Gesundheit" in found["B6"]


def test_a_goal_that_the_plan_does_not_have_is_a_warning(soest_plan):
    warned = [p for p in problems(messy.soest_matrix_with_slips(), soest_plan) if p.severity == "warning"]
    assert [p.cell for p in warned] == ["F1"] and "Ziel 9" in warned[0].told("en")[0]


def test_answers_in_the_mapping_settle_what_was_asked(soest_plan):
    book = messy.soest_matrix_with_slips()
    answers = {
        "lead": {
            "Gesundheitsamt": "D53",
            "Abt. 57": NEW,
            "Strasenwesen": "D66",
            "Abt. 38": "D38-2022",
            "51 Gesundheit": "D51",
        },
        "field": {"Umwelt und Klima": "F-UMW"},
    }
    mapping = recognise(book, soest_plan).model_copy(update={"values": answers})
    read = incoming(book, soest_plan, mapping)
    change = difference(soest_plan, merged(soest_plan, read))
    assert {(node.code, node.title) for node in change.added if node.label == "Department"} == {
        ("D57", "Abteilung 57")
    }
    assert {start for start, _end in ends(change.added_links, "RESPONSIBLE_FOR")} == {
        "D53",
        "D57",
        "D66",
        "D38-2022",
        "D51",
    }


def test_what_was_said_to_be_new_is_there_the_next_time(soest_plan):
    book = messy.table(["Maßnahme", "Abt.", "Ziel 1"], ["Sommerlager", "Abt. 57", "x"])
    mapping = recognise(book, soest_plan).model_copy(update={"values": {"lead": {"Abt. 57": NEW}}})
    once = merged(soest_plan, incoming(book, soest_plan, mapping))
    assert not difference(once, merged(once, incoming(book, once, mapping)))


def test_questions_carry_what_a_form_needs(soest_plan):
    asked = next(p for p in problems(messy.soest_matrix_with_slips(), soest_plan) if p.cell == "B4")
    assert asked.details["meaning_of"] == "lead" and asked.details["text"] == "Strasenwesen"
    assert asked.details["offers"] == ("D66",)


def test_a_measure_that_is_called_nearly_as_one_of_the_plan_is_a_warning(soest_plan):
    book = messy.table(
        ["Maßnahme", "Abt.", "Ziel 1"],
        ["Regionales Bildungsbuero in Soest", "53", "x"],
        ["Regionale Bildungsbüros", "53", "x"],
    )
    warned = notes(incoming(book, soest_plan))
    assert "M011 Regionales Bildungsbüro" in warned["A3"]


def test_a_column_that_the_matrix_does_not_have_leaves_what_the_plan_says(soest_plan):
    book = messy.table(
        ["Code", "Maßnahme", "Ziel 1", "Ziel 2"],
        ["M002", "Lokale Bündnisse für Familie im Kreis Soest", "x", None],
    )
    plan = merged(soest_plan, incoming(book, soest_plan), remove=True)
    before, after = (p.nodes[f"{PLAN}/M002"].properties for p in (soest_plan, plan))
    assert before == after
    kept = {link.key for link in soest_plan.links if link.source == f"{PLAN}/M002" and link.type == "SERVES"}
    assert {key for key in kept if key[2] not in (f"{PLAN}/SG1", f"{PLAN}/SG2")} <= {
        link.key for link in plan.links
    }
    assert [node.code for node in plan.of("Measure")] == ["M002"]
    assert plan.of("Department") == soest_plan.of("Department")

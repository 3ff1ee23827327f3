"""The search finds what people mean: without umlauts, inside compounds, with a slip, best first."""

from __future__ import annotations

import random
import time

import pytest

from explorer.insight.search import Item, search, search_plan
from explorer.model import Plan
from tests.plans import small_plan

TOWN = small_plan(
    "StrategicGoal SG1 Gut älter werden; number=1; description=Pflege und Teilhabe im Alter.",
    "FieldOfAction F1 Pflege; title_en=Care",
    "Measure M1 Kurzzeitpflege ausbauen",
    "Measure M2 Pflegeberatung vor Ort",
    "Measure M3 Beratung zur Pflege",
    "Measure M4 Übung der Feuerwehr",
    "Measure M5 Klimaerwärmung bremsen",
    "Measure M6 Grünflächen; description=Mit Bäumen gegen die Hitze.",
    "Measure M7 Straßenbeleuchtung erneuern",
    "Measure M8 Umbauentwicklung Altstadt",
    "Department D50 Soziales",
    "Decision C-2013a Haushalt 2014",
)


def found(text: str, most: int = 20, plan: Plan = TOWN) -> list[str]:
    return [hit.code for hit in search_plan(plan, text, most)]


def test_the_best_match_comes_first() -> None:
    # The whole title, a word of it, its start, inside a word, the description.
    assert found("Pflege") == ["F1", "M3", "M2", "M1", "SG1"]


@pytest.mark.parametrize("text", ["Übung", "übung", "UEBUNG", "Uebung", "ubung", "UBUNG", "U\u0308bung"])
def test_an_umlaut_may_be_written_in_any_way(text: str) -> None:
    assert found(text) == ["M4"]


@pytest.mark.parametrize("text", ["Erwärmung", "erwaermung", "erwarmung", "klimaerw"])
def test_a_and_e_that_only_meet_in_a_compound_are_no_umlaut(text: str) -> None:
    assert found(text) == ["M5"]


def test_a_word_is_found_inside_a_compound_that_joins_u_and_e() -> None:
    assert found("entwicklung") == ["M8"]


@pytest.mark.parametrize("text", ["Straße", "strasse", "STRASSE"])
def test_sharp_s_is_double_s(text: str) -> None:
    assert found(text) == ["M7"]


@pytest.mark.parametrize("text", ["Pfelge", "Pflge", "Plfege", "pfleege"])
def test_a_slip_finds_what_was_meant_compounds_too(text: str) -> None:
    assert found(text)[0] == "F1"
    assert set(found(text)) == {"F1", "M1", "M2", "M3"}
    assert {hit.found_in for hit in search_plan(TOWN, text, 9)} == {"similar"}


def test_similar_words_are_not_offered_when_the_word_itself_occurs() -> None:
    plan = small_plan("Measure M1 Haus der Jugend", "Measure M2 Haut und Haar")
    assert found("Haus", plan=plan) == ["M1"]


def test_two_slips_are_too_many_for_a_short_word() -> None:
    assert found("Pfläke") == []
    assert found("xyz") == []


def test_all_words_must_occur_wherever_they_stand() -> None:
    assert found("pflege beratung") == ["M3", "M2"]
    assert found("beratung pflege ort") == ["M2"]
    assert found("gut teilhabe") == ["SG1"]
    assert found("pflege feuerwehr") == []


def test_one_of_several_words_may_have_a_slip() -> None:
    assert found("Pfelge Ort") == ["M2"]


def test_a_code_finds_its_item_first() -> None:
    assert found("M2") == ["M2"]
    assert found("c-2013a") == ["C-2013a"]
    assert search_plan(TOWN, "m2", 5)[0].found_in == "code"


def test_the_english_title_and_the_description_are_searched() -> None:
    assert found("care") == ["F1"]
    assert [(hit.code, hit.found_in) for hit in search_plan(TOWN, "Baum Hitze", 5)] == [("M6", "description")]


def test_equally_good_matches_come_in_the_order_of_kinds_and_always_the_same() -> None:
    items = [Item(f"p/{i}", "Measure", f"X{i}", "Jugendhaus") for i in range(50)]
    items += [Item("p/d", "Department", "D", "Jugendhaus"), Item("p/g", "StrategicGoal", "G", "Jugendhaus")]
    expected = search(items, "Jugend", 100)
    assert [hit.uid for hit in expected][:2] == ["p/g", "p/0"]
    assert expected[-1].uid == "p/d"
    for _round in range(5):
        random.Random(_round).shuffle(items)
        assert search(items, "Jugend", 100) == expected


def test_no_more_than_asked_for() -> None:
    assert found("Pflege", most=2) == ["F1", "M3"]
    assert found("Pflege", most=0) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "\n\t",
        "„“",
        "---",
        "%",
        "_",
        "\x00",
        "\ud83d",
        "👩‍🚒",
        "\u202e",
        ".*",
        "[",
        "\\",
        "'; DROP TABLE x --",
    ],
)
def test_text_that_is_no_word_finds_nothing_and_breaks_nothing(text: str) -> None:
    assert found(text) == []


def test_signs_around_a_word_do_not_matter() -> None:
    assert found("„Pflege!“") == found("Pflege")
    assert found("<script>Pflege</script>") == []


@pytest.mark.parametrize(
    "text",
    [
        "a" * 10_000,
        "Pflege " * 1_400,
        "ä" * 10_000,
        " ".join(f"wort{i}" for i in range(1_200)),
        " ".join(["pfelge", *("pflege" * 3 for _ in range(500))]),
        ("(" * 5_000) + (")" * 5_000),
    ],
)
def test_ten_thousand_characters_are_answered_at_once(text: str, soest_plan: Plan) -> None:
    started = time.perf_counter()
    search_plan(soest_plan, text, 20)
    assert time.perf_counter() - started < 2


def test_the_seed_answers_pflege(soest_plan: Plan) -> None:
    hits = search_plan(soest_plan, "Pflege", 20)
    assert hits[0].title in ("Pflege-Atlas", "Konferenz Alter und Pflege")
    assert {hit.uid for hit in hits} == {hit.uid for hit in search_plan(soest_plan, "PFLEGE", 20)}
    slipped = {hit.uid for hit in search_plan(soest_plan, "Pfelge", 20)}
    assert slipped and slipped <= {hit.uid for hit in hits}
    compound = [hit.title for hit in search_plan(soest_plan, "sanierung", 20)]
    assert "Quote der Altbausanierung erhöhen" in compound

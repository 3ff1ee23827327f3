"""Asking: what is refused and how, sentences that count right, tables in both languages, hostile titles."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from explorer.answers import Result, ask
from explorer.errors import BadStatement, Refusal
from explorer.i18n import told
from explorer.model import Plan
from explorer.store import save_plan
from explorer.store.embedded import EmbeddedStore, open_embedded
from tests.plans import small_plan

PLAN = "kreis-soest-2020"
HOSTILE = "</script><img src=x onerror=alert(1)> {first} {0} %s 😀 \u202eabc"


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStore]:
    """A small town: one measure with two goals, one with one, one with nothing."""
    store = open_embedded(tmp_path_factory.mktemp("town") / "zielnetz.lbug")
    plan = small_plan(
        "StrategicGoal SG1 Gut leben; number=1; title_en=Live well",
        "StrategicGoal SG2 Gut arbeiten; number=2; title_en=Work well",
        "FieldOfAction F1 Soziales; title_en=Social affairs",
        "OperativeGoal O1 Beratung für alle; level=operative_goal",
        "OperativeGoal O2 Neue Idee; level=proposal; certainty=proposed",
        "Measure M1 Pflegeberatung; status=running; budget_eur=1200000; since=2015; title_en=Care advice",
        "Measure M2 Gründerbüro; status=planned; budget_eur=2000.5; since=2018; until=2019",
        f"Measure M3 {HOSTILE}; status=planned",
        "Department D1 Soziales und Arbeit; kind=Dezernat; title_en=Social affairs and work",
        "Department D11 Soziales; kind=Abteilung",
        "Decision B1 Haushalt; date=2015-12-17",
        "M1 SERVES SG1; contribution=primary",
        "M1 SERVES SG2; contribution=secondary; certainty=reading",
        "M2 SERVES SG2; contribution=primary",
        "M1 IN_FIELD F1",
        "M1 IMPLEMENTS O1",
        "D11 RESPONSIBLE_FOR M1; role=lead",
        "D11 PART_OF D1",
        "D1 NOT_CONCERNED SG2; reason=keine Aufgabe des Kreises",
        "B1 DECIDES M1",
    )
    save_plan(store, plan, who="tests")
    yield store
    store.close()


def answer(store: EmbeddedStore, name: str, *, year: int = 0, **given: object) -> Result:
    return ask(store, name, plan="town", year=year, parameters=given)


def test_one_measure_is_not_said_like_many(town: EmbeddedStore) -> None:
    one = answer(town, "measures_with_several_goals")
    assert one.sentence("de").startswith("1 Maßnahme dient mindestens 2 strategischen Zielen")
    assert one.sentence("en").startswith("1 measure serves at least 2 strategic goals")
    two = answer(town, "measures_without_operative_goal")
    assert two.sentence("de") == "2 Maßnahmen haben kein operatives Ziel."


def test_no_answer_is_said_so_and_a_year_is_named_as_a_possible_cause(town: EmbeddedStore) -> None:
    nothing = answer(town, "measures_with_several_goals", min_goals=3)
    assert nothing.sentence("en") == "No measure serves at least 3 strategic goals. Try a smaller number."
    early = answer(town, "measures_with_several_goals", year=1999)
    assert early.sentence("en").endswith("This is about 1999; try all years.")


def test_numbers_and_titles_in_a_sentence_are_written_in_the_language(town: EmbeddedStore) -> None:
    budget = answer(town, "budget_by_goal")
    assert budget.sentence("de") == "Bekannt sind 1,2 Mio. € aus 2 Maßnahmen; 1 weitere nennt keinen Betrag."
    assert budget.sentence("en").startswith("€1.2 m are known from 2 measures; 1 more names no amount")
    around = answer(town, "around_item", item="D1")
    assert around.sentence("de") == "Im Umkreis von „Soziales und Arbeit“ liegen 2 Einträge (bis 1 Schritt)."
    assert around.sentence("en") == "2 items lie around “Social affairs and work” (up to 1 step)."
    assert answer(town, "decisions").sentence("de").endswith("„Haushalt“ (17.12.2015).")


def test_a_table_speaks_words_and_the_language(town: EmbeddedStore) -> None:
    result = answer(town, "department_measures", department="D1")
    headings, rows = result.table(lang="de")
    row = dict(zip(headings, rows[0], strict=True))
    assert (row["Maßnahme"], row["Rolle"], row["Abteilung"]) == ("Pflegeberatung", "federführend", "Soziales")
    assert row["Strategische Ziele"] == "Gut leben; Gut arbeiten"
    plan = small_plan("StrategicGoal SG1 Gut leben; title_en=Live well", "StrategicGoal SG2 Gut arbeiten")
    headings, rows = result.table(plan, "en")
    row = dict(zip(headings, rows[0], strict=True))
    assert (row["Role"], row["Strategic goals"], row["Status"]) == (
        "lead",
        "Live well; Gut arbeiten",
        "running",
    )


def test_counts_stay_numbers_and_missing_values_are_empty(town: EmbeddedStore) -> None:
    headings, rows = answer(town, "goals_by_reach").table(lang="de")
    assert [row[headings.index("Maßnahmen")] for row in rows] == [2, 1]
    headings, rows = answer(town, "measures_by_status_and_year").table(lang="de")
    assert [row[headings.index("Beginn")] for row in rows] == ["2015", "2018", ""]


def test_a_gap_that_is_meant_shows_its_reason(town: EmbeddedStore) -> None:
    result = answer(town, "goals_without_department", department="D1")
    assert result.rows == [] and "keine Lücke" in result.sentence("de")
    result = answer(town, "goals_without_department", department="D1", year=2010)
    assert {row["uid"]: row["reason"] for row in result.rows} == {
        "town/SG1": None,
        "town/SG2": "keine Aufgabe des Kreises",
        "town/F1": None,
    }


def test_a_connection_reads_from_start_to_end_and_back(town: EmbeddedStore) -> None:
    _headings, there = answer(town, "connection", start="D1", target="SG2").table(lang="en")
    assert [row[1] for row in there] == ["", "has the parts", "is responsible for", "serves the goal"]
    _headings, back = answer(town, "connection", start="SG2", target="D1").table(lang="en")
    assert [row[1] for row in back] == ["", "served by", "responsible", "is part of"]
    assert answer(town, "connection", start="D1", target="D1").rows == []


def test_hostile_titles_stay_text(town: EmbeddedStore) -> None:
    found = answer(town, "search", text="onerror")
    assert f"„{HOSTILE}“" in found.sentence("de")
    assert HOSTILE in found.table(lang="de")[1][0]
    assert f"„{HOSTILE}“" in answer(town, "around_item", item="M3").sentence("de")
    assert json.loads(json.dumps(found.records()))[0]["title"] == HOSTILE


def test_the_uids_of_an_answer_come_in_row_order_without_repetition(town: EmbeddedStore) -> None:
    result = answer(town, "measures_with_several_goals")
    assert result.uids() == ["town/M1", "town/SG1", "town/SG2", "town/F1", "town/D11"]
    pairs = answer(town, "goal_pairs_sharing_measures")
    assert pairs.row_uids(0) == ["town/SG1", "town/SG2", "town/M1"]


def test_records_are_a_copy(town: EmbeddedStore) -> None:
    result = answer(town, "measures_with_several_goals")
    result.records()[0]["goal_uids"].clear()
    assert result.rows[0]["goal_uids"] == ["town/SG1", "town/SG2"]


def test_an_item_is_named_by_its_uid_or_its_code(town: EmbeddedStore) -> None:
    by_code = answer(town, "around_item", item="M1")
    assert by_code.parameters["item"] == "town/M1"
    assert answer(town, "around_item", item="town/M1").rows == by_code.rows


@pytest.mark.parametrize(
    ("name", "given", "says"),
    [
        ("no_such_question", {}, "There is no question called no_such_question."),
        ("around_item", {}, "needs item"),
        ("around_item", {"item": "M1", "depth": 2}, "no parameter called depth"),
        ("around_item", {"item": "M1", "steps": 4}, "The value 4 does not fit steps"),
        ("around_item", {"item": "M1", "steps": True}, "The value True does not fit steps"),
        ("around_item", {"item": "M1", "steps": "2"}, "does not fit steps"),
        ("around_item", {"item": "M99"}, "There is nothing with the code M99"),
        ("around_item", {"item": ""}, "needs item"),
        ("around_item", {"item": "M1' OR 1=1 //"}, "There is nothing with the code"),
        ("department_measures", {"department": "M1"}, "is of a kind that does not fit here"),
        ("search", {"text": 5}, "does not fit text"),
    ],
)
def test_what_does_not_fit_is_refused_with_a_remedy(
    town: EmbeddedStore, name: str, given: dict[str, object], says: str
) -> None:
    with pytest.raises(Refusal) as refused:
        answer(town, name, **given)
    what, remedy = told(refused.value, "en")
    assert says in what and remedy


def test_an_unknown_plan_and_an_impossible_year_are_refused(town: EmbeddedStore) -> None:
    for given in ({}, {"parameters": {"item": "M1"}}):
        with pytest.raises(Refusal, match="no plan called city"):
            ask(town, "around_item" if given else "goals_by_reach", plan="city", **given)  # type: ignore[arg-type]
    for year in (-1, 3, 10_000, 2**70):
        with pytest.raises(BadStatement, match="is not a year"):
            ask(town, "goals_by_reach", plan="town", year=year)


def test_the_english_answer_names_english_titles(embedded_soest: EmbeddedStore, soest_plan: Plan) -> None:
    result = ask(embedded_soest, "goals_by_reach", plan=PLAN)
    assert "“Connect and strengthen the district as a business location”" in result.sentence("en")
    assert "Live healthily and safely" in [row[1] for row in result.table(soest_plan, "en")[1]]

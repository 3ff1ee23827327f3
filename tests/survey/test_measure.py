"""What a measure's sheet says about it, sentence by sentence, and against the files of the seed."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import replace

import pytest

from explorer.model import Plan
from explorer.resources import bundled
from explorer.survey.measure import HEADINGS, MOST_NEIGHBOURS, MeasureSheet, measure_sheet
from tests.plans import small_plan

SEED = bundled("seed") / "kreis-soest-2020"
PLAN = (
    "StrategicGoal G1 First; number=1",
    "StrategicGoal G2 Second; number=2",
    "StrategicGoal G3 Third; number=3",
    "FieldOfAction F1 Field",
    "OperativeGoal O1 Operative; certainty=reading",
    "Department D1 Leads",
    "Department D2 Helps",
    "Decision B1 Decided early; date=2010",
    "Decision B2 Decided late; date=2012-05-01",
    "Measure M1 The measure; status=running; since=2010; budget_eur=0",
    "M1 SERVES G2; contribution=secondary",
    "M1 SERVES G1; contribution=primary; certainty=reading; note=we think so",
    "M1 IMPLEMENTS O1; certainty=reading",
    "O1 DERIVED_FROM G3; certainty=proposed; source_url=https://example.org/a",
    "O1 DERIVED_FROM G1",
    "M1 IN_FIELD F1",
    "D1 RESPONSIBLE_FOR M1; role=lead",
    "D2 RESPONSIBLE_FOR M1; role=partner; since=2011",
    "B2 DECIDES M1",
    "B1 DECIDES O1",
)


def sheet(*lines: str, code: str = "M1") -> MeasureSheet:
    return measure_sheet(small_plan(*PLAN, *lines), f"town/{code}")


def codes(uids: object) -> list[str]:
    return [str(uid).removeprefix("town/") for uid in uids]  # type: ignore[attr-defined]


def rows(name: str) -> list[dict[str, str]]:
    with (SEED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_primary_and_secondary_goals_stand_apart() -> None:
    found = sheet()
    assert codes(e.uid for e in found.section("primary")) == ["G1"]
    assert codes(e.uid for e in found.section("secondary")) == ["G2"]
    assert found.section("served") == ()


def test_a_goal_that_only_its_operative_goal_is_derived_from_is_named_with_the_way_there() -> None:
    through = sheet().section("through")
    assert [(codes([e.uid])[0], codes([e.via])[0]) for e in through] == [("G3", "O1")]


def test_a_goal_reached_in_two_steps_is_as_certain_as_the_less_certain_step() -> None:
    assert sheet().section("through")[0].certainty == "proposed"
    plan = small_plan(
        *(x.replace("O1 DERIVED_FROM G3; certainty=proposed", "O1 DERIVED_FROM G3") for x in PLAN)
    )
    assert measure_sheet(plan, "town/M1").section("through")[0].certainty == "reading"


def test_each_goal_counts_once_however_it_is_reached() -> None:
    assert codes(sheet().goals) == ["G1", "G2", "G3"]


def test_every_link_keeps_its_certainty_note_source_and_years() -> None:
    found = sheet()
    primary, partner = found.section("primary")[0], found.section("partner")[0]
    assert (primary.certainty, primary.note) == ("reading", "we think so")
    assert found.section("through")[0].source_url == "https://example.org/a"
    assert (partner.since, partner.until, partner.detail) == (2011, None, "partner")


def test_who_leads_and_who_takes_part_stand_apart() -> None:
    found = sheet()
    assert codes(e.uid for e in found.section("lead")) == ["D1"]
    assert codes(e.uid for e in found.section("partner")) == ["D2"]


def test_a_budget_of_zero_is_known_and_an_empty_one_is_missing() -> None:
    assert sheet().properties["budget_eur"] == 0
    assert "budget_eur" in sheet("Measure M2 Another", code="M2").missing
    assert {"until", "indicator"} <= set(sheet().missing)


def test_decisions_on_the_measure_and_on_its_operative_goal_come_in_order_of_their_date() -> None:
    assert [(codes([d.uid])[0], codes([d.about])[0]) for d in sheet().decisions] == [
        ("B1", "O1"),
        ("B2", "M1"),
    ]


def test_what_came_before_and_after_is_followed_over_several_steps() -> None:
    found = sheet(
        "Measure A Oldest", "Measure B Older", "Measure C Next",
        "A SUCCEEDED_BY B", "B SUCCEEDED_BY M1; certainty=reading", "M1 SUCCEEDED_BY C",
    )  # fmt: skip
    assert [(codes([s.uid])[0], s.distance, codes([s.beside])[0]) for s in found.predecessors] == [
        ("B", 1, "M1"),
        ("A", 2, "B"),
    ]
    assert [(codes([s.uid])[0], s.distance) for s in found.successors] == [("C", 1)]
    assert found.predecessors[0].entry.certainty == "reading"


def test_a_circle_of_successors_in_a_database_is_walked_once() -> None:
    plan = small_plan(*PLAN, "Measure A One", "M1 SUCCEEDED_BY A")
    forth = next(link for link in plan.links if link.type == "SUCCEEDED_BY")
    back = replace(forth, source=forth.target, target=forth.source)
    found = measure_sheet(replace(plan, links=(*plan.links, back)), "town/M1")
    assert codes(s.uid for s in found.successors) == codes(s.uid for s in found.predecessors) == ["A"]


def test_the_nearest_neighbour_has_the_most_in_common_and_says_what() -> None:
    found = sheet(
        "Measure A Far", "A SERVES G2; contribution=primary",
        "Measure B Near", "B SERVES G2; contribution=primary", "D2 RESPONSIBLE_FOR B; role=lead", "B IN_FIELD F1",
    )  # fmt: skip
    assert codes(n.uid for n in found.neighbours) == ["B", "A"]
    assert codes(found.neighbours[0].shared) == ["G2", "D2", "F1"]


def test_a_field_alone_makes_no_neighbour() -> None:
    assert sheet("Measure A Far", "A IN_FIELD F1").neighbours == ()


def test_only_the_nearest_neighbours_stand_on_the_sheet_and_all_are_counted() -> None:
    many = [
        line for n in range(20) for line in (f"Measure A{n} More", f"A{n} SERVES G1; contribution=primary")
    ]
    found = sheet(*many)
    assert (len(found.neighbours), found.neighbour_count) == (MOST_NEIGHBOURS, 20)


def test_influences_are_told_from_their_ends_with_their_score() -> None:
    found = sheet("Measure A Else", "M1 INFLUENCES A; score=-2", "A INFLUENCES M1; score=3")
    assert [e.score for e in found.section("influences")] == [-2]
    assert [e.score for e in found.section("influenced")] == [3]


def test_an_item_that_is_no_measure_has_no_sheet() -> None:
    for code in ("G1", "nothing"):
        with pytest.raises(KeyError):
            sheet(code=code)


def test_every_sheet_of_the_seed_holds_every_link_of_the_file_once(soest_plan: Plan) -> None:
    wanted: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
    for row in rows("links"):
        if row["type"] in ("SERVES", "IMPLEMENTS", "IN_FIELD", "INFLUENCES"):
            wanted[row["from"]].add((row["type"], row["to"], row["certainty"]))
        if row["type"] in ("RESPONSIBLE_FOR", "INFLUENCES"):
            wanted[row["to"]].add((row["type"], row["from"], row["certainty"]))
    for row in rows("measures"):
        found = measure_sheet(soest_plan, f"{soest_plan.code}/{row['code']}")
        entries = [e for s in found.sections if s.key != "through" for e in s.entries]
        said = [(e.type, e.uid.split("/")[1], e.certainty) for e in entries]
        assert set(said) == wanted[row["code"]] and len(said) == len(set(said))
        assert [s.key for s in found.sections] == [k for k in HEADINGS if found.section(k)]


def test_the_successions_of_the_seed_are_on_both_sheets(soest_plan: Plan) -> None:
    measures = {row["code"] for row in rows("measures")}
    pairs = [
        (r["from"], r["to"]) for r in rows("links") if r["type"] == "SUCCEEDED_BY" and r["to"] in measures
    ]
    assert pairs
    for before, after in pairs:
        first, second = (measure_sheet(soest_plan, f"{soest_plan.code}/{code}") for code in (before, after))
        assert second.uid in {step.uid for step in first.successors if step.distance == 1}
        assert first.uid in {step.uid for step in second.predecessors if step.distance == 1}

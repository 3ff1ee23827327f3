"""What a picture shows: at a glance, around one item, an answer, everything."""

from collections import defaultdict

import pytest

from explorer.hierarchy import parts_of, tops_of
from explorer.picture.filters import Filters, count_hidden, filtered
from explorer.picture.network import PlanNetwork, network_of
from explorer.picture.overview import OTHERS, WITHOUT_DEPARTMENT, WITHOUT_FIELD, overview
from explorer.picture.scene import READABLE, ROOMY
from explorer.picture.views import around, chosen, everything
from tests.picture.plans import crowded_plan, uid


def ends(plan, type_):
    found = defaultdict(set)
    for link in plan.links:
        if link.type == type_:
            found[link.source].add(link.target)
    return found


def test_the_overview_shows_goals_fields_and_folded_departments_and_stays_readable(soest_plan):
    scene = overview(soest_plan)
    kinds = [item.kind for item in scene.items]
    assert kinds.count("goal") == 7 and kinds.count("field") == 5
    assert 1 <= kinds.count("department") <= 12
    assert len(scene.items) <= READABLE


def test_a_band_stands_for_exactly_the_measures_of_its_goal_and_field(soest_plan):
    scene = overview(soest_plan)
    serves, in_field = ends(soest_plan, "SERVES"), ends(soest_plan, "IN_FIELD")
    for goal in soest_plan.of("StrategicGoal"):
        for field in soest_plan.of("FieldOfAction"):
            wanted = {m for m in serves if goal.uid in serves[m] and field.uid in in_field.get(m, ())}
            tie = scene.tie(f"band|{goal.uid}|{field.uid}")
            assert set(tie.uids if tie else ()) == wanted
            assert (tie.band if tie else 0) == len(wanted)


def test_no_measure_is_lost_in_the_overview(soest_plan):
    scene = overview(soest_plan)
    measures = {node.uid for node in soest_plan.of("Measure")}
    left = {
        u
        for tie in scene.ties
        for u in tie.uids
        if tie.target in {i.id for i in scene.items if i.column == 1}
    }
    right = {
        u
        for tie in scene.ties
        for u in tie.uids
        if tie.source in {i.id for i in scene.items if i.column == 1}
    }
    assert left == measures and right == measures
    assert scene.item(WITHOUT_FIELD) and scene.item(WITHOUT_DEPARTMENT) and scene.item(OTHERS)


def test_a_folded_department_counts_what_its_parts_carry_once(soest_plan):
    scene = overview(soest_plan)
    unit = uid(soest_plan, "DEZ05")
    parts = parts_of(soest_plan, unit)
    measures = {node.uid for node in soest_plan.of("Measure")}
    carried = {
        link.target
        for link in soest_plan.links
        if link.type == "RESPONSIBLE_FOR" and link.source in parts and link.target in measures
    }
    card = scene.item(unit)
    assert card is not None and card.badge == str(len(carried))


def test_a_department_with_two_parents_is_folded_into_both(soest_plan):
    assert tops_of(soest_plan, uid(soest_plan, "D50")) == (
        uid(soest_plan, "DEZ04-2016"),
        uid(soest_plan, "DEZ05"),
    )


def test_around_a_measure_its_goals_stand_left_and_its_department_right(soest_plan):
    scene = around(soest_plan, uid(soest_plan, "M075"))
    column = {item.id: item.column for item in scene.items}
    centre = column[uid(soest_plan, "M075")]
    assert column[uid(soest_plan, "SG5")] < centre < column[uid(soest_plan, "D50")]
    neighbours = {k.target for k in soest_plan.links if k.source == uid(soest_plan, "M075")} | {
        k.source for k in soest_plan.links if k.target == uid(soest_plan, "M075")
    }
    assert set(column) == neighbours | {uid(soest_plan, "M075")}


def test_a_double_click_expands_and_another_folds(soest_plan):
    measure, goal = uid(soest_plan, "M075"), uid(soest_plan, "SG1")
    small = around(soest_plan, measure, most=500)
    large = around(soest_plan, measure, [goal], most=500)
    assert {i.id for i in small.items} < {i.id for i in large.items}
    assert next(i for i in large.items if i.id == goal).open
    assert {i.id for i in around(soest_plan, measure, [], most=500).items} == {i.id for i in small.items}


@pytest.mark.parametrize("code", ["G0", "G1", "D3"])
def test_too_many_neighbours_are_folded_into_groups_that_open(code):
    plan = crowded_plan(measures=2000)
    scene = around(plan, uid(plan, code))
    assert len(scene.items) <= ROOMY
    folds = [item for item in scene.items if item.kind == "fold"]
    assert folds and sum(len(fold.uids) for fold in folds) + sum(
        item.kind == "measure" for item in scene.items
    ) == sum(1 for link in plan.links if uid(plan, code) in (link.source, link.target))
    opened = around(plan, uid(plan, code), [folds[0].id])
    assert len(opened.items) <= ROOMY + 1 and opened.left_out > 0


def test_an_answer_brings_what_it_hangs_on_and_marks_what_was_asked_for(soest_plan):
    uids = [uid(soest_plan, code) for code in ("M075", "M076")]
    scene = chosen(soest_plan, uids, "answer")
    assert set(scene.marked) == set(uids)
    assert uid(soest_plan, "SG5") in {item.id for item in scene.items}


def test_an_answer_with_more_items_than_one_can_read_says_how_many_are_missing():
    plan = crowded_plan(measures=200)
    scene = chosen(plan, [n.uid for n in plan.of("Measure")], "answer")
    assert len(scene.items) <= READABLE and scene.left_out == 200 - READABLE


def test_everything_is_there_and_every_link(soest_plan):
    scene = everything(soest_plan)
    assert len(scene.items) == len(soest_plan.nodes) and len(scene.ties) == len(soest_plan.links)


def test_certainty_is_visible_in_every_tie(soest_plan):
    scene = around(soest_plan, uid(soest_plan, "SG6"), most=500)
    edges = {edge["id"]: edge for edge in network_of(scene).edges}
    for tie in scene.ties:
        wanted = {"documented": "solid", "reading": "dashed", "proposed": "dotted"}[tie.certainty]
        assert edges[tie.id]["pattern"] == wanted


def test_a_filter_says_how_much_it_hides(soest_plan):
    field = uid(soest_plan, "F-BIL")
    shown = filtered(soest_plan, Filters(fields=frozenset({field})))
    inside = {k.source for k in soest_plan.links if k.type == "IN_FIELD" and k.target == field}
    assert {n.uid for n in shown.of("Measure")} == inside & {n.uid for n in soest_plan.of("Measure")}
    assert count_hidden(soest_plan, shown) == 125 - len(shown.of("Measure"))


def test_a_department_filter_counts_the_parts_of_the_department(soest_plan):
    shown = filtered(soest_plan, Filters(departments=frozenset({uid(soest_plan, "DEZ05")})))
    parts = parts_of(soest_plan, uid(soest_plan, "DEZ05"))
    assert {n.uid for n in shown.of("Department")} == set(parts)
    assert shown.of("Measure")


def test_filters_for_certainty_leave_no_link_of_another_certainty(soest_plan):
    shown = filtered(soest_plan, Filters(certainties=frozenset({"documented"})))
    assert {link.certainty for link in shown.links} == {"documented"}


def test_an_empty_plan_has_an_empty_picture(soest_plan):
    nothing = soest_plan.restricted([])
    for scene in (overview(nothing), everything(nothing), chosen(nothing, [], "answer")):
        assert scene.items == () and network_of(scene).nodes == []


def test_the_network_refuses_an_edge_without_its_ends():
    with pytest.raises(ValueError, match="both its ends"):
        PlanNetwork().put_edge(**{"id": "x", "from": "a", "to": "b"})

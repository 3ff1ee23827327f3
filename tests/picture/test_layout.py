"""Positions are computed here, are the same every time, and no card lies on another."""

import json
import subprocess
import sys
from itertools import combinations, pairwise

import pytest

from explorer.picture.layout import LAYOUTS, cards_of, place
from explorer.picture.network import network_of
from explorer.picture.overview import overview
from explorer.picture.views import around, everything
from tests.picture.plans import crowded_plan, uid

SCENES = {
    "overview": lambda plan: overview(plan),
    "around a goal": lambda plan: around(plan, uid(plan, "SG4"), most=60),
    "around a measure": lambda plan: around(plan, uid(plan, "M075")),
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("scene", SCENES)
def test_no_two_cards_overlap(soest_plan, scene, layout):
    made = SCENES[scene](soest_plan)
    cards = cards_of(made)
    points = place(made, cards, layout)
    for one, other in combinations(points, 2):
        apart_x = abs(points[one][0] - points[other][0]) >= (cards[one].width + cards[other].width) / 2
        apart_y = abs(points[one][1] - points[other][1]) >= (cards[one].height + cards[other].height) / 2
        assert apart_x or apart_y, (one, other)


def test_everything_in_columns_does_not_overlap_either(soest_plan):
    made = everything(soest_plan)
    cards = cards_of(made)
    points = place(made, cards)
    taken = sorted((points[i][0], points[i][1], cards[i].height) for i in points)
    for (x, y, height), (next_x, next_y, next_height) in pairwise(taken):
        assert next_x != x or next_y - y >= (height + next_height) / 2


@pytest.mark.parametrize("layout", LAYOUTS)
def test_another_process_puts_everything_in_the_same_place(soest_plan, layout):
    code = (
        "import json, sys\n"
        "from explorer.exchange.seed import seed_plan\n"
        "from explorer.picture.overview import overview\n"
        "from explorer.picture.network import network_of\n"
        f"nodes = network_of(overview(seed_plan()), layout={layout!r}).nodes\n"
        "print(json.dumps({n['id']: [n['x'], n['y']] for n in nodes}))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    here = {n["id"]: [n["x"], n["y"]] for n in network_of(overview(soest_plan), layout=layout).nodes}
    assert json.loads(told) == here


def test_the_goals_keep_the_order_of_their_numbers(soest_plan):
    made = overview(soest_plan)
    points = place(made, cards_of(made))
    goals = sorted((i for i in made.items if i.kind == "goal"), key=lambda i: points[i.id][1])
    assert [goal.number for goal in goals] == ["1", "2", "3", "4", "5", "6", "7"]


def test_in_columns_the_canvas_leads_the_lines_elsewhere_they_are_straight(soest_plan):
    made = around(soest_plan, uid(soest_plan, "SG1"), [uid(soest_plan, "DEZ05")])
    assert not any("smooth" in edge for edge in network_of(made).edges)
    assert all(edge["smooth"]["enabled"] is False for edge in network_of(made, layout="radial").edges)


def test_a_place_that_a_person_chose_wins_over_the_layout(soest_plan):
    goal = uid(soest_plan, "SG1")
    nodes = network_of(overview(soest_plan), positions={goal: (-500.0, 77.0)}).nodes
    assert next((n["x"], n["y"]) for n in nodes if n["id"] == goal) == (-500.0, 77.0)


def test_a_thousand_items_are_placed_without_overlap_in_columns():
    made = everything(crowded_plan(measures=1000))
    cards = cards_of(made)
    points = place(made, cards, "force")  # too many for forces: columns
    assert len({(round(x), round(y)) for x, y in points.values()}) == len(points)

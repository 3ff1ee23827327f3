"""A comparison is one readable picture: what changed has a card and a mark, the rest is counted, nothing is lost."""

import pytest

from explorer.model import Plan
from explorer.picture.changes import changes_scene
from explorer.picture.network import network_of
from explorer.picture.palette import CANVAS, CHANGES, COLUMNS, contrast, marked
from explorer.years.compare import STATES, compare_plans, compare_years

THEMES = ("light", "dark")


@pytest.mark.parametrize("years", [(2015, 2020), (2010, 2024), (2020, 2021), (2025, 2026)])
def test_a_picture_of_two_years_stays_readable_and_loses_nothing(soest_plan: Plan, years) -> None:
    comparison = compare_years(soest_plan, *years)
    scene = changes_scene(comparison)
    assert len(scene.items) <= 60
    assert scene.left_out == 0
    assert {u for item in scene.items for u in item.uids} == {u for one in comparison.items for u in one.uids}


def test_every_change_between_2015_and_2020_has_a_card_with_its_mark(soest_plan: Plan) -> None:
    comparison = compare_years(soest_plan, 2015, 2020)
    marks = {item.id: item.change for item in changes_scene(comparison).items}
    changed = {one.node.uid: one.state for one in comparison.items if one.state != "same"}
    assert len(changed) == 36
    assert changed.items() <= marks.items()


def test_a_plan_that_is_loaded_for_the_first_time_is_all_new(soest_plan: Plan) -> None:
    scene = changes_scene(compare_plans(None, soest_plan))
    assert {item.change for item in scene.items} == {"added"}
    assert len(scene.items) <= 60
    assert len({u for item in scene.items for u in item.uids}) == len(soest_plan.nodes)
    assert dict(scene.marks)["gone"] in ("entfernt", "removed")


def test_a_group_opens_to_exactly_its_members(soest_plan: Plan) -> None:
    comparison = compare_years(soest_plan, 2010, 2024)
    group = next(item for item in changes_scene(comparison).items if item.kind == "fold" and item.uids)
    opened = changes_scene(comparison, only=group.uids)
    assert set(group.uids) <= {u for item in opened.items for u in item.uids}


def test_what_is_drawn_knows_what_became_of_it(soest_plan: Plan) -> None:
    network = network_of(changes_scene(compare_years(soest_plan, 2015, 2020)))
    assert {node["change"] for node in network.nodes} == {"added", "gone", "same"}
    assert {edge["pattern"] for edge in network.edges if edge["color"]["color"] == "#5B6675"} == {"dotted"}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("state", STATES)
def test_every_mark_can_be_read_and_is_unlike_the_others(theme, state) -> None:
    mark = CHANGES[theme][state]
    assert contrast(mark.ink, mark.fill) >= 4.5
    assert state == "same" or contrast(mark.border, CANVAS[theme]["background"]) >= 3
    assert len({look.symbol for look in CHANGES[theme].values()}) == len(STATES)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("kind", COLUMNS)
def test_text_on_a_card_that_recedes_can_be_read(theme, state, kind) -> None:
    seen = marked(kind, state, theme)
    assert contrast(seen.ink, seen.fill) >= 4.5

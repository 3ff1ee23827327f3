"""What somebody has decided for the next year and not yet written."""

from dataclasses import replace

import pytest

from explorer.app.next_year import headline
from explorer.app.next_year_draft import Draft, Line, without_wording
from explorer.i18n import follow
from explorer.years import Decision, NewItem, balance, basis
from tests.plans import small_plan

TOWN = (
    "OperativeGoal OG1 Care nearby; target=80 %",
    "Measure M1 Advice; description=By phone",
    "Measure M2 Visits",
    "Measure M3 Pilot; until=2025",
    "Measure M4 Planned; since=2026",
)


@pytest.fixture
def start():
    plan = small_plan(*TOWN)
    return basis(replace(plan, properties={**plan.properties, "latest_year": 2025}), 2026)


@pytest.fixture
def draft():
    return Draft(2026)


def item(start, code):
    return next(node for node in start.items if node.code == code)


def test_without_decisions_everything_is_as_planned(start, draft):
    assert [draft.choice(node, start) for node in start.items] == ["carry", "carry", "carry", "end"]
    assert draft.is_empty and draft.decisions() == {}


def test_whoever_writes_a_new_title_wants_it_reworded(start, draft):
    draft.set_row(item(start, "M1"), start, "carry", "Advice for all")
    assert draft.choice(item(start, "M1"), start) == "reword"
    assert draft.decisions() == {"town/M1": Decision("reword", title="Advice for all")}


def test_a_title_that_was_written_does_not_overrule_a_later_choice(start, draft):
    node = item(start, "M1")
    draft.set_row(node, start, "carry", "Advice for all")
    draft.set_row(node, start, "end", "Advice for all")
    assert draft.decisions() == {"town/M1": Decision("end")}
    draft.set_row(node, start, "reword", "Advice for all")
    assert draft.decisions()["town/M1"].title == "Advice for all"


def test_what_is_set_back_is_no_decision(start, draft):
    draft.set_row(item(start, "M1"), start, "end", "")
    draft.set_row(item(start, "M1"), start, "carry", "")
    assert draft.is_empty
    draft.set_row(item(start, "M3"), start, "carry", "")
    assert draft.decisions() == {"town/M3": Decision("carry")}
    draft.set_row(item(start, "M3"), start, "end", "")
    assert draft.is_empty


def test_several_items_are_decided_at_once_and_the_table_is_drawn_anew(start, draft):
    draft.set_all(start.items, start, "end")
    assert {draft.choice(node, start) for node in start.items} == {"end"}
    assert set(draft.lines) == {"town/OG1", "town/M1", "town/M2"} and draft.version == 1
    draft.set_all(start.items, start, "carry")
    assert draft.decisions() == {"town/M3": Decision("carry")}


def test_a_new_wording_may_be_that_of_description_or_target_alone(start):
    goal, measure = item(start, "OG1"), item(start, "M1")
    assert without_wording(goal, Line("reword"))
    assert without_wording(measure, Line("reword", " Advice ", "By phone"))
    assert not without_wording(goal, Line("reword", target="90 %"))
    assert not without_wording(measure, Line("reword", description=""))


def test_what_the_plan_no_longer_hands_on_is_forgotten(start, draft):
    draft.set_row(item(start, "M1"), start, "end", "")
    draft.lines["town/GONE"] = Line("end")
    assert draft.keep_only({node.uid for node in start.items}) == 1
    assert set(draft.lines) == {"town/M1"}


def test_the_headline_says_what_the_decisions_come_to(start, draft):
    draft.set_row(item(start, "M1"), start, "carry", "Advice for all")
    draft.new.append(NewItem("Measure", "Bus"))
    follow(lambda: "en")
    try:
        said = headline(start, balance(start, draft.decisions(), draft.new))
    finally:
        follow(lambda: "de")
    assert said == ("In 2026: 2 measures and operative goals carry on, 1 ends, 1 is reworded, 2 are new")


def test_new_items_are_taken_out_again(draft):
    draft.new += [NewItem("Measure", "Bus"), NewItem("Measure", "Tram")]
    draft.take_out(0)
    assert [one.title for one in draft.new] == ["Tram"]

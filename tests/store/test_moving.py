"""A plan with its log out of one store into another: exactly the same there, and nothing is lost on the way."""

import threading

import pytest

from explorer.errors import Refusal
from explorer.model import suspect_ends
from explorer.store import plan_codes, read_plan, remove_plan, save_plan
from explorer.store.edits import changes, mark_meant, undo
from explorer.store.embedded import open_embedded
from explorer.store.moving import StoredPlan, in_order, put_stored, read_stored
from tests.plans import small_plan
from tests.store.refusals import refused
from tests.store.second import second_hand_on

TOWN = (
    "StrategicGoal SG1 Stay healthy; number=1",
    "FieldOfAction F1 Family",
    "OperativeGoal OG1 Fewer queues; level=operative_goal",
    "Measure M1 Advice on care; status=running; since=2015; budget_eur=1200",
    "Measure M2 Opening hours ' \" \\ 😀 \u202e; budget_eur=0.1",
    "Department D1 Health",
    "Decision C1 Yes; date=2015-12-17",
    "M1 SERVES SG1; contribution=primary; certainty=reading",
    "M1 IMPLEMENTS OG1",
    "OG1 DERIVED_FROM SG1",
    "D1 RESPONSIBLE_FOR M1; role=lead",
    "C1 DECIDES M1",
)


@pytest.fixture
def elsewhere(tmp_path):
    """An embedded store that holds the town with a history: reworded, marked, taken back, mapped."""
    store = open_embedded(tmp_path / "elsewhere" / "zielnetz.lbug")
    save_plan(store, small_plan(*TOWN), who="Anna", mapping='{"sheet": "Maßnahmen"}')
    save_plan(store, small_plan(*TOWN[1:7], "StrategicGoal SG1 Stay fit", *TOWN[7:]), who="Bert")
    mark_meant(store, "town", [("town/D1", "town/SG1")], "so agreed", who="Cleo")
    mark_meant(store, "town", [("town/OG1", "town/SG1")], "so agreed", who="Cleo")
    undo(store, "town", changes(store, "town")[0].uid, who="Cleo")
    yield store
    store.close()


def test_a_plan_is_the_same_in_the_other_store_with_its_log_and_can_go_on_there(elsewhere, empty_store):
    stored = read_stored(elsewhere, "town")
    assert len(stored.changes) == 5 and stored.plan.properties["mapping"]
    assert put_stored(empty_store, stored) is True
    assert read_stored(empty_store, "town") == stored
    assert put_stored(empty_store, stored) is False
    assert changes(empty_store, "town") == changes(elsewhere, "town")
    plan = read_plan(empty_store, "town")
    assert (
        [link.key for link in plan.links if any(suspect_ends(plan, link))]
        == [link.key for link in stored.plan.links if any(suspect_ends(stored.plan, link))]
        != []
    )
    undo(empty_store, "town", changes(empty_store, "town")[2].uid, who="Anna")
    assert read_plan(empty_store, "town").revision == 6


def test_a_plan_comes_back_the_same_from_the_other_store(elsewhere, empty_store, tmp_path):
    stored = read_stored(elsewhere, "town")
    put_stored(empty_store, stored)
    back = open_embedded(tmp_path / "back" / "zielnetz.lbug")
    put_stored(back, read_stored(empty_store, "town"))
    assert read_stored(back, "town") == stored
    back.close()


def test_an_earlier_moment_is_brought_forward(elsewhere, empty_store):
    put_stored(empty_store, read_stored(elsewhere, "town"))
    save_plan(elsewhere, small_plan(*TOWN[:4], "Measure M3 New", "M3 SERVES SG1"), who="Bert", mapping="{}")
    written = []
    assert put_stored(
        empty_store, read_stored(elsewhere, "town"), progress=lambda name, rows: written.append(name)
    )
    assert read_stored(empty_store, "town") == read_stored(elsewhere, "town")
    # Only what differs was written: the field and the first measure are as they were.
    assert "FieldOfAction" not in written and "Measure" in written


def test_another_mapping_alone_is_brought_forward_too(elsewhere, empty_store):
    put_stored(empty_store, read_stored(elsewhere, "town"))
    plan = read_plan(elsewhere, "town")
    assert not save_plan(elsewhere, plan, who="Anna", mapping='{"other": 1}')
    assert put_stored(empty_store, read_stored(elsewhere, "town")) is True
    assert read_stored(empty_store, "town") == read_stored(elsewhere, "town")


def test_another_state_is_refused_unless_it_is_to_be_replaced(elsewhere, empty_store):
    stored = read_stored(elsewhere, "town")
    put_stored(empty_store, stored)
    mark_meant(empty_store, "town", [("town/OG1", "town/SG1")], "here alone", who="Dora")
    mark_meant(elsewhere, "town", [("town/OG1", "town/SG1")], "there alone", who="Emil")
    here, there = read_stored(empty_store, "town"), read_stored(elsewhere, "town")
    for other in (stored, there):
        assert refused(lambda other=other: put_stored(empty_store, other), "another state of the plan town")
        assert read_stored(empty_store, "town") == here
    assert put_stored(empty_store, there, replace=True) is True
    assert read_stored(empty_store, "town") == there


def test_other_plans_stay_as_they_are(elsewhere, empty_store):
    save_plan(empty_store, small_plan("Measure M1 Other", code="county"), who="Anna")
    before = read_stored(empty_store, "county")
    put_stored(empty_store, read_stored(elsewhere, "town"))
    assert read_stored(empty_store, "county") == before
    assert [row["code"] for row in plan_codes(empty_store)] == ["county", "town"]


def test_a_plan_that_was_removed_comes_back_with_its_own_log(elsewhere, empty_store):
    stored = read_stored(elsewhere, "town")
    for _again in range(2):
        put_stored(empty_store, stored)
        remove_plan(empty_store, "town", who="Anna")
    put_stored(empty_store, stored)
    assert read_stored(empty_store, "town") == stored


@pytest.mark.parametrize("at", ["Measure", "SERVES", "DECIDES"])
def test_a_move_that_fails_leaves_what_was_there(elsewhere, empty_store, at):
    def fail(name, rows):
        if name == at:
            raise KeyboardInterrupt

    stored = read_stored(elsewhere, "town")
    with pytest.raises(KeyboardInterrupt):
        put_stored(empty_store, stored, progress=fail)
    assert plan_codes(empty_store) == [] and changes(empty_store, "town") == []
    assert put_stored(empty_store, stored) is True
    assert read_stored(empty_store, "town") == stored


def test_a_large_plan_moves_in_bulk(empty_store, tmp_path):
    measures = [f"Measure M{i} Advice; budget_eur={i}" for i in range(2_200)]
    town = small_plan("StrategicGoal SG1 Goal", *measures, *(f"M{i} SERVES SG1" for i in range(2_200)))
    store = open_embedded(tmp_path / "large.lbug")
    save_plan(store, town, who="Anna")
    stored = read_stored(store, "town")
    store.close()
    put_stored(empty_store, stored)
    assert read_stored(empty_store, "town") == stored


def test_what_somebody_writes_meanwhile_is_not_overwritten(elsewhere, empty_store):
    put_stored(empty_store, read_stored(elsewhere, "town"))
    save_plan(elsewhere, small_plan(*TOWN[:4]), who="Bert")
    later = read_stored(elsewhere, "town")
    inside, results = threading.Event(), []

    def pause(_name, _rows):
        if not inside.is_set():
            inside.set()
            them.join(1.5)

    def mark():
        inside.wait(30)
        with second_hand_on(empty_store) as other:
            try:
                results.append(mark_meant(other, "town", [("town/D1", "town/SG1")], "other", who="Dora"))
            except Refusal as refusal:
                results.append(str(refusal))

    them = threading.Thread(target=mark)
    them.start()
    put_stored(empty_store, later, progress=pause)
    them.join(30)
    # The mark waited for the move, and there was no department any more.
    assert results == ["The plan has no item D1, or no longer."]
    assert read_stored(empty_store, "town") == later


def test_the_order_of_what_is_given_does_not_matter(elsewhere, empty_store):
    stored = read_stored(elsewhere, "town")
    nodes = dict(reversed(stored.plan.nodes.items()))
    plan = type(stored.plan)(stored.plan.properties, nodes, tuple(reversed(stored.plan.links)))
    mixed = StoredPlan(plan, tuple(reversed(stored.changes)))
    assert in_order(mixed) == stored
    put_stored(empty_store, mixed)
    assert list(read_stored(empty_store, "town").plan.nodes) == list(stored.plan.nodes)

"""What was looked at before a load still holds when it is written; how columns were understood stays with the plan."""

import pytest

from explorer.errors import Refusal
from explorer.store import plan_codes, read_plan, remove_plan, revision_of, save_plan
from explorer.store.edits import changes, mark_meant, told_change, undo
from tests.plans import small_plan
from tests.store.refusals import refused

TOWN = ("StrategicGoal SG1 Stay healthy", "Measure M1 Advice", "Department D1 Health", "M1 SERVES SG1")


def test_a_load_is_written_if_the_plan_is_as_it_was_looked_at(empty_store):
    save_plan(empty_store, small_plan(*TOWN), who="Anna", expected=-1)
    save_plan(empty_store, small_plan(*TOWN, "Measure M2 More"), who="Anna", expected=1)
    assert revision_of(empty_store, "town") == 2


@pytest.mark.parametrize("expected", [-1, 0, 1, 3])
def test_a_load_of_a_plan_that_was_changed_meanwhile_is_refused(empty_store, expected):
    save_plan(empty_store, small_plan(*TOWN), who="Anna")
    mark_meant(empty_store, "town", [("town/D1", "town/SG1")], "so agreed", who="Bert")
    before = read_plan(empty_store, "town")
    new = small_plan(*TOWN, "Measure M2 More")
    assert refused(
        lambda: save_plan(empty_store, new, who="Anna", expected=expected, mapping="{}"),
        "The plan town was changed meanwhile", "Look at the difference again",
    )  # fmt: skip
    assert read_plan(empty_store, "town") == before


def test_a_load_of_a_plan_that_was_removed_meanwhile_is_refused(empty_store):
    assert refused(lambda: save_plan(empty_store, small_plan(*TOWN), who="Anna", expected=3), "meanwhile")
    assert plan_codes(empty_store) == []


def test_a_mapping_is_kept_with_the_plan_and_stays_until_another_is_given(empty_store):
    save_plan(empty_store, small_plan(*TOWN), who="Anna")
    assert read_plan(empty_store, "town").properties["mapping"] is None
    assert not save_plan(empty_store, small_plan(*TOWN), who="Anna", mapping='{"sheet": "Maßnahmen"}')
    save_plan(empty_store, small_plan(*TOWN, "Measure M2 More"), who="Anna")
    found = read_plan(empty_store, "town")
    assert (found.properties["mapping"], found.revision) == ('{"sheet": "Maßnahmen"}', 2)
    undo(empty_store, "town", changes(empty_store, "town")[0].uid, who="Anna")
    save_plan(empty_store, small_plan(*TOWN, "Measure M3 More"), who="Anna", mapping="{}")
    assert read_plan(empty_store, "town").properties["mapping"] == "{}"


# Plans that are removed.


def whole(store, code):
    return read_plan(store, code), changes(store, code)


def test_a_plan_that_is_removed_is_gone_and_the_others_are_untouched(empty_store):
    save_plan(empty_store, small_plan(*TOWN), who="Anna")
    save_plan(empty_store, small_plan(*TOWN, code="town2"), who="Anna")
    save_plan(empty_store, small_plan(*TOWN, code="tow"), who="Anna", mapping="{}")
    before = whole(empty_store, "town2"), whole(empty_store, "tow")
    mark_meant(empty_store, "town", [("town/D1", "town/SG1")], "so agreed", who="Bert")
    uid = remove_plan(empty_store, "town", who="Cleo")
    assert [row["code"] for row in plan_codes(empty_store)] == ["tow", "town2"]
    assert (whole(empty_store, "town2"), whole(empty_store, "tow")) == before
    assert revision_of(empty_store, "town") == -1
    (left,) = changes(empty_store, "town")
    assert (left.uid, left.who, left.what, left.can_be_undone) == (uid, "Cleo", "remove", False)
    assert told_change(left, small_plan(*TOWN), "en") == "Plan removed: 3 items, with their links."
    assert refused(lambda: undo(empty_store, "town", uid, who="Cleo"), "its removal", "zielnetz load PATH")
    assert refused(lambda: remove_plan(empty_store, "town", who="Cleo"), "no plan called town")
    assert refused(lambda: remove_plan(empty_store, "county", who="Cleo"), "no plan called county")
    assert [row["code"] for row in plan_codes(empty_store)] == ["tow", "town2"]


def test_a_plan_that_was_removed_can_be_loaded_again_and_its_revisions_go_on(empty_store):
    save_plan(empty_store, small_plan(*TOWN), who="Anna")
    for revision in (2, 4, 6):
        remove_plan(empty_store, "town", who="Anna")
        save_plan(empty_store, small_plan(*TOWN), who="Anna", expected=0)
        found = read_plan(empty_store, "town")
        assert found.revision == revision + 1 and len(found.nodes) == 3 and len(found.links) == 1
        assert found.links[0].properties["confirmed"] == found.nodes["town/M1"].properties["reworded"]
    assert [change.what for change in changes(empty_store, "town")] == ["load", "remove"]
    uid = mark_meant(empty_store, "town", [("town/D1", "town/SG1")], "so agreed", who="Bert")
    undo(empty_store, "town", uid, who="Bert")


def test_a_large_plan_is_removed_and_loaded_again(empty_store):
    measures = [f"Measure M{i} Advice" for i in range(2_200)]
    town = small_plan("StrategicGoal SG1 Goal", *measures, *(f"M{i} SERVES SG1" for i in range(2_200)))
    other = small_plan(*measures, code="county")
    for _again in range(2):
        save_plan(empty_store, town, who="Anna")
        remove_plan(empty_store, "town", who="Anna")
        save_plan(empty_store, other, who="Anna")
        remove_plan(empty_store, "county", who="Anna")
    save_plan(empty_store, town, who="Anna")
    found = read_plan(empty_store, "town")
    assert (len(found.nodes), len(found.links)) == (2_201, 2_200)


def test_a_removal_that_fails_removes_nothing(empty_store):
    save_plan(empty_store, small_plan(*TOWN), who="Anna")
    before = whole(empty_store, "town")
    # The log entry is the very last thing that is written.
    with pytest.raises(Refusal):
        remove_plan(empty_store, "town", who=5)
    assert whole(empty_store, "town") == before

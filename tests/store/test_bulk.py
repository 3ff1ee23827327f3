"""A bulk load of the embedded engine whose rows were lost in a crash: what is left of the plan is taken away."""

import pytest

from explorer.catalogue import statement
from explorer.errors import Refusal
from explorer.store import plan_codes, read_plan, save_plan
from explorer.store.edits import changes
from explorer.store.embedded import open_embedded
from tests.plans import small_plan

MEASURES = [f"Measure M{i} Advice" for i in range(2_100)]
TOWN = small_plan("StrategicGoal SG1 Goal", *MEASURES, *(f"M{i} SERVES SG1" for i in range(2_100)))


@pytest.fixture
def file_after_a_crash(tmp_path):
    """A file as a crash between commit and checkpoint leaves it: the note is there, and the rows are not."""
    path = tmp_path / "zielnetz.lbug"
    store = open_embedded(path)
    save_plan(store, small_plan(*MEASURES, code="county"), who="Anna")
    save_plan(store, small_plan("StrategicGoal SG1 Goal", "Measure M1 Advice"), who="Anna")
    store.write(
        lambda tx: tx.run(statement("edit/mark_bulk", "embedded"), uid="bulk/town/Measure", rows=2_100)
    )
    store.close()
    return path


def notes(store):
    return store.read(statement("explore/bulk_marks", "embedded"))


def test_after_a_whole_bulk_load_there_is_no_note(embedded_store):
    save_plan(embedded_store, TOWN, who="Anna")
    assert notes(embedded_store) == []
    assert len(read_plan(embedded_store, "town").links) == 2_100


def test_what_is_left_of_a_lost_plan_is_taken_away_and_it_can_be_loaded_again(file_after_a_crash):
    store = open_embedded(file_after_a_crash)
    assert [row["code"] for row in plan_codes(store)] == ["county"] and notes(store) == []
    assert len(read_plan(store, "county").nodes) == 2_100
    assert [change.what for change in changes(store, "town")] == ["remove"]
    save_plan(store, TOWN, who="Anna")
    assert (len(read_plan(store, "town").nodes), read_plan(store, "town").revision) == (2_101, 2)
    store.close()


def test_a_lost_plan_is_not_shown_to_who_only_reads(file_after_a_crash):
    with pytest.raises(Refusal, match="not finished, or was cut short") as caught:
        open_embedded(file_after_a_crash, read_only=True)
    assert "zielnetz serve" in caught.value.remedy
    open_embedded(file_after_a_crash).close()
    store = open_embedded(file_after_a_crash, read_only=True)
    assert [row["code"] for row in plan_codes(store)] == ["county"]
    store.close()


def test_a_plan_that_came_in_as_a_whole_stays_although_its_note_is_there(tmp_path):
    store = open_embedded(tmp_path / "zielnetz.lbug")
    save_plan(store, TOWN, who="Anna")
    for uid in ("bulk/town/Measure", "bulk/town/SERVES/Measure/StrategicGoal"):
        store.write(lambda tx, uid=uid: tx.run(statement("edit/mark_bulk", "embedded"), uid=uid, rows=2_100))
    before = read_plan(store, "town")
    store.close()
    for read_only in (True, False):
        store = open_embedded(tmp_path / "zielnetz.lbug", read_only=read_only)
        assert read_plan(store, "town") == before
        assert bool(notes(store)) is read_only
        store.close()

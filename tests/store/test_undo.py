"""Loads and edits of a whole plan taken back: items, links and the plan's own texts are exactly as they were."""

import json
from dataclasses import replace

import pytest

from explorer.catalogue import statement
from explorer.model import LABELS, LINK_TYPES, Link, Node, Plan, empty_properties, suspect_ends
from explorer.store import plan_codes, plans, read_plan, revision_of, save_plan
from explorer.store.edits import changes, confirm_links, edit_plan, mark_meant, told_change, undo
from tests.plans import small_plan
from tests.store.refusals import refused

TOWN = (
    "StrategicGoal SG1 Stay healthy; number=1",
    "StrategicGoal SG2 Learn; number=2",
    "FieldOfAction F1 Family",
    "OperativeGoal OG1 Fewer queues; level=operative_goal; target=ten minutes",
    "Measure M1 Advice on care; status=running; since=2015; budget_eur=1200.50",
    "Measure M2 Opening hours; status=planned",
    "Department D1 Health",
    "M1 SERVES SG1; contribution=primary; certainty=reading",
    "M2 SERVES SG2; note=said in the council",
    "M1 IMPLEMENTS OG1",
    "OG1 DERIVED_FROM SG1",
    "D1 RESPONSIBLE_FOR M1; role=lead",
)


@pytest.fixture
def store(empty_store):
    """A store of each engine that holds the town, not quite as it was first loaded."""
    save_plan(empty_store, small_plan(*TOWN), who="Anna")
    save_plan(empty_store, small_plan(*replaced("StrategicGoal SG1", "StrategicGoal SG1 Stay well; number=1")),
              who="Anna")  # fmt: skip
    return empty_store


def replaced(old, new, lines=TOWN):
    assert any(line.startswith(old) for line in lines)
    return tuple(new if line.startswith(old) else line for line in lines)


def load(store, *lines, title="Plan of the town", who="Bert"):
    """Load the town so; the uid of the change."""
    save_plan(store, small_plan(*lines, title=title), who=who)
    return changes(store, "town")[0].uid


def state(store):
    """All that a plan holds but the count of its revisions."""
    plan = read_plan(store, "town")
    own = {k: v for k, v in plan.properties.items() if k not in ("revision", "updated_at")}
    return own, plan.nodes, plan.links


ALL_AT_ONCE = (
    *(
        line
        for line in TOWN
        if not line.startswith(("Measure M2", "M2 ", "D1 RESP", "OperativeGoal", "OG1", "M1 IMPL"))
    ),
    "Measure OG1 A measure by now",
    "Measure M3 New; budget_eur=7",
    "OG1 SERVES SG2",
    "D1 RESPONSIBLE_FOR M3; role=partner",
    "D1 RESPONSIBLE_FOR M1; role=partner",
    "M1 INFLUENCES OG1; score=-2",
)


def test_a_load_that_adds_changes_removes_and_renames_is_taken_back_without_a_trace(store):
    before = state(store)
    uid = load(store, *ALL_AT_ONCE, title="Another title")
    after = state(store)
    assert after[0]["title"] == "Another title" and "town/M2" not in after[1]
    assert changes(store, "town")[0].can_be_undone
    second = undo(store, "town", uid, who="Anna")
    assert state(store) == before
    third = undo(store, "town", second, who="Anna")
    assert state(store) == after
    undo(store, "town", third, who="Anna")
    assert state(store) == before
    assert revision_of(store, "town") == 6
    assert [change.revision for change in changes(store, "town")] == [6, 5, 4, 3, 2, 1]


def test_what_was_suspect_is_suspect_again_after_an_undo(store):
    def suspect():
        plan = read_plan(store, "town")
        return {link.key for link in plan.links if any(suspect_ends(plan, link))}

    was = suspect()
    assert was == {("SERVES", "town/M1", "town/SG1"), ("DERIVED_FROM", "town/OG1", "town/SG1")}
    lines = replaced("OperativeGoal", "OperativeGoal OG1 No queues; level=operative_goal")
    uid = load(store, *replaced("M1 SERVES", "M1 SERVES SG1; contribution=secondary", lines))
    assert ("IMPLEMENTS", "town/M1", "town/OG1") in suspect() != was
    undo(store, "town", uid, who="Anna")
    assert suspect() == was


def test_the_log_tells_a_load_and_its_undo(store):
    uid = load(store, *TOWN, "Measure M3 New", "M3 SERVES SG1")
    undo(store, "town", uid, who="Anna")
    plan = read_plan(store, "town")
    assert [told_change(change, plan, "en") for change in changes(store, "town")[:2]] == [
        "Taken back: Plan loaded from its files: 2 added, 1 changed, 0 removed.",
        "Plan loaded from its files: 2 added, 1 changed, 0 removed.",
    ]


def test_a_load_is_not_taken_back_when_an_item_was_changed_since(store):
    uid = load(store, *replaced("Measure M1", "Measure M1 Advice"))
    load(store, *replaced("Measure M1", "Measure M1 Help"), who="Cleo")
    before = state(store)
    assert refused(
        lambda: undo(store, "town", uid, who="Anna"),
        "The item M1 was changed since, by Cleo on ", "(revision 4)", "town/change/00000004",
    )  # fmt: skip
    assert state(store) == before
    assert [change.can_be_undone for change in changes(store, "town")] == [True, False, False, False]


def test_a_load_is_not_taken_back_when_a_link_hangs_on_an_item_that_would_go(store):
    uid = load(store, *TOWN, "OperativeGoal OG2 New")
    mark = mark_meant(store, "town", [("town/OG2", "town/SG2")], "so agreed", who="Cleo")
    before = state(store)
    assert refused(
        lambda: undo(store, "town", uid, who="Anna"),
        "The link from OG2 to SG2 was changed since, by Cleo", mark,
    )  # fmt: skip
    assert state(store) == before
    assert [change.can_be_undone for change in changes(store, "town")] == [True, False, False, False]
    undo(store, "town", mark, who="Cleo")
    assert changes(store, "town")[2].can_be_undone
    undo(store, "town", uid, who="Anna")
    assert "town/OG2" not in state(store)[1]


def test_a_load_is_not_taken_back_when_the_plan_was_renamed_since(store):
    lines = replaced("StrategicGoal SG1", "StrategicGoal SG1 Stay well; number=1")
    uid = load(store, *lines, title="Second")
    load(store, *lines, title="Third", who="Cleo")
    assert refused(
        lambda: undo(store, "town", uid, who="Anna"), "says about itself was changed since, by Cleo"
    )
    assert plan_codes(store)[0]["title"] == "Third"
    assert [change.can_be_undone for change in changes(store, "town")][:2] == [True, False]


def test_a_link_does_not_come_back_to_an_item_that_is_gone(store):
    uid = load(store, *(line for line in TOWN if not line.startswith("M2 ")))
    load(store, *(line for line in TOWN if not line.startswith(("M2 ", "Measure M2"))))
    assert refused(lambda: undo(store, "town", uid, who="Anna"), "no item M2, or no longer")
    assert [change.can_be_undone for change in changes(store, "town")][:2] == [True, False]


def test_an_item_does_not_come_back_under_a_code_that_another_one_has(store):
    rest = [line for line in TOWN if not line.startswith(("M2 ", "Measure M2"))]
    uid = load(store, *rest)
    load(store, *rest, "FieldOfAction M2 A field")
    assert refused(lambda: undo(store, "town", uid, who="Anna"), "The code M2 belongs to another item")
    assert [change.can_be_undone for change in changes(store, "town")][:2] == [True, False]


def test_a_large_load_is_not_taken_back_and_what_is_below_it_is_looked_up(store, monkeypatch):
    mark = mark_meant(store, "town", [("town/D1", "town/SG2")], "so agreed", who="Anna")
    one = load(store, *TOWN, "D1 NOT_CONCERNED SG2; reason=so agreed")
    monkeypatch.setattr(plans, "UNDOABLE", 0)
    uid = load(store, *TOWN, "D1 NOT_CONCERNED SG2; reason=so agreed", "Measure M9 More")
    (row,) = store.read(statement("explore/change"), plan="town", uid=uid)
    assert (row["before"], json.loads(row["after"])) == (
        "[]", {"counts": {"added": 1, "changed": 0, "removed": 0}},
    )  # fmt: skip
    assert refused(lambda: undo(store, "town", uid, who="Anna"), "a large one", "restore")
    assert [(change.uid, change.can_be_undone) for change in changes(store, "town")][:3] == [
        (uid, False), (one, True), (mark, True),
    ]  # fmt: skip


def test_what_an_older_version_wrote_is_read_and_taken_back(store):
    (link,) = [one for one in read_plan(store, "town").links if one.source == "town/M2"]
    side = {"type": "SERVES", "from": "town/M2", "to": "town/SG2"}
    was = {**link.properties, "note": "as it was"}

    def older(tx):
        common = {"plan": "town", "at": "2026-01-01", "who": "Anna"}
        tx.run(statement("edit/note_change"), uid="town/change/00000090", revision=90, what="load",
               before="[]", after=json.dumps({"added": 3, "changed": 0, "removed": 1}), **common)  # fmt: skip
        tx.run(statement("edit/note_change"), uid="town/change/00000091", revision=91, what="confirm",
               before=json.dumps({"links": [{**side, "properties": was}]}),
               after=json.dumps({"links": [{**side, "properties": dict(link.properties)}]}), **common)  # fmt: skip

    store.write(older)
    plan = read_plan(store, "town")
    log = changes(store, "town")
    assert [(told_change(change, plan, "en"), change.can_be_undone) for change in log[:2]] == [
        ("Confirmed: M2 Opening hours – serves the goal – SG2 Learn", True),
        ("Plan loaded from its files: 3 added, 0 changed, 1 removed.", False),
    ]
    undo(store, "town", "town/change/00000091", who="Bert")
    assert [one.text("note") for one in read_plan(store, "town").links if one.source == "town/M2"] == [
        "as it was"
    ]


# A plan edited as a whole: the next plan year.


def next_year(plan):
    """The plan in 2016: M1 carries on, M2 ends, OG1 is reworded (its links are copied), M3 is new."""
    nodes = dict(plan.nodes)
    for uid in ("town/M2", "town/OG1"):
        nodes[uid] = replace(nodes[uid], properties={**nodes[uid].properties, "until": 2015})
    made = empty_properties(LABELS["OperativeGoal"].stored)
    made |= {
        **nodes["town/OG1"].properties,
        "uid": "town/OG1b",
        "code": "OG1b",
        "title": "No queues",
        "until": None,
    }
    nodes["town/OG1b"] = Node("OperativeGoal", {**made, "since": 2016})
    new = empty_properties(LABELS["Measure"].stored) | {"uid": "town/M3", "plan": "town", "code": "M3"}
    nodes["town/M3"] = Node("Measure", {**new, "title": "New", "certainty": "documented", "since": 2016})
    of = {link.key: link for link in plan.links}
    copied = of["IMPLEMENTS", "town/M1", "town/OG1"]
    successor = empty_properties(LINK_TYPES["SUCCEEDED_BY"].properties) | {"certainty": "documented"}
    links = (
        *plan.links,
        Link("SUCCEEDED_BY", "town/OG1", "town/OG1b", successor),
        replace(copied, target="town/OG1b", properties={**copied.properties, "since": 2016}),
        Link("SERVES", "town/M3", "town/SG1", empty_properties(LINK_TYPES["SERVES"].properties)
             | {"certainty": "proposed"}),
    )  # fmt: skip
    return Plan({**plan.properties, "latest_year": 2016}, nodes, links)


def test_a_year_that_is_opened_is_one_change_that_is_told_and_taken_back(store):
    before, plan = state(store), read_plan(store, "town")
    uid = edit_plan(store, "town", "year", next_year(plan), who="Anna", expected=plan.revision)
    found = read_plan(store, "town")
    assert found.properties["latest_year"] == 2016 and found.revision == 3
    assert told_change(changes(store, "town")[0], found, "en") == (
        "Next year opened: 2016: 1 ended, 1 reworded, 1 new."
    )
    undo(store, "town", uid, who="Anna")
    assert state(store) == before
    assert told_change(changes(store, "town")[0], found, "en") == (
        "Taken back: Next year opened: 2016: 1 ended, 1 reworded, 1 new."
    )


def test_a_copied_link_of_a_reworded_successor_is_suspect_until_it_is_confirmed(store):
    edit_plan(store, "town", "year", next_year(read_plan(store, "town")), who="Anna")
    plan = read_plan(store, "town")
    of = {link.key: link for link in plan.links}
    copied = of["IMPLEMENTS", "town/M1", "town/OG1b"]
    assert copied.properties["confirmed"] == 1 and plan.nodes["town/OG1b"].properties["reworded"] == 3
    assert suspect_ends(plan, copied) == (False, True)
    for key in (("SUCCEEDED_BY", "town/OG1", "town/OG1b"), ("SERVES", "town/M3", "town/SG1")):
        assert suspect_ends(plan, of[key]) == (False, False)
    confirm_links(store, "town", [copied.key], who="Anna")
    plan = read_plan(store, "town")
    assert not any(any(suspect_ends(plan, link)) for link in plan.links if link.key == copied.key)


def test_any_other_edit_of_a_plan_is_told_by_its_counts(store):
    plan = read_plan(store, "town")
    edit_plan(store, "town", "merge", replace(plan, links=plan.links[1:]), who="Anna")
    assert told_change(changes(store, "town")[0], plan, "en") == "merge: 0 added, 0 changed, 1 removed."


def test_an_edit_of_what_nobody_looked_at_is_refused(store):
    plan = read_plan(store, "town")
    after = next_year(plan)
    mark_meant(store, "town", [("town/D1", "town/SG2")], "so agreed", who="Bert")
    before = state(store)
    assert refused(
        lambda: edit_plan(store, "town", "year", after, who="Anna", expected=plan.revision),
        "changed meanwhile",
    )
    now = read_plan(store, "town")
    assert refused(lambda: edit_plan(store, "town", "year", now, who="Anna"), "is like this already")
    assert refused(lambda: edit_plan(store, "county", "year", now, who="Anna"), "no plan called county")
    assert state(store) == before

"""A plan into a store and out of it again: all or nothing, only what differs, and nobody in between."""

import json
import threading

import pytest

from explorer.catalogue import statement
from explorer.errors import Refusal
from explorer.model import LABELS, LINK_TYPES
from explorer.store import plan_codes, read_plan, revision_of, save_plan
from tests.plans import small_plan
from tests.store.second import second_hand_on

TOWN = (
    "StrategicGoal SG1 Stay healthy; number=1",
    "StrategicGoal SG2 Learn; number=2",
    "FieldOfAction F1 Family; description=with children",
    "OperativeGoal OG1 Fewer queues; level=operative_goal; year=2015; due_year=2018",
    "Measure M1 Advice on care; status=running; since=2015; budget_eur=1200.50",
    "Measure M2 Opening hours; status=planned; until=2020",
    "Department D1 Health; kind=Abteilung; number=53",
    "Department D2 Social affairs",
    "Decision C1 Yes to advice; date=2015-12-17; result=beschlossen",
    "M1 SERVES SG1; contribution=primary; since=2015",
    "M1 SERVES SG2; contribution=secondary; certainty=reading",
    "M1 IMPLEMENTS OG1",
    "OG1 DERIVED_FROM SG1",
    "SG1 PURSUED_IN F1; intensity=3",
    "D1 RESPONSIBLE_FOR M1; role=lead",
    "D2 RESPONSIBLE_FOR OG1; role=partner",
    "D2 PART_OF D1",
    "M1 INFLUENCES M2; score=-2; note=they compete",
    "D2 NOT_CONCERNED SG2; reason=so agreed",
    "C1 DECIDES M1",
)


@pytest.fixture
def store(empty_store):
    """An empty store of each engine."""
    return empty_store


def content(plan):
    """What files say about a plan: everything but what the store itself keeps."""
    nodes = {
        uid: (node.label, {p.name: node.properties[p.name] for p in LABELS[node.label].properties})
        for uid, node in plan.nodes.items()
    }
    links = {
        link.key: {p.name: link.properties[p.name] for p in LINK_TYPES[link.type].properties}
        for link in plan.links
    }
    return nodes, links


def changes(store, plan="town"):
    return store.read(statement("explore/changes"), plan=plan)


def without(*starts, lines=TOWN):
    return tuple(line for line in lines if not line.startswith(starts))


def replaced(old, new, lines=TOWN):
    assert any(line.startswith(old) for line in lines)
    return tuple(new if line.startswith(old) else line for line in lines)


def test_what_is_saved_is_read_again(store):
    plan = small_plan(*TOWN)
    change = save_plan(store, plan, who="Anna")
    assert change.counts() == {"added": 20, "changed": 0, "removed": 0}
    found = read_plan(store, "town")
    assert content(found) == content(plan)
    assert list(found.nodes) == list(plan.nodes)
    assert [link.key for link in found.links] == [link.key for link in plan.links]
    assert found.properties["title"] == "Plan of the town"
    assert {node.properties["revision"] for node in found.nodes.values()} == {1}


def test_every_link_type_and_end_survives_the_way_through_the_store(store):
    lines = [f"{label} {label}{i} Title" for label in LABELS for i in (1, 2)]
    lines += [f"{a}1 {kind.name} {b}2" for kind in LINK_TYPES.values() for a, b in kind.ends]
    plan = small_plan(*lines)
    save_plan(store, plan, who="Anna")
    assert content(read_plan(store, "town")) == content(plan)


def test_the_same_files_twice_change_nothing(store):
    save_plan(store, small_plan(*TOWN), who="Anna")
    before = read_plan(store, "town")
    again = save_plan(store, small_plan(*TOWN), who="Bert")
    assert not again and again.counts() == {"added": 0, "changed": 0, "removed": 0}
    assert read_plan(store, "town") == before
    assert [change["who"] for change in changes(store)] == ["Anna"]


def test_only_what_differs_is_written(store):
    save_plan(store, small_plan(*TOWN), who="Anna")
    lines = replaced("Measure M1", "Measure M1 Advice at home; status=running; since=2015")
    lines = replaced("M1 SERVES SG2", "M1 SERVES SG2; contribution=primary", lines=lines)
    lines = (*without("Measure M2", "M1 INFLUENCES", lines=lines), "Measure M3 New", "M3 SERVES SG2")
    change = save_plan(store, small_plan(*lines), who="Bert")
    assert change.counts() == {"added": 2, "changed": 2, "removed": 2}
    found = read_plan(store, "town")
    assert content(found) == content(small_plan(*lines))
    assert found.nodes["town/M1"].properties["revision"] == 2
    assert found.nodes["town/M1"].properties["budget_eur"] is None
    assert found.nodes["town/D1"].properties["revision"] == 1
    assert revision_of(store, "town") == found.revision == 2


def test_a_change_says_who_when_what_and_what_was_before(store):
    save_plan(store, small_plan(*TOWN), who="Anna")
    lines = replaced("Measure M1", "Measure M1 Advice at home; status=running")
    save_plan(
        store, small_plan(*without("Measure M2", "M1 INFLUENCES", lines=lines)), who="Bert", what="load"
    )
    latest, first = changes(store)
    assert (first["who"], first["revision"], first["before"]) == ("Anna", 1, "[]")
    assert json.loads(first["after"]) == {"counts": {"added": 20, "changed": 0, "removed": 0}}
    assert (latest["who"], latest["what"], latest["revision"]) == ("Bert", "load", 2)
    assert latest["at"] >= first["at"] > "2020"
    before, after = json.loads(latest["before"]), json.loads(latest["after"])
    titles = [
        {one["uid"]: (one["properties"] or {}).get("title") for one in side["nodes"]}
        for side in (before, after)
    ]
    assert titles == [
        {"town/M1": "Advice on care", "town/M2": "Opening hours"},
        {"town/M1": "Advice at home", "town/M2": None},
    ]
    (link,) = before["links"]
    assert (link["from"], link["type"], link["to"]) == ("town/M1", "INFLUENCES", "town/M2")
    assert link["properties"]["note"] == "they compete" and after["links"][0]["properties"] is None
    assert after["counts"] == {"added": 0, "changed": 1, "removed": 2}


def test_a_new_title_of_the_plan_itself_is_a_change(store):
    save_plan(store, small_plan(*TOWN), who="Anna")
    assert save_plan(store, small_plan(*TOWN, title="Renamed"), who="Anna").about_plan
    assert [(row["title"], row["revision"]) for row in plan_codes(store)] == [("Renamed", 2)]


@pytest.mark.parametrize("failure", [RuntimeError("power cut"), KeyboardInterrupt()], ids=["fault", "Ctrl-C"])
@pytest.mark.parametrize("at", ["Measure", "SERVES", "DECIDES"])
def test_a_first_load_that_fails_leaves_nothing(store, failure, at):
    def fail(name, rows):
        if name == at:
            raise failure

    with pytest.raises(type(failure)):
        save_plan(store, small_plan(*TOWN), who="Anna", progress=fail)
    assert plan_codes(store) == [] and changes(store) == [] and revision_of(store, "town") == -1
    assert all(store.read(statement("explore/nodes").filled(label=name, properties="n.uid AS uid"), plan="town") == []
               for name in LABELS)  # fmt: skip
    save_plan(store, small_plan(*TOWN), who="Anna")
    assert content(read_plan(store, "town")) == content(small_plan(*TOWN))


def test_a_later_load_that_fails_leaves_the_old_state(store):
    save_plan(store, small_plan(*TOWN), who="Anna")
    before = read_plan(store, "town")
    lines = [line.replace("Measure M1 Advice", "Measure M1 Other").replace("=2015", "=2016") for line in TOWN]
    # The log entry is the very last thing that is written.
    with pytest.raises(Refusal):
        save_plan(store, small_plan(*without("Measure M2", "M1 INFLUENCES", lines=lines)), who=5)
    assert read_plan(store, "town") == before
    assert len(changes(store)) == 1


def test_two_plans_in_one_store_do_not_mix(store):
    save_plan(store, small_plan(*TOWN), who="Anna")
    other = small_plan("Measure M1 Something else", "StrategicGoal SG1 Other", "M1 SERVES SG1", code="county")
    save_plan(store, other, who="Bert")
    assert content(read_plan(store, "town")) == content(small_plan(*TOWN))
    assert content(read_plan(store, "county")) == content(other)
    save_plan(store, small_plan("Measure M1 Alone", code="county"), who="Bert")
    assert content(read_plan(store, "town")) == content(small_plan(*TOWN))
    assert [(row["code"], row["revision"]) for row in plan_codes(store)] == [("county", 2), ("town", 1)]
    assert [change["who"] for change in changes(store, "town")] == ["Anna"]


def test_a_code_that_becomes_another_kind_of_item_loses_its_old_self(store):
    save_plan(store, small_plan(*TOWN), who="Anna")
    lines = without("Measure M2", "M1 INFLUENCES")
    lines = (*lines, "OperativeGoal M2 Opening hours", "M2 DERIVED_FROM SG2", "M1 INFLUENCES M2; score=2")
    save_plan(store, small_plan(*lines), who="Anna")
    found = read_plan(store, "town")
    assert content(found) == content(small_plan(*lines))
    assert [node.code for node in found.of("Measure")] == ["M1"]
    save_plan(store, small_plan(*TOWN), who="Anna")
    assert content(read_plan(store, "town")) == content(small_plan(*TOWN))


def test_a_plan_may_become_empty_and_full_again(store):
    save_plan(store, small_plan(*TOWN), who="Anna")
    save_plan(store, small_plan(), who="Anna")
    assert content(read_plan(store, "town")) == ({}, {})
    save_plan(store, small_plan(*TOWN), who="Anna")
    assert content(read_plan(store, "town")) == content(small_plan(*TOWN))


def test_hostile_text_is_only_text(store):
    title = (
        "'}) DETACH DELETE n // \" \\ </script><img src=x onerror=alert(1)> \u202e😀 {x} $plan " + "ä" * 300
    )
    plan = small_plan(f"Measure M1 {title}")
    save_plan(store, plan, who=title, what=title)
    assert read_plan(store, "town").nodes["town/M1"].title == title
    assert changes(store)[0]["who"] == title


def test_progress_counts_every_row_that_is_written(store):
    told = {}
    save_plan(
        store,
        small_plan(*TOWN),
        who="Anna",
        progress=lambda name, n: told.update({name: told.get(name, 0) + n}),
    )
    assert told["Measure"] == 2 and told["RESPONSIBLE_FOR"] == 2 and sum(told.values()) == 20


def test_a_plan_that_is_not_there_is_refused(store):
    with pytest.raises(Refusal, match="no plan called nowhere"):
        read_plan(store, "nowhere")


@pytest.mark.parametrize("first", [False, True], ids=["later load", "first load"])
def test_of_two_writers_at_the_same_moment_one_is_refused(store, first):
    if not first:
        save_plan(store, small_plan(*TOWN), who="Anna")
    ours = [line.replace(" M1 Advice", " M1 Ours").replace(" D1 Health", " D1 Ours") for line in TOWN]
    theirs = [line.replace("Measure M2 Opening", "Measure M2 Theirs") for line in TOWN]
    inside, results = threading.Event(), []

    def pause(name, rows):
        if not inside.is_set():
            inside.set()
            them.join(1.5)

    def write_theirs():
        inside.wait(30)
        with second_hand_on(store) as other:
            try:
                save_plan(other, small_plan(*theirs), who="they")
                results.append("written")
            except Refusal as refusal:
                results.append(str(refusal))

    them = threading.Thread(target=write_theirs)
    them.start()
    save_plan(store, small_plan(*ours), who="we", progress=pause)
    them.join(30)
    assert results == ["Somebody changed the plan town at the same moment; nothing was written."]
    assert content(read_plan(store, "town")) == content(small_plan(*ours))
    assert changes(store)[0]["who"] == "we"


def test_many_writers_leave_one_whole_plan(store):
    save_plan(store, small_plan(*TOWN), who="Anna")
    plans = [small_plan(*TOWN, *(f"Measure W{i}-{n} By writer {i}" for n in range(40))) for i in range(4)]
    start, written = threading.Barrier(4), []

    def write(plan, name):
        start.wait(30)
        try:
            save_plan(store, plan, who=name)
            written.append(name)
        except Refusal:
            pass

    writers = [threading.Thread(target=write, args=(plan, str(i))) for i, plan in enumerate(plans)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert written
    assert content(read_plan(store, "town")) in [content(plan) for plan in plans]
    assert revision_of(store, "town") == 1 + len(written)
    assert {change["who"] for change in changes(store)} == {"Anna", *written}


def test_a_reader_sees_whole_states_while_somebody_writes(store):
    states = [small_plan(*TOWN, *(f"Measure X{n} State {i}" for n in range(60))) for i in range(2)]
    save_plan(store, states[0], who="Anna")
    stop, torn = threading.Event(), []

    def read():
        while not stop.is_set():
            try:
                found = content(read_plan(store, "town"))
            except Refusal:  # changed five times while it was read
                continue
            if found not in [content(state) for state in states]:
                torn.append(found)

    reader = threading.Thread(target=read)
    reader.start()
    for i in range(8):
        save_plan(store, states[(i + 1) % 2], who="Anna")
    stop.set()
    reader.join(60)
    assert not torn


def kept(store):
    """What the store keeps about wording and confirmation: by code, and by the codes of a link's ends."""
    plan = read_plan(store, "town")
    links = {
        (plan.nodes[link.source].code, link.type, plan.nodes[link.target].code): link.properties["confirmed"]
        for link in plan.links
    }
    return {node.code: node.properties["reworded"] for node in plan.nodes.values()}, links


def test_a_first_load_words_and_confirms_everything_at_revision_1(store):
    save_plan(store, small_plan(*TOWN), who="Anna")
    nodes, links = kept(store)
    assert set(nodes.values()) == {1} and len(nodes) == 9
    assert set(links.values()) == {1} and len(links) == 11


@pytest.mark.parametrize(
    ("old", "new", "reworded"),
    [
        ("StrategicGoal SG1", "StrategicGoal SG1 Stay fit; number=1", True),
        ("FieldOfAction F1", "FieldOfAction F1 Family; description=with and without children", True),
        (
            "OperativeGoal OG1",
            "OperativeGoal OG1 Fewer queues; level=operative_goal; year=2015; due_year=2018; target=5 minutes",
            True,
        ),
        ("StrategicGoal SG1", "StrategicGoal SG1 Stay healthy; number=1; title_en=Healthy", False),
        ("Measure M1", "Measure M1 Advice on care; status=completed; since=2015", False),
        ("Department D1", "Department D1 Health; kind=Amt; number=50", False),
    ],
)
def test_only_other_words_make_a_node_reworded(store, old, new, reworded):
    save_plan(store, small_plan(*TOWN), who="Anna")
    before, links = kept(store)
    save_plan(store, small_plan(*replaced(old, new)), who="Bert")
    code = old.split()[1]
    assert kept(store) == ({**before, code: 2 if reworded else 1}, links)


def test_a_link_that_is_added_or_edited_is_confirmed_and_the_others_are_left_alone(store):
    save_plan(store, small_plan(*TOWN), who="Anna")
    _nodes, before = kept(store)
    lines = replaced("M1 SERVES SG2", "M1 SERVES SG2; contribution=primary; certainty=reading")
    save_plan(store, small_plan(*lines, "M2 SERVES SG1"), who="Bert")
    nodes, links = kept(store)
    assert links == {**before, ("M1", "SERVES", "SG2"): 2, ("M2", "SERVES", "SG1"): 2}
    assert set(nodes.values()) == {1}

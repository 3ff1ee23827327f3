"""A year that is opened in a store: on both engines one change, with links to be confirmed, and undone as a whole."""

import pytest

from explorer.answers import ask
from explorer.app.session import years_of
from explorer.errors import Refusal
from explorer.model import suspect_ends
from explorer.store import read_plan, save_plan
from explorer.store.edits import changes, confirm_links, edit_plan, told_change, undo
from explorer.store.neo4j import Neo4jStore
from explorer.years import Decision, NewItem, compare_years, next_year
from tests.plans import small_plan

TOWN = (
    "StrategicGoal SG1 Healthy; number=1",
    "OperativeGoal OG1 Care nearby",
    "Department D1 Health",
    "Measure M1 Advice; since=2015; status=running",
    "Measure M2 Visits; status=running",
    "Measure M3 Pilot; since=2024; until=2025",
    "OG1 DERIVED_FROM SG1",
    "M1 IMPLEMENTS OG1",
    "M1 SERVES SG1",
    "M2 SERVES SG1",
    "M3 SERVES SG1; until=2025",
    "D1 RESPONSIBLE_FOR M1",
)


@pytest.fixture(params=["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def store(request, embedded_store):
    """An empty store on each engine, with the town."""
    if request.param == "embedded":
        found = embedded_store
    else:
        server = request.getfixturevalue("neo4j_server")
        server.wipe()
        found = Neo4jStore(server.uri, server.username, server.password)
        request.addfinalizer(found.close)
    save_plan(found, small_plan(*TOWN), who="tests")
    return found


def opened(store, who="Anna"):
    """The town carried on to 2026 with one of each decision; the change."""
    plan = read_plan(store, "town")
    decisions = {
        "town/M1": Decision("reword", title="Advice for all"),
        "town/M2": Decision("end"),
        "town/M3": Decision("carry"),
    }
    new = [NewItem("Measure", "Meeting place", department="town/D1")]
    after = next_year(plan, 2026, decisions, new)
    return edit_plan(store, "town", "year", after, who=who, expected=plan.revision)


def suspects(plan):
    return {link.key for link in plan.links if any(suspect_ends(plan, link))}


def test_a_year_is_one_change_and_the_plan_is_as_it_was_decided(store):
    change = opened(store)
    plan = read_plan(store, "town")
    assert plan.properties["latest_year"] == 2026 and years_of(plan)[-1] == 2026
    assert {node.code for node in plan.in_year(2026).of("Measure")} == {"M1-2026", "M3", "M4"}
    assert {node.title for node in plan.in_year(2020).of("Measure")} == {"Advice", "Visits"}
    assert compare_years(plan, 2025, 2026).counts("Measure") == {
        "added": 1,
        "changed": 1,
        "gone": 1,
        "same": 1,
    }
    [latest, _load] = changes(store, "town")
    assert (latest.uid, latest.who, latest.what, latest.can_be_undone) == (change, "Anna", "year", True)
    assert "2026" in told_change(latest, plan, "en")


def test_links_of_what_was_reworded_are_suspect_until_somebody_confirms_them(store):
    opened(store)
    plan = read_plan(store, "town")
    expected = {
        ("IMPLEMENTS", "town/M1-2026", "town/OG1"),
        ("SERVES", "town/M1-2026", "town/SG1"),
        ("RESPONSIBLE_FOR", "town/D1", "town/M1-2026"),
    }
    assert suspects(plan) == expected
    asked = ask(store, "suspect_links", plan="town", year=2026)
    assert len(asked.records()) == 3
    confirm_links(store, "town", sorted(expected), who="Bert")
    assert suspects(read_plan(store, "town")) == set()
    assert ask(store, "suspect_links", plan="town", year=2026).records() == []


def test_a_whole_year_is_taken_back_and_done_again(store):
    before = read_plan(store, "town")
    change = opened(store)
    after = read_plan(store, "town")
    again = undo(store, "town", change, who="Bert")
    back = read_plan(store, "town")
    assert back.nodes == before.nodes and back.links == before.links
    assert not back.properties["latest_year"] and 2026 not in years_of(back)
    undo(store, "town", again, who="Bert")
    now = read_plan(store, "town")
    assert now.nodes == after.nodes and now.links == after.links
    assert now.properties["latest_year"] == 2026


def test_a_year_is_not_written_over_what_somebody_else_changed_meanwhile(store):
    plan = read_plan(store, "town")
    after = next_year(plan, 2026, {"town/M2": Decision("end")})
    confirm_links(store, "town", [("SERVES", "town/M1", "town/SG1")], who="Bert")
    with pytest.raises(Refusal):
        edit_plan(store, "town", "year", after, who="Anna", expected=plan.revision)
    assert not read_plan(store, "town").properties["latest_year"]


def test_a_year_in_which_nothing_changes_is_a_year_all_the_same(store):
    plan = read_plan(store, "town")
    after = next_year(plan, 2027, {})
    change = edit_plan(store, "town", "year", after, who="", expected=plan.revision)
    assert years_of(read_plan(store, "town"))[-1] == 2027
    undo(store, "town", change, who="")
    assert years_of(read_plan(store, "town"))[-1] == 2025


def test_two_years_after_each_other_are_taken_back_from_the_last_on(store):
    first = opened(store)
    plan = read_plan(store, "town")
    after = next_year(plan, 2027, {"town/M1-2026": Decision("reword", title="Advice at home")})
    second = edit_plan(store, "town", "year", after, who="Anna", expected=plan.revision)
    assert read_plan(store, "town").nodes["town/M1-2027"].title == "Advice at home"
    with pytest.raises(Refusal):
        undo(store, "town", first, who="Anna")
    undo(store, "town", second, who="Anna")
    undo(store, "town", first, who="Anna")
    assert set(read_plan(store, "town").nodes) == set(plan.nodes) - {"town/M1-2026", "town/M4"}

"""Edits on the command line: a gap marked as meant, a link confirmed, the log, and everything taken back."""

import json
import os

import pytest

from explorer.exchange import read_csv_folder
from explorer.store import read_plan, save_plan
from explorer.store.embedded import open_embedded
from tests.plans import plan_folder
from tests.test_cli import data, in_process, on_neo4j, zielnetz  # noqa: F401 - fixtures

TOWN = (
    "StrategicGoal SG1 Gesund leben; number=1",
    "StrategicGoal SG2 Lernen; number=2",
    "Measure M1 Pflegeberatung; status=running; since=2015",
    "Department D1 Gesundheit",
    "M1 SERVES SG1; contribution=primary",
    "D1 RESPONSIBLE_FOR M1",
)


@pytest.fixture
def town(zielnetz, tmp_path):  # noqa: F811
    """Commands on a database that holds the town; in English."""
    assert zielnetz("load", plan_folder(tmp_path / "plan", *TOWN), "--who", "Anna").code == 0
    return lambda *arguments: zielnetz("--lang", "en", *arguments)


def marks(town):
    found = town("cypher", "MATCH (d)-[n:NOT_CONCERNED]->(g) RETURN d.code, g.code, n.reason", "-f", "json")
    return [list(row.values()) for row in json.loads(found.out)["rows"]]


def log(town, *options):
    return json.loads(town("changes", "-f", "json", *options).out)


def test_a_gap_is_marked_as_meant_and_the_mark_is_taken_back(town):
    done = town("meant", "d1", "SG2", "--reason", "Die Schulen lernen selbst.", "--who", "Bert")
    assert done.code == 0
    assert done.out == "D1 Gesundheit is deliberately without SG2 Lernen: Die Schulen lernen selbst.\n"
    assert done.err == "Revision 2; zielnetz undo 2 takes it back.\n"
    assert marks(town) == [["D1", "SG2", "Die Schulen lernen selbst."]]
    done = town("undo")
    assert done.out.startswith("Taken back: D1 Gesundheit is deliberately without SG2 Lernen")
    assert marks(town) == []


def test_a_mark_is_taken_away_and_comes_back(town):
    town("meant", "D1", "town/SG2", "--reason", "so vereinbart")
    assert town("unmark", "D1", "SG2").out == "D1 Gesundheit is no longer deliberately without SG2 Lernen.\n"
    assert marks(town) == []
    assert town("undo", "last").out.startswith("Taken back: D1 Gesundheit is no longer")
    assert marks(town) == [["D1", "SG2", "so vereinbart"]]


def test_undo_again_and_again_goes_back_step_by_step_and_a_number_takes_back_the_undo(town):
    town("meant", "D1", "SG1", "--reason", "eins")
    town("meant", "D1", "SG2", "--reason", "zwei")
    assert "zwei" in town("undo").out and "eins" in town("undo").out
    assert marks(town) == []
    assert town("undo", 5).out == "Done again: D1 Gesundheit is deliberately without SG1 Gesund leben: eins\n"
    assert marks(town) == [["D1", "SG1", "eins"]]
    assert town("undo", "town/change/00000004").code == 0
    assert [change["revision"] for change in log(town) if change["can_be_undone"]] == [7, 6, 3, 2]


def test_the_log_tells_when_who_what_and_whether_it_can_be_taken_back(town):
    town("meant", "D1", "SG2", "--reason", "so vereinbart", "--who", "Bert")
    latest, first = log(town)
    assert (latest["who"], latest["what"], latest["can_be_undone"]) == ("Bert", "mark", True)
    assert (first["who"], first["what"], first["can_be_undone"]) == ("Anna", "load", False)
    assert first["told"] == "Plan loaded from its files: 6 added, 0 changed, 0 removed."
    table = town("changes", "--most", 1).out
    assert "Bert" in table and "so vereinbart" in table and "yes" in table and "Anna" not in table


def test_a_link_whose_goal_was_reworded_is_confirmed(town, zielnetz, tmp_path):  # noqa: F811
    lines = [line.replace("Gesund leben", "Gesund bleiben") for line in TOWN]
    zielnetz("load", plan_folder(tmp_path / "new", *lines))
    assert "1 link is to be checked" in town("ask", "suspect-links").out
    assert town("confirm", "serves", "M1", "SG1").out == (
        "Confirmed: M1 Pflegeberatung – serves the goal – SG1 Gesund bleiben\n"
    )
    assert "No link is to be checked" in town("ask", "suspect-links").out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("meant", "D1", "SG2", "--reason", " "), "needs a reason"),
        (("meant", "D9", "SG2", "--reason", "x"), "Nearest: D1 Gesundheit"),
        (("meant", "M1", "SG2", "--reason", "x"), "Department -> StrategicGoal"),
        (("unmark", "D1", "SG2"), "is not marked"),
        (("confirm", "LIKES", "M1", "SG1"), "There is no link type LIKES"),
        (("confirm", "SERVES", "M1", "SG2"), "There is no link SERVES from M1 to SG2"),
        (("undo",), "zielnetz load PATH"),
        (("undo", "7"), "There is no change 7"),
        (("meant", "D1", "SG2", "--reason", "x", "--plan", "county"), "no plan called county"),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, tuple) else "",
)
def test_what_makes_no_sense_is_refused_with_the_remedy(town, arguments, said):
    assert town(*arguments).is_refused(3, said)
    assert [change["what"] for change in log(town)] == ["load"]


def test_a_mark_without_a_reason_is_wrong_usage(town):
    assert town("meant", "D1", "SG2").is_refused(2, "--reason")


def test_where_there_is_no_plan_nothing_is_made(zielnetz, data):  # noqa: F811
    done = zielnetz("meant", "D1", "SG2", "--reason", "x")
    assert done.is_refused(3, "zielnetz load PATH")
    assert not data.exists()


def test_while_the_app_holds_the_database_the_log_is_read_and_an_edit_is_refused(data, tmp_path):  # noqa: F811
    store = open_embedded(data / "zielnetz.lbug")  # this process is the app
    try:
        save_plan(store, read_csv_folder(plan_folder(tmp_path / "plan", *TOWN)), who="Anna")
        assert "Anna" in in_process(data, "changes").out
        for arguments in (("meant", "D1", "SG2", "--reason", "x"), ("undo",)):
            done = in_process(data, *arguments)
            assert done.is_refused(3, "in use by another process", str(os.getpid()), "ZIELNETZ_DATA")
        assert read_plan(store, "town").revision == 1
    finally:
        store.close()
    assert in_process(data, "meant", "D1", "SG2", "--reason", "x").code == 0


def test_the_same_edits_work_on_neo4j(on_neo4j, data, tmp_path):  # noqa: F811
    assert on_neo4j("meant", "D1", "SG2", "--reason", "x").is_refused(3, "zielnetz load PATH")
    on_neo4j("load", plan_folder(tmp_path / "plan", *TOWN))
    assert on_neo4j("meant", "D1", "SG2", "--reason", "so vereinbart", "--who", "Bert").code == 0
    assert marks(on_neo4j) == [["D1", "SG2", "so vereinbart"]]
    assert on_neo4j("undo").code == 0
    assert marks(on_neo4j) == []
    assert [change["what"] for change in log(on_neo4j)] == ["undo", "mark", "load"]
    assert not data.exists()

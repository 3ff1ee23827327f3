"""A database that an older Zielnetz wrote: opened for writing it is brought up to date, and nothing in it is lost."""

from pathlib import Path

import ladybug
import pytest
from neo4j import GraphDatabase

from explorer.catalogue import schema, statement
from explorer.errors import Refusal
from explorer.model import LABELS, LINK_TYPES, suspect_ends
from explorer.store import plan_codes, read_plan, save_plan
from explorer.store.embedded import open_embedded
from explorer.store.neo4j import Neo4jStore
from explorer.store.protocol import SCHEMA_VERSION
from tests.plans import small_plan

TOWN = ("StrategicGoal SG1 Stay healthy", "Measure M1 Advice", "Measure M2 Opening hours", "M1 SERVES SG1")
OLD = (
    "CREATE (:Zielnetz {uid: 'schema', version: 1})",
    "CREATE (:Plan {uid: 'town', code: 'town', title: 'Plan of the town', revision: 4, updated_at: '2026-01-01'})",
    "CREATE (:StrategicGoal {uid: 'town/SG1', plan: 'town', code: 'SG1', title: 'Stay healthy', "
    "certainty: 'documented', revision: 2, updated_at: '2026-01-01'})",
    "CREATE (:Measure {uid: 'town/M1', plan: 'town', code: 'M1', title: 'Advice', certainty: 'documented', "
    "revision: 1, updated_at: '2026-01-01'})",
    "CREATE (:Measure {uid: 'town/M2', plan: 'town', code: 'M2', title: 'Opening hours', "
    "certainty: 'documented', revision: 1, updated_at: '2026-01-01'})",
    "MATCH (m:Measure {uid: 'town/M1'}), (g:StrategicGoal {uid: 'town/SG1'}) "
    "CREATE (m)-[:SERVES {certainty: 'documented'}]->(g)",
)


@pytest.fixture
def old_file(tmp_path):
    """A database file as model 1 made it, with a small plan."""
    path = tmp_path / "zielnetz.lbug"
    database = ladybug.Database(str(path))
    connection = ladybug.Connection(database)
    text = (Path(__file__).parent / "embedded_1.cypher").read_text("utf-8")
    code = "\n".join(line for line in text.splitlines() if not line.startswith("//"))
    for one in [*filter(None, map(str.strip, code.split(";"))), *OLD]:
        connection.execute(one)
    connection.close()
    database.close()
    return path


@pytest.fixture
def file_of_model_2(old_file):
    """The same file after an upgrade to model 2, and no further."""
    database = ladybug.Database(str(old_file))
    connection = ladybug.Connection(database)
    for text in [*schema("embedded", 2), "MATCH (z:Zielnetz) SET z.version = 2"]:
        connection.execute(text)
    connection.close()
    database.close()
    return old_file


def is_up_to_date(store):
    """The old plan is there, nothing in it is suspect, and what is reworded from now on is noticed."""
    assert store.read(statement("explore/schema_version")) == [{"version": SCHEMA_VERSION}]
    plan = read_plan(store, "town")
    assert plan.revision == 4 and [link.key for link in plan.links] == [("SERVES", "town/M1", "town/SG1")]
    assert not save_plan(store, small_plan(*TOWN), who="Anna")
    assert suspect_ends(plan, plan.links[0]) == (False, False)
    save_plan(store, small_plan("StrategicGoal SG1 Stay fit", *TOWN[1:]), who="Anna")
    plan = read_plan(store, "town")
    assert suspect_ends(plan, plan.links[0]) == (False, True)
    assert plan.nodes["town/M1"].properties["reworded"] is None
    return True


def test_a_file_of_model_1_is_brought_up_to_date_when_it_is_opened_for_writing(old_file):
    store = open_embedded(old_file)
    assert is_up_to_date(store)
    store.close()
    again = open_embedded(old_file)
    assert read_plan(again, "town").revision == 5
    again.close()


def test_a_file_of_model_2_is_brought_up_to_date_too(file_of_model_2):
    with pytest.raises(Refusal, match="older Zielnetz"):
        open_embedded(file_of_model_2, read_only=True)
    store = open_embedded(file_of_model_2)
    assert plan_codes(store)[0]["mapping"] is None
    assert is_up_to_date(store)
    store.close()


def test_an_upgraded_file_is_like_a_new_one(old_file, tmp_path):
    def columns(path):
        open_embedded(path).close()
        database = ladybug.Database(str(path))
        connection = ladybug.Connection(database)
        found = {
            name: [row[:3] for row in connection.execute(f"CALL table_info('{name}') RETURN *").get_all()]
            for name in (*LABELS, *LINK_TYPES, "Plan", "Change", "Zielnetz")
        }
        connection.close()
        database.close()
        return {name: [column[1:] for column in info] for name, info in found.items()}

    assert columns(old_file) == columns(tmp_path / "new.lbug")


def test_an_upgraded_file_takes_a_new_plan_in_bulk(old_file):
    store = open_embedded(old_file)
    save_plan(store, small_plan(*TOWN, code="county"), who="Anna")
    plan = read_plan(store, "county")
    assert {node.properties["reworded"] for node in plan.nodes.values()} == {1}
    assert [link.properties["confirmed"] for link in plan.links] == [1]
    store.close()


def test_an_upgrade_that_was_cut_short_is_done_again(old_file):
    database = ladybug.Database(str(old_file))
    connection = ladybug.Connection(database)
    for text in schema("embedded", 2)[:9]:
        connection.execute(text)
    connection.close()
    database.close()
    store = open_embedded(old_file)
    assert is_up_to_date(store)
    store.close()


def test_a_file_of_model_1_is_not_opened_for_reading_alone_and_the_remedy_works(old_file):
    with pytest.raises(Refusal, match="older Zielnetz") as caught:
        open_embedded(old_file, read_only=True)
    assert "zielnetz serve" in caught.value.remedy
    open_embedded(old_file).close()
    store = open_embedded(old_file, read_only=True)
    assert plan_codes(store)[0]["revision"] == 4
    store.close()


@pytest.mark.parametrize("reading_first", [False, True])
def test_a_neo4j_of_model_1_can_be_read_as_it_is_and_is_marked_when_it_is_opened_for_writing(
    neo4j_uri_empty, reading_first
):
    server = neo4j_uri_empty
    with GraphDatabase.driver(server.uri, auth=(server.username, server.password)) as driver:
        for text in OLD:
            driver.execute_query(text)
    if reading_first:
        store = Neo4jStore(server.uri, server.username, server.password, read_only=True)
        plan = read_plan(store, "town")
        assert suspect_ends(plan, plan.links[0]) == (False, False)
        assert store.read(statement("explore/schema_version")) == [{"version": 1}]
        store.close()
    store = Neo4jStore(server.uri, server.username, server.password)
    assert is_up_to_date(store)
    store.close()

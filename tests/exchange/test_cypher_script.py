"""A plan as a Cypher script: an empty real Neo4j that ran it holds the plan, and no text gets out of its quotes."""

import json
import re
from itertools import count

import pytest
from hypothesis import Phase, given, settings
from neo4j import GraphDatabase

from explorer.exchange.formats.cypher_script import as_cypher, statements_of
from explorer.exchange.formats.json_file import as_json, read_json, record_of
from explorer.model import Plan
from explorer.store import read_plan
from explorer.store.neo4j import Neo4jStore
from tests.exchange.whole_plans import NASTY, renamed, whole_plans
from tests.neo4j.server import Neo4jServer
from tests.plans import small_plan

_HOSTILE_TEXTS = (
    *NASTY,
    *("\\" + text for text in NASTY),
    "x'}) DETACH DELETE n;\n//",
    "\\u0027}) //",
    "\\\\u0027",
    "\\\\\\u0027}) //",
    "\\U0001F600",
    "a\\\x88b",
    "x;\n;",
    "*/ x /*",
    "ends with \\",
)


def hostile_plan() -> Plan:
    """Every kind of text that might end a literal or a statement."""
    record = record_of(small_plan("Measure M1 x", title="It's \\u0027 a ' title\\"))
    record["items"] = [
        {"label": "Measure", "code": f"M{number}", "title": f"x{text}".strip(), "certainty": "reading"}
        for number, text in enumerate(_HOSTILE_TEXTS)
    ]
    return read_json(json.dumps(record).encode())


HOSTILE = hostile_plan()


def as_text(plan: Plan) -> str:
    return as_cypher(plan).decode()


def run_in(server: Neo4jServer, script: str) -> None:
    """Run a script as `cypher-shell -f` does: statement by statement."""
    with GraphDatabase.driver(server.uri, auth=(server.username, server.password)) as driver:
        for text in script.split(";\n"):
            if text.strip():
                driver.execute_query(text)  # type: ignore[arg-type]


def plan_in(server: Neo4jServer, code: str) -> Plan:
    store = Neo4jStore(server.uri, server.username, server.password)
    try:
        return read_plan(store, code)
    finally:
        store.close()


def test_a_statement_ends_at_the_end_of_a_line_and_nowhere_else() -> None:
    text = as_text(HOSTILE)
    assert text.endswith(";\n")
    without_comments = re.sub(r"(?m)^//.*\n", "", text)
    assert without_comments.split(";\n")[:-1] == list(statements_of(HOSTILE))


def test_the_same_plan_is_the_same_script() -> None:
    turned = Plan(HOSTILE.properties, dict(reversed(HOSTILE.nodes.items())), ())
    assert as_text(turned) == as_text(HOSTILE)


def test_no_parameter_is_left_and_amounts_are_floats() -> None:
    text = as_text(small_plan("Measure M1 x; budget_eur=1e22", "Measure M2 y; budget_eur=5"))
    assert "$" not in text and "e+" not in text
    assert "budget_eur: 1e22" in text and "budget_eur: 5.0" in text


@pytest.mark.neo4j
def test_a_neo4j_that_ran_it_holds_the_seed(neo4j_server: Neo4jServer, soest_plan: Plan) -> None:
    neo4j_server.wipe()
    script = as_text(soest_plan)
    run_in(neo4j_server, script)
    found = plan_in(neo4j_server, soest_plan.code)
    assert as_json(found) == as_json(soest_plan)
    # Exported again it is the same script: revisions and confirmations are part of it.
    assert as_text(found) == script


@pytest.mark.neo4j
def test_running_it_again_changes_nothing(neo4j_server: Neo4jServer) -> None:
    neo4j_server.wipe()
    plan = small_plan("Measure M1 x", "StrategicGoal SG1 y", "M1 SERVES SG1")
    script = as_text(plan)
    run_in(neo4j_server, script + script)
    assert as_text(plan_in(neo4j_server, "town")) == script


@pytest.mark.neo4j
def test_hostile_texts_arrive_as_they_are(neo4j_server: Neo4jServer) -> None:
    neo4j_server.wipe()
    run_in(neo4j_server, as_text(HOSTILE))
    assert as_json(plan_in(neo4j_server, "town")) == as_json(HOSTILE)


@pytest.mark.neo4j
def test_every_plan_arrives_as_it_is(neo4j_server: Neo4jServer) -> None:
    neo4j_server.wipe()
    codes = (f"town-{number}" for number in count())

    @settings(max_examples=12, deadline=None, phases=[Phase.generate])
    @given(whole_plans())
    def check(made: Plan) -> None:
        plan = renamed(made, next(codes))
        run_in(neo4j_server, as_text(plan))
        assert as_json(plan_in(neo4j_server, plan.code)) == as_json(plan)

    check()

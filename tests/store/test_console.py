"""The console on the real engines: it answers what reads, and nothing gets past it that writes, opens or hangs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from explorer.errors import BadStatement, Refusal, TooMuch
from explorer.model import Plan
from explorer.store import GraphStore, read_plan, save_plan
from explorer.store.embedded import open_embedded

SECRET = "secret-4711"

#: What read-only transactions of the two engines let through, line by line, and writes in disguise.
REFUSED = (
    "LOAD FROM '{secret}' (header=false) RETURN *",
    "load from '{secret}' return *",
    "COPY (MATCH (m:Measure) RETURN m.uid) TO '{folder}/out.csv'",
    "EXPORT DATABASE '{folder}/out'",
    "IMPORT DATABASE '{folder}/out'",
    "CALL timeout=0",
    "CALL show_tables() RETURN *",
    "LOAD FROM some_dataframe RETURN *",
    "ROLLBACK; BEGIN TRANSACTION; CREATE (:Zielnetz {{uid: 'x'}}); COMMIT",
    "CALL read_csv_serial('{secret}') RETURN *",
    "MATCH (m:Measure) CALL read_csv_serial('{secret}') RETURN *",
    "LOAD CSV FROM 'file://{secret}' AS line RETURN line",
    "LOAD CSV FROM 'http://127.0.0.1:9/x' AS line RETURN line",
    "MATCH (m:Measure) LOAD CSV FROM 'file://{secret}' AS line RETURN line",
    "CALL dbms.listConfig() YIELD name RETURN name",
    "CALL db.createLabel('x')",
    "MATCH (n) CALL {{ WITH n DETACH DELETE n }} RETURN 1 AS x",
    "MATCH (n) CALL {{ WITH n SET n.title = 'x' }} IN TRANSACTIONS RETURN 1 AS x",
    "CREATE (n:Measure {{uid: 'x'}}) RETURN n",
    "MaTcH (n:Measure) dEtAcH DeLeTe n",
    "MATCH (n:Measure) /* only reading */ SET/**/ n.title = 'x' RETURN n",
    "MATCH (n:Measure) // a comment\nREMOVE n.title RETURN n",
    "MATCH (n) RETURN n; MATCH (n) DETACH DELETE n",
    "MATCH (n:Measure) RETURN n UNION MATCH (n:Measure) DELETE n RETURN n",
    "MATCH (n:Measure) FOREACH (x IN [1] | SET n.title = 'x') RETURN n",
    "MATCH (n:Measure) WHERE EXISTS {{ MATCH (n) SET n.title = 'x' RETURN n }} RETURN n",
    "MERGE (n:Measure {{uid: 'x'}}) RETURN n",
    "DROP TABLE Measure",
    "ALTER TABLE Measure ADD x STRING",
    "USE system SHOW USERS",
    "SHOW USERS",
    "PROFILE MATCH (n:Measure) DELETE n",
    "EXPLAIN MATCH (n) RETURN n",
    "INSTALL httpfs",
    "LOAD EXTENSION httpfs",
    "ATTACH '{folder}/other' AS other (dbtype lbug)",
    "MATCH (n:Measure) \\u0053ET n.title = 'x' RETURN n",
    "MATCH (n:Measure) RETURN apoc.load.csv('{secret}')",
    "UNWIND range(1, 100000000) AS x RETURN count(x)",
    "MATCH (a:Measure)-[*]-(b) RETURN count(*)",
    "",
    ";",
)


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "secret.csv"
    path.write_text(f"{SECRET}\n", "utf-8")
    return path


@pytest.fixture
def unchanged(soest_stores: GraphStore, soest_plan: Plan, tmp_path: Path) -> Iterator[GraphStore]:
    """A store that must hold exactly the seed afterwards, and a folder without a new file."""
    before = read_plan(soest_stores, soest_plan.code)
    yield soest_stores
    assert read_plan(soest_stores, soest_plan.code) == before
    assert {path.name for path in tmp_path.iterdir()} <= {"secret.csv"}


@pytest.mark.parametrize("line", REFUSED)
def test_what_does_not_only_read_is_refused_with_a_remedy(
    unchanged: GraphStore, secret: Path, line: str
) -> None:
    text = line.format(secret=secret, folder=secret.parent)
    with pytest.raises(BadStatement) as refused:
        unchanged.ask(text, seconds=5, most=100)
    assert refused.value.remedy and SECRET not in str(refused.value)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("MATCH (m:Measure) RETURN count(m) AS n", 1),
        ("MATCH (g:StrategicGoal) RETURN g.number AS number, g.title AS title ORDER BY number", 7),
        ("MATCH (m:Measure) WHERE m.title CONTAINS 'SET' OR m.title = 'CREATE' RETURN m", 0),
        ("// create nothing\nMATCH (m:Measure) RETURN m.uid AS `delete` ORDER BY m.uid LIMIT 3", 3),
        ("OPTIONAL MATCH (d:Decision) RETURN d.title AS title", 13),
        ("UNWIND [1, 2] AS x RETURN x", 2),
        ("WITH 1 AS one RETURN one", 1),
        ("MATCH (f:FieldOfAction) RETURN f UNION MATCH (f:FieldOfAction) RETURN f", 5),
    ],
)
def test_what_reads_is_answered_the_same_on_both(unchanged: GraphStore, text: str, rows: int) -> None:
    assert len(unchanged.ask(text, seconds=10, most=100).rows) == rows


def test_a_filter_over_two_hops_written_as_the_guard_says_counts_right(
    unchanged: GraphStore, soest_plan: Plan
) -> None:
    answer = unchanged.ask(
        "MATCH (d:Department)-[r:RESPONSIBLE_FOR]->(m:Measure)-[s:SERVES]->(g:StrategicGoal) "
        "WITH * WHERE r.role = 'lead' AND m.status = 'running' AND s.contribution = 'primary' AND d.kind = 'Abteilung' "
        "RETURN count(*) AS n",
        seconds=10,
        most=10,
    )
    running = {n.uid for n in soest_plan.of("Measure") if n.text("status") == "running"}
    units = {n.uid for n in soest_plan.of("Department") if n.text("kind") == "Abteilung"}
    leads = [k for k in soest_plan.links if k.type == "RESPONSIBLE_FOR" and k.text("role") == "lead"]
    mains = [k for k in soest_plan.links if k.type == "SERVES" and k.text("contribution") == "primary"]
    wanted = sum(
        1 for k in leads for s in mains if k.target == s.source and k.target in running and k.source in units
    )
    assert answer.rows == [{"n": wanted}]


def test_nodes_in_an_answer_are_told_by_their_uids(unchanged: GraphStore, soest_plan: Plan) -> None:
    answer = unchanged.ask("MATCH (g:StrategicGoal) RETURN g", seconds=10, most=100)
    assert set(answer.uids) == {node.uid for node in soest_plan.of("StrategicGoal")}
    assert {row["g"]["label"] for row in answer.rows} == {"StrategicGoal"}


def test_more_rows_than_allowed_are_cut_and_it_says_so(unchanged: GraphStore) -> None:
    answer = unchanged.ask("MATCH (m:Measure) RETURN m.uid AS uid", seconds=10, most=10)
    assert len(answer.rows) == 10 and answer.cut
    assert not unchanged.ask("MATCH (m:Measure) RETURN m.uid AS uid", seconds=10, most=125).cut


def test_a_query_that_runs_too_long_is_stopped_and_the_store_goes_on(unchanged: GraphStore) -> None:
    slow = (
        "MATCH (a:Measure), (b:Measure), (c:Measure), (d:Measure), (e:Measure) "
        "WHERE a.title < b.title AND b.title < c.title AND c.title < d.title AND d.description < e.description "
        "RETURN count(*) AS n"
    )
    with pytest.raises(TooMuch):
        unchanged.ask(slow, seconds=0.5, most=10)
    assert unchanged.ask("RETURN 1 AS one", seconds=5, most=10).rows == [{"one": 1}]


def test_a_mistake_is_told_and_the_store_goes_on(unchanged: GraphStore) -> None:
    for wrong in ("MATCH (m:Measure RETURN m", "MATCH (m:Measure) RETURN m.uid +", "RETURN nothing"):
        with pytest.raises(Refusal):
            unchanged.ask(wrong, seconds=5, most=10)
    assert unchanged.ask("RETURN 1 AS one", seconds=5, most=10).rows == [{"one": 1}]


def test_a_query_that_runs_out_of_memory_leaves_the_memory_to_others(
    tmp_path: Path, soest_plan: Plan
) -> None:
    store = open_embedded(tmp_path / "data" / "zielnetz.lbug", memory_mib=128)
    save_plan(store, soest_plan, who="tests")
    greedy = "MATCH (a:Measure), (b:Measure), (c:Measure) RETURN DISTINCT a.description, b.description, c.description"
    for _again in range(3):
        with pytest.raises(TooMuch):
            store.ask(greedy, seconds=20, most=10)
    assert len(read_plan(store, soest_plan.code).nodes) == len(soest_plan.nodes)
    assert len(store.ask("MATCH (m:Measure) RETURN DISTINCT m.title AS t", seconds=5, most=200).rows) > 100
    store.close()

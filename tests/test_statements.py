"""Every statement in ``cypher/`` runs on both engines, keeps to what means the same on both, and fits the model."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from explorer.catalogue import ENGINES, Engine, Statement, questions, schema, statement, statements
from explorer.errors import BadStatement, ForeignData
from explorer.model import LABELS, LINK_TYPES, PLAN_KEPT_BY_STORE, PLAN_PROPERTIES, Property
from explorer.resources import bundled
from explorer.store import GraphStore, Transaction, save_plan
from explorer.store.embedded import EmbeddedStore, open_embedded
from explorer.store.loading import returned
from explorer.store.neo4j import Neo4jStore
from tests.neo4j.server import Neo4jServer
from tests.plans import small_plan

CYPHER = bundled("cypher")
PORTABLE = sorted(
    path
    for folder in ("questions", "explore", "edit", "coverage")
    for path in (CYPHER / folder).glob("*.cypher")
    if not path.stem.endswith(ENGINES)
)
TOWN = small_plan(
    "StrategicGoal SG1 Gut leben; number=1",
    "Measure M1 Pflegeberatung; since=2015",
    "M1 SERVES SG1",
)
SAMPLES: dict[str, Any] = {"string": "x", "int": 1, "float": 1.0, "bool": True, "year": 0, "plan": "town"}
#: What makes the statements of coverage find something.
LISTS: dict[str, list[str]] = {
    "certainties": ["documented", "reading"],
    "roles": ["lead", "partner"],
    "statuses": [],
    "fields": [],
}


class UndoError(Exception):
    """Ends a transaction so that nothing of it stays."""


def ways_to_fill(made: Statement) -> Iterator[tuple[Statement, dict[str, str]]]:
    """The statement for every label, or every link type and its ends, that the model knows."""
    if not made.fills:
        yield made, {}
    elif "label" in made.fills:
        for label in LABELS.values():
            texts = {"label": label.name, "properties": returned("n", label.stored)}
            texts["assignments"] = ", ".join(
                f"n.{p.name} = row.{p.name}" for p in label.stored if p.name != "uid"
            )
            yield made.filled(**{key: texts[key] for key in made.fills}), {"label": label.name}
    else:
        for kind in LINK_TYPES.values():
            for start, end in kind.ends:
                texts = {
                    "type": kind.name,
                    "from": start,
                    "to": end,
                    "properties": returned("r", kind.stored),
                }
                texts["assignments"] = ", ".join(f"r.{p.name} = row.{p.name}" for p in kind.stored)
                yield made.filled(**{key: texts[key] for key in made.fills}), {"type": kind.name}


def sample(made: Statement, filled: dict[str, str]) -> dict[str, Any]:
    """A value for every parameter, rows that name nothing that exists."""
    properties: tuple[Property, ...] = ()
    if "label" in filled:
        properties = LABELS[filled["label"]].stored
    elif "type" in filled:
        properties = LINK_TYPES[filled["type"]].stored
    row = {p.name: {"string": "x", "integer": 2000, "float": 1.0}[p.type] for p in properties}
    rows = [row | {"source": "town/none", "target": "town/none", "uid": "town/new"}]
    given = {}
    for name, parameter in made.parameters.items():
        if parameter.type in ("list", "table"):
            given[name] = rows if name == "rows" else LISTS.get(name, ["town/none"])
        elif parameter.default is not None:
            given[name] = parameter.default
        elif parameter.type == "item":
            given[name] = "town/M1"
        else:
            given[name] = SAMPLES[parameter.type]
    return given


def for_engine(engine: Engine) -> dict[str, Statement]:
    """Every statement that this engine runs, except the bulk load, which takes a table and is tested with it."""
    others = tuple(f".{other}" for other in ENGINES if other != engine)
    named = {n: s for n, s in statements().items() if not n.endswith(others) and "edit/copy_" not in n}
    return named | {f"questions/{n}": q.statement for n, q in questions().items()}


@pytest.fixture(scope="module")
def embedded_town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStore]:
    store = open_embedded(tmp_path_factory.mktemp("statements") / "zielnetz.lbug")
    save_plan(store, TOWN, who="tests")
    yield store
    store.close()


def run_all(store: GraphStore, engine: Engine) -> int:
    count = 0
    for name, made in for_engine(engine).items():
        for filled, texts in ways_to_fill(made):
            given = sample(filled, texts)

            def work(tx: Transaction, filled: Statement = filled, given: dict[str, Any] = given) -> None:
                tx.run(filled, **given)
                raise UndoError

            if name.startswith("edit/"):
                with pytest.raises(UndoError):
                    store.write(work)
            else:
                store.read(filled, **given)
            count += 1
    return count


def test_every_statement_runs_on_the_embedded_engine(embedded_town: EmbeddedStore) -> None:
    assert (
        run_all(embedded_town, "embedded")
        > len(LABELS) * 3 + sum(len(k.ends) for k in LINK_TYPES.values()) * 3
    )
    assert save_plan(embedded_town, TOWN, who="tests").counts() == {"added": 0, "changed": 0, "removed": 0}


def test_every_statement_runs_on_neo4j(neo4j_uri_empty: Neo4jServer) -> None:
    store = Neo4jStore(neo4j_uri_empty.uri, neo4j_uri_empty.username, neo4j_uri_empty.password)
    try:
        save_plan(store, TOWN, who="tests")
        run_all(store, "neo4j")
        assert save_plan(store, TOWN, who="tests").counts() == {"added": 0, "changed": 0, "removed": 0}
    finally:
        store.close()


@pytest.mark.neo4j
def test_statements_that_read_answer_alike_on_both_engines(
    embedded_soest: EmbeddedStore, neo4j_soest: Neo4jStore
) -> None:
    for name, made in statements().items():
        if name.startswith("edit/") or name.endswith(ENGINES) or "change" in name or name == "explore/plans":
            continue  # changes and plans tell when they were loaded, and that differs
        for filled, texts in ways_to_fill(made):
            given = sample(filled, texts)
            given |= {"plan": "kreis-soest-2020"} if "plan" in given else {}
            given |= (
                {"uids": [f"kreis-soest-2020/{c}" for c in ("M015", "SG1", "KV")]} if "uids" in given else {}
            )
            ours, theirs = (
                [without_times(row) for row in store.read(filled, **given)]
                for store in (embedded_soest, neo4j_soest)
            )
            assert sorted(ours, key=str) == sorted(theirs, key=str), name


def without_times(row: dict[str, Any]) -> dict[str, Any]:
    plain = {k: without_times(v) if isinstance(v, dict) else v for k, v in row.items() if k != "updated_at"}
    if "how" in plain:  # a part of a matrix: its uids are a set
        plain["uids"] = sorted(plain["uids"])
    return dict(sorted(plain.items()))


def test_the_schema_can_be_laid_again_over_a_database_that_has_it(
    neo4j_uri_empty: Neo4jServer, embedded_store: EmbeddedStore
) -> None:
    for _again in range(2):
        Neo4jStore(neo4j_uri_empty.uri, neo4j_uri_empty.username, neo4j_uri_empty.password).close()
    embedded_store.close()
    open_embedded(embedded_store.path).close()


# What the files may say.


def bare(path: Path) -> str:
    """The statement without comments and texts in quotes."""
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.lstrip().startswith("//")]
    return re.sub(r"'[^']*'", "''", "\n".join(lines))


def clauses(text: str) -> list[tuple[str, str]]:
    """The clauses in order, each with its first words: ``("OPTIONAL MATCH", "(a)-[r]->(b) WHERE ...")``."""
    words = r"\b(OPTIONAL MATCH|MATCH|WITH|UNWIND|RETURN|UNION ALL|MERGE|SET|CREATE|DETACH DELETE|DELETE)\b"
    # STARTS WITH and ENDS WITH are no clauses.
    parts = re.split(words, re.sub(r"\b(STARTS|ENDS) WITH\b", r"\1_WITH", text))
    return list(zip(parts[1::2], parts[2::2], strict=True))


#: What the embedded engine refuses, or accepts and answers in another way than Neo4j.
NOT_PORTABLE = {
    r"\blabels\s*\(": "labels(n) is a text on one engine; return a literal in each branch of UNION ALL",
    r"(?<!\w)(id|elementId|properties|keys|nodes|relationships)\s*\(": "internal ids and whole maps differ; name them",
    r"\w\[\s*\d": "xs[0] counts from 1 on one engine; head(xs)",
    r"\b(substring|left|right)\s*\(": "counts from 1 on one engine; STARTS WITH",
    r"\b(any|all|none|single|reduce|filter|extract)\s*\(": "lambdas give wrong rows; UNWIND ... WHERE ... collect",
    r"\[\s*\w+\s+IN\b": "list comprehension; UNWIND ... WHERE ... collect",
    r"\bshortestPath\b|\bSHORTEST\b": "a file for one engine, or networkx",
    r"\b(date|datetime|duration|timestamp|randomUUID)\s*\(": "computed in Python, passed in",
    r"\$\w+\s+IS\s+(NOT\s+)?NULL": "$s = '' OR n.p = $s",
    r"\b(FOREACH|REMOVE|CALL|LOAD|COPY|USE)\b": "not in both",
    r"\bSET\s+\w+\s*\+?=": "SET n = $map; name the properties",
    r"\bCOLLECT\s*\{": "OPTIONAL MATCH, then collect",
    r"\bWHERE\s+\w+:[A-Z]": "the label belongs in the pattern",
    r"(?<!<)-\[[^\]]*\*[^\]]*\]-(?!>)": "undirected steps count walks on one engine",
    r"\b(toString|toInteger|toFloat|type)\s*\(\s*\$": "a macro crashes on a bare parameter; WITH $x AS x first",
    r"\bsum\s*\(\s*CASE\b[^)]*\bTHEN\s+1\b": "a sum of whole numbers has another type; count(CASE ... THEN 1 END)",
}


@pytest.mark.parametrize("path", PORTABLE, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_statement_keeps_to_what_means_the_same_on_both_engines(path: Path) -> None:
    text = bare(path)
    for construct, instead in NOT_PORTABLE.items():
        found = re.search(construct, text)
        assert not found, f"{found and found[0]!r}: {instead}"
    for clause, rest in clauses(text):
        if clause == "WITH" and "ORDER BY" in rest:
            assert re.search(r"\b(SKIP|LIMIT)\b", rest), (
                "WITH ... ORDER BY needs SKIP 0, or the order is refused"
            )


@pytest.mark.parametrize(
    "text",
    [
        "MATCH (n) RETURN labels(n)",
        "MATCH (n) RETURN id(n)",
        "RETURN xs[0]",
        "RETURN substring(n.title, 2)",
        "WHERE any(x IN xs WHERE x > 1)",
        "RETURN [x IN xs | x]",
        "MATCH (a)-[:INFLUENCES*1..3]-(b)",
        "MATCH (a)-[*1..3]-(b)",
        "WHERE $year IS NULL OR n.year = $year",
        "WHERE n:Measure",
        "SET n += $map",
        "RETURN toString($year)",
        "RETURN sum(CASE WHEN a THEN 1 ELSE 0 END)",
        "CALL { MATCH (n) RETURN n }",
    ],
)
def test_what_means_something_else_on_one_engine_is_found(text: str) -> None:
    assert any(re.search(construct, text) for construct in NOT_PORTABLE)


def test_steps_that_run_one_way_are_portable() -> None:
    text = "MATCH (a)-[:PART_OF*1..3]->(b)<-[:PART_OF*1..3]-(c) RETURN head(collect(a.uid)) AS first"
    assert not any(re.search(construct, text) for construct in NOT_PORTABLE)


def check_hops(text: str) -> None:
    """The embedded engine (0.22.0) loses a filter that falls between two links of a plain MATCH.

    Two plain MATCHes in a row are one to it. So: one link a MATCH and WITH between two, or ``WITH *`` before WHERE.
    And it stumbles over an OPTIONAL MATCH that starts from what another one may not have found.
    """
    before, maybe = 0, set[str]()
    for clause, rest in clauses(re.sub(r"EXISTS\s*\{[^{}]*\}", "true", text)):
        if clause.endswith("MATCH"):
            here = links_in(rest)
            if clause == "MATCH":
                assert here < 2 or "WHERE" not in rest, f"a filter between links, WITH * before WHERE: {rest}"
                assert not (before and here), f"WITH is missing before: {rest}"
                before += here
            pattern = re.split(r"\bWHERE\b", rest)[0]
            assert not set(re.findall(r"\((\w+)\)", pattern)) & maybe, (
                f"starts from what may be missing: {rest}"
            )
            maybe |= set(re.findall(r"\((\w+):", pattern)) if clause == "OPTIONAL MATCH" else set()
        else:
            before, maybe = 0, set()


def links_in(pattern: str) -> int:
    return len(re.findall(r"-\[|-->|<--", re.split(r"\bWHERE\b", pattern)[0]))


@pytest.mark.parametrize("path", PORTABLE, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_statement_takes_one_hop_at_a_time(path: Path) -> None:
    check_hops(bare(path))


@pytest.mark.parametrize(
    "text",
    [
        "MATCH (d:Department)-[r:LEADS]->(m)-[:SERVES]->(g) WHERE r.role = '' RETURN g.uid",
        "MATCH (d)-[r]->(m) WHERE r.role = '' MATCH (m)-[:SERVES]->(g) RETURN g.uid",
        "MATCH (d) OPTIONAL MATCH (d)-[r]->(m:Measure) OPTIONAL MATCH (m)-[:SERVES]->(g) RETURN g.uid",
    ],
)
def test_a_filter_between_hops_is_found(text: str) -> None:
    with pytest.raises(AssertionError):
        check_hops(text)
    check_hops(re.sub(r"(WHERE|(?<=') MATCH|(?<=\)) OPTIONAL MATCH \(m\))", r" WITH * \1", text))


@pytest.mark.parametrize("path", sorted((CYPHER / "questions").glob("*.cypher")), ids=lambda path: path.stem)
def test_a_question_is_asked_of_one_plan_and_one_year_in_a_fixed_order(path: Path) -> None:
    text = bare(path)
    assert "$plan" in text and "$year" in text
    assert ";" not in text and "<" + "label" not in text
    if "UNION ALL" not in text:
        order = text.rpartition("ORDER BY")[2]
        assert re.search(r"(uid|status|link)(, ''\))?$", order.strip()), (
            f"the last word decides ties: {order}"
        )


def test_every_declared_parameter_is_used() -> None:
    for name, made in {**statements(), **{n: q.statement for n, q in questions().items()}}.items():
        for parameter in made.parameters:
            assert re.search(rf"\${parameter}\b", made.text), f"{name} does not use ${parameter}"


def test_a_name_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(BadStatement, match=r"There is no statement called explore/nothing\."):
        statement("explore/nothing")


# The schema files and the model.

TYPES = {"string": "STRING", "integer": "INT64", "float": "DOUBLE"}


def tables() -> dict[tuple[str, str], dict[str, list[str]]]:
    """The columns and ends of every table in the embedded schema: ``("NODE", "Measure")`` -> ..."""
    found = {}
    for text in schema("embedded"):
        made = re.fullmatch(r"CREATE (NODE|REL) TABLE IF NOT EXISTS (\w+) \((.*)\)", text, re.DOTALL)
        if made:
            parts = [part.strip() for part in made[3].split(",\n")]
            found[made[1], made[2]] = {
                "ends": [part for part in parts if part.startswith("FROM ")],
                "columns": [part for part in parts if not part.startswith("FROM ")],
            }
    return found


def columns(properties: tuple[Property, ...]) -> list[str]:
    return [f"{p.name} {TYPES[p.type]}{' PRIMARY KEY' if p.name == 'uid' else ''}" for p in properties]


@pytest.mark.parametrize("label", LABELS.values(), ids=lambda label: label.name)
def test_the_embedded_schema_has_a_table_for_a_label(label: Any) -> None:
    assert tables()["NODE", label.name]["columns"] == columns(label.stored)


@pytest.mark.parametrize("kind", LINK_TYPES.values(), ids=lambda kind: kind.name)
def test_the_embedded_schema_has_a_table_for_a_link_type(kind: Any) -> None:
    made = tables()["REL", kind.name]
    assert made["columns"] == columns(kind.stored)
    assert made["ends"] == [f"FROM {start} TO {end}" for start, end in kind.ends]


def test_the_embedded_schema_has_nothing_else() -> None:
    known = {("NODE", name) for name in (*LABELS, "Plan", "Change", "Zielnetz")} | {
        ("REL", t) for t in LINK_TYPES
    }
    assert set(tables()) == known
    kept = tables()["NODE", "Plan"]["columns"]
    assert sorted(line for line in kept if not line.startswith("uid ")) == sorted(
        columns((*PLAN_PROPERTIES, *PLAN_KEPT_BY_STORE))
    )


def test_the_neo4j_schema_makes_every_uid_unique_and_finds_a_plan_fast() -> None:
    text = "\n".join(schema("neo4j"))
    unique = set(re.findall(r"FOR \(n:(\w+)\) REQUIRE n\.uid IS UNIQUE", text))
    indexed = set(re.findall(r"FOR \(n:(\w+)\) ON \(n\.plan\)", text))
    assert unique == {*LABELS, "Plan", "Change", "Zielnetz"}
    assert indexed == {*LABELS, "Change"}
    assert len(re.findall("IF NOT EXISTS", text)) == len(schema("neo4j"))


def test_the_embedded_engine_understands_the_words_that_it_spells_otherwise(
    embedded_town: EmbeddedStore,
) -> None:
    asked = "MATCH (m:Measure)-[r]->(g) RETURN type(r) AS t, toString(m.since) AS s, head(collect(g.uid)) AS first"
    found = embedded_town.ask(asked, seconds=5, most=5)
    assert [list(row.values()) for row in found.rows] == [["SERVES", "2015", "town/SG1"]]


def test_the_product_of_ends_is_what_the_model_allows() -> None:
    influencing = ("Measure", "OperativeGoal", "StrategicGoal")
    assert set(LINK_TYPES["INFLUENCES"].ends) == set(product(influencing, repeat=2))


def test_a_neo4j_with_something_else_in_it_is_left_alone(neo4j_uri_empty: Neo4jServer) -> None:
    from neo4j import GraphDatabase

    server = neo4j_uri_empty
    with GraphDatabase.driver(server.uri, auth=(server.username, server.password)) as driver:
        driver.execute_query("CREATE (:Person {name: 'Ada'})")
        with pytest.raises(ForeignData):
            Neo4jStore(server.uri, server.username, server.password)
        found, _summary, _keys = driver.execute_query("MATCH (n) RETURN labels(n)[0] AS label")
        assert [row["label"] for row in found] == ["Person"]

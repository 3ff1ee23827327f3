"""What tests share: the seed as a plan, and stores that hold it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from explorer.exchange import read_csv_folder
from explorer.model import Plan
from explorer.resources import bundled
from explorer.store import GraphStore, plan_codes, save_plan
from explorer.store.embedded import EmbeddedStore, open_embedded
from explorer.store.neo4j import Neo4jStore
from tests.neo4j.server import Neo4jServer

pytest_plugins = ["tests.neo4j.fixtures"]


@pytest.fixture(scope="session")
def soest_plan() -> Plan:
    """The plan that the app opens with, from its files."""
    return read_csv_folder(bundled("seed") / "kreis-soest-2020")


@pytest.fixture
def embedded_store(tmp_path: Path) -> Iterator[EmbeddedStore]:
    """An empty embedded store of this test alone."""
    store = open_embedded(tmp_path / "data" / "zielnetz.lbug")
    yield store
    store.close()


@pytest.fixture(scope="session")
def embedded_soest(tmp_path_factory: pytest.TempPathFactory, soest_plan: Plan) -> Iterator[EmbeddedStore]:
    """An embedded store with the seed, for all tests: only read it."""
    store = open_embedded(tmp_path_factory.mktemp("soest") / "zielnetz.lbug")
    save_plan(store, soest_plan, who="tests")
    yield store
    store.close()


@pytest.fixture(scope="session")
def neo4j_kept() -> Iterator[list[Neo4jStore]]:
    """Where ``neo4j_soest`` keeps its open store between tests."""
    kept: list[Neo4jStore] = []
    yield kept
    for store in kept:
        store.close()


@pytest.fixture
def neo4j_soest(neo4j_server: Neo4jServer, neo4j_kept: list[Neo4jStore], soest_plan: Plan) -> Neo4jStore:
    """The real Neo4j with the seed and nothing else: only read it.

    Other tests empty the same server (Community has one database), so the seed is loaded again when it is not there.
    """
    if neo4j_kept and [(row["code"], row["revision"]) for row in plan_codes(neo4j_kept[0])] == [
        (soest_plan.code, 1)
    ]:
        return neo4j_kept[0]
    while neo4j_kept:
        neo4j_kept.pop().close()
    neo4j_server.wipe()
    store = Neo4jStore(neo4j_server.uri, neo4j_server.username, neo4j_server.password)
    neo4j_kept.append(store)
    save_plan(store, soest_plan, who="tests")
    return store


@pytest.fixture(params=["embedded_soest", pytest.param("neo4j_soest", marks=pytest.mark.neo4j)])
def soest_stores(request: pytest.FixtureRequest) -> GraphStore:
    """A store with the seed: the test runs once on each engine; only read it."""
    store: GraphStore = request.getfixturevalue(request.param)
    return store

"""Fixtures for tests that need a real Neo4j: one server per test process, started by the first that asks.

The top conftest loads them with `pytest_plugins = ["tests.neo4j.fixtures"]`. With pytest-xdist each worker
has a server of its own, because Community has a single database and tests empty it; `--dist loadgroup`
puts all these tests on one worker instead.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.neo4j.server import Neo4jServer, find_missing


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark every test that uses the server with `neo4j`, and group those for pytest-xdist."""
    grouped = config.pluginmanager.has_plugin("xdist")
    for item in items:
        if "neo4j_server" in getattr(item, "fixturenames", ()):
            item.add_marker("neo4j")
        if grouped and item.get_closest_marker("neo4j"):
            item.add_marker(pytest.mark.xdist_group("neo4j"))


@pytest.fixture(scope="session")
def neo4j_possible() -> None:
    """Skip the test with the reason when no server can run here; fail it when this is a CI machine."""
    missing = find_missing()
    if missing and os.environ.get("CI") == "true":
        pytest.fail(missing, pytrace=False)
    if missing:
        pytest.skip(missing)


@pytest.fixture(scope="session")
def neo4j_server(neo4j_possible: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neo4jServer]:
    """A running server with whatever the tests before left in it. Do not stop it: start your own for that."""
    with Neo4jServer(tmp_path_factory.mktemp("neo4j")) as server:
        yield server


@pytest.fixture
def neo4j_uri_empty(neo4j_server: Neo4jServer) -> Neo4jServer:
    """The running server, its database emptied."""
    neo4j_server.wipe()
    return neo4j_server

"""A store of each engine for the tests of what both must do alike."""

import pytest
from neo4j import GraphDatabase

from explorer.store.neo4j import Neo4jStore


@pytest.fixture(params=["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def empty_store(request):
    """An empty store of each engine."""
    if request.param == "embedded":
        yield request.getfixturevalue("embedded_store")
        return
    server = request.getfixturevalue("neo4j_server")
    with GraphDatabase.driver(server.uri, auth=(server.username, server.password)) as driver:
        # Its constraints stay: without them the server would plan every statement of every test anew.
        driver.execute_query("MATCH (n) WHERE NOT n:Zielnetz DETACH DELETE n")
    opened = Neo4jStore(server.uri, server.username, server.password)
    yield opened
    opened.close()

"""A second editor on a database that a test has open."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from explorer.store import GraphStore
from explorer.store.neo4j import Neo4jStore


@contextmanager
def second_hand_on(store: GraphStore) -> Iterator[GraphStore]:
    """Another client of the server, or for the embedded one the same store, to be used by another thread."""
    if not isinstance(store, Neo4jStore):
        yield store
        return
    other = Neo4jStore(store._uri, *store._auth)
    yield other
    other.close()

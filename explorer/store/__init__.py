"""Where a plan lives: one protocol, two stores, chosen by the settings."""

from __future__ import annotations

from explorer.settings import Settings
from explorer.store.plans import plan_codes, read_plan, remove_plan, revision_of, save_plan
from explorer.store.protocol import Answer, GraphStore, Row, Transaction

__all__ = [
    "Answer",
    "GraphStore",
    "Row",
    "Transaction",
    "open_store",
    "plan_codes",
    "read_plan",
    "remove_plan",
    "revision_of",
    "save_plan",
]


def open_store(settings: Settings, *, read_only: bool = False) -> GraphStore:
    """The store that the settings name: Neo4j if ``NEO4J_URI`` is set, else the embedded database.

    ``read_only`` lets a command read an embedded database that the running app holds.
    Raises a ``Refusal`` that names the remedy when it cannot be opened.
    """
    # Only the engine in use is imported: each takes a good part of a command's start.
    if settings.neo4j_uri:
        from explorer.store.neo4j import Neo4jStore

        return Neo4jStore(
            settings.neo4j_uri,
            settings.neo4j_username,
            settings.neo4j_password.get_secret_value(),
            settings.neo4j_database,
            read_only=read_only,
        )
    from explorer.store.embedded import open_embedded

    return open_embedded(settings.embedded_file, read_only=read_only, memory_mib=settings.embedded_memory_mib)

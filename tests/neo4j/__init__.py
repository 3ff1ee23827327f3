"""A real Neo4j Community server on the loopback interface, for tests and for `make neo4j`."""

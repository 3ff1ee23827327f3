// what = "Whether there is anything at all in the database (Neo4j only: the embedded file is ours or refuses to open)."
MATCH (n)
RETURN count(n) AS nodes

// what = "Example for the console: goals by number of measures."
MATCH (m:Measure)-[:SERVES]->(g:StrategicGoal)
RETURN g.number AS number, g.title AS goal, count(DISTINCT m.uid) AS measures
ORDER BY measures DESC

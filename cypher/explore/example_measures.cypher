// what = "Example for the console: the measures of one goal."
MATCH (m:Measure)-[r:SERVES]->(g:StrategicGoal)
WHERE g.number = 1
RETURN m, r.contribution AS contribution
ORDER BY m.title

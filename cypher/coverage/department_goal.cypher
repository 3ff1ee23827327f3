// what = "What departments and strategic goals have in common; explorer/coverage.py says what the columns mean."
// [param.statuses]
// type = "list"
// [param.certainties]
// type = "list"
// [param.fields]
// type = "list"
// [param.roles]
// type = "list"

// Measures of the department that serve the goal.
MATCH (m:Measure)
WHERE m.plan = $plan
  AND coalesce(m.certainty, 'documented') IN $certainties
  AND ($year = 0 OR coalesce(m.since, 0) <= $year AND coalesce(m.until, 9999) >= $year)
  AND (size($statuses) = 0 OR coalesce(m.status, 'unknown') IN $statuses)
  AND (size($fields) = 0 OR EXISTS {
    MATCH (m)-[i:IN_FIELD]->(a:FieldOfAction)
    WHERE a.uid IN $fields AND coalesce(i.certainty, 'documented') IN $certainties
      AND ($year = 0 OR coalesce(i.since, 0) <= $year AND coalesce(i.until, 9999) >= $year)
      AND ($year = 0 OR coalesce(a.since, 0) <= $year AND coalesce(a.until, 9999) >= $year)})
WITH m
MATCH (d:Department)-[r:RESPONSIBLE_FOR]->(m)
WHERE r.role IN $roles
  AND coalesce(r.certainty, 'documented') IN $certainties
  AND ($year = 0 OR coalesce(r.since, 0) <= $year AND coalesce(r.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(d.since, 0) <= $year AND coalesce(d.until, 9999) >= $year)
WITH m, d
MATCH (m)-[s:SERVES]->(g:StrategicGoal)
WHERE coalesce(s.certainty, 'documented') IN $certainties
  AND ($year = 0 OR coalesce(s.since, 0) <= $year AND coalesce(s.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(g.since, 0) <= $year AND coalesce(g.until, 9999) >= $year)
RETURN d.uid AS row, g.uid AS `column`, 'measure' AS how, collect(DISTINCT m.uid) AS uids, '' AS reason
UNION ALL
// Measures of the department that implement an operative goal derived from the goal.
MATCH (m:Measure)
WHERE m.plan = $plan
  AND coalesce(m.certainty, 'documented') IN $certainties
  AND ($year = 0 OR coalesce(m.since, 0) <= $year AND coalesce(m.until, 9999) >= $year)
  AND (size($statuses) = 0 OR coalesce(m.status, 'unknown') IN $statuses)
  AND (size($fields) = 0 OR EXISTS {
    MATCH (m)-[i:IN_FIELD]->(a:FieldOfAction)
    WHERE a.uid IN $fields AND coalesce(i.certainty, 'documented') IN $certainties
      AND ($year = 0 OR coalesce(i.since, 0) <= $year AND coalesce(i.until, 9999) >= $year)
      AND ($year = 0 OR coalesce(a.since, 0) <= $year AND coalesce(a.until, 9999) >= $year)})
WITH m
MATCH (m)-[k:IMPLEMENTS]->(o:OperativeGoal)
WHERE coalesce(k.certainty, 'documented') IN $certainties
  AND ($year = 0 OR coalesce(k.since, 0) <= $year AND coalesce(k.until, 9999) >= $year)
  AND coalesce(o.certainty, 'documented') IN $certainties
  AND ($year = 0 OR coalesce(o.since, 0) <= $year AND coalesce(o.until, 9999) >= $year)
  AND (coalesce(o.level, '') <> 'proposal' OR 'proposed' IN $certainties)
WITH m, o
MATCH (o)-[t:DERIVED_FROM]->(g:StrategicGoal)
WHERE coalesce(t.certainty, 'documented') IN $certainties
  AND ($year = 0 OR coalesce(t.since, 0) <= $year AND coalesce(t.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(g.since, 0) <= $year AND coalesce(g.until, 9999) >= $year)
WITH DISTINCT m, g
MATCH (d:Department)-[r:RESPONSIBLE_FOR]->(m)
WHERE r.role IN $roles
  AND coalesce(r.certainty, 'documented') IN $certainties
  AND ($year = 0 OR coalesce(r.since, 0) <= $year AND coalesce(r.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(d.since, 0) <= $year AND coalesce(d.until, 9999) >= $year)
RETURN d.uid AS row, g.uid AS `column`, 'measure' AS how, collect(DISTINCT m.uid) AS uids, '' AS reason
UNION ALL
// Those whose chain closes: goal <- operative goal <- running measure <- department in the lead.
MATCH (m:Measure)
WHERE m.plan = $plan AND m.status = 'running'
  AND coalesce(m.certainty, 'documented') IN $certainties
  AND ($year = 0 OR coalesce(m.since, 0) <= $year AND coalesce(m.until, 9999) >= $year)
  AND (size($statuses) = 0 OR coalesce(m.status, 'unknown') IN $statuses)
  AND (size($fields) = 0 OR EXISTS {
    MATCH (m)-[i:IN_FIELD]->(a:FieldOfAction)
    WHERE a.uid IN $fields AND coalesce(i.certainty, 'documented') IN $certainties
      AND ($year = 0 OR coalesce(i.since, 0) <= $year AND coalesce(i.until, 9999) >= $year)
      AND ($year = 0 OR coalesce(a.since, 0) <= $year AND coalesce(a.until, 9999) >= $year)})
WITH m
MATCH (m)-[k:IMPLEMENTS]->(o:OperativeGoal)
WHERE coalesce(k.certainty, 'documented') IN $certainties
  AND ($year = 0 OR coalesce(k.since, 0) <= $year AND coalesce(k.until, 9999) >= $year)
  AND coalesce(o.certainty, 'documented') IN $certainties
  AND ($year = 0 OR coalesce(o.since, 0) <= $year AND coalesce(o.until, 9999) >= $year)
  AND (coalesce(o.level, '') <> 'proposal' OR 'proposed' IN $certainties)
WITH m, o
MATCH (o)-[t:DERIVED_FROM]->(g:StrategicGoal)
WHERE coalesce(t.certainty, 'documented') IN $certainties
  AND ($year = 0 OR coalesce(t.since, 0) <= $year AND coalesce(t.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(g.since, 0) <= $year AND coalesce(g.until, 9999) >= $year)
WITH DISTINCT m, g
MATCH (d:Department)-[r:RESPONSIBLE_FOR]->(m)
WHERE r.role = 'lead'
  AND coalesce(r.certainty, 'documented') IN $certainties
  AND ($year = 0 OR coalesce(r.since, 0) <= $year AND coalesce(r.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(d.since, 0) <= $year AND coalesce(d.until, 9999) >= $year)
RETURN d.uid AS row, g.uid AS `column`, 'closed' AS how, collect(DISTINCT m.uid) AS uids, '' AS reason
UNION ALL
// Operative goals of the department that are derived from the goal.
MATCH (o:OperativeGoal)
WHERE o.plan = $plan
  AND coalesce(o.certainty, 'documented') IN $certainties
  AND ($year = 0 OR coalesce(o.since, 0) <= $year AND coalesce(o.until, 9999) >= $year)
  AND (coalesce(o.level, '') <> 'proposal' OR 'proposed' IN $certainties)
  AND (size($fields) = 0 OR EXISTS {
    MATCH (o)-[i:IN_FIELD]->(a:FieldOfAction)
    WHERE a.uid IN $fields AND coalesce(i.certainty, 'documented') IN $certainties
      AND ($year = 0 OR coalesce(i.since, 0) <= $year AND coalesce(i.until, 9999) >= $year)
      AND ($year = 0 OR coalesce(a.since, 0) <= $year AND coalesce(a.until, 9999) >= $year)})
WITH o
MATCH (o)-[t:DERIVED_FROM]->(g:StrategicGoal)
WHERE coalesce(t.certainty, 'documented') IN $certainties
  AND ($year = 0 OR coalesce(t.since, 0) <= $year AND coalesce(t.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(g.since, 0) <= $year AND coalesce(g.until, 9999) >= $year)
WITH o, g
MATCH (d:Department)-[r:RESPONSIBLE_FOR]->(o)
WHERE r.role IN $roles
  AND coalesce(r.certainty, 'documented') IN $certainties
  AND ($year = 0 OR coalesce(r.since, 0) <= $year AND coalesce(r.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(d.since, 0) <= $year AND coalesce(d.until, 9999) >= $year)
RETURN d.uid AS row, g.uid AS `column`, 'operative' AS how, collect(DISTINCT o.uid) AS uids, '' AS reason
UNION ALL
// Left out on purpose, whoever says so.
MATCH (d:Department)-[n:NOT_CONCERNED]->(g:StrategicGoal)
WHERE d.plan = $plan
  AND ($year = 0 OR coalesce(n.since, 0) <= $year AND coalesce(n.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(d.since, 0) <= $year AND coalesce(d.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(g.since, 0) <= $year AND coalesce(g.until, 9999) >= $year)
RETURN d.uid AS row, g.uid AS `column`, 'meant' AS how, collect(DISTINCT g.uid) AS uids, min(n.reason) AS reason

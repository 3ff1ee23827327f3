// what = "One row an operative goal that counts: how many measures, strategic goals and departments it has."
// [param.statuses]
// type = "list"
// [param.certainties]
// type = "list"
// [param.fields]
// type = "list"
// [param.roles]
// type = "list"
MATCH (o:OperativeGoal)
WHERE o.plan = $plan AND coalesce(o.certainty, 'documented') IN $certainties
  AND (coalesce(o.level, '') <> 'proposal' OR 'proposed' IN $certainties)
  AND ($year = 0 OR coalesce(o.since, 0) <= $year AND coalesce(o.until, 9999) >= $year)
  AND (size($fields) = 0 OR EXISTS {
    MATCH (o)-[i:IN_FIELD]->(f:FieldOfAction)
    WHERE f.uid IN $fields AND coalesce(i.certainty, 'documented') IN $certainties
      AND ($year = 0 OR coalesce(f.since, 0) <= $year AND coalesce(f.until, 9999) >= $year)
      AND ($year = 0 OR coalesce(i.since, 0) <= $year AND coalesce(i.until, 9999) >= $year)
  })
OPTIONAL MATCH (m:Measure)-[r:IMPLEMENTS]->(o)
WHERE coalesce(m.certainty, 'documented') IN $certainties AND coalesce(r.certainty, 'documented') IN $certainties
  AND (size($statuses) = 0 OR coalesce(m.status, 'unknown') IN $statuses)
  AND ($year = 0 OR coalesce(m.since, 0) <= $year AND coalesce(m.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(r.since, 0) <= $year AND coalesce(r.until, 9999) >= $year)
WITH o, count(DISTINCT m.uid) AS measures
OPTIONAL MATCH (o)-[d:DERIVED_FROM]->(g:StrategicGoal)
WHERE coalesce(d.certainty, 'documented') IN $certainties
  AND ($year = 0 OR coalesce(d.since, 0) <= $year AND coalesce(d.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(g.since, 0) <= $year AND coalesce(g.until, 9999) >= $year)
WITH o, measures, count(DISTINCT g.uid) AS goals
OPTIONAL MATCH (u:Department)-[r:RESPONSIBLE_FOR]->(o)
WHERE r.role IN $roles AND coalesce(r.certainty, 'documented') IN $certainties
  AND ($year = 0 OR coalesce(u.since, 0) <= $year AND coalesce(u.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(r.since, 0) <= $year AND coalesce(r.until, 9999) >= $year)
RETURN o.uid AS uid, measures, goals, count(DISTINCT u.uid) AS departments
ORDER BY uid

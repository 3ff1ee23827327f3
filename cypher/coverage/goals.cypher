// what = "One row a strategic goal: how many measures, operative goals and fields of action count for it."
// [param.statuses]
// type = "list"
// [param.certainties]
// type = "list"
// [param.fields]
// type = "list"
MATCH (g:StrategicGoal)
WHERE g.plan = $plan
  AND ($year = 0 OR coalesce(g.since, 0) <= $year AND coalesce(g.until, 9999) >= $year)
OPTIONAL MATCH (m:Measure)-[r:SERVES]->(g)
WHERE coalesce(m.certainty, 'documented') IN $certainties AND coalesce(r.certainty, 'documented') IN $certainties
  AND (size($statuses) = 0 OR coalesce(m.status, 'unknown') IN $statuses)
  AND ($year = 0 OR coalesce(m.since, 0) <= $year AND coalesce(m.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(r.since, 0) <= $year AND coalesce(r.until, 9999) >= $year)
  AND (size($fields) = 0 OR EXISTS {
    MATCH (m)-[i:IN_FIELD]->(f:FieldOfAction)
    WHERE f.uid IN $fields AND coalesce(i.certainty, 'documented') IN $certainties
      AND ($year = 0 OR coalesce(f.since, 0) <= $year AND coalesce(f.until, 9999) >= $year)
      AND ($year = 0 OR coalesce(i.since, 0) <= $year AND coalesce(i.until, 9999) >= $year)
  })
WITH g, collect(DISTINCT m.uid) AS direct
OPTIONAL MATCH (o:OperativeGoal)-[d:DERIVED_FROM]->(g)
WHERE coalesce(o.certainty, 'documented') IN $certainties AND coalesce(d.certainty, 'documented') IN $certainties
  AND (coalesce(o.level, '') <> 'proposal' OR 'proposed' IN $certainties)
  AND ($year = 0 OR coalesce(o.since, 0) <= $year AND coalesce(o.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(d.since, 0) <= $year AND coalesce(d.until, 9999) >= $year)
  AND (size($fields) = 0 OR EXISTS {
    MATCH (o)-[i:IN_FIELD]->(f:FieldOfAction)
    WHERE f.uid IN $fields AND coalesce(i.certainty, 'documented') IN $certainties
      AND ($year = 0 OR coalesce(f.since, 0) <= $year AND coalesce(f.until, 9999) >= $year)
      AND ($year = 0 OR coalesce(i.since, 0) <= $year AND coalesce(i.until, 9999) >= $year)
  })
WITH g, direct, count(DISTINCT o.uid) AS operatives
OPTIONAL MATCH (m:Measure)-[r:IMPLEMENTS]->(o:OperativeGoal)-[d:DERIVED_FROM]->(g)
WHERE coalesce(m.certainty, 'documented') IN $certainties AND coalesce(r.certainty, 'documented') IN $certainties
  AND coalesce(o.certainty, 'documented') IN $certainties AND coalesce(d.certainty, 'documented') IN $certainties
  AND (coalesce(o.level, '') <> 'proposal' OR 'proposed' IN $certainties)
  AND (size($statuses) = 0 OR coalesce(m.status, 'unknown') IN $statuses)
  AND ($year = 0 OR coalesce(m.since, 0) <= $year AND coalesce(m.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(r.since, 0) <= $year AND coalesce(r.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(o.since, 0) <= $year AND coalesce(o.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(d.since, 0) <= $year AND coalesce(d.until, 9999) >= $year)
  AND (size($fields) = 0 OR EXISTS {
    MATCH (m)-[i:IN_FIELD]->(f:FieldOfAction)
    WHERE f.uid IN $fields AND coalesce(i.certainty, 'documented') IN $certainties
      AND ($year = 0 OR coalesce(f.since, 0) <= $year AND coalesce(f.until, 9999) >= $year)
      AND ($year = 0 OR coalesce(i.since, 0) <= $year AND coalesce(i.until, 9999) >= $year)
  })
WITH g, direct, operatives, collect(DISTINCT m.uid) AS through
OPTIONAL MATCH (g)-[p:PURSUED_IN]->(f:FieldOfAction)
WHERE coalesce(p.certainty, 'documented') IN $certainties
  AND ($year = 0 OR coalesce(p.since, 0) <= $year AND coalesce(p.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(f.since, 0) <= $year AND coalesce(f.until, 9999) >= $year)
WITH g, operatives, count(DISTINCT f.uid) AS fields, direct + through AS found
UNWIND CASE WHEN size(found) = 0 THEN [''] ELSE found END AS measure
WITH g, operatives, fields, CASE WHEN measure = '' THEN null ELSE measure END AS measure
RETURN g.uid AS uid, count(DISTINCT measure) AS measures, coalesce(min(measure), '') AS first_measure,
       operatives, fields
ORDER BY uid

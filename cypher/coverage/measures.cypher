// what = "Every measure of the plan in the year: whether it counts in the scope, for how many items, and how many of its links are documented."
// [param.statuses]
// type = "list"
// [param.certainties]
// type = "list"
// [param.fields]
// type = "list"
// [param.roles]
// type = "list"

// counts: certainty, status and field let the measure count; a measure that does not is hidden by these filters.
// departments, goals, operatives, fields: the items that it counts for, by links that count, whether or not it counts.
// documented_...: its own links to such items that a source documents; for departments in whatever role.
MATCH (m:Measure)
WHERE m.plan = $plan
  AND ($year = 0 OR coalesce(m.since, 0) <= $year AND coalesce(m.until, 9999) >= $year)
OPTIONAL MATCH (m)-[l:IN_FIELD]->(f:FieldOfAction)
WHERE ($year = 0 OR coalesce(l.since, 0) <= $year AND coalesce(l.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(f.since, 0) <= $year AND coalesce(f.until, 9999) >= $year)
WITH m,
     count(CASE WHEN coalesce(l.certainty, 'documented') IN $certainties
                 AND (size($fields) = 0 OR f.uid IN $fields) THEN f.uid END) AS fields,
     count(CASE WHEN coalesce(l.certainty, 'documented') = 'documented' THEN f.uid END) AS documented_fields
OPTIONAL MATCH (d:Department)-[r:RESPONSIBLE_FOR]->(m)
WHERE ($year = 0 OR coalesce(r.since, 0) <= $year AND coalesce(r.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(d.since, 0) <= $year AND coalesce(d.until, 9999) >= $year)
WITH m, fields, documented_fields,
     count(CASE WHEN coalesce(r.certainty, 'documented') IN $certainties
                 AND r.role IN $roles THEN d.uid END) AS departments,
     count(CASE WHEN coalesce(r.certainty, 'documented') = 'documented' THEN d.uid END) AS documented_departments
OPTIONAL MATCH (m)-[k:IMPLEMENTS]->(o:OperativeGoal)
WHERE ($year = 0 OR coalesce(k.since, 0) <= $year AND coalesce(k.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(o.since, 0) <= $year AND coalesce(o.until, 9999) >= $year)
WITH m, fields, documented_fields, departments, documented_departments,
     count(CASE WHEN coalesce(k.certainty, 'documented') IN $certainties
                 AND coalesce(o.certainty, 'documented') IN $certainties
                 AND (coalesce(o.level, '') <> 'proposal' OR 'proposed' IN $certainties) THEN o.uid END) AS operatives,
     count(CASE WHEN coalesce(k.certainty, 'documented') = 'documented' THEN o.uid END) AS documented_operatives
OPTIONAL MATCH (m)-[s:SERVES]->(g:StrategicGoal)
WHERE ($year = 0 OR coalesce(s.since, 0) <= $year AND coalesce(s.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(g.since, 0) <= $year AND coalesce(g.until, 9999) >= $year)
WITH m, fields, documented_fields, departments, documented_departments, operatives, documented_operatives,
     collect(CASE WHEN coalesce(s.certainty, 'documented') IN $certainties THEN g.uid END) AS served,
     count(CASE WHEN coalesce(s.certainty, 'documented') = 'documented' THEN g.uid END) AS documented_goals
// A goal that the measure serves and that one of its operative goals is derived from is one goal.
OPTIONAL MATCH (m)-[k:IMPLEMENTS]->(o:OperativeGoal)-[t:DERIVED_FROM]->(g:StrategicGoal)
WHERE NOT g.uid IN served
  AND coalesce(k.certainty, 'documented') IN $certainties
  AND ($year = 0 OR coalesce(k.since, 0) <= $year AND coalesce(k.until, 9999) >= $year)
  AND coalesce(o.certainty, 'documented') IN $certainties
  AND ($year = 0 OR coalesce(o.since, 0) <= $year AND coalesce(o.until, 9999) >= $year)
  AND (coalesce(o.level, '') <> 'proposal' OR 'proposed' IN $certainties)
  AND coalesce(t.certainty, 'documented') IN $certainties
  AND ($year = 0 OR coalesce(t.since, 0) <= $year AND coalesce(t.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(g.since, 0) <= $year AND coalesce(g.until, 9999) >= $year)
WITH m, fields, documented_fields, departments, documented_departments, operatives, documented_operatives,
     served, documented_goals, count(DISTINCT g.uid) AS derived
RETURN m.uid AS uid, coalesce(m.status, 'unknown') AS status,
       coalesce(m.certainty, 'documented') IN $certainties
         AND (size($statuses) = 0 OR coalesce(m.status, 'unknown') IN $statuses)
         AND (size($fields) = 0 OR fields > 0) AS counts,
       departments, size(served) + derived AS goals, operatives, fields,
       documented_departments, documented_goals, documented_operatives, documented_fields
ORDER BY uid

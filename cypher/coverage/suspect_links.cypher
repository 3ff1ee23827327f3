// what = "Links of which an end was reworded after somebody last confirmed them, and which end it was."

// changed: the uid of the reworded end; of the source if both were.
MATCH (a:StrategicGoal|FieldOfAction|OperativeGoal|Measure|Department|Decision)-[r]->
        (b:StrategicGoal|FieldOfAction|OperativeGoal|Measure|Department|Decision)
WHERE a.plan = $plan
  AND (coalesce(r.confirmed, 0) < coalesce(a.reworded, 0) OR coalesce(r.confirmed, 0) < coalesce(b.reworded, 0))
  AND ($year = 0 OR coalesce(a.since, 0) <= $year AND coalesce(a.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(r.since, 0) <= $year AND coalesce(r.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(b.since, 0) <= $year AND coalesce(b.until, 9999) >= $year)
RETURN type(r) AS type, a.uid AS source, b.uid AS target, r.certainty AS certainty,
       coalesce(r.confirmed, 0) < coalesce(a.reworded, 0) AS source_reworded,
       coalesce(r.confirmed, 0) < coalesce(b.reworded, 0) AS target_reworded,
       CASE WHEN coalesce(r.confirmed, 0) < coalesce(a.reworded, 0) THEN a.uid ELSE b.uid END AS changed
ORDER BY type, source, target

// title.de = "Ziele, die an einer einzigen Abteilung oder Maßnahme hängen"
// title.en = "Goals that hang on a single department or measure"
// why.de = "Fällt diese eine weg, steht das Ziel ohne alles da."
// why.en = "If this one is dropped, the goal is left with nothing."
// audience = ["leadership", "analyst"]
// note.de = "Eine Abteilung zählt, wenn sie für das Ziel selbst, ein operatives Ziel darunter oder eine Maßnahme dazu zuständig ist oder mitwirkt."
// note.en = "A department counts if it leads or supports the goal itself, an operative goal below it or a measure for it."
// [param.with_proposals]
// type = "bool"
// default = false
// label.de = "Auch Vorschläge"
// label.en = "Proposals too"
// [returns]
// uid = "StrategicGoal|OperativeGoal"
// measure_uids = "Measure"
// department_uids = "Department"
// [columns]
// label = {de = "Art", en = "Kind", unit = "label"}
// title = {de = "Ziel", en = "Goal", titles_of = "uid"}
// measures = {de = "Maßnahmen", en = "Measures", unit = "count"}
// measure_titles = {de = "Einzige Maßnahme", en = "The only measure", unit = "list", titles_of = "measure_uids"}
// departments = {de = "Abteilungen", en = "Departments", unit = "count"}
// department_titles = {de = "Einzige Abteilung", en = "The only department", unit = "list", titles_of = "department_uids"}
// [sentence]
// none.de = "Kein Ziel hängt an einer einzigen Abteilung oder Maßnahme."
// none.en = "No goal hangs on a single department or measure."
// many.de = "{n:# Ziel hängt|# Ziele hängen} an einer einzigen Abteilung oder Maßnahme."
// many.en = "{n:# goal hangs|# goals hang} on a single department or measure."
MATCH (g:StrategicGoal|OperativeGoal)
WHERE g.plan = $plan AND ($with_proposals OR coalesce(g.level, '') <> 'proposal')
  AND ($year = 0 OR coalesce(g.since, 0) <= $year AND coalesce(g.until, 9999) >= $year)
OPTIONAL MATCH (m:Measure)-[k:SERVES|IMPLEMENTS]->(g)
WHERE ($year = 0 OR coalesce(m.since, 0) <= $year AND coalesce(m.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(k.since, 0) <= $year AND coalesce(k.until, 9999) >= $year)
WITH g, m ORDER BY m.uid SKIP 0
WITH g, count(m) AS measures, collect(m.uid) AS all_uids, collect(m.title) AS all_titles
OPTIONAL MATCH (d:Department)-[r:RESPONSIBLE_FOR]->(o:OperativeGoal)
WHERE o.uid = g.uid
  AND ($year = 0 OR coalesce(d.since, 0) <= $year AND coalesce(d.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(r.since, 0) <= $year AND coalesce(r.until, 9999) >= $year)
WITH g, measures, all_uids, all_titles, collect(d.uid) AS at_goal
OPTIONAL MATCH (d:Department)-[r:RESPONSIBLE_FOR]->(x:Measure|OperativeGoal)-[k:SERVES|IMPLEMENTS|DERIVED_FROM]->(g)
WHERE ($with_proposals OR coalesce(x.level, '') <> 'proposal')
  AND ($year = 0 OR coalesce(d.since, 0) <= $year AND coalesce(d.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(r.since, 0) <= $year AND coalesce(r.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(x.since, 0) <= $year AND coalesce(x.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(k.since, 0) <= $year AND coalesce(k.until, 9999) >= $year)
WITH g, measures, all_uids, all_titles, at_goal, collect(DISTINCT d.uid) AS below
OPTIONAL MATCH (u:Department)
WHERE u.plan = $plan AND (u.uid IN at_goal OR u.uid IN below)
WITH g, measures, all_uids, all_titles, u ORDER BY u.uid SKIP 0
WITH g, measures, all_uids, all_titles, count(u) AS departments, collect(u.uid) AS unit_uids,
     collect(u.title) AS unit_titles
WHERE measures = 1 OR departments = 1
OPTIONAL MATCH (s:StrategicGoal)
WHERE s.uid = g.uid
RETURN g.uid AS uid, CASE WHEN s IS NULL THEN 'OperativeGoal' ELSE 'StrategicGoal' END AS label,
       g.title AS title, measures, CASE WHEN measures = 1 THEN all_uids ELSE [] END AS measure_uids,
       CASE WHEN measures = 1 THEN all_titles ELSE [] END AS measure_titles, departments,
       CASE WHEN departments = 1 THEN unit_uids ELSE [] END AS department_uids,
       CASE WHEN departments = 1 THEN unit_titles ELSE [] END AS department_titles
ORDER BY label DESC, uid

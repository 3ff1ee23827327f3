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
MATCH (d:Department)-[r:RESPONSIBLE_FOR]->(x:Measure|OperativeGoal)
WHERE d.plan = $plan AND ($with_proposals OR coalesce(x.level, '') <> 'proposal')
  AND ($year = 0 OR coalesce(d.since, 0) <= $year AND coalesce(d.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(r.since, 0) <= $year AND coalesce(r.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(x.since, 0) <= $year AND coalesce(x.until, 9999) >= $year)
OPTIONAL MATCH (x)-[k:SERVES|IMPLEMENTS|DERIVED_FROM]->(g:StrategicGoal|OperativeGoal)
WHERE ($year = 0 OR coalesce(k.since, 0) <= $year AND coalesce(k.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(g.since, 0) <= $year AND coalesce(g.until, 9999) >= $year)
UNWIND [x.uid, g.uid] AS goal
WITH DISTINCT goal, d.uid AS unit
WHERE goal IS NOT NULL
WITH goal, count(unit) AS units, min(unit) AS unit
MATCH (g:StrategicGoal|OperativeGoal)
WHERE g.uid = goal
WITH collect({goal: goal, units: units, unit: unit}) AS counted
MATCH (g:StrategicGoal|OperativeGoal)
WHERE g.plan = $plan AND ($with_proposals OR coalesce(g.level, '') <> 'proposal')
  AND ($year = 0 OR coalesce(g.since, 0) <= $year AND coalesce(g.until, 9999) >= $year)
UNWIND counted + [{goal: '', units: 0, unit: ''}] AS one
WITH g, max(CASE WHEN one.goal = g.uid THEN one.units ELSE 0 END) AS departments,
     max(CASE WHEN one.goal = g.uid AND one.units = 1 THEN one.unit ELSE '' END) AS only_unit
OPTIONAL MATCH (m:Measure)-[k:SERVES|IMPLEMENTS]->(g)
WHERE ($year = 0 OR coalesce(m.since, 0) <= $year AND coalesce(m.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(k.since, 0) <= $year AND coalesce(k.until, 9999) >= $year)
WITH g, departments, only_unit, count(m) AS measures, min(m.uid) AS any_measure
WHERE measures = 1 OR departments = 1
OPTIONAL MATCH (u:Department)
WHERE u.uid = only_unit
WITH g, departments, measures, any_measure, collect(u.uid) AS department_uids,
     collect(u.title) AS department_titles
OPTIONAL MATCH (m:Measure)
WHERE measures = 1 AND m.uid = any_measure
WITH g, departments, measures, department_uids, department_titles, collect(m.uid) AS measure_uids,
     collect(m.title) AS measure_titles
OPTIONAL MATCH (s:StrategicGoal)
WHERE s.uid = g.uid
RETURN g.uid AS uid, CASE WHEN s IS NULL THEN 'OperativeGoal' ELSE 'StrategicGoal' END AS label,
       g.title AS title, measures, measure_uids, measure_titles, departments, department_uids, department_titles
ORDER BY label DESC, uid

// title.de = "Handlungsfelder nach ihrer Reichweite"
// title.en = "Fields of action by their reach"
// why.de = "Zeigt, in welchen Handlungsfeldern gearbeitet wird und wie viele Ziele und Abteilungen sich dort treffen."
// why.en = "Shows in which fields work is done and how many goals and departments meet there."
// audience = ["leadership", "analyst"]
// note.de = "Eine Maßnahme kann zu mehreren Handlungsfeldern gehören; die Zahlen lassen sich deshalb nicht addieren. Vorschläge zählen nicht."
// note.en = "A measure may belong to several fields, so the figures cannot be added up. Proposals do not count."
// [returns]
// uid = "FieldOfAction"
// [columns]
// title = {de = "Handlungsfeld", en = "Field of action", titles_of = "uid"}
// measures = {de = "Maßnahmen", en = "Measures", unit = "count"}
// goals = {de = "Strategische Ziele", en = "Strategic goals", unit = "count"}
// operative_goals = {de = "Operative Ziele", en = "Operative goals", unit = "count"}
// departments = {de = "Abteilungen", en = "Departments", unit = "count"}
// [sentence]
// none.de = "Der Plan enthält keine Handlungsfelder."
// none.en = "The plan has no fields of action."
// many.de = "Das meiste geschieht im Handlungsfeld „{first[title]}“: {first[measures]:# Maßnahme|# Maßnahmen} für {first[goals]:# strategisches Ziel|# strategische Ziele}."
// many.en = "Most is done in the field “{first[title]}”: {first[measures]:# measure|# measures} for {first[goals]:# strategic goal|# strategic goals}."
MATCH (x:Measure|OperativeGoal)-[k:IN_FIELD]->(f:FieldOfAction)
WHERE f.plan = $plan AND coalesce(x.level, '') <> 'proposal'
  AND ($year = 0 OR coalesce(x.since, 0) <= $year AND coalesce(x.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(k.since, 0) <= $year AND coalesce(k.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(f.since, 0) <= $year AND coalesce(f.until, 9999) >= $year)
WITH f, x
OPTIONAL MATCH (d:Department)-[r:RESPONSIBLE_FOR]->(x)
WHERE ($year = 0 OR coalesce(d.since, 0) <= $year AND coalesce(d.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(r.since, 0) <= $year AND coalesce(r.until, 9999) >= $year)
OPTIONAL MATCH (x)-[s:SERVES]->(g:StrategicGoal)
WHERE ($year = 0 OR coalesce(s.since, 0) <= $year AND coalesce(s.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(g.since, 0) <= $year AND coalesce(g.until, 9999) >= $year)
WITH f.uid AS field, count(DISTINCT d.uid) AS units, count(DISTINCT g.uid) AS served
WITH collect({field: field, units: units, served: served}) AS counted
MATCH (f:FieldOfAction)
WHERE f.plan = $plan
  AND ($year = 0 OR coalesce(f.since, 0) <= $year AND coalesce(f.until, 9999) >= $year)
UNWIND counted + [{field: '', units: 0, served: 0}] AS one
WITH f, max(CASE WHEN one.field = f.uid THEN one.units ELSE 0 END) AS departments,
     max(CASE WHEN one.field = f.uid THEN one.served ELSE 0 END) AS goals
OPTIONAL MATCH (m:Measure)-[i:IN_FIELD]->(f)
WHERE ($year = 0 OR coalesce(m.since, 0) <= $year AND coalesce(m.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(i.since, 0) <= $year AND coalesce(i.until, 9999) >= $year)
WITH f, departments, goals, count(DISTINCT m.uid) AS measures
OPTIONAL MATCH (o:OperativeGoal)-[j:IN_FIELD]->(f)
WHERE coalesce(o.level, '') <> 'proposal'
  AND ($year = 0 OR coalesce(o.since, 0) <= $year AND coalesce(o.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(j.since, 0) <= $year AND coalesce(j.until, 9999) >= $year)
RETURN f.uid AS uid, f.title AS title, measures, goals, count(DISTINCT o.uid) AS operative_goals, departments
ORDER BY measures DESC, goals DESC, uid

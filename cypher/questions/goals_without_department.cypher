// title.de = "Ziele, die eine Abteilung nicht berührt"
// title.en = "Goals that a department does not touch"
// why.de = "Zeigt die Lücken einer Abteilung: Ziele und Handlungsfelder, zu denen sie nichts beiträgt."
// why.en = "Shows a department's gaps: goals and fields of action to which it contributes nothing."
// audience = ["leadership", "workshop"]
// note.de = "Berührt ist ein Ziel, wenn die Abteilung oder einer ihrer Teile (bis vier Ebenen darunter) für eine Maßnahme oder ein operatives Ziel dazu zuständig ist oder mitwirkt. Vorgeschlagene operative Ziele zählen nicht. Die Seite Abdeckung zählt etwas anders: ohne Mitwirkende, solange man sie nicht dazunimmt, ohne vorgeschlagene Verknüpfungen, dafür auch Maßnahmen, die einem Ziel nur über ein operatives Ziel dienen."
// note.en = "A goal is touched if the department or one of its parts (up to four levels below) leads or supports a measure or an operative goal for it. Proposed operative goals do not count. The page Coverage counts a little differently: without those who only support, unless they are asked for, without proposed links, but with measures that serve a goal through an operative goal only."
// [param.department]
// type = "item"
// of = ["Department"]
// label.de = "Dezernat oder Abteilung"
// label.en = "Department"
// [param.with_fields]
// type = "bool"
// default = true
// label.de = "Auch Handlungsfelder"
// label.en = "Fields of action too"
// [returns]
// uid = "StrategicGoal|FieldOfAction"
// [columns]
// label = {de = "Art", en = "Kind", unit = "label"}
// title = {de = "Ziel oder Handlungsfeld", en = "Goal or field of action", titles_of = "uid"}
// reason = {de = "Bewusst ohne, weil", en = "Deliberately without, because"}
// measures = {de = "Maßnahmen anderer", en = "Measures of others", unit = "count"}
// [sentence]
// none.de = "Bei „{department}“ ist keine Lücke zu sehen."
// none.en = "“{department}” shows no gap."
// many.de = "„{department}“ berührt {n:# Ziel oder Handlungsfeld|# Ziele und Handlungsfelder} nicht, zuerst „{first[title]}“."
// many.en = "“{department}” does not touch {n:# goal or field of action|# goals and fields of action}, first of all “{first[title]}”."
MATCH (top:Department)
WHERE top.plan = $plan AND top.uid = $department
  AND ($year = 0 OR coalesce(top.since, 0) <= $year AND coalesce(top.until, 9999) >= $year)
OPTIONAL MATCH (a:Department)-[p:PART_OF]->(top)
WHERE ($year = 0 OR coalesce(a.since, 0) <= $year AND coalesce(a.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(p.since, 0) <= $year AND coalesce(p.until, 9999) >= $year)
WITH top, [top.uid] + collect(a.uid) AS parts
OPTIONAL MATCH (a:Department)-[p:PART_OF]->(b:Department)
WHERE b.uid IN parts
  AND ($year = 0 OR coalesce(a.since, 0) <= $year AND coalesce(a.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(p.since, 0) <= $year AND coalesce(p.until, 9999) >= $year)
WITH top, parts, collect(DISTINCT a.uid) AS more
WITH top, parts + more AS parts
OPTIONAL MATCH (a:Department)-[p:PART_OF]->(b:Department)
WHERE b.uid IN parts
  AND ($year = 0 OR coalesce(a.since, 0) <= $year AND coalesce(a.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(p.since, 0) <= $year AND coalesce(p.until, 9999) >= $year)
WITH top, parts, collect(DISTINCT a.uid) AS more
WITH top, parts + more AS parts
OPTIONAL MATCH (a:Department)-[p:PART_OF]->(b:Department)
WHERE b.uid IN parts
  AND ($year = 0 OR coalesce(a.since, 0) <= $year AND coalesce(a.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(p.since, 0) <= $year AND coalesce(p.until, 9999) >= $year)
WITH top, parts, collect(DISTINCT a.uid) AS more
WITH top, parts + more AS parts
UNWIND parts AS part
WITH DISTINCT part
MATCH (u:Department)-[r:RESPONSIBLE_FOR]->(x:Measure|OperativeGoal)
WHERE u.uid = part AND coalesce(x.level, '') <> 'proposal'
  AND ($year = 0 OR coalesce(r.since, 0) <= $year AND coalesce(r.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(x.since, 0) <= $year AND coalesce(x.until, 9999) >= $year)
WITH DISTINCT x
MATCH (x)-[k:SERVES|DERIVED_FROM|IN_FIELD]->(g:StrategicGoal|FieldOfAction)
WHERE ($year = 0 OR coalesce(k.since, 0) <= $year AND coalesce(k.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(g.since, 0) <= $year AND coalesce(g.until, 9999) >= $year)
WITH collect(DISTINCT g.uid) AS touched
MATCH (top:Department)
WHERE top.plan = $plan AND top.uid = $department
  AND ($year = 0 OR coalesce(top.since, 0) <= $year AND coalesce(top.until, 9999) >= $year)
WITH top, touched
MATCH (g:StrategicGoal|FieldOfAction)
WHERE g.plan = $plan AND NOT g.uid IN touched
  AND ($year = 0 OR coalesce(g.since, 0) <= $year AND coalesce(g.until, 9999) >= $year)
OPTIONAL MATCH (s:StrategicGoal)
WHERE s.uid = g.uid
WITH top, g, s.number AS number, CASE WHEN s IS NULL THEN 'FieldOfAction' ELSE 'StrategicGoal' END AS label
WHERE $with_fields OR label = 'StrategicGoal'
OPTIONAL MATCH (m:Measure)-[k:SERVES|IN_FIELD]->(g)
WHERE ($year = 0 OR coalesce(m.since, 0) <= $year AND coalesce(m.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(k.since, 0) <= $year AND coalesce(k.until, 9999) >= $year)
WITH top, g, number, label, count(m) AS measures
OPTIONAL MATCH (top)-[n:NOT_CONCERNED]->(s:StrategicGoal)
WHERE s.uid = g.uid
  AND ($year = 0 OR coalesce(n.since, 0) <= $year AND coalesce(n.until, 9999) >= $year)
RETURN g.uid AS uid, label, g.title AS title, n.reason AS reason, measures, number
ORDER BY label DESC, coalesce(number, 99), uid

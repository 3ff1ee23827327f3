// title.de = "Maßnahmen einer Abteilung mit ihren Zielen"
// title.en = "Measures of a department with their goals"
// why.de = "Zeigt, wofür ein Dezernat oder eine Abteilung zuständig ist und welchen Zielen das dient."
// why.en = "Shows what a department is responsible for and which goals this serves."
// audience = ["leadership", "analyst", "workshop"]
// note.de = "Eine übergeordnete Einheit zählt mit, was ihre Teile tragen (bis vier Ebenen darunter); jede Maßnahme steht nur einmal da."
// note.en = "A parent unit counts what its parts carry (up to four levels below); every measure is listed only once."
// [param.department]
// type = "item"
// of = ["Department"]
// label.de = "Dezernat oder Abteilung"
// label.en = "Department"
// [param.with_parts]
// type = "bool"
// default = true
// label.de = "Mit den Teilen darunter"
// label.en = "With the parts below it"
// [returns]
// uid = "Measure"
// unit_uids = "Department"
// goal_uids = "StrategicGoal"
// operative_uids = "OperativeGoal"
// [columns]
// title = {de = "Maßnahme", en = "Measure", titles_of = "uid"}
// role = {de = "Rolle", en = "Role", unit = "role"}
// unit_titles = {de = "Abteilung", en = "Department", unit = "list", titles_of = "unit_uids"}
// goal_titles = {de = "Strategische Ziele", en = "Strategic goals", unit = "list", titles_of = "goal_uids"}
// operative_titles = {de = "Operative Ziele", en = "Operative goals", unit = "list", titles_of = "operative_uids"}
// status = {de = "Status", en = "Status", unit = "status"}
// certainty = {de = "Zuständigkeit", en = "Responsibility", unit = "certainty"}
// [sentence]
// none.de = "„{department}“ ist für keine Maßnahme zuständig und wirkt an keiner mit."
// none.en = "“{department}” neither leads nor supports any measure."
// many.de = "„{department}“ trägt {n:# Maßnahme|# Maßnahmen}."
// many.en = "“{department}” carries {n:# measure|# measures}."
MATCH (top:Department)
WHERE top.plan = $plan AND top.uid = $department
  AND ($year = 0 OR coalesce(top.since, 0) <= $year AND coalesce(top.until, 9999) >= $year)
OPTIONAL MATCH (a:Department)-[p:PART_OF]->(top)
WHERE $with_parts
  AND ($year = 0 OR coalesce(a.since, 0) <= $year AND coalesce(a.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(p.since, 0) <= $year AND coalesce(p.until, 9999) >= $year)
WITH top, [top.uid] + collect(a.uid) AS parts
OPTIONAL MATCH (a:Department)-[p:PART_OF]->(b:Department)
WHERE $with_parts AND b.uid IN parts
  AND ($year = 0 OR coalesce(a.since, 0) <= $year AND coalesce(a.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(p.since, 0) <= $year AND coalesce(p.until, 9999) >= $year)
WITH top, parts, collect(DISTINCT a.uid) AS more
WITH top, parts + more AS parts
OPTIONAL MATCH (a:Department)-[p:PART_OF]->(b:Department)
WHERE $with_parts AND b.uid IN parts
  AND ($year = 0 OR coalesce(a.since, 0) <= $year AND coalesce(a.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(p.since, 0) <= $year AND coalesce(p.until, 9999) >= $year)
WITH top, parts, collect(DISTINCT a.uid) AS more
WITH top, parts + more AS parts
OPTIONAL MATCH (a:Department)-[p:PART_OF]->(b:Department)
WHERE $with_parts AND b.uid IN parts
  AND ($year = 0 OR coalesce(a.since, 0) <= $year AND coalesce(a.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(p.since, 0) <= $year AND coalesce(p.until, 9999) >= $year)
WITH top, parts, collect(DISTINCT a.uid) AS more
WITH top, parts + more AS parts
UNWIND parts AS part
WITH DISTINCT part
MATCH (u:Department)-[r:RESPONSIBLE_FOR]->(m:Measure)
WHERE u.uid = part
  AND ($year = 0 OR coalesce(r.since, 0) <= $year AND coalesce(r.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(m.since, 0) <= $year AND coalesce(m.until, 9999) >= $year)
WITH m, u, r ORDER BY u.uid SKIP 0
WITH m, collect(u.uid) AS unit_uids, collect(u.title) AS unit_titles, min(r.role) AS role,
     max(CASE r.certainty WHEN 'documented' THEN 3 WHEN 'reading' THEN 2 ELSE 1 END) AS sure
OPTIONAL MATCH (m)-[s:SERVES]->(g:StrategicGoal)
WHERE ($year = 0 OR coalesce(s.since, 0) <= $year AND coalesce(s.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(g.since, 0) <= $year AND coalesce(g.until, 9999) >= $year)
WITH m, unit_uids, unit_titles, role, sure, g ORDER BY coalesce(g.number, 99), g.uid SKIP 0
WITH m, unit_uids, unit_titles, role, sure, collect(g.uid) AS goal_uids,
     collect(g.title) AS goal_titles
OPTIONAL MATCH (m)-[i:IMPLEMENTS]->(o:OperativeGoal)
WHERE ($year = 0 OR coalesce(i.since, 0) <= $year AND coalesce(i.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(o.since, 0) <= $year AND coalesce(o.until, 9999) >= $year)
WITH m, unit_uids, unit_titles, role, sure, goal_uids, goal_titles, o ORDER BY o.uid SKIP 0
WITH m, unit_uids, unit_titles, role, sure, goal_uids, goal_titles,
     collect(o.uid) AS operative_uids, collect(o.title) AS operative_titles
RETURN m.uid AS uid, m.title AS title, role, unit_uids, unit_titles, goal_uids, goal_titles,
       operative_uids, operative_titles, m.status AS status,
       CASE sure WHEN 3 THEN 'documented' WHEN 2 THEN 'reading' ELSE 'proposed' END AS certainty
ORDER BY role, uid

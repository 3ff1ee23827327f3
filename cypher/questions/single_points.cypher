// title.de = "Maßnahmen, an denen allein der Beitrag einer Abteilung hängt"
// title.en = "Measures on which alone a department's contribution hangs"
// why.de = "Fällt eine dieser Maßnahmen weg, haben die genannten Abteilungen zu dem Ziel keine Maßnahme mehr."
// why.en = "If one of these measures is dropped, the departments named have no measure left for the goal."
// audience = ["leadership", "analyst"]
// note.de = "Gezählt wird wie auf der Seite Abdeckung: was eine Abteilung und ihre Teile (bis vier Ebenen darunter) federführend tragen. Dieselbe Maßnahme kann deshalb bei einer Abteilung und bei dem Dezernat darüber die einzige sein. Operative Ziele, für die die Abteilung zuständig ist, zählen hier nicht."
// note.en = "Counted as on the page Coverage: what a department and its parts (up to four levels below) lead. So the same measure may be the only one both of a department and of the unit above it. Operative goals that the department leads do not count here."
// [param.with_proposals]
// type = "bool"
// default = false
// label.de = "Auch Vorschläge"
// label.en = "Proposals too"
// [returns]
// uid = "Measure"
// goal_uid = "StrategicGoal"
// department_uids = "Department"
// [columns]
// title = {de = "Maßnahme", en = "Measure", titles_of = "uid"}
// status = {de = "Status", en = "Status", unit = "status"}
// goal_title = {de = "Strategisches Ziel", en = "Strategic goal", titles_of = "goal_uid"}
// departments = {de = "Abteilungen", en = "Departments", unit = "count"}
// department_titles = {de = "Ihre einzige dazu", en = "The only one of", unit = "list", titles_of = "department_uids"}
// [sentence]
// none.de = "Kein Beitrag einer Abteilung zu einem Ziel hängt an einer einzigen Maßnahme."
// none.en = "No department's contribution to a goal hangs on a single measure."
// many.de = "{sum[departments]:# Beitrag|# Beiträge} von Abteilungen zu Zielen {sum[departments]:hängt|hängen} an einer einzigen Maßnahme, an erster Stelle an „{first[title]}“."
// many.en = "{sum[departments]:# contribution|# contributions} of departments to goals {sum[departments]:hangs|hang} on a single measure, first of all on “{first[title]}”."
MATCH (d:Department)
WHERE d.plan = $plan
  AND ($year = 0 OR coalesce(d.since, 0) <= $year AND coalesce(d.until, 9999) >= $year)
OPTIONAL MATCH (a:Department)-[p:PART_OF]->(d)
WHERE ($year = 0 OR coalesce(a.since, 0) <= $year AND coalesce(a.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(p.since, 0) <= $year AND coalesce(p.until, 9999) >= $year)
WITH d, [d.uid] + collect(a.uid) AS parts
OPTIONAL MATCH (a:Department)-[p:PART_OF]->(b:Department)
WHERE b.uid IN parts
  AND ($year = 0 OR coalesce(a.since, 0) <= $year AND coalesce(a.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(p.since, 0) <= $year AND coalesce(p.until, 9999) >= $year)
WITH d, parts, collect(DISTINCT a.uid) AS more
WITH d, parts + more AS parts
OPTIONAL MATCH (a:Department)-[p:PART_OF]->(b:Department)
WHERE b.uid IN parts
  AND ($year = 0 OR coalesce(a.since, 0) <= $year AND coalesce(a.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(p.since, 0) <= $year AND coalesce(p.until, 9999) >= $year)
WITH d, parts, collect(DISTINCT a.uid) AS more
WITH d, parts + more AS parts
OPTIONAL MATCH (a:Department)-[p:PART_OF]->(b:Department)
WHERE b.uid IN parts
  AND ($year = 0 OR coalesce(a.since, 0) <= $year AND coalesce(a.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(p.since, 0) <= $year AND coalesce(p.until, 9999) >= $year)
WITH d, parts, collect(DISTINCT a.uid) AS more
WITH d, parts + more AS parts
UNWIND parts AS part
WITH DISTINCT d, part
MATCH (u:Department)-[r:RESPONSIBLE_FOR]->(x:Measure)
WHERE u.uid = part AND r.role = 'lead'
  AND ($with_proposals OR coalesce(r.certainty, 'documented') <> 'proposed')
  AND ($with_proposals OR coalesce(x.certainty, 'documented') <> 'proposed')
  AND ($year = 0 OR coalesce(r.since, 0) <= $year AND coalesce(r.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(x.since, 0) <= $year AND coalesce(x.until, 9999) >= $year)
WITH DISTINCT d, x
MATCH (x)-[k:SERVES|IMPLEMENTS]->(y:StrategicGoal|OperativeGoal)
WHERE ($with_proposals OR coalesce(y.level, '') <> 'proposal')
  AND ($with_proposals OR coalesce(k.certainty, 'documented') <> 'proposed')
  AND ($with_proposals OR coalesce(y.certainty, 'documented') <> 'proposed' OR type(k) <> 'IMPLEMENTS')
  AND ($year = 0 OR coalesce(k.since, 0) <= $year AND coalesce(k.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(y.since, 0) <= $year AND coalesce(y.until, 9999) >= $year)
WITH d, x, k, y
OPTIONAL MATCH (y)-[f:DERIVED_FROM]->(g:StrategicGoal)
WHERE ($with_proposals OR coalesce(f.certainty, 'documented') <> 'proposed')
  AND ($year = 0 OR coalesce(f.since, 0) <= $year AND coalesce(f.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(g.since, 0) <= $year AND coalesce(g.until, 9999) >= $year)
WITH DISTINCT d, x.uid AS measure, coalesce(g.uid, y.uid) AS goal
WITH d, goal, count(measure) AS measures, min(measure) AS measure
WHERE measures = 1
WITH d, goal, measure ORDER BY d.uid SKIP 0
WITH goal, measure, collect(d.uid) AS department_uids, collect(d.title) AS department_titles
MATCH (s:StrategicGoal)
WHERE s.uid = goal
WITH s, measure, department_uids, department_titles
MATCH (m:Measure)
WHERE m.uid = measure
RETURN m.uid AS uid, m.title AS title, m.status AS status, s.uid AS goal_uid, s.title AS goal_title,
       size(department_uids) AS departments, department_uids, department_titles
ORDER BY departments DESC, uid, coalesce(s.number, 99), goal_uid

// title.de = "Welche Ziele die Abteilungen abdecken"
// title.en = "Which goals the departments cover"
// why.de = "Zeigt, wer zu welchem strategischen Ziel etwas beiträgt und ob die Kette vom Ziel bis zur laufenden Maßnahme schließt."
// why.en = "Shows who contributes to which strategic goal, and whether the chain from the goal to a running measure closes."
// audience = ["leadership", "analyst"]
// note.de = "Gezählt wird wie auf der Seite Abdeckung: was eine Abteilung und ihre Teile (bis vier Ebenen darunter) federführend tragen, jede Maßnahme einmal; eine Maßnahme zählt für ein Ziel, dem sie dient oder dessen operatives Ziel sie umsetzt. Durchgehend abgedeckt ist ein Ziel, wenn mindestens eine laufende Maßnahme ein operatives Ziel dazu umsetzt, sonst teilweise. Was hier fehlt, ist eine Lücke oder bewusst ohne."
// note.en = "Counted as on the page Coverage: what a department and its parts (up to four levels below) lead, each measure once; a measure counts for a goal that it serves or whose operative goal it implements. A goal is covered all the way if at least one running measure implements an operative goal for it, otherwise in part. What is missing here is a gap or deliberately without."
// [param.with_proposals]
// type = "bool"
// default = false
// label.de = "Auch Vorschläge"
// label.en = "Proposals too"
// [returns]
// uid = "Department"
// goal_uid = "StrategicGoal"
// [columns]
// title = {de = "Abteilung", en = "Department", titles_of = "uid"}
// kind = {de = "Art", en = "Kind"}
// goal_title = {de = "Strategisches Ziel", en = "Strategic goal", titles_of = "goal_uid"}
// measures = {de = "Maßnahmen", en = "Measures", unit = "count"}
// closed = {de = "davon mit geschlossener Kette", en = "of these, with a closed chain", unit = "count"}
// operative_goals = {de = "Operative Ziele", en = "Operative goals", unit = "count"}
// [sentence]
// none.de = "Keine Abteilung deckt ein strategisches Ziel ab."
// none.en = "No department covers a strategic goal."
// one.de = "Nur „{first[title]}“ deckt ein strategisches Ziel ab: „{first[goal_title]}“."
// one.en = "Only “{first[title]}” covers a strategic goal: “{first[goal_title]}”."
// many.de = "{n:# Paar|# Paare} aus Abteilung und strategischem Ziel {n:ist|sind} abgedeckt; am dichtesten „{first[goal_title]}“ durch „{first[title]}“ mit {first[measures]:# Maßnahme|# Maßnahmen}."
// many.en = "{n:# pair|# pairs} of department and strategic goal {n:is|are} covered; most densely “{first[goal_title]}” by “{first[title]}” with {first[measures]:# measure|# measures}."
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
MATCH (u:Department)-[r:RESPONSIBLE_FOR]->(x:Measure|OperativeGoal)
WHERE u.uid = part AND r.role = 'lead'
  AND ($with_proposals OR coalesce(x.level, '') <> 'proposal')
  AND ($with_proposals OR coalesce(r.certainty, 'documented') <> 'proposed')
  AND ($with_proposals OR coalesce(x.certainty, 'documented') <> 'proposed')
  AND ($year = 0 OR coalesce(r.since, 0) <= $year AND coalesce(r.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(x.since, 0) <= $year AND coalesce(x.until, 9999) >= $year)
WITH DISTINCT d, x
MATCH (x)-[k:SERVES|IMPLEMENTS|DERIVED_FROM]->(y:StrategicGoal|OperativeGoal)
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
WITH d, coalesce(g.uid, y.uid) AS goal,
     CASE WHEN type(k) = 'DERIVED_FROM' THEN '' ELSE x.uid END AS measure,
     CASE WHEN type(k) = 'DERIVED_FROM' THEN x.uid ELSE '' END AS operative,
     CASE WHEN type(k) = 'IMPLEMENTS' AND x.status = 'running' THEN x.uid ELSE '' END AS chained
MATCH (s:StrategicGoal)
WHERE s.uid = goal
WITH d, s, count(DISTINCT CASE WHEN measure <> '' THEN measure END) AS measures,
     count(DISTINCT CASE WHEN chained <> '' THEN chained END) AS closed,
     count(DISTINCT CASE WHEN operative <> '' THEN operative END) AS operative_goals
RETURN d.uid AS uid, d.title AS title, d.kind AS kind, s.uid AS goal_uid, s.title AS goal_title,
       measures, closed, operative_goals
ORDER BY CASE WHEN kind = 'Verwaltung' THEN 1 ELSE 0 END, measures DESC, operative_goals DESC, uid,
         coalesce(s.number, 99), goal_uid

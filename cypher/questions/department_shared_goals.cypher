// title.de = "Mit wem eine Abteilung Ziele teilt"
// title.en = "With whom a department shares goals"
// why.de = "Zeigt, mit wem sich eine Abteilung abstimmen sollte, und wo beide schon an denselben Maßnahmen arbeiten."
// why.en = "Shows whom a department should talk to, and where both already work on the same measures."
// audience = ["leadership", "workshop"]
// note.de = "Ein Dezernat zählt mit, was seine Teile tragen (bis vier Ebenen darunter); die anderen stehen jede für sich. Zuständige und Mitwirkende zählen; eine Maßnahme zählt für ein Ziel, dem sie dient oder dessen operatives Ziel sie umsetzt. Vorgeschlagene operative Ziele zählen nicht."
// note.en = "A parent counts what its parts carry (up to four levels below); the others are listed each by itself. Those who lead and those who support count; a measure counts for a goal that it serves or whose operative goal it implements. Proposed operative goals do not count."
// [param.department]
// type = "item"
// of = ["Department"]
// label.de = "Dezernat oder Abteilung"
// label.en = "Department"
// [returns]
// uid = "Department"
// goal_uids = "StrategicGoal"
// [columns]
// title = {de = "Gemeinsam mit", en = "Shared with", titles_of = "uid"}
// goals = {de = "Gemeinsame Ziele", en = "Goals in common", unit = "count"}
// goal_titles = {de = "Strategische Ziele", en = "Strategic goals", unit = "list", titles_of = "goal_uids"}
// own_measures = {de = "Eigene Maßnahmen dazu", en = "Own measures for them", unit = "count"}
// their_measures = {de = "Maßnahmen der anderen", en = "Measures of the other", unit = "count"}
// joint_measures = {de = "davon gemeinsam", en = "of these, joint", unit = "count"}
// [sentence]
// none.de = "„{department}“ teilt mit keiner anderen Abteilung ein strategisches Ziel."
// none.en = "“{department}” shares no strategic goal with another department."
// many.de = "„{department}“ teilt strategische Ziele mit {n:# anderen Abteilung|# anderen Abteilungen}, die meisten mit „{first[title]}“ ({first[goals]})."
// many.en = "“{department}” shares strategic goals with {n:# other department|# other departments}, most with “{first[title]}” ({first[goals]})."
MATCH (top:Department)
WHERE top.plan = $plan AND top.uid = $department
  AND ($year = 0 OR coalesce(top.since, 0) <= $year AND coalesce(top.until, 9999) >= $year)
OPTIONAL MATCH (a:Department)-[p:PART_OF]->(top)
WHERE ($year = 0 OR coalesce(a.since, 0) <= $year AND coalesce(a.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(p.since, 0) <= $year AND coalesce(p.until, 9999) >= $year)
WITH top, [top.uid] + collect(a.uid) AS parts
WITH parts
OPTIONAL MATCH (a:Department)-[p:PART_OF]->(b:Department)
WHERE b.uid IN parts
  AND ($year = 0 OR coalesce(a.since, 0) <= $year AND coalesce(a.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(p.since, 0) <= $year AND coalesce(p.until, 9999) >= $year)
WITH parts, collect(DISTINCT a.uid) AS more
WITH parts + more AS parts
OPTIONAL MATCH (a:Department)-[p:PART_OF]->(b:Department)
WHERE b.uid IN parts
  AND ($year = 0 OR coalesce(a.since, 0) <= $year AND coalesce(a.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(p.since, 0) <= $year AND coalesce(p.until, 9999) >= $year)
WITH parts, collect(DISTINCT a.uid) AS more
WITH parts + more AS parts
OPTIONAL MATCH (a:Department)-[p:PART_OF]->(b:Department)
WHERE b.uid IN parts
  AND ($year = 0 OR coalesce(a.since, 0) <= $year AND coalesce(a.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(p.since, 0) <= $year AND coalesce(p.until, 9999) >= $year)
WITH parts, collect(DISTINCT a.uid) AS more
WITH parts + more AS parts
MATCH (u:Department)-[r:RESPONSIBLE_FOR]->(m:Measure)
WHERE u.plan = $plan
  AND ($year = 0 OR coalesce(u.since, 0) <= $year AND coalesce(u.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(r.since, 0) <= $year AND coalesce(r.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(m.since, 0) <= $year AND coalesce(m.until, 9999) >= $year)
WITH parts, u, m
MATCH (m)-[k:SERVES|IMPLEMENTS]->(y:StrategicGoal|OperativeGoal)
WHERE coalesce(y.level, '') <> 'proposal'
  AND ($year = 0 OR coalesce(k.since, 0) <= $year AND coalesce(k.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(y.since, 0) <= $year AND coalesce(y.until, 9999) >= $year)
WITH parts, u, m, y
OPTIONAL MATCH (y)-[f:DERIVED_FROM]->(g:StrategicGoal)
WHERE ($year = 0 OR coalesce(f.since, 0) <= $year AND coalesce(f.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(g.since, 0) <= $year AND coalesce(g.until, 9999) >= $year)
WITH DISTINCT parts, u.uid AS unit, m.uid AS measure, coalesce(g.uid, y.uid) AS goal
WITH parts, goal, collect({unit: unit, measure: measure}) AS carried,
     collect(DISTINCT CASE WHEN unit IN parts THEN measure END) AS own
MATCH (s:StrategicGoal)
WHERE s.uid = goal AND size(own) > 0
UNWIND carried AS one
UNWIND own AS mine
WITH parts, s, one.unit AS unit, one.measure AS measure, mine, one.measure IN own AS joint
WHERE NOT unit IN parts
WITH unit, collect(DISTINCT s.uid) AS shared, count(DISTINCT mine) AS own_measures,
     count(DISTINCT measure) AS their_measures, count(DISTINCT CASE WHEN joint THEN measure END) AS joint_measures
MATCH (g:StrategicGoal)
WHERE g.plan = $plan AND g.uid IN shared
WITH unit, own_measures, their_measures, joint_measures, g ORDER BY coalesce(g.number, 99), g.uid SKIP 0
WITH unit, own_measures, their_measures, joint_measures, collect(g.uid) AS goal_uids,
     collect(g.title) AS goal_titles
MATCH (o:Department)
WHERE o.uid = unit
RETURN o.uid AS uid, o.title AS title, size(goal_uids) AS goals, goal_uids, goal_titles, own_measures,
       their_measures, joint_measures
ORDER BY goals DESC, joint_measures DESC, their_measures DESC, uid

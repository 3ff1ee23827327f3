// title.de = "Strategische Ziele nach ihrer Reichweite"
// title.en = "Strategic goals by their reach"
// why.de = "Zeigt, worauf der Plan sein Gewicht legt: wie viele Maßnahmen, Abteilungen und operative Ziele hinter einem Ziel stehen."
// why.en = "Shows where the plan puts its weight: how many measures, departments and operative goals stand behind a goal."
// audience = ["leadership", "analyst"]
// note.de = "Eine Abteilung zählt, wenn sie für eine Maßnahme oder ein operatives Ziel zu diesem Ziel zuständig ist oder mitwirkt. Vorschläge zählen nicht."
// note.en = "A department counts if it leads or supports a measure or an operative goal for this goal. Proposals do not count."
// [returns]
// uid = "StrategicGoal"
// [columns]
// number = {de = "Nr.", en = "No."}
// title = {de = "Strategisches Ziel", en = "Strategic goal", titles_of = "uid"}
// measures = {de = "Maßnahmen", en = "Measures", unit = "count"}
// main_measures = {de = "davon mit diesem Hauptziel", en = "of these, as main goal", unit = "count"}
// departments = {de = "Abteilungen", en = "Departments", unit = "count"}
// operative_goals = {de = "Operative Ziele", en = "Operative goals", unit = "count"}
// [sentence]
// none.de = "Der Plan enthält keine strategischen Ziele."
// none.en = "The plan has no strategic goals."
// many.de = "Am weitesten reicht „{first[title]}“: {first[measures]:# Maßnahme|# Maßnahmen} und {first[departments]:# Abteilung|# Abteilungen}; am wenigsten „{last[title]}“ mit {last[measures]:# Maßnahme|# Maßnahmen}."
// many.en = "“{first[title]}” reaches furthest: {first[measures]:# measure|# measures} and {first[departments]:# department|# departments}; “{last[title]}” least, with {last[measures]:# measure|# measures}."
MATCH (x:Measure|OperativeGoal)-[k:SERVES|DERIVED_FROM]->(g:StrategicGoal)
WHERE g.plan = $plan AND coalesce(x.level, '') <> 'proposal'
  AND ($year = 0 OR coalesce(x.since, 0) <= $year AND coalesce(x.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(k.since, 0) <= $year AND coalesce(k.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(g.since, 0) <= $year AND coalesce(g.until, 9999) >= $year)
WITH g, x
MATCH (d:Department)-[r:RESPONSIBLE_FOR]->(x)
WHERE ($year = 0 OR coalesce(d.since, 0) <= $year AND coalesce(d.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(r.since, 0) <= $year AND coalesce(r.until, 9999) >= $year)
WITH g.uid AS goal, count(DISTINCT d.uid) AS units
WITH collect({goal: goal, units: units}) AS counted
MATCH (g:StrategicGoal)
WHERE g.plan = $plan
  AND ($year = 0 OR coalesce(g.since, 0) <= $year AND coalesce(g.until, 9999) >= $year)
UNWIND counted + [{goal: '', units: 0}] AS one
WITH g, max(CASE WHEN one.goal = g.uid THEN one.units ELSE 0 END) AS departments
OPTIONAL MATCH (m:Measure)-[s:SERVES]->(g)
WHERE ($year = 0 OR coalesce(m.since, 0) <= $year AND coalesce(m.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(s.since, 0) <= $year AND coalesce(s.until, 9999) >= $year)
WITH g, departments, count(DISTINCT m.uid) AS measures,
     count(DISTINCT CASE WHEN s.contribution = 'primary' THEN m.uid END) AS main_measures
OPTIONAL MATCH (o:OperativeGoal)-[f:DERIVED_FROM]->(g)
WHERE coalesce(o.level, '') <> 'proposal'
  AND ($year = 0 OR coalesce(o.since, 0) <= $year AND coalesce(o.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(f.since, 0) <= $year AND coalesce(f.until, 9999) >= $year)
RETURN g.uid AS uid, g.number AS number, g.title AS title, measures, main_measures, departments,
       count(DISTINCT o.uid) AS operative_goals
ORDER BY measures DESC, departments DESC, uid

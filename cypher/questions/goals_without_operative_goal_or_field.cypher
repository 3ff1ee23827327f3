// title.de = "Strategische Ziele ohne operatives Ziel oder Handlungsfeld"
// title.en = "Strategic goals without an operative goal or field"
// why.de = "Bei diesen Zielen sagt der Plan nicht, was erreicht werden soll oder wo daran gearbeitet wird."
// why.en = "For these goals the plan does not say what is to be achieved or where work is done on them."
// audience = ["leadership", "analyst", "workshop"]
// note.de = "Ein Handlungsfeld zählt, wenn der Plan selbst es dem Ziel zuordnet. Maßnahmen können trotzdem in Handlungsfeldern liegen; ihre Zahl steht in einer eigenen Spalte."
// note.en = "A field counts if the plan itself assigns it to the goal. Measures may lie in fields all the same; their number has a column of its own."
// [param.with_proposals]
// type = "bool"
// default = false
// label.de = "Auch Vorschläge"
// label.en = "Proposals too"
// [returns]
// uid = "StrategicGoal"
// [columns]
// number = {de = "Nr.", en = "No."}
// title = {de = "Strategisches Ziel", en = "Strategic goal", titles_of = "uid"}
// operative_goals = {de = "Operative Ziele", en = "Operative goals", unit = "count"}
// fields = {de = "Handlungsfelder", en = "Fields of action", unit = "count"}
// measures = {de = "Maßnahmen, die ihm dienen", en = "Measures that serve it", unit = "count"}
// [sentence]
// none.de = "Jedes strategische Ziel hat ein operatives Ziel und ein Handlungsfeld."
// none.en = "Every strategic goal has an operative goal and a field of action."
// many.de = "{n:# strategisches Ziel hat|# strategische Ziele haben} kein operatives Ziel oder kein Handlungsfeld, zuerst „{first[title]}“."
// many.en = "{n:# strategic goal lacks|# strategic goals lack} an operative goal or a field of action, first of all “{first[title]}”."
MATCH (g:StrategicGoal)
WHERE g.plan = $plan
  AND ($year = 0 OR coalesce(g.since, 0) <= $year AND coalesce(g.until, 9999) >= $year)
OPTIONAL MATCH (o:OperativeGoal)-[f:DERIVED_FROM]->(g)
WHERE ($with_proposals OR coalesce(o.level, '') <> 'proposal')
  AND ($with_proposals OR coalesce(o.certainty, 'documented') <> 'proposed')
  AND ($with_proposals OR coalesce(f.certainty, 'documented') <> 'proposed')
  AND ($year = 0 OR coalesce(o.since, 0) <= $year AND coalesce(o.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(f.since, 0) <= $year AND coalesce(f.until, 9999) >= $year)
WITH g, count(DISTINCT o.uid) AS operative_goals
OPTIONAL MATCH (g)-[p:PURSUED_IN]->(a:FieldOfAction)
WHERE ($with_proposals OR coalesce(p.certainty, 'documented') <> 'proposed')
  AND ($year = 0 OR coalesce(p.since, 0) <= $year AND coalesce(p.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(a.since, 0) <= $year AND coalesce(a.until, 9999) >= $year)
WITH g, operative_goals, count(DISTINCT a.uid) AS fields
WHERE operative_goals = 0 OR fields = 0
OPTIONAL MATCH (m:Measure)-[s:SERVES]->(g)
WHERE ($with_proposals OR coalesce(m.certainty, 'documented') <> 'proposed')
  AND ($with_proposals OR coalesce(s.certainty, 'documented') <> 'proposed')
  AND ($year = 0 OR coalesce(m.since, 0) <= $year AND coalesce(m.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(s.since, 0) <= $year AND coalesce(s.until, 9999) >= $year)
RETURN g.uid AS uid, g.number AS number, g.title AS title, operative_goals, fields,
       count(DISTINCT m.uid) AS measures
ORDER BY operative_goals + fields, coalesce(g.number, 99), uid

// title.de = "Operative Ziele ohne Maßnahme"
// title.en = "Operative goals without a measure"
// why.de = "Was beschlossen ist, wofür aber nichts getan wird, soweit der Plan es weiß."
// why.en = "What was set as a goal but has nothing done for it, as far as the plan knows."
// audience = ["leadership", "analyst", "workshop"]
// [param.with_proposals]
// type = "bool"
// default = false
// label.de = "Auch Vorschläge"
// label.en = "Proposals too"
// [returns]
// uid = "OperativeGoal"
// goal_uids = "StrategicGoal"
// lead_uids = "Department"
// [columns]
// title = {de = "Operatives Ziel", en = "Operative goal", titles_of = "uid"}
// level = {de = "Stufe", en = "Level", unit = "level"}
// goal_titles = {de = "Strategische Ziele", en = "Strategic goals", unit = "list", titles_of = "goal_uids"}
// lead_titles = {de = "Zuständig", en = "Responsible", unit = "list", titles_of = "lead_uids"}
// certainty = {de = "Gewissheit", en = "Certainty", unit = "certainty"}
// [sentence]
// none.de = "Kein operatives Ziel ist ohne Maßnahme."
// none.en = "No operative goal is without a measure."
// many.de = "{n:# operatives Ziel hat|# operative Ziele haben} keine Maßnahme."
// many.en = "{n:# operative goal has|# operative goals have} no measure."
MATCH (o:OperativeGoal)
WHERE o.plan = $plan AND ($with_proposals OR coalesce(o.level, '') <> 'proposal')
  AND ($year = 0 OR coalesce(o.since, 0) <= $year AND coalesce(o.until, 9999) >= $year)
  AND NOT EXISTS {
    MATCH (m:Measure)-[i:IMPLEMENTS]->(o)
    WHERE ($year = 0 OR coalesce(m.since, 0) <= $year AND coalesce(m.until, 9999) >= $year)
      AND ($year = 0 OR coalesce(i.since, 0) <= $year AND coalesce(i.until, 9999) >= $year)
  }
OPTIONAL MATCH (o)-[f:DERIVED_FROM]->(g:StrategicGoal)
WHERE ($year = 0 OR coalesce(f.since, 0) <= $year AND coalesce(f.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(g.since, 0) <= $year AND coalesce(g.until, 9999) >= $year)
WITH o, g ORDER BY coalesce(g.number, 99), g.uid SKIP 0
WITH o, collect(g.uid) AS goal_uids, collect(g.title) AS goal_titles
OPTIONAL MATCH (d:Department)-[r:RESPONSIBLE_FOR]->(o)
WHERE r.role = 'lead'
  AND ($year = 0 OR coalesce(d.since, 0) <= $year AND coalesce(d.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(r.since, 0) <= $year AND coalesce(r.until, 9999) >= $year)
WITH o, goal_uids, goal_titles, d ORDER BY d.uid SKIP 0
RETURN o.uid AS uid, o.title AS title, o.level AS level, goal_uids, goal_titles,
       collect(d.uid) AS lead_uids, collect(d.title) AS lead_titles,
       o.certainty AS certainty
ORDER BY uid

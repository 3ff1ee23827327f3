// title.de = "Maßnahmen, für die niemand zuständig ist"
// title.en = "Measures that nobody is responsible for"
// why.de = "Wo niemand genannt ist, fragt auch niemand nach: die erste Lücke, die sich schließen lässt."
// why.en = "Where nobody is named, nobody follows up: the first gap that can be closed."
// audience = ["leadership", "workshop"]
// [param.only_lead_counts]
// type = "bool"
// default = false
// label.de = "Mitwirken allein genügt nicht"
// label.en = "Support alone does not count"
// [returns]
// uid = "Measure"
// goal_uids = "StrategicGoal"
// [columns]
// title = {de = "Maßnahme", en = "Measure", titles_of = "uid"}
// goal_titles = {de = "Strategische Ziele", en = "Strategic goals", unit = "list", titles_of = "goal_uids"}
// status = {de = "Status", en = "Status", unit = "status"}
// certainty = {de = "Gewissheit", en = "Certainty", unit = "certainty"}
// [sentence]
// none.de = "Keine Maßnahme ist ohne Zuständige."
// none.en = "No measure is without anybody responsible."
// many.de = "Für {n:# Maßnahme|# Maßnahmen} ist niemand zuständig."
// many.en = "Nobody is responsible for {n:# measure|# measures}."
MATCH (m:Measure)
WHERE m.plan = $plan
  AND ($year = 0 OR coalesce(m.since, 0) <= $year AND coalesce(m.until, 9999) >= $year)
  AND NOT EXISTS {
    MATCH (d:Department)-[r:RESPONSIBLE_FOR]->(m)
    WHERE (NOT $only_lead_counts OR r.role = 'lead')
      AND ($year = 0 OR coalesce(d.since, 0) <= $year AND coalesce(d.until, 9999) >= $year)
      AND ($year = 0 OR coalesce(r.since, 0) <= $year AND coalesce(r.until, 9999) >= $year)
  }
OPTIONAL MATCH (m)-[s:SERVES]->(g:StrategicGoal)
WHERE ($year = 0 OR coalesce(s.since, 0) <= $year AND coalesce(s.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(g.since, 0) <= $year AND coalesce(g.until, 9999) >= $year)
WITH m, g ORDER BY coalesce(g.number, 99), g.uid SKIP 0
RETURN m.uid AS uid, m.title AS title, collect(g.uid) AS goal_uids,
       collect(g.title) AS goal_titles,
       m.status AS status, m.certainty AS certainty
ORDER BY uid

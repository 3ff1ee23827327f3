// title.de = "Maßnahmen ohne bekannte Zuständigkeit"
// title.en = "Measures with nobody known to be responsible"
// why.de = "Wo niemand genannt ist, fragt auch niemand nach. Nennt nur die Quelle niemanden, ist es eine Lücke im Wissen."
// why.en = "Where nobody is named, nobody follows up. If it is only the source that names nobody, it is a gap in what is known."
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
// none.de = "Für jede Maßnahme ist eine Zuständigkeit bekannt."
// none.en = "For every measure somebody is known to be responsible."
// many.de = "Für {n:# Maßnahme|# Maßnahmen} ist keine Zuständigkeit bekannt."
// many.en = "For {n:# measure|# measures} nobody is known to be responsible."
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

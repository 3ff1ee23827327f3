// title.de = "Maßnahmen ohne operatives Ziel"
// title.en = "Measures without an operative goal"
// why.de = "Diese Maßnahmen hängen nur lose am Plan: Kein operatives Ziel sagt, was sie erreichen sollen."
// why.en = "These measures hang loosely on the plan: no operative goal says what they should achieve."
// audience = ["analyst", "workshop"]
// note.de = "Das kann eine Lücke im Wissen sein statt im Plan; die Beschreibung des Plans auf der Startseite sagt, was bekannt ist."
// note.en = "This may be a gap in what is known rather than in the plan; the plan's description on the start page says what is known."
// [returns]
// uid = "Measure"
// goal_uids = "StrategicGoal"
// lead_uids = "Department"
// [columns]
// title = {de = "Maßnahme", en = "Measure", titles_of = "uid"}
// goal_titles = {de = "Strategische Ziele", en = "Strategic goals", unit = "list", titles_of = "goal_uids"}
// lead_titles = {de = "Zuständig", en = "Responsible", unit = "list", titles_of = "lead_uids"}
// status = {de = "Status", en = "Status", unit = "status"}
// [sentence]
// none.de = "Keine Maßnahme ist ohne operatives Ziel."
// none.en = "No measure is without an operative goal."
// many.de = "{n:# Maßnahme hat|# Maßnahmen haben} kein operatives Ziel."
// many.en = "{n:# measure has|# measures have} no operative goal."
MATCH (m:Measure)
WHERE m.plan = $plan
  AND ($year = 0 OR coalesce(m.since, 0) <= $year AND coalesce(m.until, 9999) >= $year)
  AND NOT EXISTS {
    MATCH (m)-[i:IMPLEMENTS]->(o:OperativeGoal)
    WHERE ($year = 0 OR coalesce(i.since, 0) <= $year AND coalesce(i.until, 9999) >= $year)
      AND ($year = 0 OR coalesce(o.since, 0) <= $year AND coalesce(o.until, 9999) >= $year)
  }
OPTIONAL MATCH (m)-[s:SERVES]->(g:StrategicGoal)
WHERE ($year = 0 OR coalesce(s.since, 0) <= $year AND coalesce(s.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(g.since, 0) <= $year AND coalesce(g.until, 9999) >= $year)
WITH m, g ORDER BY coalesce(g.number, 99), g.uid SKIP 0
WITH m, collect(g.uid) AS goal_uids, collect(g.title) AS goal_titles
OPTIONAL MATCH (d:Department)-[r:RESPONSIBLE_FOR]->(m)
WHERE r.role = 'lead'
  AND ($year = 0 OR coalesce(d.since, 0) <= $year AND coalesce(d.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(r.since, 0) <= $year AND coalesce(r.until, 9999) >= $year)
WITH m, goal_uids, goal_titles, d ORDER BY d.uid SKIP 0
RETURN m.uid AS uid, m.title AS title, goal_uids, goal_titles, collect(d.uid) AS lead_uids,
       collect(d.title) AS lead_titles, m.status AS status
ORDER BY uid

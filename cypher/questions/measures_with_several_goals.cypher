// title.de = "Maßnahmen, die mehreren strategischen Zielen dienen"
// title.en = "Measures that serve several strategic goals"
// why.de = "Diese Maßnahmen tragen am weitesten: Fällt eine weg, fehlt sie gleich mehreren Zielen."
// why.en = "These measures reach furthest: if one is dropped, several goals lose it at once."
// audience = ["analyst", "leadership", "workshop"]
// note.de = "Ein Ziel zählt mit, ob die Maßnahme hauptsächlich oder nebenbei zu ihm beiträgt."
// note.en = "A goal counts whether the measure contributes to it mainly or on the side."
// [param.min_goals]
// type = "int"
// default = 2
// min = 2
// max = 20
// label.de = "Mindestzahl strategischer Ziele"
// label.en = "At least so many strategic goals"
// [returns]
// uid = "Measure"
// goal_uids = "StrategicGoal"
// field_uids = "FieldOfAction"
// lead_uids = "Department"
// [columns]
// title = {de = "Maßnahme", en = "Measure", titles_of = "uid"}
// goals = {de = "Ziele", en = "Goals", unit = "count"}
// goal_titles = {de = "Strategische Ziele", en = "Strategic goals", unit = "list", titles_of = "goal_uids"}
// field_titles = {de = "Handlungsfelder", en = "Fields of action", unit = "list", titles_of = "field_uids"}
// lead_titles = {de = "Zuständig", en = "Responsible", unit = "list", titles_of = "lead_uids"}
// status = {de = "Status", en = "Status", unit = "status"}
// [sentence]
// none.de = "Keine Maßnahme dient mindestens {min_goals} strategischen Zielen. Versuchen Sie es mit einer kleineren Zahl."
// none.en = "No measure serves at least {min_goals} strategic goals. Try a smaller number."
// many.de = "{n:# Maßnahme dient|# Maßnahmen dienen} mindestens {min_goals} strategischen Zielen; an erster Stelle „{first[title]}“ mit {first[goals]} Zielen."
// many.en = "{n:# measure serves|# measures serve} at least {min_goals} strategic goals; first of all “{first[title]}” with {first[goals]} goals."
MATCH (m:Measure)-[s:SERVES]->(g:StrategicGoal)
WHERE m.plan = $plan
  AND ($year = 0 OR coalesce(m.since, 0) <= $year AND coalesce(m.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(s.since, 0) <= $year AND coalesce(s.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(g.since, 0) <= $year AND coalesce(g.until, 9999) >= $year)
WITH m, g ORDER BY coalesce(g.number, 99), g.uid SKIP 0
WITH m, count(g) AS goals, collect(g.uid) AS goal_uids, collect(g.title) AS goal_titles
WHERE goals >= $min_goals
OPTIONAL MATCH (m)-[i:IN_FIELD]->(f:FieldOfAction)
WHERE ($year = 0 OR coalesce(i.since, 0) <= $year AND coalesce(i.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(f.since, 0) <= $year AND coalesce(f.until, 9999) >= $year)
WITH m, goals, goal_uids, goal_titles, f ORDER BY f.uid SKIP 0
WITH m, goals, goal_uids, goal_titles, collect(f.uid) AS field_uids,
     collect(f.title) AS field_titles
OPTIONAL MATCH (d:Department)-[r:RESPONSIBLE_FOR]->(m)
WHERE r.role = 'lead'
  AND ($year = 0 OR coalesce(r.since, 0) <= $year AND coalesce(r.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(d.since, 0) <= $year AND coalesce(d.until, 9999) >= $year)
WITH m, goals, goal_uids, goal_titles, field_uids, field_titles, d ORDER BY d.uid SKIP 0
RETURN m.uid AS uid, m.title AS title, goals, goal_uids, goal_titles, field_uids, field_titles,
       collect(d.uid) AS lead_uids, collect(d.title) AS lead_titles, m.status AS status
ORDER BY goals DESC, uid

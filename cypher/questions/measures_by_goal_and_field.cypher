// title.de = "Maßnahmen je Ziel und Handlungsfeld"
// title.en = "Measures by goal and field of action"
// why.de = "Zeigt, in welchen Handlungsfeldern ein Ziel verfolgt wird, und wo sich die Maßnahmen ballen."
// why.en = "Shows in which fields a goal is pursued, and where the measures crowd."
// audience = ["analyst", "leadership"]
// note.de = "Eine Maßnahme zählt in jeder Verbindung, zu der sie gehört; die Zahlen lassen sich nicht addieren."
// note.en = "A measure counts in every combination it belongs to; the figures cannot be added up."
// [returns]
// goal_uid = "StrategicGoal"
// field_uid = "FieldOfAction"
// measure_uids = "Measure"
// [columns]
// goal_title = {de = "Strategisches Ziel", en = "Strategic goal", titles_of = "goal_uid"}
// field_title = {de = "Handlungsfeld", en = "Field of action", titles_of = "field_uid"}
// measures = {de = "Maßnahmen", en = "Measures", unit = "count"}
// measure_titles = {de = "Welche", en = "Which", unit = "list", titles_of = "measure_uids"}
// [sentence]
// none.de = "Keine Maßnahme gehört zugleich zu einem Ziel und zu einem Handlungsfeld."
// none.en = "No measure belongs to both a goal and a field of action."
// many.de = "Die meisten Maßnahmen verbinden „{first[goal_title]}“ mit dem Handlungsfeld „{first[field_title]}“ ({first[measures]})."
// many.en = "Most measures tie “{first[goal_title]}” to the field “{first[field_title]}” ({first[measures]})."
MATCH (m:Measure)-[s:SERVES]->(g:StrategicGoal)
WHERE m.plan = $plan
  AND ($year = 0 OR coalesce(m.since, 0) <= $year AND coalesce(m.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(s.since, 0) <= $year AND coalesce(s.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(g.since, 0) <= $year AND coalesce(g.until, 9999) >= $year)
WITH m, g
MATCH (m)-[i:IN_FIELD]->(f:FieldOfAction)
WHERE ($year = 0 OR coalesce(i.since, 0) <= $year AND coalesce(i.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(f.since, 0) <= $year AND coalesce(f.until, 9999) >= $year)
WITH g, f, m ORDER BY m.uid SKIP 0
RETURN g.uid AS goal_uid, g.title AS goal_title, f.uid AS field_uid, f.title AS field_title,
       count(m) AS measures, collect(m.uid) AS measure_uids, collect(m.title) AS measure_titles
ORDER BY measures DESC, goal_uid, field_uid

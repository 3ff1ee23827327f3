// title.de = "Maßnahmen, die am längsten dabei sind"
// title.en = "Measures that have been there longest"
// why.de = "Zeigt, was den Plan von Anfang an trägt, und ob es ein Ende hat."
// why.en = "Shows what has carried the plan from the start, and whether it has an end."
// audience = ["analyst", "leadership"]
// note.de = "Nur Maßnahmen, deren Beginn bekannt ist. Ohne Endjahr ist auch keine Dauer genannt."
// note.en = "Only measures whose first year is known. Without a last year there is no duration."
// [param.most]
// type = "int"
// default = 20
// min = 1
// max = 1000
// label.de = "Höchstens so viele"
// label.en = "At most so many"
// [returns]
// uid = "Measure"
// lead_uids = "Department"
// [columns]
// title = {de = "Maßnahme", en = "Measure", titles_of = "uid"}
// since = {de = "Seit", en = "Since", unit = "year"}
// until = {de = "Bis", en = "Until", unit = "year"}
// years = {de = "Jahre", en = "Years", unit = "count"}
// status = {de = "Status", en = "Status", unit = "status"}
// lead_titles = {de = "Zuständig", en = "Responsible", unit = "list", titles_of = "lead_uids"}
// [sentence]
// none.de = "Von keiner Maßnahme ist der Beginn bekannt."
// none.en = "No measure has a known first year."
// many.de = "Am längsten dabei ist „{first[title]}“, seit {first[since]}."
// many.en = "“{first[title]}” has been there longest, since {first[since]}."
MATCH (m:Measure)
WHERE m.plan = $plan AND m.since IS NOT NULL
  AND ($year = 0 OR coalesce(m.since, 0) <= $year AND coalesce(m.until, 9999) >= $year)
WITH m ORDER BY m.since, coalesce(m.until, 9999) DESC, m.uid LIMIT $most
OPTIONAL MATCH (d:Department)-[r:RESPONSIBLE_FOR]->(m)
WHERE r.role = 'lead'
  AND ($year = 0 OR coalesce(d.since, 0) <= $year AND coalesce(d.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(r.since, 0) <= $year AND coalesce(r.until, 9999) >= $year)
WITH m, d ORDER BY d.uid SKIP 0
WITH m, collect(d.uid) AS lead_uids, collect(d.title) AS lead_titles
RETURN m.uid AS uid, m.title AS title, m.since AS since, m.until AS until, m.until - m.since + 1 AS years,
       m.status AS status, lead_uids, lead_titles
ORDER BY since, coalesce(until, 9999) DESC, uid

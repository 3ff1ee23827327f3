// title.de = "Maßnahmen hinter einem Ziel oder Handlungsfeld"
// title.en = "Measures behind a goal or field of action"
// why.de = "Zeigt, was für ein Ziel getan wird, wer zuständig ist und wie sicher das belegt ist."
// why.en = "Shows what is done for a goal, who is responsible and how well this is documented."
// audience = ["analyst", "leadership", "workshop"]
// [param.goal]
// type = "item"
// of = ["StrategicGoal", "OperativeGoal", "FieldOfAction"]
// label.de = "Ziel oder Handlungsfeld"
// label.en = "Goal or field of action"
// [returns]
// uid = "Measure"
// lead_uids = "Department"
// [columns]
// title = {de = "Maßnahme", en = "Measure", titles_of = "uid"}
// contribution = {de = "Beitrag", en = "Contribution", unit = "contribution"}
// lead_titles = {de = "Zuständig", en = "Responsible", unit = "list", titles_of = "lead_uids"}
// status = {de = "Status", en = "Status", unit = "status"}
// since = {de = "Seit", en = "Since", unit = "year"}
// until = {de = "Bis", en = "Until", unit = "year"}
// budget_eur = {de = "Budget", en = "Budget", unit = "euro"}
// certainty = {de = "Zuordnung", en = "Assignment", unit = "certainty"}
// [sentence]
// none.de = "Hinter „{goal}“ steht keine Maßnahme."
// none.en = "There is no measure behind “{goal}”."
// many.de = "Hinter „{goal}“ {n:steht|stehen} {n:# Maßnahme|# Maßnahmen}."
// many.en = "{n:# measure stands|# measures stand} behind “{goal}”."
MATCH (m:Measure)-[k:SERVES|IMPLEMENTS|IN_FIELD]->(g:StrategicGoal|OperativeGoal|FieldOfAction)
WHERE g.plan = $plan AND g.uid = $goal
  AND ($year = 0 OR coalesce(m.since, 0) <= $year AND coalesce(m.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(k.since, 0) <= $year AND coalesce(k.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(g.since, 0) <= $year AND coalesce(g.until, 9999) >= $year)
OPTIONAL MATCH (d:Department)-[r:RESPONSIBLE_FOR]->(m)
WHERE r.role = 'lead'
  AND ($year = 0 OR coalesce(d.since, 0) <= $year AND coalesce(d.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(r.since, 0) <= $year AND coalesce(r.until, 9999) >= $year)
WITH m, k, d ORDER BY d.uid SKIP 0
WITH m, k.contribution AS contribution, k.certainty AS certainty, collect(d.uid) AS lead_uids,
     collect(d.title) AS lead_titles
RETURN m.uid AS uid, m.title AS title, contribution, lead_uids, lead_titles, m.status AS status,
       m.since AS since, m.until AS until, m.budget_eur AS budget_eur, certainty
ORDER BY coalesce(contribution, ''), uid

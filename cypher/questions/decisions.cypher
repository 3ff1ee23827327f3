// title.de = "Beschlüsse und worüber sie entscheiden"
// title.en = "Decisions and what they decide on"
// why.de = "Zeigt, was wann in welchem Gremium beschlossen wurde, mit der Nummer der Vorlage."
// why.en = "Shows what was decided when and by which body, with the number of the paper."
// audience = ["leadership", "analyst"]
// note.de = "Ist ein Planjahr gewählt, stehen hier die Beschlüsse dieses Jahres."
// note.en = "If a plan year is chosen, these are the decisions of that year."
// [returns]
// uid = "Decision"
// decided_uids = "*"
// [columns]
// date = {de = "Datum", en = "Date", unit = "date"}
// title = {de = "Beschluss", en = "Decision", titles_of = "uid"}
// body = {de = "Gremium", en = "Body"}
// paper = {de = "Vorlage", en = "Paper"}
// result = {de = "Ergebnis", en = "Result"}
// decided_titles = {de = "Betrifft", en = "Concerns", unit = "list", titles_of = "decided_uids"}
// [sentence]
// none.de = "Es ist kein Beschluss bekannt."
// none.en = "No decision is known."
// many.de = "{n:# Beschluss ist|# Beschlüsse sind} bekannt; der jüngste: „{first[title]}“ ({first[date]})."
// many.en = "{n:# decision is|# decisions are} known; the latest: “{first[title]}” ({first[date]})."
MATCH (d:Decision)
WHERE d.plan = $plan
  AND ($year = 0 OR coalesce(d.since, 0) <= $year AND coalesce(d.until, 9999) >= $year)
WITH d, $year AS year
WHERE year = 0 OR coalesce(d.date, '') STARTS WITH toString(year)
OPTIONAL MATCH (d)-[r:DECIDES]->(x:StrategicGoal|FieldOfAction|OperativeGoal|Measure|Department)
WHERE ($year = 0 OR coalesce(r.since, 0) <= $year AND coalesce(r.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(x.since, 0) <= $year AND coalesce(x.until, 9999) >= $year)
WITH d, x ORDER BY x.uid SKIP 0
RETURN d.uid AS uid, d.date AS date, d.title AS title, d.body AS body, d.paper AS paper, d.result AS result,
       collect(x.uid) AS decided_uids, collect(x.title) AS decided_titles
ORDER BY coalesce(date, '') DESC, uid

// title.de = "Was worauf folgte"
// title.en = "What followed what"
// why.de = "Zeigt Teilungen, Umbenennungen und Fortschreibungen von Abteilungen, Maßnahmen und Zielen."
// why.en = "Shows divisions, renamings and continuations of departments, measures and goals."
// audience = ["analyst", "leadership"]
// note.de = "Ist ein Planjahr gewählt, genügt es, dass Vorgänger oder Nachfolger in diesem Jahr gilt."
// note.en = "If a plan year is chosen, it is enough that predecessor or successor holds in that year."
// [returns]
// before_uid = "*"
// after_uid = "*"
// [columns]
// label = {de = "Art", en = "Kind", unit = "label", titles_of = "before_uid"}
// before_title = {de = "Vorher", en = "Before", titles_of = "before_uid"}
// before_until = {de = "Bis", en = "Until", unit = "year"}
// after_title = {de = "Nachher", en = "After", titles_of = "after_uid"}
// after_since = {de = "Seit", en = "Since", unit = "year"}
// certainty = {de = "Gewissheit", en = "Certainty", unit = "certainty"}
// note = {de = "Vermerk", en = "Note"}
// [sentence]
// none.de = "Es ist keine Nachfolge bekannt."
// none.en = "No succession is known."
// many.de = "{n:# Nachfolge ist|# Nachfolgen sind} bekannt."
// many.en = "{n:# succession is|# successions are} known."
MATCH (a:StrategicGoal|FieldOfAction|OperativeGoal|Measure|Department|Decision)-[r:SUCCEEDED_BY]->
        (b:StrategicGoal|FieldOfAction|OperativeGoal|Measure|Department|Decision)
WHERE a.plan = $plan
  AND (($year = 0 OR coalesce(a.since, 0) <= $year AND coalesce(a.until, 9999) >= $year)
    OR ($year = 0 OR coalesce(b.since, 0) <= $year AND coalesce(b.until, 9999) >= $year))
  AND ($year = 0 OR coalesce(r.since, 0) <= $year AND coalesce(r.until, 9999) >= $year)
RETURN a.uid AS before_uid, a.title AS before_title, a.until AS before_until,
       b.uid AS after_uid, b.title AS after_title, b.since AS after_since, r.certainty AS certainty, r.note AS note
ORDER BY before_uid, after_uid

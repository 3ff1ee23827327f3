// title.de = "Alles im Umkreis eines Eintrags"
// title.en = "Everything around an item"
// why.de = "Zeigt, was mit einem Ziel, einer Maßnahme oder einer Abteilung zusammenhängt, Schritt für Schritt."
// why.en = "Shows what hangs together with a goal, a measure or a department, step by step."
// audience = ["analyst", "workshop"]
// note.de = "Ein Schritt ist eine Verknüpfung, gleich welcher Art und Richtung."
// note.en = "A step is one link, whatever its kind and direction."
// [param.item]
// type = "item"
// label.de = "Eintrag"
// label.en = "Item"
// [param.steps]
// type = "int"
// default = 1
// min = 1
// max = 3
// label.de = "Schritte"
// label.en = "Steps"
// [returns]
// uid = "*"
// [columns]
// steps = {de = "Schritte", en = "Steps", unit = "count"}
// label = {de = "Art", en = "Kind", unit = "label", titles_of = "uid"}
// title = {de = "Titel", en = "Title", titles_of = "uid"}
// certainty = {de = "Gewissheit", en = "Certainty", unit = "certainty"}
// [sentence]
// none.de = "Mit „{item}“ ist nichts verknüpft."
// none.en = "Nothing is linked with “{item}”."
// many.de = "Im Umkreis von „{item}“ {n:liegt|liegen} {n:# Eintrag|# Einträge} (bis {steps:# Schritt|# Schritte})."
// many.en = "{n:# item lies|# items lie} around “{item}” (up to {steps:# step|# steps})."
MATCH (a:StrategicGoal|FieldOfAction|OperativeGoal|Measure|Department|Decision)
WHERE a.plan = $plan AND a.uid = $item
  AND ($year = 0 OR coalesce(a.since, 0) <= $year AND coalesce(a.until, 9999) >= $year)
WITH a
MATCH (a)-[r]-(b:StrategicGoal|FieldOfAction|OperativeGoal|Measure|Department|Decision)
WHERE b.uid <> a.uid
  AND ($year = 0 OR coalesce(r.since, 0) <= $year AND coalesce(r.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(b.since, 0) <= $year AND coalesce(b.until, 9999) >= $year)
WITH a.uid AS start, collect(DISTINCT b.uid) AS near
OPTIONAL MATCH (b:StrategicGoal|FieldOfAction|OperativeGoal|Measure|Department|Decision)-[r]-
        (c:StrategicGoal|FieldOfAction|OperativeGoal|Measure|Department|Decision)
WHERE $steps >= 2 AND b.uid IN near AND c.uid <> start AND NOT c.uid IN near
  AND ($year = 0 OR coalesce(r.since, 0) <= $year AND coalesce(r.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(c.since, 0) <= $year AND coalesce(c.until, 9999) >= $year)
WITH start, near, collect(DISTINCT c.uid) AS further
OPTIONAL MATCH (c:StrategicGoal|FieldOfAction|OperativeGoal|Measure|Department|Decision)-[r]-
        (d:StrategicGoal|FieldOfAction|OperativeGoal|Measure|Department|Decision)
WHERE $steps >= 3 AND c.uid IN further AND d.uid <> start AND NOT d.uid IN near AND NOT d.uid IN further
  AND ($year = 0 OR coalesce(r.since, 0) <= $year AND coalesce(r.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(d.since, 0) <= $year AND coalesce(d.until, 9999) >= $year)
WITH near, further, collect(DISTINCT d.uid) AS furthest
MATCH (n:StrategicGoal|FieldOfAction|OperativeGoal|Measure|Department|Decision)
WHERE n.plan = $plan AND (n.uid IN near OR n.uid IN further OR n.uid IN furthest)
RETURN CASE WHEN n.uid IN near THEN 1 WHEN n.uid IN further THEN 2 ELSE 3 END AS steps,
       n.uid AS uid, n.title AS title, n.certainty AS certainty
ORDER BY steps, uid

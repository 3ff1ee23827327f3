// title.de = "Alles im Umkreis eines Eintrags"
// title.en = "Everything around an item"
// why.de = "Zeigt, was mit einem Ziel, einer Maßnahme oder einer Abteilung zusammenhängt, Schritt für Schritt."
// why.en = "Shows what hangs together with a goal, a measure or a department, step by step."
// audience = ["analyst", "workshop"]
// note.de = "Ein Schritt ist eine Verknüpfung, gleich welcher Art und Richtung."
// note.en = "A step is one link, whatever its kind and direction."
// then = "nearest"
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
WITH DISTINCT a
MATCH (a)-[r]-(b:StrategicGoal|FieldOfAction|OperativeGoal|Measure|Department|Decision)
WHERE b.uid <> $item
  AND ($year = 0 OR coalesce(r.since, 0) <= $year AND coalesce(r.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(b.since, 0) <= $year AND coalesce(b.until, 9999) >= $year)
RETURN DISTINCT 1 AS steps, b.uid AS uid, b.title AS title, b.certainty AS certainty
UNION ALL
MATCH (a:StrategicGoal|FieldOfAction|OperativeGoal|Measure|Department|Decision)
WHERE a.plan = $plan AND a.uid = $item AND $steps >= 2
  AND ($year = 0 OR coalesce(a.since, 0) <= $year AND coalesce(a.until, 9999) >= $year)
WITH DISTINCT a
MATCH (a)-[r]-(b:StrategicGoal|FieldOfAction|OperativeGoal|Measure|Department|Decision)
WHERE b.uid <> $item
  AND ($year = 0 OR coalesce(r.since, 0) <= $year AND coalesce(r.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(b.since, 0) <= $year AND coalesce(b.until, 9999) >= $year)
WITH DISTINCT b
MATCH (b)-[s]-(c:StrategicGoal|FieldOfAction|OperativeGoal|Measure|Department|Decision)
WHERE c.uid <> $item
  AND ($year = 0 OR coalesce(s.since, 0) <= $year AND coalesce(s.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(c.since, 0) <= $year AND coalesce(c.until, 9999) >= $year)
RETURN DISTINCT 2 AS steps, c.uid AS uid, c.title AS title, c.certainty AS certainty
UNION ALL
MATCH (a:StrategicGoal|FieldOfAction|OperativeGoal|Measure|Department|Decision)
WHERE a.plan = $plan AND a.uid = $item AND $steps >= 3
  AND ($year = 0 OR coalesce(a.since, 0) <= $year AND coalesce(a.until, 9999) >= $year)
WITH DISTINCT a
MATCH (a)-[r]-(b:StrategicGoal|FieldOfAction|OperativeGoal|Measure|Department|Decision)
WHERE b.uid <> $item
  AND ($year = 0 OR coalesce(r.since, 0) <= $year AND coalesce(r.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(b.since, 0) <= $year AND coalesce(b.until, 9999) >= $year)
WITH DISTINCT b
MATCH (b)-[s]-(c:StrategicGoal|FieldOfAction|OperativeGoal|Measure|Department|Decision)
WHERE c.uid <> $item
  AND ($year = 0 OR coalesce(s.since, 0) <= $year AND coalesce(s.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(c.since, 0) <= $year AND coalesce(c.until, 9999) >= $year)
WITH DISTINCT c
MATCH (c)-[t]-(d:StrategicGoal|FieldOfAction|OperativeGoal|Measure|Department|Decision)
WHERE d.uid <> $item
  AND ($year = 0 OR coalesce(t.since, 0) <= $year AND coalesce(t.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(d.since, 0) <= $year AND coalesce(d.until, 9999) >= $year)
RETURN DISTINCT 3 AS steps, d.uid AS uid, d.title AS title, d.certainty AS certainty

// title.de = "Wie zwei Einträge zusammenhängen"
// title.en = "How two items hang together"
// why.de = "Zeigt den kürzesten Weg von einem Eintrag zum anderen, zum Beispiel von einer Abteilung zu einem Ziel."
// why.en = "Shows the shortest way from one item to another, for example from a department to a goal."
// audience = ["analyst", "workshop"]
// note.de = "Gibt es mehrere kürzeste Wege, wird der gezeigt, der über Einträge mit wenigen Verknüpfungen führt: Er sagt am meisten. „Bewusst ohne“ verbindet nicht."
// note.en = "If there are several shortest ways, the one over items with few links is shown: it says most. “Deliberately without” does not connect."
// then = "shortest_path"
// [param.start]
// type = "item"
// label.de = "Von"
// label.en = "From"
// [param.target]
// type = "item"
// label.de = "Nach"
// label.en = "To"
// [returns]
// uid = "*"
// [columns]
// step = {de = "Schritt", en = "Step", unit = "count"}
// link = {de = "Verknüpfung", en = "Link", unit = "link"}
// label = {de = "Art", en = "Kind", unit = "label", titles_of = "uid"}
// title = {de = "Titel", en = "Title", titles_of = "uid"}
// certainty = {de = "Gewissheit der Verknüpfung", en = "Certainty of the link", unit = "certainty"}
// [sentence]
// none.de = "Zwischen „{start}“ und „{target}“ gibt es keine Verbindung."
// none.en = "There is no connection between “{start}” and “{target}”."
// many.de = "Von „{start}“ zu „{target}“ {last[step]:führt|führen} {last[step]:# Schritt|# Schritte}."
// many.en = "“{start}” and “{target}” are {last[step]:# step|# steps} apart."
MATCH (a:StrategicGoal|FieldOfAction|OperativeGoal|Measure|Department|Decision)-[r]->
        (b:StrategicGoal|FieldOfAction|OperativeGoal|Measure|Department|Decision)
WHERE a.plan = $plan AND b.plan = $plan AND $start <> $target AND type(r) <> 'NOT_CONCERNED'
  AND ($year = 0 OR coalesce(a.since, 0) <= $year AND coalesce(a.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(r.since, 0) <= $year AND coalesce(r.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(b.since, 0) <= $year AND coalesce(b.until, 9999) >= $year)
RETURN a.uid AS source, type(r) AS link, b.uid AS target, r.certainty AS certainty
ORDER BY source, target, link

// title.de = "Maßnahmen ohne belegte Verknüpfung"
// title.en = "Measures without a documented link"
// why.de = "Bei diesen Maßnahmen ist jede Verknüpfung Lesart oder Vorschlag: Hier lohnt es sich nachzufragen."
// why.en = "Every link of these measures is our reading or a proposal: here it pays to ask."
// audience = ["analyst", "workshop"]
// note.de = "Gezählt werden alle Verknüpfungen der Maßnahme, gleich welcher Art. Die Maßnahme selbst kann belegt sein."
// note.en = "All links of the measure are counted, whatever their kind. The measure itself may be documented."
// [returns]
// uid = "Measure"
// [columns]
// title = {de = "Maßnahme", en = "Measure", titles_of = "uid"}
// links = {de = "Verknüpfungen", en = "Links", unit = "count"}
// readings = {de = "davon Lesart", en = "of these, our reading", unit = "count"}
// proposals = {de = "davon Vorschlag", en = "of these, proposed", unit = "count"}
// certainty = {de = "Maßnahme selbst", en = "Measure itself", unit = "certainty"}
// [sentence]
// none.de = "Keine Maßnahme ist ohne belegte Verknüpfung."
// none.en = "No measure is without a documented link."
// many.de = "Bei {n:# Maßnahme|# Maßnahmen} ist keine einzige Verknüpfung belegt."
// many.en = "Not a single link is documented for {n:# measure|# measures}."
MATCH (m:Measure)
WHERE m.plan = $plan
  AND ($year = 0 OR coalesce(m.since, 0) <= $year AND coalesce(m.until, 9999) >= $year)
OPTIONAL MATCH (m)-[r]-(x:StrategicGoal|FieldOfAction|OperativeGoal|Measure|Department|Decision)
WHERE ($year = 0 OR coalesce(r.since, 0) <= $year AND coalesce(r.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(x.since, 0) <= $year AND coalesce(x.until, 9999) >= $year)
WITH m, count(r) AS links,
     count(CASE WHEN r.certainty = 'documented' THEN 1 END) AS documented,
     count(CASE WHEN r.certainty = 'reading' THEN 1 END) AS readings,
     count(CASE WHEN r.certainty = 'proposed' THEN 1 END) AS proposals
WHERE documented = 0
RETURN m.uid AS uid, m.title AS title, links, readings, proposals, m.certainty AS certainty
ORDER BY links DESC, uid

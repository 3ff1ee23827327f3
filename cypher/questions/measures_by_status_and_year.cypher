// title.de = "Maßnahmen nach Beginn und Status"
// title.en = "Measures by first year and status"
// why.de = "Zeigt, wann der Plan in Gang kam und was davon läuft, fertig oder liegen geblieben ist."
// why.en = "Shows when the plan got going and what of it is running, done or left behind."
// audience = ["analyst", "leadership"]
// note.de = "Der Status gilt für das Jahr der Quelle. Ohne Jahr heißt: Die Quelle nennt keinen Beginn."
// note.en = "The status holds for the year of the source. No year means that the source names none."
// [returns]
// measure_uids = "Measure"
// [columns]
// begun = {de = "Beginn", en = "First year", unit = "year"}
// status = {de = "Status", en = "Status", unit = "status"}
// measures = {de = "Maßnahmen", en = "Measures", unit = "count"}
// measure_titles = {de = "Welche", en = "Which", unit = "list", titles_of = "measure_uids"}
// [sentence]
// none.de = "Der Plan enthält keine Maßnahmen."
// none.en = "The plan has no measures."
// many.de = "{sum[measures]:# Maßnahme|# Maßnahmen} nach Beginn und Status."
// many.en = "{sum[measures]:# measure|# measures} by first year and status."
MATCH (m:Measure)
WHERE m.plan = $plan
  AND ($year = 0 OR coalesce(m.since, 0) <= $year AND coalesce(m.until, 9999) >= $year)
WITH m ORDER BY m.uid SKIP 0
WITH m.since AS begun, coalesce(m.status, 'unknown') AS status, count(m) AS measures,
     collect(m.uid) AS measure_uids, collect(m.title) AS measure_titles
RETURN begun, status, measures, measure_uids, measure_titles
ORDER BY coalesce(begun, 9999), status

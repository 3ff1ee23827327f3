// title.de = "Wie sicher die Verknüpfungen belegt sind"
// title.en = "How well the links are documented"
// why.de = "Zeigt, was am Plan belegt ist, was unsere Lesart ist und was nur vorgeschlagen wurde."
// why.en = "Shows what of the plan is documented, what is our reading and what was only proposed."
// audience = ["analyst", "leadership"]
// [returns]
// [columns]
// link = {de = "Verknüpfung", en = "Link", unit = "link"}
// links = {de = "Anzahl", en = "Number", unit = "count"}
// documented = {de = "Belegt", en = "Documented", unit = "count"}
// readings = {de = "Lesart", en = "Our reading", unit = "count"}
// proposed = {de = "Vorschlag", en = "Proposed", unit = "count"}
// [sentence]
// none.de = "Der Plan enthält keine Verknüpfungen."
// none.en = "The plan has no links."
// many.de = "Von {sum[links]:# Verknüpfung|# Verknüpfungen} {sum[documented]:ist|sind} {sum[documented]} belegt, {sum[readings]} Lesart, {sum[proposed]} vorgeschlagen."
// many.en = "Of {sum[links]:# link|# links}, {sum[documented]} are documented, {sum[readings]} our reading, {sum[proposed]} proposed."
MATCH (a:StrategicGoal|FieldOfAction|OperativeGoal|Measure|Department|Decision)-[r]->
        (b:StrategicGoal|FieldOfAction|OperativeGoal|Measure|Department|Decision)
WHERE a.plan = $plan
  AND ($year = 0 OR coalesce(a.since, 0) <= $year AND coalesce(a.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(r.since, 0) <= $year AND coalesce(r.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(b.since, 0) <= $year AND coalesce(b.until, 9999) >= $year)
RETURN type(r) AS link, count(r) AS links,
       count(CASE WHEN r.certainty = 'documented' THEN 1 END) AS documented,
       count(CASE WHEN r.certainty = 'reading' THEN 1 END) AS readings,
       count(CASE WHEN r.certainty = 'proposed' THEN 1 END) AS proposed
ORDER BY links DESC, link

// title.de = "Was die Abteilungen tragen"
// title.en = "What the departments carry"
// why.de = "Zeigt, bei wem sich die Maßnahmen sammeln und wer nur mitwirkt."
// why.en = "Shows where the measures pile up and who only supports."
// audience = ["leadership"]
// note.de = "„Mit Teilen“ zählt bei einer übergeordneten Einheit mit, was ihre Teile tragen (bis vier Ebenen darunter), jede Maßnahme einmal. Deshalb lassen sich die Zahlen nicht addieren."
// note.en = "“With parts” counts for a parent what its parts carry (up to four levels below), every measure once. So the figures cannot be added up."
// [param.min_measures]
// type = "int"
// default = 1
// min = 0
// max = 1000
// label.de = "Mindestzahl Maßnahmen (mit Teilen)"
// label.en = "At least so many measures (with parts)"
// [returns]
// uid = "Department"
// [columns]
// title = {de = "Abteilung", en = "Department", titles_of = "uid"}
// kind = {de = "Art", en = "Kind"}
// led = {de = "Selbst zuständig", en = "Led by itself", unit = "count"}
// supported = {de = "Wirkt mit", en = "Supported", unit = "count"}
// measures = {de = "Maßnahmen mit Teilen", en = "Measures with parts", unit = "count"}
// [sentence]
// none.de = "Keine Abteilung trägt so viele Maßnahmen (mindestens {min_measures})."
// none.en = "No department carries so many measures (at least {min_measures})."
// many.de = "Die meisten Maßnahmen trägt selbst „{first[title]}“ ({first[led]}); {n:# Abteilung trägt|# Abteilungen tragen} mindestens {min_measures:# Maßnahme|# Maßnahmen}."
// many.en = "“{first[title]}” leads the most measures itself ({first[led]}); {n:# department carries|# departments carry} at least {min_measures:# measure|# measures}."
MATCH (d:Department)
WHERE d.plan = $plan
  AND ($year = 0 OR coalesce(d.since, 0) <= $year AND coalesce(d.until, 9999) >= $year)
OPTIONAL MATCH (a:Department)-[p:PART_OF]->(d)
WHERE ($year = 0 OR coalesce(a.since, 0) <= $year AND coalesce(a.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(p.since, 0) <= $year AND coalesce(p.until, 9999) >= $year)
WITH d, [d.uid] + collect(a.uid) AS parts
OPTIONAL MATCH (a:Department)-[p:PART_OF]->(b:Department)
WHERE b.uid IN parts
  AND ($year = 0 OR coalesce(a.since, 0) <= $year AND coalesce(a.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(p.since, 0) <= $year AND coalesce(p.until, 9999) >= $year)
WITH d, parts, collect(DISTINCT a.uid) AS more
WITH d, parts + more AS parts
OPTIONAL MATCH (a:Department)-[p:PART_OF]->(b:Department)
WHERE b.uid IN parts
  AND ($year = 0 OR coalesce(a.since, 0) <= $year AND coalesce(a.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(p.since, 0) <= $year AND coalesce(p.until, 9999) >= $year)
WITH d, parts, collect(DISTINCT a.uid) AS more
WITH d, parts + more AS parts
OPTIONAL MATCH (a:Department)-[p:PART_OF]->(b:Department)
WHERE b.uid IN parts
  AND ($year = 0 OR coalesce(a.since, 0) <= $year AND coalesce(a.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(p.since, 0) <= $year AND coalesce(p.until, 9999) >= $year)
WITH d, parts, collect(DISTINCT a.uid) AS more
WITH d, parts + more AS parts
UNWIND parts AS part
WITH DISTINCT d, part
MATCH (u:Department)
WHERE u.uid = part
OPTIONAL MATCH (u)-[r:RESPONSIBLE_FOR]->(m:Measure)
WHERE ($year = 0 OR coalesce(r.since, 0) <= $year AND coalesce(r.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(m.since, 0) <= $year AND coalesce(m.until, 9999) >= $year)
WITH d, count(DISTINCT m.uid) AS measures,
     count(DISTINCT CASE WHEN part = d.uid AND r.role = 'lead' THEN m.uid END) AS led,
     count(DISTINCT CASE WHEN part = d.uid AND r.role = 'partner' THEN m.uid END) AS supported
WHERE measures >= $min_measures
RETURN d.uid AS uid, d.title AS title, d.kind AS kind, led, supported, measures
ORDER BY led DESC, measures DESC, uid

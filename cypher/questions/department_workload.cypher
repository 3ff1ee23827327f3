// title.de = "Was die Abteilungen tragen"
// title.en = "What the departments carry"
// why.de = "Zeigt, bei wem sich die Maßnahmen sammeln und welche Ziele eine Abteilung auslässt."
// why.en = "Shows where the measures pile up and which goals a department leaves out."
// audience = ["leadership"]
// note.de = "„Mit Teilen“ zählt bei einer übergeordneten Einheit mit, was ihre Teile tragen (bis vier Ebenen darunter), jede Maßnahme einmal. Deshalb lassen sich die Zahlen nicht addieren. Ziele zählen über Maßnahmen und operative Ziele, mit Teilen; Vorschläge zählen nicht."
// note.en = "“With parts” counts for a parent what its parts carry (up to four levels below), every measure once. So the figures cannot be added up. Goals count through measures and operative goals, with parts; proposals do not count."
// [param.min_measures]
// type = "int"
// default = 1
// min = 0
// max = 1000
// label.de = "Mindestzahl Maßnahmen (mit Teilen)"
// label.en = "At least so many measures (with parts)"
// [returns]
// uid = "Department"
// untouched_uids = "StrategicGoal"
// [columns]
// title = {de = "Abteilung", en = "Department", titles_of = "uid"}
// kind = {de = "Art", en = "Kind"}
// led = {de = "Selbst zuständig", en = "Led by itself", unit = "count"}
// supported = {de = "Wirkt mit", en = "Supported", unit = "count"}
// measures = {de = "Maßnahmen mit Teilen", en = "Measures with parts", unit = "count"}
// goals = {de = "Ziele berührt", en = "Goals touched", unit = "count"}
// untouched_titles = {de = "Ziele nicht berührt", en = "Goals not touched", unit = "list", titles_of = "untouched_uids"}
// [sentence]
// none.de = "Keine Abteilung trägt so viele Maßnahmen (mindestens {min_measures})."
// none.en = "No department carries so many measures (at least {min_measures})."
// many.de = "Die meisten Maßnahmen trägt selbst „{first[title]}“ ({first[led]}); {n:# Abteilung trägt|# Abteilungen tragen} mindestens {min_measures:# Maßnahme|# Maßnahmen}."
// many.en = "“{first[title]}” leads the most measures itself ({first[led]}); {n:# department carries|# departments carry} at least {min_measures:# measure|# measures}."
MATCH (d:Department)
WHERE d.plan = $plan
  AND ($year = 0 OR coalesce(d.since, 0) <= $year AND coalesce(d.until, 9999) >= $year)
OPTIONAL MATCH (a:Department)-[pa:PART_OF]->(d)
WHERE ($year = 0 OR coalesce(a.since, 0) <= $year AND coalesce(a.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(pa.since, 0) <= $year AND coalesce(pa.until, 9999) >= $year)
OPTIONAL MATCH (b:Department)-[pb:PART_OF]->(a)
WHERE ($year = 0 OR coalesce(b.since, 0) <= $year AND coalesce(b.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(pb.since, 0) <= $year AND coalesce(pb.until, 9999) >= $year)
OPTIONAL MATCH (c:Department)-[pc:PART_OF]->(b)
WHERE ($year = 0 OR coalesce(c.since, 0) <= $year AND coalesce(c.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(pc.since, 0) <= $year AND coalesce(pc.until, 9999) >= $year)
OPTIONAL MATCH (e:Department)-[pe:PART_OF]->(c)
WHERE ($year = 0 OR coalesce(e.since, 0) <= $year AND coalesce(e.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(pe.since, 0) <= $year AND coalesce(pe.until, 9999) >= $year)
UNWIND [d.uid, a.uid, b.uid, c.uid, e.uid] AS part
WITH DISTINCT d, part
WHERE part IS NOT NULL
MATCH (u:Department)
WHERE u.uid = part
OPTIONAL MATCH (u)-[r:RESPONSIBLE_FOR]->(m:Measure)
WHERE ($year = 0 OR coalesce(r.since, 0) <= $year AND coalesce(r.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(m.since, 0) <= $year AND coalesce(m.until, 9999) >= $year)
WITH d, collect(DISTINCT part) AS parts, count(DISTINCT m.uid) AS measures,
     count(DISTINCT CASE WHEN part = d.uid AND r.role = 'lead' THEN m.uid END) AS led,
     count(DISTINCT CASE WHEN part = d.uid AND r.role = 'partner' THEN m.uid END) AS supported
WHERE measures >= $min_measures
UNWIND parts AS part
MATCH (u:Department)
WHERE u.uid = part
OPTIONAL MATCH (u)-[r:RESPONSIBLE_FOR]->(x:Measure|OperativeGoal)-[k:SERVES|DERIVED_FROM]->(g:StrategicGoal)
WHERE coalesce(x.level, '') <> 'proposal'
  AND ($year = 0 OR coalesce(r.since, 0) <= $year AND coalesce(r.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(x.since, 0) <= $year AND coalesce(x.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(k.since, 0) <= $year AND coalesce(k.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(g.since, 0) <= $year AND coalesce(g.until, 9999) >= $year)
WITH d, led, supported, measures, collect(DISTINCT g.uid) AS touched
OPTIONAL MATCH (h:StrategicGoal)
WHERE h.plan = $plan AND NOT h.uid IN touched
  AND ($year = 0 OR coalesce(h.since, 0) <= $year AND coalesce(h.until, 9999) >= $year)
WITH d, led, supported, measures, touched, h ORDER BY coalesce(h.number, 99), h.uid SKIP 0
RETURN d.uid AS uid, d.title AS title, d.kind AS kind, led, supported, measures, size(touched) AS goals,
       collect(h.uid) AS untouched_uids, collect(h.title) AS untouched_titles
ORDER BY led DESC, measures DESC, uid

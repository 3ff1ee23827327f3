// title.de = "Abteilungspaare mit gemeinsamen Zielen"
// title.en = "Pairs of departments with goals in common"
// why.de = "Zeigt, welche Abteilungen an denselben Zielen arbeiten und sich abstimmen sollten."
// why.en = "Shows which departments work on the same goals and should talk to each other."
// audience = ["leadership", "workshop", "analyst"]
// note.de = "Gezählt wird, wofür eine Abteilung selbst zuständig ist oder mitwirkt: strategische Ziele über ihre Maßnahmen und operativen Ziele, dazu die operativen Ziele selbst. Was ihre Teile tragen, und Vorschläge, zählen hier nicht."
// note.en = "Counted is what a department itself leads or supports: strategic goals through its measures and operative goals, and the operative goals themselves. What its parts carry, and proposals, do not count here."
// [param.min_shared]
// type = "int"
// default = 3
// min = 1
// max = 1000
// label.de = "Mindestzahl gemeinsamer Ziele"
// label.en = "At least so many goals in common"
// [returns]
// first_uid = "Department"
// second_uid = "Department"
// shared_uids = "StrategicGoal|OperativeGoal"
// [columns]
// first_title = {de = "Abteilung", en = "Department", titles_of = "first_uid"}
// second_title = {de = "und Abteilung", en = "and department", titles_of = "second_uid"}
// shared = {de = "Gemeinsame Ziele", en = "Goals in common", unit = "count"}
// strategic = {de = "davon strategische", en = "of these, strategic", unit = "count"}
// operative = {de = "davon operative", en = "of these, operative", unit = "count"}
// shared_titles = {de = "Ziele", en = "Goals", unit = "list", titles_of = "shared_uids"}
// [sentence]
// none.de = "Kein Abteilungspaar hat so viele gemeinsame Ziele (mindestens {min_shared})."
// none.en = "No pair of departments has so many goals in common (at least {min_shared})."
// many.de = "{n:# Abteilungspaar hat|# Abteilungspaare haben} mindestens {min_shared:# gemeinsames Ziel|# gemeinsame Ziele}; an erster Stelle „{first[first_title]}“ und „{first[second_title]}“ mit {first[shared]:# Ziel|# Zielen}."
// many.en = "{n:# pair of departments has|# pairs of departments have} at least {min_shared:# goal|# goals} in common; first of all “{first[first_title]}” and “{first[second_title]}” with {first[shared]:# goal|# goals}."
MATCH (d:Department)-[r:RESPONSIBLE_FOR]->(x:Measure|OperativeGoal)
WHERE d.plan = $plan AND coalesce(x.level, '') <> 'proposal'
  AND ($year = 0 OR coalesce(d.since, 0) <= $year AND coalesce(d.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(r.since, 0) <= $year AND coalesce(r.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(x.since, 0) <= $year AND coalesce(x.until, 9999) >= $year)
OPTIONAL MATCH (x)-[k:SERVES|DERIVED_FROM]->(g:StrategicGoal)
WHERE ($year = 0 OR coalesce(k.since, 0) <= $year AND coalesce(k.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(g.since, 0) <= $year AND coalesce(g.until, 9999) >= $year)
OPTIONAL MATCH (x)-[i:IMPLEMENTS]->(o:OperativeGoal)
WHERE coalesce(o.level, '') <> 'proposal'
  AND ($year = 0 OR coalesce(i.since, 0) <= $year AND coalesce(i.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(o.since, 0) <= $year AND coalesce(o.until, 9999) >= $year)
UNWIND [g.uid, o.uid, x.uid] AS goal
WITH DISTINCT d.uid AS unit, goal
WHERE goal IS NOT NULL
WITH goal, unit ORDER BY unit SKIP 0
WITH goal, collect(unit) AS units
MATCH (s:StrategicGoal|OperativeGoal)
WHERE s.uid = goal
OPTIONAL MATCH (top:StrategicGoal)
WHERE top.uid = goal
UNWIND units AS first_uid
UNWIND units AS second_uid
WITH first_uid, second_uid, s, top
WHERE first_uid < second_uid
WITH first_uid, second_uid, s, top
ORDER BY CASE WHEN top IS NULL THEN 1 ELSE 0 END, coalesce(top.number, 99), s.uid SKIP 0
WITH first_uid, second_uid, count(s) AS shared, count(top) AS strategic,
     collect(s.uid) AS shared_uids, collect(s.title) AS shared_titles
WHERE shared >= $min_shared
MATCH (a:Department)
WHERE a.uid = first_uid
WITH a, second_uid, shared, strategic, shared_uids, shared_titles
MATCH (b:Department)
WHERE b.uid = second_uid
RETURN a.uid AS first_uid, a.title AS first_title, b.uid AS second_uid, b.title AS second_title,
       shared, strategic, shared - strategic AS operative, shared_uids, shared_titles
ORDER BY shared DESC, first_uid, second_uid

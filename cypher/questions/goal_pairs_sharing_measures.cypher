// title.de = "Zielpaare, die sich Maßnahmen teilen"
// title.en = "Pairs of goals that share measures"
// why.de = "Zeigt, welche Ziele gemeinsam vorankommen und deshalb zusammen beraten werden sollten."
// why.en = "Shows which goals move together and should therefore be discussed together."
// audience = ["analyst", "workshop"]
// [param.min_shared]
// type = "int"
// default = 1
// min = 1
// max = 1000
// label.de = "Mindestzahl gemeinsamer Maßnahmen"
// label.en = "At least so many shared measures"
// [returns]
// first_uid = "StrategicGoal"
// second_uid = "StrategicGoal"
// measure_uids = "Measure"
// [columns]
// first_title = {de = "Ziel", en = "Goal", titles_of = "first_uid"}
// second_title = {de = "und Ziel", en = "and goal", titles_of = "second_uid"}
// shared = {de = "Gemeinsame Maßnahmen", en = "Shared measures", unit = "count"}
// measure_titles = {de = "Maßnahmen", en = "Measures", unit = "list", titles_of = "measure_uids"}
// [sentence]
// none.de = "Kein Zielpaar hat so viele gemeinsame Maßnahmen (mindestens {min_shared})."
// none.en = "No pair of goals shares so many measures (at least {min_shared})."
// many.de = "{n:# Zielpaar teilt|# Zielpaare teilen} sich Maßnahmen; an erster Stelle „{first[first_title]}“ und „{first[second_title]}“ mit {first[shared]:# Maßnahme|# Maßnahmen}."
// many.en = "{n:# pair of goals shares|# pairs of goals share} measures; first of all “{first[first_title]}” and “{first[second_title]}” with {first[shared]:# measure|# measures}."
MATCH (m:Measure)-[x:SERVES]->(a:StrategicGoal)
WHERE m.plan = $plan
  AND ($year = 0 OR coalesce(m.since, 0) <= $year AND coalesce(m.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(x.since, 0) <= $year AND coalesce(x.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(a.since, 0) <= $year AND coalesce(a.until, 9999) >= $year)
WITH m, a
MATCH (m)-[y:SERVES]->(b:StrategicGoal)
WHERE a.uid < b.uid
  AND ($year = 0 OR coalesce(y.since, 0) <= $year AND coalesce(y.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(b.since, 0) <= $year AND coalesce(b.until, 9999) >= $year)
WITH a, b, m ORDER BY m.uid SKIP 0
WITH a, b, count(m) AS shared, collect(m.uid) AS measure_uids, collect(m.title) AS measure_titles
WHERE shared >= $min_shared
RETURN a.uid AS first_uid, a.title AS first_title, b.uid AS second_uid, b.title AS second_title,
       shared, measure_uids, measure_titles
ORDER BY shared DESC, first_uid, second_uid

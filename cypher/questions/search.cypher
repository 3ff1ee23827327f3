// title.de = "Suche in Titeln und Beschreibungen"
// title.en = "Search in titles and descriptions"
// why.de = "Findet Einträge auch mitten im Wort („Pflege“ in „Kurzzeitpflege“), ohne Umlaute und mit einem Tippfehler."
// why.en = "Finds items inside a word too (“pflege” in “Kurzzeitpflege”), without umlauts and with a slip of the finger."
// audience = ["analyst", "leadership", "workshop"]
// note.de = "Mehrere Wörter müssen alle vorkommen. Ähnliche Wörter werden erst gesucht, wenn ein Wort nirgends steht."
// note.en = "Several words must all occur. Similar words are tried only if a word occurs nowhere."
// then = "search"
// [param.text]
// type = "string"
// label.de = "Suchwort"
// label.en = "Search for"
// [param.most]
// type = "int"
// default = 20
// min = 1
// max = 1000
// label.de = "Höchstens so viele"
// label.en = "At most so many"
// [returns]
// uid = "*"
// [columns]
// label = {de = "Art", en = "Kind", unit = "label"}
// code = {de = "Kürzel", en = "Code"}
// title = {de = "Titel", en = "Title", titles_of = "uid"}
// found_in = {de = "Gefunden", en = "Found", unit = "found"}
// [sentence]
// none.de = "Zu „{text}“ findet sich nichts. Versuchen Sie es mit einem anderen Wort oder einem Teil davon."
// none.en = "Nothing was found for “{text}”. Try another word or a part of it."
// many.de = "{n:# Treffer|# Treffer} zu „{text}“, der beste: „{first[title]}“."
// many.en = "{n:# hit|# hits} for “{text}”, the best: “{first[title]}”."
MATCH (n:StrategicGoal)
WHERE n.plan = $plan AND $text <> '' AND $most > 0
  AND ($year = 0 OR coalesce(n.since, 0) <= $year AND coalesce(n.until, 9999) >= $year)
RETURN n.uid AS uid, 'StrategicGoal' AS label, n.code AS code, n.title AS title, n.title_en AS title_en,
       n.description AS description
UNION ALL
MATCH (n:FieldOfAction)
WHERE n.plan = $plan AND $text <> '' AND $most > 0
  AND ($year = 0 OR coalesce(n.since, 0) <= $year AND coalesce(n.until, 9999) >= $year)
RETURN n.uid AS uid, 'FieldOfAction' AS label, n.code AS code, n.title AS title, n.title_en AS title_en,
       n.description AS description
UNION ALL
MATCH (n:OperativeGoal)
WHERE n.plan = $plan AND $text <> '' AND $most > 0
  AND ($year = 0 OR coalesce(n.since, 0) <= $year AND coalesce(n.until, 9999) >= $year)
RETURN n.uid AS uid, 'OperativeGoal' AS label, n.code AS code, n.title AS title, n.title_en AS title_en,
       n.description AS description
UNION ALL
MATCH (n:Measure)
WHERE n.plan = $plan AND $text <> '' AND $most > 0
  AND ($year = 0 OR coalesce(n.since, 0) <= $year AND coalesce(n.until, 9999) >= $year)
RETURN n.uid AS uid, 'Measure' AS label, n.code AS code, n.title AS title, n.title_en AS title_en,
       n.description AS description
UNION ALL
MATCH (n:Department)
WHERE n.plan = $plan AND $text <> '' AND $most > 0
  AND ($year = 0 OR coalesce(n.since, 0) <= $year AND coalesce(n.until, 9999) >= $year)
RETURN n.uid AS uid, 'Department' AS label, n.code AS code, n.title AS title, n.title_en AS title_en,
       n.description AS description
UNION ALL
MATCH (n:Decision)
WHERE n.plan = $plan AND $text <> '' AND $most > 0
  AND ($year = 0 OR coalesce(n.since, 0) <= $year AND coalesce(n.until, 9999) >= $year)
RETURN n.uid AS uid, 'Decision' AS label, n.code AS code, n.title AS title, n.title_en AS title_en,
       n.description AS description

// title.de = "Vorschläge, über die noch zu reden ist"
// title.en = "Proposals that are still open"
// why.de = "Sammelt, was vorgeschlagen, aber nicht als beschlossen belegt ist: Stoff für die nächste Runde."
// why.en = "Collects what was proposed but is not documented as decided: material for the next round."
// audience = ["workshop", "leadership"]
// [returns]
// uid = "*"
// goal_uids = "StrategicGoal"
// [columns]
// label = {de = "Art", en = "Kind", unit = "label", titles_of = "uid"}
// title = {de = "Vorschlag", en = "Proposal", titles_of = "uid"}
// since = {de = "Seit", en = "Since", unit = "year"}
// goal_titles = {de = "Strategische Ziele", en = "Strategic goals", unit = "list", titles_of = "goal_uids"}
// certainty = {de = "Gewissheit", en = "Certainty", unit = "certainty"}
// [sentence]
// none.de = "Es liegt kein Vorschlag vor."
// none.en = "There is no proposal."
// many.de = "{n:# Vorschlag liegt|# Vorschläge liegen} vor."
// many.en = "{n:# proposal is|# proposals are} on the table."
MATCH (n:StrategicGoal|FieldOfAction|OperativeGoal|Measure|Department|Decision)
WHERE n.plan = $plan AND (n.certainty = 'proposed' OR coalesce(n.level, '') = 'proposal')
  AND ($year = 0 OR coalesce(n.since, 0) <= $year AND coalesce(n.until, 9999) >= $year)
OPTIONAL MATCH (n)-[k:SERVES|DERIVED_FROM]->(g:StrategicGoal)
WHERE ($year = 0 OR coalesce(k.since, 0) <= $year AND coalesce(k.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(g.since, 0) <= $year AND coalesce(g.until, 9999) >= $year)
WITH n, g ORDER BY coalesce(g.number, 99), g.uid SKIP 0
RETURN n.uid AS uid, n.title AS title, n.since AS since, collect(g.uid) AS goal_uids,
       collect(g.title) AS goal_titles, n.certainty AS certainty
ORDER BY uid

// title.de = "Was bewusst ohne bleibt"
// title.en = "What is deliberately left out"
// why.de = "Zeigt, wer zu welchem strategischen Ziel mit Absicht nichts beiträgt, und warum."
// why.en = "Shows who deliberately contributes nothing to which strategic goal, and why."
// audience = ["leadership", "workshop", "analyst"]
// note.de = "Der Vermerk an einer Abteilung gilt auch für ihre Teile. Trägt sie doch etwas zu dem Ziel bei, geht das vor: Auf der Seite Abdeckung gilt das Ziel dann als abgedeckt."
// note.en = "A mark on a department holds for its parts too. If it does contribute to the goal, that counts: on the page Coverage the goal is then covered."
// [returns]
// uid = "Department|OperativeGoal"
// goal_uid = "StrategicGoal"
// [columns]
// label = {de = "Art", en = "Kind", unit = "label"}
// title = {de = "Wer oder was", en = "Who or what", titles_of = "uid"}
// goal_title = {de = "Ohne Beitrag zum Ziel", en = "Without a contribution to the goal", titles_of = "goal_uid"}
// reason = {de = "Weil", en = "Because"}
// certainty = {de = "Gewissheit", en = "Certainty", unit = "certainty"}
// [sentence]
// none.de = "Nichts ist als bewusst ohne vermerkt."
// none.en = "Nothing is marked as deliberately left out."
// many.de = "{n:# Lücke ist|# Lücken sind} so gewollt, zuerst „{first[title]}“ beim Ziel „{first[goal_title]}“."
// many.en = "{n:# gap is|# gaps are} meant, first of all “{first[title]}” for the goal “{first[goal_title]}”."
MATCH (x:Department|OperativeGoal)-[n:NOT_CONCERNED]->(g:StrategicGoal)
WHERE g.plan = $plan
  AND ($year = 0 OR coalesce(x.since, 0) <= $year AND coalesce(x.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(n.since, 0) <= $year AND coalesce(n.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(g.since, 0) <= $year AND coalesce(g.until, 9999) >= $year)
WITH x, n, g
OPTIONAL MATCH (d:Department)
WHERE d.uid = x.uid
RETURN CASE WHEN d IS NULL THEN 'OperativeGoal' ELSE 'Department' END AS label, x.uid AS uid, x.title AS title,
       g.uid AS goal_uid, g.title AS goal_title, n.reason AS reason, n.certainty AS certainty
ORDER BY label, uid, coalesce(g.number, 99), goal_uid

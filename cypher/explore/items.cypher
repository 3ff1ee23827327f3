// what = "Kind and titles of the items with these uids; the list must not be empty."
// [param.uids]
// type = "list"
MATCH (n:StrategicGoal)
WHERE n.plan = $plan AND n.uid IN $uids
RETURN n.uid AS uid, 'StrategicGoal' AS label, n.title AS title, n.title_en AS title_en
UNION ALL
MATCH (n:FieldOfAction)
WHERE n.plan = $plan AND n.uid IN $uids
RETURN n.uid AS uid, 'FieldOfAction' AS label, n.title AS title, n.title_en AS title_en
UNION ALL
MATCH (n:OperativeGoal)
WHERE n.plan = $plan AND n.uid IN $uids
RETURN n.uid AS uid, 'OperativeGoal' AS label, n.title AS title, n.title_en AS title_en
UNION ALL
MATCH (n:Measure)
WHERE n.plan = $plan AND n.uid IN $uids
RETURN n.uid AS uid, 'Measure' AS label, n.title AS title, n.title_en AS title_en
UNION ALL
MATCH (n:Department)
WHERE n.plan = $plan AND n.uid IN $uids
RETURN n.uid AS uid, 'Department' AS label, n.title AS title, n.title_en AS title_en
UNION ALL
MATCH (n:Decision)
WHERE n.plan = $plan AND n.uid IN $uids
RETURN n.uid AS uid, 'Decision' AS label, n.title AS title, n.title_en AS title_en

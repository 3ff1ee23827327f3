// what = "The revision of the plan's latest change and how many changes there are; a plan that was removed has left one."
MATCH (c:Change)
WHERE c.plan = $plan
RETURN coalesce(max(c.revision), 0) AS revision, count(c) AS changes

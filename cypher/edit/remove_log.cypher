// what = "Take the whole log of a plan away."
MATCH (c:Change)
WHERE c.plan = $plan
DELETE c

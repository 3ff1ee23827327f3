// what = "How many items of one label a plan has."
MATCH (n:<label>)
WHERE n.plan = $plan
RETURN count(n) AS items

// what = "Take all items of one label in a plan away, with everything that hangs on them."
MATCH (n:<label>)
WHERE n.plan = $plan
DETACH DELETE n

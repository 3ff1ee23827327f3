// what = "All nodes of one label, with every property; the placeholders are filled from explorer/model.py."
MATCH (n:<label>)
WHERE n.plan = $plan
RETURN <properties>
ORDER BY uid

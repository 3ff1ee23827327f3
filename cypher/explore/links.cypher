// what = "All links of one type, with every property; the placeholders are filled from explorer/model.py."
MATCH (a:<from>)-[r:<type>]->(b:<to>)
WHERE a.plan = $plan AND b.plan = $plan
RETURN a.uid AS source, b.uid AS target, <properties>
ORDER BY source, target

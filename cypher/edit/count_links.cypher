// what = "How many links of one type between two labels a plan has."
MATCH (a:<from>)-[r:<type>]->(b:<to>)
WHERE a.plan = $plan
RETURN count(r) AS items

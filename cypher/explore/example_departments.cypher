// what = "Example for the console: departments and the measures they lead, as a picture."
MATCH (d:Department)-[r:RESPONSIBLE_FOR]->(m:Measure)
WHERE r.role = 'lead'
RETURN d, m
ORDER BY d.title, m.title
LIMIT 30

// what = "Create links of one type between two labels on a server in a plan that is new."
// [param.rows]
// type = "list"
UNWIND $rows AS row
MATCH (a:<from> {uid: row.source})
MATCH (b:<to> {uid: row.target})
CREATE (a)-[r:<type>]->(b)
SET r = row.properties

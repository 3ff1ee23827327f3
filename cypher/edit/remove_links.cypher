// what = "Take links of one type away."
// [param.rows]
// type = "list"
UNWIND $rows AS row
MATCH (a:<from> {uid: row.source})-[r:<type>]->(b:<to> {uid: row.target})
DELETE r

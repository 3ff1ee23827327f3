// what = "Create or rewrite links of one type between two labels; no row may repeat another's ends."
// [param.rows]
// type = "list"
UNWIND $rows AS row
MATCH (a:<from> {uid: row.source})
MATCH (b:<to> {uid: row.target})
MERGE (a)-[r:<type>]->(b)
SET <assignments>

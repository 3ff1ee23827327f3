// what = "The links of one type between these ends as they are now, with every property."
// [param.rows]
// type = "list"
UNWIND $rows AS row
MATCH (a:<from> {uid: row.source})-[r:<type>]->(b:<to> {uid: row.target})
RETURN a.uid AS source, b.uid AS target, <properties>

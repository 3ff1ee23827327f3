// what = "Every link that begins at one of these items of one label."
// [param.uids]
// type = "list"
UNWIND $uids AS uid
MATCH (a:<label> {uid: uid})-[r]->(b)
RETURN type(r) AS type, a.uid AS source, b.uid AS target

// what = "Every link that ends at one of these items of one label."
// [param.uids]
// type = "list"
UNWIND $uids AS uid
MATCH (b:<label> {uid: uid})<-[r]-(a)
RETURN type(r) AS type, a.uid AS source, b.uid AS target

// what = "Take nodes of one label away, with everything that hangs on them."
// [param.uids]
// type = "list"
UNWIND $uids AS uid
MATCH (n:<label> {uid: uid})
DETACH DELETE n

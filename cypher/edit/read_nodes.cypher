// what = "The items of one label with these uids as they are now, with every property."
// [param.uids]
// type = "list"
UNWIND $uids AS uid
MATCH (n:<label> {uid: uid})
RETURN <properties>

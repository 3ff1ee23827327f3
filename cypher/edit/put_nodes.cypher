// what = "Create or rewrite nodes of one label; the placeholders are filled from explorer/model.py."
// [param.rows]
// type = "list"
UNWIND $rows AS row
MERGE (n:<label> {uid: row.uid})
SET <assignments>

// what = "Note in the transaction of a bulk load how many rows it brings; see explorer/store/bulk.py."
// [param.uid]
// type = "string"
// [param.rows]
// type = "int"
MERGE (z:Zielnetz {uid: $uid})
SET z.version = $rows

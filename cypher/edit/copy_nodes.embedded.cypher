// what = "Bulk load of nodes into the embedded engine. Only for uids that the file has never held: the engine crashes on others."
// [param.rows]
// type = "table"
COPY <label> FROM $rows

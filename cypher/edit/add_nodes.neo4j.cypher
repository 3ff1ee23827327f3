// what = "Create nodes of one label on a server in a plan that is new; no row may be there already."
// [param.rows]
// type = "list"
UNWIND $rows AS row
CREATE (n:<label>)
SET n = row

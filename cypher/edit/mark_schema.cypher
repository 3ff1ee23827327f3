// what = "Leave the mark that this database is ours."
// [param.version]
// type = "int"
MERGE (z:Zielnetz {uid: 'schema'})
SET z.version = $version

// what = "The mark that says: this database was made by Zielnetz, with this version of the model."
MATCH (z:Zielnetz {uid: 'schema'})
RETURN z.version AS version

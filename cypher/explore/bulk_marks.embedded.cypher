// what = "Bulk loads of which it is not known whether they came into the file as a whole."
MATCH (z:Zielnetz)
WHERE z.uid STARTS WITH 'bulk/'
RETURN z.uid AS uid, z.version AS rows
ORDER BY uid

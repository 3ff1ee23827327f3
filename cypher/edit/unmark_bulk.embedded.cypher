// what = "All bulk loads are safely in the file: forget what they were to bring."
MATCH (z:Zielnetz)
WHERE z.uid STARTS WITH 'bulk/'
DELETE z

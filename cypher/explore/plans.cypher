// what = "All plans in the store."
MATCH (p:Plan)
RETURN p.code AS code, p.title AS title, p.title_en AS title_en, p.description AS description,
       p.description_en AS description_en, p.latest_year AS latest_year, p.revision AS revision, p.updated_at AS updated_at,
       p.mapping AS mapping
ORDER BY code

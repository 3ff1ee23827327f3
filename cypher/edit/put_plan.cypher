// what = "Create or rewrite the plan's own properties (latest_year 0: none) and set its revision."
// [param.title]
// type = "string"
// [param.title_en]
// type = "string"
// [param.description]
// type = "string"
// [param.description_en]
// type = "string"
// [param.latest_year]
// type = "int"
// [param.revision]
// type = "int"
// [param.updated_at]
// type = "string"
MERGE (p:Plan {uid: $plan})
SET p.code = $plan, p.title = $title, p.title_en = $title_en, p.description = $description,
    p.description_en = $description_en, p.revision = $revision, p.updated_at = $updated_at,
    p.latest_year = CASE WHEN $latest_year > 0 THEN $latest_year ELSE null END

// what = "Set the plan's revision after an edit; the plan's own texts stay as they are."
// [param.revision]
// type = "int"
// [param.updated_at]
// type = "string"
MATCH (p:Plan {uid: $plan})
SET p.revision = $revision, p.updated_at = $updated_at

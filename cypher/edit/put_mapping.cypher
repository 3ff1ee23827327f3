// what = "Keep how the columns of a plan's file were understood (empty text: not at all)."
// [param.mapping]
// type = "string"
MATCH (p:Plan {uid: $plan})
SET p.mapping = CASE WHEN $mapping = '' THEN null ELSE $mapping END

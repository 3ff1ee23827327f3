// what = "One change of a plan."
// [param.uid]
// type = "string"
MATCH (c:Change {uid: $uid})
WHERE c.plan = $plan
RETURN c.uid AS uid, c.revision AS revision, c.at AS at, c.who AS who, c.what AS what,
       c.before AS before, c.after AS after

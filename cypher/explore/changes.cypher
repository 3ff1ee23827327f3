// what = "The latest changes of a plan, newest first."
// [param.most]
// type = "int"
// default = 50
// min = 1
// max = 1000
MATCH (c:Change)
WHERE c.plan = $plan
RETURN c.uid AS uid, c.revision AS revision, c.at AS at, c.who AS who, c.what AS what,
       c.before AS before, c.after AS after
ORDER BY revision DESC, uid DESC
LIMIT $most

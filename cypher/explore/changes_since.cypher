// what = "The changes of a plan after a revision, newest first."
// [param.revision]
// type = "int"
MATCH (c:Change)
WHERE c.plan = $plan AND c.revision > $revision
RETURN c.uid AS uid, c.revision AS revision, c.at AS at, c.who AS who, c.what AS what,
       c.before AS before, c.after AS after
ORDER BY revision DESC, uid DESC

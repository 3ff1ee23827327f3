// what = "Write down who changed what and when; undo, the log and live refresh read it."
// [param.uid]
// type = "string"
// [param.revision]
// type = "int"
// [param.at]
// type = "string"
// [param.who]
// type = "string"
// [param.what]
// type = "string"
// [param.before]
// type = "string"
// [param.after]
// type = "string"
CREATE (c:Change {uid: $uid, plan: $plan, revision: $revision, at: $at, who: $who, what: $what,
                  before: $before, after: $after})

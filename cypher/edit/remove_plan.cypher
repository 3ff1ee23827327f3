// what = "Take a plan's own node away; its items and its log are taken away before."
MATCH (p:Plan {uid: $plan})
DELETE p

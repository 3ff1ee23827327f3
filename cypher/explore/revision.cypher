// what = "How often the plan was changed; the app asks this before it trusts what it remembers."
MATCH (p:Plan {uid: $plan})
RETURN p.revision AS revision

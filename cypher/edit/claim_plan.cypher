// what = "Hold the plan for this transaction and tell its revision (0: there is none). The write comes first, because on a server it is what makes a second writer wait; a plain read would let both pass."
MERGE (p:Plan {uid: $plan})
SET p.code = $plan
RETURN coalesce(p.revision, 0) AS revision

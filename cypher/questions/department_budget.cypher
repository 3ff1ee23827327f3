// title.de = "Budget nach Abteilung"
// title.en = "Budget by department"
// why.de = "Zeigt, welcher Teil der bekannten Beträge bei wem liegt und wie viele Maßnahmen keinen Betrag nennen."
// why.en = "Shows which part of the known amounts lies with whom, and how many measures name no amount."
// audience = ["leadership"]
// note.de = "Gezählt werden die Maßnahmen, für die eine Abteilung oder einer ihrer Teile (bis vier Ebenen darunter) zuständig ist, jede einmal. Sind mehrere zuständig, steht der Betrag bei jeder; die Zeilen lassen sich deshalb nicht addieren. Die Verwaltung als Ganzes steht am Ende. Viele Maßnahmen nennen keinen Betrag: Die Summen sind Anhaltspunkte, keine Abrechnung."
// note.en = "Counted are the measures that a department or one of its parts (up to four levels below) leads, each once. If several lead, the amount is listed with each, so the rows cannot be added up. The administration as a whole comes last. Many measures name no amount: the sums are indications, not accounts."
// [returns]
// uid = "Department"
// [columns]
// title = {de = "Abteilung", en = "Department", titles_of = "uid"}
// kind = {de = "Art", en = "Kind"}
// budget_eur = {de = "Budget", en = "Budget", unit = "euro"}
// all_eur = {de = "von allem im Plan", en = "of all in the plan", unit = "euro"}
// with_amount = {de = "Maßnahmen mit Betrag", en = "Measures with an amount", unit = "count"}
// measures = {de = "von Maßnahmen", en = "of measures", unit = "count"}
// [sentence]
// none.de = "Keine Abteilung ist für eine Maßnahme zuständig."
// none.en = "No department leads a measure."
// many.de = "Am meisten liegt bei „{first[title]}“: {first[budget_eur]} von {first[all_eur]}, bekannt aus {first[with_amount]} von {first[measures]:# Maßnahme|# Maßnahmen}."
// many.en = "Most lies with “{first[title]}”: {first[budget_eur]} of {first[all_eur]}, known from {first[with_amount]} of {first[measures]:# measure|# measures}."
MATCH (d:Department)
WHERE d.plan = $plan
  AND ($year = 0 OR coalesce(d.since, 0) <= $year AND coalesce(d.until, 9999) >= $year)
OPTIONAL MATCH (a:Department)-[p:PART_OF]->(d)
WHERE ($year = 0 OR coalesce(a.since, 0) <= $year AND coalesce(a.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(p.since, 0) <= $year AND coalesce(p.until, 9999) >= $year)
WITH d, [d.uid] + collect(a.uid) AS parts
OPTIONAL MATCH (a:Department)-[p:PART_OF]->(b:Department)
WHERE b.uid IN parts
  AND ($year = 0 OR coalesce(a.since, 0) <= $year AND coalesce(a.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(p.since, 0) <= $year AND coalesce(p.until, 9999) >= $year)
WITH d, parts, collect(DISTINCT a.uid) AS more
WITH d, parts + more AS parts
OPTIONAL MATCH (a:Department)-[p:PART_OF]->(b:Department)
WHERE b.uid IN parts
  AND ($year = 0 OR coalesce(a.since, 0) <= $year AND coalesce(a.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(p.since, 0) <= $year AND coalesce(p.until, 9999) >= $year)
WITH d, parts, collect(DISTINCT a.uid) AS more
WITH d, parts + more AS parts
OPTIONAL MATCH (a:Department)-[p:PART_OF]->(b:Department)
WHERE b.uid IN parts
  AND ($year = 0 OR coalesce(a.since, 0) <= $year AND coalesce(a.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(p.since, 0) <= $year AND coalesce(p.until, 9999) >= $year)
WITH d, parts, collect(DISTINCT a.uid) AS more
WITH d, parts + more AS parts
UNWIND parts AS part
WITH DISTINCT d, part
MATCH (u:Department)-[r:RESPONSIBLE_FOR]->(m:Measure)
WHERE u.uid = part AND r.role = 'lead'
  AND ($year = 0 OR coalesce(r.since, 0) <= $year AND coalesce(r.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(m.since, 0) <= $year AND coalesce(m.until, 9999) >= $year)
WITH DISTINCT d, m
WITH d, round(sum(coalesce(m.budget_eur, 0.0)), 2) AS budget_eur, count(m.budget_eur) AS with_amount,
     count(m) AS measures
MATCH (n:Measure)
WHERE n.plan = $plan
  AND ($year = 0 OR coalesce(n.since, 0) <= $year AND coalesce(n.until, 9999) >= $year)
RETURN d.uid AS uid, d.title AS title, d.kind AS kind, budget_eur,
       round(sum(coalesce(n.budget_eur, 0.0)), 2) AS all_eur, with_amount, measures
ORDER BY CASE WHEN kind = 'Verwaltung' THEN 1 ELSE 0 END, budget_eur DESC, measures DESC, uid

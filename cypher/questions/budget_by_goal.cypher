// title.de = "Budget nach strategischem Ziel"
// title.en = "Budget by strategic goal"
// why.de = "Zeigt, wohin das Geld geht. Jeder Euro zählt einmal: beim Hauptziel seiner Maßnahme."
// why.en = "Shows where the money goes. Every euro counts once: at the main goal of its measure."
// audience = ["leadership", "analyst"]
// note.de = "Eine Maßnahme, die mehreren Zielen dient, steht nur bei ihrem Hauptziel; wie viel Geld das betrifft, zeigt eine eigene Spalte. Viele Maßnahmen nennen keinen Betrag. Manche Beträge sind in denen anderer Maßnahmen enthalten oder nur ein Eigenanteil (siehe Beschreibung der Maßnahme); die Summen sind deshalb Anhaltspunkte, keine Abrechnung."
// note.en = "A measure that serves several goals is listed at its main goal only; a column of its own shows how much money this concerns. Many measures name no amount. Some amounts are contained in those of other measures or are only an own share (see the measure's description); the sums are indications, not accounts."
// [returns]
// uid = "StrategicGoal"
// measure_uids = "Measure"
// [columns]
// title = {de = "Hauptziel", en = "Main goal", titles_of = "uid"}
// budget_eur = {de = "Budget", en = "Budget", unit = "euro"}
// shared_eur = {de = "davon für mehrere Ziele", en = "of this, for several goals", unit = "euro"}
// with_amount = {de = "Maßnahmen mit Betrag", en = "Measures with an amount", unit = "count"}
// without_amount = {de = "ohne Betrag", en = "without", unit = "count"}
// measure_titles = {de = "Maßnahmen mit Betrag", en = "Measures with an amount", unit = "list", titles_of = "measure_uids"}
// [sentence]
// none.de = "Der Plan enthält keine Maßnahmen."
// none.en = "The plan has no measures."
// many.de = "Bekannt sind {sum[budget_eur]} aus {sum[with_amount]:# Maßnahme|# Maßnahmen}; {sum[without_amount]:# weitere nennt|# weitere nennen} keinen Betrag."
// many.en = "{sum[budget_eur]} are known from {sum[with_amount]:# measure|# measures}; {sum[without_amount]:# more names|# more name} no amount."
MATCH (m:Measure)
WHERE m.plan = $plan
  AND ($year = 0 OR coalesce(m.since, 0) <= $year AND coalesce(m.until, 9999) >= $year)
OPTIONAL MATCH (m)-[s:SERVES]->(g:StrategicGoal)
WHERE ($year = 0 OR coalesce(s.since, 0) <= $year AND coalesce(s.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(g.since, 0) <= $year AND coalesce(g.until, 9999) >= $year)
WITH m, count(g) AS goals, min(CASE WHEN s.contribution = 'primary' THEN g.uid END) AS uid
ORDER BY m.uid SKIP 0
WITH uid, round(sum(coalesce(m.budget_eur, 0.0)), 2) AS budget_eur,
     round(sum(CASE WHEN goals > 1 THEN coalesce(m.budget_eur, 0.0) ELSE 0.0 END), 2) AS shared_eur,
     count(m.budget_eur) AS with_amount, count(m) - count(m.budget_eur) AS without_amount,
     collect(CASE WHEN m.budget_eur IS NOT NULL THEN m.uid END) AS measure_uids,
     collect(CASE WHEN m.budget_eur IS NOT NULL THEN m.title END) AS measure_titles
OPTIONAL MATCH (g:StrategicGoal)
WHERE g.uid = uid
RETURN uid, g.title AS title, budget_eur, shared_eur, with_amount, without_amount, measure_uids, measure_titles
ORDER BY budget_eur DESC, coalesce(uid, '')

// title.de = "Verknüpfungen, die zu prüfen sind"
// title.en = "Links to be checked"
// why.de = "Zeigt, welche Verknüpfungen noch niemand bestätigt hat, seit ein Ende anders formuliert wurde: Vielleicht gelten sie nicht mehr."
// why.en = "Shows the links that nobody has confirmed since one of their ends was reworded: they may no longer hold."
// audience = ["analyst", "leadership"]
// note.de = "Anders formuliert heißt: Titel, Beschreibung oder Zielwert wurden geändert. Ein neuer Status oder eine Übersetzung zählt nicht."
// note.en = "Reworded means: title, description or target was changed. A new status or a translation does not count."
// [returns]
// source_uid = "*"
// target_uid = "*"
// reworded_uids = "*"
// [columns]
// source_title = {de = "Von", en = "From", titles_of = "source_uid"}
// link = {de = "Verknüpfung", en = "Link", unit = "link"}
// target_title = {de = "Zu", en = "To", titles_of = "target_uid"}
// reworded = {de = "Anders formuliert", en = "Reworded", unit = "list", titles_of = "reworded_uids"}
// certainty = {de = "Gewissheit", en = "Certainty", unit = "certainty"}
// [sentence]
// none.de = "Keine Verknüpfung ist zu prüfen: Seit der letzten Bestätigung wurde kein Ende anders formuliert."
// none.en = "No link is to be checked: no end was reworded since the last confirmation."
// many.de = "{n:# Verknüpfung ist|# Verknüpfungen sind} zu prüfen, weil ein Ende seit der letzten Bestätigung anders formuliert wurde."
// many.en = "{n:# link is|# links are} to be checked, because an end was reworded since the last confirmation."
MATCH (a:StrategicGoal|FieldOfAction|OperativeGoal|Measure|Department|Decision)-[r]->
        (b:StrategicGoal|FieldOfAction|OperativeGoal|Measure|Department|Decision)
WHERE a.plan = $plan
  AND ($year = 0 OR coalesce(a.since, 0) <= $year AND coalesce(a.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(r.since, 0) <= $year AND coalesce(r.until, 9999) >= $year)
  AND ($year = 0 OR coalesce(b.since, 0) <= $year AND coalesce(b.until, 9999) >= $year)
WITH a, r, b, coalesce(r.confirmed, 0) < coalesce(a.reworded, 0) AS a_reworded,
     coalesce(r.confirmed, 0) < coalesce(b.reworded, 0) AS b_reworded
WHERE a_reworded OR b_reworded
RETURN a.uid AS source_uid, a.title AS source_title, type(r) AS link, b.uid AS target_uid,
       b.title AS target_title, r.certainty AS certainty,
       CASE WHEN a_reworded AND b_reworded THEN [a.uid, b.uid] WHEN a_reworded THEN [a.uid] ELSE [b.uid] END
         AS reworded_uids,
       CASE WHEN a_reworded AND b_reworded THEN [a.title, b.title] WHEN a_reworded THEN [a.title]
            ELSE [b.title] END AS reworded
ORDER BY source_uid, target_uid, link

"""A change of a plan, told in one sentence."""

from __future__ import annotations

from collections.abc import Sequence

from explorer import words
from explorer.i18n import Language, _, _n
from explorer.i18n import language as _language
from explorer.model import Plan, code_of
from explorer.store.log import CONFIRM, LOAD, MARK, REMOVE, UNDO, UNMARK, YEAR, Change
from explorer.store.states import LinkState, States


def told_change(change: Change, plan: Plan, lang: Language | None = None) -> str:
    """What a change did, in one sentence; ``plan`` gives the titles."""
    what = change.undone_what if change.what == UNDO else change.what
    forward = change.what != UNDO or change.again
    before, after = (change.before, change.after) if forward else (change.after, change.before)
    text = _told(change, what, before, after, plan, lang)
    if change.what != UNDO:
        return text
    return (
        _("Done again: {what}", lang, what=text) if change.again else _("Taken back: {what}", lang, what=text)
    )


def _told(change: Change, what: str, before: States, after: States, plan: Plan, lang: Language | None) -> str:
    counts = change.counts or _counts(before, after)
    given = {key: counts.get(key, 0) for key in ("added", "changed", "removed")}
    if what == LOAD:
        return _(
            "Plan loaded from its files: {added} added, {changed} changed, {removed} removed.", lang, **given
        )
    if what == REMOVE:
        return _n(
            "Plan removed: {count} item, with its links.",
            "Plan removed: {count} items, with their links.",
            given["removed"],
            lang,
        )
    if what == YEAR and after.plan is not None:
        return _told_year(before, after, lang)
    if what in (MARK, UNMARK, CONFIRM) and after.links:
        return _told_links(what, after.links, plan, lang)
    if not (change.is_edit or change.counts):
        return what
    return _("{what}: {added} added, {changed} changed, {removed} removed.", lang, what=what, **given)


def _told_links(what: str, states: Sequence[LinkState], plan: Plan, lang: Language | None) -> str:
    first, count = states[0], len(states)
    names = {"source": _name(plan, first.source, lang), "target": _name(plan, first.target, lang)}
    if what == MARK:
        names["reason"] = str((first.properties or {}).get("reason") or "")
        if count == 1:
            return _("{source} is deliberately without {target}: {reason}", lang, **names)
        return _n("{count} gap is meant: {reason}", "{count} gaps are meant: {reason}", count, lang, **names)
    if what == UNMARK:
        if count == 1:
            return _("{source} is no longer deliberately without {target}.", lang, **names)
        return _n("{count} gap is no longer meant.", "{count} gaps are no longer meant.", count, lang)
    if count == 1:
        link = words.link(first.type, lang=lang)
        return _("Confirmed: {source} – {link} – {target}", lang, link=link, **names)
    return _n("{count} link confirmed.", "{count} links confirmed.", count, lang)


def _told_year(before: States, after: States, lang: Language | None) -> str:
    """A plan year that was opened: an item that ends for a successor is not ended but reworded."""
    succeeded = {
        (link.source, link.target)
        for link, was in zip(after.links, before.links, strict=True)
        if link.type == "SUCCEEDED_BY" and link.properties is not None and was.properties is None
    }
    old, new = {pair[0] for pair in succeeded}, {pair[1] for pair in succeeded}
    ended = added = 0
    for was, now in zip(before.nodes, after.nodes, strict=True):
        if now.properties is None:
            continue
        if was.properties is None:
            added += now.uid not in new
        elif now.properties.get("until") not in (None, was.properties.get("until")):
            ended += now.uid not in old
    return _(
        "Next year opened: {year}: {ended} ended, {reworded} reworded, {added} new.",
        lang,
        year=(after.plan or {}).get("latest_year") or "",
        ended=ended,
        reworded=len(old),
        added=added,
    )


def _counts(before: States, after: States) -> dict[str, int]:
    counts = {"added": 0, "changed": 0, "removed": 0}
    pairs = [(was.properties, now.properties) for was, now in zip(before.nodes, after.nodes, strict=True)]
    pairs += [(was.properties, now.properties) for was, now in zip(before.links, after.links, strict=True)]
    for was, now in pairs:
        if was is not None or now is not None:
            counts["added" if was is None else "removed" if now is None else "changed"] += 1
    return counts


def _name(plan: Plan, uid: str, lang: Language | None) -> str:
    node = plan.nodes.get(uid)
    if node is None:
        return code_of(uid)
    english = lang == "en" or (lang is None and _language() == "en")
    return f"{node.code} {(node.text('title_en') if english else '') or node.title}"

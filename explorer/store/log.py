"""The log of changes: what each one did to which links, told in a sentence, and whether it can be taken back."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from explorer import words
from explorer.catalogue import statement
from explorer.i18n import Language, _, _n
from explorer.i18n import language as _language
from explorer.model import LINK_TYPES, Plan, Value, code_of
from explorer.store.loading import batches, returned
from explorer.store.protocol import GraphStore, Row

#: Reads a statement: ``GraphStore.read``, or ``Transaction.run`` to see what this transaction has claimed.
Reader = Callable[..., list[Row]]
Key = tuple[str, str, str]

MARK, UNMARK, CONFIRM, UNDO, LOAD = "mark", "unmark", "confirm", "undo", "load"


@dataclass(frozen=True)
class LinkState:
    """A link at one moment: its type and ends, and its properties, or None where there is no such link."""

    type: str
    source: str
    target: str
    properties: Mapping[str, Value] | None = None

    @property
    def key(self) -> Key:
        return (self.type, self.source, self.target)

    def is_like(self, other: LinkState) -> bool:
        """Whether both are the same; a property that is missing is empty."""
        if self.properties is None or other.properties is None:
            return self.properties is other.properties
        names = {*self.properties, *other.properties}
        return all(self.properties.get(name) == other.properties.get(name) for name in names)


@dataclass(frozen=True)
class Change:
    """One change of a plan: when, by whom, what it was, and the links before and after.

    ``what`` is one of the words above (a load may carry another). An undo says which change it takes back, what
    that one was, and whether it does so for the second time, that is: does it again.
    """

    uid: str
    plan: str
    revision: int
    at: str
    who: str
    what: str
    before: tuple[LinkState, ...] = ()
    after: tuple[LinkState, ...] = ()
    is_edit: bool = False
    undoes: str = ""
    undone_what: str = ""
    again: bool = False
    counts: Mapping[str, int] = field(default_factory=dict)
    can_be_undone: bool = False


def changes(store: GraphStore, plan_code: str, most: int = 50) -> list[Change]:
    """The latest changes of a plan, newest first, at most ``most`` (1 to 1000)."""
    rows = store.read(statement("explore/changes"), plan=plan_code, most=most)
    return with_undo(store.read, plan_code, [change_of(plan_code, row) for row in rows])


def change_of(plan_code: str, row: Row) -> Change:
    """A change from its row in the database."""
    before, after = _parsed(row["before"]), _parsed(row["after"])
    is_edit = isinstance(after, dict) and "links" in after
    told = {key: row[key] for key in ("uid", "revision", "at", "who", "what")}
    made = Change(**told, plan=plan_code, is_edit=is_edit)
    if not is_edit:
        counts = after if isinstance(after, dict) else {}
        return replace(made, counts={key: n for key, n in counts.items() if isinstance(n, int)})
    return replace(
        made,
        before=_states(before["links"]),
        after=_states(after["links"]),
        undoes=after.get("undoes", ""),
        undone_what=after.get("undone_what", ""),
        again=bool(after.get("again")),
    )


def as_json(states: Iterable[LinkState], **more: str | bool) -> str:
    """What ``Change.before`` and ``Change.after`` hold."""
    links = [{"type": s.type, "from": s.source, "to": s.target, "properties": s.properties} for s in states]
    return json.dumps({"links": links, **more}, ensure_ascii=False)


def with_undo(read: Reader, plan_code: str, found: Sequence[Change]) -> list[Change]:
    """The same changes, each with whether it can be taken back now."""
    labels = labels_of(read, plan_code, [state for change in found for state in change.before])
    now = present(read, labels, [state.key for change in found for state in change.after])
    return [
        replace(
            change,
            can_be_undone=change.is_edit
            and all(now[state.key].is_like(state) for state in change.after)
            and all(_has_ends(state, labels) for state in change.before),
        )
        for change in found
    ]


def labels_of(read: Reader, plan_code: str, states: Iterable[LinkState]) -> dict[str, str]:
    """The labels of the ends that are in the plan now."""
    uids = list(dict.fromkeys(uid for state in states for uid in (state.source, state.target)))
    return {
        row["uid"]: row["label"]
        for batch in batches(uids)
        for row in read(statement("explore/items"), plan=plan_code, uids=batch)
    }


def present(read: Reader, labels: Mapping[str, str], keys: Iterable[Key]) -> dict[Key, LinkState]:
    """The links with these keys as they are now."""
    found = {key: LinkState(*key) for key in keys}
    for (type_, start, end), some in by_ends(found, labels).items():
        made = statement("edit/read_links").filled(
            **{"type": type_, "from": start, "to": end, "properties": returned("r", LINK_TYPES[type_].stored)}
        )
        for batch in batches([{"source": source, "target": target} for _type, source, target in some]):
            for row in read(made, rows=batch):
                source, target = row.pop("source"), row.pop("target")
                found[type_, source, target] = LinkState(type_, source, target, row)
    return found


def by_ends(keys: Iterable[Key], labels: Mapping[str, str]) -> dict[Key, list[Key]]:
    """The keys by link type and the labels of their ends; without those whose ends cannot be joined so."""
    grouped: dict[Key, list[Key]] = defaultdict(list)
    for key in keys:
        type_, source, target = key
        ends = labels.get(source, ""), labels.get(target, "")
        if type_ in LINK_TYPES and ends in LINK_TYPES[type_].ends:
            grouped[type_, *ends].append(key)
    return grouped


def told_change(change: Change, plan: Plan, lang: Language | None = None) -> str:
    """What a change did, in one sentence; ``plan`` gives the titles."""
    what = change.undone_what if change.what == UNDO else change.what
    forward = change.what != UNDO or change.again
    text = _told(change, what, change.after if forward else change.before, plan, lang)
    if change.what != UNDO:
        return text
    return (
        _("Done again: {what}", lang, what=text) if change.again else _("Taken back: {what}", lang, what=text)
    )


def _told(change: Change, what: str, states: Sequence[LinkState], plan: Plan, lang: Language | None) -> str:
    if what == LOAD:
        return _(
            "Plan loaded from its files: {added} added, {changed} changed, {removed} removed.",
            lang,
            **{key: change.counts.get(key, 0) for key in ("added", "changed", "removed")},
        )
    if what not in (MARK, UNMARK, CONFIRM) or not states:
        return what
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


def _name(plan: Plan, uid: str, lang: Language | None) -> str:
    node = plan.nodes.get(uid)
    if node is None:
        return code_of(uid)
    english = lang == "en" or (lang is None and _language() == "en")
    return f"{node.code} {(node.text('title_en') if english else '') or node.title}"


def _has_ends(state: LinkState, labels: Mapping[str, str]) -> bool:
    return state.properties is None or bool(by_ends([state.key], labels))


def _states(links: Sequence[Mapping[str, Any]]) -> tuple[LinkState, ...]:
    return tuple(LinkState(one["type"], one["from"], one["to"], one["properties"]) for one in links)


def _parsed(text: str | None) -> Any:
    try:
        return json.loads(text or "null")
    except ValueError:
        return None

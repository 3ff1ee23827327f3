"""Two years of a plan side by side in words: the finding, a line for every item, sums by department and goal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from explorer import words
from explorer.hierarchy import is_whole, parents_of
from explorer.i18n import Language, _, _n, number
from explorer.model import Plan, code_of
from explorer.picture.changes import state_word
from explorer.picture.palette import CHANGES
from explorer.picture.titles import short
from explorer.report.content import Table
from explorer.report.wording import Piece, pieces
from explorer.years.compare import STATES, Compared, ComparedLink, Comparison, State

#: Kinds that a sentence and the sums speak of: those that are decided about from year to year.
_COUNTED = ("Measure", "OperativeGoal")
#: The order of the kinds in lists: what one compares years for stands first.
KINDS = ("Measure", "OperativeGoal", "StrategicGoal", "FieldOfAction", "Department", "Decision")


@dataclass(frozen=True)
class Narrowed:
    """What of a comparison is looked at: one department (uid), one goal (uid), kinds and states; empty: all."""

    department: str = ""
    goal: str = ""
    labels: tuple[str, ...] = ()
    states: tuple[State, ...] = ()


@dataclass(frozen=True)
class Sums:
    """What became of what hangs on one department or goal: an amount for each state, in the order of ``STATES``."""

    uid: str
    depth: int
    amounts: tuple[int, ...]


def chosen(comparison: Comparison, narrowed: Narrowed) -> tuple[Compared, ...]:
    """The items that ``narrowed`` asks for, by kind, what changed before what stayed the same."""
    kept: set[int] | None = None
    for uid in filter(None, (narrowed.department, narrowed.goal)):
        found = {id(one) for one in comparison.touching(uid)}
        kept = found if kept is None else kept & found
    labels, states = narrowed.labels or KINDS, narrowed.states or STATES
    return tuple(
        one
        for label in KINDS
        if label in labels
        for state in STATES
        if state in states
        for one in comparison.of(label)
        if one.state == state and (kept is None or id(one) in kept)
    )


def sentence(
    items: Sequence[Compared], a: int, b: int, lang: Language, where: str = "", links: int = 0
) -> str:
    """The finding in one sentence: what became of the measures and operative goals from one year to the other.

    ``links`` is how many links changed between items that did not.
    """
    start = (
        _("From {first} to {second}, {where}", lang, first=a, second=b, where=where)
        if where
        else _("From {first} to {second}", lang, first=a, second=b)
    )
    said = [part for label in KINDS if (part := _kind_said(items, label, lang))]
    if not items:
        return _("{start}: nothing to compare", lang, start=start)
    if all(one.state == "same" for one in items) and not links:
        # Not even a measure may be among them: then there is nothing to count.
        found = _("{start} nothing changes", lang, start=start)
        return f"{found}: {'; '.join(said)}" if said else found
    if links:
        said.append(_n("{count} link changed", "{count} links changed", links, lang))
    return f"{start}: {'; '.join(said)}"


def own_changes(comparison: Comparison, items: Iterable[Compared]) -> list[ComparedLink]:
    """The links of these items that came, changed or went although both their ends stayed the same."""
    same = {uid for one in comparison.items if one.state == "same" for uid in one.uids}
    shown = {uid for one in items for uid in one.uids}
    return [
        two
        for two in comparison.links
        if two.state != "same"
        and {two.link.source, two.link.target} <= same
        and not shown.isdisjoint((two.link.source, two.link.target))
    ]


def row(one: Compared, lang: Language) -> tuple[str, str, str, str, str, str]:
    """One item as a line of a table: state, kind, code, wording then, wording now, what differs."""
    english = lang == "en"
    return (
        f"{CHANGES['light'][one.state].symbol} {state_word(one.state, years=True, lang=lang)}",
        words.kind(one.node.label, 1, lang),
        " → ".join(code_of(uid) for uid in one.uids),
        one.before.title_in(english=english) if one.before else "",
        one.after.title_in(english=english) if one.after else "",
        differs(one, lang),
    )


def headings(a: int, b: int, lang: Language) -> tuple[str, ...]:
    """The headings over ``row``."""
    return (
        _("What became of it", lang),
        _("Kind", lang),
        _("Code", lang),
        str(a),
        str(b),
        _("What differs", lang),
    )


def differs(one: Compared, lang: Language) -> str:
    """Which properties of an item differ, and whether it was split or merged; empty for none."""
    said = [", ".join(words.property_name(name, lang) for name in one.changed)]
    if one.split:
        said.append(_("split into several", lang))
    if one.merged:
        said.append(_("merged from several", lang))
    if one.certainty not in ("", "documented"):
        said.append(words.code(one.certainty, lang))
    return "; ".join(filter(None, said))


def wordings(one: Compared, lang: Language) -> list[tuple[str, tuple[Piece, ...], tuple[Piece, ...]]]:
    """Every property that differs, as its name and both wordings in pieces."""
    if one.before is None or one.after is None:
        return []
    return [
        (
            words.property_name(name, lang),
            *pieces(
                words.value(name, one.before.properties.get(name), lang),
                words.value(name, one.after.properties.get(name), lang),
            ),
        )
        for name in one.changed
    ]


def links_of(comparison: Comparison, one: Compared) -> list[ComparedLink]:
    """The links of an item that came, changed or went."""
    return [
        two
        for two in comparison.links
        if two.state != "same"
        and any(
            end in one.uids
            for link in (two.before, two.after)
            if link is not None
            for end in (link.source, link.target)
        )
    ]


def sums(plan: Plan, comparison: Comparison, label: str) -> list[Sums]:
    """For every department (``Department``) or goal (``StrategicGoal``) what became of what hangs on it.

    Measures and operative goals count; a department counts with its parts, and one without any is left out.
    """
    found = []
    for uid, depth in _in_order(plan, label):
        items = [one for one in comparison.touching(uid) if one.node.label in _COUNTED]
        if items or label != "Department":
            found.append(Sums(uid, depth, tuple(sum(one.state == s for one in items) for s in STATES)))
    return found


def sums_table(plan: Plan, found: Sequence[Sums], label: str, lang: Language) -> Table:
    """``sums`` as a table for people."""
    return Table(
        name=_("By department", lang) if label == "Department" else _("By strategic goal", lang),
        title=_("What became of it, by department", lang)
        if label == "Department"
        else _("What became of it, by strategic goal", lang),
        headings=(
            words.kind(label, 1, lang),
            *(
                f"{CHANGES['light'][state].symbol} {state_word(state, years=True, lang=lang)}"
                for state in STATES
            ),
        ),
        rows=tuple(("› " * one.depth + titled(plan, one.uid, lang), *one.amounts) for one in found),
        note=_("Measures and operative goals count; a department counts with its parts.", lang)
        if label == "Department"
        else _("Measures that serve the goal and operative goals derived from it count.", lang),
    )


def where_of(plan: Plan, narrowed: Narrowed, lang: Language) -> str:
    """Which department and goal a comparison is narrowed to, in words; empty for neither."""
    return ", ".join(
        short(titled(plan, uid, lang), 60) for uid in (narrowed.department, narrowed.goal) if uid
    )


def titled(plan: Plan, uid: str, lang: Language) -> str:
    """An item's title in the language, a goal's with its number."""
    node = plan.nodes[uid]
    number_ = f"{node.text('number')} " if node.label == "StrategicGoal" else ""
    return f"{number_}{node.title_in(english=lang == 'en')}"


def _kind_said(items: Sequence[Compared], label: str, lang: Language) -> str:
    """ "20 measures new, 9 ended, 61 continued": of the kinds that nobody changed only the measures."""
    amounts = {
        state: sum(one.node.label == label and one.state == state for one in items) for state in STATES
    }
    if not any(amounts.values()) or (label not in _COUNTED and sum(amounts.values()) == amounts["same"]):
        return ""
    parts = [
        _("{count} {state}", lang, count=number(amounts[s], lang), state=state_word(s, years=True, lang=lang))
        for s in STATES
        if amounts[s]
    ]
    if label != "Measure":
        return f"{words.kind(label, 2, lang)}: {', '.join(parts)}"
    first = next(state for state in STATES if amounts[state])
    counted = _n("{count} measure", "{count} measures", amounts[first], lang)
    return ", ".join([f"{counted} {state_word(first, years=True, lang=lang)}", *parts[1:]])


def _in_order(plan: Plan, label: str) -> Iterable[tuple[str, int]]:
    """The items of a label, departments below the unit that they are part of, with their depth."""
    if label != "Department":
        for node in sorted(plan.of(label), key=lambda n: (n.year("number") or 999, n.uid)):
            yield node.uid, 0
        return
    parts: dict[str, list[str]] = {}
    tops = []
    for node in plan.of(label):
        above = [uid for uid in parents_of(plan, node.uid) if not is_whole(plan, uid)]
        for uid in above:
            parts.setdefault(uid, []).append(node.uid)
        if not above:
            tops.append(node.uid)
    waiting = [(uid, 0) for uid in reversed(tops)]
    seen: set[str] = set()
    while waiting:
        uid, depth = waiting.pop()
        if uid in seen:
            continue
        seen.add(uid)
        yield uid, depth
        waiting += [(part, depth + 1) for part in reversed(parts.get(uid, []))]
    # Units that are parts of each other have no top.
    yield from ((node.uid, 0) for node in plan.of(label) if node.uid not in seen)

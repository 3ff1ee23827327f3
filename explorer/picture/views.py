"""The views of a plan as scenes: everything at a glance, around one item, an answer, all items.

Overview first, zoom and filter, details on demand (Shneiderman 1996): no view but "everything" shows more labelled
items than a person can read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from explorer.i18n import _, _n
from explorer.model import LABELS, Link, Node, Plan
from explorer.picture.palette import COLUMNS
from explorer.picture.scene import READABLE, ROOMY, Item, Scene, Tie
from explorer.words import link as link_words

#: Kind (the label's key) of every label, for readers of this module.
KIND = {label.name: label.key for label in LABELS.values()}


def item_of(
    node: Node,
    *,
    english: bool = False,
    column: int | None = None,
    badge: str = "",
    hint: str = "",
    foldable: bool = False,
    open: bool = False,
) -> Item:
    """A node of the plan as an item, its title in the reader's language where there is one."""
    kind = KIND[node.label]
    return Item(
        id=node.uid,
        kind=kind,
        title=node.title_in(english=english),
        column=COLUMNS.index(kind) if column is None else column,
        number=node.text("number") if kind == "goal" else "",
        badge=badge,
        hint=hint,
        certainty=node.certainty,
        foldable=foldable,
        open=open,
        uids=(node.uid,),
    )


def ties_between(plan: Plan, shown: Collection[str]) -> tuple[Tie, ...]:
    """The plan's links between shown items, as ties."""
    return tuple(_tie(plan, link) for link in plan.links if link.source in shown and link.target in shown)


def around(
    plan: Plan, centre: str, opened: Sequence[str] = (), *, english: bool = False, most: int = ROOMY
) -> Scene:
    """An item with its neighbours, what it serves on one side and who carries it on the other.

    ``opened`` are further items whose neighbours are shown too, and folds (``fold:...``) that are open. Where the
    neighbours are more than fit, measures are folded into groups by field, the largest group first.
    """
    neighbours = _neighbours(plan)
    columns = {centre: 0}
    expanded = [centre]
    for uid in (centre, *opened):
        if uid not in columns:  # a fold, or an item that is not in the picture any more
            continue
        expanded.append(uid)
        for other in sorted(neighbours.get(uid, ()), key=lambda u: _order(plan, u)):
            columns.setdefault(other, columns[uid] + _side(plan, uid, other))
    fixed = {*expanded, *_between(plan, expanded)}
    folds, left_out = _folded(plan, [u for u in columns if u not in fixed], centre, opened, most - len(fixed))
    folded = {uid for members in folds.values() for uid in members}
    items = [
        item_of(
            plan.nodes[uid],
            english=english,
            column=column,
            foldable=bool(neighbours.get(uid, set()) - set(columns)) or uid in expanded,
            open=uid in expanded,
        )
        for uid, column in columns.items()
        if uid not in folded
    ]
    ties = list(ties_between(plan, set(columns) - folded))
    for name, members in folds.items():
        fold = _fold(plan, name, members, english=english)
        items.append(replace(fold, column=columns[members[0]]))
        ties.append(
            Tie(f"{name}|{centre}", name, centre, hint=fold.hint, band=len(members), uids=tuple(members))
        )
    return Scene(f"around:{centre}", _renumbered(items), tuple(ties), left_out=left_out, centre=centre)


def chosen(
    plan: Plan,
    uids: Iterable[str],
    view: str,
    *,
    english: bool = False,
    most: int = READABLE,
    with_ties: bool = True,
) -> Scene:
    """Exactly these items (an answer, the measures behind a band) with what ties them.

    If there is room, measures bring the goals, fields and departments they hang on along.
    """
    wanted = [uid for uid in dict.fromkeys(uids) if uid in plan.nodes]
    shown = dict.fromkeys(wanted[:most])
    company: dict[str, None] = {}
    if with_ties:
        neighbours = _neighbours(plan)
        for uid in (u for u in shown if plan.nodes[u].label in ("Measure", "OperativeGoal")):
            for other in sorted(neighbours.get(uid, ()), key=lambda u: _order(plan, u)):
                if plan.nodes[other].label in ("StrategicGoal", "FieldOfAction", "Department"):
                    company[other] = None
        company = {uid: None for uid in company if uid not in shown}
        if len(shown) + len(company) > most:
            company = {u: None for u in company if plan.nodes[u].label == "StrategicGoal"}
        if len(shown) + len(company) > most:
            company = {}
    everyone = [*shown, *company]
    items = [item_of(plan.nodes[uid], english=english) for uid in everyone]
    return Scene(
        view,
        _renumbered(items),
        ties_between(plan, set(everyone)),
        left_out=len(wanted) - len(shown),
        marked=tuple(shown) if company else (),
    )


def everything(plan: Plan, *, english: bool = False) -> Scene:
    """All items as dots that turn into titles as one zooms in; for those who ask for it."""
    items = [
        item_of(node, english=english)
        for node in sorted(plan.nodes.values(), key=lambda n: _order(plan, n.uid))
    ]
    return Scene("everything", _renumbered(items), ties_between(plan, set(plan.nodes)), form="dot")


def _tie(plan: Plan, link: Link) -> Tie:
    strong = link.text("contribution") == "primary" or link.text("role") == "lead"
    words = link_words(link.type)
    reason = f": {link.text('reason')}" if link.text("reason") else ""
    return Tie(
        id=f"{link.type}|{link.source}|{link.target}",
        source=link.source,
        target=link.target,
        hint=f"{plan.nodes[link.source].title} – {words} – {plan.nodes[link.target].title}{reason}",
        # Every other line says that something contributes; this one says the opposite.
        label=words if link.type == "NOT_CONCERNED" else "",
        certainty=link.certainty,
        strong=strong,
        arrow=link.type in ("SUCCEEDED_BY", "INFLUENCES"),
        uids=(link.source, link.target),
    )


def _neighbours(plan: Plan) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for link in plan.links:
        found[link.source].add(link.target)
        found[link.target].add(link.source)
    return found


def _side(plan: Plan, centre: str, uid: str) -> int:
    """-1: to the left (what the centre serves, what came before), 1: to the right (who carries it, what follows)."""
    mine, other = (COLUMNS.index(KIND[plan.nodes[u].label]) for u in (centre, uid))
    if mine != other:
        return -1 if other < mine else 1
    # Among equals: the unit above and the predecessor stand on the left.
    forth = any(
        (link.type in ("PART_OF", "INFLUENCES") and (link.source, link.target) == (centre, uid))
        or (link.type == "SUCCEEDED_BY" and (link.source, link.target) == (uid, centre))
        for link in plan.links
    )
    return -1 if forth else 1


def _between(plan: Plan, expanded: Collection[str]) -> set[str]:
    """What hangs on two or more of the expanded items: it is why one expands a second one."""
    if len(expanded) < 2:
        return set()
    count: dict[str, set[str]] = defaultdict(set)
    for link in plan.links:
        for one, other in ((link.source, link.target), (link.target, link.source)):
            if one in expanded:
                count[other].add(one)
    return {uid for uid, ends in count.items() if len(ends) > 1}


def _folded(
    plan: Plan, shown: Sequence[str], centre: str, opened: Sequence[str], room: int
) -> tuple[dict[str, list[str]], int]:
    """Groups of measures by field until the rest fits into ``room``; and how many stay out even so."""
    fields = {link.source: link.target for link in reversed(plan.links) if link.type == "IN_FIELD"}
    groups: dict[str, list[str]] = defaultdict(list)
    for uid in shown:
        if plan.nodes[uid].label == "Measure":
            groups[f"fold:{centre}|{fields.get(uid, 'without')}"].append(uid)
    folds: dict[str, list[str]] = {}
    count = len(shown)
    for name in sorted(groups, key=lambda g: (g in opened, -len(groups[g]), g)):
        if count <= room:
            break
        if name in opened:
            # An open group shows what there is room for; the table beside the picture has them all.
            rest = groups[name][max(0, len(groups[name]) - (count - room) - 1) :]
            folds[f"{name}|rest"] = rest
            count -= len(rest) - 1
        elif len(groups[name]) > 1:
            folds[name] = groups[name]
            count -= len(groups[name]) - 1
    return folds, sum(len(members) for name, members in folds.items() if name.endswith("|rest"))


def _fold(plan: Plan, name: str, members: list[str], *, english: bool) -> Item:
    field = name.split("|")[1]
    if name.endswith("|rest"):
        title = _("more")
    elif field in plan.nodes:
        title = plan.nodes[field].title_in(english=english)
    else:
        title = _("Without a field of action")
    count = _n("{count} measure", "{count} measures", len(members))
    return Item(
        id=name,
        kind="fold",
        title=f"{title}: {count}",
        hint=count,
        badge="",
        foldable=True,
        uids=tuple(members),
    )


def _renumbered(items: Sequence[Item]) -> tuple[Item, ...]:
    """The items with gaps between their columns closed."""
    used = sorted({item.column for item in items})
    return tuple(replace(item, column=used.index(item.column)) for item in items)


def _order(plan: Plan, uid: str) -> tuple[int, int, str, str]:
    node = plan.nodes[uid]
    number = node.text("number")
    return (
        COLUMNS.index(KIND[node.label]),
        int(number) if number.isdigit() else 999,
        node.title.lower(),
        uid,
    )

"""What separates two years or two states of a plan as one picture: what changed first, the rest as quiet company."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from explorer import words
from explorer.i18n import N_, Language, _, number
from explorer.model import LABELS, Link
from explorer.picture.palette import CHANGES, COLUMNS
from explorer.picture.scene import READABLE, Item, Scene, Tie
from explorer.picture.views import KIND, item_of
from explorer.years.compare import STATES, Compared, ComparedLink, Comparison, State

#: State -> its word between two years, and between a plan and what a load makes of it.
_WORDS: dict[State, tuple[str, str]] = {
    "added": (N_("new"), N_("new")),
    "changed": (N_("reworded"), N_("changed")),
    "gone": (N_("ended"), N_("removed")),
    "same": (N_("continued"), N_("unchanged")),
}
#: What comes along with what changed, most telling first. Fields would only add lines: a group names its field.
_COMPANY = ("StrategicGoal", "OperativeGoal", "Department")
#: The share of a picture that company may always have.
_SHARE = 4


def state_word(state: State, *, years: bool, lang: Language | None = None) -> str:
    """What a state is called: between two ``years`` an item ends, in a load it is removed."""
    return _(_WORDS[state][0 if years else 1], lang)


def changes_scene(
    comparison: Comparison,
    *,
    english: bool = False,
    most: int = READABLE,
    only: Collection[str] = (),
    around: str = "",
) -> Scene:
    """A comparison as one readable scene of at most about ``most`` cards.

    Everything that is new, changed or gone, with the goals, fields and departments that it hangs on. Where that is
    more than fits, groups by field of action stand for their members, the largest first; all that stayed the same
    is one group for each kind. ``only`` (uids) shows exactly these with their company, ``around`` what is linked
    with one item. Nothing is left out: what has no card of its own is in ``uids`` of a group.
    """
    return _Picture(comparison, english, most, _chosen(comparison, only, around), around).scene()


def _chosen(comparison: Comparison, only: Collection[str], around: str) -> frozenset[str] | None:
    if not around:
        return frozenset(only) if only else None
    found = {uid for one in comparison.touching(around) for uid in one.uids}
    return frozenset((found & set(only) if only else found) | {around})


class _Picture:
    """The cards and lines of one comparison while it is put together."""

    def __init__(
        self,
        comparison: Comparison,
        english: bool,
        most: int,
        chosen: frozenset[str] | None,
        around: str,
    ) -> None:
        self.comparison, self.english, self.most = comparison, english, most
        self.chosen, self.around = chosen, around
        self.years = bool(comparison.first or comparison.second)
        self.cards: dict[str, Compared] = {}
        self.of_uid: dict[str, list[str]] = defaultdict(list)
        for one in comparison.items:
            known = self.cards.get(one.node.uid)
            # A code may stand for another kind of item now: both have a card then.
            other_kind = known is not None and known.node.label != one.node.label
            id_ = f"{one.node.uid}|{one.node.label}" if other_kind else one.node.uid
            self.cards.setdefault(id_, one)
            for uid in one.uids:
                if id_ not in self.of_uid[uid]:
                    self.of_uid[uid].append(id_)
        self.lines = self._lines()

    def scene(self) -> Scene:
        """The whole picture."""
        core = self._core()
        company = self._company(core)
        room = max(1, self.most - len(company) - self._quiet_groups(core, company))
        folds = self._folds(core, room)
        folded = {id_ for members in folds.values() for id_ in members}
        shown = [id_ for id_ in core if id_ not in folded] + company
        quiet = {} if self.chosen is not None else self._quiet({*core, *company})
        items = [self._item(id_) for id_ in shown]
        items += [self._group(name, members, shown) for name, members in folds.items()]
        # A column for a single quiet group would make the whole picture smaller, and the goals keep their order.
        columns = {item.column for item in items if item.kind != "goal"} or {COLUMNS.index("measure")}
        for name, members in quiet.items():
            group = self._group(name, members, shown)
            items.append(replace(group, column=_nearest(columns, group)))
        place = {id_: id_ for id_ in shown} | {m: name for name, members in folds.items() for m in members}
        used = sorted({item.column for item in items})
        view = "changes" if self.chosen is None else f"changes:{hash(self.chosen)}"
        return Scene(
            view,
            tuple(replace(item, column=used.index(item.column)) for item in items),
            self._ties(place, {*core, *folds}),
            centre=self.around if self.around in place else "",
            marks=tuple((state, state_word(state, years=self.years)) for state in STATES),
        )

    def _lines(self) -> list[tuple[ComparedLink, str, str]]:
        """Every link between two cards; what two units or two goals are to each other only if that changed."""
        found = []
        for one in self.comparison.links:
            if one.link.type == "PART_OF" and one.state == "same":
                continue
            for source in self.of_uid.get(one.link.source, ()):
                for target in self.of_uid.get(one.link.target, ()):
                    if source != target:
                        found.append((one, source, target))
        return found

    def _core(self) -> list[str]:
        """What the picture is about: what changed (or was asked for), then ends of links that changed."""
        if self.chosen is not None:
            found = [id_ for id_, one in self.cards.items() if not self.chosen.isdisjoint(one.uids)]
        else:
            found = [id_ for id_, one in self.cards.items() if one.state != "same"]
            known = set(found)
            for one, source, target in self.lines:
                if one.state != "same" and not self._explained(source, target):
                    found += [end for end in (source, target) if end not in known]
                    known |= {source, target}
        return sorted(found, key=lambda id_: (self.cards[id_].state == "same", self._column(id_)))

    def _company(self, core: Sequence[str]) -> list[str]:
        """What stayed the same and what the core hangs on: goals and fields first, as many as fit."""
        inside = set(core)
        weight: Counter[str] = Counter()
        for _one, source, target in self.lines:
            for mine, other in ((source, target), (target, source)):
                if mine in inside and other not in inside and self.cards[other].node.label in _COMPANY:
                    weight[other] += 1
        ranked = sorted(
            weight, key=lambda id_: (_COMPANY.index(self.cards[id_].node.label), -weight[id_], id_)
        )
        spare = self.most - len(core) - len(LABELS)
        return ranked[: max(self.most // _SHARE, spare)]

    def _quiet_groups(self, core: Iterable[str], company: Iterable[str]) -> int:
        return 0 if self.chosen is not None else len(self._quiet({*core, *company}))

    def _quiet(self, known: Collection[str]) -> dict[str, list[str]]:
        """All that stayed the same and has no card, by kind."""
        groups: dict[str, list[str]] = defaultdict(list)
        for id_, one in self.cards.items():
            if id_ not in known:
                groups[f"fold:changes|{one.state}|{KIND[one.node.label]}"].append(id_)
        return dict(groups)

    def _folds(self, core: Sequence[str], room: int) -> dict[str, list[str]]:
        """Groups of the core until it fits: by field of action, the largest first, and by kind if need be."""
        if len(core) <= room:
            return {}
        fields: dict[str, str] = {}
        for one, source, target in self.lines:
            if one.link.type == "IN_FIELD":
                fields.setdefault(source, target)
        groups: dict[str, list[str]] = defaultdict(list)
        for id_ in core:
            if id_ != self.around:
                groups[self._name(id_, fields.get(id_, ""))].append(id_)
        folds: dict[str, list[str]] = {}
        count = len(core)
        for name in sorted(groups, key=lambda g: (-len(groups[g]), g)):
            if count <= room or len(groups[name]) < 2:
                break
            folds[name] = groups[name]
            count -= len(groups[name]) - 1
        if count <= room:
            return folds
        by_kind: dict[str, list[str]] = defaultdict(list)
        for id_ in core:
            if id_ != self.around:
                by_kind[self._name(id_, "")].append(id_)
        return dict(by_kind)

    def _name(self, id_: str, field: str) -> str:
        one = self.cards[id_]
        return f"fold:changes|{one.state}|{KIND[one.node.label]}" + (f"|{field}" if field else "")

    def _item(self, id_: str) -> Item:
        one = self.cards[id_]
        item = item_of(one.node, english=self.english, hint=self._hint(one))
        return replace(item, id=id_, change=one.state, uids=one.uids)

    def _hint(self, one: Compared) -> str:
        """What became of an item; of a changed one what it was called and what differs."""
        said = [state_word(one.state, years=self.years)]
        if one.before is not None and one.after is not None and one.state == "changed":
            was = one.before.title_in(english=self.english)
            if was != one.after.title_in(english=self.english):
                said.append(_("before: {title}", title=was))
            if one.changed:
                names = ", ".join(words.property_name(name) for name in one.changed)
                said.append(_("different: {names}", names=names))
        return "\n".join(said)

    def _group(self, name: str, members: Sequence[str], shown: Collection[str]) -> Item:
        _fold, state_, kind, *field = name.split("|", 3)
        state: State = next(s for s in STATES if s == state_)
        label = self.cards[members[0]].node.label
        word, count = state_word(state, years=self.years), number(len(members))
        kinds = words.kind(label, len(members))
        if field and field[0] in self.cards:
            title = self.cards[field[0]].node.title_in(english=self.english)
            said = _("{title}: {count} {kinds} {state}", title=title, count=count, kinds=kinds, state=word)
        elif any(self.cards[i].node.label == label and self.cards[i].state == state for i in shown):
            said = _("{count} more {kinds} {state}", count=count, kinds=kinds, state=word)
        else:
            said = _("{count} {kinds} {state}", count=count, kinds=kinds, state=word)
        titles = [self.cards[id_].node.title_in(english=self.english) for id_ in members[:8]]
        return Item(
            id=name,
            kind="fold",
            title=said,
            column=COLUMNS.index(kind),
            hint="\n".join(titles) + ("\n…" if len(members) > len(titles) else ""),
            foldable=True,
            uids=tuple(dict.fromkeys(uid for id_ in members for uid in self.cards[id_].uids)),
            change=state,
        )

    def _ties(self, place: Mapping[str, str], core: Collection[str]) -> tuple[Tie, ...]:
        """Lines between what is shown: those of the core, and those that changed themselves."""
        found: dict[str, Tie] = {}
        bands: dict[tuple[str, str], list[tuple[State, str]]] = defaultdict(list)
        for one, source, target in self.lines:
            start, end = place.get(source), place.get(target)
            if start is None or end is None or start == end:
                continue
            if one.state == "same" and start not in core and end not in core:
                continue
            if start.startswith("fold:") or end.startswith("fold:"):
                member = source if start.startswith("fold:") else target
                bands[start, end].append((one.state, member))
                continue
            tie = self._tie(one, source, target)
            if tie.id not in found or found[tie.id].change == "same":
                found[tie.id] = tie
        for (start, end), members in sorted(bands.items()):
            states = {state for state, _member in members}
            ids = sorted({member for _state, member in members})
            found[f"band|{start}|{end}"] = Tie(
                f"band|{start}|{end}",
                start,
                end,
                band=len(ids),
                uids=tuple(dict.fromkeys(uid for id_ in ids for uid in self.cards[id_].uids)),
                change=states.pop() if len(states) == 1 else "changed",
            )
        return tuple(found.values())

    def _tie(self, one: ComparedLink, source: str, target: str) -> Tie:
        link = one.link
        said = words.link(link.type)
        titles = [self.cards[end].node.title_in(english=self.english) for end in (source, target)]
        # The line of a new item is new: only one that changed between what was there says so in words.
        own = one.state != "same" and not self._explained(source, target)
        return Tie(
            id=f"{link.type}|{source}|{target}",
            source=source,
            target=target,
            hint=f"{titles[0]} – {said} – {titles[1]} ({state_word(one.state, years=self.years)})",
            label=CHANGES["light"][one.state].symbol if own else "",
            certainty=link.certainty,
            strong=_strong(link),
            arrow=link.type == "INFLUENCES",
            uids=(link.source, link.target),
            change=one.state,
        )

    def _explained(self, source: str, target: str) -> bool:
        """Whether a link came or went because one of its ends did."""
        return any(self.cards[end].state in ("added", "gone") for end in (source, target))

    def _column(self, id_: str) -> int:
        return COLUMNS.index(KIND[self.cards[id_].node.label])


def _strong(link: Link) -> bool:
    return link.text("contribution") == "primary" or link.text("role") == "lead"


def _nearest(columns: Collection[int], group: Item) -> int:
    return min(columns, key=lambda column: (abs(column - group.column), column))

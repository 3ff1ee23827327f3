"""Which item of the plan a text in somebody's table means: by code, number or title, or else which ones come near."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from explorer.exchange.mapping import NEW
from explorer.exchange.tables.designations import Designation, bare, designation, kind_named, plain
from explorer.model import Node

#: A text is near to a title from here on, out of 100.
_NEAR = 84
_LONG = 5
#: With more items than these, a close look at each of them takes too long.
_MANY = 300
_SIGNS = re.compile(r"\d+|\b[a-z]\b")


@dataclass(frozen=True)
class Item:
    """An item of the plan or of the file, as far as texts may mean it."""

    code: str
    title: str
    title_en: str = ""
    number: str = ""
    kind: str = ""

    @classmethod
    def of(cls, node: Node) -> Item:
        """The item that a node is."""
        return cls(node.code, node.title, node.text("title_en"), node.text("number"), node.text("kind"))

    @property
    def name(self) -> str:
        """How a message names it."""
        return f"{self.code} {self.title}"


@dataclass(frozen=True)
class Found:
    """What a text means: one item, or several of which nobody knows which, or none and those that come near.

    ``clash`` is an item whose number is there, with another title than the text's.
    """

    items: tuple[Item, ...] = ()
    near: tuple[Item, ...] = ()
    clash: bool = False
    #: Somebody said that it is a new item.
    new: bool = False
    designation: Designation = field(default_factory=Designation)

    @property
    def item(self) -> Item | None:
        """The one item that is meant, if it is one."""
        return self.items[0] if len(self.items) == 1 and not self.clash else None


class Names:
    """The items of one label that texts may mean: those of the plan, and new ones as the file brings them."""

    def __init__(self, label: str, nodes: Iterable[Node], answers: Mapping[str, str] | None = None) -> None:
        self.label = label
        self.known: list[Item] = [Item.of(node) for node in nodes]
        self.items: list[Item] = list(self.known)
        self._answers = {plain(text): code for text, code in (answers or {}).items()}
        self._by_code: dict[str, Item] = {}
        self._by_title: dict[str, list[Item]] = {}
        self._by_number: dict[str, list[Item]] = {}
        self._kept: dict[tuple[str, str], Found] = {}
        for item in self.items:
            self._index(item)

    def add(self, item: Item) -> None:
        """One more item that texts may mean from now on."""
        self._kept.clear()
        self.items.append(item)
        self._index(item)

    def answered(self, text: str) -> bool:
        """Whether somebody said what this text means."""
        return plain(text) in self._answers

    def with_code(self, code: str) -> Item | None:
        """The item with this code."""
        return self._by_code.get(code.casefold())

    def numbered(self) -> bool:
        """Whether items of the plan have numbers, so that an unknown number is a slip."""
        return any(item.number for item in self.known)

    def find(self, text: str, kind: str = "") -> Found:
        """What ``text`` means; ``kind`` is what the column's heading says about bare numbers (``Dezernat``)."""
        known = self._kept.get((text, kind))
        if known is None:
            known = self._kept[(text, kind)] = self._find(text, kind)
        return known

    def _find(self, text: str, kind: str) -> Found:
        whole = plain(text)
        answer = self._answers.get(whole)
        if answer is not None and answer != NEW:
            item = self.with_code(answer)
            return Found((item,) if item else ())
        found = self._found(text, whole, kind)
        # What was new last year is there by now.
        return Found(new=True, designation=found.designation) if answer == NEW and not found.item else found

    def _found(self, text: str, whole: str, kind: str) -> Found:
        said = designation(text, self.label)
        code = text.strip().casefold()
        exact = self._by_code.get(code) or self._by_code.get(re.sub(r"[\s.]", "", code))
        if exact:
            return Found((exact,), designation=said)
        titled = self._by_title.get(whole) or []
        if len(titled) == 1:
            return Found((titled[0],), designation=said)
        if self.label == "Measure":
            # "3 Kitas" and "4 Kitas" are two measures: a number in front is part of the title.
            return Found(tuple(titled), designation=said)
        numbered = self._with_number(said, kind) if said.number else []
        if said.title and said.title != text:
            titled = titled or self._by_title.get(plain(said.title)) or []
        if not titled:
            return self._by_number_alone(said, numbered) or Found(near=self.near(text), designation=said)
        both = [item for item in titled if item in numbered]
        if both or not numbered:
            return Found(tuple(both or titled), designation=said)
        return Found((*numbered, *titled), clash=True, designation=said)

    def near(self, text: str, most: int = 3) -> tuple[Item, ...]:
        """The plan's items whose titles come near to ``text`` or to its part behind a number, nearest first."""
        wanted = {plain(text), plain(designation(text, self.label).title)} - {""}
        rated = [
            (max((_nearness(one, title) for one in wanted for title in _titles(item)), default=0), i)
            for i, item in self._perhaps_near(text)
        ]
        rated.sort(key=lambda pair: (-pair[0], pair[1]))
        return tuple(self.known[i] for rate, i in rated[:most] if rate >= _NEAR)

    def _perhaps_near(self, text: str) -> Iterable[tuple[int, Item]]:
        """The items worth a close look: all, or of very many those that a quick look finds alike."""
        if len(self.known) <= _MANY:
            return enumerate(self.known)
        titles = [plain(item.title) for item in self.known]
        quick = process.extract(
            plain(text), titles, scorer=fuzz.token_set_ratio, score_cutoff=60, limit=_MANY
        )
        return [(i, self.known[i]) for _title, _score, i in quick]

    def _by_number_alone(self, said: Designation, numbered: list[Item]) -> Found | None:
        if not numbered:
            return None
        if said.title:
            alike = [item for item in numbered if _loosely(plain(said.title), plain(item.title))]
            if not alike:
                return Found(tuple(numbered), clash=True, designation=said)
            numbered = alike
        return Found(tuple(numbered), designation=said)

    def _with_number(self, said: Designation, kind: str) -> list[Item]:
        found = self._by_number.get(bare(said.number)) or []
        wanted = said.kind or kind_named(kind)
        if self.label != "Department" or not wanted:
            return found
        same = [item for item in found if _kind_of(item) == wanted]
        # "Amt 51" and "FB 51" are loose words for one that is called Abteilung, but a Dezernat is another level.
        other = [item for item in found if (_kind_of(item) == "dezernat") == (wanted == "dezernat")]
        return same or other

    def _index(self, item: Item) -> None:
        self._by_code.setdefault(item.code.casefold(), item)
        for title in _titles(item):
            self._by_title.setdefault(title, []).append(item)
        number = item.number
        if not number and self.label == "StrategicGoal":
            digits = re.fullmatch(r"[^\W\d_]*[\s.-]?0*(\d[\d.]*)", item.code)
            number = digits[1] if digits else ""
        if number:
            self._by_number.setdefault(bare(number), []).append(item)


def alike(one: str, other: str) -> bool:
    """Whether two texts differ by a slip of the pen: both long, the same digits, a letter or two apart."""
    a, b = plain(one), plain(other)
    one_in_other = set(a.split()) <= set(b.split()) or set(b.split()) <= set(a.split())
    if one_in_other or min(len(a), len(b)) < _LONG or _SIGNS.findall(a) != _SIGNS.findall(b):
        return False
    return _slips(a, b) <= 2 or fuzz.ratio(a, b) >= 92


def _nearness(a: str, b: str) -> float:
    """How near two plain texts are, 0..100; other digits or single letters (Team A, Team B) make other things."""
    if not a or not b or _SIGNS.findall(a) != _SIGNS.findall(b):
        return 0
    if min(len(a), len(b)) < _LONG:
        return 0
    slips = _slips(a, b)
    if slips <= 2:
        return 99 - slips
    short, long = sorted((_stems(a), _stems(b)), key=len)
    if short and short <= long:
        return 90
    return max(fuzz.ratio(a, b), fuzz.token_sort_ratio(a, b))


def _slips(a: str, b: str) -> int:
    """Letters added, dropped, changed or swapped; 9 if there are too many for words of this length."""
    slips = OSA.distance(a, b, score_cutoff=3)
    return slips if slips <= (1 if min(len(a), len(b)) < 8 else 2) else 9


def _titles(item: Item) -> set[str]:
    return {plain(item.title), plain(item.title_en)} - {""}


def _stems(text: str) -> set[str]:
    """The words that carry the meaning: Jugendamt and Abteilung Jugend have one in common."""
    empty = {
        "und",
        "fuer",
        "der",
        "die",
        "das",
        "des",
        "abt",
        "abteilung",
        "amt",
        "fachbereich",
        "fb",
        "dezernat",
    }
    return {re.sub(r"(?<=\w{4})s?amt$", "", word) for word in text.split() if word not in empty}


def _loosely(a: str, b: str) -> bool:
    return fuzz.token_set_ratio(a, b) >= 70 or bool(_stems(a) & _stems(b))


def _kind_of(item: Item) -> str:
    first = re.match(r"[^\W\d_]+", item.kind) or re.match(r"[^\W\d_]+", item.title)
    return kind_named(first[0]) if first else ""

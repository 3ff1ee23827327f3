"""A scene: what is to be seen, before anybody says where and in which colours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

#: More labelled items than this nobody reads on a laptop; a picture around one item folds from here on.
READABLE = 60
ROOMY = 40


@dataclass(frozen=True)
class Item:
    """Something to be drawn: an item of the plan, or a folded group that stands for several.

    ``id`` is the uid, or ``fold:...`` for a group; ``column`` its place from left to right; ``uids`` what it
    stands for; ``badge`` a small count; ``foldable`` says that a double click opens it, ``open`` that it is open.
    ``change`` is what became of it (``added``, ``changed``, ``gone``, ``same``), empty where nothing is compared.
    """

    id: str
    kind: str
    title: str
    column: int = 0
    number: str = ""
    badge: str = ""
    hint: str = ""
    certainty: str = "documented"
    foldable: bool = False
    open: bool = False
    uids: tuple[str, ...] = ()
    change: str = ""


@dataclass(frozen=True)
class Tie:
    """A line between two items: a link of the plan, or a band that stands for ``uids`` (measures).

    ``label`` is written on the line: what it says must not be missed. ``change`` is what became of the link.
    """

    id: str
    source: str
    target: str
    hint: str = ""
    label: str = ""
    certainty: str = "documented"
    strong: bool = False
    arrow: bool = False
    band: int = 0
    uids: tuple[str, ...] = ()
    change: str = ""


@dataclass(frozen=True)
class Scene:
    """What is shown: its items, its ties, and how many items were left out to keep it readable.

    ``marks`` is what the marks of change are called (state, word), in the order of the legend.
    """

    view: str
    items: tuple[Item, ...]
    ties: tuple[Tie, ...]
    left_out: int = 0
    form: Literal["card", "dot"] = "card"
    centre: str = ""
    marked: tuple[str, ...] = field(default_factory=tuple)
    marks: tuple[tuple[str, str], ...] = ()

    def item(self, id_: str) -> Item | None:
        """The item with this id, or None."""
        return next((item for item in self.items if item.id == id_), None)

    def tie(self, id_: str) -> Tie | None:
        """The tie with this id, or None."""
        return next((tie for tie in self.ties if tie.id == id_), None)

    def without(self, kinds: Iterable[str]) -> Scene:
        """The scene without some kinds, and without the ties that hung on them."""
        hidden = set(kinds)
        items = tuple(item for item in self.items if item.kind not in hidden)
        kept = {item.id for item in items}
        ties = tuple(tie for tie in self.ties if tie.source in kept and tie.target in kept)
        return replace(self, items=items, ties=ties)

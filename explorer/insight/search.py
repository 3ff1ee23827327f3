"""Finds items by words of their titles, codes and descriptions, as people type them: no umlauts, a slip or two."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from explorer.model import LABELS, Plan

FoundIn = Literal["title", "code", "description", "similar"]

#: How well a word fits an item, best first.
_WORD, _START, _WORD_START, _INSIDE, _DESCRIPTION, _SIMILAR = range(6)
_LABELS = list(LABELS)
#: Each way to write an umlaut. One alone is not enough: the last one finds "Uebung" in "Übung", but would no
#: longer find "Erwärmung" in "Klimaerwärmung", where a and e only happen to meet.
_SPELLINGS = (
    {"ä": "a", "ö": "o", "ü": "u"},
    {"ä": "ae", "ö": "oe", "ü": "ue"},
    {"ä": "a", "ö": "o", "ü": "u", "ae": "a", "oe": "o", "ue": "u"},
)
_LONGEST_SIMILAR = 40


@dataclass(frozen=True)
class Item:
    """What is searched of a node."""

    uid: str
    label: str
    code: str
    title: str
    title_en: str = ""
    description: str = ""


@dataclass(frozen=True)
class Hit:
    """An item that was found, and where the word was found that fits it worst."""

    uid: str
    label: str
    code: str
    title: str
    found_in: FoundIn


def search_plan(plan: Plan, text: str, most: int) -> list[Hit]:
    """The items of ``plan`` that fit ``text``, best first, at most ``most``; none for an empty text."""
    items = (
        Item(n.uid, n.label, n.code, n.title, n.text("title_en"), n.text("description"))
        for n in plan.nodes.values()
    )
    return search(items, text, most)


def search(items: Iterable[Item], text: str, most: int) -> list[Hit]:
    """The items that contain every word of ``text``, best first, at most ``most``; none for an empty text.

    Upper and lower case are the same, and so are ä, ae and a, ß and ss; a word is found inside a compound too.
    Best is the whole title or code, then a word of a title, the title's start, a word's start, inside a word,
    and last the description. A word that occurs nowhere is replaced by similar ones from titles.
    """
    words = list(dict.fromkeys(_plain(text).split()))
    if not words:
        return []
    everything = [_Folded.of(item) for item in items]
    ranks: dict[str, list[int]] = {folded.item.uid: [] for folded in everything}
    left = everything
    for word in words:
        spelled = _spellings(word)
        found = {f.item.uid: rank for f in everything if (rank := f.rank(spelled)) is not None}
        found = found or dict.fromkeys(_similar(spelled[-1], left), _SIMILAR)
        left = [folded for folded in left if folded.item.uid in found]
        if not left:
            return []
        for folded in left:
            ranks[folded.item.uid].append(found[folded.item.uid])
    whole = _spellings(" ".join(words))
    left.sort(key=lambda folded: folded.order(whole, ranks[folded.item.uid]))
    return [folded.hit(whole, max(ranks[folded.item.uid])) for folded in left[: max(most, 0)]]


@dataclass(frozen=True)
class _Folded:
    """An item with its texts in every spelling."""

    item: Item
    titles: tuple[Sequence[str], ...]
    code: Sequence[str]
    description: Sequence[str]

    @classmethod
    def of(cls, item: Item) -> _Folded:
        titles = tuple(_spellings(title) for title in (item.title, item.title_en) if title)
        return cls(item, titles, _spellings(item.code), _spellings(item.description))

    def rank(self, word: Sequence[str]) -> int | None:
        """How well one word, in every spelling, fits; None if it does not occur."""
        ranks = (
            _rank_in(spelled, text)
            for texts in (*self.titles, self.code)
            for spelled, text in zip(word, texts, strict=True)
        )
        best = min((rank for rank in ranks if rank is not None), default=None)
        if best is None and any(s in text for s, text in zip(word, self.description, strict=True)):
            return _DESCRIPTION
        return best

    def order(self, whole: Sequence[str], ranks: Sequence[int]) -> tuple[bool, int, int, int, int, str]:
        """Sorts hits best first; equally good ones by kind, then the shorter title, then the uid."""
        exact = any(_same(whole, texts) for texts in (*self.titles, self.code))
        kind = _LABELS.index(self.item.label) if self.item.label in _LABELS else len(_LABELS)
        return (not exact, max(ranks), sum(ranks), kind, len(self.item.title), self.item.uid)

    def hit(self, whole: Sequence[str], worst: int) -> Hit:
        where: FoundIn = "title"
        if worst == _SIMILAR:
            where = "similar"
        elif worst == _DESCRIPTION:
            where = "description"
        elif _same(whole, self.code):
            where = "code"
        return Hit(self.item.uid, self.item.label, self.item.code, self.item.title, where)


def _rank_in(word: str, text: str) -> int | None:
    if word not in text:
        return None
    padded = f" {text} "
    if f" {word} " in padded:
        return _WORD
    if text.startswith(word):
        return _START
    return _WORD_START if f" {word}" in padded else _INSIDE


def _same(words: Sequence[str], texts: Sequence[str]) -> bool:
    return any(word == text for word, text in zip(words, texts, strict=True))


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", " ", unicodedata.normalize("NFC", text).casefold()).strip()


@lru_cache(maxsize=1 << 16)
def _spellings(text: str) -> tuple[str, ...]:
    """The text in lower case, without accents and punctuation, once for each way to write an umlaut."""
    plain = _plain(text)
    return tuple(_without_accents(_respelled(plain, spelling)) for spelling in _SPELLINGS)


def _respelled(plain: str, spelling: dict[str, str]) -> str:
    return re.sub("|".join(spelling), lambda found: spelling[found[0]], plain)


def _without_accents(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def _similar(word: str, items: list[_Folded]) -> set[str]:
    """The uids of items with a title word, or a part of one, that is a slip (or two, if long) away."""
    slips = 0 if len(word) < 4 else 1 if len(word) < 8 else 2
    if not slips or len(word) > _LONGEST_SIMILAR:
        return set()
    titles = [(folded.item.uid, title[-1]) for folded in items for title in folded.titles]
    # A fast and generous look at all titles first; the slow, exact one is for the few that are left.
    near = process.extract(
        word, [title for _uid, title in titles], scorer=fuzz.partial_ratio, score_cutoff=60, limit=None
    )
    return {titles[i][0] for title, _score, i in near if any(_slipped(word, w, slips) for w in title.split())}


def _slipped(word: str, other: str, slips: int) -> bool:
    """Whether a part of ``other`` becomes ``word`` by so many letters added, dropped, changed or swapped."""
    for size in range(len(word) - slips, len(word) + slips + 1):
        for start in range(max(0, len(other) - size) + 1):
            if OSA.distance(word, other[start : start + size], score_cutoff=slips) <= slips:
                return True
    return False

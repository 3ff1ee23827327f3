"""Which items the names in a table's cells are: those of the plan, new ones, or a question to the person."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from explorer import words
from explorer.exchange.problems import Place, Problem, problem_at
from explorer.exchange.tables.designations import Designation, designation, plain
from explorer.exchange.tables.headings import BETWEEN
from explorer.exchange.tables.names import Found, Item, Names, alike
from explorer.i18n import N_
from explorer.model import Plan

_KINDS = {
    **{
        word.casefold(): word
        for word in ("Dezernat", "Abteilung", "Amt", "Fachbereich", "Fachdienst", "Referat")
    },
    **{word.casefold(): word for word in ("Sachgebiet", "Geschäftsbereich", "Eigenbetrieb", "Stabsstelle")},
    "dez": "Dezernat",
    "abt": "Abteilung",
    "fb": "Fachbereich",
    "fd": "Fachdienst",
    "sg": "Sachgebiet",
    "gb": "Geschäftsbereich",
    "ref": "Referat",
    "eb": "Eigenbetrieb",
}
#: Label -> how the codes of new items begin, and how many digits they have.
_CODES = {
    "Department": ("OE", 2),
    "FieldOfAction": ("F", 2),
    "OperativeGoal": ("OG", 2),
    "StrategicGoal": ("SG", 1),
    "Measure": ("M", 3),
}


@dataclass(frozen=True)
class Mention:
    """A name in a cell: the label it is meant for, what it stands for in the mapping, and where it stands."""

    label: str
    meaning: str
    text: str
    place: Place
    #: The heading's word for the kind of department, if it has one.
    kind: str = ""
    #: Whether it is the heading of a column of marks, so that it may well be new.
    heading: bool = False

    @property
    def key(self) -> tuple[str, str, str]:
        """Mentions with the same key are the same item."""
        return (self.label, plain(self.text), self.kind)


@dataclass(frozen=True)
class NewItem:
    """An item that the table brings: its label, its properties, and where it was mentioned first."""

    label: str
    properties: Mapping[str, str]
    place: Place


class Codes:
    """Codes that are free: not used in the plan, nor in the file."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = {code.casefold() for code in taken}
        self._last: dict[str, int] = defaultdict(int)

    def take(self, wanted: str) -> bool:
        """Whether ``wanted`` was free; it is taken from now on."""
        free = wanted.casefold() not in self._taken
        self._taken.add(wanted.casefold())
        return free

    def next(self, label: str) -> str:
        """The next free code for an item of ``label``."""
        prefix, digits = _CODES[label]
        while True:
            self._last[label] += 1
            code = f"{prefix}{self._last[label]:0{digits}d}"
            if self.take(code):
                return code


class Items:
    """Answers which code a mention means; asks (with an error) where only a person knows."""

    def __init__(self, known: Plan | None, answers: Mapping[str, Mapping[str, str]], codes: Codes) -> None:
        self._known, self._codes = known, codes
        self._answers = answers
        self._names: dict[str, Names] = {}
        self._found: dict[tuple[str, str, str], str] = {}
        #: How often the file mentions each new item.
        self._counted: Counter[str] = Counter()
        self.new: list[NewItem] = []
        self.problems: list[Problem] = []

    def names(self, label: str, meaning: str) -> Names:
        """The names of a label's items, with the answers given for a meaning."""
        if label not in self._names:
            answers: dict[str, str] = {}
            for name in (meaning, *_SAME.get(meaning, ())):
                answers |= self._answers.get(name, {})
            self._names[label] = Names(label, self._known.of(label) if self._known else (), answers)
        return self._names[label]

    def settle(self, mentions: Iterable[Mention]) -> None:
        """Decide about all mentions; what is left open is among ``problems`` afterwards."""
        by_key: dict[tuple[str, str, str], list[Mention]] = defaultdict(list)
        for mention in mentions:
            by_key[mention.key].append(mention)
        open_ = [
            key
            for key, same in by_key.items()
            if not self._settled(
                key, same, self.names(same[0].label, same[0].meaning).find(same[0].text, same[0].kind)
            )
        ]
        # What is written more often is right; with number and title it says more; else the first one counts.
        counted = Counter({key: len(by_key[key]) for key in open_})
        order = {key: i for i, key in enumerate(open_)}
        open_.sort(key=lambda key: (not self._is_full(by_key[key][0]), -counted[key], order[key]))
        for key in open_:
            same = by_key[key]
            names = self.names(same[0].label, same[0].meaning)
            found = names.find(same[0].text, same[0].kind)
            if not self._settled(key, same, found):
                self._decide(key, same, names, found)
            if key in self._found:
                self._counted[self._found[key]] += len(same)

    def code_of(self, mention: Mention) -> str | None:
        """The code of the item that is meant; None if that is open."""
        return self._found.get(mention.key)

    def _settled(self, key: tuple[str, str, str], same: list[Mention], found: Found) -> bool:
        if found.item:
            self._found[key] = found.item.code
        return found.item is not None

    def _is_full(self, mention: Mention) -> bool:
        said = designation(mention.text, mention.label)
        return bool(said.number and said.title)

    def _decide(self, key: tuple[str, str, str], same: list[Mention], names: Names, found: Found) -> None:
        first = same[0]
        if found.new:
            self._found[key] = self._add(
                first, names, found.designation or designation(first.text, first.label)
            )
            return
        if found.clash:
            self._ask(
                same,
                found.items,
                N_("“{text}”: number and title do not belong together in the plan."),
                N_("Write what is meant, e.g. the code: {near}."),
            )
        elif found.items:
            self._ask(
                same,
                found.items,
                N_("“{text}” can be several in the plan."),
                N_("Write the code of the one that is meant: {near}."),
            )
        elif near := found.near or self._near_new(same):
            self._ask(
                same,
                near,
                N_("There is no {kind} “{text}”; it looks like a slip."),
                N_(
                    "Write it as it is called: {near}. If it is another one, say in the mapping that it is new."
                ),
            )
        elif names.known and self._must_be_known(first, names, found.designation):
            nearest = sorted(
                names.known, key=lambda item: _numbers_apart(item.number, found.designation.number)
            )[:8]
            self._ask(
                same,
                nearest,
                N_("There is no {kind} “{text}” in the plan."),
                N_("Write one of these: {near}. If it is new, say so in the mapping."),
            )
        else:
            self._found[key] = self._add(first, names, designation(first.text, first.label))
            if names.known:
                self._warn_new(same)

    def _must_be_known(self, mention: Mention, names: Names, said: Designation) -> bool:
        """Goals are few and agreed; and a number that nobody has is a slip, where the others have one."""
        if mention.label == "StrategicGoal":
            return not mention.heading
        return bool(said.number and not said.title and names.numbered())

    def _near_new(self, same: list[Mention]) -> tuple[Item, ...]:
        """New items that the file calls nearly so, and much more often: what stands there often is meant."""
        names = self.names(same[0].label, same[0].meaning)
        new = names.items[len(names.known) :]
        quick = process.extract(
            plain(same[0].text), [plain(item.title) for item in new], score_cutoff=70, limit=9
        )
        near = [new[i] for _title, _score, i in quick if alike(new[i].title, same[0].text)]
        return tuple(item for item in near if len(same) <= 2 or len(same) * 4 <= self._counted[item.code])[:3]

    def _add(self, mention: Mention, names: Names, said: Designation) -> str:
        label, text = mention.label, re.sub(r"\s+", " ", mention.text)
        title, number, properties = said.title or text, said.number, dict[str, str]()
        if label == "StrategicGoal":
            title = said.title or (f"Ziel {number}" if number else text)
            code = f"SG{number}" if number and self._codes.take(f"SG{number}") else self._codes.next(label)
            properties = {"number": number if number.isdigit() else ""}
            if number and not said.title:
                self.problems.append(
                    problem_at(
                        mention.place,
                        N_("The file does not say what goal {number} is called; it becomes “{title}”."),
                        N_(
                            "Write its title into the heading, e.g. “{number} Gesund leben”, or into the plan later."
                        ),
                        severity="hint",
                        number=number,
                        title=title,
                    )
                )
        elif label == "Department":
            kind = _kind_of(text) or (_KINDS.get(mention.kind, "") if number else "")
            # "Amt für Kultur" is a name as a whole.
            title = (said.title or f"{kind} {number}".strip()) if number else text
            code = f"D{number}" if number and self._codes.take(f"D{number}") else self._codes.next(label)
            properties = {"number": number, "kind": kind}
        else:
            code = self._codes.next(label)
        self.new.append(NewItem(label, {"code": code, "title": title, **properties}, mention.place))
        names.add(Item(code, title, number=number, kind=properties.get("kind", "")))
        return code

    def _ask(self, same: list[Mention], near: Iterable[Item], what: str, remedy: str) -> None:
        """An error with all that a form needs to ask: ``meaning_of``, ``text``, ``offers`` (codes)."""
        first, offered = same[0], list(near)
        self.problems.append(
            problem_at(
                first.place,
                what,
                remedy,
                meaning=(
                    N_("The measures in rows {rows} would be tied to something else than is meant.")
                    if len(same) > 1
                    else N_("The measure would be tied to something else than is meant.")
                ),
                text=first.text,
                kind=words.kind(first.label),
                near="; ".join(item.name for item in offered),
                offers=tuple(item.code for item in offered),
                meaning_of=first.meaning,
                count=len(same),
                rows=_rows(same),
            )
        )

    def _warn_new(self, same: list[Mention]) -> None:
        first = same[0]
        self.problems.append(
            problem_at(
                first.place,
                N_("“{text}” is not in the plan; a new item comes into being: {kind}."),
                N_("Write it as the plan does if it is there already under another name."),
                severity="warning",
                meaning=N_("It stands in rows {rows}."),
                text=first.text,
                kind=words.kind(first.label),
                meaning_of=first.meaning,
                rows=_rows(same),
            )
        )


#: Meanings that speak of the same items: an answer to one is an answer to the other.
_SAME = {
    "lead": ("partner",),
    "partner": ("lead",),
    "goals": ("goals_primary", "goals_secondary", "goal"),
    "goals_primary": ("goals", "goals_secondary", "goal"),
    "goals_secondary": ("goals", "goals_primary", "goal"),
    "goal": ("goals", "goals_primary", "goals_secondary"),
}


def _numbers_apart(one: str, other: str) -> tuple[int, float]:
    """Sorts numbers by the slips between them, then by their distance."""
    if not one or not other:
        return (9, 0)
    return (
        OSA.distance(one, other),
        abs(float(re.sub(r"[^\d]", "", one) or 0) - float(other.partition(".")[0])),
    )


def _rows(same: list[Mention]) -> str:
    rows = list(dict.fromkeys(str(mention.place.row) for mention in same))
    return ", ".join(rows[:12]) + (" …" if len(rows) > 12 else "")


def _kind_of(text: str) -> str:
    first = re.match(r"[^\W\d_]+", text)
    return _KINDS.get(first[0].casefold(), "") if first and re.search(r"\d|[IVX]", text) else ""


def kind_word(heading: str) -> str:
    """The word for a kind of department that a heading is (``amt``), for bare numbers below it; else empty."""
    own = re.sub(r"[^\w]", "", heading.rpartition(BETWEEN)[2]).casefold()
    singular = {"ämter": "amt", "abteilungen": "abteilung", "fachbereiche": "fachbereich"}.get(own, own)
    return singular if singular in _KINDS else ""

"""The words of the Excel template in both languages: its sheets, its headings, what they mean, and its choices."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from explorer import words
from explorer.i18n import LANGUAGES, N_, Language, _
from explorer.model import (
    LABELS,
    LINK_PROPERTIES,
    LINK_TYPES,
    PLAN_PROPERTIES,
    Property,
)

#: Keys of the sheets that are no label's.
PLAN, LINKS = "plan", "links"
#: The hidden sheet: its name in every language, and what stands in its first cell.
HIDDEN, MARK = "Zielnetz", "Zielnetz 1"
#: In the second cell of the hidden sheet: the file holds a plan, so nothing in it is an example.
FILLED = "plan"
#: First column (from 0) and row (from 1) of the hidden sheet where texts stand that a cell cannot keep exactly.
EXACT, EXACT_ROW = 9, 5

#: Headings of columns that are no property with a word of its own.
_HEADINGS = {
    "type": N_("Kind of link"),
    "from": N_("From (code)"),
    "to": N_("To (code)"),
    "description_en": N_("English description"),
    "latest_year": N_("Latest plan year"),
    "budget_eur": N_("Budget in euros"),
    "source_url": N_("Source (address)"),
}

_EXPLAINED = {
    "code": N_("Short and unique in the whole plan, for instance M001; the links refer to it."),
    "title": N_("What it is called."),
    "title_en": N_("The same in English; may be left empty."),
    "description": N_("A few sentences; may be left empty."),
    "description_en": N_("The same in English; may be left empty."),
    "latest_year": N_("The last year that the plan was carried on to; may be left empty."),
    "since": N_("The first year in which it holds, for instance 2020; empty: always has."),
    "until": N_("The last year in which it holds; empty: still does."),
    "source_url": N_("Where this can be read; may be left empty."),
    "source_year": N_("The year of that source."),
    "certainty": N_("Whether a source says so, whether it is your reading, or a proposal."),
    "number": N_("Its number, as people count it."),
    "level": N_("What kind of aim it is."),
    "year": N_("The year that it was set in."),
    "target": N_("What shall be reached, best in figures."),
    "baseline_year": N_("The year that progress is measured from."),
    "due_year": N_("The year by which it shall be reached."),
    "status": N_("How far it is."),
    "budget_eur": N_("An amount in euros, digits only."),
    "indicator": N_("By what success is measured."),
    "kind": N_("For instance department, division or office."),
    "date": N_("The day, as 17.12.2020 or 2020-12-17."),
    "body": N_("Who decided, for instance the council."),
    "paper": N_("The number of the paper that was decided on."),
    "result": N_("What came out."),
    "type": N_("How the two items hang together."),
    "from": N_("The code of the item that the link starts at. Other codes than those offered can be typed."),
    "to": N_("The code of the item that the link leads to. Other codes than those offered can be typed."),
    "note": N_("Anything worth knowing about it."),
    "intensity": N_("For goals and fields only: 1 weak, 2 medium, 3 strong."),
    "contribution": N_("For measures and strategic goals only: primary or secondary."),
    "role": N_("For departments only: who leads, and who takes part."),
    "score": N_("For influences only: -3 hinders strongly to 3 helps strongly."),
    "reason": N_("Only for what is deliberately without a goal: why."),
}

_CHOSEN = ("certainty", "level", "status", "contribution", "role")


@dataclass(frozen=True)
class Column:
    """One column of a sheet: the property (or link column) that stands there, and whether it must be filled."""

    name: str
    property: Property
    required: bool

    def heading(self, lang: Language) -> str:
        """What stands on top of it."""
        return (
            _(_HEADINGS[self.name], lang) if self.name in _HEADINGS else words.property_name(self.name, lang)
        )

    def explained(self, lang: Language) -> str:
        """What to fill in, in one sentence."""
        return _(_EXPLAINED[self.name], lang)


def sheets() -> tuple[str, ...]:
    """The sheets that hold the plan, by their keys: the plan itself, the labels, the links."""
    return (PLAN, *LABELS, LINKS)


def sheet_name(key: str, lang: Language) -> str:
    """What a sheet is called; Excel allows 31 characters."""
    if key == PLAN:
        return _(N_("Plan"), lang)
    return _(N_("Links of the plan"), lang) if key == LINKS else words.kind(key, 2, lang)[:31]


def guide_name(lang: Language) -> str:
    """What the sheet is called that explains the others."""
    return _(N_("Instructions"), lang)


@cache
def columns(key: str) -> tuple[Column, ...]:
    """The columns of a sheet, in order."""
    if key == PLAN:
        return tuple(Column(p.name, p, p.required) for p in PLAN_PROPERTIES)
    if key == LINKS:
        ends = (
            Column("type", Property("type", choices=tuple(LINK_TYPES)), True),
            Column("from", Property("from"), True),
            Column("to", Property("to"), True),
        )
        # What only some links must have is not asked for in every row.
        return (*ends, *(Column(p.name, p, p.name == "certainty") for p in LINK_PROPERTIES))
    return tuple(Column(p.name, p, p.required) for p in LABELS[key].properties)


@cache
def sheets_by_word() -> dict[str, str]:
    """What a sheet may be called, in small letters, -> its key: both languages, file names, the labels' names."""
    found = {f"{LABELS[key].file}": key for key in LABELS} | {key.casefold(): key for key in sheets()}
    found |= {sheet_name(key, lang).casefold(): key for lang in LANGUAGES for key in sheets()}
    return {**found, "verbindungen": LINKS}


@cache
def columns_by_word(key: str) -> dict[str, str]:
    """What the columns of a sheet may be called, in small letters, -> the name of the property."""
    found: dict[str, str] = {}
    for column in columns(key):
        for heading in _headings(column):
            found.setdefault(heading.casefold(), column.name)
    return found


@cache
def choices_by_word(name: str) -> dict[str, str]:
    """What may stand in a column with choices, in small letters, -> the code; empty for columns without."""
    known = {p.name: p for key in sheets() for p in (c.property for c in columns(key)) if p.choices}
    if name not in known:
        return {}
    codes = known[name].choices
    found = {code.casefold(): code for code in codes}
    return found | {choice(name, code, lang).casefold(): code for lang in LANGUAGES for code in codes}


def choice(name: str, code: str, lang: Language) -> str:
    """How a value of a column with choices is written; any other value stays as it is."""
    if name == "type":
        return words.link(code, lang=lang) if code in LINK_TYPES else code
    return words.code(code, lang) if name in _CHOSEN else code


def identity(key: str, row: Mapping[str, str]) -> str:
    """By what a row is known again, wherever it stands in its sheet: its code, or its ends and type (a code)."""
    names = () if key == PLAN else ("type", "from", "to") if key == LINKS else ("code",)
    return json.dumps([row.get(name, "").strip() for name in names])


def usual_end(type_: str, end: int) -> str:
    """The label that most often stands at an end (0 from, 1 to) of a link type; its codes are offered."""
    labels = [pair[end] for pair in LINK_TYPES[type_].ends]
    return next((label for label in ("Measure", "Department") if label in labels), labels[0])


def ends_in_words(type_: str, lang: Language) -> tuple[str, str]:
    """The kinds of items that a link type may start at, and lead to, as a list for people."""
    pairs = LINK_TYPES[type_].ends
    first, second = (
        " / ".join(dict.fromkeys(words.kind(pair[end], 1, lang) for pair in pairs)) for end in (0, 1)
    )
    return first, second


def _headings(column: Column) -> Iterator[str]:
    yield column.name
    for lang in LANGUAGES:
        yield column.heading(lang)
        yield words.property_name(column.name, lang)

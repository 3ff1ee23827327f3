"""What the Excel template says about itself: the sheet of instructions, and the examples in an empty one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from explorer import words
from explorer.exchange.template import words as told
from explorer.exchange.template.words import LINKS, PLAN
from explorer.i18n import N_, Language, _
from explorer.model import LABELS, LINK_TYPES, Value

Style = Literal["title", "section", "bold", "text", "plain"]

#: Rows whose code reads so are examples and not loaded.
_EXAMPLE = re.compile(r"(Beispiel|Example)[ -]?\d*", re.IGNORECASE)

_HOW = (
    N_("Each sheet holds one kind of item, one item a row; the last sheet says how they hang together."),
    N_("Columns marked with * must be filled. Point at a heading to see what belongs there."),
    N_("Where a cell offers a list, choose from it; English and German words are both understood."),
    N_("The order of rows, columns and sheets does not matter. A column or sheet that you take out says nothing: "
       "what the database holds there stays as it is."),
    N_("Check the file first: zielnetz check FILE, or the page “Data”. It names every place that is wrong and "
       "changes nothing."),
    N_("Loading adds what is new and changes what reads differently. Nothing is removed unless you ask for it."),
)  # fmt: skip
_OF_EXAMPLES = N_(
    "The grey rows, whose code begins with “Example”, show how it is meant. They are never loaded; "
    "write over them or delete them."
)


def is_example(code: str) -> bool:
    """Whether an item with this code only shows how the template is filled."""
    return _EXAMPLE.fullmatch(code.strip()) is not None


def guide(lang: Language, *, filled: bool) -> Iterator[tuple[Style, Sequence[str]]]:
    """The rows of the instructions: how each looks, and its cells."""
    yield "title", [_(N_("How to fill in this file"), lang)]
    yield "plain", [""]
    for text in (*_HOW, *(() if filled else (_OF_EXAMPLES,))):
        yield "text", [_(text, lang)]
    yield "plain", [""]
    yield "section", [_(N_("The links"), lang), "", "", ""]
    headings = (N_("Kind of link"), N_("From"), N_("To"))
    yield "bold", [_(text, lang) for text in headings]
    for type_ in LINK_TYPES:
        yield "plain", [words.link(type_, lang=lang), *told.ends_in_words(type_, lang)]
    for key in told.sheets():
        yield "plain", [""]
        yield "section", [told.sheet_name(key, lang), "", "", ""]
        of_columns = (N_("Column"), N_("Must be filled"), N_("Allowed"), N_("What belongs there"))
        yield "bold", [_(text, lang) for text in of_columns]
        for column in told.columns(key):
            wanted = column.property
            allowed = ", ".join(told.choice(column.name, code, lang) for code in wanted.choices)
            if wanted.type != "string":
                limits = {"least": _limit(wanted.minimum), "most": _limit(wanted.maximum)}
                allowed = _(_NUMBERS[wanted.minimum is not None, wanted.maximum is not None], lang, **limits)
            must = _(N_("yes"), lang) if column.required else ""
            yield "plain", [column.heading(lang), must, allowed, column.explained(lang)]


_NUMBERS = {
    (True, True): N_("number from {least} to {most}"),
    (True, False): N_("number from {least}"),
    (False, True): N_("number up to {most}"),
    (False, False): N_("number"),
}


def examples(lang: Language) -> Mapping[str, Sequence[Mapping[str, Value]]]:
    """The rows of the empty template by sheet; ``is_example`` knows them all."""
    sample = _(N_("Example"), lang)
    code = {label: f"{sample} {number}" for number, label in enumerate(LABELS, 1)}
    found: dict[str, Sequence[Mapping[str, Value]]] = {
        PLAN: [{"code": sample, "title": _(N_("Name of your plan"), lang)}]
    }
    for label, (title, more) in _ITEMS.items():
        found[label] = [{"code": code[label], "title": _(title, lang), "certainty": "documented", **more}]
    # German readers choose from German words; the writer puts them in.
    found[LINKS] = [
        {"type": type_, "from": code[start], "to": code[end], "certainty": "documented", **more}
        for type_, start, end, more in _LINKS
    ]
    return found


def _limit(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


_ITEMS: Mapping[str, tuple[str, Mapping[str, Value]]] = {
    "StrategicGoal": (N_("Live well at every age"), {"number": 1}),
    "FieldOfAction": (N_("Health and social affairs"), {}),
    "OperativeGoal": (
        N_("By 2028 everybody finds advice on care within 15 minutes"),
        {"level": "operative_goal", "year": 2024, "due_year": 2028, "target": "15 min"},
    ),
    "Measure": (
        N_("Set up a centre that advises on care"),
        {"status": "running", "since": 2024, "budget_eur": 45000.0},
    ),
    "Department": (N_("Office for health"), {"number": "53"}),
    "Decision": (N_("Council sets up the centre"), {"date": "2024-03-21", "paper": "12/2024"}),
}
_LINKS: Sequence[tuple[str, str, str, Mapping[str, Value]]] = (
    ("SERVES", "Measure", "StrategicGoal", {"contribution": "primary"}),
    ("IMPLEMENTS", "Measure", "OperativeGoal", {}),
    ("RESPONSIBLE_FOR", "Department", "Measure", {"role": "lead"}),
)

"""Asks a question of the catalogue and tells the answer: its rows, one sentence, a table for people."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from explorer import words
from explorer.catalogue import Column, Parameter, Question, question, statement
from explorer.errors import BadStatement, Refusal
from explorer.i18n import N_, Language, _, day, euros, language, number
from explorer.insight.paths import Tie, shortest_path
from explorer.insight.search import Item, search
from explorer.model import Plan, code_of, uid_of
from explorer.store import GraphStore, Row, revision_of

_YEARS = range(1800, 2201)
_FOUND_IN = {
    "title": N_("in the title"),
    "code": N_("in the code"),
    "description": N_("in the description"),
    "similar": N_("similar word"),
}
#: Placeholders of sentences that show a value of the first or last row.
_OF_A_ROW = re.compile(r"\{(first|last)\[(\w+)\]")


@dataclass(frozen=True)
class Result:
    """The answer to a question: its rows, and what is needed to tell it in either language.

    ``titles`` knows the titles (by language) of the items that the sentence names.
    """

    question: Question
    plan: str
    year: int
    parameters: Mapping[str, Any]
    rows: list[Row]
    titles: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def sentence(self, lang: Language | None = None) -> str:
        """The finding in one sentence; what to try if there is none."""
        chosen = lang or language()
        case = "none" if not self.rows else "one" if len(self.rows) == 1 else "many"
        template = self.question.sentence.get(case) or self.question.sentence["many"]
        text = template[chosen].format(**self._values(chosen))
        if self.rows or not self.year:
            return text
        hint = _("This is about {year}; try all years.", chosen, year=self.year)
        return f"{text} {hint}"

    def uids(self) -> list[str]:
        """The uids of all items in the answer, in the order of the rows."""
        return list(dict.fromkeys(uid for i in range(len(self.rows)) for uid in self.row_uids(i)))

    def row_uids(self, i: int) -> list[str]:
        """The uids of the items in one row, in the order of the question's ``returns``."""
        found: dict[str, None] = {}
        for column in self.question.returns:
            value = self.rows[i].get(column)
            found.update(dict.fromkeys(value if isinstance(value, list) else [value] if value else []))
        return list(found)

    def table(
        self, plan: Plan | None = None, lang: Language | None = None
    ) -> tuple[list[str], list[list[Any]]]:
        """Headings and cells for people: words for codes, lists as text; counts stay numbers.

        With ``plan``, titles are in the language; without it they are as the rows have them.
        """
        chosen = lang or language()
        columns = list(self.question.columns.values())
        cells = [
            [_cell(c, row, self._shown(c, row, plan, chosen), chosen) for c in columns] for row in self.rows
        ]
        return [column.label[chosen] for column in columns], cells

    def records(self) -> list[dict[str, Any]]:
        """The rows as they are, for files."""
        return deepcopy(self.rows)

    def _shown(self, column: Column, row: Row, plan: Plan | None, lang: Language) -> Any:
        """A column's value, titles in the language as far as they are known."""
        value = row.get(column.name)
        if not column.titles_of or column.unit == "label":
            return value
        uids = row.get(column.titles_of)
        if isinstance(uids, list):
            known = value if isinstance(value, list) and len(value) == len(uids) else uids
            return [self._title(uid, old, plan, lang) for uid, old in zip(uids, known, strict=True)]
        return self._title(uids, value, plan, lang) if uids else value

    def _title(self, uid: str, otherwise: Any, plan: Plan | None, lang: Language) -> Any:
        if plan is not None and uid in plan.nodes:
            return plan.nodes[uid].title_in(english=lang == "en")
        return self.titles.get(uid, {}).get(lang) or otherwise

    def _values(self, lang: Language) -> dict[str, Any]:
        """What the placeholders of a sentence stand for."""
        values: dict[str, Any] = {"n": _Told(number(len(self.rows), lang), len(self.rows))}
        for name, parameter in self.question.parameters.items():
            given = self.parameters[name]
            title = self.titles.get(given, {}).get(lang) if parameter.type == "item" else None
            values[name] = _told_amount(given, lang) if title is None else _Told(title)
        if self.rows:
            columns = self.question.columns
            for name, row in (("first", self.rows[0]), ("last", self.rows[-1])):
                values[name] = {key: self._told(c, row, lang) for key, c in columns.items()}
            values["sum"] = {
                key: _told_amount(sum(row[key] or 0 for row in self.rows), lang, c.unit)
                for key, c in columns.items()
                if c.unit in ("count", "euro")
            }
        return values

    def _told(self, column: Column, row: Row, lang: Language) -> _Told:
        value = row.get(column.name)
        if column.unit == "count":
            return _told_amount(value or 0, lang)
        return _Told(str(_cell(column, row, self._shown(column, row, None, lang), lang)), value)


def ask(
    store: GraphStore,
    name: str,
    *,
    plan: str,
    year: int = 0,
    parameters: Mapping[str, Any] | None = None,
) -> Result:
    """The answer to the question ``name`` over the plan with this code, as it stood in ``year`` (0: all years).

    An item may be given by its uid or its code. Raises a ``Refusal`` for an unknown question, plan or item, and
    for parameters that are missing, unknown or do not fit.
    """
    asked = question(name)
    if year and year not in _YEARS:
        raise BadStatement(
            N_("{year} is not a year of a plan."),
            N_("Give a year from {first} to {last}, or none for all years."),
            year=year,
            first=_YEARS[0],
            last=_YEARS[-1],
        )
    given = _checked(asked, plan, parameters or {})
    chosen = {n: v for n, v in given.items() if v and asked.parameters[n].type == "item"}
    items = _items(store, plan, chosen.values())
    if len(items) < len(set(chosen.values())):
        _check_plan(store, plan)
    for parameter, uid in chosen.items():
        _check_item(asked.parameters[parameter], uid, items)
    implied = {"plan": plan, "year": year}
    sent = given | {n: v for n, v in implied.items() if n in asked.statement.parameters}
    rows = store.read(asked.statement, **sent)
    if not rows:
        _check_plan(store, plan)
    if asked.then:
        rows = THEN[asked.then](rows, given)
    _look_up(store, plan, asked, rows)
    items |= _items(store, plan, _named_in_sentence(asked, rows) - set(items))
    titles = {uid: {"de": i["title"], "en": i["title_en"] or i["title"]} for uid, i in items.items()}
    return Result(asked, plan, year, given, rows, titles)


def _search(rows: Sequence[Row], given: Mapping[str, Any]) -> list[Row]:
    items = [Item(**{key: value or "" for key, value in row.items()}) for row in rows]
    return [vars(hit).copy() for hit in search(items, given["text"], given["most"])]


def _path(rows: Sequence[Row], given: Mapping[str, Any]) -> list[Row]:
    ties = [Tie(row["source"], row["link"], row["target"], row["certainty"] or "") for row in rows]
    return [
        {
            "step": number_,
            "link": step.tie.type if step.tie else None,
            "direction": step.direction,
            "uid": step.uid,
            "certainty": step.tie.certainty if step.tie else None,
        }
        for number_, step in enumerate(shortest_path(ties, given["start"], given["target"]))
    ]


def _nearest(rows: Sequence[Row], _given: Mapping[str, Any]) -> list[Row]:
    nearest: dict[str, Row] = {}
    for row in sorted(rows, key=lambda row: (row["steps"], row["uid"])):
        nearest.setdefault(row["uid"], row)
    return list(nearest.values())


#: What a question's ``then`` may name: a step in Python after its statement, from rows and parameters to rows.
THEN: Mapping[str, Callable[[Sequence[Row], Mapping[str, Any]], list[Row]]] = {
    "nearest": _nearest,
    "search": _search,
    "shortest_path": _path,
}


def _checked(asked: Question, plan: str, given: Mapping[str, Any]) -> dict[str, Any]:
    known = asked.parameters
    unknown = [name for name in given if name not in known]
    if unknown:
        raise BadStatement(
            N_("The question {question} has no parameter called {unknown}."),
            N_("It has these: {known}."),
            question=asked.name,
            unknown=", ".join(unknown),
            known=", ".join(known) or "–",
        )
    empty = {
        name: ("", None) if p.type == "item" else (None,) for name, p in known.items() if p.default is None
    }
    missing = [name for name, nothing in empty.items() if given.get(name) in nothing]
    if missing:
        raise BadStatement(
            N_("The question {question} needs {missing}."),
            N_("Give a value for it."),
            question=asked.name,
            missing=", ".join(missing),
        )
    checked = {name: p.check(given.get(name, p.default)) for name, p in known.items()}
    for name, value in checked.items():
        if isinstance(value, str):
            # Half a character, cut from an emoji, cannot be sent to a database.
            value = value.encode("utf-8", "replace").decode("utf-8")
            is_code = known[name].type == "item" and value and not value.startswith(f"{plan}/")
            checked[name] = uid_of(plan, value) if is_code else value
    return checked


def _check_plan(store: GraphStore, plan: str) -> None:
    if revision_of(store, plan) < 0:
        raise Refusal(
            N_("There is no plan called {code} in the database."),
            N_("Load one: zielnetz load PATH."),
            code=plan,
        )


def _check_item(parameter: Parameter, uid: str, items: Mapping[str, Row]) -> None:
    if uid not in items:
        raise Refusal(
            N_("There is nothing with the code {code} in this plan."),
            N_("Search for it by a word of its title."),
            code=code_of(uid),
        )
    if parameter.of and items[uid]["label"] not in parameter.of:
        raise Refusal(
            N_("{title} is of a kind that does not fit here."),
            N_("Choose one of these kinds: {kinds}."),
            title=items[uid]["title"],
            kinds=", ".join(words.kind(label) for label in parameter.of),
        )


def _items(store: GraphStore, plan: str, uids: Any) -> dict[str, Row]:
    wanted = list(dict.fromkeys(uids))
    rows = store.read(statement("explore/items"), plan=plan, uids=wanted) if wanted else []
    return {row["uid"]: row for row in rows}


def _look_up(store: GraphStore, plan: str, asked: Question, rows: list[Row]) -> None:
    """Fill the columns that show a kind or title and that the statement leaves out."""
    columns = [c for c in asked.columns.values() if c.titles_of and rows and c.name not in rows[0]]
    items = _items(store, plan, [row[c.titles_of] for c in columns for row in rows])
    for row in rows:
        for column in columns:
            item = items.get(row[column.titles_of], {})
            row[column.name] = item.get("label" if column.unit == "label" else "title")


def _named_in_sentence(asked: Question, rows: list[Row]) -> set[str]:
    named = {
        found for texts in asked.sentence.values() for t in texts.values() for found in _OF_A_ROW.findall(t)
    }
    columns = [asked.columns[name].titles_of for _row, name in sorted(named) if name in asked.columns]
    found = [row[column] for row in [*rows[:1], *rows[-1:]] for column in columns if column]
    return {uid for uid in found if isinstance(uid, str)}


class _Told:
    """A value in a sentence. ``{x:# Maßnahme|# Maßnahmen}`` chooses by the amount and writes it for ``#``."""

    def __init__(self, text: str, amount: Any = None) -> None:
        self._text = text
        self._amount = amount

    def __format__(self, forms: str) -> str:
        one, _bar, many = forms.partition("|")
        return (one if self._amount == 1 else many).replace("#", self._text) if forms else self._text


def _told_amount(value: Any, lang: Language, unit: str = "") -> _Told:
    if unit == "euro":
        return _Told(euros(value, lang), value)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return _Told(number(value, lang) if is_number else str(value), value)


def _cell(column: Column, row: Row, value: Any, lang: Language) -> Any:
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(str(_cell(column, row, one, lang)) for one in value)
    match column.unit:
        case "euro":
            return euros(value, lang)
        case "year":
            return str(value)
        case "date":
            return day(value, lang)
        case "label":
            return words.kind(value, 1, lang)
        case "link":
            return words.link(value, outgoing=row.get("direction") != "backward", lang=lang)
        case "found":
            return _(_FOUND_IN[value], lang)
        case "status" | "certainty" | "level" | "role" | "contribution":
            return words.code(value, lang)
    return value

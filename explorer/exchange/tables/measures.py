"""The measures of a table: what their cells say, which code each has, and whether two rows say the same one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from explorer.exchange.book import CellValue, Sheet
from explorer.exchange.mapping import NEW, PERIOD, Column, ImportMapping
from explorer.exchange.problems import Place, Problem, Severity, problem_at
from explorer.exchange.tables.choices import choice
from explorer.exchange.tables.dates import period, year
from explorer.exchange.tables.designations import plain
from explorer.exchange.tables.items import Codes
from explorer.exchange.tables.names import Names
from explorer.exchange.tables.rows import Block
from explorer.exchange.tables.values import Complaint, amount, says_nothing, text_of, unit_in
from explorer.i18n import N_
from explorer.model import LABELS, Plan

_PROPERTIES = tuple(p.name for p in LABELS["Measure"].properties)
#: Looking for titles that come near is not worth more comparisons than these.
_MOST_COMPARED = 20_000_000


@dataclass
class Measure:
    """A measure as the table says it: property -> value as text and where it stands."""

    code: str
    title: str
    blocks: list[Block]
    said: dict[str, tuple[str, Place]] = field(default_factory=dict)


class Measures:
    """Reads the blocks of a table into measures; what is wrong is among ``problems`` afterwards."""

    def __init__(self, sheet: Sheet, mapping: ImportMapping, known: Plan | None, codes: Codes) -> None:
        self._sheet, self._mapping, self._known, self._codes = sheet, mapping, known, codes
        self._columns = [column for column in mapping.columns if column.meaning]
        self.problems: list[Problem] = []
        nodes = known.of("Measure") if known else []
        self._by_code = {node.code.casefold(): node for node in known.nodes.values()} if known else {}
        self._names = Names("Measure", nodes, mapping.values.get("title"))

    def properties(self) -> frozenset[str]:
        """Names of the properties that the table has columns for."""
        meant = {column.meaning for column in self._columns}
        years = {"since", "until"} if PERIOD in meant else set[str]()
        return frozenset((meant & set(_PROPERTIES)) | years | {"code", "title"})

    def read(self, blocks: Sequence[Block]) -> list[Measure]:
        """The measures in the order of the table, each with its code."""
        made: list[Measure] = []
        by_code: dict[str, Measure] = {}
        for block, code in self._with_codes(blocks):
            before = by_code.get(code.casefold())
            if before is None:
                measure = Measure(code, self._title(block, code), [block])
                made.append(measure)
                by_code[code.casefold()] = measure
            elif self._joins(before, block, code):
                before.blocks.append(block)
            else:
                self._look_at(block)
        for measure in made:
            self._fill(measure)
        return made

    def _with_codes(self, blocks: Sequence[Block]) -> list[tuple[Block, str]]:
        given = [self._given_code(block) for block in blocks]
        for code in given:
            if code:
                self._codes.take(code)
        coded: list[tuple[Block, str]] = []
        by_title: dict[str, str] = {}
        for block, code in zip(blocks, given, strict=True):
            if not block.title and not (code and self._names.with_code(code)):
                self._add(
                    block.row,
                    "title",
                    "error",
                    N_("This row has entries, but no measure."),
                    N_("Write what the measure is called, or empty the row."),
                    meaning=N_("Its entries would belong to nothing."),
                )
                self._look_at(block)
                continue
            title = plain(block.title)
            found = code or by_title.get(title) or self._code_by_title(block)
            by_title.setdefault(title, found)
            coded.append((block, found))
        self._warn_near(coded)
        return coded

    def _given_code(self, block: Block) -> str:
        column = next((c.position for c in self._columns if c.meaning == "code"), -1)
        texts = (text_of(entry.cells.get(column)) for entry in block.entries)
        text = re.sub(r"\s+", " ", next(filter(None, texts), ""))
        item = self._names.with_code(text)
        if not text or item:
            return item.code if item else ""
        if re.fullmatch(r"[0-9]{1,9}", text):
            # Codes are unique over all kinds of items; goals and departments are called by numbers too.
            text = f"M{int(text):03d}"
        elif re.fullmatch(r"\d+(\.\d+)+\.?", text):
            text = f"M{text.rstrip('.')}"
        code = re.sub(r"\s*[,/|]\s*", "-", text)
        other = self._by_code.get(code.casefold())
        if other and other.label != "Measure":
            self._add(
                block.row,
                "code",
                "error",
                N_("The code {code} is “{title}” in the plan, which is no measure."),
                N_("Give the measure another code."),
                meaning=N_("A code stands for one thing in the whole plan."),
                code=code,
                title=other.title,
            )
            return ""
        return other.code if other else code

    def _code_by_title(self, block: Block) -> str:
        found = self._names.find(block.title)
        if found.item:
            return found.item.code
        if len(found.items) > 1:
            self._add(
                block.row,
                "title",
                "error",
                N_("“{title}” is called so more than once in the plan: {near}."),
                N_("Add a column “Code” and write the code of the one that is meant."),
                meaning=N_("Nobody can tell which of them the row is about."),
                title=block.title,
                near=", ".join(item.code for item in found.items),
            )
        return self._codes.next("Measure")

    def _warn_near(self, coded: Sequence[tuple[Block, str]]) -> None:
        """Titles that nearly are titles of the plan: perhaps a measure whose wording changed."""
        titles = {item.code: plain(item.title) for item in self._names.known}
        here = {code for _block, code in coded}
        left = {code: title for code, title in titles.items() if code not in here}
        new = [(block, code) for block, code in coded if code not in titles and block.title]
        if len(left) * len(new) > _MOST_COMPARED:
            return
        answers = {plain(text) for text, code in self._mapping.values.get("title", {}).items() if code == NEW}
        for block, code in new:
            near = process.extractOne(plain(block.title), left, scorer=fuzz.ratio, score_cutoff=86)
            if near and plain(block.title) not in answers:
                old = next(item for item in self._names.known if item.code == near[2])
                self._add(
                    block.row,
                    "title",
                    "warning",
                    N_("“{title}” looks like {near}, but will be a new measure ({code})."),
                    N_("Write the title as in the plan, or add a column “Code”, if it is the same measure."),
                    meaning=N_("The old measure stays, and the links of the two are counted twice."),
                    title=block.title,
                    near=old.name,
                    code=code,
                    offers=(old.code,),
                    meaning_of="title",
                    text=block.title,
                )

    def _title(self, block: Block, code: str) -> str:
        title = re.sub(r"\s+", " ", block.title)
        item = self._names.with_code(code)
        if item is None:
            return title
        if not title or plain(title) == plain(item.title):
            # Another quotation mark or blank is no other wording.
            return item.title
        if self._mapping.values.get("title", {}).get(block.title) == code:
            return title
        if fuzz.token_set_ratio(plain(title), plain(item.title)) < 50:
            self._add(
                block.row,
                "title",
                "warning",
                N_("{code} is called “{old}” in the plan and “{title}” here."),
                N_("Correct the code if another measure is meant."),
                meaning=N_("The measure gets the new title, and its links must be confirmed again."),
                code=code,
                old=item.title,
                title=title,
            )
        return title

    def _joins(self, before: Measure, block: Block, code: str) -> bool:
        """Whether a block says more about a measure further up, or is another one with its code."""
        same = plain(block.title) == plain(before.title) or not block.title
        if same and not any(c.meaning == "code" for c in self._columns):
            self._add(
                block.row,
                "title",
                "warning",
                N_("“{title}” stands in row {first} already; both rows were taken as one measure."),
                N_("If these are two measures, give them different titles."),
                title=block.title,
                first=before.blocks[0].row,
            )
            return True
        column = "code" if any(c.meaning == "code" for c in self._columns) else "title"
        self._add(
            block.row,
            column,
            "error",
            N_("The measure {code} stands in row {first} already."),
            N_("Give one of the two another code, or put the two rows together."),
            meaning=N_("A code stands for one measure; the two rows would overwrite each other."),
            code=code,
            first=before.blocks[0].row,
        )
        return False

    def _look_at(self, block: Block) -> None:
        """Say what is wrong with the cells of rows that become no measure: people mend all at once."""
        self._fill(Measure("", block.title, [block]))

    def _fill(self, measure: Measure) -> None:
        descriptions: list[str] = []
        for entry in (entry for block in measure.blocks for entry in block.entries):
            for column in self._columns:
                cell, place = entry.cells.get(column.position), self._place(entry.row, column)
                if column.meaning == "description":
                    text = text_of(cell)
                    if text and text not in descriptions:
                        descriptions.append(text)
                        measure.said.setdefault("description", ("", place))
                    continue
                for name, value in self._values(column, cell, place).items():
                    self._say(measure, name, value, place)
        if descriptions:
            measure.said["description"] = ("\n".join(descriptions), measure.said["description"][1])

    def _say(self, measure: Measure, name: str, value: str, place: Place) -> None:
        before = measure.said.get(name)
        if before is None:
            measure.said[name] = (value, place)
        elif before[0] != value:
            self.problems.append(
                problem_at(
                    place,
                    N_(
                        "The measure “{title}” has “{before}” here in row {first}, and “{value}” in this row."
                    ),
                    N_(
                        "Write the same into both rows, or empty one of the two; two measures need two titles."
                    ),
                    meaning=N_("A measure has only one value here."),
                    title=measure.title,
                    before=before[0],
                    first=before[1].row,
                    value=value,
                )
            )

    def _values(self, column: Column, cell: CellValue, place: Place) -> dict[str, str]:
        """Property -> value as text, for one cell; none for an empty one."""
        meaning = column.meaning
        if says_nothing(cell) and text_of(cell) not in self._mapping.values.get(meaning, {}):
            return {}
        if meaning == PERIOD:
            ends = period(cell)
            self._complain(ends.complaint, place)
            since, until = ends.value or (None, None)
            return {name: str(one) for name, one in (("since", since), ("until", until)) if one}
        if meaning in ("since", "until"):
            one_year = year(cell, last=meaning == "until")
            self._complain(one_year.complaint, place)
            return {meaning: str(one_year.value)} if one_year.value else {}
        if meaning == "budget_eur":
            sum_ = amount(cell, unit_in(column.heading))
            self._complain(sum_.complaint, place)
            return {} if sum_.value is None else {meaning: repr(sum_.value)}
        if meaning in ("status", "certainty"):
            word = choice(meaning, cell, self._mapping.values.get(meaning))
            self._complain(word.complaint, place, meaning_of=meaning, text=text_of(cell))
            return {meaning: word.value} if word.value else {}
        if meaning in _PROPERTIES and meaning not in ("code", "title"):
            text = text_of(cell)
            return {meaning: text if meaning == "indicator" else re.sub(r"\s+", " ", text)}
        return {}

    def _complain(self, complaint: Complaint | None, place: Place, **details: object) -> None:
        if complaint:
            self.problems.append(complaint.at(place, **details))

    def _place(self, row: int, column: Column | None) -> Place:
        return self._sheet.place(row, column.position if column else -1, column.heading if column else "")

    def place_of(self, row: int, meaning: str) -> Place:
        """Where a row's cell for a meaning stands; the row if there is no such column."""
        return self._place(row, next((c for c in self._columns if c.meaning == meaning), None))

    def _add(
        self,
        row: int,
        column: str,
        severity: Severity,
        what: str,
        remedy: str,
        *,
        meaning: str = "",
        **details: object,
    ) -> None:
        place = self.place_of(row, column)
        self.problems.append(problem_at(place, what, remedy, severity=severity, meaning=meaning, **details))

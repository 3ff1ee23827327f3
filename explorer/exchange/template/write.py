"""A plan as the Excel template, filled or empty: explained, with drop-downs, and the same bytes each time."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import xlsxwriter

from explorer import words
from explorer.errors import Refusal
from explorer.exchange.formats.order import in_order
from explorer.exchange.template import words as told
from explorer.exchange.template.exact import pieces, shown
from explorer.exchange.template.guide import examples, guide
from explorer.exchange.template.words import EXACT, FILLED, HIDDEN, LINKS, MARK, PLAN, Column
from explorer.i18n import N_, Language, language
from explorer.model import LABELS, LINK_TYPES, Plan, Value, code_of

#: Excel's own limit for the text of a cell, in UTF-16 units.
MOST_TEXT = 32_767
#: Half characters, which no file can hold.
_NO_TEXT = re.compile("[\ud800-\udfff]")
_RISKY = frozenset("=+-@")
#: Rows below the last that drop-downs still reach.
_ROOM = 500
_WIDE = {"title": 45, "title_en": 30, "description": 60, "description_en": 40, "note": 40, "reason": 40}
_WIDE |= {"target": 30, "indicator": 30, "type": 32, "source_url": 30, "result": 30}
#: The same bytes each time need the same date.
_CREATED = datetime(2000, 1, 1)

_Row = Mapping[str, Value]


def write_template(plan: Plan | None = None, lang: Language | None = None) -> bytes:
    """The template as an Excel file in the current language (or ``lang``), filled with ``plan`` if there is one.

    What ``template_read.read_template`` reads from it is exactly this plan. Refuses text that Excel cannot keep.
    """
    return _Template(in_order(plan) if plan else None, lang or language()).written()


class _Template:
    def __init__(self, plan: Plan | None, lang: Language) -> None:
        self.plan, self.lang = plan, lang
        rows = examples(lang) if plan is None else dict(_rows_of(plan))
        self.rows: Mapping[str, Sequence[_Row]] = rows
        #: Sheet, number of its row, property, what stands there, and the text that it stands for.
        self.exact: list[tuple[str, int, str, str, str]] = []

    def written(self) -> bytes:
        out = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        with xlsxwriter.Workbook(out, options) as book:
            title = "Zielnetz" if self.plan is None else str(self.plan.properties["title"])
            book.set_properties(
                {
                    "title": title.encode("utf-8", "replace").decode()[:255],
                    "author": "Zielnetz",
                    "created": _CREATED,
                }
            )
            self.book = book
            self._formats()
            self._guide()
            for key in told.sheets():
                self._sheet(key)
            self._hidden()
        return out.getvalue()

    def _formats(self) -> None:
        top = {"text_wrap": True, "valign": "top"}
        head = {**top, "bold": True, "bottom": 1, "bg_color": "#E8EDF3"}
        example = {"font_color": "#707070", "italic": True} if self.plan is None else {}
        add = self.book.add_format
        self.title = add({"bold": True, "font_size": 16})
        self.section = add({"bold": True, "font_size": 12, "bottom": 1})
        self.plain = add(top)
        self.bold = add({**top, "bold": True})
        self.head, self.needed = add(head), add({**head, "bg_color": "#C9D9EC"})
        # "@" keeps what people type as text: Excel would make 007 a number and 1.5 a date.
        self.text, self.number, self.money = (
            add({**top, "num_format": code}) for code in ("@", "General", "#,##0.00")
        )
        self.text_cell = add({**top, **example, "num_format": "@"})
        self.number_cell = add({**top, **example})
        self.money_cell = add({**top, **example, "num_format": "#,##0.00"})
        self.guarded = add({**top, **example, "num_format": "@", "quote_prefix": True})

    def _guide(self) -> None:
        page = self.book.add_worksheet(told.guide_name(self.lang))
        page.hide_gridlines(2)
        page.set_column(0, 0, 34)
        page.set_column(1, 2, 34)
        page.set_column(3, 3, 70)
        for row, (style, cells) in enumerate(guide(self.lang, filled=self.plan is not None)):
            look = {"title": self.title, "section": self.section, "bold": self.bold}.get(style, self.plain)
            if style == "text":
                page.merge_range(row, 0, row, 3, cells[0], self.plain)
                page.set_row(row, 15 * (1 + len(cells[0]) // 150))
                continue
            for column, cell in enumerate(cells):
                page.write_string(row, column, cell, look)

    def _sheet(self, key: str) -> None:
        page = self.book.add_worksheet(told.sheet_name(key, self.lang))
        columns, rows = told.columns(key), self.rows[key]
        last = len(rows) + _ROOM if key != PLAN else 1
        for index, column in enumerate(columns):
            heading = column.heading(self.lang)
            form = self._column_format(column)
            page.set_column(index, index, _WIDE.get(column.name, max(14, min(len(heading) + 4, 24))), form)
            page.write_string(
                0,
                index,
                f"{heading} *" if column.required else heading,
                self.needed if column.required else self.head,
            )
            page.write_comment(
                0, index, column.explained(self.lang), {"x_scale": 2, "author": "Zielnetz", "visible": False}
            )
            self._choices(page, key, index, column, last)
        for number, row in enumerate(rows, 1):
            for index, column in enumerate(columns):
                self._cell(page, key, number, index, column, row)
        # A code such as 007 is meant as text.
        page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        page.freeze_panes(1, 2 if key in LABELS else 0)
        if key != PLAN:
            page.autofilter(0, 0, max(1, len(rows)), len(columns) - 1)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)

    def _column_format(self, column: Column) -> Any:
        if column.property.type == "string":
            return self.text
        return self.money if column.name == "budget_eur" else self.number

    def _cell(self, page: Any, key: str, number: int, index: int, column: Column, row: _Row) -> None:
        value = row.get(column.name)
        if value is None or value == "":
            return
        if isinstance(value, int | float):
            form = self.money_cell if column.name == "budget_eur" else self.number_cell
            # The file format is written with 16 digits; what needs 17 goes as text.
            if float(f"{value:.16G}") == value:
                page.write_number(number, index, value, form)
            else:
                page.write_string(number, index, repr(value), self.text_cell)
            return
        text = told.choice(column.name, value, self.lang)
        visible = shown(text)
        if len(text.encode("utf-16-le", "surrogatepass")) // 2 > MOST_TEXT or _NO_TEXT.search(text):
            self._refuse(key, number, column, row, text)
        if visible != text:
            self.exact.append((key, number, column.name, visible, text))
        page.write_string(number, index, visible, self.guarded if visible[0] in _RISKY else self.text_cell)

    def _refuse(self, key: str, number: int, column: Column, row: _Row, text: str) -> None:
        item = str(row.get("code") or f"{row.get('from')} - {row.get('to')}")
        details = {"column": column.heading(self.lang), "item": item}
        if not _NO_TEXT.search(text):
            raise Refusal(
                N_("“{column}” of {item} has {count} characters; a cell in Excel holds at most {most}."),
                N_("Shorten the text, or take the plan out as CSV or JSON."),
                count=len(text),
                most=MOST_TEXT,
                **details,
            )
        raise Refusal(
            N_("“{column}” of {item} has characters that a cell in Excel cannot keep."),
            N_("Correct the text, or take the plan out as CSV or JSON."),
            **details,
        )

    def _choices(self, page: Any, key: str, index: int, column: Column, last: int) -> None:
        """A drop-down; what else is typed is left to the check, which says more than Excel can."""
        if column.name in ("from", "to"):
            source = f"=INDIRECT(VLOOKUP($A2,{HIDDEN}!$A$5:$C${4 + len(LINK_TYPES)},{2 + (column.name == 'to')},FALSE))"
        elif column.property.choices:
            letter = chr(ord("D") + _CHOICE_LISTS.index(column.name)) if column.name != "type" else "A"
            source = f"={HIDDEN}!${letter}$5:${letter}${4 + len(column.property.choices)}"
        else:
            return
        page.data_validation(
            1, index, last, index, {"validate": "list", "source": source, "show_error": False}
        )

    def _hidden(self) -> None:
        """The lists of the drop-downs, and the mark by which the file is known as a template."""
        page = self.book.add_worksheet(HIDDEN)
        page.hide()
        page.write_string(0, 0, MARK)
        page.write_string(0, 1, FILLED if self.plan is not None else "")
        for row, type_ in enumerate(LINK_TYPES, 4):
            page.write_string(row, 0, words.link(type_, lang=self.lang))
            for end in (0, 1):
                label = told.usual_end(type_, end)
                name = told.sheet_name(label, self.lang)
                last = len(self.rows[label]) + _ROOM + 1
                page.write_string(row, 1 + end, f"'{name}'!$A$2:$A${last}")
        for column, name in enumerate(_CHOICE_LISTS, 3):
            page.write_string(3, column, name)
            for row, code in enumerate(_choices_of(name), 4):
                page.write_string(row, column, told.choice(name, code, self.lang))
        for row, (key, number, name, visible, text) in enumerate(self.exact, 4):
            identity = told.identity(
                key, {n: shown(str(v)) for n, v in self.rows[key][number - 1].items() if v}
            )
            for column, cell in enumerate((key, identity, name, visible, *pieces(text)), EXACT):
                page.write_string(row, column, cell)


_CHOICE_LISTS = ("certainty", "status", "level", "contribution", "role")


def _choices_of(name: str) -> tuple[str, ...]:
    found = (c.property.choices for key in told.sheets() for c in told.columns(key) if c.name == name)
    return next(found)


def _rows_of(plan: Plan) -> Iterator[tuple[str, Sequence[_Row]]]:
    yield PLAN, [plan.properties]
    for label in LABELS:
        yield label, [node.properties for node in plan.of(label)]
    yield (
        LINKS,
        [
            {**link.properties, "type": link.type, "from": code_of(link.source), "to": code_of(link.target)}
            for link in plan.links
        ],
    )

"""What a report says, as plain data: the same for the PDF, the Excel file and the CSV files. No I/O."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from explorer.coverage import Scope
from explorer.i18n import Language

#: Which measure sheets stand in a report: none, all that count, or those of these uids.
Sheets = Literal["none", "all"] | tuple[str, ...]


@dataclass(frozen=True)
class ReportRequest:
    """What a report is to be about.

    ``rows`` and ``columns`` are sides of the matrix (``explorer.coverage.DIMENSIONS``), ``opened`` the units (uids)
    that are unfolded in it. ``department`` (a uid) makes it a report for that unit and its parts alone. ``sheets``
    says which measure sheets stand in it: ``none``, ``all`` that count, or these uids. ``day`` is its date.
    """

    scope: Scope = field(default_factory=Scope)
    rows: str = "department"
    columns: str = "goal"
    opened: Collection[str] = ()
    department: str = ""
    sheets: Sheets = "none"
    lang: Language = "de"
    day: date = field(default_factory=date.today)


@dataclass(frozen=True)
class Sum:
    """The sum of a row or column: ``covered`` of ``of`` cells, ``meant`` left out on purpose, and the measures."""

    covered: int
    of: int
    meant: int
    measures: int


@dataclass(frozen=True)
class Head:
    """The head of a row or column: its item, how deep it is unfolded, and its sum."""

    uid: str
    code: str
    title: str
    depth: int
    sum: Sum
    whole: bool = False


@dataclass(frozen=True)
class Square:
    """A cell as the report shows it; ``state`` is the value of a ``State``, the rest are amounts."""

    state: str
    measures: int
    closed: int
    operatives: int
    single: bool
    reason: str = ""


@dataclass(frozen=True)
class Sign:
    """A line of the legend: the state, its word, what it means, and how many counted cells are in it."""

    state: str
    word: str
    meaning: str
    count: int


@dataclass(frozen=True)
class Grid:
    """The matrix: heads of rows and columns in words, squares row by row, the sum of all, and the legend.

    ``total`` is None in a report for one department: its first row is the sum then.
    """

    row_word: str
    column_word: str
    rows: tuple[Head, ...]
    columns: tuple[Head, ...]
    squares: tuple[tuple[Square, ...], ...]
    total: Sum | None
    legend: tuple[Sign, ...]


@dataclass(frozen=True)
class Remark:
    """A finding in words: what it is about, why it is one, and what would close it."""

    item: str
    code: str
    why: str
    remedy: str


@dataclass(frozen=True)
class Group:
    """Findings of one kind; ``remedy`` is what would close them all, empty where each has its own."""

    kind: str
    remedy: str
    remarks: tuple[Remark, ...]


@dataclass(frozen=True)
class Chapter:
    """Findings that concern one department, or the plan as a whole, by kind."""

    title: str
    groups: tuple[Group, ...]

    @property
    def count(self) -> int:
        """How many findings there are."""
        return sum(len(group.remarks) for group in self.groups)


@dataclass(frozen=True)
class Table:
    """A table for people: headings and cells, text or real numbers. ``name`` is good for a file or a sheet.

    ``states`` are those of the cells where they have one, row by row. ``brief`` is a short form of the third column
    for paper, one text a row, and ``key`` says what it stands for.
    """

    name: str
    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    note: str = ""
    states: tuple[tuple[str, ...], ...] = ()
    brief: tuple[str, ...] = ()
    key: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Fact:
    """One line of a sheet: ``text`` under ``label``; ``source`` is the number of its source, 0 for none."""

    label: str
    text: str
    detail: str = ""
    certainty: str = ""
    source: int = 0


@dataclass(frozen=True)
class Part:
    """A titled part of a measure sheet."""

    title: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class SheetPage:
    """One measure on one page: its own properties, what it is linked to, what lies around it, and sources."""

    uid: str
    code: str
    title: str
    description: str
    properties: tuple[Fact, ...]
    missing: str
    parts: tuple[Part, ...]
    around: tuple[Part, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """All that a report says, in the words of one language.

    ``facts`` are what it is about (plan, date, revision, filters) and ``limits`` what its data cannot say. A report
    without ``grid`` is measure sheets alone.
    """

    lang: Language
    day: date
    plan: str
    title: str
    revision: int
    words: Mapping[str, str]
    subtitle: str = ""
    description: str = ""
    finding: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    limits: tuple[str, ...] = ()
    grid: Grid | None = None
    gaps: tuple[Chapter, ...] = ()
    suspects: tuple[Group, ...] = ()
    knowledge: tuple[Group, ...] = ()
    meant: Table | None = None
    several: Table | None = None
    sheets: tuple[SheetPage, ...] = ()

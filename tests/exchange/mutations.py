"""Files that somebody or something damaged: each ends in a plan or in a refusal with a remedy, never otherwise.

`python -m tests.exchange.mutations 10000` goes through that many and prints what came of them; a seed given after
the number begins elsewhere. Each file depends on its seed only.
"""

from __future__ import annotations

import io
import random
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache

import openpyxl
import psutil

from explorer.errors import BadPlan, Refusal
from explorer.exchange.book import Book
from explorer.exchange.books.marked import marked_copy
from explorer.exchange.books.workbook import open_book
from explorer.exchange.formats.csv_zip import as_csv_zip
from explorer.exchange.formats.json_file import as_json
from explorer.exchange.incoming import merged
from explorer.exchange.problems import Problem
from explorer.exchange.reading import read_any
from explorer.exchange.template.write import write_template
from explorer.i18n import told
from explorer.model import Plan
from tests.exchange import messy
from tests.exchange.damage import WAYS, steady
from tests.plans import small_plan

#: Seconds that one file may take, bytes that the process may hold.
SLOWEST, LARGEST = 20.0, 1_500_000_000

TOWN = (
    "StrategicGoal SG1 Stay healthy; number=1",
    "StrategicGoal SG2 Learn; number=2",
    "FieldOfAction F1 Family",
    "OperativeGoal OG1 Fewer queues; since=2015; until=2020",
    "Measure M1 Advice on care; since=2015; budget_eur=1200.50; status=running",
    "Measure M2 Opening hours; description=Two lines",
    "Department D1 Health",
    "Department D2 Social affairs",
    "M1 SERVES SG1; contribution=primary",
    "M2 SERVES SG2; contribution=secondary",
    "M1 IN_FIELD F1",
    "M1 IMPLEMENTS OG1",
    "OG1 DERIVED_FROM SG1",
    "D1 RESPONSIBLE_FOR M1; role=lead",
    "D2 RESPONSIBLE_FOR M1; role=partner",
)


@dataclass(frozen=True)
class Base:
    """A file that is as it should be."""

    name: str
    data: bytes


@cache
def bases() -> tuple[Base, ...]:
    """Files of every kind that can be loaded."""
    plan = small_plan(*TOWN)
    books = (
        messy.council_matrix(),
        messy.merged_matrix(),
        messy.list_with_slips(),
        messy.sections_matrix(),
        messy.hidden_and_legend(),
        messy.windows_list(),
        messy.ranked_matrix(),
        messy.list_full_of_errors(),
        messy.long_list(),
    )
    csv = messy.windows_list().data.decode("cp1252")
    found = (
        *(Base(book.name, book.data) for book in books),
        Base("utf8.csv", csv.encode("utf-8-sig")),
        Base("unicode.txt", csv.replace(";", "\t").encode("utf-16")),
        Base("comma.csv", csv.replace(";", ",").encode()),
        Base("template.xlsx", write_template(plan, "de")),
        Base("template.xlsx", write_template(plan, "en")),
        Base("empty.xlsx", write_template(None, "de")),
        Base("plan.json", as_json(plan)),
        Base("plan.zip", as_csv_zip(plan)),
    )
    return tuple(Base(one.name, steady(one.data) if one.data[:2] == b"PK" else one.data) for one in found)


def mutated(seed: int) -> Base:
    """The damaged file with this number."""
    dice = random.Random(seed)
    base = dice.choice(bases())
    data = base.data
    ways = WAYS[base.name.rpartition(".")[2]]
    for _round in range(dice.choice((1, 1, 1, 2, 3))):
        # What an earlier round damaged may be no archive or workbook any more.
        with suppress(Exception):
            data = dice.choice(ways)(data, dice)
    name = dice.choice(
        (base.name,) * 30 + ("plan.xlsx", "plan.csv", "plan.json", "plan.zip", "plan", "plan.xls")
    )
    return Base(name, data)


def outcome(seed: int) -> str:
    """What became of the file: ``loaded``, ``problems`` or ``refused``; anything else is raised."""
    dice = random.Random(-seed)
    file = mutated(seed)
    known = small_plan(*TOWN) if dice.random() < 0.5 else None
    notes: tuple[object, ...] = ()
    said = "loaded"
    try:
        incoming = read_any(
            file.name, file.data, known=lambda code: known, plan="town", title="Plan of the town"
        )
        notes = incoming.notes
        if known is None or known.code == incoming.plan.code:
            _same(merged(known, incoming, remove=dice.random() < 0.5))
    except BadPlan as bad:
        assert all(told(bad, "de"))
        notes = bad.problems
        said = "problems" if notes else "refused"
    except Refusal as refusal:
        assert all(told(refusal, "de")) and all(told(refusal, "en"))
        said = "refused"
    problems = [note for note in notes if isinstance(note, Problem)]
    for problem in problems:
        assert all(problem.told("de")) and all(problem.told("en")), problem
        problem.means("de")
    if said != "refused" and dice.random() < 0.2:
        _marked(file, problems)
    return said


def _same(plan: Plan) -> None:
    assert all(link.source in plan.nodes and link.target in plan.nodes for link in plan.links)


def _marked(file: Base, problems: list[Problem]) -> None:
    try:
        book: Book = open_book(file.name, file.data)
    except Refusal:
        return
    openpyxl.load_workbook(io.BytesIO(marked_copy(book, problems, "de")), read_only=True).close()


class TooSlow(BaseException):
    """A file that took longer than ``SLOWEST``; not an ``Exception``, so that nobody takes it for a damaged file."""


@dataclass
class Report:
    """What became of many files."""

    outcomes: Counter[str] = field(default_factory=Counter)
    failures: dict[str, list[int]] = field(default_factory=dict)
    slowest: tuple[float, int] = (0.0, 0)
    largest: int = 0


def run(seeds: range, tell: Callable[[str], None] | None = None) -> Report:
    """Go through the files with these numbers, each within its time."""
    report = Report()
    process = psutil.Process()

    def stop(*_ignored: object) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGALRM, stop)
    try:
        for seed in seeds:
            begun = time.perf_counter()
            signal.setitimer(signal.ITIMER_REAL, SLOWEST)
            try:
                report.outcomes[outcome(seed)] += 1
            except (Exception, TooSlow) as error:
                what = _failed(report, seed, error)
                if tell:
                    tell(f"seed {seed}: {what}")
            finally:
                signal.setitimer(signal.ITIMER_REAL, 0)
            report.slowest = max(report.slowest, (time.perf_counter() - begun, seed))
            held = process.memory_info().rss
            if held > max(report.largest, LARGEST):
                report.failures.setdefault("memory", []).append(seed)
            report.largest = max(report.largest, held)
            if tell and (seed + 1) % 500 == 0:
                tell(
                    f"{seed + 1}: {dict(report.outcomes)}, {sum(map(len, report.failures.values()))} failures"
                )
    finally:
        signal.signal(signal.SIGALRM, before)
    return report


def _failed(report: Report, seed: int, error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "/explorer/" in frame.filename] or frames
    where = f"{ours[-1].filename.rpartition('/explorer/')[2]}:{ours[-1].lineno}"
    what = f"{type(error).__name__} at {where}: {str(error)[:150]}"
    report.failures.setdefault(what, []).append(seed)
    return what


def main() -> int:
    """Go through as many files as asked for, and print what came of them."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    begun = time.perf_counter()
    report = run(range(first, first + number), lambda text: print(text, flush=True))
    print(f"{number} files from seed {first} in {time.perf_counter() - begun:.0f} s: {dict(report.outcomes)}")
    print(
        f"slowest {report.slowest[0]:.1f} s (seed {report.slowest[1]}), {report.largest / 1e6:.0f} MB at most"
    )
    for what, seeds in sorted(report.failures.items(), key=lambda one: -len(one[1])):
        print(f"FAILED {len(seeds)}: {what} (seeds {seeds[:5]})")
    return 1 if report.failures else 0


if __name__ == "__main__":
    sys.exit(main())

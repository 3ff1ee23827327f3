"""What the `zielnetz` command prints: tables for people, CSV and JSON for programs, refusals, progress."""

from __future__ import annotations

import csv
import io
import json
import os
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from enum import StrEnum
from typing import Any, TextIO

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from explorer.errors import BadPlan, Refusal
from explorer.i18n import _, number, told

#: As wide as any row: what is piped must not be wrapped.
_ENDLESS = 100_000
#: Problems of a plan that are listed when it is refused; `zielnetz check` lists all.
_FIRST_PROBLEMS = 5
_CONTROL = {code: "�" for code in (*range(32), *range(0x7F, 0xA0)) if chr(code) not in "\n\t"}

Tell = Callable[[str, int], None]


class Format(StrEnum):
    """How an answer is written."""

    table = "table"
    csv = "csv"
    json = "json"


class ListFormat(StrEnum):
    """How a list is written that has no use as CSV."""

    table = "table"
    json = "json"


class _Console(Console):
    def on_broken_pipe(self) -> None:
        leave_quietly()


def prepare_streams() -> None:
    """Make sure that no text can fail to be printed, whatever the terminal can show."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def leave_quietly() -> None:
    """End because the reader of a pipe has gone (`| head`): no message, and nothing failed."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    raise SystemExit(0)


def print_table(
    headings: Sequence[str], rows: Sequence[Sequence[Any]], *, stream: TextIO | None = None
) -> None:
    """A table that wraps to the terminal; in a pipe it has its full width and no colours."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for index, heading in enumerate(headings):
        numbers = bool(rows) and all(isinstance(row[index], int | float | None) for row in rows)
        table.add_column(Text(heading), justify="right" if numbers else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(_cell(value)) for value in row))
    console(stream or sys.stdout).print(table)


def print_csv(columns: Sequence[str], records: Sequence[Mapping[str, Any]]) -> None:
    """CSV as RFC 4180 has it, in UTF-8; lists are joined by "; ", nodes and maps are JSON."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([_plain(record.get(name)) for name in columns] for record in records)
    _write(text.getvalue())


def print_json(value: Any) -> None:
    """JSON in UTF-8, indented, its text readable as it is."""
    _write(json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n")


def print_line(text: str) -> None:
    """A line of the answer, on standard output."""
    console(sys.stdout).print(Text(_visible(text)), soft_wrap=True)


def say(text: str, *, style: str = "") -> None:
    """A line for people, on standard error: what goes to standard output is the answer alone."""
    console(sys.stderr).print(Text(_visible(text), style=style), soft_wrap=True)


def print_refusal(refusal: Refusal) -> None:
    """What happened and what to do, in German and English, on standard error."""
    for lang in ("de", "en"):
        what, remedy = told(refusal, lang)
        say(what, style="bold red")
        say(f"  → {remedy}")
    if isinstance(refusal, BadPlan):
        print_problems(refusal, most=_FIRST_PROBLEMS, stream=sys.stderr)


def print_problems(bad: BadPlan, *, most: int | None = None, stream: TextIO | None = None) -> None:
    """The problems of a plan as a table in the current language: file, row, column, what is wrong, remedy."""
    from explorer.exchange import Problem

    problems = [p for p in bad.problems[:most] if isinstance(p, Problem)]
    if problems:
        headings = [_("File"), _("Row"), _("Column"), _("What is wrong"), _("Remedy")]
        rows = [[p.where, p.row or "", p.column, *p.told()] for p in problems]
        print_table(headings, rows, stream=stream)
    more = len(bad.problems) - len(problems)
    if more:
        say(_("... and {count} more; zielnetz check PATH lists all.", count=more))


def print_fault(error: Exception) -> None:
    """An error that nobody foresaw: one line and how to report it; the traceback on request."""
    if os.environ.get("ZIELNETZ_DEBUG"):
        traceback.print_exception(error)
    name = type(error).__name__
    text = next(iter(str(error).splitlines()), "")
    say(f"Unerwarteter Fehler: {name}: {text}", style="bold red")
    say("  → Bitte melden, mit der Ausgabe desselben Befehls unter ZIELNETZ_DEBUG=1.")
    say(f"Unexpected error: {name}: {text}", style="bold red")
    say("  → Please report it, with the output of the same command under ZIELNETZ_DEBUG=1.")


def flush() -> None:
    """Hand over what is still held back, so that the interpreter has nothing to complain about at its end."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        leave_quietly()


@contextmanager
def patience(text: str, total: int | None = None) -> Iterator[Tell]:
    """Show a progress bar on a terminal when the work takes longer than a second.

    Hands out a function that takes the name of what was done and how many of ``total`` it were.
    """
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TimeElapsedColumn(),
        console=console(sys.stderr),
        transient=True,
        disable=not sys.stderr.isatty(),
    )
    task = bar.add_task(text, total=total)
    later = threading.Timer(1.0, bar.start)
    later.daemon = True
    later.start()
    try:
        yield lambda name, count: bar.update(task, advance=count, description=f"{text} {name}")
    finally:
        later.cancel()
        later.join()
        bar.stop()


def console(stream: TextIO) -> Console:
    """A console on ``stream`` that knows neither markup nor colours where nobody looks."""
    width = None if stream.isatty() else _ENDLESS
    return _Console(file=stream, width=width, markup=False, highlight=False, emoji=False)


def _write(text: str) -> None:
    try:
        # Past the text layer: its encoding and line ends are those of the terminal, not of the format.
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))
        sys.stdout.flush()
    except BrokenPipeError:
        leave_quietly()


def _cell(value: Any) -> str:
    if isinstance(value, bool) or value is None:
        return {True: _("yes"), False: _("no"), None: ""}[value]
    if isinstance(value, float):
        return number(value)
    if isinstance(value, list | tuple):
        return "\n".join(_cell(item) for item in value)
    if isinstance(value, Mapping):
        return _visible(_named(value))
    return _visible(str(value))


def _named(value: Mapping[str, Any]) -> str:
    if "nodes" in value and "links" in value:
        return " - ".join(_cell(node) for node in value["nodes"])
    if "code" in value and "title" in value:
        return f"{value['code']} {value['title']}"
    return str(value.get("label") or json.dumps(value, ensure_ascii=False, default=str))


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return "; ".join(str(_plain(item)) for item in value)
    if isinstance(value, Mapping):
        return json.dumps(value, ensure_ascii=False, default=str)
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else value


def _visible(text: str) -> str:
    # A title may hold anything; what steers a terminal is shown as a sign instead.
    return text.translate(_CONTROL)

"""What a table says, in words that tests can count by hand."""

from __future__ import annotations

from explorer.errors import BadPlan
from explorer.exchange.book import Book
from explorer.exchange.incoming import Incoming, merged
from explorer.exchange.mapping import ImportMapping
from explorer.exchange.problems import Problem
from explorer.exchange.tables.columns import recognise
from explorer.exchange.tables.flat_list import read_list
from explorer.exchange.tables.matrix import read_matrix
from explorer.model import Plan
from explorer.store.plans import Difference, difference


def incoming(book: Book, known: Plan | None = None, mapping: ImportMapping | None = None) -> Incoming:
    """The file as it is read into ``known``, or into an empty store."""
    used = mapping or recognise(book, known)
    read = read_matrix if used.shape == "matrix" else read_list
    code = known.code if known else "town"
    return read(book, used, code, "Plan of the town", known)


def problems(book: Book, known: Plan | None = None, mapping: ImportMapping | None = None) -> list[Problem]:
    """What is said about a file that is refused."""
    try:
        read = incoming(book, known, mapping)
    except BadPlan as bad:
        return [problem for problem in bad.problems if isinstance(problem, Problem)]
    raise AssertionError(f"this file was taken: {lines(read.plan)}")


def errors(book: Book, known: Plan | None = None) -> dict[str, str]:
    """Cell -> what is wrong and what to do, in English."""
    found = [problem for problem in problems(book, known) if problem.severity == "error"]
    return {problem.cell: " ".join(problem.told("en")) for problem in found}


def notes(read: Incoming, *severities: str) -> dict[str, str]:
    """Cell -> what is said about it although the file is taken."""
    return {
        note.cell: note.told("en")[0] for note in read.notes if note.severity in (severities or ("warning",))
    }


def again(book: Book, known: Plan | None = None) -> Difference:
    """What loading the same file a second time changes."""
    once = merged(known, incoming(book, known))
    return difference(once, merged(once, incoming(book, once)))


def lines(plan: Plan) -> set[str]:
    """All links of a plan: "Radwege SERVES Ziel 3 primary"."""
    return {
        " ".join(
            part
            for part in (
                plan.nodes[link.source].title,
                link.type,
                plan.nodes[link.target].title,
                link.text("contribution") or link.text("role"),
            )
            if part
        )
        for link in plan.links
    }


def titles(plan: Plan, label: str) -> list[str]:
    """Code and title of the items of a label."""
    return [f"{node.code} {node.title}" for node in plan.of(label)]


def measure(plan: Plan, title: str) -> dict[str, object]:
    """What the file says about a measure, without what every item has."""
    node = next(node for node in plan.of("Measure") if node.title == title)
    return {
        name: value
        for name, value in node.properties.items()
        if value is not None and name not in ("uid", "plan", "code", "title", "certainty")
    }

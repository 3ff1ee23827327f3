"""What is covered, how deep, and what is a gap: the definitions, as pure functions over what a store found. No I/O.

A measure *counts for* an item when it is linked to it: a department carries it, a goal is served by it or through an
operative goal that is derived from the goal, a field holds it, an operative goal is implemented by it, a status is
its own. An operative goal counts for its goals, fields and departments in the same way. Two items have in common what
counts for both; that makes a cell of a matrix.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import Any

from explorer.hierarchy import is_whole, parents_of
from explorer.model import CERTAINTIES, LABEL_OF, STATUSES, Node, Plan

#: What rows and columns of a matrix may be: the key of a label, or the statuses of measures.
DIMENSIONS = ("department", "goal", "field", "operative", "status")


class State(StrEnum):
    """How well a cell is covered. ``EMPTY`` is a status that nothing has, which is no gap."""

    EMPTY = "empty"
    GAP = "gap"
    MEANT = "meant"
    SHALLOW = "shallow"
    DEEP = "deep"

    @property
    def covered(self) -> bool:
        """Whether something carries the cell."""
        return self in (State.SHALLOW, State.DEEP)


@dataclass(frozen=True)
class Scope:
    """What counts: a year (0: all), statuses and fields (uids; none: all), links down to a certainty, and roles.

    ``certainty`` is the least certain link and item that still counts: ``documented``, ``reading`` (our reading too)
    or ``proposed`` (everything). ``partners`` lets departments count that only support.
    """

    year: int = 0
    statuses: tuple[str, ...] = ()
    certainty: str = "reading"
    fields: tuple[str, ...] = ()
    partners: bool = False

    @property
    def certainties(self) -> tuple[str, ...]:
        """The certainties that count."""
        return CERTAINTIES[: CERTAINTIES.index(self.certainty) + 1]

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles of departments that count."""
        return ("lead", "partner") if self.partners else ("lead",)

    def parameters(self) -> dict[str, Any]:
        """What the statements in ``cypher/coverage/`` are given, beside the plan.

        Neo4j plans a statement anew when a list gets longer than one or ten items, which takes longer than the
        answer; so no list has one item, and no chosen status is all of them.
        """
        lists = {
            "statuses": self.statuses or STATUSES,
            "certainties": self.certainties,
            "fields": self.fields,
            "roles": self.roles,
        }
        return {"year": self.year, **{n: [*v, *v] if len(v) == 1 else [*v] for n, v in lists.items()}}


@dataclass(frozen=True)
class Axis:
    """The items along one side of a matrix, in order; departments have parents, and one may be the whole."""

    dimension: str
    items: tuple[str, ...]
    parents: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    wholes: frozenset[str] = frozenset()

    @cached_property
    def counted(self) -> tuple[str, ...]:
        """The items that "n of m" counts: those that are part of nothing but the whole, so nothing counts twice."""
        # Units that are parts of each other stand above each other; they must not vanish.
        return tuple(
            i
            for i in self.items
            if i not in self.wholes and all(up in self.wholes or i in self.above(up) for up in self.above(i))
        )

    @cached_property
    def children(self) -> Mapping[str, tuple[str, ...]]:
        """The parts of each item, one level down."""
        found: dict[str, list[str]] = defaultdict(list)
        for item in self.items:
            for parent in self.parents.get(item, ()):
                found[parent].append(item)
        return {parent: tuple(parts) for parent, parts in found.items()}

    def above(self, item: str) -> tuple[str, ...]:
        """The item itself and everything that it is part of, nearest first."""
        found = {item: None}
        waiting = [item]
        while waiting:
            for parent in self.parents.get(waiting.pop(0), ()):
                if parent not in found:
                    found[parent] = None
                    waiting.append(parent)
        return tuple(found)

    def shown(self, opened: Collection[str]) -> list[tuple[str, ...]]:
        """The lines to show when ``opened`` items are unfolded: each as its path from the top, the item last.

        A department that two structures share stands under both. The whole comes first and is never unfolded.
        """
        lines: list[tuple[str, ...]] = [(item,) for item in self.items if item in self.wholes]

        def add(path: tuple[str, ...]) -> None:
            lines.append(path)
            if path[-1] in opened:
                for part in self.children.get(path[-1], ()):
                    if part not in path:
                        add((*path, part))

        for item in self.counted:
            add((item,))
        return lines


@dataclass(frozen=True)
class Cell:
    """A crossing of two items: its state, what carries it, and why it is left out on purpose, if it is.

    ``measures`` and ``operatives`` are uids in order; ``closed`` those measures whose chain closes; ``pursued`` says
    that the plan names the field for the goal. ``marked`` is the pair of items that the reason was given for: a mark
    on a department holds for its parts too.
    """

    row: str
    column: str
    state: State
    measures: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    operatives: tuple[str, ...] = ()
    pursued: bool = False
    reason: str = ""
    marked: tuple[str, str] | None = None

    @property
    def single(self) -> bool:
        """Whether the cell hangs on one measure alone."""
        return len(self.measures) == 1


@dataclass(frozen=True)
class Line:
    """The sum of a row or column: ``covered`` of ``of`` items, ``meant`` left out on purpose, and all measures."""

    covered: tuple[str, ...]
    of: tuple[str, ...]
    meant: tuple[str, ...]
    measures: tuple[str, ...]


@dataclass(frozen=True)
class Matrix:
    """Rows times columns. ``cells`` holds those that something is known of; ``cell`` knows all."""

    rows: Axis
    columns: Axis
    scope: Scope
    cells: Mapping[tuple[str, str], Cell]

    @property
    def breakdown(self) -> bool:
        """Whether one side is the status of measures: then a cell without any is no gap."""
        return "status" in (self.rows.dimension, self.columns.dimension)

    @property
    def measures(self) -> tuple[str, ...]:
        """All measures that stand in some cell."""
        return tuple(sorted({uid for cell in self.cells.values() for uid in cell.measures}))

    def cell(self, row: str, column: str) -> Cell:
        """The cell where two items cross."""
        empty = State.EMPTY if self.breakdown else State.GAP
        return self.cells.get((row, column)) or Cell(row, column, empty)

    def row(self, row: str) -> Line:
        """A row's sum over the counted columns."""
        return _line([(c, self.cell(row, c)) for c in self.columns.counted])

    def column(self, column: str) -> Line:
        """A column's sum over the counted rows."""
        return _line([(r, self.cell(r, column)) for r in self.rows.counted])

    def whole(self) -> Line:
        """The sum over all counted cells; what is covered is named by its row, once a cell."""
        line = _line([(r, self.cell(r, c)) for r in self.rows.counted for c in self.columns.counted])
        return replace(line, measures=self.measures)

    def states(self) -> Mapping[State, int]:
        """How many counted cells are in each state."""
        found = dict.fromkeys(State, 0)
        for row in self.rows.counted:
            for column in self.columns.counted:
                found[self.cell(row, column).state] += 1
        return found

    def transposed(self) -> Matrix:
        """Rows as columns and the other way round."""
        turned = {
            (c, r): Cell(
                c, r, x.state, x.measures, x.closed, x.operatives, x.pursued, x.reason,
                (x.marked[1], x.marked[0]) if x.marked else None,
            )
            for (r, c), x in self.cells.items()
        }  # fmt: skip
        return Matrix(self.columns, self.rows, self.scope, turned)


def axis_of(plan: Plan, dimension: str, scope: Scope) -> Axis:
    """The items of one side of a matrix: those of the plan in the scope's year, in plan order.

    Fields that the scope leaves out go, and so do operative goals that are less certain than it asks for. The
    organisation is not filtered by certainty: a department does not leave its Dezernat because of who says so.
    """
    plan = plan.in_year(scope.year)
    if dimension == "status":
        used = {node.text("status") or "unknown" for node in plan.of("Measure")}
        return Axis(
            dimension, tuple(s for s in STATUSES if s in used and (not scope.statuses or s in scope.statuses))
        )
    nodes = plan.of(LABEL_OF[dimension])
    if dimension == "field" and scope.fields:
        nodes = [node for node in nodes if node.uid in scope.fields]
    if dimension == "operative":
        nodes = [node for node in nodes if operative_counts(node, scope)]
    if dimension == "goal":
        nodes.sort(key=lambda node: (node.year("number") or 99, node.uid))
    if dimension == "department":
        return _departments(plan, nodes)
    return Axis(dimension, tuple(node.uid for node in nodes))


def _departments(plan: Plan, nodes: Sequence[Node]) -> Axis:
    """Units with parts first, as an organisation chart has them, then by number and title."""
    parents = {node.uid: above for node in nodes if (above := parents_of(plan, node.uid))}
    wholes = frozenset(node.uid for node in nodes if is_whole(plan, node.uid))
    with_parts = {parent for above in parents.values() for parent in above}

    def order(node: Node) -> tuple[bool, str, str, str]:
        on_top = not set(parents.get(node.uid, ())) - wholes
        return (not (on_top and node.uid in with_parts), node.text("number") or "~", node.title, node.uid)

    return Axis("department", tuple(node.uid for node in sorted(nodes, key=order)), parents, wholes)


def operative_counts(node: Node, scope: Scope) -> bool:
    """Whether an operative goal is certain enough; one that a workshop only proposed counts as a proposal."""
    proposed = node.text("level") == "proposal" and "proposed" not in scope.certainties
    return node.certainty in scope.certainties and not proposed


def matrix_of(found: Iterable[Mapping[str, Any]], rows: Axis, columns: Axis, scope: Scope) -> Matrix:
    """The matrix out of what one statement found; a parent counts what its parts carry.

    ``found`` has rows with ``row``, ``column``, ``how``, ``uids`` and ``reason``. ``how`` says what ``uids`` are:
    ``measure`` (count for both), ``closed`` (measures whose chain goal <- operative goal <- running measure <- lead
    department closes through both), ``operative`` (operative goals that count for both), ``pursued`` (the plan names
    the field for the goal) or ``meant`` (left out on purpose, for ``reason``). Rows may repeat a cell.
    """
    supports: dict[tuple[str, str], _Support] = defaultdict(_Support)
    marks: dict[tuple[str, str], str] = {}
    above_row = {item: rows.above(item) for item in rows.items}
    above_column = {item: columns.above(item) for item in columns.items}
    for one in found:
        row, column = one["row"], one["column"]
        if row not in above_row or column not in above_column:
            continue
        if one["how"] == "meant":
            marks[row, column] = str(one["reason"] or "")
            continue
        for r in above_row[row]:
            for c in above_column[column]:
                supports[r, c].add(one["how"], one["uids"])
    marked = _inherited(marks, above_row, above_column) if marks else {}
    breakdown = "status" in (rows.dimension, columns.dimension)
    cells = {
        pair: _cell(pair, supports.get(pair), marked.get(pair), marks, breakdown=breakdown)
        for pair in supports.keys() | marked.keys()
    }
    return Matrix(rows, columns, scope, cells)


def state_of(
    *,
    measures: Collection[str] = (),
    closed: Collection[str] = (),
    operatives: Collection[str] = (),
    pursued: bool = False,
    meant: bool = False,
    breakdown: bool = False,
) -> State:
    """The state of a cell. What carries it outweighs a mark: a cell that is carried is not left out."""
    if closed:
        return State.DEEP
    if measures or operatives or pursued:
        return State.SHALLOW
    if meant:
        return State.MEANT
    return State.EMPTY if breakdown else State.GAP


class _Support:
    def __init__(self) -> None:
        self.of: dict[str, set[str]] = {
            "measure": set(),
            "closed": set(),
            "operative": set(),
            "pursued": set(),
        }

    def add(self, how: str, uids: Iterable[str]) -> None:
        self.of[how].update(uids)


def _cell(
    pair: tuple[str, str],
    support: _Support | None,
    marked: tuple[str, str] | None,
    marks: Mapping[tuple[str, str], str],
    *,
    breakdown: bool,
) -> Cell:
    of = (support or _Support()).of
    # A measure whose chain closes carries the cell, whichever branch of the statement named it.
    measures = of["measure"] | of["closed"]
    state = state_of(
        measures=measures,
        closed=of["closed"],
        operatives=of["operative"],
        pursued=bool(of["pursued"]),
        meant=marked is not None,
        breakdown=breakdown,
    )
    return Cell(
        *pair,
        state=state,
        measures=tuple(sorted(measures)),
        closed=tuple(sorted(of["closed"])),
        operatives=tuple(sorted(of["operative"])),
        pursued=bool(of["pursued"]),
        reason=marks[marked] if marked else "",
        marked=marked,
    )


def _inherited(
    marks: Mapping[tuple[str, str], str],
    above_row: Mapping[str, Sequence[str]],
    above_column: Mapping[str, Sequence[str]],
) -> dict[tuple[str, str], tuple[str, str]]:
    """Each cell below a mark, with the nearest mark that holds for it."""
    marked_rows = {row for row, _column in marks}
    marked_columns = {column for _row, column in marks}
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for row, ups in above_row.items():
        for up in ups:
            if up in marked_rows:
                for column, tops in above_column.items():
                    for top in tops:
                        if top in marked_columns and (up, top) in marks:
                            found.setdefault((row, column), (up, top))
    return found


def _line(cells: Sequence[tuple[str, Cell]]) -> Line:
    return Line(
        covered=tuple(item for item, cell in cells if cell.state.covered),
        of=tuple(item for item, _cell in cells),
        meant=tuple(item for item, cell in cells if cell.state is State.MEANT),
        measures=tuple(sorted({uid for _item, cell in cells for uid in cell.measures})),
    )

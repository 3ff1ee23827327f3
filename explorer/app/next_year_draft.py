"""What somebody has decided for the next year and not yet written: kept in the session, without Streamlit."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from explorer.i18n import N_
from explorer.model import LABELS, Node
from explorer.years import Basis, Choice, Decision, NewItem

#: What may become of an item -> its word.
CHOICES: dict[Choice, str] = {
    "carry": N_("carries on"),
    "end": N_("ends"),
    "reword": N_("is reworded"),
}


@dataclass
class Line:
    """What becomes of one item; a wording that is None stays as it was."""

    choice: Choice = "carry"
    title: str = ""
    description: str | None = None
    target: str | None = None
    code: str = ""


@dataclass
class Draft:
    """The decisions for one year of one plan: ``lines`` by uid, only where something else is wanted than planned.

    ``version`` counts what was changed beside the table, which then has to be drawn anew.
    """

    year: int
    lines: dict[str, Line] = field(default_factory=dict)
    new: list[NewItem] = field(default_factory=list)
    version: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing was decided yet."""
        return not self.lines and not self.new

    def choice(self, node: Node, start: Basis) -> Choice:
        """What becomes of an item as things stand."""
        line = self.lines.get(node.uid)
        return line.choice if line else _planned(node, start)

    def title(self, node: Node) -> str:
        """The new title that somebody wrote for an item; empty for none."""
        line = self.lines.get(node.uid)
        return line.title if line else ""

    def set_row(self, node: Node, start: Basis, choice: Choice, title: str) -> None:
        """Take what a row of the table says; whoever writes a new title for an item wants it reworded."""
        line = self.lines.setdefault(node.uid, Line(_planned(node, start)))
        if title.strip() and title != line.title and choice == line.choice:
            choice = "reword"
        line.choice, line.title = choice, title
        self._forget_if_planned(node, start)

    def set_all(self, nodes: Iterable[Node], start: Basis, choice: Choice) -> None:
        """Decide the same about several items at once."""
        for node in nodes:
            self.lines.setdefault(node.uid, Line()).choice = choice
            self._forget_if_planned(node, start)
        self.version += 1

    def take_out(self, place: int) -> None:
        """Forget one of the new items."""
        del self.new[place]

    def decisions(self) -> dict[str, Decision]:
        """What ``next_year`` takes."""
        return {uid: _decision(line) for uid, line in self.lines.items()}

    def reworded(self, start: Basis) -> list[Node]:
        """The items that are reworded, in plan order."""
        return [node for node in start.items if self.choice(node, start) == "reword"]

    def keep_only(self, uids: Collection[str]) -> int:
        """Forget decisions about anything else (somebody changed the plan meanwhile); returns how many those were."""
        gone = [uid for uid in self.lines if uid not in uids]
        for uid in gone:
            del self.lines[uid]
        return len(gone)

    def _forget_if_planned(self, node: Node, start: Basis) -> None:
        line = self.lines[node.uid]
        if line == Line(_planned(node, start)):
            del self.lines[node.uid]


def without_wording(node: Node, line: Line) -> bool:
    """Whether an item is to be reworded and nobody has written how."""
    said = {"title": line.title.strip() or None, "description": line.description, "target": line.target}
    return all(said[name] is None or said[name] == node.text(name) for name in LABELS[node.label].wording)


def _planned(node: Node, start: Basis) -> Choice:
    return "end" if node.uid in start.ending else "carry"


def _decision(line: Line) -> Decision:
    if line.choice != "reword":
        return Decision(line.choice)
    return Decision("reword", line.title.strip() or None, line.description, line.target, line.code)

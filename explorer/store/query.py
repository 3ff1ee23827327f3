"""The shape of a typed query: its brackets, its clauses, and what each name stands for, as far as tokens tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from explorer.i18n import N_
from explorer.store.tokens import Token, refuse

Role = Literal["plain", "property", "label", "key"]


def words(*lines: str) -> frozenset[str]:
    """The words of some lines as a set."""
    return frozenset(word for line in lines for word in line.split())


#: Words that begin a clause that reads.
OPENERS = words("MATCH OPTIONAL UNWIND WITH RETURN")
#: Bare words that may come after a complete operand; nothing else can.
FOLLOWERS = OPENERS | words(
    "AND AS ASC ASCENDING CONTAINS DESC DESCENDING ELSE END ENDS IN IS LIMIT OR ORDER SKIP STARTS THEN UNION WHEN",
    "WHERE XOR",
)
_OPERANDS = words("ASC ASCENDING DESC DESCENDING END FALSE NULL TRUE")
#: Words that name nothing unless they stand in backticks.
RESERVED = FOLLOWERS | _OPERANDS | words("ALL BY CASE DISTINCT NOT")
_PAIRS = {")": "(", "]": "[", "}": "{"}
_NOTHING = Token("mark", "", 1, 1)


@dataclass(frozen=True)
class Steps:
    """A path of variable length: where it is written, its bounds (``most`` None: not said), its mode words.

    ``hop`` is the place of the relationship's bracket, or -1 for a repeated pattern as in ``-[:R]->{1,3}``.
    """

    place: int
    least: int
    most: int | None
    modes: tuple[str, ...]
    hop: int


class Query:
    """Tokens with their brackets matched; every place is an index into ``tokens``.

    Raises ``BadStatement`` when the brackets do not match.
    """

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self._mate: dict[int, int] = {}
        self._opener: list[int] = []
        self._match_brackets()
        self._roles: list[Role] = []
        for place in range(len(tokens)):
            self._roles.append(self._find_role(place))
        self._clauses: list[str] = []
        self._groups: list[int] = []
        self._find_clauses()

    def at(self, place: int) -> Token:
        """The token at a place; beyond either end an empty one."""
        return self.tokens[place] if 0 <= place < len(self.tokens) else _NOTHING

    def mark(self, place: int) -> str:
        """The punctuation at a place, else empty."""
        return self.at(place).mark

    def role(self, place: int) -> Role:
        """What a name stands for: a property, a label, a key of a map, or anything else (``plain``)."""
        return self._roles[place] if 0 <= place < len(self._roles) else "plain"

    def word(self, place: int) -> str:
        """A bare name in capitals where it may be a keyword, else empty."""
        return self.at(place).word if self.role(place) == "plain" else ""

    def clause(self, place: int) -> str:
        """The keyword of the clause that a place belongs to; WHERE counts as one."""
        return self._clauses[place]

    def around(self, place: int) -> Iterator[int]:
        """The places of the brackets around a place, from the inside out."""
        inner = self._opener[place]
        while inner >= 0:
            yield inner
            inner = self._opener[inner]

    def inside(self, bracket: int) -> list[int]:
        """The places directly inside a bracket, without those in further brackets."""
        return [p for p in range(bracket + 1, self._mate[bracket]) if self._opener[p] == bracket]

    def ends_operand(self, place: int) -> bool:
        """Whether an expression, a pattern or a sort order may be complete with the token at ``place``."""
        mark = self.mark(place)
        if mark == "*":
            return self.word(place - 1) in ("RETURN", "WITH", "DISTINCT") or self.mark(place - 1) == "."
        word = self.word(place)
        return mark in _PAIRS or (not mark and (word not in RESERVED or word in _OPERANDS))

    def is_subquery(self, place: int) -> bool:
        """Whether the brace at ``place`` opens a query and not a map."""
        return self.mark(place) == "{" and self.at(place + 1).word in OPENERS and self.mark(place + 2) != ":"

    def is_quantifier(self, place: int) -> bool:
        """Whether the brace at ``place`` opens the bounds of a repeated pattern, as in ``-[:R]->{1,3}``."""
        return self.mark(place) == "{" and self.mark(place - 1) in (">", "-", ")")

    def is_hop(self, bracket: int) -> bool:
        """Whether the bracket opens a relationship in a pattern."""
        return (
            self.mark(bracket) == "["
            and self.mark(bracket - 1) == "-"
            and self.mark(self._mate[bracket] + 1) == "-"
        )

    def in_hop(self, place: int) -> bool:
        """Whether a place is directly inside the bracket of a relationship."""
        return self._opener[place] >= 0 and self.is_hop(self._opener[place])

    def names_kind(self, place: int) -> bool:
        """Whether a name is a label or a relationship type in a pattern."""
        bracket = self.mark(self._opener[place]) if self._opener[place] >= 0 else ""
        return self.role(place) == "label" or (
            self.mark(place - 1) == "|" and (bracket == "(" or self.in_hop(place))
        )

    def is_directed(self, bracket: int) -> bool:
        """Whether the relationship has an arrow at one of its ends."""
        return self.mark(bracket - 2) == "<" or self.mark(self._mate[bracket] + 2) == ">"

    def hops(self) -> list[list[int]]:
        """The relationships in MATCH, those together that are planned together: nothing but MATCH between them."""
        found: dict[int, list[int]] = {}
        for place in range(len(self.tokens)):
            hop = self.mark(place) in ("-", "<") and self.mark(place - 1) in (")", "}")
            if hop and self.clause(place) == "MATCH":
                found.setdefault(self._groups[place], []).append(place)
        return list(found.values())

    def filtered_chains(self) -> Iterator[int]:
        """Where a MATCH with two relationships or more filters: the place of its WHERE, or of a map in its pattern.

        OPTIONAL MATCH and the queries in braces are not among them.
        """
        for hops in self.hops():
            places = [p for p, group in enumerate(self._groups) if group == self._groups[hops[0]]]
            optional = self.word(places[0]) == "OPTIONAL"
            if len(hops) < 2 or optional or any(self.is_subquery(b) for b in self.around(places[0])):
                continue
            for place in places:
                is_map = self.mark(place) == "{" and self.clause(place) == "MATCH"
                if self.word(place) == "WHERE" or (
                    is_map and not self.is_subquery(place) and not self.is_quantifier(place)
                ):
                    yield place
                    break

    def steps(self) -> Iterator[Steps]:
        """Every path of variable length."""
        for place, token in enumerate(self.tokens):
            bracket = self._opener[place]
            if token.mark == "*" and self.in_hop(place):
                if self._first_star(bracket) == place:
                    yield self._steps(place, bracket)
            elif token.mark in ("*", "+") and self.clause(place) == "MATCH":
                if bracket < 0 or self.mark(bracket) == "(" or self.is_subquery(bracket):
                    yield Steps(place, 1, None, (), -1)
            elif self.is_quantifier(place):
                bounds = [self.tokens[p] for p in self.inside(place)]
                yield Steps(place, *_bounds(bounds, ","), (), -1)

    def calls(self, name: str) -> Iterator[tuple[int, list[list[Token]]]]:
        """The places where a function is called, with the tokens of each argument."""
        for place, token in enumerate(self.tokens):
            if token.text.lower() == name and self.mark(place + 1) == "(":
                arguments: list[list[Token]] = [[]]
                for inner in range(place + 2, self._mate[place + 1]):
                    if self.mark(inner) == "," and self._opener[inner] == place + 1:
                        arguments.append([])
                    else:
                        arguments[-1].append(self.tokens[inner])
                yield place, arguments

    def growth(self) -> int:
        """How many times its size a value can reach by being joined with itself, over all clauses.

        Counted are names that an AS has given before, where texts, lists or maps are put together.
        """
        made: set[str] = set()
        joins = uses = 0
        total = 1
        for place, token in enumerate(self.tokens):
            if self.word(place) in OPENERS:
                total *= max(1, min(joins + 1, uses))
                joins = uses = 0
            name = token.text.strip("`").lower() if token.kind in ("name", "quoted") else ""
            uses += name in made
            bracket = self.mark(self._opener[place]) if self._opener[place] >= 0 else ""
            comma = token.mark == "," and bracket in ("[", "{")
            joins += (comma or token.mark in ("+", "||")) and self.clause(place) not in ("MATCH", "WHERE")
            if name and self.word(place - 1) == "AS":
                made.add(name)
        return total * max(1, min(joins + 1, uses))

    def _match_brackets(self) -> None:
        open_: list[int] = []
        for place, token in enumerate(self.tokens):
            if token.mark in _PAIRS:
                if not open_ or self.mark(open_[-1]) != _PAIRS[token.mark]:
                    _refuse_bracket(token)
                self._mate[open_.pop()] = place
            self._opener.append(open_[-1] if open_ else -1)
            if token.mark in _PAIRS.values():
                open_.append(place)
        if open_:
            _refuse_bracket(self.tokens[open_[-1]])

    def _find_role(self, place: int) -> Role:
        if self.tokens[place].kind not in ("name", "quoted"):
            return "plain"
        before, bracket = self.mark(place - 1), self._opener[place]
        in_map = bracket >= 0 and self.mark(bracket) == "{" and not self.is_subquery(bracket)
        if before == ".":
            of_map = in_map and self.mark(place - 2) in ("{", ",")  # as in n {.title, .status}
            of_value = self.at(place - 2).kind != "number" and self.ends_operand(place - 2)
            return "property" if of_map or of_value else "plain"
        if self.mark(place + 1) == ":" and in_map and before in ("{", ","):
            return "key"
        return "label" if before == ":" and not in_map else "plain"

    def _find_clauses(self) -> None:
        frames = [("", 0)]  # clause and group, one for each query that is open
        ends: set[int] = set()
        latest = 0
        for place in range(len(self.tokens)):
            if place in ends:
                frames.pop()
            clause, group = frames[-1]
            word, before = self.word(place), self.word(place - 1)
            if word == "MATCH" and (clause == "MATCH" or before == "OPTIONAL" or clause == "WHERE"):
                clause = word
            elif (word in OPENERS and before not in ("STARTS", "ENDS")) or word == "UNION":
                latest += 1
                clause, group = word, latest
            elif word == "WHERE" and (self._opener[place] < 0 or self.is_subquery(self._opener[place])):
                clause = word
            frames[-1] = clause, group
            self._clauses.append(clause)
            self._groups.append(group)
            if self.is_subquery(place):
                latest += 1
                frames.append(("", latest))
                ends.add(self._mate[place])

    def _first_star(self, bracket: int) -> int:
        for place in self.inside(bracket):
            if self.mark(place) == "*":
                return place
            if self.word(place) == "WHERE":
                break
        return -1

    def _steps(self, star: int, bracket: int) -> Steps:
        after: list[Token] = []
        for place in self.inside(bracket):
            if place > star and (self.mark(place) in ("{", "(", "|") or self.word(place) == "WHERE"):
                break
            if place > star:
                after.append(self.tokens[place])
        modes = tuple(token.word for token in after if token.kind == "name")
        return Steps(star, *_bounds([t for t in after if t.kind != "name"], ".."), modes, bracket)


def _bounds(tokens: list[Token], between: str) -> tuple[int, int | None]:
    texts = [token.text for token in tokens]
    numbers = [int(text) if text.isdecimal() and len(text) < 9 else None for text in texts]
    if len(texts) == 1:
        return numbers[0] or 1, numbers[0]
    if between not in texts:
        return 1, None
    return (1 if numbers[0] is None else numbers[0]), numbers[-1]


def _refuse_bracket(at: Token) -> None:
    refuse(
        at,
        N_("A bracket has no partner: {bracket} (line {line}, column {column})."),
        N_("Close every bracket that is opened, in the opposite order."),
        bracket=at.text,
    )

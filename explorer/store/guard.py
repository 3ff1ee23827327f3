"""Decide whether a query that a person typed only reads: on tokens, and no by default.

A read transaction does not do it: both engines still read files, fetch addresses and call procedures in one.
What remains after this is cut short by the store: a read transaction, a time limit, a row limit.
"""

from __future__ import annotations

import math
from typing import NoReturn

from explorer.catalogue import Engine
from explorer.errors import BadStatement
from explorer.i18n import N_
from explorer.store import dialect
from explorer.store.query import FOLLOWERS, OPENERS, RESERVED, Query, words
from explorer.store.tokens import Token, refuse, tokens

MOST_CHARACTERS = 10_000
#: Deeper nesting or longer statements make both engines hang or crash while they read the text, before any limit.
MOST_TOKENS = 1500
MOST_DEPTH = 20
MOST_SUBQUERIES = 3
MOST_CASES = 40
#: Between two WITH; the embedded engine plans for seconds from the seventh on, and no time limit stops it.
MOST_HOPS = 6
MOST_HOPS_TOGETHER = 24
MOST_STEPS = 6
MOST_ELEMENTS = 100_000
#: How often a value may be put together from itself: 30 doublings of ten letters fill any memory.
MOST_GROWTH = 32

#: Never as a bare name, wherever it stands; what only begins a statement is refused by its place already.
DENIED = words(
    "ALTER ANALYZE ATTACH BEGIN CALL CHECKPOINT COMMIT COPY CREATE CYPHER DEALLOCATE DELETE DENY DETACH DROP DRYRUN",
    "EXPLAIN EXPORT FINISH FOREACH GRANT HINT IMPORT INSERT INSTALL LOAD MACRO MERGE NODETACH PROFILE REALLOCATE",
    "REMOVE RENAME REVOKE ROLLBACK SET SHOW TERMINATE TRANSACTIONS UNINSTALL USE USING YIELD",
)
#: Functions that read nothing but their arguments, need no more memory than these, and mean the same on both.
FUNCTIONS = words(
    "abs acos asin atan atan2 avg ceil coalesce collect cos cot count degrees floor head last left length log10 lower",
    "ltrim max min nodes nullIf percentileCont percentileDisc pi radians range relationships replace right round rtrim",
    "sign sin size sqrt sum tan toFloat toLower toString trim type",
)
#: What Neo4j has beside them. The embedded engine lacks these, or gives another answer (see ``dialect``).
NEO4J_FUNCTIONS = words(
    "all allShortestPaths any btrim char_length e elementId endNode exp id isEmpty isNaN keys labels log none",
    "properties reverse shortestPath single split startNode stDev stDevP substring tail toBoolean",
    "toFloatOrNull toInteger toIntegerOrNull toStringOrNull toUpper upper",
)

_KNOWN = {
    "embedded": {name.lower() for name in FUNCTIONS},
    "neo4j": {name.lower() for name in FUNCTIONS | NEO4J_FUNCTIONS},
}
_BEFORE_SUBQUERY = {"embedded": words("EXISTS COUNT"), "neo4j": words("EXISTS COUNT COLLECT")}
#: Keywords that may stand before a parenthesis without calling it.
_BEFORE_PARENTHESIS = OPENERS | words(
    "WHERE AND OR XOR NOT IN CASE WHEN THEN ELSE DISTINCT BY SKIP LIMIT CONTAINS"
)


def check_typed_query(text: str, engine: Engine) -> None:
    """Let ``text`` pass if it is one reading statement that ``engine`` can answer within its limits.

    Raises ``BadStatement`` with line, column and remedy for everything else; on the embedded engine also for
    what it understands in another way than Neo4j, with the rewrite.
    """
    if len(text) > MOST_CHARACTERS:
        raise BadStatement(
            N_("The query is too long: {length} characters, at most {most}."),
            N_("Shorten it; long lists of values belong into a question file."),
            length=len(text),
            most=MOST_CHARACTERS,
        )
    cut = tokens(text)
    if not cut:
        raise BadStatement(
            N_("There is no query."), N_("Type one that begins with MATCH and ends with RETURN.")
        )
    if cut[0].word not in OPENERS:
        refuse(
            cut[0],
            N_("A query in the console does not begin with {word} (line {line}, column {column})."),
            N_("Begin with {allowed}. Changes are made on the pages for editing."),
            word=cut[0].text,
            allowed=", ".join(["MATCH", "OPTIONAL MATCH", "UNWIND", "WITH", "RETURN"]),
        )
    if len(cut) > MOST_TOKENS:
        _refuse_size(cut[MOST_TOKENS])
    query = Query(cut)
    _check_depth(query)
    for place in range(len(cut)):
        _check_word(query, place)
        _check_call(query, place, engine)
        _check_braces(query, place, engine)
    _check_hops(query)
    _check_steps(query)
    _check_growth(query)
    dialect.check_patterns(query)
    if engine == "embedded":
        dialect.check_embedded(query)
    else:
        _check_loops(query)


def _check_depth(query: Query) -> None:
    open_cases = cases = 0
    for place, token in enumerate(query.tokens):
        cases += query.word(place) == "CASE"
        open_cases = max(0, open_cases + (query.word(place) == "CASE") - (query.word(place) == "END"))
        around = list(query.around(place))
        subqueries = sum(query.is_subquery(bracket) for bracket in around)
        if len(around) + open_cases > MOST_DEPTH or cases > MOST_CASES or subqueries > MOST_SUBQUERIES:
            _refuse_size(token)


def _refuse_size(at: Token) -> NoReturn:
    refuse(
        at,
        N_("The query is too long or too deeply nested from here on (line {line}, column {column})."),
        N_("At most {words} words and signs, {depth} brackets and {queries} queries inside each other."),
        words=MOST_TOKENS,
        depth=MOST_DEPTH,
        queries=MOST_SUBQUERIES,
    )


def _check_word(query: Query, place: int) -> None:
    token, before = query.tokens[place], query.word(place - 1)
    if token.mark == ".":
        after = query.at(place + 1)
        if query.names_kind(place - 1) or not (after.kind in ("name", "quoted") or after.mark == "*"):
            _refuse_unknown(after if after.text else token)
    complete = place > 0 and query.ends_operand(place - 1)
    if complete and token.kind in ("quoted", "string", "number") and not query.in_hop(place):
        _refuse_unknown(token)
    word = query.word(place)
    if not word:
        return
    if word in DENIED or (before == "AS" and word in RESERVED):
        refuse(
            token,
            N_("{word} is not allowed here: the console only reads (line {line}, column {column})."),
            N_("Leave it out. If it is the name of something, write it in backticks: {quoted}."),
            word=token.text,
            quoted=f"`{token.text}`",
        )
    clause_begins = before == "UNION" or (before == "ALL" and query.word(place - 2) == "UNION")
    if clause_begins and word not in OPENERS and (before, word) != ("UNION", "ALL"):
        _refuse_unknown(token)
    if before == "OPTIONAL" and word != "MATCH":
        _refuse_unknown(token)
    # After a complete operand a bare name can only be a keyword, and an unknown one may be a clause of tomorrow.
    if complete and word not in FOLLOWERS:
        _refuse_unknown(token)


def _refuse_unknown(token: Token) -> NoReturn:
    refuse(
        token,
        N_("The console does not know {word} at this place (line {line}, column {column})."),
        N_("Names with blanks or special characters are written in backticks. Allowed clauses: {allowed}."),
        word=token.text,
        allowed="MATCH, OPTIONAL MATCH, WHERE, UNWIND, WITH, RETURN, UNION, ORDER BY, SKIP, LIMIT, AND, OR, AS ...",
    )


def _check_call(query: Query, place: int, engine: Engine) -> None:
    token = query.tokens[place]
    if token.kind not in ("name", "quoted") or query.mark(place + 1) != "(":
        return
    # A name after a dot or in backticks calls something of a namespace: none of those is allowed.
    if token.kind == "name" and query.role(place) == "plain" and query.mark(place - 1) != ".":
        if query.word(place) in _BEFORE_PARENTHESIS or token.text.lower() in _KNOWN[engine]:
            return
        if engine == "embedded":
            dialect.check_function(token)
    refuse(
        token,
        N_("The function {name} is not allowed in the console (line {line}, column {column})."),
        N_("Allowed are: {names}."),
        name=token.text,
        names=", ".join(sorted(FUNCTIONS | (NEO4J_FUNCTIONS if engine == "neo4j" else set()), key=str.lower)),
    )


def _check_braces(query: Query, place: int, engine: Engine) -> None:
    if query.mark(place) != "{" or query.mark(place + 1) in ("}", ".") or query.is_quantifier(place):
        return
    inside = query.at(place + 1)
    if query.role(place + 1) == "key":
        return
    if query.is_subquery(place) and query.word(place - 1) in _BEFORE_SUBQUERY[engine]:
        return
    refuse(
        inside,
        N_("Braces hold a map or a whole query, and {word} is neither (line {line}, column {column})."),
        N_("Write {example}."),
        word=inside.text,
        example="{title: m.title} / EXISTS { MATCH ... } / COUNT { MATCH ... }",
    )


def _check_hops(query: Query) -> None:
    groups = query.hops()
    together = [hop for group in groups for hop in group]
    extra = [hop for group in groups for hop in group[MOST_HOPS:]] + together[MOST_HOPS_TOGETHER:]
    if extra:
        refuse(
            query.tokens[min(extra)],
            N_("These are too many relationships at once (line {line}, column {column})."),
            N_(
                "At most {most}, then put WITH between: MATCH ... WITH a, b MATCH ...; altogether {together}."
            ),
            most=MOST_HOPS,
            together=MOST_HOPS_TOGETHER,
        )


def _check_steps(query: Query) -> None:
    for steps in query.steps():
        if steps.most is None or steps.most > MOST_STEPS or steps.least > steps.most:
            refuse(
                query.tokens[steps.place],
                N_("A path without an upper bound can run for ever (line {line}, column {column})."),
                N_("Say how many steps at most, up to {most}: {example}."),
                most=MOST_STEPS,
                example="-[:PART_OF*1..3]->",
            )


def _check_growth(query: Query) -> None:
    """Values stay about as big as what they are made of."""
    growth, elements = query.growth(), 1
    for place, arguments in query.calls("range"):
        numbers = [_whole_number(argument) for argument in arguments]
        known = [number for number in numbers if number is not None]
        if len(known) != len(arguments) or len(known) not in (2, 3) or known[2:] == [0]:
            _refuse_range(query.tokens[place])
        first, last, step = (*known, 1)[:3]
        elements *= max(1, (last - first) // step + 1)
        if elements > MOST_ELEMENTS:
            _refuse_range(query.tokens[place])
    for place, arguments in query.calls("replace"):
        texts = [argument[0].text[1:-1] for argument in arguments[1:] if _is_text(argument)]
        lengths = [len(dialect.unescaped(text)) for text in texts]
        if len(lengths) != 2 or not lengths[0]:
            refuse(
                query.tokens[place],
                N_("replace() needs to know what is replaced and by what (line {line}, column {column})."),
                N_("Write both as texts in quotes, the first one not empty: {example}."),
                example="replace(m.title, 'ä', 'ae')",
            )
        growth *= max(1, math.ceil(lengths[1] / lengths[0]))
    if growth > MOST_GROWTH:
        refuse(
            query.tokens[0],
            N_("Values are put together from each other too often (line {line}, column {column})."),
            N_("Use fewer steps in which texts, lists or maps are joined with each other."),
        )


def _refuse_range(at: Token) -> NoReturn:
    refuse(
        at,
        N_("range() gives too many numbers, or nobody knows how many (line {line}, column {column})."),
        N_("Give whole numbers, and at most {most} over all ranges multiplied: {example}."),
        most=MOST_ELEMENTS,
        example="range(2010, 2025)",
    )


def _whole_number(argument: list[Token]) -> int | None:
    text = "".join(token.text for token in argument)
    digits = text.removeprefix("-")
    return int(text) if digits.isdecimal() and digits.isascii() and len(digits) < 16 else None


def _is_text(argument: list[Token]) -> bool:
    return len(argument) == 1 and argument[0].kind == "string"


def _check_loops(query: Query) -> None:
    """No loop over a list inside another: Neo4j looks at its clock only between rows."""
    for place in range(len(query.tokens)):
        if _is_loop(query, place) and any(_is_loop(query, outer) for outer in query.around(place)):
            refuse(
                query.tokens[place],
                N_("A loop over a list inside another one can run for ever (line {line}, column {column})."),
                N_("Take the lists apart with UNWIND instead."),
            )


def _is_loop(query: Query, place: int) -> bool:
    """Whether the bracket at ``place`` begins ``[x IN ...`` or ``any(x IN ...``."""
    if query.word(place + 2) != "IN":
        return False
    return query.mark(place) == "[" or (
        query.mark(place) == "(" and query.at(place - 1).word in ("ALL", "ANY", "NONE", "SINGLE")
    )

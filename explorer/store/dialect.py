"""What the embedded engine accepts and understands in another way than Neo4j, each with the rewrite.

Every line here was run on both engines. The console refuses these, so that nobody reads a wrong number.
"""

from __future__ import annotations

import re

from explorer.i18n import N_
from explorer.model import LINK_TYPES
from explorer.store.query import RESERVED, Query, Steps
from explorer.store.tokens import Token, refuse

#: Functions that both have and answer differently, and what answers the same.
_REWRITES = {
    "all": "UNWIND xs AS x WITH x WHERE ...",
    "any": "UNWIND xs AS x WITH x WHERE ...",
    "elementid": "n.uid",
    "exists": "EXISTS { MATCH ... } / n.title IS NOT NULL",
    "id": "n.uid",
    "keys": "n.title, n.status",
    "labels": "'Measure' AS label",
    "log": "log10(x) / log10(2.718281828459045)",
    "none": "UNWIND xs AS x WITH x WHERE ...",
    "properties": "{title: n.title, status: n.status}",
    "reverse": "WITH x ORDER BY x DESC SKIP 0 ... collect(x)",
    "single": "UNWIND xs AS x WITH x WHERE ...",
    "substring": "left(x, 3) / right(x, 3) / x STARTS WITH '...'",
    "tointeger": "floor(x) / toFloat('12')",
    "toupper": "toLower(x)",
    "upper": "toLower(x)",
}
#: Relationship types that can lead back to where one was; PART_OF may not, loading a plan checks that.
_CYCLIC = {
    kind.name for kind in LINK_TYPES.values() if any(a == b for a, b in kind.ends) and kind.name != "PART_OF"
}
_TRAILS = (("TRAIL",), ("ACYCLIC",), ("SHORTEST",), ("ALL", "SHORTEST"))
_REGEX_GROUP = re.compile(r"\(\?(?!i\)|:)")
_REPEATED_GROUP = re.compile(r"\)[*+?{]")
_UNBOUNDED = re.compile(r"[*+{]")


def check_function(name: Token) -> None:
    """Refuse a function that means something else on the embedded engine, with what to write."""
    rewrite = _REWRITES.get(name.text.lower())
    if rewrite:
        _refuse(name, f"{name.text}()", rewrite)


def check_embedded(query: Query) -> None:
    """Refuse what the embedded engine answers in another way than Neo4j."""
    for place, token in enumerate(query.tokens):
        if token.mark == "[" and query.ends_operand(place - 1) and not query.is_hop(place):
            _refuse(token, "xs[0]", "head(xs) / last(xs)")
        if token.mark == ":" and query.role(place - 1) == "label" and query.role(place + 1) == "label":
            _refuse(token, "(n:A:B)", "(n:A|B)")
        before = query.word(place - 1)
        if before == "WHEN" and query.word(place) == "NULL" and query.word(place + 1) == "THEN":
            _refuse(token, "WHEN null", "CASE WHEN x IS NULL THEN ...")
        if before == "CONTAINS" and token.kind == "string" and len(token.text) == 2:
            _refuse(token, "CONTAINS ''", "x IS NOT NULL")
        if before == "IN" and token.mark == "[" and any(query.word(p) == "NULL" for p in query.inside(place)):
            _refuse(token, "IN [null]", "x IN [...] OR x IS NULL")
    for place, arguments in query.calls("round"):
        if len(arguments) != 2:
            _refuse(query.tokens[place], "round(x)", "round(x, 0)")
    for steps in query.steps():
        _check_steps(query, steps)
    for place in query.filtered_chains():
        # The planner of 0.22.0 can lose a filter that falls between two relationships: too many rows, no error.
        _refuse(query.tokens[place], "(a)--(b)--(c) WHERE ...", "(a)--(b)--(c) WITH * WHERE ...")


def _check_steps(query: Query, steps: Steps) -> None:
    at = query.tokens[steps.place]
    if steps.hop < 0:
        _refuse(at, "->{1,3}", "-[:PART_OF*1..3]->")
    if not steps.least:
        _refuse(at, "*0..3", "-[:PART_OF*1..3]->")
    if steps.modes in _TRAILS or steps.most == 1:
        return
    types = {query.tokens[p].text.strip("`").upper() for p in _types(query, steps)}
    if steps.modes or not query.is_directed(steps.hop) or not types or types & _CYCLIC:
        _refuse(at, "*1..3", "-[:INFLUENCES* TRAIL 1..3]- / -[:PART_OF*1..3]->")


def _types(query: Query, steps: Steps) -> list[int]:
    """The places of the type names in the bracket of a relationship."""
    inside = [place for place in query.inside(steps.hop) if place < steps.place]
    return [
        p for p in inside if query.tokens[p].kind in ("name", "quoted") and query.mark(p - 1) in (":", "|")
    ]


def check_patterns(query: Query) -> None:
    """Let a regular expression pass that both engines know and that no text makes run for ever."""
    for place, token in enumerate(query.tokens):
        if token.mark != "=~":
            continue
        pattern, after = query.at(place + 1), query.at(place + 2)
        if pattern.kind != "string" or not (
            not after.text or after.mark in (")", "]", "}", ",") or after.word in RESERVED
        ):
            refuse(
                token,
                N_("The pattern after =~ must be one text in quotes (line {line}, column {column})."),
                N_("Write it out: {example}."),
                example="m.title =~ '.*pflege.*'",
            )
        if not _is_harmless(unescaped(pattern.text[1:-1])):
            refuse(
                pattern,
                N_(
                    "This pattern can run for ever, or not every database knows it (line {line}, column {column})."
                ),
                N_("Use at most two of * and +, none after a group; or write {example}."),
                example="toLower(m.title) CONTAINS 'pflege'",
            )


def unescaped(text: str) -> str:
    """What a text in quotes stands for, with every escaped character as itself."""
    return re.sub(r"\\(.)", r"\1", text, flags=re.DOTALL)


def _is_harmless(pattern: str) -> bool:
    try:
        re.compile(re.sub(r"\\[pP](\{\w+\}|\w)", "x", pattern))
    except (re.error, OverflowError, RecursionError):
        return False
    bare = re.sub(r"\\.", "x", pattern)
    if re.search(r"\\[1-9]", pattern) or _REGEX_GROUP.search(bare) or _REPEATED_GROUP.search(bare):
        return False
    if "(?i)" in bare and not pattern.isascii():
        return False
    bare = bare.replace("(?", "(")
    return len(_UNBOUNDED.findall(bare)) <= 2 and bare.count("?") <= 3 and "[[" not in bare


def _refuse(at: Token, construct: str, rewrite: str) -> None:
    refuse(
        at,
        N_(
            "The embedded database answers {construct} in another way than Neo4j (line {line}, column {column})."
        ),
        N_("Write {rewrite} instead; it means the same on both."),
        construct=construct,
        rewrite=rewrite,
    )

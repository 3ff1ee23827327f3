"""Plans for round trips: every kind of item and link, every property, and texts that formats stumble over."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from explorer.exchange import Source, checked_plan
from explorer.model import (
    LABELS,
    LINK_COLUMNS,
    LINK_PROPERTIES,
    LINK_TYPES,
    PLAN_PROPERTIES,
    Plan,
    Property,
    code_of,
    uid_of,
)

#: What formulas, quotes, line ends, markup, escapes and foreign planes look like.
NASTY = (
    "=1+1", "+4", "-2", "@SUM(A1)", "'=1", "''", "'", "\t=1", "a;b", "a,b|c", 'say "no"', '"', "two\r\nlines",
    "one\rtwo", "one\ntwo", "\\u0027) x //", "\\", "\\'", "`", "$rows", "{code}", "<b>&amp;]]></b>", "<!--", "%s",
    "\u2028", "\u200b", "\ufeff", "\ufffe", "\x01", "\x7f", "𝒳", "e\u0301", "Ä", "\u202eabc", "null", "1e3", "007",
)  # fmt: skip
BUDGETS = (0.0, 0.1, 1.0, 1200.5, 1234567.89, 1e15, 1e22, 123456789012345.67, 5e-324)

_ANY = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")
_PARTS = st.one_of(st.sampled_from(NASTY), st.text(_ANY, max_size=6))


def texts() -> st.SearchStrategy[str]:
    """Texts as a plan has them: not empty, and nothing blank at their ends."""
    return st.lists(_PARTS, min_size=1, max_size=4).map("".join).map(str.strip).filter(bool)


def codes() -> st.SearchStrategy[str]:
    """Codes as a plan has them."""
    return texts().filter(lambda text: text.isprintable() and not set(",/|") & set(text))


@st.composite
def whole_plans(draw: st.DrawFn, code: str = "town", most: int = 3) -> Plan:
    """A checked plan with up to ``most`` items of each label and about as many links, its code given."""
    named = draw(st.lists(codes(), unique=True, min_size=1, max_size=most * len(LABELS)))
    labels = {item: draw(st.sampled_from(list(LABELS))) for item in named}
    nodes = {
        name: Source(
            name,
            [p.name for p in label.properties],
            list(
                enumerate(
                    (
                        _cells(draw, label.properties) | {"code": item}
                        for item, of in labels.items()
                        if of == name
                    ),
                    2,
                )
            ),
        )
        for name, label in LABELS.items()
    }
    order = list(labels)
    possible = [
        (type_, start, end)
        for type_, kind in LINK_TYPES.items()
        for start in order
        for end in order
        # Always from the earlier to the later one, so that nothing runs in a circle.
        if (labels[start], labels[end]) in kind.ends and order.index(start) < order.index(end)
    ]
    chosen = draw(st.lists(st.sampled_from(possible), unique=True, max_size=3 * most)) if possible else []
    rows = [
        dict(zip(LINK_COLUMNS, link, strict=True)) | _cells(draw, LINK_TYPES[link[0]].properties)
        for link in chosen
    ]
    header = [*LINK_COLUMNS, *(p.name for p in LINK_PROPERTIES)]
    about = _cells(draw, PLAN_PROPERTIES) | {"code": code}
    plan = Source("plan", [p.name for p in PLAN_PROPERTIES], [(2, about)])
    return checked_plan(plan, nodes, Source("links", header, list(enumerate(rows, 2))))


def renamed(plan: Plan, code: str) -> Plan:
    """The same plan under another code, so that many fit into one store."""

    def moved(uid: str) -> str:
        return uid_of(code, code_of(uid))

    nodes = [
        replace(node, properties={**node.properties, "uid": moved(uid), "plan": code})
        for uid, node in plan.nodes.items()
    ]
    links = [replace(link, source=moved(link.source), target=moved(link.target)) for link in plan.links]
    return Plan({**plan.properties, "code": code}, {node.uid: node for node in nodes}, tuple(links))


def _cells(draw: st.DrawFn, properties: tuple[Property, ...]) -> dict[str, str]:
    cells = {p.name: draw(_value(p)) for p in properties if p.required or draw(st.booleans())}
    if cells.get("since", "") > cells.get("until", "9999"):
        cells["since"], cells["until"] = cells["until"], cells["since"]
    return cells


def _value(wanted: Property) -> st.SearchStrategy[str]:
    if wanted.choices:
        return st.sampled_from(wanted.choices)
    if wanted.type == "string":
        return texts()
    if wanted.type == "float":
        return st.one_of(st.sampled_from(BUDGETS), st.floats(0, 1e12)).map(repr)
    numbers = st.integers(int(wanted.minimum or 0), int(wanted.maximum or 99))
    # A score of 0 would say that there is no influence.
    return numbers.filter(lambda n: wanted.name != "score" or n != 0).map(str)

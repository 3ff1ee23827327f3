"""A plan as GraphML and GEXF, for Gephi, Cytoscape, yEd and networkx, which reads both back as they were."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter

from explorer import words
from explorer.exchange.formats.order import in_order, said
from explorer.i18n import Language
from explorer.model import LABELS, Plan, Value

#: What XML cannot hold, not even written as a number.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REPLACED = "\ufffd"


def as_graphml(plan: Plan, lang: Language | None = None) -> bytes:
    """The plan as GraphML in UTF-8 (see ``as_graph`` for what is in it)."""
    out = io.BytesIO()
    nx.write_graphml_xml(as_graph(plan, lang), out)
    return out.getvalue()


def as_gexf(plan: Plan, lang: Language | None = None) -> bytes:
    """The plan as GEXF 1.2 in UTF-8 (see ``as_graph`` for what is in it)."""
    writer = GEXFWriter(as_graph(plan, lang), version="1.2draft")
    meta = writer.xml.find("meta")
    # The day on which it was written would make the same plan another file.
    del meta.attrib["lastmodifieddate"]
    meta.find("creator").text = "Zielnetz"
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def as_graph(plan: Plan, lang: Language | None = None) -> nx.MultiDiGraph:
    """The plan as a graph whose nodes are uids and whose edges have a key of their type and ends.

    A node has ``label`` (its title in the language, which is what programs show), ``node_type`` and its properties;
    an edge ``label``, ``link_type``, ``id`` and its properties. What has no value has no attribute. Characters that
    XML cannot hold are replaced by U+FFFD, and line ends are one line feed.
    """
    made = in_order(plan)
    about = {f"plan_{name}": _clean(value) for name, value in said(made).items()}
    graph = nx.MultiDiGraph(name=_clean(made.properties["title"]), **about)
    names: dict[str, str] = {}
    for uid, node in made.nodes.items():
        names[uid] = _unused(str(_clean(uid)), graph)
        own = _named(node.label, said(node))
        title = _clean(node.title_in(english=lang == "en"))
        graph.add_node(names[uid], label=title, node_type=node.label, **own)
    for link in made.links:
        source, target = names[link.source], names[link.target]
        key = f"{link.type}|{source}|{target}"
        own = {name: _clean(value) for name, value in said(link).items()}
        word = words.link(link.type, lang=lang)
        graph.add_edge(source, target, key, id=key, label=word, link_type=link.type, **own)
    return graph


def attribute(label: str, name: str) -> str:
    """What a property of a label is called in these files, where a name has one type only.

    ``number`` is a whole number for goals and a text for departments, so it is ``department_number`` there.
    """
    types = [(key, p.type) for key, kind in LABELS.items() for p in kind.properties if p.name == name]
    own = next(type_ for key, type_ in types if key == label)
    return name if own == types[0][1] else f"{LABELS[label].key}_{name}"


_NAMES = {
    label: {p.name: attribute(label, p.name) for p in kind.properties} for label, kind in LABELS.items()
}


def _named(label: str, values: Mapping[str, Value]) -> dict[str, Value]:
    return {_NAMES[label][name]: _clean(value) for name, value in values.items()}


def _clean(value: Value) -> Value:
    if not isinstance(value, str):
        return value
    return _ILLEGAL.sub(_REPLACED, value.replace("\r\n", "\n").replace("\r", "\n"))


def _unused(name: str, graph: nx.MultiDiGraph) -> str:
    """Two codes may differ only in what XML cannot hold."""
    found, number = name, 1
    while found in graph:
        number += 1
        found = f"{name}~{number}"
    return found

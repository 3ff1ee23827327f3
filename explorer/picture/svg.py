"""A picture as SVG, drawn without a browser: cards, lines and legend as the canvas shows them, all text as text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from xml.etree import ElementTree as ET

from explorer.picture.layout import FONT, LINE
from explorer.picture.routes import Route, routes_of
from explorer.picture.svg_marks import draw_change, draw_mark
from explorer.picture.symbols import SYMBOLS

_NAMESPACE = "http://www.w3.org/2000/svg"
_FAMILY = "Source Sans, Segoe UI, Noto Sans, Arial, Liberation Sans, sans-serif"
_EDGE = 28.0
_PAD, _GAP, _RADIUS = 12.0, 9.0, 8.0
_SIGN = round(FONT * 1.6)
_HEAD, _FOOT = 74.0, 44.0
_DASHES = {
    "dashed": lambda width: f"{6 + width:g} {5 + width:g}",
    "dotted": lambda width: f"0.1 {4 + width:g}",
}
#: Height of a label, and where along a line one may stand, best first.
_PILL = 18.6
_LABEL_AT = (0.5, 0.36, 0.64, 0.25, 0.75, 0.15, 0.85)
_BORDERS = {"reading": "6 4", "proposed": "0.1 4.5"}
#: Signs that XML cannot hold.
_NO_XML = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF), "\ufffd")


def as_svg(payload: Mapping[str, Any], *, headline: str = "", facts: str = "") -> bytes:
    """What the canvas would draw (``explorer.picture.payload``) as an SVG file, with a headline and a legend.

    The same payload gives the same bytes. Dots are drawn as cards: a file has no zoom that would turn them.
    """
    nodes, theme = payload["nodes"], payload["theme"]
    routes = routes_of(nodes, payload["edges"])
    left, top, right, bottom = _frame(nodes, routes)
    width = max(right - left, 720.0)
    high = _HEAD if headline else 0.0
    root = ET.Element(
        "svg",
        {
            "xmlns": _NAMESPACE,
            "width": f"{width:.0f}",
            "height": f"{bottom - top + high + _FOOT:.0f}",
            "viewBox": f"{left:.1f} {top - high:.1f} {width:.1f} {bottom - top + high + _FOOT:.1f}",
            "font-family": _FAMILY,
            "role": "img",
        },
    )
    ET.SubElement(root, "title").text = _clean(headline or payload["labels"]["picture"])
    _rect(root, left, top - high, width, bottom - top + high + _FOOT, fill=theme["background"])
    if headline:
        _text(root, headline, left + _EDGE, top - high + 34, 26, theme["text"], weight="600")
        _text(root, facts, left + _EDGE, top - high + 60, 16, theme["muted"])
    for route in routes:
        _line(root, route)
    for node in nodes:
        _card(root, node, theme)
    _labels(root, routes, theme)
    _legend(root, payload, left + _EDGE, bottom + 8, theme)
    text: str = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _frame(nodes: Iterable[Mapping[str, Any]], routes: Iterable[Route]) -> tuple[float, float, float, float]:
    boxes = [
        (n["x"] - n["width"] / 2, n["y"] - n["height"] / 2, n["x"] + n["width"] / 2, n["y"] + n["height"] / 2)
        for n in nodes
    ] or [(0.0, 0.0, 600.0, 200.0)]
    # A line between two cards of one column bows out of it.
    boxes += [(*point, *point) for route in routes for point in map(route.at, (0.3, 0.5, 0.7))]
    return (
        min(b[0] for b in boxes) - _EDGE,
        min(b[1] for b in boxes) - _EDGE,
        max(b[2] for b in boxes) + _EDGE,
        max(b[3] for b in boxes) + _EDGE,
    )


def _line(root: ET.Element, route: Route) -> None:
    x0, y0, x1, y1, x2, y2, x3, y3 = route.points
    colour = route.edge["color"]["color"]
    made = _of(
        root,
        "path",
        opacity=f"{route.edge['color'].get('opacity', 1):g}",
        d=f"M{x0:.1f} {y0:.1f}C{x1:.1f} {y1:.1f} {x2:.1f} {y2:.1f} {x3:.1f} {y3:.1f}",
        fill="none",
        stroke=colour,
        stroke_width=f"{route.width:g}",
        stroke_linecap="butt" if route.edge.get("band") else "round",
    )
    if route.edge.get("pattern") in _DASHES:
        made.set("stroke-dasharray", _DASHES[route.edge["pattern"]](route.width))
    if route.edge.get("title"):
        ET.SubElement(made, "title").text = _clean(str(route.edge["title"]))
    if route.arrow:
        half = route.arrow * 0.42
        tip = x3 - route.into * route.arrow
        points = f"{tip:.1f},{y3:.1f} {x3:.1f},{y3 - half:.1f} {x3:.1f},{y3 + half:.1f}"
        _of(root, "polygon", points=points, fill=colour)


def _card(root: ET.Element, node: Mapping[str, Any], theme: Mapping[str, str]) -> None:
    width, height = float(node["width"]), float(node["height"])
    left, top = node["x"] - width / 2, node["y"] - height / 2
    fill, border, ink = node["color"]["background"], node["color"]["border"], node["font"]["color"]
    group = ET.SubElement(root, "g")
    ET.SubElement(group, "title").text = _clean(str(node.get("title") or ""))
    if node["group"] == "fold":
        for step in (7.0, 3.5):
            _rect(group, left + step, top + step, width, height, fill=theme["background"], stroke=border)
    card = _rect(group, left, top, width, height, fill=fill, stroke=border)
    dashes = _BORDERS.get(str(node.get("certainty")))
    if dashes:
        # Where the border has the colour of the card the pattern is drawn inside, in the colour of the text.
        card.set("stroke", fill)
        inset = 3.5
        inner = _rect(
            group, left + inset, top + inset, width - 2 * inset, height - 2 * inset, fill="none", stroke=ink
        )
        inner.set("stroke-dasharray", dashes)
        inner.set("stroke-linecap", "round")
        inner.set("opacity", "0.7")
    draw_change(group, node, left, top, width, height)
    number = str(node.get("number") or "")[:3]
    tone = border if node["group"] == "measure" else ink
    _symbol(group, str(node["group"]), left + _PAD + _SIGN / 2, node["y"], _SIGN, tone, number)
    lines = str(node["label"]).split("\n")
    first = node["y"] - (len(lines) - 1) / 2 * LINE + FONT * 0.35
    for i, line in enumerate(lines):
        _text(group, line, left + _PAD + _SIGN + _GAP, first + i * LINE, FONT, ink)
    if node.get("badge"):
        _text(group, str(node["badge"]), left + width - _PAD, node["y"] + 5, 14, ink, "600", "end")


def _symbol(root: ET.Element, kind: str, x: float, y: float, size: float, ink: str, number: str = "") -> None:
    symbol = SYMBOLS.get(kind, SYMBOLS["measure"])
    place = f"translate({x - size / 2:.1f} {y - size / 2:.1f}) scale({size / 24:.3f})"
    group = _of(root, "g", transform=place)
    for d in symbol.strokes:
        _of(
            group,
            "path",
            d=d,
            fill="none",
            stroke=ink,
            stroke_width="2",
            stroke_linejoin="round",
            stroke_linecap="round",
        )
    for d in (*symbol.fills, *((symbol.inner,) if symbol.inner and not number else ())):
        _of(group, "path", d=d, fill=ink)
    if symbol.inner and number:
        tall = size * (0.44 if len(number) > 1 else 0.54)
        _text(root, number, x, y + tall * 0.36, tall, ink, "600", "middle")


def _labels(root: ET.Element, routes: Iterable[Route], theme: Mapping[str, str]) -> None:
    """Labels on their lines, each where it touches no other; one without any room is left out, its hint has it."""
    taken: list[tuple[float, float, float]] = []
    for route in routes:
        text = str(route.edge.get("label") or "")
        width = max(_PILL, len(text) * 6.6 + 13)
        for x, y in map(route.at, _LABEL_AT if text else ()):
            if all(abs(x - a) > (width + w) / 2 + 2 or abs(y - b) > _PILL + 2 for a, b, w in taken):
                taken.append((x, y, width))
                _pill(root, text, x, y, width, theme)
                break


def _pill(root: ET.Element, text: str, x: float, y: float, width: float, theme: Mapping[str, str]) -> None:
    height = _PILL
    pill = _rect(
        root, x - width / 2, y - height / 2, width, height, fill=theme["background"], stroke=theme["muted"]
    )
    pill.set("rx", f"{height / 2:g}")
    pill.set("stroke-width", "0.8")
    _text(root, text, x, y + 4.2, 12, theme["text"], "600", "middle")


def _legend(
    root: ET.Element, payload: Mapping[str, Any], x: float, y: float, theme: Mapping[str, str]
) -> None:
    for entry in payload["legend"]:
        if not entry["shown"]:
            continue
        _rect(root, x, y, 22, 22, fill=entry["color"], stroke=entry["border"]).set("rx", "6")
        tone = entry["border"] if entry["kind"] == "measure" else entry["ink"]
        _symbol(root, entry["kind"], x + 11, y + 11, 15, tone)
        label = f"{entry['label']} {entry['count']}"
        _text(root, label, x + 29, y + 16, 14, theme["text"])
        x += 29 + len(label) * 7.4 + 18
    for entry in payload.get("marks", ()):
        draw_mark(root, entry["change"], entry, x + 11, y + 11)
        label = f"{entry['label']} {entry['count']}"
        _text(root, label, x + 29, y + 16, 14, theme["text"])
        x += 29 + len(label) * 7.4 + 18
    labels = payload["labels"]
    for name, dashes in (("documented", ""), ("reading", "7.5 6.5"), ("proposed", "0.1 5.5")):
        line = _of(
            root,
            "path",
            d=f"M{x:.1f} {y + 11:.1f}h34",
            fill="none",
            stroke=theme["muted"],
            stroke_width="2",
            stroke_linecap="round",
        )
        if dashes:
            line.set("stroke-dasharray", dashes)
        _text(root, labels[name], x + 42, y + 16, 14, theme["muted"])
        x += 42 + len(labels[name]) * 7.4 + 18


def _rect(
    root: ET.Element, x: float, y: float, width: float, height: float, *, fill: str, stroke: str = ""
) -> ET.Element:
    made = _of(
        root, "rect", x=f"{x:.1f}", y=f"{y:.1f}", width=f"{width:.1f}", height=f"{height:.1f}", fill=fill
    )
    if stroke:
        made.set("stroke", stroke)
        made.set("stroke-width", "1.5")
        made.set("rx", f"{_RADIUS:g}")
    return made


def _text(
    root: ET.Element,
    text: str,
    x: float,
    y: float,
    size: float,
    colour: str,
    weight: str = "",
    anchor: str = "",
) -> None:
    made = _of(root, "text", x=f"{x:.1f}", y=f"{y:.1f}", font_size=f"{size:g}", fill=colour)
    if weight:
        made.set("font-weight", weight)
    if anchor:
        made.set("text-anchor", anchor)
    made.text = _clean(text)


def _of(root: ET.Element, name: str, **attributes: str) -> ET.Element:
    return ET.SubElement(root, name, {key.replace("_", "-"): value for key, value in attributes.items()})


def _clean(text: str) -> str:
    return text.translate(_NO_XML)

"""A page with nothing but the canvas, for the browser tests; what it draws is asked for in the address.

``?plan=columns`` (default), ``overview``, ``everything`` or ``hostile``, ``&theme=dark``, ``&height=620``,
``&twice=1`` for a second canvas. What the canvas tells Python is written below it as JSON.
"""

from __future__ import annotations

import json
import textwrap
import time
from typing import Any

import streamlit as st

from explorer.picture.canvas import CanvasState, canvas, highlight

KINDS = {
    "goal": ("Strategisches Ziel", "#0072B2", "#0072B2", "#ffffff"),
    "field": ("Handlungsfeld", "#007a5a", "#007a5a", "#ffffff"),
    "operative": ("Operatives Ziel", "#E69F00", "#E69F00", "#000000"),
    "measure": ("Maßnahme", "#F0F4F8", "#56B4E9", "#000000"),
    "department": ("Abteilung", "#7A3E65", "#7A3E65", "#ffffff"),
}
DARK_MEASURE = ("Maßnahme", "#1f2a36", "#56B4E9", "#f2f5f8")
TITLES = {
    "goal": [
        "Den Kreis Soest als lebenswerte Heimat für alle Generationen weiterentwickeln",
        "Bildung, Qualifizierung und Fachkräftesicherung stärken",
        "Wirtschaft und Beschäftigung nachhaltig fördern",
        "Natürliche Lebensgrundlagen und Klima schützen",
        "Gesundheit und Pflege wohnortnah sichern",
        "Mobilität und Infrastruktur zukunftsfähig ausbauen",
        "Leistungsfähige, bürgernahe Kreisverwaltung",
    ],
    "field": [
        "Demografie, Familie und Zusammenleben",
        "Bildung, Arbeit und Wirtschaftsstandort",
        "Umwelt-, Natur- und Klimaschutz",
        "Gesundheitsvorsorge und Pflegeinfrastruktur",
        "Verwaltungsmodernisierung",
    ],
    "operative": [
        "Die Zahl der Schulabgänger ohne Abschluss bis 2020 halbieren",
        "Ausbau der Kurzzeitpflegeplätze um zwanzig Prozent",
        "Kohlendioxidausstoß der kreiseigenen Liegenschaften verringern",
        "Flächendeckende Breitbandversorgung in allen Ortsteilen",
        "Übergang von der Schule in den Beruf verbindlich gestalten",
        "Ehrenamtliches Engagement anerkennen und fördern",
        "Barrierefreie Haltestellen im gesamten Kreisgebiet",
        "Wiedereinstieg nach der Familienphase erleichtern",
    ],
    "measure": [
        "Kommunales Integrationszentrum einrichten",
        "Seniorenwegweiser und Pflegeberatungsstellen",
        "Energetische Sanierung der Berufskollegs",
        "Regionale Fachkräfteallianz Hellweg",
        "Gewässerentwicklungskonzept Möhne und Lippe",
        "Kein Abschluss ohne Anschluss",
        "Bürgerbusvereine unterstützen",
        "Familienfreundliche Arbeitgeberin Kreisverwaltung",
        "Elektronische Aktenführung im Straßenverkehrsamt",
        "Naturschutzgroßprojekt Medebacher Bucht",
    ],
    "department": [
        "Dezernat 1: Zentrale Dienste und Finanzen",
        "Abteilung Schule, Kultur und Sport",
        "Abteilung Jugend und Familie",
        "Abteilung Soziales und Pflegeplanung",
        "Abteilung Umwelt und Wasserwirtschaft",
        "Gesundheitsamt",
        "Straßenwesen und Verkehrsplanung",
        "Büro des Landrats, Kreisentwicklung",
    ],
}
HOSTILE = [
    "</script><img src=x onerror=window.hacked=1>",
    "<b>fett</b>" + "Donaudampfschifffahrtsgesellschaftskapitän" * 7,
    "Familienzentrum 👩‍👩‍👧‍👦 im Stadtteil 🌳",
    "مركز رعاية الأسرة في المدينة",
    "mit \u202everdrehter\u202c Richtung",
    "javascript:window.hacked=1",
]
THEMES = {
    "light": {
        "background": "#ffffff",
        "text": "#1f2933",
        "muted": "#5b6770",
        "accent": "#0072B2",
        "ring": "#111827",
    },
    "dark": {
        "background": "#0e1117",
        "text": "#eef1f4",
        "muted": "#9aa5b1",
        "accent": "#56B4E9",
        "ring": "#ffffff",
    },
}
LABELS = {
    "picture": "Bild des Plans",
    "keys": "Plus und Minus vergrößern und verkleinern, 0 zeigt alles, Pfeiltasten verschieben",
    "zoom_in": "Vergrößern",
    "zoom_out": "Verkleinern",
    "fit": "Alles zeigen",
    "full_screen": "Vollbild",
    "exit_full_screen": "Vollbild beenden",
    "png": "Bild speichern (PNG)",
    "png_name": "plan.png",
    "legend": "Legende",
    "show": "{label} einblenden",
    "hide": "{label} ausblenden",
    "documented": "belegt",
    "reading": "Lesart",
    "proposed": "Vorschlag",
    "empty": "Nichts zu zeigen.",
}
Piece = dict[str, Any]


def lines(title: str, width: int = 24, most: int = 3) -> list[str]:
    """The title in at most three lines; the real wrapping hyphenates, this one is enough for a test."""
    wrapped = textwrap.wrap(title, width, break_long_words=False) or [""]
    return wrapped if len(wrapped) <= most else [*wrapped[: most - 1], wrapped[most - 1] + " …"]


def card(
    uid: str, kind: str, title: str, x: float, y: float, look: tuple[str, str, str, str], **more: Any
) -> Piece:
    """One node as the contract wants it."""
    wrapped = lines(title)
    return {
        "id": uid,
        "x": x,
        "y": y,
        "label": "\n".join(wrapped),
        "short": wrapped[0],
        "title": title,
        "group": kind,
        "certainty": "documented",
        "form": "card",
        "width": 250,
        "height": 16 + 18 * max(2, len(wrapped)),
        "color": {"background": look[1], "border": look[2]},
        "font": {"color": look[3], "size": 14},
        "shape": "custom",
        **more,
    }


def looks(theme: str) -> dict[str, tuple[str, str, str, str]]:
    """What each kind looks like in a theme."""
    return {**KINDS, "measure": DARK_MEASURE} if theme == "dark" else KINDS


def columns(theme: str, form: str = "card", copies: int = 1) -> tuple[list[Piece], list[Piece]]:
    """Five columns of cards and links between neighbouring columns."""
    nodes: list[Piece] = []
    edges: list[Piece] = []
    before: list[str] = []
    for column, (kind, titles) in enumerate(TITLES.items()):
        all_titles = titles * copies
        here = [f"{kind}-{row}" for row in range(len(all_titles))]
        for row, title in enumerate(all_titles):
            x, y = column * 340, (row - (len(here) - 1) / 2) * 82
            if copies > 1:  # many: several columns side by side for each kind
                x, y = column * 2400 + row // 30 * 290, row % 30 * 82
            more: Piece = {
                "form": form,
                "certainty": ("documented", "documented", "reading", "proposed")[row % 4],
            }
            if kind == "goal":
                more["number"] = str(row % 7 + 1)
            if kind == "department" and row % 3 == 0:
                more |= {"foldable": True, "open": row == 3, "badge": str(7 + row)}
            nodes.append(card(here[row], kind, title, x, y, looks(theme)[kind], **more))
        for row, uid in enumerate(here):
            for step in (0, 3) if before else ():
                other = before[(row * 2 + step) % len(before)]
                pattern = ("solid", "solid", "dashed", "dotted")[row % 4]
                color = {"color": "#8a97a3" if theme == "light" else "#6b7682"}
                edge = {"id": f"{other}>{uid}", "from": other, "to": uid, "width": 2 if step else 1.25}
                more = {"color": color, "pattern": pattern, "arrows": "to" if row % 5 == 0 else ""}
                edges.append({**edge, **more, "title": f"{other} → {uid}"})
        before = here
    edges.append(
        {"id": "bow", "from": "measure-0", "to": "measure-4", "width": 1.5, "color": {"color": "#c0504d"}}
    )
    edges[-1] |= {"pattern": "solid", "arrows": "to", "title": "Einfluss"}
    return nodes, list({edge["id"]: edge for edge in edges}.values())


def overview(theme: str) -> tuple[list[Piece], list[Piece]]:
    """Goals, fields and folded departments, tied by bands that are as wide as their measures."""
    nodes: list[Piece] = []
    edges: list[Piece] = []
    for column, kind in enumerate(("goal", "field", "department")):
        for row, title in enumerate(TITLES[kind]):
            y = (row - (len(TITLES[kind]) - 1) / 2) * (86 if kind != "field" else 120)
            more: Piece = {"badge": str(23 - 2 * row), "foldable": kind != "field"}
            if kind == "goal":
                more["number"] = str(row + 1)
            nodes.append(card(f"{kind}-{row}", kind, title, column * 460, y, looks(theme)[kind], **more))
    for goal in range(7):
        for step, count in enumerate((14, 5, 2)):
            edges.append(band(f"goal-{goal}", f"field-{(goal + 2 * step) % 5}", count - goal % 3, "#0072B2"))
    for row in range(8):
        for step, count in enumerate((11, 4)):
            edges.append(
                band(f"field-{(row + 2 * step) % 5}", f"department-{row}", count - row % 3, "#007a5a")
            )
    return nodes, edges


def band(start: str, end: str, count: int, colour: str) -> Piece:
    """A wide band with its number of measures."""
    edge = {"id": f"{start}={end}", "from": start, "to": end, "width": 2 + count, "color": {"color": colour}}
    return {
        **edge,
        "pattern": "solid",
        "arrows": "",
        "label": str(count),
        "title": f"{count} Maßnahmen",
        "band": True,
    }


def hostile(theme: str) -> tuple[list[Piece], list[Piece]]:
    """Titles that try to run as script, to break the line, or to turn the reading direction."""
    nodes = [
        card(
            f"h{i}",
            "measure",
            title,
            i % 2 * 320,
            i * 90,
            looks(theme)["measure"],
            badge=title[:12],
            label=title,
        )
        for i, title in enumerate(HOSTILE)
    ]
    for node in nodes:
        node["title"] = f"{node['title']}\n{node['title']}"
    return nodes, [
        {"id": "e", "from": "h0", "to": "h1", "label": HOSTILE[0], "title": HOSTILE[0], "width": 2}
    ]


def picture() -> Piece:
    """The payload that the address asks for."""
    asked = st.query_params
    theme = "dark" if st.session_state.get("dark") else asked.get("theme", "light")
    plan = asked.get("plan", "columns")
    if plan == "overview":
        nodes, edges = overview(theme)
    elif plan == "everything":
        nodes, edges = columns(theme, "dot", 27)
    elif plan == "hostile":
        nodes, edges = hostile(theme)
    else:
        nodes, edges = columns(theme)
    for i in range(st.session_state.get("more", 0)):
        nodes.append(
            card(f"new-{i}", "measure", f"Neue Maßnahme {i}", 1020, 500 + 82 * i, looks(theme)["measure"])
        )
    hidden = st.session_state.setdefault("hidden", set())
    kept = {node["id"] for node in nodes if node["group"] not in hidden}
    legend = [
        {
            "kind": kind,
            "symbol": kind,
            "label": look[0],
            "color": look[1],
            "border": look[2],
            "ink": look[3],
            "shown": kind not in hidden,
            "count": sum(node["group"] == kind for node in nodes),
        }
        for kind, look in looks(theme).items()
    ]
    return {
        "nodes": [node for node in nodes if node["id"] in kept],
        "edges": [edge for edge in edges if edge["from"] in kept and edge["to"] in kept],
        "options": {},
        "view": f"{plan} {st.session_state.get('view', 0)}",
        "labels": LABELS,
        "legend": legend,
        "theme": THEMES[theme],
    }


def toggle() -> None:
    """Hide or show the kind of the legend entry that was clicked."""
    value = st.session_state["plan"].get("legend")
    if value:
        st.session_state["hidden"] ^= {value["kind"]}


@st.fragment
def page() -> None:
    """The canvas, its highlight and what it told."""
    one, two, three, four, five, six = st.columns(6)
    if one.button("Mehr"):
        st.session_state["more"] = st.session_state.get("more", 0) + 1
    if two.button("Andere Ansicht"):
        st.session_state["view"] = st.session_state.get("view", 0) + 1
    if three.button("Langsam"):
        time.sleep(3)
    st.session_state["runs"] = st.session_state.get("runs", 0) + 1
    answer = four.toggle("Antwort")
    five.toggle("Dunkel", key="dark")
    if six.toggle("Ohne Bild"):
        return
    height = int(st.query_params.get("height", "620"))
    state = canvas(picture(), key="plan", height=height, on_legend=toggle)
    if "twice" in st.query_params:
        canvas(picture(), key="second", height=height)
    selected = state.selection["node"] or state.selection["edge"]
    if answer and not selected:
        highlight(
            canvas_key="plan", key="lit", selected=None, related=["goal-0", "field-1"], caption="Eine Antwort"
        )
    else:
        highlight(canvas_key="plan", key="lit", selected=selected, related=None)
    if "events" not in st.session_state:
        st.session_state["events"] = []
    for name in ("click", "open", "legend"):
        if value := getattr(state, name):
            st.session_state["events"].append([name, value])
    tell(state)


def tell(state: CanvasState) -> None:
    """Write down what Python knows."""
    told = {
        "selection": state.selection,
        "positions": dict(state.positions),
        "viewport": state.viewport,
        "events": st.session_state["events"],
        "runs": st.session_state["runs"],
    }
    st.code(json.dumps(told), language=None)


st.set_page_config(page_title="Canvas", layout="wide")
page()

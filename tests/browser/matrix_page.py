"""A page with nothing but the matrix, for the browser tests; what it draws is asked for in the address.

``?plan=small`` (default), ``wide`` (20 columns), ``large`` (300 rows and 20 columns), ``hostile`` or ``columns``
(departments as columns), ``&theme=dark``, ``&height=400``. What people did is written below it as JSON.
"""

from __future__ import annotations

import json
from typing import Any

import streamlit as st

from explorer.picture.matrix import folded, matrix, picked, theme_of
from explorer.picture.palette import STATES

GOALS = [
    "Gesunder Kreis Soest",
    "Demografischer Wandel",
    "Bildung, Qualifizierung und Fachkräftesicherung",
    "Leistungsfähige, bürgernahe und wirtschaftlich handelnde Kreisverwaltung",
    "Umwelt-, Natur- und Klimaschutz",
    "Mobilität und Verkehrsinfrastruktur",
    "Gesundheitsvorsorge und Pflegeinfrastruktur",
]
DEPARTMENTS = {
    "Kreisverwaltung Soest insgesamt": [],
    "Büro des Landrats, Kreisentwicklung und Öffentlichkeitsarbeit": [],
    "Dezernat 1: Zentrale Dienste und Finanzen": [
        "Personal- und Organisationsentwicklung",
        "Finanzwirtschaft und Beteiligungsmanagement",
        "Informationstechnik",
    ],
    "Dezernat 2: Jugend, Schule und Gesundheit": [
        "Jugend und Familie",
        "Schulangelegenheiten und Schulverwaltungsamt",
        "Gesundheitsamt",
    ],
    "Dezernat 3: Arbeit und Soziales": ["Soziales und Pflegeplanung", "Jobcenter Arbeit Hellweg aktiv"],
    "Dezernat 4: Umwelt, Straßenwesen und Verkehrsplanung": ["Umwelt", "Straßenwesen"],
}
WORDS = {
    "deep": "durchgehend abgedeckt",
    "shallow": "teilweise abgedeckt",
    "gap": "Lücke",
    "meant": "bewusst ohne",
    "empty": "keine Maßnahme",
}
HOSTILE = [
    "</script><img src=x onerror=window.hacked=1>",
    "<b>fett</b>" + "Donaudampfschifffahrtsgesellschaftskapitän" * 7,
    "Familienzentrum 👩‍👩‍👧‍👦 im Stadtteil 🌳",
    "مركز رعاية الأسرة في المدينة",
    "mit \u202everdrehter\u202c Richtung",
    '" onmouseover="window.hacked=1',
]
Piece = dict[str, Any]


def cell(row: str, column: str, i: int, j: int, more: int = 0) -> Piece:
    """A cell whose state follows from where it stands, so that a test knows it."""
    state = ("deep", "shallow", "gap", "shallow", "meant", "gap", "deep", "empty")[
        (i * 3 + j * 5 + i * j) % 8
    ]
    count = {"deep": 3 + (i + j) % 4, "shallow": 1 + (i + 2 * j) % 3}.get(state, 0)
    if more and (i, j) == (0, 0):
        state, count = "deep", 10 + more
    words = f"{row}, {column}: {WORDS[state]}, {count} Maßnahmen"
    return {"state": state, "count": count, "single": count == 1, "hint": words}


def row(key: str, title: str, level: int, number: int, columns: list[Piece], more: int, **rest: Any) -> Piece:
    """A row with its cells and its sum."""
    cells = [cell(title, one["title"], number, j, more) for j, one in enumerate(columns)]
    covered = sum(one["state"] in ("deep", "shallow") for one in cells)
    return {
        "key": key,
        "id": key.rsplit("/", 1)[-1],
        "title": title,
        "hint": f"{title} und alles, was dazu gehört",
        "level": level,
        "foldable": False,
        "open": False,
        "strong": False,
        "cells": cells,
        "sum": f"{covered} von {len(cells)}",
        "sum_hint": f"{title}: {covered} von {len(cells)} abgedeckt",
        **rest,
    }


def goals(count: int) -> list[Piece]:
    """So many columns."""
    return [
        {
            "id": f"Z{i + 1}",
            "head": str(i + 1),
            "title": GOALS[i % len(GOALS)],
            "hint": f"Strategisches Ziel {i + 1}: {GOALS[i % len(GOALS)]}",
            "level": 0,
            "foldable": False,
            "open": False,
        }
        for i in range(count)
    ]


def small(columns: list[Piece], opened: set[str], more: int) -> list[Piece]:
    """The administration, folded; "D2" stands in two lines once both of its parents are open."""
    lines: list[Piece] = []
    for i, (title, parts) in enumerate(DEPARTMENTS.items()):
        key = f"D{i}"
        fold = {"foldable": bool(parts), "open": key in opened, "strong": i == 0}
        lines.append(row(key, title, 0, i, columns, more, **fold))
        for j, part in enumerate(parts if key in opened else []):
            lines.append(row(f"{key}/{key}{j}", part, 1, i * 3 + j, columns, more))
    return lines


def payload(plan: str, theme: str, opened: set[str], more: int) -> Piece:
    """What the address asks for."""
    columns = goals(20 if plan in ("wide", "large") else 7)
    if plan == "large":
        rows = [row(f"D{i}", f"Abteilung {i} für {GOALS[i % 7]}", 0, i, columns, more) for i in range(300)]
    elif plan == "hostile":
        for one, title in zip(columns, HOSTILE, strict=False):
            one |= {"title": title, "hint": title, "head": title[:6]}
        rows = [row(f"{title}{i}", title, 0, i, columns, more) for i, title in enumerate(HOSTILE)]
    else:
        rows = small(columns, opened, more)
    if plan == "columns":
        columns[0] |= {"foldable": True, "open": "Z1" in opened}
    counts = [
        sum(one["cells"][j]["state"] in ("deep", "shallow") for one in rows) for j in range(len(columns))
    ]
    return {
        "caption": "Abdeckung 2015: Abteilungen und strategische Ziele, Zahl der Maßnahmen je Kreuzung",
        "corner": "Abteilung / Ziel",
        "columns": columns,
        "rows": rows,
        "sums": {
            "title": "Abgedeckt",
            "cells": [
                {"text": f"{n} von {len(rows)}", "hint": f"{one['title']}: {n} von {len(rows)} Abteilungen"}
                for n, one in zip(counts, columns, strict=True)
            ],
            "total": {"text": f"{sum(counts)} von {len(rows) * len(columns)}", "hint": "Alles zusammen"},
        },
        "sum_head": "Abgedeckt",
        "labels": {
            "fold": "{title} zuklappen",
            "unfold": "{title} aufklappen",
            "keys": "Pfeiltasten bewegen, Eingabe öffnet, + und – klappen auf und zu",
        },
        "legend": [
            {
                "state": state,
                "symbol": look.symbol,
                "text": WORDS.get(state, "hängt an einer einzigen Maßnahme"),
            }
            for state, look in STATES["light"].items()
        ],
        "theme": theme_of("dark" if theme == "dark" else "light"),
        "lang": "de",
    }


def on_pick() -> None:
    """Keep what was picked."""
    pick = picked("matrix")
    if pick is not None:
        st.session_state["events"].append(["pick", *pick])
        st.session_state["selected"] = {"row": pick[0] or None, "column": pick[1] or None}


def on_fold() -> None:
    """Fold or unfold."""
    key = folded("matrix")
    if key is not None:
        st.session_state["events"].append(["fold", key])
        st.session_state["opened"] ^= {key}


@st.fragment
def page() -> None:
    """The matrix and what it told."""
    state = st.session_state
    state.setdefault("events", [])
    state.setdefault("opened", {"D2"})
    one, two, three, four = st.columns(4)
    if one.button("Mehr"):
        state["more"] = state.get("more", 0) + 1
    if two.button("Andere Spalten"):
        state["plan"] = "wide"
    three.toggle("Dunkel", key="dark")
    if four.toggle("Ohne Matrix"):
        return
    asked = st.query_params
    plan = state.get("plan") or asked.get("plan", "small")
    theme = "dark" if state.get("dark") else asked.get("theme", "light")
    data = payload(plan, theme, state["opened"], state.get("more", 0))
    data["selected"] = state.get("selected") or {"row": asked.get("row"), "column": asked.get("column")}
    matrix(data, key="matrix", height=int(asked.get("height", "0")), on_pick=on_pick, on_fold=on_fold)
    state["runs"] = state.get("runs", 0) + 1
    st.code(json.dumps({"events": state["events"], "runs": state["runs"]}), language=None)


st.set_page_config(page_title="Matrix", layout="wide")
page()

"""The list of pages and the order they stand in; a new page is a file here and a line in ``PAGES``."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from PIL import Image, ImageDraw

from explorer import i18n
from explorer.app import session, shell
from explorer.i18n import N_, _

_FOLDER = Path(__file__).parent
_STYLE = _FOLDER / "style.css"

#: File, title, path in the address. The paths are the same in both languages, so that links can be handed on.
PAGES = (
    ("start", N_("Start"), ""),
    ("explore", N_("Explore"), "erkunden"),
    ("coverage", N_("Coverage"), "abdeckung"),
    ("gaps", N_("Gaps"), "luecken"),
    ("department", N_("Department"), "abteilung"),
    ("measure", N_("Measure sheet"), "massnahme"),
    ("ask", N_("Questions"), "fragen"),
    ("compare", N_("Comparison"), "vergleich"),
    ("next_year", N_("Next year"), "fortschreibung"),
    ("data", N_("Data"), "daten"),
    ("console", N_("Cypher"), "cypher"),
)


def run() -> None:
    """Show the page in the address, with what every page has around it."""
    st.set_page_config(page_title="Zielnetz", page_icon=_icon(), layout="wide")
    i18n.follow(session.language)
    st.html(_STYLE)
    session.take_from_address()
    pages = [
        st.Page(_FOLDER / f"{file}.py", title=_(title), url_path=path, default=not path)
        for file, title, path in PAGES
        if (_FOLDER / f"{file}.py").exists()
    ]
    chosen = st.navigation(pages, position="top")
    session.put_into_address()
    shell.header()
    chosen.run()
    shell.watch()


def path_of(file: str) -> str:
    """What ``st.switch_page`` takes for a page."""
    return str(_FOLDER / f"{file}.py")


@st.cache_resource(show_spinner=False)
def _icon() -> Image.Image:
    # Drawn here: an icon by name would be fetched from the internet.
    image = Image.new("RGBA", (64, 64))
    draw = ImageDraw.Draw(image)
    for start, end in (((14, 32), (48, 14)), ((14, 32), (48, 50))):
        draw.line([start, end], fill="#7C8896", width=5)
    for (x, y), colour in (((14, 32), "#0072B2"), ((48, 14), "#E69F00"), ((48, 50), "#7A3E65")):
        draw.ellipse([x - 12, y - 12, x + 12, y + 12], fill=colour)
    return image

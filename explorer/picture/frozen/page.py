"""Sets the frozen page: one template, its style, its scripts and its data, and a policy that allows nothing else."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from string import Template

from explorer import __version__
from explorer.i18n import _, day, language
from explorer.model import Plan
from explorer.picture.frozen.bundle import bundle, vis_script
from explorer.picture.frozen.content import drawn_at, groups_of, sheets_of, ties_of
from explorer.picture.palette import Theme
from explorer.picture.payload import payload_of
from explorer.picture.scene import Scene
from explorer.picture.table import scene_rows

_ASSETS = Path(__file__).parent / "assets"


@dataclass(frozen=True)
class Frozen:
    """A picture as it was explored: its scene, layout, hidden kinds, what was selected and dragged.

    ``plan`` is what the page knows the sheets of (the plan in its year, with its filters); ``headline`` is the
    sentence on top as plain text; ``facts`` say what was filtered; ``made`` is the date (ISO).
    """

    plan: Plan
    scene: Scene
    headline: str
    made: str
    facts: tuple[str, ...] = ()
    layout: str = "columns"
    theme: Theme = "light"
    hidden: tuple[str, ...] = ()
    selected: str = ""
    positions: Mapping[str, tuple[float, float]] = field(default_factory=dict)


def as_html(picture: Frozen) -> bytes:
    """The picture as one HTML file in the current language, UTF-8; the same picture gives the same bytes."""
    shown = picture.scene.without(picture.hidden)
    headings, rows = scene_rows(picture.plan, shown)
    data = {
        "lang": language(),
        "payload": payload_of(
            shown,
            place="frozen",
            layout=picture.layout,
            theme=picture.theme,
            positions=picture.positions,
        ),
        "items": sheets_of(picture.plan, picture.theme),
        "groups": groups_of(shown),
        "ties": ties_of(picture.plan, shown),
        "drawn": drawn_at(shown),
        "table": {"head": headings, "rows": rows, "title": headings.index(_("Title"))},
        "selected": picture.selected,
        "words": _words(),
    }
    script, style, vis = bundle(_ASSETS / "page.js"), (_ASSETS / "page.css").read_text("utf-8"), vis_script()
    style = f"{_canvas_style()}\n{style}"
    title = title_of_plan(picture.plan)
    page = Template((_ASSETS / "page.html").read_text("utf-8")).substitute(
        lang=language(),
        policy=escape(_policy([vis, script], style)),
        version=escape(__version__),
        theme=picture.theme,
        title=escape(title),
        headline=escape(picture.headline),
        facts=escape(" · ".join(facts_of(picture))),
        find=escape(_("Search in this picture's plan")),
        table=escape(_("The same as a table")),
        foot=escape(_foot()),
        noscript=escape(_("This page needs JavaScript; it loads nothing from a network.")),
        style=style,
        data=_harmless(json.dumps(data, ensure_ascii=False, separators=(",", ":"))),
        vis=vis,
        script=script,
    )
    # Lone surrogates have no place in UTF-8.
    return page.encode("utf-8", "replace")


def title_of_plan(plan: Plan) -> str:
    """The plan's own title in the current language."""
    english = plan.properties.get("title_en") if language() == "en" else ""
    return str(english or plan.properties["title"])


def facts_of(picture: Frozen) -> tuple[str, ...]:
    """What one must know about a picture that was taken out of the app: as of when, and what is filtered."""
    return (
        _("as of {day}", day=day(picture.made)),
        _("plan revision {number}", number=picture.plan.revision),
        *picture.facts,
    )


def _foot() -> str:
    return _(
        "Made with Zielnetz. A frozen copy: later changes of the plan are not in it. "
        "Drawn with vis-network (Apache-2.0 or MIT)."
    )


def _canvas_style() -> str:
    canvas = Path(__file__).parents[1] / "canvas" / "assets" / "canvas.css"
    # In the app these rules live in a shadow root; here they must not reach what is around the picture.
    return "#picture {\n" + canvas.read_text("utf-8").replace(":host", "&") + "}"


def _policy(scripts: Iterable[str], style: str) -> str:
    """What the page may do: run exactly these scripts, use exactly this style, and save a picture. No network."""
    allowed = " ".join(_hash(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_hash(style)}; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    # A browser reads every line end as \n before it compares.
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return "'sha256-" + base64.b64encode(hashlib.sha256(plain.encode("utf-8")).digest()).decode("ascii") + "'"


def _harmless(text: str) -> str:
    """JSON that cannot end the script element that it stands in, nor a line of JavaScript."""
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _words() -> dict[str, str]:
    return {
        "close": _("Close"),
        "outside": _("Not in this picture."),
        "alone": _("Nothing is linked to this item in this year and with these filters."),
        "link": _("Link"),
        "source": _("Source"),
        "nothing": _("Nothing found."),
    }

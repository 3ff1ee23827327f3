"""`zielnetz picture`: the picture as a file: one HTML page, SVG or PNG."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from explorer import cli_output as out
from explorer.cli_files import check_folder, save
from explorer.cli_questions import item_named, one_plan, reading
from explorer.errors import Refusal
from explorer.i18n import N_, _, _n

if TYPE_CHECKING:
    from explorer.model import Plan
    from explorer.picture.scene import Scene


class View(StrEnum):
    """What the picture shows when it is not around one item."""

    overview = "overview"
    everything = "everything"


class Layout(StrEnum):
    """The layouts of ``explorer.picture.layout.LAYOUTS``."""

    columns = "columns"
    radial = "radial"
    force = "force"


class Look(StrEnum):
    """The themes of ``explorer.picture.palette``."""

    light = "light"
    dark = "dark"


def picture(
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="A .html, .svg or .png file.")
    ],
    view: Annotated[View, typer.Option(help="The whole plan folded, or every item of it.")] = View.overview,
    around: Annotated[
        str, typer.Option(metavar="ITEM", help="Around this item instead: its code or uid.")
    ] = "",
    year: Annotated[int, typer.Option(min=0, max=9999, help="The plan in that year; 0: all years.")] = 0,
    layout: Annotated[Layout, typer.Option(help="How items are arranged.")] = Layout.columns,
    theme: Annotated[Look, typer.Option(help="Light, or dark for a wall.")] = Look.light,
    plan: Annotated[
        str, typer.Option("--plan", metavar="CODE", help="Which plan, if there are several.")
    ] = "",
) -> None:
    """Save the picture: an HTML page that can be searched and clicked without a network, a drawing or an image."""
    from explorer.picture.files import FORMATS, written
    from explorer.picture.frozen import Frozen
    from explorer.store import read_plan

    ending = output.suffix.lower().removeprefix(".")
    if ending not in {form.ending for form in FORMATS}:
        raise Refusal(
            N_("A picture cannot be written as {name}."),
            N_("Choose a file that ends in one of: {endings}."),
            name=output.name,
            endings=", ".join(f".{form.ending}" for form in FORMATS),
        )
    check_folder(output)
    with reading() as store:
        known = read_plan(store, one_plan(store, plan))
    shown = known.in_year(year)
    uid = item_named(shown, tuple({node.label for node in shown.nodes.values()}), around) if around else ""
    scene = _scene(shown, view, uid)
    facts = (_("Year {year}", year=year),) if year else ()
    made = Frozen(
        shown,
        scene,
        _headline(shown, uid),
        date.today().isoformat(),
        facts=facts,
        layout=layout.value,
        theme=theme.value,
        selected=uid,
    )
    with out.patience(_("Drawing")):
        save(output, written(made, ending))
    out.print_line(_("The picture is in {path}.", path=str(output)))
    if scene.left_out:
        out.say(
            _n(
                "{count} item is left out to keep it readable.",
                "{count} items are left out to keep it readable.",
                scene.left_out,
            )
        )


COMMANDS = (picture,)


def _scene(plan: Plan, view: View, uid: str) -> Scene:
    from explorer import i18n
    from explorer.picture.overview import overview
    from explorer.picture.views import around, everything

    english = i18n.language() == "en"
    if uid:
        return around(plan, uid, english=english)
    return everything(plan, english=english) if view is View.everything else overview(plan, english=english)


def _headline(plan: Plan, uid: str) -> str:
    from explorer.words import title_of

    if uid:
        return title_of(plan, uid)
    count = len(plan.of("Measure"))
    return _n("{count} measure and what it hangs on", "{count} measures and what they hang on", count)

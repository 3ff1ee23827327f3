"""The forms in which a picture leaves Zielnetz, and what each is good for."""

from __future__ import annotations

from dataclasses import dataclass

from explorer.i18n import N_, _
from explorer.picture.frozen import Frozen, as_html
from explorer.picture.frozen.page import facts_of, title_of_plan
from explorer.picture.payload import payload_of
from explorer.picture.png import as_png
from explorer.picture.svg import as_svg


@dataclass(frozen=True)
class PictureFormat:
    """A file ending, its type, and two message ids: its name and what it is good for."""

    ending: str
    mime: str
    _label: str
    _what: str

    def label(self) -> str:
        """Its name in the current language."""
        return _(self._label)

    def what(self) -> str:
        """What it is good for, in the current language."""
        return _(self._what)


FORMATS = (
    PictureFormat(
        "html",
        "text/html",
        N_("HTML page"),
        N_("One file to hand on: opens in every browser without a network, can be searched and clicked."),
    ),
    PictureFormat(
        "svg", "image/svg+xml", N_("SVG drawing"), N_("Sharp at every size, for papers and slides.")
    ),
    PictureFormat("png", "image/png", N_("PNG image"), N_("For e-mails and documents.")),
)


def written(picture: Frozen, ending: str) -> bytes:
    """The picture in the form with this ending (of ``FORMATS``), in the current language."""
    if ending == "html":
        return as_html(picture)
    shown = picture.scene.without(picture.hidden)
    payload = payload_of(
        shown, place="file", layout=picture.layout, theme=picture.theme, positions=picture.positions
    )
    facts = " · ".join((title_of_plan(picture.plan), *facts_of(picture)))
    svg = as_svg(payload, headline=picture.headline, facts=facts)
    return svg if ending == "svg" else as_png(svg)

"""Draws the matrix component in a real Chromium and takes the time, without Streamlit around it."""

from __future__ import annotations

import json
import mimetypes
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import explorer.picture.matrix
from tests.browser.chromium import find_chromium, launch

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

_ASSETS = Path(explorer.picture.matrix.__file__).parent / "assets"
_ADDRESS = "http://matrix.invalid/"
_PAGE = '<!doctype html><link rel="stylesheet" href="matrix.css"><body><div data-testid="stElementContainer"></div>'
# From the text that comes over the wire to the second frame, when the first one with the table has been painted.
_DRAW = """async (text) => {
  const { default: matrix } = await import("./matrix.js");
  const place = document.body.firstElementChild.appendChild(document.createElement("div"));
  const frame = () => new Promise(requestAnimationFrame);
  await frame();
  const started = performance.now();
  const end = matrix({ data: JSON.parse(text), parentElement: place, setTriggerValue() {} });
  await frame();
  await frame();
  const seconds = (performance.now() - started) / 1000;
  const cells = place.querySelectorAll("td").length;
  end();
  place.remove();
  return [seconds, cells];
}"""


def missing() -> str:
    """What this machine lacks to draw, empty if nothing."""
    try:
        import playwright.sync_api  # noqa: F401
    except ImportError:
        return "playwright is not installed"
    return "" if find_chromium() else "no Chromium is installed"


class Drawing:
    """A page that draws matrices."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def seconds(self, payload: Mapping[str, Any]) -> float:
        """How long it takes from the payload as text to the picture; the table is new every time."""
        text = json.dumps({**payload, "key": "benchmark", "height": 0})
        seconds, cells = self._page.evaluate(_DRAW, text)
        wanted = len(payload["rows"]) * (len(payload["columns"]) + 1)
        assert cells >= wanted, f"{cells} cells were drawn instead of {wanted}"
        return float(seconds)


@contextmanager
def drawing() -> Iterator[Drawing]:
    """A Chromium that answers every request from the component's own files."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.route("**/*", _answer)
        page.goto(_ADDRESS)
        yield Drawing(page)
        browser.close()


def _answer(route: Route) -> None:
    name = route.request.url.removeprefix(_ADDRESS)
    file = _ASSETS / name
    if not name:
        route.fulfill(body=_PAGE, content_type="text/html")
    elif file.is_file():
        route.fulfill(path=file, content_type=mimetypes.guess_type(name)[0] or "text/plain")
    else:
        route.abort()

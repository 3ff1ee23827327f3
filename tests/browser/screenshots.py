"""``make screenshots``: the pictures in docs/ and the README, taken anew from the real app."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.app import ROOT, App, Picture, Screen
from tests.browser.chromium import launch

#: File, address, the canvas on it (if there is one), the height of the window.
PICTURES = (
    ("overview", "/erkunden", "explore canvas", 768),
    ("coverage", "/abdeckung", "", 768),
    ("comparison", "/vergleich?from=2015&to=2020", "compare canvas", 768),
    ("data", "/daten", "", 768),
    ("measure", "/erkunden?view=around&of=M075&item=M075", "explore canvas", 768),
    ("question", "/fragen?q=measures_with_several_goals&p_min_goals=3&row=M027%2BSG2", "answer canvas", 1060),
)


def main() -> None:
    """Start the app on a fresh embedded database and save the pages as PNG."""
    with tempfile.TemporaryDirectory() as folder, App(Path(folder)) as app, sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        screen = Screen(page, app)
        for name, address, key, height in PICTURES:
            page.set_viewport_size({"width": 1366, "height": height})
            screen.open(address)
            if key:
                Picture(screen, key)
            screen.settle()
            page.wait_for_timeout(800)
            page.screenshot(path=ROOT / "docs" / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()

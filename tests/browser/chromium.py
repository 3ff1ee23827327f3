"""Finds the Chromium of this machine and starts it for tests: no window, no download, no calls home."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-features=LocalNetworkAccessChecks",  # a test may answer for our server, which is local too
)


def find_chromium() -> str | None:
    """The path of an installed Chromium or Chrome, None if there is none."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def launch(playwright: Playwright) -> Browser:
    """A running browser; close it when done. Raises RuntimeError when none is installed."""
    path = find_chromium()
    if path is None:
        raise RuntimeError(f"No browser found. Install one of {', '.join(NAMES)}.")
    return playwright.chromium.launch(executable_path=path, headless=True, args=list(ARGUMENTS))

"""How long from the command to the page: the first start (plan loaded), the second, and an empty Streamlit page.

Run with ``python -m benchmarks.start`` in the environment of ``make test``; needs Chromium. Prints seconds from
starting the process until the page is complete in the browser, the three in turn, so that a noisy machine hits all.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, expect, sync_playwright

from explorer.app.server import free_port
from tests.browser.app import App
from tests.browser.chromium import launch

_ROUNDS = 5


def main() -> None:
    """Measure ``_ROUNDS`` rounds and print minimum, median and maximum of each kind of start."""
    taken: dict[str, list[float]] = {"first start": [], "second start": [], "empty page": []}
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for _round in range(_ROUNDS):
            with tempfile.TemporaryDirectory() as folder:
                taken["first start"].append(_zielnetz(browser, Path(folder)))
                taken["second start"].append(_zielnetz(browser, Path(folder)))
                taken["empty page"].append(_empty(browser, Path(folder)))
        browser.close()
    for name, seconds in taken.items():
        low, middle, high = min(seconds), statistics.median(seconds), max(seconds)
        print(
            f"{name:13} {low:5.2f} s  {middle:5.2f} s  {high:5.2f} s   (min, median, max of {len(seconds)})"
        )


def _zielnetz(browser: Browser, folder: Path) -> float:
    begin = time.perf_counter()
    with App(folder) as app:
        page = browser.new_page()
        page.goto(app.address)
        expect(page.locator(".st-key-zn-findings a")).to_have_count(6, timeout=60_000)
        seconds = time.perf_counter() - begin
        page.close()
    return seconds


def _empty(browser: Browser, folder: Path) -> float:
    script = folder / "empty.py"
    script.write_text("import streamlit\n\nstreamlit.write('empty')\n", "utf-8")
    port = free_port("127.0.0.1", 0)
    options = {"server.address": "127.0.0.1", "server.port": port, "server.headless": "true"}
    options |= {"browser.gatherUsageStats": "false", "server.fileWatcherType": "none"}
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(script),
        *(f"--{k}={v}" for k, v in options.items()),
    ]
    begin = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        next(line for line in process.stdout if "URL" in line)
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{port}")
        page.get_by_text("empty").wait_for(timeout=60_000)
        seconds = time.perf_counter() - begin
        page.close()
    finally:
        process.terminate()
        process.wait(20)
    return seconds


if __name__ == "__main__":
    main()

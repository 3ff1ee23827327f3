"""The app as its users meet it: started with ``zielnetz serve``, looked at through a browser."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

from playwright.sync_api import Locator, Page, expect

ROOT = Path(__file__).parents[2]
_START_SECONDS = 90


class App:
    """A running app on a data folder of its own; a context manager that ends it."""

    def __init__(self, folder: Path, settings: Mapping[str, str] | None = None) -> None:
        self.folder = folder
        self.settings = dict(settings or {})
        self.log = folder / "serve.log"
        self.address = ""

    def __enter__(self) -> App:
        keep = {k: v for k, v in os.environ.items() if not k.startswith(("NEO4J_", "ZIELNETZ_"))}
        environment = {**keep, "ZIELNETZ_DATA": str(self.folder / "data"), **self.settings}
        command = [sys.executable, "-m", "explorer", "serve", "--port", "0", "--no-browser"]
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        end = time.monotonic() + _START_SECONDS
        while not self.address:
            found = re.search(r"http://127\.0\.0\.1:\d+", self.said())
            if found:
                self.address = found.group()
            assert self._process.poll() is None and time.monotonic() < end, self.said()
            time.sleep(0.1)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        self._process.wait(20)

    def said(self) -> str:
        """What the command printed."""
        return self.log.read_text("utf-8", errors="replace")


class Screen:
    """One browser session in front of the app, with words for what people do."""

    def __init__(self, page: Page, app: App) -> None:
        self.page = page
        self.app = app

    def open(self, path: str = "/") -> Screen:
        """Go to a page by its address and wait until it stands still."""
        self.page.goto(f"{self.app.address}{path}")
        return self.settle()

    def settle(self) -> Screen:
        """Wait until no script runs any more."""
        app = self.page.get_by_test_id("stApp")
        for _pause in range(2):  # a script run may start another one, such as a change of the page
            self.page.wait_for_timeout(300)
            expect(app).to_have_attribute("data-test-script-state", "notRunning", timeout=60_000)
        expect(self.page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=30_000)
        return self

    def text(self) -> str:
        """All that can be read on the page."""
        return self.page.get_by_test_id("stMain").inner_text()

    def headline(self) -> str:
        """The sentence on top."""
        return self.page.locator("h4").first.inner_text()

    def button(self, name: str, *, exact: bool = False) -> Locator:
        """The first button with this text."""
        return self.page.get_by_role("button", name=name, exact=exact).first

    def press(self, name: str, *, exact: bool = False) -> Screen:
        """Press a button."""
        self.button(name, exact=exact).click()
        return self.settle()

    def search(self, text: str) -> Screen:
        """Type into the search box."""
        box = self.page.get_by_placeholder(re.compile("Pflege"))
        box.fill(text)
        box.press("Enter")
        return self.settle()

    def param(self, name: str) -> str | None:
        """A value in the address bar."""
        found: str | None = self.page.evaluate("name => new URL(location.href).searchParams.get(name)", name)
        return found

    def until(self, holds: Callable[[], bool], seconds: float = 15) -> None:
        """Wait for something to become true."""
        end = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < end, self.text()
            self.page.wait_for_timeout(100)


class Picture:
    """The canvas on a page: what is drawn, what is selected, and the mouse on it."""

    def __init__(self, screen: Screen, key: str = "explore canvas") -> None:
        self.screen = screen
        self._face = f"globalThis[Symbol.for('zielnetz.canvas')]?.get({key!r})"
        screen.until(lambda: bool(screen.page.evaluate(f"Boolean({self._face}?.nodes.length)")), 30)

    def ask(self, expression: str, argument: object = None) -> Any:
        """A value of the canvas' public face."""
        return self.screen.page.evaluate(f"argument => ({self._face}){expression}", argument)

    def ids(self) -> set[str]:
        """The ids of everything drawn."""
        return set(self.ask(".nodes.getIds()"))

    def codes(self) -> set[str]:
        """The codes of the plan's items that are drawn."""
        return {i.split("/")[1] for i in self.ids() if "/" in i and not i.startswith("fold:")}

    def selected(self) -> Any:
        """What is selected: {"node", "edge"}."""
        return self.ask(".selected()")

    def place(self, id_: str) -> tuple[float, float]:
        """Where something is on the page, in CSS pixels."""
        at = self.ask(".positionOf(argument)", id_)
        return at["x"], at["y"]

    def click(self, id_: str) -> None:
        """Click it with the mouse."""
        self.screen.page.mouse.click(*self.place(id_))
        self.screen.page.wait_for_timeout(500)
        self.screen.settle()

    def double_click(self, id_: str) -> None:
        """Double-click it with the mouse."""
        self.screen.page.mouse.dblclick(*self.place(id_))
        self.screen.settle()

    def scale(self) -> float:
        """The zoom."""
        return float(self.ask(".network.getScale()"))

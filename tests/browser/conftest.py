"""A real Chromium for tests, and the real app in front of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlparse

import pytest
from playwright.sync_api import Browser, Page, Request, sync_playwright

from tests.browser.app import App
from tests.browser.chromium import NAMES, find_chromium, launch
from tests.neo4j.server import Neo4jServer


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; without one the tests are skipped on a laptop and fail where CI=true."""
    if find_chromium() is None:
        missing = f"no browser found (one of {', '.join(NAMES)})"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    with sync_playwright() as playwright:
        running = launch(playwright)
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh browser session; at its end it must have asked nobody but our own server, and raised no error."""
    context = browser.new_context(viewport={"width": 1366, "height": 900}, reduced_motion="reduce")
    made = context.new_page()
    strangers: list[str] = []
    errors: list[str] = []

    def note(request: Request) -> None:
        host = urlparse(request.url.removeprefix("blob:")).hostname
        if host not in {"127.0.0.1", None}:
            strangers.append(request.url)

    context.on("request", note)
    made.on("pageerror", lambda error: errors.append(str(error)))
    yield made
    context.close()
    assert strangers == []
    assert errors == []


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The app on the Kreis Soest plan in the embedded store; tests only read, so no page looks for changes."""
    with App(tmp_path_factory.mktemp("app"), {"ZIELNETZ_REFRESH_SECONDS": "0"}) as running:
        yield running


@pytest.fixture(scope="session")
def own_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """An app for tests that change the plan and look for changes: each leaves the items of others alone."""
    with App(tmp_path_factory.mktemp("own")) as running:
        yield running


@pytest.fixture
def app_on_neo4j(neo4j_uri_empty: Neo4jServer, tmp_path: Path) -> Iterator[App]:
    """The app on a real Neo4j."""
    server = neo4j_uri_empty
    settings = {
        "NEO4J_URI": server.uri,
        "NEO4J_USERNAME": server.username,
        "NEO4J_PASSWORD": server.password,
        "ZIELNETZ_REFRESH_SECONDS": "0",
    }
    with App(tmp_path, settings) as running:
        yield running

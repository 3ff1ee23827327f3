"""The wheel, installed into another environment, is the whole app."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import sysconfig
import time
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

ROOT = Path(__file__).parents[2]
pytestmark = [pytest.mark.package, pytest.mark.xdist_group("package")]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel that ``pip install .`` would build."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*command, "--wheel-dir", str(folder), str(ROOT)], check=True, cwd=folder)
    return next(folder.glob("zielnetz-*.whl"))


@pytest.fixture(scope="module")
def elsewhere(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of an environment that holds the wheel and, of us, nothing else."""
    folder = tmp_path_factory.mktemp("elsewhere")
    subprocess.run([sys.executable, "-m", "venv", str(folder / "venv")], check=True)
    programs = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
    python = programs / "python"
    told = [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    packages = Path(subprocess.run(told, capture_output=True, text=True, check=True).stdout.strip())
    # The packages we depend on come from the environment of the tests; our own editable install does not,
    # because Python reads no further .pth files in a folder that a .pth file names.
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    subprocess.run([str(python), "-m", "pip", "install", "--quiet", "--no-deps", str(wheel)], check=True)
    return programs


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    keep = {k: v for k, v in os.environ.items() if not k.startswith(("NEO4J_", "ZIELNETZ_", "PYTHON"))}
    return {**keep, "ZIELNETZ_DATA": str(tmp_path / "data")}


@pytest.fixture
def served(elsewhere: Path, environment: dict[str, str], tmp_path: Path) -> Iterator[str]:
    """The address of the installed app, started in an empty folder."""
    log = tmp_path / "serve.log"
    with log.open("wb") as file:
        command = [str(elsewhere / "zielnetz"), "serve", "--port", "0", "--no-browser"]
        process = subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=file, stderr=file)
    try:
        end = time.monotonic() + 90
        while not (found := re.search(r"http://127\.0\.0\.1:\d+", log.read_text("utf-8"))):
            assert process.poll() is None and time.monotonic() < end, log.read_text("utf-8")
            time.sleep(0.2)
        yield found.group()
    finally:
        process.terminate()
        process.wait(20)


def test_the_wheel_holds_statements_seed_pages_words_and_the_picture_script(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for wanted in (
        "explorer/_bundled/cypher/questions/measures_with_several_goals.cypher",
        "explorer/_bundled/cypher/schema/embedded.cypher",
        "explorer/_bundled/seed/kreis-soest-2020/measures.csv",
        "explorer/_bundled/streamlit_app.py",
        "explorer/app/explore.py",
        "explorer/app/style.css",
        "explorer/locale/de/LC_MESSAGES/zielnetz.po",
        "explorer/picture/canvas/assets/vis-network.min.js",
        "explorer/picture/canvas/assets/canvas.js",
        "explorer/pyproject.toml",
    ):
        assert wanted in names, wanted
    assert not any(name.startswith(("tests/", "cypher/", "seed/")) for name in names)


def test_the_installed_app_serves_its_pages_and_its_component(served: str) -> None:
    with urllib.request.urlopen(f"{served}/_stcore/health", timeout=10) as answer:
        assert answer.status == 200
    with urllib.request.urlopen(f"{served}/erkunden", timeout=10) as answer:
        assert b"<html" in answer.read()


def test_the_installed_command_answers_a_question(
    served: str, elsewhere: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    command = [str(elsewhere / "zielnetz"), "ask", "measures-with-several-goals", "--min-goals", "3"]
    told = subprocess.run(
        [*command, "--format", "json"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert len(json.loads(told.stdout)["rows"]) > 0


def test_the_installed_app_draws_the_picture(served: str, page: Page) -> None:
    page.goto(f"{served}/erkunden")
    page.get_by_role("img", name=re.compile("Bild des Plans")).wait_for(timeout=60_000)

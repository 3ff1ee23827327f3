"""`zielnetz picture`: the picture as a file without a browser."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SEED = Path(__file__).parents[1] / "seed" / "kreis-soest-2020"


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """A data folder with the county's plan."""
    folder = tmp_path_factory.mktemp("picture") / "data"
    assert zielnetz(folder, "load", str(SEED)).returncode == 0
    return folder


def zielnetz(data, *arguments, lang="en"):
    keep = {k: v for k, v in os.environ.items() if not k.startswith(("NEO4J_", "ZIELNETZ_"))}
    return subprocess.run(
        [sys.executable, "-m", "explorer", "--lang", lang, *arguments],
        env={**keep, "ZIELNETZ_DATA": str(data)},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize(
    ("ending", "start"), [("html", b"<!doctype html>"), ("svg", b"<?xml"), ("png", b"\x89PNG")]
)
def test_the_overview_is_saved_in_every_form(data, tmp_path, ending, start):
    file = tmp_path / f"plan.{ending}"
    said = zielnetz(data, "picture", "-o", str(file))
    assert said.returncode == 0 and str(file) in said.stdout, said.stderr
    assert file.read_bytes().startswith(start)


def test_it_is_drawn_around_an_item_in_a_year_and_in_german(data, tmp_path):
    file = tmp_path / "plan.svg"
    said = zielnetz(data, "picture", "-o", str(file), "--around", "SG3", "--year", "2015", lang="de")
    assert said.returncode == 0, said.stderr
    drawing = file.read_text("utf-8")
    assert "Die Vielfalt der Gesellschaft als Chance nutzen" in drawing and "Jahr 2015" in drawing


@pytest.mark.parametrize(
    ("arguments", "texts"),
    [
        (("-o", "plan.gif"), ("cannot be written as plan.gif", ".html, .svg, .png")),
        (("-o", "nowhere/plan.svg"), ("does not exist", "nowhere")),
        (("-o", "plan.svg", "--around", "SG99"), ("SG99",)),
        (("-o", "plan.svg", "--around", "M002", "--year", "1999"), ("M002",)),
        (("-o", "plan.svg", "--plan", "elsewhere"), ("elsewhere",)),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_no_file(data, tmp_path, arguments, texts):
    inside = [str(tmp_path / a) if a.startswith(("plan.", "nowhere")) else a for a in arguments]
    said = zielnetz(data, "picture", *inside)
    assert said.returncode == 3 and all(text in said.stderr for text in texts), said.stderr
    assert list(tmp_path.iterdir()) == []

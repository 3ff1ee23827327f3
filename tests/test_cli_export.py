"""`zielnetz export`, `copy`, `backup` and `restore` as people use them: whole files, exact copies, clear refusals."""

import io
import json
import subprocess
import sys
from pathlib import Path

import networkx as nx
import openpyxl
import pytest

from explorer.exchange.formats.csv_zip import read_csv_zip
from explorer.exchange.formats.json_file import read_json
from explorer.exchange.formats.json_model import json_schema
from explorer.store.embedded import open_embedded
from explorer.store.moving import read_stored
from tests.plans import plan_folder
from tests.test_cli import ROOT, TOWN, clean_environment, data, soest, soest_data, zielnetz

__all__ = ["data", "soest", "soest_data", "zielnetz"]

HOLD = "import sys; from explorer.store.embedded import open_embedded; from pathlib import Path; \
s = open_embedded(Path(sys.argv[1])); print('open', flush=True); sys.stdin.read(); s.close()"


@pytest.fixture
def town(zielnetz, tmp_path):
    """Run a command on a database with two plans."""
    zielnetz("load", plan_folder(tmp_path / "town-files", *TOWN))
    zielnetz("load", plan_folder(tmp_path / "county-files", "Measure M1 x", code="county", title="County"))
    zielnetz("meant", "D1", "SG2", "--reason", "So vereinbart", "--plan", "town")
    return zielnetz


def stored(folder, code="town"):
    store = open_embedded(Path(folder) / "zielnetz.lbug")
    try:
        return read_stored(store, code)
    finally:
        store.close()


@pytest.mark.parametrize(
    ("ending", "read"),
    [
        ("json", lambda data: len(read_json(data).nodes)),
        ("zip", lambda data: len(read_csv_zip(data).plan.nodes)),
        ("graphml", lambda data: len(nx.read_graphml(io.BytesIO(data)))),
        ("gexf", lambda data: len(nx.read_gexf(io.BytesIO(data)))),
        ("cypher", lambda data: data.count(b"{uid: ") - 5),
        (
            "xlsx",
            lambda data: 4 if "Links" in str(openpyxl.load_workbook(io.BytesIO(data)).sheetnames) else 0,
        ),
    ],
)
def test_a_plan_is_written_in_the_format_of_the_ending(town, tmp_path, ending, read):
    path = tmp_path / f"plan.{ending.upper()}"
    done = town("--lang", "en", "export", "-o", path, "--plan", "town")
    assert done.code == 0 and path.name in done.out
    assert read(path.read_bytes()) >= 4
    assert [p.name for p in tmp_path.iterdir() if p.suffix == ".part"] == []


def test_what_was_exported_loads_into_an_empty_database_and_is_the_same_bytes(town, tmp_path, monkeypatch):
    for ending in ("json", "zip"):
        first, second = tmp_path / f"first.{ending}", tmp_path / f"second.{ending}"
        town("export", "-o", first, "--plan", "town")
        monkeypatch.setenv("ZIELNETZ_DATA", str(tmp_path / ending))
        assert town("load", first).code == 0
        town("export", "-o", second)
        assert second.read_bytes() == first.read_bytes()
        monkeypatch.setenv("ZIELNETZ_DATA", str(tmp_path / "Daten"))


def test_the_schema_is_printed_without_a_database(zielnetz):
    done = zielnetz("export", "--schema")
    assert done.code == 0 and json.loads(done.out) == json_schema()


@pytest.mark.parametrize(
    ("arguments", "code", "texts"),
    [
        (("-o", "plan.docx"), 3, (".xlsx", ".cypher")),
        (("-o", "plan"), 3, (".json",)),
        (("-o", "plan.svg"), 3, ("zielnetz picture -o plan.svg",)),
        (("-o", "nowhere/plan.json"), 3, ("nowhere",)),
        (("-o", "plan.json"), 3, ("county, town", "--plan")),
        (("-o", "plan.json", "--plan", "other"), 3, ("other", "town")),
        ((), 2, ("-o",)),
    ],
)
def test_an_export_that_cannot_be_is_refused_and_leaves_no_file(
    town, tmp_path, monkeypatch, arguments, code, texts
):
    folder = tmp_path / "empty"
    folder.mkdir()
    monkeypatch.chdir(folder)
    assert town("export", *arguments).is_refused(code, *texts)
    assert list(folder.iterdir()) == []


def test_all_plans_go_to_another_folder_and_a_second_time_nothing_is_done(town, data, tmp_path):
    done = town("--lang", "en", "copy", "--to", tmp_path / "other")
    assert done.code == 0 and done.out.count("is copied") == 2
    assert stored(tmp_path / "other") == stored(data)
    assert stored(tmp_path / "other", "county") == stored(data, "county")
    again = town("--lang", "en", "copy", "--to", tmp_path / "other")
    assert again.code == 0 and again.out.count("is there already") == 2


def test_one_plan_comes_from_another_folder(town, data, tmp_path, monkeypatch):
    monkeypatch.setenv("ZIELNETZ_DATA", str(tmp_path / "new"))
    done = town("--lang", "en", "copy", "--from", data, "--plan", "town", "--plan", "town")
    assert done.code == 0 and done.out.count("is copied") == 1
    assert stored(tmp_path / "new") == stored(data)
    assert town("copy", "--from", data, "--plan", "nothing").is_refused(3, "nothing", "county, town")


def test_a_state_that_would_be_lost_is_replaced_only_when_that_is_said(town, data, tmp_path, monkeypatch):
    other = tmp_path / "other"
    monkeypatch.setenv("ZIELNETZ_DATA", str(other))
    town("load", plan_folder(tmp_path / "theirs", "Measure M9 Other"))
    before = stored(other)
    monkeypatch.setenv("ZIELNETZ_DATA", str(data))
    assert town("copy", "--to", other).is_refused(3, "town", "--replace")
    assert stored(other) == before
    assert town("copy", "--to", other, "--replace").code == 0
    assert stored(other) == stored(data)


@pytest.mark.parametrize(
    ("arguments", "code", "texts"),
    [
        ((), 2, ("--to",)),
        (("--to", "a", "--from", "b"), 2, ("--to",)),
        (("--to", "Daten"), 3, ("--from",)),
        (("--to", "bolt://127.0.0.1:9"), 3, ("127.0.0.1:9", "ZIELNETZ_TARGET_PASSWORD")),
        (("--to", "http://127.0.0.1:9"), 3, ("http://127.0.0.1:9",)),
        (("--from", "nowhere"), 3, ("nowhere",)),
        (("--to", "a-file"), 3, ("a-file",)),
    ],
)
def test_a_copy_that_cannot_be_is_refused(town, tmp_path, monkeypatch, arguments, code, texts):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a-file").write_text("x")
    assert town("copy", *arguments).is_refused(code, *texts)
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.neo4j
def test_plans_go_to_neo4j_and_come_back(town, data, tmp_path, monkeypatch, neo4j_uri_empty):
    server = neo4j_uri_empty
    assert town("copy", "--to", server.uri, "--user", server.username).is_refused(
        3, "ZIELNETZ_TARGET_PASSWORD"
    )
    monkeypatch.setenv("ZIELNETZ_TARGET_PASSWORD", server.password)
    done = town("--lang", "en", "copy", "--to", server.uri, "--user", server.username)
    assert done.code == 0 and done.out.count("is copied") == 2
    assert server.password not in done.out + done.err
    monkeypatch.setenv("ZIELNETZ_DATA", str(tmp_path / "back"))
    assert town("copy", "--from", server.uri, "--user", server.username).code == 0
    assert stored(tmp_path / "back") == stored(data)
    # The other way round: the server is the database in use.
    monkeypatch.setenv("NEO4J_URI", server.uri)
    monkeypatch.setenv("NEO4J_PASSWORD", server.password)
    assert town("copy", "--to", tmp_path / "third", "--plan", "town").code == 0
    assert stored(tmp_path / "third") == stored(data)


def test_a_backup_is_restored_exactly_into_an_empty_database(town, data, tmp_path, monkeypatch):
    file = tmp_path / "plans.zielnetz"
    done = town("--lang", "en", "backup", file)
    assert done.code == 0 and "2 plans" in done.out
    monkeypatch.setenv("ZIELNETZ_DATA", str(tmp_path / "new"))
    done = town("--lang", "en", "restore", file)
    assert done.code == 0 and done.out.count("is restored") == 2
    assert stored(tmp_path / "new") == stored(data)
    assert town("--lang", "en", "restore", file).out.count("is there already") == 2
    assert town("--lang", "en", "changes", "--plan", "town").code == 0


def test_one_plan_is_backed_up_and_one_is_restored(town, tmp_path, monkeypatch):
    file = tmp_path / "plans.zielnetz"
    assert "1 plan " in town("--lang", "en", "backup", file, "--plan", "county").out
    assert town("restore", file, "--plan", "town").is_refused(3, "town", "county")
    town("backup", file)
    monkeypatch.setenv("ZIELNETZ_DATA", str(tmp_path / "new"))
    assert town("--lang", "en", "restore", file, "--plan", "town").out.count("is restored") == 1


def test_a_backup_replaces_a_later_state_only_when_that_is_said(town, data, tmp_path):
    file = tmp_path / "plans.zielnetz"
    town("backup", file)
    before = stored(data)
    town("unmark", "D1", "SG2", "--plan", "town")
    later = stored(data)
    assert town("restore", file).is_refused(3, "town", "--replace")
    assert stored(data) == later
    assert town("restore", file, "--replace").code == 0
    assert stored(data) == before


def test_a_damaged_backup_changes_nothing(town, data, tmp_path):
    file = tmp_path / "plans.zielnetz"
    town("backup", file)
    whole = file.read_bytes()
    town("unmark", "D1", "SG2", "--plan", "town")
    later = stored(data)
    for damaged in (whole[:-1], whole[: len(whole) // 2], whole.replace(b"PK", b"PX", 1), b""):
        file.write_bytes(damaged)
        assert town("restore", file, "--replace").is_refused(3, file.name)
        assert stored(data) == later


@pytest.mark.parametrize(
    ("arguments", "texts"),
    [
        (("backup", "nowhere/plans.zielnetz"), ("nowhere",)),
        (("restore", "nothing.zielnetz"), ("nothing.zielnetz",)),
        (("restore", "."), ("zielnetz backup",)),
        (("backup", "plans.zielnetz", "--plan", "other"), ("other", "county, town")),
    ],
)
def test_a_backup_that_cannot_be_is_refused(town, tmp_path, monkeypatch, arguments, texts):
    monkeypatch.chdir(tmp_path)
    assert town(*arguments).is_refused(3, *texts)
    assert not (tmp_path / "plans.zielnetz").exists()


def test_a_backup_and_an_export_are_made_while_the_app_holds_the_database(town, data, tmp_path):
    command = [sys.executable, "-W", "ignore", "-c", HOLD, str(data / "zielnetz.lbug")]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, cwd=ROOT, env=clean_environment(), **pipes) as app:
        assert app.stdout.readline() == b"open\n"
        assert town("backup", tmp_path / "plans.zielnetz").code == 0
        assert town("export", "-o", tmp_path / "plan.json", "--plan", "town").code == 0
        assert town("copy", "--to", tmp_path / "other").code == 0
        assert town("restore", tmp_path / "plans.zielnetz").is_refused(3, str(app.pid))
        app.stdin.close()
    assert stored(tmp_path / "other") == stored(data)

"""The embedded engine: one object per file, one writing process, many that read, and nothing lost in a crash."""

import os
import random
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import ladybug
import pytest

from explorer.catalogue import statement
from explorer.errors import ForeignData, InUse, Refusal
from explorer.settings import Settings
from explorer.store import open_store, plan_codes, read_plan, save_plan
from explorer.store.embedded import open_embedded, release
from explorer.store.protocol import SCHEMA_VERSION
from tests.plans import small_plan

ROOT = Path(__file__).parents[2]

#: What a second process knows before it does something: the file as ``path``, and a plan to load.
PRELUDE = """
import sys
from pathlib import Path
from explorer.errors import Refusal
from explorer.store import plan_codes, read_plan, save_plan
from explorer.store.embedded import open_embedded
from tests.plans import small_plan

def plan(title):
    measures = [f"Measure M{i} {title}" for i in range(300)]
    links = [f"M{i} SERVES SG1; note={title}" for i in range(300)]
    return small_plan("StrategicGoal SG1 Goal", *measures, *links)

path = Path(sys.argv[1])
"""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "Daten des Büros" / "zielnetz.lbug"


def start(path, script):
    """Another process that runs ``script`` on the file."""
    code = PRELUDE + textwrap.dedent(script)
    return subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", code, str(path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
    )


def run(path, script):
    """What another process prints; it has to end well."""
    process = start(path, script)
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    return out.splitlines()


def titles(plan):
    return {node.title for node in plan.of("Measure")}, {link.text("note") for link in plan.links}


def test_a_file_is_opened_once_per_process(path, tmp_path):
    store = open_embedded(path)
    (tmp_path / "link").symlink_to(path.parent)
    assert open_embedded(path) is store
    assert open_embedded(tmp_path / "link" / ".." / "link" / path.name) is store
    assert open_embedded(path, read_only=True) is store
    for _users in range(3):
        release(store)
    save_plan(store, small_plan("Measure M1 Still open"), who="Anna")
    release(store)
    again = open_embedded(path)
    assert again is not store
    assert read_plan(again, "town").nodes["town/M1"].title == "Still open"
    again.close()


def test_the_settings_choose_the_folder(tmp_path):
    store = open_store(Settings(data=tmp_path / "a" / "b", neo4j_uri=""))
    assert store.engine == "embedded"
    assert store.place.startswith("Ladybug 0.") and str(tmp_path / "a" / "b" / "zielnetz.lbug") in store.place
    store.close()


def test_a_second_process_that_writes_is_refused_and_told_who_has_it(path):
    store = open_embedded(path)
    said = run(path, """
        try:
            open_embedded(path)
        except Refusal as refusal:
            print(type(refusal).__name__, refusal)
    """)  # fmt: skip
    assert said == [f"InUse The database {path} is in use by another process (number {os.getpid()})."]
    save_plan(store, small_plan("Measure M1 Unharmed"), who="Anna")
    assert titles(read_plan(store, "town"))[0] == {"Unharmed"}
    store.close()


def test_a_second_process_that_reads_is_let_in_and_sees_the_latest_state(path):
    store = open_embedded(path)
    read = """
        store = open_embedded(path, read_only=True)
        print(read_plan(store, "town").nodes["town/M1"].title)
        try:
            save_plan(store, plan("new"), who="they")
        except Refusal as refusal:
            print(refusal)
    """
    for title in ("First", "Second"):
        save_plan(store, small_plan(f"Measure M1 {title}"), who="Anna")
        assert run(path, read) == [
            title,
            "The database was opened for reading only, because another process is using it.",
        ]
    store.close()


def test_readers_see_whole_states_while_another_process_loads(path):
    writer = start(path, """
        store = open_embedded(path)
        for i in range(1000):
            save_plan(store, plan("ab"[i % 2]), who="they")
            print(i, flush=True)
    """)  # fmt: skip
    try:
        assert writer.stdout.readline() == "0\n"
        for _reader in range(8):
            store = open_embedded(path, read_only=True)
            found = titles(read_plan(store, "town"))
            assert found in [({"a"}, {"a"}), ({"b"}, {"b"})]
            store.close()
        assert writer.poll() is None, "the writer was to go on until now"
    finally:
        writer.kill()
        writer.communicate()


def test_a_load_after_a_failed_one_works(path):
    # In a process of its own: unguarded, the engine would take this one down with it.
    said = run(path, """
        store = open_embedded(path)
        for at in ("Measure", "SERVES"):
            def fail(name, rows):
                if name == at:
                    raise RuntimeError("power cut")
            try:
                save_plan(store, plan("failed"), who="we", progress=fail)
            except RuntimeError as error:
                print(error)
        save_plan(store, plan("good"), who="we")
        save_plan(store, plan("better"), who="we")
        store.close()
        store = open_embedded(path)
        print(len(read_plan(store, "town").nodes), sorted({n.title for n in read_plan(store, "town").of("Measure")}))
        store.close()
    """)  # fmt: skip
    assert said == ["power cut", "power cut", "301 ['better']"]


def test_a_load_in_the_next_process_after_a_failed_one_works(path):
    fails = """
        def fail(name, rows):
            if name == "SERVES":
                raise RuntimeError("power cut")
        store = open_embedded(path)
        try:
            save_plan(store, plan("failed"), who="we", progress=fail)
        except RuntimeError as error:
            print(error, plan_codes(store))
    """
    assert run(path, fails) == ["power cut []"]
    assert run(path, fails) == ["power cut []"]
    store = open_embedded(path)
    save_plan(store, small_plan("Measure M1 Good"), who="Anna")
    assert titles(read_plan(store, "town"))[0] == {"Good"}
    store.close()


def test_killed_while_it_loads_it_leaves_the_old_state_or_the_new_one(path):
    acknowledged = 0
    dice = random.Random(2020)
    for _kill in range(5):
        writer = start(path, """
            store = open_embedded(path)
            print("open", flush=True)
            revision = max([row["revision"] for row in plan_codes(store)], default=0)
            while True:
                revision += 1
                save_plan(store, plan(f"state {revision}"), who="they")
                print(revision, flush=True)
        """)  # fmt: skip
        lines = [writer.stdout.readline() for _line in range(dice.choice((1, 2, 3)))]
        assert lines[0] == "open\n", writer.communicate()
        time.sleep(dice.uniform(0, 0.3))
        writer.kill()
        lines += writer.communicate()[0].splitlines()
        acknowledged = max([acknowledged, *(int(line) for line in lines if line.strip().isdigit())])

        store = open_embedded(path)
        codes = plan_codes(store)
        revision = codes[0]["revision"] if codes else 0
        # A commit that was not acknowledged any more may have happened.
        assert acknowledged <= revision <= acknowledged + 1
        if revision:
            found = read_plan(store, "town")
            assert titles(found) == ({f"state {revision}"}, {f"state {revision}"})
            assert (len(found.nodes), len(found.links)) == (301, 300)
            assert store.read(statement("explore/changes"), plan="town")[0]["revision"] == revision
        acknowledged = revision
        store.close()


def test_a_log_that_was_cut_short_opens_at_the_last_whole_state(path):
    run(path, """
        import os
        store = open_embedded(path)
        save_plan(store, plan("old"), who="they")
        save_plan(store, plan("new"), who="they")
        sys.stdout.flush()
        os._exit(0)
    """)  # fmt: skip
    log = path.with_name(path.name + ".wal")
    os.truncate(log, log.stat().st_size - 500)
    store = open_embedded(path)
    assert titles(read_plan(store, "town")) == ({"old"}, {"old"})
    save_plan(store, small_plan("Measure M1 Goes on"), who="Anna")
    store.close()


def test_a_database_of_a_newer_version_is_refused(path):
    store = open_embedded(path)
    store.write(lambda tx: tx.run(statement("edit/mark_schema"), version=SCHEMA_VERSION + 1))
    store.close()
    for read_only in (False, True):
        with pytest.raises(ForeignData, match="written by a newer Zielnetz") as caught:
            open_embedded(path, read_only=read_only)
        assert "Update Zielnetz" in caught.value.remedy


def test_a_database_of_somebody_else_is_refused_and_left_alone(path):
    path.parent.mkdir(parents=True)
    database = ladybug.Database(str(path))
    connection = ladybug.Connection(database)
    connection.execute("CREATE NODE TABLE Invoice (id INT64 PRIMARY KEY)")
    connection.execute("CREATE (:Invoice {id: 7})")
    connection.close()
    database.close()
    with pytest.raises(ForeignData, match=r"did not write \(tables: Invoice\)") as caught:
        open_embedded(path)
    assert "ZIELNETZ_DATA" in caught.value.remedy
    database = ladybug.Database(str(path), read_only=True)
    connection = ladybug.Connection(database)
    assert connection.execute("MATCH (i:Invoice) RETURN i.id").get_all() == [[7]]
    tables = connection.execute("CALL show_tables() RETURN name").get_all()
    assert tables == [["Invoice"]]
    connection.close()
    database.close()


@pytest.mark.parametrize(
    "content", [b"not a database\n" * 500, b"\0" * 8192, b"LBUG" + bytes(range(256)) * 40]
)
def test_a_file_that_is_no_database_is_refused_and_left_alone(path, content):
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    for read_only in (False, True):
        with pytest.raises(Refusal, match="cannot be opened") as caught:
            open_embedded(path, read_only=read_only)
        assert "move it away" in caught.value.remedy
    assert path.read_bytes() == content


def test_nothing_is_made_by_reading_where_there_is_nothing(path):
    with pytest.raises(Refusal, match=r"no plan in .* yet") as caught:
        open_embedded(path, read_only=True)
    assert "zielnetz load" in caught.value.remedy
    assert not path.parent.exists()


@pytest.mark.skipif(os.name == "nt", reason="a folder below a file is another error there")
def test_a_data_folder_that_cannot_be_made_is_refused(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(Refusal, match="cannot be created") as caught:
        open_embedded(tmp_path / "file" / "data" / "zielnetz.lbug")
    assert "ZIELNETZ_DATA" in caught.value.remedy


def test_a_start_that_was_cut_short_is_finished_by_the_next(path):
    # The schema's statements are transactions of their own; killed after some of them, the next start goes on.
    path.parent.mkdir(parents=True)
    database = ladybug.Database(str(path))
    connection = ladybug.Connection(database)
    connection.execute("CREATE MACRO type(r) AS label(r)")
    connection.execute("CREATE NODE TABLE Plan (uid STRING PRIMARY KEY, code STRING, title STRING, title_en STRING, "
                       "description STRING, description_en STRING, revision INT64, updated_at STRING)")  # fmt: skip
    connection.close()
    database.close()
    store = open_embedded(path)
    save_plan(store, small_plan("Measure M1 Whole"), who="Anna")
    assert titles(read_plan(store, "town"))[0] == {"Whole"}
    store.close()


def test_a_start_that_an_older_version_did_not_finish_is_finished_as_a_new_file_is(path, tmp_path):
    path.parent.mkdir(parents=True)
    database = ladybug.Database(str(path))
    connection = ladybug.Connection(database)
    text = (Path(__file__).parent / "embedded_1.cypher").read_text("utf-8")
    code = "\n".join(line for line in text.splitlines() if not line.startswith("//"))
    for one in list(filter(None, map(str.strip, code.split(";")))):
        if "Zielnetz" not in one:  # the table of the mark is what it did not come to
            connection.execute(one)
    connection.close()
    database.close()
    store = open_embedded(path)
    town = small_plan("StrategicGoal G Goal", *(f"Measure M{i} Advice" for i in range(2_100)), "M1 SERVES G")
    save_plan(store, town, who="Anna")
    plan = read_plan(store, "town")
    assert plan.nodes["town/M1"].properties["reworded"] == plan.links[0].properties["confirmed"] == 1
    assert plan.properties["latest_year"] is None and plan.properties["mapping"] is None
    store.close()


def test_a_closed_store_may_be_opened_again_by_another_process(path):
    store = open_embedded(path)
    with pytest.raises(InUse):
        _open_elsewhere(path)
    store.close()
    _open_elsewhere(path)


def _open_elsewhere(path):
    said = run(path, """
        try:
            open_embedded(path).close()
            print("opened")
        except Refusal as refusal:
            print(type(refusal).__name__)
    """)  # fmt: skip
    if said == ["InUse"]:
        raise InUse("in use", "")
    assert said == ["opened"]

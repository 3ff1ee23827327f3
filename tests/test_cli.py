"""The `zielnetz` command as people and scripts use it: answers, files, pipes, and refusals on one screen."""

import csv
import io
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest
import typer
from neo4j import GraphDatabase

from explorer import __version__, i18n
from explorer.catalogue import questions
from explorer.cli import app, main
from explorer.cli_output import print_fault
from explorer.model import LABELS, LINK_TYPES
from explorer.resources import bundled
from explorer.store.embedded import open_embedded
from tests.plans import plan_folder

ROOT = Path(__file__).parents[1]
SEED = bundled("seed") / "kreis-soest-2020"
TOWN = (
    "StrategicGoal SG1 Gesund leben; number=1",
    "StrategicGoal SG2 Lernen; number=2",
    "Measure M1 Pflegeberatung; status=running; since=2015",
    "Department D1 Gesundheit",
    "M1 SERVES SG1; contribution=primary",
    "M1 SERVES SG2; contribution=secondary",
    "D1 RESPONSIBLE_FOR M1",
)
SEVERAL = ("ask", "measures-with-several-goals", "--min-goals", "3")
#: Items of the seed for the questions that ask for some.
ITEMS = {
    "item": "M001",
    "start": "M001",
    "target": "SG3",
    "goal": "SG1",
    "department": "DEZ01",
    "text": "Pflege",
}


@dataclass
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str

    def is_refused(self, code, *texts):
        """It says in one screen and without a traceback what is wrong and what to do, in both languages."""
        said = self.out + self.err
        assert self.code == code, said
        assert "Traceback" not in said and len(said.splitlines()) <= 24
        if code == 3:
            assert self.out == "" and self.err.count("  → ") == 2
        for text in texts:
            assert text in said
        return True


def clean_environment():
    return {k: v for k, v in os.environ.items() if not k.startswith(("NEO4J_", "ZIELNETZ_"))}


@pytest.fixture
def data(tmp_path, monkeypatch):
    """The data folder of the commands in this test; nothing is there yet."""
    for name in [name for name in os.environ if name.startswith(("NEO4J_", "ZIELNETZ_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("ZIELNETZ_LANGUAGE", "de")
    monkeypatch.setenv("ZIELNETZ_DATA", str(tmp_path / "Daten"))
    yield tmp_path / "Daten"
    i18n.follow(lambda: "de")


@pytest.fixture
def zielnetz(data, capsysbinary):
    """Run the command in this process."""

    def run(*arguments):
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        out, err = capsysbinary.readouterr()
        return Done(ended.value.code or 0, out.decode(), err.decode())

    return run


@pytest.fixture(scope="session")
def soest_data(tmp_path_factory):
    """A data folder with the seed, for all tests: only read it."""
    folder = tmp_path_factory.mktemp("soest-data")
    environment = {**clean_environment(), "ZIELNETZ_DATA": str(folder)}
    subprocess.run([*COMMAND, "load", str(SEED)], cwd=ROOT, env=environment, check=True, capture_output=True)
    return folder


@pytest.fixture
def soest(zielnetz, soest_data, monkeypatch):
    """Run a command that reads the seed."""
    monkeypatch.setenv("ZIELNETZ_DATA", str(soest_data))
    return zielnetz


COMMAND = [sys.executable, "-W", "ignore", "-m", "explorer"]


def in_process(data, *arguments, **more):
    """Run the command in a process of its own."""
    environment = {**clean_environment(), "ZIELNETZ_DATA": str(data), **more}
    done = subprocess.run(
        [*COMMAND, *map(str, arguments)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        timeout=120,
        check=False,
    )
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode(errors="replace"))


# ---------------------------------------------------------------------------------------------- help


def test_help_tells_the_commands_and_the_exit_codes(zielnetz):
    done = zielnetz("--help")
    assert done.code == 0
    for text in (
        "serve",
        "load",
        "check",
        "ask",
        "questions",
        "info",
        "cypher",
        "Exit codes",
        "130 interrupted",
    ):
        assert text in done.out
    assert zielnetz("--version").out == f"zielnetz {__version__}\n"


def test_every_command_and_option_has_a_help_text():
    def walk(command, path):
        assert command.help and command.help[0].isupper(), path
        for parameter in command.params:
            assert getattr(parameter, "help", "") or parameter.name == "help", (path, parameter.name)
        if isinstance(command, typer.core.TyperGroup):
            context = typer.Context(command)
            for name in command.list_commands(context):
                walk(command.get_command(context, name), f"{path} {name}")

    walk(typer.main.get_command(app), "zielnetz")


@pytest.mark.parametrize("name", questions())
def test_help_of_a_question_is_made_from_its_header(zielnetz, monkeypatch, name):
    monkeypatch.setenv("COLUMNS", "300")
    question = questions()[name]
    done = zielnetz("ask", name, "--help")
    assert done.code == 0
    assert question.title["en"] in done.out and question.why["en"] in done.out
    for parameter in question.parameters.values():
        assert "--" + parameter.name.replace("_", "-") in done.out
        assert parameter.label["en"] in done.out
        for limit in (parameter.minimum, parameter.maximum):
            assert limit is None or str(limit) in done.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ask", "measures-with-sevral-goals"], "Did you mean measures_with_several_goals"),
        (["ask", "measures-with-several-goals", "--min-goals", "0"], "greater than or equal to 2"),
        (["ask", "measures-with-several-goals", "--min-goals", "many"], "--min-goals"),
        (["ask", "measures-with-several-goals", "--year", "-1"], "--year"),
        (["ask", "connection", "--start", "M001"], "--target"),
        (["ask", "goals-by-reach", "--format", "xml"], "--format"),
        (["questions", "--audience", "nobody"], "--audience"),
        (["--lang", "fr", "info"], "--lang"),
        (["load"], "PATH"),
        (["lod", "x"], "Did you mean 'load'"),
    ],
)
def test_wrong_usage_is_told_with_code_2(zielnetz, monkeypatch, arguments, said):
    monkeypatch.setenv("COLUMNS", "200")
    done = zielnetz(*arguments)
    assert done.is_refused(2, said) and done.out == ""


# ------------------------------------------------------------------------------------- load and check


def test_a_load_says_what_was_added_changed_and_removed(zielnetz, tmp_path):
    folder = plan_folder(tmp_path / "plan", *TOWN)
    done = zielnetz("--lang", "en", "load", folder, "--who", "Anna")
    assert done.code == 0 and done.err == ""
    assert "The plan town is loaded, revision 1:" in done.out
    assert ["Measures", "1", "0", "0", "0"] in [line.split() for line in done.out.splitlines()]

    again = zielnetz("--lang", "en", "load", folder)
    assert again.code == 0 and "Nothing changed" in again.out

    lines = [line.replace("Pflegeberatung", "Pflegeatlas") for line in TOWN if "SG2" not in line]
    done = zielnetz("--lang", "en", "load", plan_folder(folder, *lines, "Measure M2 Neu"))
    rows = [line.split() for line in done.out.splitlines()]
    assert "revision 2" in done.out
    assert ["Measures", "1", "1", "0", "0"] in rows
    assert "left in the plan: items 1, links 1. --remove takes them out." in done.out

    done = zielnetz("--lang", "en", "load", folder, "--remove")
    rows = [line.split() for line in done.out.splitlines()]
    assert ["Strategic", "goals", "0", "0", "1", "1"] in rows and "left in the plan" not in done.out

    log = zielnetz(
        "cypher",
        "MATCH (c:Change) RETURN c.who AS who, c.revision AS revision ORDER BY revision",
        "-f",
        "csv",
    )
    assert log.out.splitlines()[:2] == ["who,revision", "Anna,1"]


def test_a_sound_plan_is_checked_and_not_loaded(zielnetz, data, tmp_path):
    done = zielnetz("check", plan_folder(tmp_path / "plan", *TOWN))
    assert done.code == 0 and "town" in done.out and done.err == ""
    assert not data.exists()


def damage(folder, name, change):
    path = folder / name
    path.write_bytes(change(path.read_bytes()))


DAMAGES = {
    "unknown end": ("links.csv", lambda b: b.replace(b",SG1,", b",SG77,", 1), ["links.csv", "SG77", "SG7"]),
    "duplicate code": (
        "measures.csv",
        lambda b: b.replace(b"\nM002,", b"\nM001,", 1),
        ["measures.csv", "M001"],
    ),
    "wrong label": (
        "links.csv",
        lambda b: b.replace(b"PURSUED_IN,SG1,F-FAM", b"PURSUED_IN,SG1,M001"),
        ["Measure"],
    ),
    "since after until": (
        "measures.csv",
        lambda b: b.replace(b",2007,,", b",2007,2001,", 1),
        ["until", "2001"],
    ),
    "bad number": ("measures.csv", lambda b: b.replace(b",2007,,", b",soon,,", 1), ["since", "soon", "2015"]),
    "latin-1": ("measures.csv", lambda b: b.decode().encode("latin-1", "replace"), ["measures.csv", "UTF-8"]),
    "cut off": ("departments.csv", lambda b: b[: b.rindex(b'"')], ["departments.csv", "CSV"]),
    "no header": ("fields_of_action.csv", lambda b: b.split(b"\n", 1)[1], ["fields_of_action.csv", "code"]),
}


@pytest.fixture
def seed_copy(tmp_path):
    return Path(shutil.copytree(SEED, tmp_path / "seed"))


@pytest.mark.parametrize("name", [*DAMAGES, "cycle", "missing file"])
def test_a_damaged_plan_is_listed_by_check_and_refused_by_load(zielnetz, data, seed_copy, name):
    if name == "cycle":
        rows = list(csv.DictReader(io.StringIO((seed_copy / "links.csv").read_text("utf-8"))))
        part = next(row for row in rows if row["type"] == "PART_OF")
        damage(
            seed_copy, "links.csv", lambda b: b + f"PART_OF,{part['to']},{part['from']},reading\n".encode()
        )
        texts = ["PART_OF", f"{part['from']} -> ", f"{part['to']} -> "]
    elif name == "missing file":
        (seed_copy / "decisions.csv").unlink()
        texts = ["decisions.csv"]
    else:
        file, change, texts = DAMAGES[name]
        before = (seed_copy / file).read_bytes()
        damage(seed_copy, file, change)
        assert (seed_copy / file).read_bytes() != before
    checked = zielnetz("check", seed_copy)
    assert checked.code == 1 and "Traceback" not in checked.err
    for text in texts:
        assert text in checked.out
    loaded = zielnetz("load", seed_copy)
    assert loaded.is_refused(3, "Der Plan hat Fehler", "The plan has errors")
    assert not data.exists()


def test_a_refused_load_leaves_what_was_there(zielnetz, tmp_path):
    folder = plan_folder(tmp_path / "plan", *TOWN)
    zielnetz("load", folder)
    before = zielnetz("info", "--format", "json").out
    damage(folder, "links.csv", lambda b: b.replace(b"SG1", b"SG9"))
    assert zielnetz("load", folder).is_refused(3, "SG9")
    assert zielnetz("info", "--format", "json").out == before


def test_many_problems_are_cut_by_load_and_listed_by_check(zielnetz, tmp_path):
    folder = plan_folder(tmp_path / "plan", *TOWN, *(f"M1 SERVES SG{i}" for i in range(10, 60)))
    assert zielnetz("--lang", "en", "load", folder).is_refused(3, "... and 45 more; zielnetz check PATH")
    checked = zielnetz("--lang", "en", "check", folder)
    assert checked.code == 1
    assert sum("no item with the code" in line for line in checked.out.splitlines()) == 50
    assert "50 problems." in checked.err


def test_check_speaks_the_chosen_language(zielnetz, tmp_path, monkeypatch):
    folder = plan_folder(tmp_path / "plan", *TOWN, "M1 SERVES SG9")
    english = zielnetz("--lang", "en", "check", folder).out
    assert "What is wrong" in english and "no item with the code SG9" in english
    monkeypatch.setenv("ZIELNETZ_LANGUAGE", "de")
    assert "What is wrong" not in zielnetz("check", folder).out


@pytest.mark.parametrize("command", ["check", "load"])
def test_a_path_that_is_not_there_is_refused(zielnetz, tmp_path, command):
    assert zielnetz(command, tmp_path / "nowhere").is_refused(3, "There is no file or folder", "plan.csv")


# ------------------------------------------------------------------------------------------------ ask


def test_an_answer_is_a_sentence_and_a_table(soest):
    done = soest("--lang", "en", *SEVERAL)
    assert done.code == 0 and done.err == ""
    sentence, *rest = done.out.splitlines()
    assert re.match(r"\d+ measures serve at least 3 ", sentence)
    assert any("Goals" in line for line in rest)
    assert "\x1b" not in done.out


def test_the_language_changes_words_and_titles(soest):
    german, english = soest("ask", "goals_by_reach"), soest("--lang", "en", "ask", "goals_by_reach")
    assert "Gesund und sicher leben" in german.out and "Gesund" not in english.out


def test_csv_is_as_rfc_4180_has_it_and_alone_on_standard_output(soest):
    done = soest(*SEVERAL, "--format", "csv")
    assert done.code == 0
    assert done.out.count("\r\n") == done.out.count("\n") > 3
    rows = list(csv.DictReader(io.StringIO(done.out, newline="")))
    assert all(row["uid"].startswith("kreis-soest-2020/M") and int(row["goals"]) >= 3 for row in rows)
    assert all(row["goal_titles"].count("; ") == int(row["goals"]) - 1 for row in rows)
    assert "Maßnahmen" in done.err


def test_an_answer_without_rows_still_has_its_header(soest):
    done = soest("ask", "measures-with-several-goals", "--min-goals", "7", "-f", "csv")
    (header,) = csv.reader(io.StringIO(done.out))
    full = next(csv.reader(io.StringIO(soest(*SEVERAL, "-f", "csv").out)))
    assert header == [name for name in full if name in header] and "uid" in header
    assert done.code == 0 and done.err


def test_json_carries_what_was_asked_and_of_which_state(soest):
    answer = json.loads(soest(*SEVERAL, "--format", "json", "--year", "2015").out)
    assert answer["question"] == "measures_with_several_goals"
    assert answer["parameters"]["min_goals"] == 3
    assert (answer["plan"], answer["year"], answer["revision"]) == ("kreis-soest-2020", 2015, 1)
    all_years = json.loads(soest(*SEVERAL, "--format", "json").out)
    assert 0 < len(answer["rows"]) < len(all_years["rows"])


@pytest.mark.parametrize("name", questions())
def test_every_question_is_answered_in_every_format(soest, name):
    wanted = [p for p in questions()[name].parameters.values() if p.default is None]
    options = [text for p in wanted for text in ("--" + p.name.replace("_", "-"), ITEMS[p.name])]
    table = soest("ask", name, *options)
    assert table.code == 0 and table.out.strip() and table.err == ""
    records = json.loads(soest("ask", name, *options, "-f", "json").out)["rows"]
    rows = list(csv.reader(io.StringIO(soest("ask", name, *options, "-f", "csv").out)))
    assert len(rows) == len(records) + 1
    assert {len(row) for row in rows} == {len(rows[0])}


@pytest.mark.parametrize("text", ["SG3", "sg3", "kreis-soest-2020/SG3"])
def test_an_item_is_named_by_its_code_or_uid(soest, text):
    answer = json.loads(soest("ask", "goal-measures", "--goal", text, "-f", "json").out)
    assert answer["parameters"]["goal"] == "kreis-soest-2020/SG3" and answer["rows"]


def test_an_unknown_item_is_refused_with_the_nearest_ones(soest):
    assert soest("ask", "connection", "--start", "M01", "--target", "SG3").is_refused(
        3, "M01", "Nearest: M01"
    )
    done = soest("ask", "around_item", "--item", "Pflegeatlas")
    assert done.is_refused(3, "M075 Pflege-Atlas")


def test_an_item_of_another_kind_is_refused(soest):
    done = soest("ask", "goal-measures", "--goal", "M001")
    assert done.is_refused(3, "Willkommen", "Choose one of these kinds")


def test_with_several_plans_one_has_to_be_named(zielnetz, tmp_path):
    for code in ("town", "county"):
        zielnetz("load", plan_folder(tmp_path / code, *TOWN, code=code))
    assert zielnetz("ask", "goals_by_reach").is_refused(3, "county, town", "--plan CODE")
    assert zielnetz("ask", "goals_by_reach", "--plan", "village").is_refused(3, "village", "county, town")
    answer = json.loads(zielnetz("ask", "goals_by_reach", "--plan", "county", "-f", "json").out)
    assert answer["plan"] == "county" and answer["rows"][0]["uid"].startswith("county/")


def test_questions_are_listed_with_what_they_are_for(soest):
    listed = soest("--lang", "en", "questions").out
    for question in questions().values():
        assert question.name in listed and question.why["en"] in listed
    for_workshops = json.loads(soest("questions", "--audience", "workshop", "--format", "json").out)
    assert 0 < len(for_workshops) < len(questions())
    assert all("workshop" in question["audience"] for question in for_workshops)
    assert {"name", "type", "default", "allowed", "label"} == set(
        next(q for q in for_workshops if q["parameters"])["parameters"][0]
    )


# -------------------------------------------------------------------------------------- info and cypher


def test_info_tells_the_store_the_plans_and_the_counts(soest, soest_data):
    told = json.loads(soest("info", "--format", "json").out)
    assert told["version"] == __version__ and told["data"] == str(soest_data)
    assert told["database"].startswith("Ladybug") and str(soest_data) in told["database"]
    (plan,) = told["plans"]
    assert (plan["code"], plan["revision"]) == ("kreis-soest-2020", 1)
    assert plan["items"]["Measure"] == 125 and set(plan["items"]) == set(LABELS)
    assert plan["links"]["SERVES"] > 100 and set(plan["links"]) <= set(LINK_TYPES)
    table = soest("info").out
    assert str(soest_data) in table and "125" in table and "Maßnahmen" in table


def test_a_query_is_answered_in_every_format(soest):
    query = "MATCH (g:StrategicGoal) RETURN g.number AS number, g.title AS title, g ORDER BY number LIMIT 2"
    assert "SG1 Familien" in soest("cypher", query).out
    rows = list(csv.DictReader(io.StringIO(soest("cypher", query, "-f", "csv").out)))
    assert [row["number"] for row in rows] == ["1", "2"] and json.loads(rows[0]["g"])["code"] == "SG1"
    told = json.loads(soest("cypher", query, "-f", "json").out)
    assert told["columns"] == ["number", "title", "g"] and told["cut"] is False
    assert told["rows"][1]["g"]["label"] == "StrategicGoal"


def test_a_query_may_come_from_standard_input(soest_data):
    done = subprocess.run(
        [*COMMAND, "cypher", "-", "-f", "csv"],
        input=b"MATCH (m:Measure)\nRETURN count(m) AS n",
        cwd=ROOT,
        env={**clean_environment(), "ZIELNETZ_DATA": str(soest_data)},
        capture_output=True,
        check=True,
    )
    assert done.stdout == b"n\r\n125\r\n"


def test_a_query_has_the_limits_of_the_console(soest, monkeypatch):
    monkeypatch.setenv("ZIELNETZ_CONSOLE_ROWS", "10")
    done = soest("--lang", "en", "cypher", "MATCH (m:Measure) RETURN m.code AS code", "-f", "csv")
    assert len(done.out.splitlines()) == 11 and "Only the first 10 rows are shown." in done.err
    monkeypatch.setenv("ZIELNETZ_CONSOLE_SECONDS", "0.2")
    four = "MATCH (a:Measure), (b:Measure), (c:Measure), (d:Measure)"
    slow = f"{four} WHERE a.title + b.title = c.title + d.code RETURN count(*)"
    assert soest("cypher", slow).is_refused(3, "0.2 seconds", "LIMIT")


@pytest.mark.parametrize(
    "query", ["MATCH (n) DETACH DELETE n", "CREATE (:Measure {uid: 'x'})", "MATCH (n RETURN n", ""]
)
def test_a_query_that_writes_or_is_wrong_is_refused(soest, query):
    assert soest("cypher", query).is_refused(3)
    assert json.loads(soest("info", "-f", "json").out)["plans"][0]["items"]["Measure"] == 125


# --------------------------------------------------------------------------------- pipes and terminals


def test_a_reader_that_leaves_the_pipe_early_is_no_error(soest_data):
    environment = {**clean_environment(), "ZIELNETZ_DATA": str(soest_data)}
    for arguments in (
        ["cypher", "MATCH (m:Measure) RETURN m", "-f", "csv"],
        ["ask", "search", "--text", "e"],
        ["--help"],
    ):
        for read in (0, 10):
            process = subprocess.Popen(
                [*COMMAND, *arguments],
                cwd=ROOT,
                env=environment,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
            process.stdout.read(read)
            process.stdout.close()
            err = process.stderr.read().decode()
            # Typer itself ends with 1 when nobody reads its help.
            assert process.wait(60) in ((0, 1) if arguments == ["--help"] else (0,))
            assert "Broken" not in err and "Traceback" not in err, err


def test_a_piped_table_has_no_colours_and_its_full_width(soest_data):
    done = in_process(soest_data, *SEVERAL, COLUMNS="40", FORCE_COLOR="", TERM="xterm-256color")
    rows = [line for line in done.out.splitlines() if line.startswith(" ")]
    assert max(map(len, rows)) > 100 and "\x1b" not in done.out


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_files_are_utf_8_and_tables_do_not_fail_whatever_the_terminal_can_show(soest_data, encoding):
    more = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    answer = in_process(soest_data, "ask", "goals_by_reach", "-f", "csv", **more)
    assert answer.code == 0 and "stärken" in answer.out
    environment = {**clean_environment(), "ZIELNETZ_DATA": str(soest_data), **more}
    for arguments in (["ask", "goals_by_reach"], ["ask", "connection", "--start", "M01", "--target", "SG1"]):
        done = subprocess.run(
            [*COMMAND, *arguments], cwd=ROOT, env=environment, capture_output=True, check=False
        )
        assert done.returncode in (0, 3)
        assert (done.stdout + done.stderr).decode(encoding) and b"Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pseudo terminal")
def test_on_a_terminal_a_table_wraps_to_it(soest_data):
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 72, 0, 0))
    environment = {
        **clean_environment(),
        "ZIELNETZ_DATA": str(soest_data),
        "TERM": "xterm",
        "PYTHONUTF8": "1",
    }
    environment.pop("COLUMNS", None)
    process = subprocess.Popen([*COMMAND, *SEVERAL], cwd=ROOT, env=environment, stdout=theirs, stderr=theirs)
    os.close(theirs)
    said = b""
    try:
        while piece := os.read(ours, 65536):
            said += piece
    except OSError:  # the other end was closed
        pass
    os.close(ours)
    assert process.wait(60) == 0
    lines = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", said.decode()).splitlines()
    table = [line for line in lines if line.startswith(" ")]
    assert len(table) > 10 and max(map(len, table)) <= 72


def test_hostile_titles_are_shown_as_text(zielnetz, tmp_path):
    title = "[bold red]x[/] \x1b[31mred\x1b]0,owned\x07 :boom: {n} %s " + "ä" * 300
    zielnetz(
        "load",
        plan_folder(tmp_path / "plan", f"Measure M1 {title}", "StrategicGoal SG1 [/]", "M1 SERVES SG1"),
    )
    done = zielnetz("cypher", "MATCH (m:Measure) RETURN m.title AS title")
    assert done.code == 0 and "\x1b" not in done.out and "\x07" not in done.out
    assert "[bold red]x[/] �[31mred" in done.out and ":boom:" in done.out
    assert "[/]" in zielnetz("ask", "goals_by_reach").out
    assert json.loads(zielnetz("cypher", "MATCH (m:Measure) RETURN m.title AS t", "-f", "json").out)[
        "rows"
    ] == [{"t": title}]


def test_an_interruption_ends_with_130_and_nothing_else(zielnetz, monkeypatch):
    class Interrupted:
        def read(self):
            raise KeyboardInterrupt

    monkeypatch.setattr(sys, "stdin", Interrupted())
    done = zielnetz("cypher", "-")
    assert (done.code, done.out, done.err) == (130, "", "")


def test_an_unforeseen_error_is_a_line_and_a_traceback_only_on_request(data, capsys, monkeypatch):
    def fault():
        try:
            raise ZeroDivisionError("division by zero\nsecond line")
        except ZeroDivisionError as error:
            print_fault(error)
        return capsys.readouterr().err

    said = fault()
    assert "Unexpected error: ZeroDivisionError: division by zero\n" in said and "ZIELNETZ_DEBUG=1" in said
    assert "Traceback" not in said and "second line" not in said
    monkeypatch.setenv("ZIELNETZ_DEBUG", "1")
    assert "Traceback" in fault()


# --------------------------------------------------------------------------------------------- refusals

READING = (["info"], ["ask", "goals_by_reach"], ["cypher", "MATCH (m:Measure) RETURN m"])
READING_TOO = (["changes"], ["report"])
WRITING = (
    ["load", str(SEED)],
    ["meant", "D66", "SG3", "--reason", "so agreed"],
    ["unmark", "D66", "SG3"],
    ["confirm", "SERVES", "M001", "SG1"],
    ["undo", "last"],
)
EVERYTHING = (*READING, *READING_TOO, *WRITING, ["serve", "--no-browser", "--port", "0"])


@pytest.mark.parametrize("arguments", READING[:2], ids=lambda a: a[0])
def test_an_empty_store_is_refused_and_not_made(zielnetz, data, arguments):
    done = zielnetz(*arguments)
    assert done.is_refused(3, "zielnetz load PFAD", "zielnetz load PATH", "zielnetz serve", str(data))
    assert not data.exists()


@pytest.mark.parametrize("arguments", EVERYTHING, ids=lambda a: a[0])
def test_a_server_that_is_not_there_is_refused(zielnetz, monkeypatch, arguments):
    monkeypatch.setenv("NEO4J_URI", "bolt://127.0.0.1:9")
    done = zielnetz(*arguments)
    assert done.is_refused(
        3, "No Neo4j answers at bolt://127.0.0.1:9", "Start the server or correct NEO4J_URI"
    )
    assert "antwortet kein Neo4j" in done.err


def test_an_address_that_is_none_is_refused(zielnetz, monkeypatch):
    monkeypatch.setenv("NEO4J_URI", "http://127.0.0.1:7474")
    assert zielnetz("info").is_refused(3, "not an address that Neo4j understands", "bolt://server:7687")


@pytest.mark.parametrize("arguments", EVERYTHING, ids=lambda a: a[0])
def test_a_file_that_is_no_database_is_refused(zielnetz, data, arguments):
    data.mkdir()
    (data / "zielnetz.lbug").write_bytes(b"garbage\n" * 2000)
    assert zielnetz(*arguments).is_refused(3, "zielnetz.lbug", "move it away")
    assert (data / "zielnetz.lbug").read_bytes() == b"garbage\n" * 2000


@pytest.mark.parametrize(("name", "value"), [("ZIELNETZ_PORT", "many"), ("ZIELNETZ_LANGUAGE", "fr")])
def test_a_setting_that_does_not_fit_is_refused_by_its_name(zielnetz, monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    assert zielnetz("info").is_refused(3, name, value)


def test_while_another_process_holds_the_database_one_reads_and_does_not_write(data, tmp_path):
    store = open_embedded(data / "zielnetz.lbug")  # this process is the other one
    try:
        folder = plan_folder(tmp_path / "plan", *TOWN)
        for arguments in (["load", folder], ["serve", "--no-browser", "--port", "0"]):
            done = in_process(data, *arguments)
            assert done.is_refused(3, "in use by another process", str(os.getpid()), "ZIELNETZ_DATA")
        assert in_process(data, "info").is_refused(3, "zielnetz load PATH")
        from explorer.exchange import read_csv_folder
        from explorer.store import save_plan

        save_plan(store, read_csv_folder(folder), who="Anna")
        assert json.loads(in_process(data, "info", "-f", "json").out)["plans"][0]["code"] == "town"
        assert in_process(data, "ask", "goals_by_reach").code == 0
    finally:
        store.close()
    assert in_process(data, "load", folder).code == 0


# ------------------------------------------------------------------------------------------------ serve


class Served:
    """`zielnetz serve` in a process of its own."""

    def __init__(self, data, *arguments, root=ROOT, **more):
        environment = {**clean_environment(), "ZIELNETZ_DATA": str(data), "PYTHONPATH": str(root), **more}
        environment.pop("DISPLAY", None)
        self.process = subprocess.Popen(
            [*COMMAND, "serve", *arguments],
            cwd=root,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

        self.said = ""

    def url(self):
        """The printed address, as soon as everything about it is printed."""
        while "\nLadybug" not in self.said:
            line = self.process.stdout.readline()
            assert line, self.said + self.process.communicate(timeout=30)[1]
            self.said += line
        (url,) = set(re.findall(r"http://127\.0\.0\.1:\d+", self.said))
        return url

    def end(self, how=signal.SIGINT):
        self.process.send_signal(how)
        out, err = self.process.communicate(timeout=30)
        return Done(self.process.returncode, self.said + out, err)


def test_serve_brings_the_shipped_plan_and_answers_at_the_printed_address(data):
    served = Served(data, "--port", "0")
    try:
        url = served.url()
        with urllib.request.urlopen(f"{url}/_stcore/health", timeout=10) as answer:
            assert answer.read() == b"ok"
        connections = psutil.Process(served.process.pid).net_connections(kind="inet")
        assert {c.laddr.ip for c in connections} == {"127.0.0.1"}
        assert all(not c.raddr or c.raddr.ip == "127.0.0.1" for c in connections)
        # While it runs, others read, and nobody starts a second one on the same data.
        assert (
            json.loads(in_process(data, "info", "-f", "json").out)["plans"][0]["code"] == "kreis-soest-2020"
        )
        second = in_process(data, "serve", "--no-browser", "--port", "0")
        assert second.is_refused(3, "in use by another process", str(served.process.pid))
    finally:
        done = served.end()
    assert done.code == 0, done.err
    assert "Traceback" not in done.err
    assert f"Zielnetz is open at {url}" in done.out and "Ladybug" in done.out


def test_serve_takes_the_next_port_and_says_so(data):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        served = Served(data, "--port", str(port), "--headless")
        try:
            url = served.url()
        finally:
            done = served.end(signal.SIGTERM)
    assert int(url.rsplit(":", 1)[1]) > port
    assert f"Port {port} is taken" in done.err and f"Port {port} ist belegt" in done.err


def test_serve_refuses_an_address_of_another_machine(zielnetz):
    assert zielnetz("serve", "--host", "192.0.2.1", "--no-browser").is_refused(3, "192.0.2.1", "--host")


def test_serve_refuses_a_damaged_seed(data, tmp_path):
    root = tmp_path / "copy"
    for name in ("explorer", "cypher", "seed"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "streamlit_app.py", root)
    damage(root / "seed" / SEED.name, "links.csv", lambda b: b.replace(b",SG1,", b",SG77,"))
    served = Served(data, "--port", "0", root=root)
    out, err = served.process.communicate(timeout=60)
    assert Done(served.process.returncode, out, err).is_refused(
        3, "links.csv", "SG77", "Mend the places listed"
    )


# ------------------------------------------------------------------------------------------- on Neo4j


@pytest.fixture
def on_neo4j(zielnetz, neo4j_uri_empty, monkeypatch):
    """Commands on the real Neo4j, which is empty."""
    monkeypatch.setenv("NEO4J_URI", neo4j_uri_empty.uri)
    monkeypatch.setenv("NEO4J_USERNAME", neo4j_uri_empty.username)
    monkeypatch.setenv("NEO4J_PASSWORD", neo4j_uri_empty.password)
    return zielnetz


def test_the_same_commands_work_on_neo4j(on_neo4j, data, soest_data, monkeypatch):
    assert on_neo4j("info").is_refused(3, "zielnetz load PATH")
    loaded = on_neo4j("--lang", "en", "load", SEED)
    assert loaded.code == 0 and "revision 1" in loaded.out and loaded.err == ""
    assert "Nothing changed" in on_neo4j("--lang", "en", "load", SEED).out
    told = json.loads(on_neo4j("info", "-f", "json").out)
    assert told["database"].startswith("Neo4j 5") and told["plans"][0]["items"]["Measure"] == 125
    answer = on_neo4j(*SEVERAL, "-f", "csv")
    assert answer.code == 0
    assert on_neo4j("cypher", "MATCH (m:Measure) RETURN count(m) AS n", "-f", "csv").out == "n\r\n125\r\n"
    assert on_neo4j("cypher", "MATCH (n) DETACH DELETE n").is_refused(3)
    assert not data.exists()
    monkeypatch.delenv("NEO4J_URI")
    monkeypatch.setenv("ZIELNETZ_DATA", str(soest_data))
    assert on_neo4j(*SEVERAL, "-f", "csv").out == answer.out


@pytest.mark.parametrize("arguments", EVERYTHING, ids=lambda a: a[0])
def test_a_wrong_password_is_refused(on_neo4j, monkeypatch, arguments):
    monkeypatch.setenv("NEO4J_PASSWORD", "wrong-wrong")
    assert on_neo4j(*arguments).is_refused(3, "does not accept", "NEO4J_USERNAME and NEO4J_PASSWORD")
    assert "wrong-wrong" not in on_neo4j(*arguments).err


@pytest.mark.parametrize("arguments", EVERYTHING, ids=lambda a: a[0])
def test_a_database_of_somebody_else_is_refused_and_left_alone(on_neo4j, neo4j_uri_empty, arguments):
    server = neo4j_uri_empty
    with GraphDatabase.driver(server.uri, auth=(server.username, server.password)) as driver:
        driver.execute_query("CREATE (:Invoice {id: 7})")
        assert on_neo4j(*arguments).is_refused(
            3, "holds 1 nodes that Zielnetz did not write", "NEO4J_DATABASE"
        )
        found = driver.execute_query("MATCH (n) RETURN labels(n) AS labels, n.id AS id").records
        assert [record.data() for record in found] == [{"labels": ["Invoice"], "id": 7}]
        assert driver.execute_query("SHOW CONSTRAINTS").records == []


def test_start_is_quick(soest_data):
    times = []
    for _run in range(3):
        begun = time.monotonic()
        assert in_process(soest_data, "--help").code == 0
        times.append(time.monotonic() - begun)
    # What only some commands need is imported by them alone.
    heavy = {"streamlit", "neo4j", "ladybug", "pyarrow", "networkx", "pandas"}
    code = f"import sys, explorer.cli; print({heavy} & set(sys.modules))"
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout == "set()\n" and min(times) < 3

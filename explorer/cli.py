"""The `zielnetz` command: every capability without a browser."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from explorer import __version__, cli_edit, cli_export, cli_load, cli_picture, cli_report, cli_years, i18n
from explorer import cli_output as out
from explorer.cli_output import Format, ListFormat
from explorer.cli_questions import Questions, known_plans, reading
from explorer.errors import Refusal
from explorer.i18n import N_, _, _n

if TYPE_CHECKING:
    from explorer.catalogue import Question

EPILOG = "\n\n".join(
    (
        "Answers go to standard output, everything else to standard error. Exit codes:",
        "0 done.",
        "1 the answer is no (check found problems).",
        "2 wrong usage.",
        "3 refused: the database, the plan or the query does not allow it; the remedy is printed.",
        "70 a fault in Zielnetz itself.",
        "130 interrupted.",
    )
)


class Lang(StrEnum):
    """The languages of ``explorer.i18n``."""

    de = "de"
    en = "en"


class Audience(StrEnum):
    """Whom a question is for."""

    analyst = "analyst"
    leadership = "leadership"
    workshop = "workshop"


AnswerFormat = Annotated[Format, typer.Option("--format", "-f", help="How to write the answer.")]
ItemFormat = Annotated[ListFormat, typer.Option("--format", "-f", help="How to write it.")]

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Explore a strategy plan: how goals, measures and departments hang together, where the gaps are.",
    epilog=EPILOG,
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and end the process with its exit code (see ``EPILOG``)."""
    out.prepare_streams()
    try:
        app(args=arguments, prog_name="zielnetz")
    except Refusal as refusal:
        out.print_refusal(refusal)
        sys.exit(3)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        out.print_fault(error)
        sys.exit(70)
    finally:
        out.flush()


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"zielnetz {__version__}")
        raise typer.Exit


@app.callback()
def common(
    lang: Annotated[
        Lang | None, typer.Option(help="Language of the output; otherwise ZIELNETZ_LANGUAGE, else German.")
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", help="Show the version.", callback=_show_version, is_eager=True)
    ] = False,
) -> None:
    """What every command takes."""
    if lang:
        os.environ["ZIELNETZ_LANGUAGE"] = lang.value
    known: list[str] = []

    def source() -> str:
        if not known:
            from explorer.settings import read_settings

            known.append(read_settings().language)
        return known[0]

    i18n.follow(source)


def _offer(*commands: Callable[..., None]) -> None:
    """Add commands of the other modules; the help lists them in the order of being added."""
    for command in commands:
        app.command()(command)


@app.command()
def serve(
    host: Annotated[
        str, typer.Option(help="Address to listen at; otherwise ZIELNETZ_HOST, else 127.0.0.1.")
    ] = "",
    port: Annotated[
        int | None,
        typer.Option(
            min=0,
            max=65535,
            help="Port, or the next free one if it is taken; otherwise ZIELNETZ_PORT, else 8501.",
        ),
    ] = None,
    browser: Annotated[
        bool,
        typer.Option("--browser/--no-browser", " /--headless", help="Open a browser if there is a screen."),
    ] = True,
) -> None:
    """Open the app: prepares the database, loads the shipped plan if there is none, and serves the pages."""
    from explorer.app import server
    from explorer.exchange.seed import ensure_a_plan
    from explorer.settings import read_settings
    from explorer.store import open_store

    settings = read_settings()
    host, wanted = host or settings.host, settings.port if port is None else port
    chosen = server.free_port(host, wanted)
    # Whatever can be refused is refused here, on one screen. The app shares this store if it is the embedded
    # one, and meanwhile nobody else can start a second app on it.
    store = open_store(settings)
    try:
        ensure_a_plan(store)
        _run_app(store.place, host, wanted, chosen, browser=browser)
    finally:
        store.close()


_offer(*cli_load.COMMANDS)


@app.command()
def questions(
    audience: Annotated[Audience | None, typer.Option(help="Only those for this audience.")] = None,
    format_: ItemFormat = ListFormat.table,
) -> None:
    """List the questions that `zielnetz ask` answers, and what each is good for."""
    from explorer.catalogue import questions as all_questions

    chosen = [q for q in all_questions().values() if not audience or audience.value in q.audience]
    if format_ is ListFormat.json:
        out.print_json([_as_record(question) for question in chosen])
        return
    lang = i18n.language()
    rows = [[q.name, q.title[lang], q.why[lang]] for q in chosen]
    out.print_table([_("Name"), _("Question"), _("What for")], rows)


@app.command()
def info(format_: ItemFormat = ListFormat.table) -> None:
    """Show the database in use, its plans, and how much is in each of them."""
    from explorer import words
    from explorer.settings import read_settings
    from explorer.store import read_plan

    settings = read_settings()
    with reading() as store:
        plans = [read_plan(store, code) for code in known_plans(store)]
        facts: dict[str, Any] = {"version": __version__, "database": store.place, "data": str(settings.data)}
    if format_ is ListFormat.json:
        facts["plans"] = [
            {
                **{name: plan.properties.get(name) for name in ("code", "title", "revision", "updated_at")},
                "items": dict(_counts(plan.nodes.values(), "label")),
                "links": dict(_counts(plan.links, "type")),
            }
            for plan in plans
        ]
        out.print_json(facts)
        return
    out.print_table(
        ["Zielnetz", __version__],
        [[_("Database"), facts["database"]], [_("Data folder"), facts["data"]]],
    )
    for plan in plans:
        title = f"{plan.code} · {plan.properties['title']} · " + _("revision {number}", number=plan.revision)
        rows: list[list[Any]] = [
            [words.kind(label, 2), label, count] for label, count in _counts(plan.nodes.values(), "label")
        ]
        rows += [[words.link(type_), type_, count] for type_, count in _counts(plan.links, "type")]
        out.print_line(title)
        out.print_table([_("What"), _("In Cypher"), _("Count")], rows)


@app.command()
def cypher(
    text: Annotated[str, typer.Argument(metavar="TEXT|-", help="A reading statement; - is standard input.")],
    format_: AnswerFormat = Format.table,
) -> None:
    """Run a Cypher query that only reads, with the limits of the app's console."""
    from explorer.settings import read_settings

    settings = read_settings()
    query = sys.stdin.read() if text == "-" else text
    with reading() as store, out.patience(_("Asking")):
        answer = store.ask(query, seconds=settings.console_seconds, most=settings.console_rows)
    if format_ is Format.csv:
        out.print_csv(answer.columns, answer.rows)
    elif format_ is Format.json:
        out.print_json({"columns": list(answer.columns), "rows": list(answer.rows), "cut": answer.cut})
    else:
        out.print_table(answer.columns, [[row[name] for name in answer.columns] for row in answer.rows])
    if answer.cut:
        count = len(answer.rows)
        out.say(_n("Only the first row is shown.", "Only the first {count} rows are shown.", count))


_offer(*cli_edit.COMMANDS, *cli_years.COMMANDS)
_offer(cli_report.report, *cli_picture.COMMANDS, *cli_export.COMMANDS)
app.add_typer(
    typer.Typer(cls=Questions, no_args_is_help=True),
    name="ask",
    help="Ask a question by its name; `zielnetz ask NAME --help` says what it takes.",
)


def _run_app(place: str, host: str, wanted: int, port: int, *, browser: bool) -> None:
    from explorer.app import server

    def ready() -> None:
        url = server.address(host, port)
        for lang in i18n.LANGUAGES:
            if wanted not in (port, 0):
                out.say(_(N_("Port {wanted} is taken, so it is {port}."), lang, wanted=wanted, port=port))
            if server.is_open_to_others(host):
                out.say(_(N_("Everybody who reaches this machine can open it."), lang))
            typer.echo(_(N_("Zielnetz is open at {url} (stop it with Ctrl+C)."), lang, url=url))
        typer.echo(place)

    server.run_app(host, port, browser=browser and server.can_open_a_browser(), ready=ready)


def _counts(things: Iterable[Any], kind: str) -> Iterable[tuple[str, int]]:
    return Counter(getattr(thing, kind) for thing in things).items()


def _as_record(question: Question) -> dict[str, Any]:
    return {
        "name": question.name,
        "title": dict(question.title),
        "why": dict(question.why),
        "audience": list(question.audience),
        "parameters": [
            {
                "name": parameter.name,
                "type": parameter.type,
                "default": parameter.default,
                "allowed": parameter.allowed(),
                "label": dict(parameter.label),
            }
            for parameter in question.parameters.values()
        ],
        "columns": list(question.columns),
    }

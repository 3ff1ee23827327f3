"""`zielnetz ask`: a command for every question, its options made from the question's header."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from difflib import get_close_matches
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer
from rich.markup import escape
from typer.core import TyperGroup

from explorer import cli_output as out
from explorer import i18n
from explorer.cli_output import Format
from explorer.errors import Refusal
from explorer.i18n import N_, _

if TYPE_CHECKING:
    from explorer.catalogue import Parameter, Question
    from explorer.model import Node, Plan
    from explorer.store import GraphStore

_TYPES: dict[str, type] = {"int": int, "float": float, "bool": bool, "list": list[str]}


class Questions(TyperGroup):
    """The questions in ``cypher/questions/`` as commands; each is built when it is named, and not before."""

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]
        from explorer.catalogue import questions

        return list(questions())

    def get_command(self, ctx: typer.Context, cmd_name: str) -> Any:  # type: ignore[override]
        from explorer.catalogue import questions

        question = questions().get(cmd_name.replace("-", "_"))
        return _command(question) if question else None

    def resolve_command(self, ctx: typer.Context, args: list[str]) -> Any:  # type: ignore[override]
        name = args[0].replace("-", "_")
        known = self.list_commands(ctx)
        if not args[0].startswith("-") and name not in known:
            near = get_close_matches(name, known, cutoff=0.5)
            hint = f" Did you mean {' or '.join(near)}?" if near else ""
            ctx.fail(f"There is no question called {args[0]}.{hint} zielnetz questions lists all.")
        return super().resolve_command(ctx, args)


@contextmanager
def reading() -> Iterator[GraphStore]:
    """The store, for reading alone: that works while the app holds the embedded database."""
    from explorer.settings import read_settings
    from explorer.store import open_store

    store = open_store(read_settings(), read_only=True)
    try:
        yield store
    finally:
        store.close()


def known_plans(store: GraphStore) -> list[str]:
    """The codes of all plans in the store; an empty store is refused."""
    from explorer.store import plan_codes

    codes = [str(row["code"]) for row in plan_codes(store)]
    if not codes:
        raise Refusal(
            N_("There is no plan in {path} yet."),
            N_("Load one with zielnetz load PATH, or run zielnetz serve, which brings one along."),
            path=store.place,
        )
    return codes


def one_plan(store: GraphStore, wanted: str) -> str:
    """The code of the wanted plan, or of the only one; several without a wish are refused."""
    codes = known_plans(store)
    if wanted and wanted not in codes:
        raise Refusal(
            N_("There is no plan called {code} in the database."),
            N_("Choose one of: {names}."),
            code=wanted,
            names=", ".join(codes),
        )
    if not wanted and len(codes) > 1:
        raise Refusal(
            N_("The database holds several plans: {names}."),
            N_("Name one with --plan CODE."),
            names=", ".join(codes),
        )
    return wanted or codes[0]


def item_named(plan: Plan, labels: Sequence[str], text: str) -> str:
    """The uid of the item that ``text`` names by its code (in any case) or uid; else refuse with the nearest."""
    wanted = text.strip().lower()
    for node in plan.nodes.values():
        if wanted in (node.uid.lower(), node.code.lower()):
            return node.uid
    fitting = [node for node in plan.nodes.values() if not labels or node.label in labels]
    raise Refusal(
        N_("There is no item with the code {value}."),
        N_("Nearest: {near}."),
        value=text,
        near=_nearest(text, fitting),
    )


def _command(question: Question) -> Any:
    def run(**given: Any) -> None:
        plan, year, format_ = given.pop("of_plan"), given.pop("in_year"), given.pop("as_format")
        values = {name: value.value if isinstance(value, StrEnum) else value for name, value in given.items()}
        _ask(question, values, plan, year, format_)

    options = [_option(parameter) for parameter in question.parameters.values()]
    options += [
        _keyword("of_plan", str, "", "--plan", metavar="CODE", help="Which plan, if there are several."),
        _keyword("in_year", int, 0, "--year", min=0, max=9999, help="The plan in that year; 0: all years."),
        _keyword("as_format", Format, Format.table, "--format", "-f", help="How to write the answer."),
    ]
    # Typer reads a command's options from its signature.
    run.__signature__ = inspect.Signature(options)  # type: ignore[attr-defined]
    run.__annotations__ = {option.name: option.annotation for option in options}
    single = typer.Typer(add_completion=False)
    text = f"{question.title['en']}\n\n{question.why['en']}"
    single.command(question.name, help=escape(text))(run)
    return typer.main.get_command(single)


def _option(parameter: Parameter) -> inspect.Parameter:
    flag = "--" + parameter.name.replace("_", "-")
    said: dict[str, Any] = {"help": escape(parameter.label["en"]) + "."}
    kind: Any = _TYPES.get(parameter.type, str)
    if parameter.type in ("int", "float"):
        said |= {"min": parameter.minimum, "max": parameter.maximum}
    elif parameter.type == "bool":
        flag = f"{flag}/--no-{flag[2:]}"
    elif parameter.type == "item":
        said["metavar"] = "CODE"
        said["help"] += f" The code or uid of: {', '.join(parameter.of) or 'any item'}."
    elif parameter.choices:
        kind = _choice(parameter.choices)
    default = inspect.Parameter.empty if parameter.default is None else parameter.default
    return _keyword(parameter.name, kind, default, flag, **said)


def _choice(values: Sequence[str]) -> type[StrEnum]:
    make: Any = StrEnum  # made while running, so out of a type checker's sight
    return cast(type[StrEnum], make("Choice", [(value or "none", value) for value in values]))


def _keyword(name: str, kind: Any, default: Any, *flags: str, **said: Any) -> inspect.Parameter:
    return inspect.Parameter(
        name,
        inspect.Parameter.KEYWORD_ONLY,
        default=default,
        annotation=Annotated[kind, typer.Option(*flags, **said)],
    )


def _ask(question: Question, given: dict[str, Any], code: str, year: int, format_: Format) -> None:
    from explorer import answers
    from explorer.store import read_plan

    with reading() as store, out.patience(_("Asking")):
        plan = read_plan(store, one_plan(store, code))
        for parameter in question.parameters.values():
            if parameter.type == "item" and given[parameter.name]:
                given[parameter.name] = item_named(plan, parameter.of, given[parameter.name])
        result = answers.ask(store, question.name, plan=plan.code, year=year, parameters=given)
    lang = i18n.language()
    note = question.note.get(lang, "")
    if format_ is Format.table:
        out.print_line(result.sentence(lang))
        headings, rows = result.table(plan, lang)
        if rows:
            out.print_table(headings, rows)
        if note:
            out.print_line(note)
        return
    records = result.records()
    if format_ is Format.csv:
        names = [*question.returns, *question.columns, *(records[0] if records else ())]
        out.print_csv(list(dict.fromkeys(names)), records)
    else:
        out.print_json(
            {
                "question": question.name,
                "parameters": dict(result.parameters),
                "plan": plan.code,
                "year": year,
                "revision": plan.revision,
                "rows": records,
            }
        )
    out.say(result.sentence(lang))
    if note:
        out.say(note)


def _nearest(text: str, nodes: Iterable[Node]) -> str:
    from rapidfuzz import fuzz, process, utils

    names = [f"{node.code} {node.title}" for node in nodes]
    found = process.extract(text, names, scorer=fuzz.WRatio, processor=utils.default_process, limit=3)
    return "; ".join(name for name, _score, _place in found)

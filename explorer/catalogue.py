"""Reads ``cypher/``: every statement that code calls by name, and every question that people can ask.

A file starts with a TOML header in comment lines and holds one statement (schema files: several). What a header
may say is written down in ``docs/questions.md``; a header that does not fit is refused with file, line and remedy.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any, Literal

from explorer.errors import BadStatement, Said
from explorer.i18n import LANGUAGES, N_
from explorer.model import LABELS
from explorer.resources import bundled

Engine = Literal["neo4j", "embedded"]
ENGINES: tuple[Engine, ...] = ("neo4j", "embedded")
ParameterType = Literal["string", "int", "float", "bool", "list", "table", "year", "plan", "item"]
_TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "int": int,
    "float": (int, float),
    "bool": bool,
    "list": list,
    "table": object,
    "year": int,
    "plan": str,
    "item": str,
}
AUDIENCES = ("analyst", "leadership", "workshop")
#: How a column's values are written for people; none: as they are.
UNITS = (
    "", "count", "euro", "year", "date", "list", "label", "link", "status", "certainty", "level", "role",
    "contribution", "found",
)  # fmt: skip
Texts = Mapping[str, str]


@dataclass(frozen=True)
class Parameter:
    """A declared parameter: its type, default, limits and, for people, its label in both languages.

    ``item`` is a node of the plan (its uid, restricted to ``of`` labels if given); ``choices`` limits a string.
    """

    name: str
    type: ParameterType
    default: Any = None
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    label: Texts = field(default_factory=dict)

    def check(self, value: Any) -> Any:
        """``value`` if it fits, otherwise a refusal that says what would."""
        ok = isinstance(value, _TYPES[self.type]) and (self.type == "bool" or not isinstance(value, bool))
        ok = ok and (self.minimum is None or value >= self.minimum)
        ok = ok and (self.maximum is None or value <= self.maximum)
        if not ok or (self.choices and value not in self.choices):
            raise BadStatement(
                N_("The value {value} does not fit {parameter}."),
                N_("Allowed: {allowed}."),
                value=repr(value),
                parameter=self.name,
                allowed=self.allowed(),
            )
        return value

    def allowed(self) -> str:
        """What fits, in short: the choices, or the type with its limits."""
        if self.choices:
            return ", ".join(self.choices)
        limits = [f">= {self.minimum:g}"] if self.minimum is not None else []
        limits += [f"<= {self.maximum:g}"] if self.maximum is not None else []
        return " ".join([self.type, *limits])


@dataclass(frozen=True)
class Statement:
    """A named Cypher statement with its declared parameters."""

    name: str
    text: str
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    fills: tuple[str, ...] = ()

    def checked(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """The parameters to send: exactly the declared ones, each of its type.

        A forgotten parameter is an empty answer on one engine, so it is refused here for both.
        """
        missing = [n for n, p in self.parameters.items() if n not in given and p.default is None]
        unknown = [n for n in given if n not in self.parameters]
        if missing or unknown:
            raise BadStatement(
                N_("{statement} was called with the wrong parameters: missing {missing}, unknown {unknown}."),
                N_("Give exactly the declared ones: {declared}."),
                statement=self.name,
                missing=missing,
                unknown=unknown,
                declared=list(self.parameters),
            )
        return {n: p.check(given.get(n, p.default)) for n, p in self.parameters.items()}

    def filled(self, **names: str) -> Statement:
        """This statement with its ``<placeholders>`` replaced; only for names that come from the model."""
        if set(names) != set(self.fills):
            raise ValueError(f"{self.name} has the placeholders {self.fills}, not {tuple(names)}")
        text = self.text
        for key, value in names.items():
            text = text.replace(f"<{key}>", value)
        return Statement(f"{self.name}({', '.join(names.values())})", text, self.parameters)


@dataclass(frozen=True)
class Column:
    """A column of an answer as people see it: its heading, how to write its values, whose titles it shows."""

    name: str
    label: Texts
    unit: str = ""
    titles_of: str = ""


@dataclass(frozen=True)
class Question:
    """A question people can ask: words in both languages, the statement, and what its rows mean."""

    statement: Statement
    title: Texts
    why: Texts
    audience: tuple[str, ...]
    sentence: Mapping[str, Texts]
    returns: Mapping[str, str]
    columns: Mapping[str, Column]
    note: Texts = field(default_factory=dict)
    then: str = ""

    @property
    def name(self) -> str:
        return self.statement.name.removeprefix("questions/")

    @property
    def parameters(self) -> dict[str, Parameter]:
        """The parameters that people set; plan and year come from where they are."""
        return {n: p for n, p in self.statement.parameters.items() if p.type not in ("plan", "year")}


def statement(name: str, engine: Engine | None = None) -> Statement:
    """The statement ``cypher/<name>.cypher`` (or its version for one engine, ``<name>.<engine>.cypher``)."""
    found = _statements()
    for key in (f"{name}.{engine}", name):
        if key in found:
            return found[key]
    raise BadStatement(
        N_("There is no statement called {name}."),
        N_("Choose one of: {names}."),
        name=name,
        names=list(found),
    )


def statements() -> dict[str, Statement]:
    """Every statement that code calls by name, by its path below ``cypher/`` without the ending."""
    return dict(_statements())


def questions() -> dict[str, Question]:
    """Every question by name, in alphabetical order."""
    return dict(_questions())


def question(name: str) -> Question:
    """One question; an unknown name is refused with the known ones."""
    try:
        return _questions()[name]
    except KeyError:
        raise BadStatement(
            N_("There is no question called {name}."),
            N_("Choose one of: {names}."),
            name=name,
            names=", ".join(_questions()),
        ) from None


def schema(engine: Engine, upgrade_to: int = 0) -> list[str]:
    """The statements that prepare an empty database, in order; or those that bring one to version ``upgrade_to``."""
    name = f"{engine}_{upgrade_to}" if upgrade_to else engine
    text = (bundled("cypher") / "schema" / f"{name}.cypher").read_text("utf-8")
    code = "\n".join(line for line in text.splitlines() if not line.startswith("//"))
    return [part.strip() for part in code.split(";") if part.strip()]


@cache
def _statements() -> dict[str, Statement]:
    root = bundled("cypher")
    found = {}
    for folder in ("explore", "edit", "coverage"):
        for path in sorted((root / folder).glob("*.cypher")):
            header, text = _split(path)
            name = f"{folder}/{path.name.removesuffix('.cypher')}"
            found[name] = _statement(name, header, text, path)
    return found


@cache
def _questions() -> dict[str, Question]:
    paths = sorted((bundled("cypher") / "questions").glob("*.cypher"))
    return {path.stem: read_question(path) for path in paths}


def read_question(path: Path) -> Question:
    """One question from its file; a header that does not fit is refused with file, line and remedy."""
    header, text = _split(path)
    known = {"title", "why", "audience", "param", "returns", "columns", "sentence", "note", "then"}
    for key in header:
        if key not in known:
            _bad(path, key, N_("the header does not know the key {key}"), allowed=", ".join(sorted(known)))
    for key in ("title", "why", "audience", "returns", "columns", "sentence"):
        if key not in header:
            _bad(path, key, N_("the header lacks the key {key}"), allowed=key)
    audience = tuple(header["audience"])
    if not audience or set(audience) - set(AUDIENCES):
        _bad(path, "audience", N_("{key} names an unknown audience"), allowed=", ".join(AUDIENCES))
    for column, label in header["returns"].items():
        if label != "*" and set(str(label).split("|")) - set(LABELS):
            _bad(path, column, N_("{key} is said to be an unknown label"), allowed=", ".join([*LABELS, "*"]))
    columns = {}
    for name, said in header["columns"].items():
        _both(path, name, said)
        if said.get("unit", "") not in UNITS:
            _bad(path, name, N_("{key} has an unknown unit"), allowed=", ".join(UNITS[1:]))
        columns[name] = Column(
            name,
            {lang: said[lang] for lang in LANGUAGES},
            str(said.get("unit", "")),
            str(said.get("titles_of", "")),
        )
    for case in ("none", "many"):
        _both(path, f"sentence.{case}", header["sentence"].get(case, {}))
    for key in ("title", "why"):
        _both(path, key, header[key])
    made = _statement(f"questions/{path.stem}", header, text, path)
    for parameter in made.parameters.values():
        if parameter.type not in ("plan", "year"):
            _both(path, f"param.{parameter.name}.label", parameter.label)
        if not re.search(rf"\${parameter.name}\b", text):
            _bad(
                path,
                f"param.{parameter.name}",
                N_("{key} is declared but not used"),
                allowed=f"${parameter.name}",
            )
    for case, texts in header["sentence"].items():
        _check_sentence(path, case, texts, made, columns)
    return Question(
        made,
        header["title"],
        header["why"],
        audience,
        header["sentence"],
        header["returns"],
        columns,
        header.get("note", {}),
        str(header.get("then", "")),
    )


def _check_sentence(
    path: Path, case: str, texts: Texts, made: Statement, columns: Mapping[str, Column]
) -> None:
    """Refuse a sentence that names what the answer will not have."""
    given = [name for name, p in made.parameters.items() if p.type not in ("plan", "year")]
    known = {"n", *given}
    if case != "none":
        known |= {f"{row}[{name}]" for row in ("first", "last") for name in columns}
        known |= {f"sum[{name}]" for name, column in columns.items() if column.unit in ("count", "euro")}
    try:
        named = {name for text in texts.values() for _text, name, *_spec in Formatter().parse(text) if name}
    except ValueError:
        named = {case}
    if named - known:
        allowed = ", ".join(["n", *given, "first[...]", "last[...]", "sum[...]"])
        _bad(path, f"sentence.{case}", N_("{key} names what the answer does not have"), allowed=allowed)


def _statement(name: str, header: dict[str, Any], text: str, path: Path) -> Statement:
    said: dict[str, Any] = {"plan": {"type": "plan"}, "year": {"type": "year", "default": 0}}
    declared = {key: value for key, value in said.items() if re.search(rf"\${key}\b", text)}
    declared |= header.get("param", {})
    parameters = {}
    for key, value in declared.items():
        if value.get("type") not in _TYPES:
            _bad(path, f"param.{key}", N_("{key} has no known type"), allowed=", ".join(_TYPES))
        parameters[key] = Parameter(
            key,
            value["type"],
            value.get("default"),
            value.get("min"),
            value.get("max"),
            tuple(value.get("choices", ())),
            tuple(value.get("of", ())),
            value.get("label", {}),
        )
    used = set(re.findall(r"\$(\w+)", re.sub(r"'[^']*'", "''", text)))
    for key in sorted(used - set(parameters)):
        _bad(path, f"${key}", N_("{key} is used but not declared"), allowed=f"// [param.{key}]")
    fills = tuple(dict.fromkeys(re.findall(r"<([a-z_]+)>", text)))
    return Statement(name, text, parameters, fills)


def _split(path: Path) -> tuple[dict[str, Any], str]:
    lines = path.read_text("utf-8").splitlines()
    size = next((i for i, line in enumerate(lines) if not line.startswith("//")), len(lines))
    head = "\n".join(line[2:].removeprefix(" ") for line in lines[:size])
    try:
        header = tomllib.loads(head)
    except tomllib.TOMLDecodeError as error:
        raise BadStatement(
            N_("{file}: the header is not valid TOML: {why}."),
            N_("Correct the comment lines at the top of the file; docs/questions.md shows one that works."),
            file=path.name,
            why=str(error),
        ) from error
    return header, "\n".join(lines[size:]).strip()


def _both(path: Path, key: str, texts: Any) -> None:
    if not isinstance(texts, Mapping) or any(not texts.get(lang) for lang in LANGUAGES):
        _bad(path, key, N_("{key} is not said in every language"), allowed=", ".join(LANGUAGES))


def _bad(path: Path, key: str, why: str, allowed: str) -> None:
    last = re.escape(key.split(".")[-1])
    said = re.compile(rf"// *(\[{re.escape(key)}\]|{last}(\.\w+)? *=)|.*{last}")
    lines = path.read_text("utf-8").splitlines()
    fitting = [(bool(found[1]), -i) for i, text in enumerate(lines, 1) if (found := said.match(text))]
    line = -max(fitting, default=(False, -1))[1]
    raise BadStatement(
        N_("{file}, line {line}: {why}."),
        N_("Allowed: {allowed}. docs/questions.md shows a header that works."),
        file=path.name,
        line=line,
        why=Said(why, {"key": key}),
        allowed=allowed,
    )

"""The modules of the canvas as one plain script: a page that is opened as a file may not load modules."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from explorer.picture.canvas.register import ASSETS, ensure_vis_script
from explorer.picture.canvas.vis_script import NAME

_IMPORT = re.compile(
    r'^import\s+(?:(?P<default>\w+)\s+from\s+|(?P<names>\{[^}]*\})\s+from\s+)?"(?P<path>\.{1,2}/[^"]+)";[^\n]*$',
    re.MULTILINE,
)
_EXPORT = re.compile(
    r"^export\s+(?P<default>default\s+)?(?P<what>async\s+function|function|const|class)\s+(?P<name>\w+)",
    re.MULTILINE,
)
_LEFT = re.compile(r"^\s*(?:import|export)\b", re.MULTILINE)


@cache
def bundle(entry: Path) -> str:
    """The module ``entry`` with all that it imports, each once, as a script that may stand in a page.

    Raises ValueError for a form of import or export that the canvas does not use, and Refusal when the
    vis-network script is missing and cannot be copied.
    """
    ensure_vis_script()
    parts: dict[Path, str] = {}
    _add(entry.resolve(), parts)
    return "\n".join(["(() => {", '"use strict";', *parts.values(), "})();"])


def vis_script() -> str:
    """The vis-network script as the canvas uses it, with its licence on top."""
    ensure_vis_script()
    return (ASSETS / NAME).read_text("utf-8")


def _add(path: Path, parts: dict[Path, str]) -> None:
    """Put the module into ``parts`` behind those that it needs."""
    if path in parts or path.name == NAME:  # that one is a plain script of its own
        return
    text = path.read_text("utf-8")
    for found in _IMPORT.finditer(text):
        _add((path.parent / found["path"]).resolve(), parts)
    names = {
        found["name"]: "default" if found["default"] else found["name"] for found in _EXPORT.finditer(text)
    }
    body = _IMPORT.sub(lambda found: _import(found, path), text)
    body = _EXPORT.sub(lambda found: f"{found['what']} {found['name']}", body)
    if _LEFT.search(body):
        raise ValueError(f"{path.name} has an import or export that the bundle does not know")
    given = ", ".join(f"{outside}: {inside}" for inside, outside in names.items())
    parts[path] = f"const {_variable(path)} = (() => {{\n{body}\nreturn {{ {given} }};\n}})();"


def _import(found: re.Match[str], path: Path) -> str:
    module = (path.parent / found["path"]).resolve()
    if module.name == NAME:
        return ""
    if found["default"]:
        return f"const {found['default']} = {_variable(module)}.default;"
    return f"const {found['names']} = {_variable(module)};"


def _variable(path: Path) -> str:
    return "module_" + re.sub(r"\W", "_", path.stem)

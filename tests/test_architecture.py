"""The house stays the house: Cypher lives in cypher/, arrows point one way, modules stay small, paths stay out."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "explorer").rglob("*.py"))
_CYPHER = re.compile(
    r"\b(MATCH|MERGE|UNWIND|DETACH DELETE|OPTIONAL MATCH)\b\s*[(\[$]|\bCREATE (NODE|REL) TABLE\b|\bCALL \w+\(\)"
)


def strings(path: Path) -> list[str]:
    """Every string in a module that is not a docstring."""
    tree = ast.parse(path.read_text("utf-8"))
    docs = {
        node.body[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
        and isinstance(node.body[0].value, ast.Constant)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in docs
    ]


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_cypher_in_python(path):
    found = [text for text in strings(path) if _CYPHER.search(text)]
    assert not found, f"move this into cypher/ and call it by name: {found}"


def test_the_search_for_cypher_finds_some():
    assert _CYPHER.search("MATCH (n) RETURN n") and _CYPHER.search("UNWIND $rows AS row")
    assert not _CYPHER.search("Use MATCH ... RETURN.")


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_module_says_what_it_is_for_and_holds_one_idea(path):
    text = path.read_text("utf-8")
    assert ast.get_docstring(ast.parse(text)), "a module starts with one sentence that says what it is for"
    assert len(text.splitlines()) <= 400, "past 400 lines a module holds two ideas"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_public_functions_and_classes_say_what_goes_in_and_out(path):
    tree = ast.parse(path.read_text("utf-8"))
    bare = [
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert not bare


def tracked() -> list[Path]:
    told = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False).stdout
    return [ROOT / name for name in told.decode().split("\0") if name and (ROOT / name).is_file()]


def test_no_address_of_a_package_registry_and_no_path_of_a_machine_is_committed():
    files = tracked()
    if not files:
        pytest.skip("not a git checkout")
    hosts = [
        "pypi" + ".org",
        "files.python" + "hosted",
        "registry.npm" + "js",
        "repo.maven" + ".apache",
        "repo1" + ".maven",
    ]
    bad = []
    for path in files:
        if path.suffix in {".png", ".ico", ".gz"}:
            continue
        text = path.read_text("utf-8", errors="replace")
        bad += [f"{path.name}: {host}" for host in hosts if host in text]
        bad += [
            f"{path.name}: a path" for start in ("/ro" + "ot/", "/work" + "/", "/ho" + "me/") if start in text
        ]
    assert not bad


def test_every_pinned_requirement_has_a_hash():
    for name in ("requirements.txt", "requirements-test.txt"):
        text = (ROOT / name).read_text("utf-8").replace("\\\n", " ")
        lines = [line for line in text.splitlines() if "==" in line]
        assert lines and all("--hash=sha256:" in line for line in lines)

"""Takes the vis-network script out of the installed pyvis package, at build time or at a first start."""

from __future__ import annotations

import importlib.util
import os
import tempfile
from pathlib import Path

NAME = "vis-network.min.js"
SOURCE = Path("lib") / "vis-9.1.2" / NAME  # inside the pyvis package; other versions have other internals


def copy_vis_script(target: Path) -> Path:
    """Copy the script to ``target`` (a file, or a folder that then holds it) and return where it is now.

    The file is copied byte for byte, licence banner included, and appears under its name only when it is
    complete. Raises FileNotFoundError when pyvis is not installed or brings another vis-network, and
    OSError when the place cannot be written.
    """
    source = vis_script()
    destination = target if target.suffix == ".js" else target / NAME
    content = source.read_bytes()
    if destination.is_file() and destination.read_bytes() == content:
        return destination
    destination.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=destination.parent, prefix=".vis-", suffix=".tmp")
    half = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        half.chmod(0o644)
        half.replace(destination)
    except BaseException:
        half.unlink(missing_ok=True)
        raise
    return destination


def vis_script() -> Path:
    """Where the installed pyvis keeps the script. pyvis is found, not imported: importing it is slow."""
    spec = importlib.util.find_spec("pyvis")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        candidate = Path(folder) / SOURCE
        if candidate.is_file():
            if b"@version 9.1.2" not in candidate.read_bytes()[:1000]:
                raise FileNotFoundError(f"{candidate} is not vis-network 9.1.2")
            return candidate
    raise FileNotFoundError(f"pyvis with {SOURCE.as_posix()} is not installed in this Python environment")

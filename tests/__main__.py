"""``make test``: lint, types, import rules, then every test. Prints what is missing on this machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
_BIN = Path(sys.executable).parent
#: Program -> Debian package, for a machine where we may install.
_WANTED = {"chromium": "chromium", "java": "default-jre-headless", "mvn": "maven"}
_OTHER_NAMES = {"chromium": ("chromium", "chromium-browser", "google-chrome", "chrome")}


def main() -> int:
    """Run all checks; the first that fails ends the run. Returns the exit code."""
    _get_what_is_missing()
    checks = {
        "lint": [_BIN / "ruff", "check", "."],
        "format": [_BIN / "ruff", "format", "--check", "--quiet", "."],
        "types": [_BIN / "mypy"],
        "import rules": [_BIN / "lint-imports", "--no-cache"],
    }
    for name, command in checks.items():
        print(f"== {name}", flush=True)
        code = subprocess.run(command, cwd=ROOT, check=False).returncode
        if code:
            return code
    print("== tests", flush=True)
    workers = str(min(4, os.cpu_count() or 1))
    tests = [sys.executable, "-m", "pytest", "-q", "-n", workers, "--dist", "loadgroup", *sys.argv[1:]]
    return subprocess.run(tests, cwd=ROOT, check=False).returncode


def _get_what_is_missing() -> None:
    """Install browser and Java from Debian's packages where that is ours to do: as root, with apt."""
    missing = [
        package
        for program, package in _WANTED.items()
        if not any(shutil.which(name) for name in _OTHER_NAMES.get(program, (program,)))
    ]
    may_install = shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0
    if missing and may_install:
        print(f"== installing {', '.join(missing)}", flush=True)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        quiet = ["apt-get", "-qq", "-y", "--no-install-recommends"]
        subprocess.run([*quiet, "update"], env=environment, check=False)
        subprocess.run([*quiet, "install", *missing], env=environment, stdout=subprocess.DEVNULL, check=False)


if __name__ == "__main__":
    sys.exit(main())

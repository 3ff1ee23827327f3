"""Run one program and end it as soon as the process that asked for it goes away.

Standard input is the leash: when it closes (also because its holder was killed) the program is asked to
end, and is killed if it has not after `GRACE` seconds; a byte on it kills the program at once. The first
line on standard output is the program's process id; what the program prints goes to standard error.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from types import FrameType

GRACE = 20.0


def main(command: list[str]) -> int:
    """Run `command` to its end; the result is its exit code (128 + n when signal n ended it)."""
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=sys.stderr, stderr=sys.stderr)

    def end(_signal: int, _frame: FrameType | None) -> None:
        child.terminate()

    signal.signal(signal.SIGTERM, end)
    print(child.pid, flush=True)
    threading.Thread(target=_hold_leash, args=(child,), daemon=True).start()
    code = child.wait()
    return code if code >= 0 else 128 - code


def _hold_leash(child: subprocess.Popen[bytes]) -> None:
    # os.read and not sys.stdin: a thread inside a buffered read would hinder the interpreter's exit.
    if not os.read(0, 1):
        child.terminate()
        try:
            child.wait(GRACE)
            return
        except subprocess.TimeoutExpired:
            pass
    child.kill()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

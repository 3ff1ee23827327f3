"""Starts Streamlit with the app in this process, so that it asks nothing and nothing leaves the machine."""

from __future__ import annotations

import errno
import os
import socket
import sys
import threading
import time
import webbrowser
from collections.abc import Callable

from explorer.app.theme import STREAMLIT_OPTIONS
from explorer.errors import Refusal
from explorer.i18n import N_
from explorer.resources import bundled

_EVERYWHERE = {"", "0.0.0.0", "::"}  # noqa: S104 - recognised, not used
_PORTS_TO_TRY = 100
_START_SECONDS = 60.0


def free_port(host: str, wanted: int) -> int:
    """``wanted`` if ``host`` can listen on it, else the next free one above; 0 takes any free one.

    Raises ``Refusal`` when this machine has no such address or every port in reach is taken.
    """
    for port in range(wanted, min(wanted + _PORTS_TO_TRY, 65536)):
        found = _bound(host, port)
        if found:
            return found
    raise Refusal(
        N_("No free port from {first} on at {host}."),
        N_("Name another one with --port."),
        first=wanted,
        host=host,
    )


def address(host: str, port: int) -> str:
    """The address to open in a browser on this machine."""
    name = "127.0.0.1" if host in _EVERYWHERE else host
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"


def is_open_to_others(host: str) -> bool:
    """Whether other machines can reach what listens on ``host``."""
    return not (host in ("localhost", "::1") or host.startswith("127."))


def can_open_a_browser() -> bool:
    """Whether somebody sits at a screen here."""
    return sys.platform in ("win32", "darwin") or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )


def run_app(host: str, port: int, *, browser: bool, ready: Callable[[], None]) -> None:
    """Serve the app until it is interrupted.

    ``ready`` is called as soon as it answers, from another thread; then the browser opens, if wanted.
    """
    from streamlit import net_util
    from streamlit.web import cli

    # Streamlit asks a server on the internet for this machine's outer address when a browser comes from an
    # origin that it does not know. None is the answer of a machine without internet.
    net_util.get_external_ip = lambda: None
    options = {
        **STREAMLIT_OPTIONS,
        "server.address": host,
        "server.port": str(port),
        "browser.serverAddress": socket.gethostname() if host in _EVERYWHERE else host,
        "browser.gatherUsageStats": "false",
        # Without a terminal's questions; the browser is opened below, once there is something to see.
        "server.headless": "true",
        "server.fileWatcherType": "none",
        "server.maxUploadSize": "50",
        "logger.level": "warning",
        "logger.hideWelcomeMessage": "true",
        "global.developmentMode": "false",
    }
    announcing = threading.Thread(target=_announce, args=(host, port, browser, ready), daemon=True)
    announcing.start()
    script = str(bundled("streamlit_app.py"))
    arguments = ["run", script, *(f"--{name}={value}" for name, value in options.items())]
    cli.main(arguments, prog_name="streamlit", standalone_mode=False)


def _announce(host: str, port: int, browser: bool, ready: Callable[[], None]) -> None:
    name = "127.0.0.1" if host in _EVERYWHERE else host
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end:
        try:
            socket.create_connection((name, port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
            continue
        ready()
        if browser:
            webbrowser.open(address(host, port))
        return


def _bound(host: str, port: int) -> int:
    """The port that was bound for a moment (0: it is taken)."""
    try:
        found = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM)
        family, kind, protocol, _name, place = found[0]
        with socket.socket(family, kind, protocol) as probe:
            if os.name == "posix":
                # As the server does; otherwise a connection that just ended makes the port look taken.
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
            return int(probe.getsockname()[1])
    except OSError as error:
        if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
            raise Refusal(
                N_("This machine cannot listen at {host}: {why}."),
                N_("Name an address of this machine with --host, e.g. 127.0.0.1."),
                host=host,
                why=error.strerror,
            ) from error
        return 0

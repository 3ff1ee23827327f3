"""Files that commands write: whole or not at all, and refused early where that cannot work."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from explorer.errors import Refusal
from explorer.i18n import N_


def check_folder(path: Path) -> None:
    """Refuse a file in a folder that is not there, before the work begins."""
    if not path.absolute().parent.is_dir():
        raise Refusal(
            N_("The folder {path} does not exist."),
            N_("Make it first, or choose another one."),
            path=path.absolute().parent,
        )


def save(path: Path, content: bytes) -> None:
    """Write a file so that it is there as a whole or not at all; a ``Refusal`` says what is in the way."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    except PermissionError as error:
        raise Refusal(
            N_("{path} cannot be written."),
            N_("Close it where it is open, for instance in Excel, or choose another file with --output."),
            path=path,
        ) from error
    except OSError as error:
        raise Refusal(
            N_("{path} cannot be written: {reason}."),
            N_("Choose another file with --output."),
            path=path,
            reason=error.strerror or str(error),
        ) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)

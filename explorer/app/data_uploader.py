"""A box for files that speaks the reader's language."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from explorer.app.data_work import LARGEST_MB, Upload
from explorer.i18n import _

_BOX = '[class*="st-key-data-upload"]'
#: Where the box says what, and how large.
_SPOKEN = {
    "button": ("[data-testid=stFileUploaderDropzone] button p", 1.0),
    "drop": ("[data-testid=stFileUploaderDropzoneInstructions] span", 0.875),
}


def uploader(label: str, key: str, taken: Callable[[Upload], None]) -> None:
    """The box; ``taken`` is called with a file that was chosen. ``key`` starts with ``data upload``."""
    _speak()

    def changed() -> None:
        found = st.session_state[key]
        if found is not None:
            taken(Upload(str(found.name), bytes(found.getvalue())))

    st.file_uploader(label, key=key, max_upload_size=LARGEST_MB, on_change=changed)


def _speak() -> None:
    """The box speaks English only; its few words are put over in the reader's language."""
    words = {
        "button": _("Choose a file"),
        "drop": _("or drop it here"),
        "large": _("This file is larger than {most} MB and was not read.", most=LARGEST_MB),
    }
    css = []
    for name, (place, size) in _SPOKEN.items():
        text = _quotable(words[name])
        css.append(f"{_BOX} {place} {{ font-size: 0; }}")
        css.append(f'{_BOX} {place}::after {{ content: "{text}"; font-size: {size}rem; }}')
    # Its own word about a file that is too large is seen on hovering only.
    large = f"{_BOX} [data-testid=stFileUploader]:has([aria-invalid=true])::after"
    css.append(f'{large} {{ content: "{_quotable(words["large"])}"; color: #C0362C; font-weight: 600; }}')
    st.html(f"<style>{' '.join(css)}</style>")


def _quotable(text: str) -> str:
    """A text of ours as it may stand between quotation marks in a style."""
    return text.replace("\\", "").replace('"', "”").replace("<", "")

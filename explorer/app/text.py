"""Text from data on a page: always text, never Markdown or HTML."""

from __future__ import annotations

import re

from explorer.i18n import _
from explorer.model import Plan

_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|$:~^=&@/])")


def plain(text: str) -> str:
    """``text`` so that Streamlit's Markdown shows it letter by letter, on one line."""
    visible = "".join(c if c.isprintable() else " " for c in text)
    return _SPECIAL.sub(r"\\\1", visible).strip()


def unmarked(text: str) -> str:
    """A sentence made for Markdown (its data escaped by ``plain``) as plain text again."""
    return re.sub(r"\\(.)", r"\1", text)


def quoted(text: str) -> str:
    """A title in the language's quotation marks, ready for Markdown."""
    return _("“{title}”", title=plain(text))


def title_of(plan: Plan, uid: str, *, english: bool = False) -> str:
    """An item's title in the reader's language where there is one; the id itself if there is no such item."""
    node = plan.nodes.get(uid)
    return uid if node is None else node.title_in(english=english)

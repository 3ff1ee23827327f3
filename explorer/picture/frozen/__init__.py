"""A picture frozen into one HTML file: it opens from a USB stick, is searchable and clickable, and asks no network."""

from __future__ import annotations

from explorer.picture.frozen.page import Frozen, as_html

__all__ = ["Frozen", "as_html"]

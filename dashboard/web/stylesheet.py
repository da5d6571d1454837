"""The style of the plain pages, which stands in each: a second request would double the wait for it."""

from __future__ import annotations

from importlib.resources import files

from markupsafe import Markup

STYLE = Markup(
    files("dashboard.documents").joinpath("templates/plain/plain.css").read_text(encoding="utf-8")
)
"""What a page writes between its `style` tags, and nothing else there."""

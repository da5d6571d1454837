"""The style sheet of the plain pages. It is inline in each page, because a second request would
double the loading time."""

from __future__ import annotations

from importlib.resources import files

from markupsafe import Markup

STYLE = Markup(
    files("dashboard.documents").joinpath("templates/plain/plain.css").read_text(encoding="utf-8")
)
"""What a page writes between its `style` tags, and nothing else there."""

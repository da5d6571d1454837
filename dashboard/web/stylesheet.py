"""The style of the plain pages, which stands in each: a second request would double the wait for it."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from importlib.resources import files

from markupsafe import Markup

STYLE = Markup(
    files("dashboard.documents").joinpath("templates/plain/plain.css").read_text(encoding="utf-8")
)
"""What a page writes between its `style` tags, and nothing else there."""


def source(text: str) -> str:
    """Return the source by which a content security policy names an inline script or style: its hash."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"

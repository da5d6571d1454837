"""The style of the plain pages, which stands in each: a second request would double the wait for it."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from markupsafe import Markup

STYLE = Markup((Path(__file__).parent / "templates" / "share.css").read_text(encoding="utf-8"))
"""The whole content of a page's `style` element."""


def source(text: str) -> str:
    """Return the source by which a content security policy names an inline script or style: its hash."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"

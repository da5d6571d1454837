"""Scripts and styles that stand in a document, and how a content security policy names them."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256


def source(text: str) -> str:
    """Return the source by which a content security policy names an inline script or style: its hash."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"

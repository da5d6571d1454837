"""Compute the hashes of inline scripts and styles for a content security policy."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256


def source(text: str) -> str:
    """Return the source by which a content security policy names an inline script or style: its hash."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"

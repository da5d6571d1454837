"""Text as Markdown that says the same."""

from __future__ import annotations


def escaped(text: str) -> str:
    """Escape what Markdown would read as markup."""
    return "".join(f"\\{letter}" if letter in r"\`*_[]<>|#$~" else letter for letter in text)

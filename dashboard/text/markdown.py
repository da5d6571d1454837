"""Escape text for Markdown."""

from __future__ import annotations


def escaped(text: str) -> str:
    """Escape the characters that Markdown would interpret as markup."""
    return "".join(f"\\{letter}" if letter in r"\`*_[]<>|#$~" else letter for letter in text)

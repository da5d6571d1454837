"""Split a long text into passages, so that work on it can show its progress and be stopped."""

from __future__ import annotations

import re
from collections.abc import Iterator

_BREAK = re.compile(r"\n\s*\n|[.!?…]\s+|\n")


def passages(text: str, size: int = 20_000) -> Iterator[tuple[int, str]]:
    """Yield passages of a text that end at a paragraph or a sentence, if possible.

    Args:
        text: The text.
        size: The length that a passage should not exceed, in characters.

    Yields:
        The start position of each passage, and the passage. Together the passages are the whole text.
    """
    start = 0
    while start < len(text):
        end = min(start + size, len(text))
        if end < len(text):
            breaks = [found.end() for found in _BREAK.finditer(text, start + size // 2, end)]
            space = text.rfind(" ", start + size // 2, end) + 1
            end = breaks[-1] if breaks else (space or end)
        yield start, text[start:end]
        start = end

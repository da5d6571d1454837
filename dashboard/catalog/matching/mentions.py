"""Names inside prose."""

from __future__ import annotations

from dashboard.catalog.matching.answer import Mention
from dashboard.catalog.matching.index import Index


class Finder:
    """Finds the names of an index in texts."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def find(self, text: str) -> list[Mention]:
        """Where the text has names, in its order."""
        return []

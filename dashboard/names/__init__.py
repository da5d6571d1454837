"""Check names, lists and texts against every name in a catalog."""

from typing import TYPE_CHECKING, Any

from dashboard.names.answer import (
    MATCHES,
    VERDICTS,
    Answer,
    Candidate,
    Hint,
    Match,
    Mention,
    Standing,
    Status,
    Verdict,
    Way,
)
from dashboard.names.matching import Matcher
from dashboard.names.suggestion import Suggestion

if TYPE_CHECKING:
    from dashboard.names.kept import matcher

__all__ = [
    "MATCHES",
    "VERDICTS",
    "Answer",
    "Candidate",
    "Hint",
    "Match",
    "Matcher",
    "Mention",
    "Standing",
    "Status",
    "Suggestion",
    "Verdict",
    "Way",
    "matcher",
]


def __getattr__(name: str) -> Any:
    """Import `matcher` lazily, because its cache needs the catalog, and so pandas."""
    if name == "matcher":
        from dashboard.names.kept import matcher

        return matcher
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

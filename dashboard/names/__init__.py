"""Is this name on the list? Names, lists and texts against every name in a catalog."""

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
from dashboard.names.matcher import Matcher, matcher

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
    "Verdict",
    "Way",
    "matcher",
]

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
from dashboard.names.suggestion import Suggestion

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

"""Is this name on the list? Names, lists and texts against every name in a catalog."""

from dashboard.catalog.matching.answer import (
    VERDICTS,
    Answer,
    Candidate,
    Hint,
    Mention,
    Verdict,
    Way,
)
from dashboard.catalog.matching.matcher import Matcher, matcher

__all__ = [
    "VERDICTS",
    "Answer",
    "Candidate",
    "Hint",
    "Matcher",
    "Mention",
    "Verdict",
    "Way",
    "matcher",
]

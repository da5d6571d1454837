"""A suggested designation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dashboard.names.answer import Match, Status


@dataclass(frozen=True)
class Suggestion:
    """A suggested designation.

    Attributes:
        designation_id: Its id.
        name: Its name in Latin script.
        name_ru: Its name in Russian, or an empty text.
        name_native: Its name in its own language, or an empty text.
        status: ``announced``, ``listed`` or ``delisted``.
        date: When it was listed or, if not listed yet, announced; None if unknown.
        country: An ISO 3166-1 alpha-2 code, or None.
        matched_name: The name, web address or number that matches the typed text.
        match: ``exact`` or ``likely`` if the match is certain, else ``possible``.
    """

    designation_id: str
    name: str
    name_ru: str
    name_native: str
    status: Status
    date: date | None
    country: str | None
    matched_name: str
    match: Match

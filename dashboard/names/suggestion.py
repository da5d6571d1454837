"""A designation that a reader who types may be looking for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dashboard.names.answer import Match, Status


@dataclass(frozen=True)
class Suggestion:
    """A designation that somebody may be looking for.

    Attributes:
        designation_id: Which one.
        name: Its name in Latin script.
        name_ru: Its name in Russian, or an empty text.
        name_native: Its name in its own language, or an empty text.
        status: ``announced``, ``listed`` or ``delisted``.
        date: When it was listed, or announced while it awaits its entry; None where not known.
        country: An ISO 3166-1 alpha-2 code, or None.
        matched_name: Which of its names, addresses or numbers what was typed means.
        match: ``exact`` or ``likely`` where that is settled, else ``possible``.
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

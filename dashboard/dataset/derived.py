"""Derived fields: computed when a package is read, shown on the site and in the API."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.dataset.choices import ACCUSATIONS, REGISTERS, STATUSES
from dashboard.dataset.fields import Field
from dashboard.dataset.tables import STATEMENTS
from dashboard.locale import mark as _

OF_STATEMENT = (
    "speaker", "speaker_ru", "speaker_type", "stance", "text", "text_ru", "accusations",
    "designation_id", "also_about",
)  # fmt: skip
"""The fields that a claim copies from its statement."""

DERIVED: Mapping[str, tuple[Field, ...]] = {
    "designations": (
        Field(
            "status",
            "string",
            _("Status"),
            "`announced` until an entry in the register is known (a listing date, or the "
            "register's wording or number), `listed` from then on, `delisted` once there is a date "
            "of removal.",
            True,
            choices=STATUSES,
        ),
        Field(
            "date",
            "date",
            _("Date"),
            "Of listing, or of announcement while that is unknown, or of decision; its year is the "
            "year of the designation.",
        ),
        Field(
            "days_to_listing",
            "integer",
            _("Days from decision to listing"),
            "Days from the decision to the order of the Ministry, where both are known.",
        ),
        Field(
            "articles",
            "integer",
            _("Articles"),
            "How many articles it is the subject of.",
            True,
        ),
        Field(
            "other_registers",
            "list",
            _("Other registers"),
            "In which other registers it stands or stood itself; an entry of a related body does not count.",
            choices=REGISTERS,
        ),
        Field(
            "accusations",
            "list",
            _("Accusations"),
            "What Russian authorities accuse it of: the codes of their accusing statements about it, "
            "the stated reason among them; `formula` where no statement says more than the words of "
            "the law, `none-made-public` where that is all that is known.",
            choices=ACCUSATIONS,
        ),
    ),
    "statements": (
        Field(
            "reports",
            "integer",
            _("Reports"),
            "How many articles report it; a stated reason may have none.",
            True,
        ),
        Field(
            "date",
            "date",
            _("Date"),
            "Of the earliest article that reports it, as far as that is known; the day of the "
            "statement may be earlier.",
        ),
        Field("year", "integer", _("Year"), "The year of that date."),
    ),
    "claims": tuple(STATEMENTS[name] for name in OF_STATEMENT),
    "articles": (
        Field("publisher", "string", _("Publisher"), "The publisher's name.", True),
        Field(
            "publisher_ru",
            "string",
            _("Publisher in Russian"),
            "The publisher's name in Russian, where it has one.",
        ),
        Field(
            "date",
            "date",
            _("Date"),
            "Of publication, as far as `published_precision` says; empty where it is unknown.",
        ),
        Field(
            "year",
            "integer",
            _("Year"),
            "Of publication; empty where it is unknown. A filter by year leaves undated articles out.",
        ),
    ),
}
"""The derived fields by the name of the table."""


def derived(table: str, name: str) -> Field:
    """Return a derived field of a table.

    Raises:
        KeyError: The table has no such field.
    """
    for field in DERIVED.get(table, ()):
        if field.name == name:
            return field
    raise KeyError(f"{table} has no derived field {name!r}")

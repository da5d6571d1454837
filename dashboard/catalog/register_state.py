"""Describe the state of the official register that a dataset contains.

Pages, files and answers use it to say in which state of the register a name was not found.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dashboard import locale
from dashboard.catalog.catalog import Catalog
from dashboard.catalog.memo import remembered
from dashboard.locale import gettext as _
from dashboard.locale import ngettext


@dataclass(frozen=True)
class RegisterState:
    """A state of the register, and how much of it a dataset contains.

    Attributes:
        day: The day of the register.
        entries: The number of its entries; None if the package does not say.
        here: The number of these entries in the dataset.
    """

    day: date
    entries: int | None
    here: int

    @property
    def whole(self) -> bool:
        """Whether the dataset is known to have every entry."""
        return self.entries is not None and self.here >= self.entries

    @property
    def absent(self) -> int:
        """The number of entries known to be missing from the dataset."""
        return max(0, (self.entries or 0) - self.here)

    def not_found(self) -> str:
        """Return a sentence that explains "not found"."""
        return self._said(
            _("Not in the register of {day} ({entries}, all here)."),
            _("Not among the {here} of {entries} of the register of {day} that are here."),
            _(
                "Not in our copy of the register of {day}; how many entries it lacks is not recorded."
            ),
        )

    def holds(self) -> str:
        """Return a sentence about how much of the register the dataset contains."""
        return self._said(
            _("The register of {day} has {entries}; all are here."),
            _("The register of {day} has {entries}; {here} of them are here."),
            _("The register was taken over on {day}; how many entries it had is not recorded."),
        )

    def _said(self, whole: str, part: str, unknown: str) -> str:
        sentence = unknown if self.entries is None else whole if self.whole else part
        return sentence.format(
            day=locale.day(self.day),
            here=locale.number(self.here),
            entries=ngettext("{n} entry", "{n} entries", self.entries or 0),
        )


@remembered(1)
def register_state(catalog: Catalog) -> RegisterState:
    """Read the state of the register from a dataset.

    Args:
        catalog: The dataset, with its ``coverage`` and the register numbers of its rows.
    """
    coverage = catalog.coverage
    numbers = set(catalog.designations["register_number"].dropna().astype("int64"))
    entries = coverage.register_entries
    here = len(numbers if entries is None else numbers.intersection(range(1, entries + 1)))
    return RegisterState(coverage.register_as_of, entries, here)

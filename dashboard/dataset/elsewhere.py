"""Open catalogs (Wikidata, OpenSanctions, ROR) whose identifiers the dataset records."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from dashboard.dataset.choices import Choice
from dashboard.locale import mark as _


@dataclass(frozen=True)
class Scheme:
    """A catalog with identifiers of organizations.

    Attributes:
        choice: Its code, label and description.
        pattern: A regular expression for a whole identifier.
        rule: The pattern in words.
        page: The URL of a record, with `{}` for the identifier.
        prop: The FollowTheMoney property for the identifier; "" if only the URL of the record is exported.
    """

    choice: Choice
    pattern: str
    rule: str
    page: str
    prop: str = ""

    def fits(self, value: str) -> bool:
        """Return whether a text matches the pattern of its identifiers."""
        return re.fullmatch(self.pattern, value, re.ASCII) is not None

    def link(self, value: str) -> str:
        """Return the URL of the record of an identifier."""
        return self.page.format(value)


SCHEMES: Mapping[str, Scheme] = MappingProxyType(
    {
        each.choice.value: each
        for each in (
            Scheme(
                Choice("wikidata", _("Wikidata"), "The item of Wikidata, a Q with a number."),
                r"Q[1-9]\d{0,9}",
                "must be a Q and a number, as Q42",
                "https://www.wikidata.org/wiki/{}",
                "wikidataId",
            ),
            Scheme(
                Choice(
                    "opensanctions",
                    _("OpenSanctions"),
                    "The entity of OpenSanctions, which collects lists of sanctions and their like.",
                ),
                r"(NK-[A-Za-z0-9]{22}|Q[1-9]\d{0,9}|[a-z][a-z0-9]*(-[A-Za-z0-9]+)+)",
                "must be an entity of OpenSanctions, as NK-…, Q… or the name of a list and a key",
                "https://www.opensanctions.org/entities/{}/",
            ),
            Scheme(
                Choice(
                    "ror",
                    _("ROR"),
                    "The record of the Research Organization Registry, without `https://ror.org/`.",
                ),
                r"0[a-hj-km-np-tv-z0-9]{6}\d{2}",
                "must be nine letters and digits that begin with 0, as 03vek6s52",
                "https://ror.org/{}",
            ),
        )
    }
)
"""The catalogs by their code, in the order in which they are shown."""

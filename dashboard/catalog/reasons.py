"""Format the reason for a designation with its speaker.

Pages, link previews, the feed and the exports all use this module, so that no accusation is
attributed to somebody who did not make it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

import pandas as pd

from dashboard import locale
from dashboard.catalog.catalog import Catalog
from dashboard.catalog.memo import remembered
from dashboard.catalog.rows import Row
from dashboard.catalog.wording import worded
from dashboard.locale import gettext as _
from dashboard.locale import mark

_LEADS: Mapping[str, str] = {
    "prosecutor-general": mark("The Prosecutor General's Office said, paraphrased"),
    "duma-commission": mark("A commission or member of the State Duma said, paraphrased"),
    "federation-council": mark(
        "A commission or member of the Federation Council said, paraphrased"
    ),
    "foreign-ministry": mark("The Russian Foreign Ministry said, paraphrased"),
    "minjust": mark("The Ministry of Justice said, paraphrased"),
    "other-authority": mark("A Russian authority said, paraphrased"),
}
"""The introduction of a reason that does not name its speaker, by the value of ``reason_source``."""

_UNATTRIBUTED = mark("A report that does not say whose words these are")

_SPEAKERS: Mapping[str, str] = {
    "prosecutor-general": r"Prosecutor General's Office|prosecutors?",
    "duma-commission": r"State Duma",
    "federation-council": r"Senator|Federation Council",
    "foreign-ministry": r"Foreign Ministry",
    "minjust": r"Ministry of Justice|Justice Ministry",
    "other-authority": r"According to|authorit(?:y|ies)|court|committee|service|ministry|office",
}
"""How an English reason names its speaker, by the value of ``reason_source``."""

_OPENING = 80
"""The number of characters at the beginning of a reason in which its speaker must be named."""

_FORMULA = re.compile(
    r"(?:The (?:Prosecutor General's Office|prosecutors) said that )?(?:its|their) (?:activities|activity|work)"
    r" (?:could |may )?(?:threatens?|poses? a threat to) the foundations of (?:Russia's|the) constitutional order"
    r"(?: of (?:Russia|the Russian Federation))?"
    r"(?:,? (?:and|to) (?:(?:to )?the )?(?:country's security|security of (?:the )?(?:state|country|Russia)))?\.?",
    re.IGNORECASE,
)
"""The words of the law (Federal Law 272-FZ of 2012, Art. 3.1), for reasons that only repeat them."""

_NOTHING = re.compile(
    r"^(?:No reason (?:was|has been) made public|Причину не обнародовали)\s*[.:;,]?\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Reason:
    """A reason with its source, in the reader's language.

    Attributes:
        lead: Who gave the reason, or that no reason was given; a sentence without its full stop.
        text: The reason in this project's words; empty if the lead says everything.
        language: The language of the text: ISO 639-1.
        given: Whether a reason was given; False if none was made public.
        formula: Whether the reason only repeats the words of the law.
    """

    lead: str
    text: str
    language: str
    given: bool = True
    formula: bool = False

    def __str__(self) -> str:
        """Return the whole as prose that ends with a full stop."""
        if not self.text:
            return f"{self.lead}."
        return f"{self.lead}{':' if self.given else '.'} {self.text}"


def reason(catalog: Catalog, row: Row) -> Reason | None:
    """Return the reason for a designation, with its speaker.

    Args:
        catalog: The dataset, whose evidence has the sources of reasons.
        row: A designation: ``id``, ``stated_reason``, ``reason_source``, and, where the package has
            it, ``stated_reason_ru``.

    Returns:
        The reason; None if the dataset has none.
    """
    source = row["reason_source"]
    text, language = said = worded(row, "stated_reason")
    if pd.isna(source):
        source = ""
    if source == "none-made-public":
        lead = _("No reason was made public")
        if host := _host(catalog, str(row["id"])):
            lead = _("No reason was made public (source: {source})").format(source=host)
        more = _NOTHING.sub("", text, count=1)
        return Reason(lead, locale.capitalized(more), language, given=False)
    if not text:
        return None
    if repeats_the_law(row["stated_reason"], source):
        lead = _(
            "The Prosecutor General's Office gave no more than the words of the law: that its "
            "activity threatens the foundations of Russia's constitutional order and the security "
            "of the state"
        )
        return Reason(lead, "", locale.current().code, formula=True)
    if names_its_speaker(row["stated_reason"], source):
        lead = (
            _("Stated reason, paraphrased in English")
            if said.foreign
            else _("Stated reason, paraphrased")
        )
        return Reason(lead, text, language)
    lead = _(_LEADS.get(str(source), _UNATTRIBUTED))
    if said.foreign:
        lead = _("{lead}, in English").format(lead=lead)
    return Reason(lead, text, language)


def names_its_speaker(text: object, source: object) -> bool:
    """Return whether a reason begins with its speaker, so that no introduction is needed.

    Args:
        text: A ``stated_reason``, or a missing value.
        source: Its ``reason_source``, or a missing value.
    """
    speaker = _SPEAKERS.get(str(source))
    return bool(speaker and re.search(rf"\b(?:{speaker})\b", str(text)[:_OPENING]))


def repeats_the_law(text: object, source: object) -> bool:
    """Return whether a reason only repeats the words of the law.

    Args:
        text: A ``stated_reason``, or a missing value.
        source: Its ``reason_source``, or a missing value.
    """
    return source == "prosecutor-general" and bool(_FORMULA.fullmatch(str(text).strip()))


def _host(catalog: Catalog, designation: str) -> str:
    """Return the website that says that no reason was made public, or ""."""
    return (urlsplit(_sources(catalog).get(designation, "")).hostname or "").removeprefix("www.")


@remembered(1)
def _sources(catalog: Catalog) -> Mapping[str, str]:
    """Return the first page of evidence for the reason of each designation."""
    evidence = catalog.evidence
    found: dict[str, str] = {}
    for designation, url, supports in zip(
        evidence["designation_id"], evidence["url"], evidence["supports"], strict=True
    ):
        if {"stated_reason", "reason_source"} & set(supports):
            found.setdefault(str(designation), str(url))
    return found

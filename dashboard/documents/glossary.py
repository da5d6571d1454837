"""The words of the site, each explained in a sentence or two."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.locale import mark as _


@dataclass(frozen=True)
class Term:
    """A word.

    Attributes:
        key: A name for it, for addresses.
        word: The word in English; translated where shown.
        text: What it means here, in English.
    """

    key: str
    word: str
    text: str


TERMS: tuple[Term, ...] = (
    Term(
        "undesirable",
        _("“Undesirable” organization"),
        _(
            "A foreign or international organization whose activity the Prosecutor General of Russia has declared undesirable in Russia. The word is the law's; we put it in quotation marks because we do not share it."
        ),
    ),
    Term(
        "register",
        _("The register"),
        _(
            "The list of such organizations that the Ministry of Justice (Minjust) keeps and publishes. This site is not the register: it is an independent database about it."
        ),
    ),
    Term(
        "decision",
        _("Decision date"),
        _("The day on which the Prosecutor General or a deputy signed the decision."),
    ),
    Term(
        "announcement",
        _("Announcement date"),
        _("The day on which the Prosecutor General's Office made the decision public."),
    ),
    Term(
        "listing",
        _("Listing date"),
        _(
            "The day of the Ministry's order that enters the organization in the register, or the day on which reports say that it was entered."
        ),
    ),
    Term(
        "announced",
        _("Announced"),
        _(
            "A decision was made public, but we know of no entry in the register. The entry may exist all the same."
        ),
    ),
    Term(
        "delisted",
        _("Delisted"),
        _("The organization was taken off the register."),
    ),
    Term(
        "confidence",
        _("Confidence"),
        _(
            "How well our sources support what we say about an organization: low means one weak source. It says nothing about the accusations."
        ),
    ),
    Term(
        "foreign-agent",
        _("“Foreign agent”"),
        _(
            "Another status, kept in another register. Where a source says that an organization here has it, a badge says so; we do not follow that register."
        ),
    ),
    Term(
        "extremist",
        _("“Extremist” organization"),
        _(
            "A third status, given by a court. Where a source says that an organization here has it, a badge says so; we do not follow that list."
        ),
    ),
)

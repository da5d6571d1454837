"""`/about`: what the status means, who risks what, the words of the site, and how it is made for all."""

from __future__ import annotations

from dashboard.documents.glossary import TERMS
from dashboard.documents.law import CONSEQUENCES, Consequence
from dashboard.locale import mark as _
from dashboard.screen.pages.context import Context
from dashboard.screen.render import render

PATH = "about"

_SECTIONS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("who", _("Who decides"), ("who-decides",)),
    (
        "what",
        _("What is punishable"),
        ("taking-part", "taking-part-abroad", "sharing-links", "reading"),
    ),
    (
        "how",
        _("How it is punished"),
        (
            "administrative-fines",
            "criminal-participation",
            "criminal-funding",
            "criminal-organising",
        ),
    ),
    ("more", _("What else follows"), ("banks", "websites-blocked")),
)


def show(context: Context) -> None:
    """Show the page."""
    render(
        "about.html",
        sections=[
            (anchor, title, [_consequence(key) for key in keys])
            for anchor, title, keys in _SECTIONS
        ],
        terms=TERMS,
        data=context.address.to("data"),
        organizations=context.address.to("organizations"),
    )


def _consequence(key: str) -> Consequence:
    return next(each for each in CONSEQUENCES if each.key == key)

"""Show the citation box, with several formats."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dashboard.documents.citation import Style
from dashboard.documents.markup import markup
from dashboard.locale import gettext as _


def cite(make: Callable[[Style], str]) -> str:
    """Return a box with the citation in each format, each with a button that copies it.

    Args:
        make: Makes the citation for a style: plain, bibtex or ris.
    """
    formats: Mapping[Style, str] = {"plain": _("Plain text"), "bibtex": "BibTeX", "ris": "RIS"}
    made = [(label, make(style)) for style, label in formats.items()]
    return markup("cite.html", formats=made)

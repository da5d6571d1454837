"""The error message in place of a page, without a traceback."""

from __future__ import annotations

from dashboard.documents.document import Document
from dashboard.documents.markup import markup
from dashboard.locale import gettext as _


def failed_page() -> Document:
    """Return the sentence in the place of a page."""
    return Document(
        (
            markup(
                "failure.html",
                title=_("This page cannot be shown"),
                text=_(
                    "Something went wrong while it was made. The other pages are not affected; whoever runs the site finds the reason in its log."
                ),
            ),
        )
    )

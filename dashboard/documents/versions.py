"""The versions of the data: which there are, and what a link says that asks for another one."""

from __future__ import annotations

from dashboard.asking.address import Address
from dashboard.asking.filters import Filters
from dashboard.catalog import Catalog
from dashboard.catalog.history import history
from dashboard.documents.markup import markup
from dashboard.locale import gettext as _


def versions(catalog: Catalog, address: Address) -> str:
    """Return the recorded versions, the newest first, and how to have an earlier one again.

    Args:
        catalog: The dataset.
        address: The address of the page.
    """
    return markup(
        "versions.html",
        releases=history(catalog),
        present=catalog.version,
        changes=address.to("changes", Filters()),
    )


def other_version(catalog: Catalog, address: Address) -> tuple[str, ...]:
    """Return a sentence where the link asks for a version that is not shown; nothing else.

    Args:
        catalog: The dataset.
        address: The address of the page; its option ``version`` is what is asked for.
    """
    wanted = address.text("version")
    if not wanted or wanted == catalog.version:
        return ()
    said = _(
        "This link asks for version {wanted} of the data, and this site has version {present}: the numbers below may differ. "
        "“undesirable-register data-of {wanted}” writes that version from the repository."
    ).format(wanted=wanted, present=catalog.version)
    return (markup("hint.html", text=said),)

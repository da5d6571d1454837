"""The address of a plain page, whose links lead to other plain pages."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.asking.address import Address
from dashboard.asking.filters import Filters

_DETAILS = {"organization": "o", "article": "a"}


@dataclass(frozen=True)
class PlainAddress(Address):
    """An address of `/o/`, `/o/<id>` or `/a/<id>`.

    Organizations, articles and selections of organizations are linked to their plain pages, of which
    the first two know no selection; everything else is linked to the explorer.
    """

    def to(self, page: str, filters: Filters | None = None, /, **extra: str | int | None) -> str:
        """Return the address of a page; see `Address.to`."""
        if page in _DETAILS and "id" in extra:
            return super().to(f"{_DETAILS[page]}/{extra['id']}", Filters())
        return super().to("o/" if page == "organizations" else page, filters, **extra)

    def explorer(self, page: str, filters: Filters | None = None, **extra: str) -> str:
        """Return the address of a page of the explorer."""
        return super().to(page, filters, **extra)

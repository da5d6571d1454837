"""The frame of every page: header, notice of unknown parameters, footer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from dashboard import locale
from dashboard.asking.address import Address, rooted
from dashboard.asking.filters import Dropped, Filters
from dashboard.catalog import Catalog, clock
from dashboard.documents.bulk_files import pocket_address
from dashboard.documents.markup import markup
from dashboard.locale import gettext as _

LANGUAGE_COOKIE = "lang"
"""The cookie with the language that a reader chose; `page.js` sets it."""


@dataclass(frozen=True)
class Entry:
    """An entry of the menu.

    Attributes:
        path: The path of its page.
        title: The title in English.
        marks: The paths of the pages for which the menu marks it.
    """

    path: str
    title: str
    marks: tuple[str, ...]


def masthead(address: Address, menu: Sequence[Entry], here: str) -> str:
    """Return the name of the site, the search, the menu and the languages.

    Args:
        address: The address of the page.
        menu: The entries of the menu.
        here: The path of the page.
    """
    return markup(
        "masthead.html",
        home=address.to(""),
        action=_spoken(address, "search"),
        ask=_spoken(address, "api/v1/suggest"),
        check=address.to("check"),
        pocket="" if address.served else pocket_address(),
        items=[
            {
                "label": _(entry.title),
                "href": address.to(entry.path),
                "current": here in entry.marks,
            }
            for entry in menu
        ],
        languages=[
            {
                "code": code,
                "name": locale.own_name(code),
                "href": address.in_language(here, code),
                "current": code == locale.current().code,
            }
            for code in locale.languages()
        ],
    )


def _spoken(address: Address, path: str) -> str:
    """Return an address that takes no selection, in the reader's language."""
    return replace(address, lang=locale.current().code).to(path, Filters())


def notice(dropped: Sequence[Dropped]) -> str:
    """Return a notice about the ignored parameters of the link.

    Args:
        dropped: The parts.
    """
    return markup("notice.html", dropped=dropped) if dropped else ""


def footer(catalog: Catalog, address: Address, here: str, *, light: bool = False) -> str:
    """Return the footer of a page.

    Args:
        catalog: The dataset.
        address: The address of the page.
        here: The path of the page.
        light: Whether this is the light version, without scripts.
    """
    asked = address.here(here).partition("?")[2]
    back = urlencode({"to": f"{here}?{asked}" if asked else here})
    return markup(
        "footer.html",
        version=catalog.version,
        as_of=catalog.as_of,
        data=address.to("data"),
        about=address.to("about"),
        url=address.public(address.here(here)),
        today=clock.today(catalog),
        feed=address.to("feed.xml"),
        leave=rooted("leave"),
        light=light,
        served=address.served,
        other=f"{rooted('full' if light else 'light')}?{back}",
    )

"""List and render the pages of a mirror."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from urllib.parse import urlencode

from markupsafe import Markup

from dashboard import locale
from dashboard.asking.address import Address, rooted
from dashboard.catalog import Catalog
from dashboard.charts.registry import SUBJECTS
from dashboard.documents.articles import LIST_LENGTH
from dashboard.documents.markup import markup
from dashboard.documents.mirror_links import Links, relative
from dashboard.documents.mirror_places import ORDERS, SINGLE, choices, within
from dashboard.documents.options import options
from dashboard.documents.pages import page_at
from dashboard.documents.prepared import LISTS, lists
from dashboard.documents.static_page import static_page
from dashboard.documents.tables import PAGE_LENGTH
from dashboard.locale import gettext as _
from dashboard.web.head import meta_of

SHEET, ICON, MISSING = "style.css", "assets/mark.svg", "404.html"

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Wanted:
    """A page of a mirror, which exists in every language.

    Attributes:
        path: The path of the page.
        pairs: The parameters of its address, without the language.
    """

    path: str
    pairs: Pairs = ()

    @property
    def address(self) -> str:
        """Its URL path and query."""
        return rooted(self.path) + (f"?{urlencode(self.pairs)}" if self.pairs else "")


def wanted(catalog: Catalog) -> Iterator[Wanted]:
    """Yield the pages of a mirror.

    Args:
        catalog: The dataset.
    """
    yield Wanted("")
    yield from (Wanted(path) for path in SINGLE)
    for subject in SUBJECTS:
        switches = choices(subject)
        for values in product(*switches.values()):
            chosen = tuple(zip(switches, values, strict=True))
            yield Wanted("charts", (("show", subject.key), *chosen))
    yield from _lists(catalog)
    tables = (("organization", catalog.designations), ("article", catalog.articles))
    for path, table in tables:
        yield from (Wanted(path, (("id", str(key)),)) for key in table.index)


def _lists(catalog: Catalog) -> Iterator[Wanted]:
    for scope, path in LISTS.items():
        whole = len(catalog[scope])
        length = PAGE_LENGTH if scope == "designations" else LIST_LENGTH
        chosen: list[tuple[Pairs, int]] = [((), whole)]
        if scope == "designations":
            chosen += [((("sort", order),), whole) for order in ORDERS]
        for key, values in lists(catalog, scope).items():
            chosen += [(((key, value),), rows) for value, rows in values.items()]
        for pairs, rows in chosen:
            yield Wanted(path, pairs)
            for number in range(2, -(-rows // length) + 1):
                yield Wanted(path, (*pairs, ("page", str(number))))


@dataclass(frozen=True, eq=False)
class Maker:
    """Renders the pages of a mirror, which do not depend on its URL.

    Attributes:
        catalog: The dataset.
        links: Replaces links by links to files.
        base: The address of the mirror without a slash at the end; "" where it is not known.
    """

    catalog: Catalog
    links: Links
    base: str

    def place(self, page: Wanted, language: str) -> str:
        """Return the file of a page.

        Args:
            page: The page.
            language: Its language.

        Raises:
            ValueError: It has none.
        """
        if found := self.links.places.file(page.address, language):
            return found
        raise ValueError(f"The mirror has no file for {page.address}")

    def made(self, page: Wanted, language: str) -> str:
        """Return a page as a whole document.

        Args:
            page: The page.
            language: Its language.
        """
        place = self.place(page, language)
        with locale.using(language):
            address = self._address(page.pairs, language)
            said = static_page(self.catalog, page_at(page.path), address, light=True)
            meta = meta_of(self.catalog, page.path, address)
            there = [(code, self.place(page, code)) for code in locale.languages()]
            self.links.targets.update(file for _code, file in there)
            feed = self.links.href(place, rooted("feed.xml"), language) if not page.path else None
            return markup(
                "mirror.html",
                lang=language,
                title=said.title,
                description=meta.description,
                languages=[(code, relative(place, file)) for code, file in there],
                feeds=[feed] if feed else [],
                style="",
                icon=relative(place, ICON),
                sheet=relative(place, SHEET),
                body=Markup(self.links.led(said.markup, place, language)),
            )

    def missing(self, style: str) -> str:
        """Return the page for addresses that the mirror has not, in every language.

        A host sends it for addresses of any depth, so it brings its style, and has a link only where the
        address of the mirror is known.

        Args:
            style: The style sheet, without fonts.
        """
        said = []
        for language in locale.languages():
            with locale.using(language):
                said.append(
                    markup(
                        "mirror_missing.html",
                        lang=language,
                        home=self.base and f"{self.base}/{within('index.html', language)}",
                    )
                )
        with locale.using(locale.FALLBACK):
            return markup(
                "mirror.html",
                lang=locale.FALLBACK,
                title=_("There is no page at this address."),
                description="",
                languages=[],
                feeds=[],
                style=Markup(style),
                body=Markup("".join(said)),
            )

    def _address(self, pairs: Pairs, language: str) -> Address:
        return Address.read(
            [*pairs, ("lang", language)],
            self.catalog,
            options(self.catalog.years),
            static=True,
            served=False,
        )

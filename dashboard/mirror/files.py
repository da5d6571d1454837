"""The files of a mirror besides its pages: tables, bulk files, feeds, sitemap, style, fonts."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from urllib.parse import urlencode, urlsplit
from xml.sax.saxutils import quoteattr

from dashboard import locale
from dashboard.asking.address import Connection, Site, rooted
from dashboard.asking.filters import Filters
from dashboard.asking.views import VIEWS
from dashboard.catalog import Catalog
from dashboard.charts.registry import COUNTED
from dashboard.documents.bulk_files import API, bundle
from dashboard.documents.look import style
from dashboard.documents.mirror_places import FEEDS, Places
from dashboard.sheets.representation import csv_text, objects
from dashboard.web import feed, fonts
from dashboard.web.api import about
from dashboard.web.negotiation import last_modified
from dashboard.web.sitemap import SITEMAP
from dashboard.web.streamlit_document import static_folder

_ASSETS = Path(fonts.__file__).resolve().parent / "assets"
_STREAMLITS = "static/media/"
"""The place of Streamlit's own fonts."""


@dataclass(frozen=True)
class _Mirrored(Site):
    """The mirror as feeds link to it.

    Attributes:
        places: Its files.
        address: Its address without a slash at the end.
        language: The language of what links to it.
    """

    places: Places | None = None
    address: str = ""
    language: str = locale.FALLBACK

    def url(self, _connection: Connection, path: str = "") -> str:
        """Return the whole address of a file; of what has none that of the first page."""
        page, mark, fragment = path.partition("#")
        found = self.places.file(f"/{page}", self.language) if self.places else None
        return f"{self.address}/{found or ''}{mark}{fragment}"


class _Nowhere:
    """The connection of a file that nobody asked for."""

    base_url = urlsplit("")


def tables(catalog: Catalog) -> Iterator[tuple[str, bytes]]:
    """Yield every table as CSV and as JSON: name of the file and its content.

    Args:
        catalog: The dataset.
    """
    for view in VIEWS.values():
        rows = view.rows(catalog, Filters()).only(view.columns)
        yield f"{API}/{view.name}.csv", b"".join(csv_text(rows))
        told = about(catalog) | {"total": len(rows), "results": list(objects(rows))}
        text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
        yield f"{API}/{view.name}.json", f"{text}\n".encode()


def numbers(catalog: Catalog, places: Places) -> Iterator[tuple[str, bytes]]:
    """Yield the numbers of every chart in every language: name of the file and its content.

    Args:
        catalog: The dataset.
        places: The files of the mirror.
    """
    for language in locale.languages():
        for chart in COUNTED.values():
            for values in product(*chart.options.values()):
                chosen = dict(zip(chart.options, values, strict=True))
                asked = rooted(f"{API}/charts/{chart.key}.csv?{urlencode(chosen)}")
                if not (place := places.file(asked, language)):
                    continue
                if chart.settle:
                    chosen = chart.settle(catalog, Filters(), chosen)
                with locale.using(language):
                    counted = chart.count(catalog, Filters(), chosen)
                    yield place, b"".join(csv_text(chart.table(catalog, counted, chosen)))


def feeds(catalog: Catalog, places: Places, base: str) -> Iterator[tuple[str, bytes]]:
    """Yield the feeds in every language: name of the file and its content.

    Args:
        catalog: The dataset.
        places: The files of the mirror.
        base: Its address without a slash at the end.
    """
    for language in locale.languages():
        site = _Mirrored(places=places, address=base, language=language)
        for of in FEEDS:
            place = places.file(f"{rooted('feed.xml')}?of={of}", language)
            with locale.using(language):
                yield str(place), feed.written(site, _Nowhere(), catalog, of, Filters())


def sitemap(catalog: Catalog, pages: list[dict[str, str]], base: str) -> bytes:
    """Return the sitemap.

    Args:
        catalog: The dataset.
        pages: Each page as its files by language.
        base: The address of the mirror without a slash at the end.
    """
    day = f"{last_modified(catalog):%Y-%m-%d}"
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<urlset xmlns="{SITEMAP}" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ]
    for files in pages:
        others = "".join(
            f'<xhtml:link rel="alternate" hreflang="{code}" href={quoteattr(f"{base}/{file}")}/>'
            for code, file in files.items()
        )
        lines += [
            f"<url><loc>{base}/{file}</loc><lastmod>{day}</lastmod>{others}</url>"
            for file in files.values()
        ]
    return "\n".join([*lines, "</urlset>", ""]).encode()


def robots(base: str) -> bytes:
    """Return the rules for robots, which may read everything.

    Args:
        base: The address of the mirror without a slash at the end; "" where it is not known.
    """
    named = f"\nSitemap: {base}/sitemap.xml\n" if base else ""
    return f"User-agent: *\nDisallow:\n{named}".encode()


def sheet(*, faces: bool = True) -> str:
    """Return the style sheet, which stands in the root of the mirror.

    Args:
        faces: Whether to declare the fonts.
    """
    return (fonts.faces(Site(".")) if faces else "") + style()


def copy(catalog: Catalog, folder: Path) -> None:
    """Copy what is the same on the site: bulk files, fonts, flags.

    Args:
        catalog: The dataset.
        folder: The root of the mirror.

    Raises:
        OSError: Something cannot be copied.
    """
    shutil.copytree(_ASSETS / "flags", folder / "assets" / "flags")
    shutil.copytree(_ASSETS / "fonts", folder / "assets" / "fonts")
    shutil.copy(_ASSETS / "mark.svg", folder / "assets" / "mark.svg")
    (folder / _STREAMLITS).mkdir(parents=True)
    for name in sheet().split(f"./{_STREAMLITS}")[1:]:
        shutil.copy(static_folder() / "media" / name.partition('"')[0], folder / _STREAMLITS)
    made = bundle(catalog)
    there = folder / API / "bulk"
    there.mkdir(parents=True)
    for name in (*made.artifacts, "SHA256SUMS"):
        shutil.copy(made.directory / name, there / name)

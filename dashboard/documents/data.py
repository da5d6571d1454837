"""`/data`: downloads, coverage, quality, method, codebook, how to cite."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from dashboard import locale, settings
from dashboard.asking.address import Address, rooted
from dashboard.catalog import Catalog, clock
from dashboard.catalog.history import changelog
from dashboard.catalog.loading import freshness
from dashboard.catalog.quality import Tally, assess
from dashboard.catalog.register_state import register_state
from dashboard.charts.palette import Palette
from dashboard.dataset.codebook import codebook
from dashboard.dataset.tables import PUBLISHED_COUNTS, TABLES
from dashboard.documents.citation import cite_dataset
from dashboard.documents.cite import cite
from dashboard.documents.document import Block, Document, Download, Downloads, Prose
from dashboard.documents.machines import machines
from dashboard.documents.markup import markup
from dashboard.documents.versions import versions
from dashboard.locale import gettext as _
from dashboard.names.awaiting import last_look, undescribed

PATH = "data"


def document(catalog: Catalog, address: Address, _colours: Palette) -> Document:
    """Return the page with downloads and documentation of the data.

    Args:
        catalog: The dataset.
        address: The address of the page.
    """
    return Document(
        (
            _head(catalog, address),
            _register(catalog) if address.served else "",
            _downloads(),
            machines(catalog, address),
            _quality(catalog),
            Prose(codebook(), _("Codebook"), anchor="codebook"),
            versions(catalog, address),
            _changelog(),
            *_cite(catalog, address),
        )
    )


def _head(catalog: Catalog, address: Address) -> str:
    return markup(
        "data.html",
        version=catalog.version,
        as_of=catalog.as_of,
        register=register_state(catalog).holds(),
        coverage=catalog.coverage,
        rows=assess(catalog).rows,
        tables=TABLES,
        undated_articles=int(catalog.articles["published"].isna().sum()),
        undated_designations=int(catalog.designations["date"].isna().sum()),
        ways=_ways(address),
        uncovered=int((catalog.designations["articles"] == 0).sum()),
        **_fresh(catalog, address),
    )


def _ways(address: Address) -> list[dict[str, Any]]:
    """Return the most important links: the whole dataset, and anchors further down."""
    files = [
        {"label": label, "href": rooted(f"api/v1/bulk/{name}"), "file": True}
        for label, name in (
            (_("Whole package (ZIP)"), "undesirable-register.zip"),
            (_("Excel workbook"), "undesirable-register.xlsx"),
        )
        if not _closed()
    ]
    parts = [("downloads", _("Downloads")), ("api", _("For programs"))]
    parts = [each for each in parts if address.served or each[0] != "api"]
    parts += [("codebook", _("Codebook")), ("cite", _("Cite this"))]
    here = address.here(PATH)
    return [
        *files,
        *({"label": label, "href": f"{here}#{anchor}", "file": False} for anchor, label in parts),
    ]


def _closed() -> bool:
    """Return whether the files on disk differ from the served version and are invalid."""
    state = freshness()
    return bool(state and state.refused)


def _register(catalog: Catalog) -> str:
    """Return the entries of the register that have no description here, where this site watches the register."""
    look = last_look()
    return markup("register_look.html", look=look, entries=undescribed(catalog)) if look else ""


def _quality(catalog: Catalog) -> str:
    quality = assess(catalog)
    return markup(
        "quality.html",
        tallies=[
            {
                "period": _period(each),
                "what": _(PUBLISHED_COUNTS["what"].choice(each.what).label),
                "published": each.count,
                "source": _source(each),
                "own": own,
            }
            for each, own in quality.tallies
        ],
        shares=[each for each in quality.filled if each.field != "id"],
    )


def _changelog() -> Block:
    title, changes = _("What changed in the data"), changelog(settings.data_directory())
    if not changes:
        return markup("hint.html", text=_("This package has no changelog."))
    # Below the heading of the page there is no other of the first level.
    return Prose(re.sub(r"(?m)^#", "##", changes), title)


def _period(tally: Tally) -> str:
    """Return the period of a published count in words."""
    if tally.year:
        return tally.year
    last = locale.day(date.fromisoformat(tally.last))
    if not tally.first:
        return _("to {last}").format(last=last)
    first = locale.day(date.fromisoformat(tally.first))
    return _("{first} to {last}").format(first=first, last=last)


def _source(tally: Tally) -> str:
    """Return who published a count, in the reader's language."""
    russian = locale.current().code == "ru" and tally.source_ru
    return russian or tally.source or _("source not recorded")


def _fresh(catalog: Catalog, address: Address) -> dict[str, Any]:
    """Return the age of the data, and whether newer ones were refused."""
    # A mirror does not show an age, because it may be read much later.
    state = freshness() if address.served else None
    dated = catalog.designations["date"].dropna()
    return {
        "days": clock.age(catalog) if address.served else 0,
        "newest": dated.max() if len(dated) else None,
        "changes": address.to("changes"),
        "loaded": state.loaded if state else None,
        "refused": state.refused if state else None,
    }


def _downloads() -> Block:
    if _closed():
        return markup(
            "hint.html", text=_("Downloads are closed until the new files pass their checks.")
        )
    folder = settings.data_directory()
    whole = Download(
        _("Whole package (ZIP)"),
        rooted("api/v1/bulk/undesirable-register.zip"),
        first=True,
    )
    return Downloads(
        (
            whole,
            *(
                Download(
                    # Do not read the file on disk, which may be of a newer or invalid version by
                    # now.
                    table.path,
                    rooted(f"data/{table.path}"),
                    help=_(table.title),
                )
                for table in TABLES
                if (folder / table.path).is_file()
            ),
        )
    )


def _cite(catalog: Catalog, address: Address) -> tuple[str, str]:
    version = _("Version {version}").format(version=catalog.version)
    served = address.served
    return (
        cite(
            lambda style: cite_dataset(
                catalog,
                url=address.public(address.to("")) if served else "",
                style=style,
                accessed=clock.today(catalog) if served else None,
            )
        ),
        markup("hint.html", text=f"{version} · {locale.day(catalog.as_of)}"),
    )

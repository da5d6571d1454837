"""Titles, descriptions, JSON-LD and previews of links to organizations, articles and selections."""

from __future__ import annotations

from typing import Any

import pandas as pd
from starlette.requests import Request

from dashboard import locale
from dashboard.asking.address import Site, query
from dashboard.asking.filters import Filters
from dashboard.asking.selection import select_designations
from dashboard.catalog import Catalog, naming
from dashboard.catalog.bodies import entries_text
from dashboard.catalog.events import event
from dashboard.catalog.reasons import reason
from dashboard.catalog.register_state import register_state
from dashboard.catalog.wording import worded
from dashboard.dataset.choices import KINDS, STATUSES
from dashboard.documents.markup import choice, known, published
from dashboard.documents.meta import Meta, shortened
from dashboard.locale import gettext as _
from dashboard.text.dates import iso
from dashboard.web.preview import drawable, preview


def organization_preview(row: pd.Series[Any]) -> bytes:
    """Draw the preview of a designation, in the reader's language."""
    also = naming.others(row)
    return preview(
        _("Declared “undesirable” in Russia"),
        naming.title(row),
        also[0][0] if also else "",
        (_when(row), locale.country(row["country"]) if known(row["country"]) else ""),
        _("The Undesirable Register"),
    )


def article_preview(row: pd.Series[Any]) -> bytes:
    """Draw the preview of an article; a title that our fonts cannot write is replaced by our summary."""
    title = f"[{row['title']}]" if row["title_supplied"] else str(row["title"])
    return preview(
        choice(KINDS, row["kind"]),
        title if drawable(title) else shortened(worded(row, "summary").text, 140),
        "",
        (
            str(row["publisher"]),
            published(row) or _("undated"),
            locale.language(row["language"]),
        ),
        _("The Undesirable Register"),
    )


def _when(row: pd.Series[Any]) -> str:
    """Say what is known of when it happened: "Announced 19 May 2025"."""
    found = event(row, removal=True)
    return found.sentence() if found else choice(STATUSES, row["status"])


def organization_meta(site: Site, request: Request, catalog: Catalog, row: pd.Series[Any]) -> Meta:
    """Return what a link to a designation shows, in the reader's language."""
    address = site.url(request, f"o/{row['id']}")
    facts = [_when(row), locale.country(row["country"]) if known(row["country"]) else ""]
    said = reason(catalog, row)
    what = _("Declared “undesirable” in Russia")
    names = [row["name_ru"], row["name_native"], row["abbreviation"], *row["aliases"]]
    described: dict[str, Any] = {
        "@type": "Organization",
        "name": row["name"],
        "alternateName": [name for name in dict.fromkeys(names) if known(name)],
    }
    if known(row["country"]):
        described["address"] = {"@type": "PostalAddress", "addressCountry": row["country"]}
    description = shortened(
        " · ".join(part for part in (what, *facts, str(said or "")) if part), 280
    )
    return Meta(
        title=naming.title(row),
        description=description,
        url=address,
        image=f"{address}.png{language_query()}",
        image_alt=" · ".join(part for part in (naming.title(row), what, *facts) if part),
        alternates=(
            ("application/json", site.url(request, f"api/v1/designations/{row['id']}")),
            ("application/atom+xml", site.url(request, f"feed.xml?of=articles&org={row['id']}")),
        ),
        data=_page_data(site, request, catalog, naming.title(row), description, address)
        | {"about": described},
    )


def article_meta(site: Site, request: Request, catalog: Catalog, row: pd.Series[Any]) -> Meta:
    """Return what a link to an article shows, in the reader's language."""
    address = site.url(request, f"a/{row['id']}")
    title = f"[{row['title']}]" if row["title_supplied"] else str(row["title"])
    when = published(row) or _("undated")
    work: dict[str, Any] = {
        "@type": "Article",
        "headline": title,
        "inLanguage": row["language"],
        "publisher": {"@type": "Organization", "name": row["publisher"]},
    }
    if known(row["published"]):
        work["datePublished"] = iso(row["published"], row["published_precision"])
    if known(row["url"]):
        work["url"] = row["url"]
    description = shortened(f"{row['publisher']}, {when}. {worded(row, 'summary').text}", 280)
    return Meta(
        title=title,
        description=description,
        url=address,
        image=f"{address}.png{language_query()}",
        image_alt=f"{title} · {row['publisher']} · {when}",
        kind="article",
        alternates=(("application/json", site.url(request, f"api/v1/articles/{row['id']}")),),
        data=_page_data(site, request, catalog, title, description, address) | {"mainEntity": work},
        published=work.get("datePublished", ""),
    )


def language_query() -> str:
    """Return the parameter of the language spoken, with the question mark; "" for that of the source."""
    code = locale.current().code
    return "" if code == locale.FALLBACK else f"?lang={code}"


def _page_data(
    site: Site, request: Request, catalog: Catalog, name: str, description: str, address: str
) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "name": name,
        "description": description,
        "url": address,
        "inLanguage": locale.current().code,
        "isPartOf": {
            "@type": "Dataset",
            "name": catalog.title,
            "version": catalog.version,
            "license": "https://creativecommons.org/licenses/by/4.0/",
            "url": site.url(request, "data"),
        },
    }


def selection_meta(
    site: Site, request: Request, catalog: Catalog, path: str, filters: Filters
) -> Meta:
    """Return what a link to a page of a selection shows, in the reader's language."""
    sentence = filters.sentence(catalog, "designations")
    shown = entries_text(select_designations(catalog, filters))
    description = (
        _(
            "Every organization that Russia has declared “undesirable” since 2015: when and why it "
            "happened, and what was written about it."
        )
        if register_state(catalog).whole
        else _(
            "Organizations that Russia has declared “undesirable”: when and why it happened, and "
            "what was written about it."
        )
    )
    found = f"{sentence}: {shown}. " if filters else ""
    asked = query(filters)
    return Meta(
        title=sentence if filters else _("Organizations declared “undesirable” in Russia"),
        description=f"{found}{description}",
        url=site.url(request, path) + asked,
        image=site.url(request, "preview.png") + asked,
        image_alt=f"{sentence}: {shown}",
        alternates=(
            ("application/json", site.url(request, "api/v1/designations") + asked),
            ("application/atom+xml", site.url(request, "feed.xml") + asked),
        ),
        data={
            "@context": "https://schema.org",
            "@type": "Dataset",
            "name": catalog.title,
            "description": description,
            "version": catalog.version,
            "license": "https://creativecommons.org/licenses/by/4.0/",
            "url": site.url(request),
            "isAccessibleForFree": True,
        },
    )

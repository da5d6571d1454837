"""The URL of the run under way: read into an `Address`, and changed by the callbacks of widgets."""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st

from dashboard import settings
from dashboard.asking.address import PAGE_KEYS, Address
from dashboard.asking.filters import Filters
from dashboard.catalog import Catalog
from dashboard.documents.options import options


def read(catalog: Catalog) -> Address:
    """Read the address of the run under way."""
    # Not `bind="query-params"` of widgets: it cannot say `year=2022&year=2024`, tells nobody of an
    # unknown value, and forbids links that change the URL.
    return Address.read(
        [(key, value) for key in st.query_params for value in st.query_params.get_all(key)],
        catalog,
        options(catalog.years),
        origin=origin(),
        embedded=bool(st.context.is_embedded),
    )


def path() -> str | None:
    """Return the path of the page as the browser's address says it, without slashes; None if it does not.

    Streamlit's own idea of the page is that of the first one until its navigation has reached the
    browser; a run that is asked for before would show the first page under the address of another.
    """
    if not st.context.url:
        return None
    return urlsplit(st.context.url).path.removeprefix(settings.base_path()).strip("/")


def origin() -> str:
    """Return scheme and host by which others can open the site."""
    if base := settings.public_url():
        return base
    host = st.context.headers.get("host", "localhost:8501")
    secure = st.context.headers.get("x-forwarded-proto", "http").strip().lower() == "https"
    return f"{'https' if secure else 'http'}://{host}"


def show(filters: Filters) -> None:
    """Put another selection into the URL of the page under way, back on the first page of lists.

    For the callbacks of widgets; everything else changes the URL through links.
    """
    kept = {
        key: st.query_params.get_all(key)
        for key in st.query_params
        if key in PAGE_KEYS and key != "page"
    }
    chosen: dict[str, list[str]] = {}
    for key, value in filters.to_params():
        chosen.setdefault(key, []).append(value)
    st.query_params.from_dict(kept | chosen)

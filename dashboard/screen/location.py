"""The URL of the run under way, read into an `Address`."""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st

from dashboard import settings
from dashboard.asking.address import Address
from dashboard.catalog import Catalog
from dashboard.documents.options import options


def read(catalog: Catalog) -> Address:
    """Read the address of the run under way."""
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

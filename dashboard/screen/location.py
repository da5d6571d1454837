"""Parse the URL of the current run into an `Address`."""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st

from dashboard import settings
from dashboard.asking.address import Address
from dashboard.catalog import Catalog
from dashboard.documents.options import options


def read(catalog: Catalog) -> Address:
    """Parse the URL of the current run."""
    return Address.read(
        [(key, value) for key in st.query_params for value in st.query_params.get_all(key)],
        catalog,
        options(catalog.years),
        origin=origin(),
        embedded=bool(st.context.is_embedded),
    )


def path() -> str | None:
    """Return the path of the page in the browser's URL, without slashes; None if unknown.

    Until its navigation has reached the browser, Streamlit assumes the first page, so an early run
    would show the first page under the URL of another.
    """
    if not st.context.url:
        return None
    return urlsplit(st.context.url).path.removeprefix(settings.base_path()).strip("/")


def origin() -> str:
    """Return the public scheme and host of the site."""
    if base := settings.public_url():
        return base
    host = st.context.headers.get("host", "localhost:8501")
    secure = st.context.headers.get("x-forwarded-proto", "http").strip().lower() == "https"
    return f"{'https' if secure else 'http'}://{host}"

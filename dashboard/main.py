"""The frame of every page: configuration, language, address, header, content, footer."""

from __future__ import annotations

import logging

import streamlit as st

from dashboard import locale
from dashboard.catalog import Catalog, PackageError, load_catalog
from dashboard.catalog.memo import one_page
from dashboard.documents.embed import embedded
from dashboard.documents.frame import LANGUAGE_COOKIE, footer, masthead, notice
from dashboard.documents.pages import PAGES, menu
from dashboard.locale import gettext as _
from dashboard.names.turns import TURNS
from dashboard.screen import location
from dashboard.screen.pages import SHOWN, Context
from dashboard.screen.showing import configure, fail


def _language(asked: str) -> str:
    for chosen in (asked, st.context.cookies.get(LANGUAGE_COOKIE, "")):
        if chosen in locale.languages():
            return chosen
    # The `Accept-Language` header lists all of the reader's languages in order.
    return locale.negotiate(st.context.headers.get("Accept-Language") or st.context.locale or "")


def _unavailable() -> None:
    st.title(_("The data cannot be shown"))
    st.write(
        _(
            "The dataset of this site is missing or does not pass its checks, so nothing is shown "
            "rather than something wrong. Whoever runs the site finds the reason in its log."
        )
    )


def _run(catalog: Catalog) -> None:
    address = location.read(catalog)
    locale.use(_language(address.lang))
    pages = {
        page.path: st.Page(
            lambda: None,
            title=_(page.title),
            url_path=page.path or "overview",
            default=not page.path,
        )
        for page in PAGES
    }
    current = st.navigation(list(pages.values()), position="hidden")
    asked = location.path()
    page = next(
        (each for each in PAGES if each.path == asked),
        next(each for each in PAGES if pages[each.path].url_path == current.url_path),
    )
    alone = embedded(address, page.path)
    name = _(page.title)
    context = Context(catalog, address, name)
    if not alone:
        context = Context(
            catalog,
            address,
            name,
            before=(masthead(address, menu(), page.path), notice(address.dropped)),
            after=(footer(catalog, address, page.path),),
        )
    try:
        SHOWN[page.path](context)
    except Exception:
        fail(context)


try:
    _catalog = load_catalog()
except PackageError as error:
    locale.use(_language(st.query_params.get("lang", "")))
    configure("The Undesirable Register")
    error.log_once(logging.getLogger(__name__))
    _unavailable()
else:
    with TURNS.taken(str(st.context.ip_address or "")), one_page():
        _run(_catalog)

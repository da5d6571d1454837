"""The page frame: configuration, language, address, masthead, the page itself, footer."""

from __future__ import annotations

import logging
from pathlib import Path

import streamlit as st

from dashboard import locale
from dashboard.asking.address import rooted
from dashboard.catalog import Catalog, PackageError, clock, load_catalog
from dashboard.catalog.memo import one_page
from dashboard.documents.embed import bare, embedded
from dashboard.locale import gettext as _
from dashboard.screen import location, theme
from dashboard.screen.failure import surviving
from dashboard.screen.filter_bar import dropped_notice
from dashboard.screen.pages import PAGES, Context
from dashboard.screen.render import render

ICON = Path(__file__).resolve().parent / "web" / "assets" / "mark.svg"


def _language(asked: str) -> str:
    if asked in locale.languages():
        return asked
    # The `Accept-Language` header names all of the reader's languages, in order.
    return locale.negotiate(st.context.headers.get("Accept-Language") or st.context.locale or "")


def _unavailable() -> None:
    st.title(_("The data cannot be shown"))
    st.write(
        _(
            "The dataset of this site is missing or does not pass its checks, so nothing is shown "
            "rather than something wrong. Whoever runs the site finds the reason in its log."
        )
    )


def _frame(catalog: Catalog) -> None:
    address = location.read(catalog)
    locale.use(_language(address.lang))
    theme.speak(locale.current().code)
    pages = {
        page.path: st.Page(
            lambda page=page: page.show(Context(catalog, address)),
            title=_(page.title),
            url_path=page.path or "overview",
            default=not page.path,
        )
        for page in PAGES
    }
    current = st.navigation(list(pages.values()), position="hidden")
    here = next(path for path, page in pages.items() if page.url_path == current.url_path)
    st.set_page_config(page_title=f"{current.title} · {_('The Undesirable Register')}")
    run = surviving(here)(current.run)
    if embedded(address, here):
        bare()
        run()
        return
    render(
        "masthead.html",
        home=address.to(""),
        items=[
            {
                "label": _(page.title),
                "href": address.to(page.path),
                "current": here in (page.path, page.detail),
                "search": page.path == "organizations",
            }
            for page in PAGES
            if page.in_menu
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
    dropped_notice(address)
    run()
    render(
        "footer.html",
        version=catalog.version,
        as_of=catalog.as_of,
        data=address.to("data"),
        about=address.to("about"),
        url=address.public(address.here(here)),
        today=clock.today(catalog),
        feed=address.to("feed.xml"),
        leave=rooted("leave"),
    )


st.set_page_config(
    page_title="The Undesirable Register",
    # A Material icon here would be fetched from Google by every reader's browser.
    page_icon=str(ICON),
    layout="wide",
    initial_sidebar_state="auto",
)
theme.apply()
try:
    _catalog = load_catalog()
except PackageError as error:
    locale.use(_language(st.query_params.get("lang", "")))
    theme.speak(locale.current().code)
    error.log_once(logging.getLogger(__name__))
    _unavailable()
else:
    with one_page():
        _frame(_catalog)

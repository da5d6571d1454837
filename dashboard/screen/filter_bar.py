"""The filters as widgets in the sidebar."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dashboard.asking.address import Address
from dashboard.asking.facets import FACETS, Scope, offered
from dashboard.asking.filters import MAX_QUERY, Filters, words_asked
from dashboard.catalog import Catalog
from dashboard.locale import gettext as _
from dashboard.screen.location import show


def filter_bar(catalog: Catalog, address: Address, scope: Scope) -> None:
    """Show the filters that bear on a table, set as the URL says.

    A change is written to the URL by the widget's callback, before the page is made again; so the
    widgets never disagree with the address, also after the browser's back button.

    Args:
        catalog: Knows the values to choose from.
        address: The address of the page.
        scope: The table that the page shows.
    """
    filters = address.filters
    state = st.session_state
    first, last = filters.year or (None, None)
    state["filter_q"] = filters.q
    state["filter_from"], state["filter_to"] = first, last
    state["filter_basis"] = filters.basis == "decision"
    years = list(range(catalog.years[1], catalog.years[0] - 1, -1))
    with st.sidebar:
        st.text_input(
            _("Search"),
            key="filter_q",
            type="search",
            max_chars=MAX_QUERY,
            placeholder=_("Name, in Latin or Cyrillic"),
            help=_("By any name, abbreviation or spelling. Ctrl + K leads here from anywhere."),
            live=True,
            on_change=_changed,
            args=(filters, "q"),
        )
        years_beside = st.container(key="filter-years", horizontal=True)
        for key, label in (("from", _("From")), ("to", _("To"))):
            years_beside.selectbox(
                label,
                years,
                index=None,
                key=f"filter_{key}",
                placeholder=_("Year"),
                on_change=_changed_years,
                args=(filters, catalog.years, key),
            )
        for facet in FACETS:
            if facet.scope == "articles" and scope != "articles":
                continue
            state[f"filter_{facet.key}"] = list(filters[facet.key])
            words = offered(catalog, facet.key)
            st.multiselect(
                _(facet.title),
                list(words),
                key=f"filter_{facet.key}",
                format_func=words.__getitem__,
                placeholder=_("Any"),
                on_change=_changed,
                args=(filters, facet.key),
            )
        if scope == "designations":
            st.toggle(
                _("Count by decision date"),
                key="filter_basis",
                help=_("By the prosecutors' decision instead of the listing."),
                on_change=_changed_basis,
                args=(filters,),
            )


def _changed(filters: Filters, key: str) -> None:
    value = st.session_state[f"filter_{key}"]
    show(
        replace(filters, q=words_asked(value or ""))
        if key == "q"
        else filters.with_values(key, value)
    )


def _changed_basis(filters: Filters) -> None:
    show(replace(filters, basis="decision" if st.session_state["filter_basis"] else "listing"))


def _changed_years(filters: Filters, span: tuple[int, int], moved: str) -> None:
    # A client other than a browser may send an invalid year.
    first, last = (
        year if isinstance(year, int) else None
        for year in (st.session_state["filter_from"], st.session_state["filter_to"])
    )
    if filters.year is None:
        # One end chosen leaves the other open.
        first, last = first or span[0], last or span[1]
    elif first is None or last is None:
        first = last = None
    elif first > last:
        first, last = (first, first) if moved == "from" else (last, last)
    show(replace(filters, year=(first, last) if first and last else None))

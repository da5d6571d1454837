"""The filters as a row of widgets above the content."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

import streamlit as st

from dashboard.asking.address import Address
from dashboard.asking.facets import FACETS, Facet, Scope, offered
from dashboard.asking.filters import MAX_QUERY, OPEN, Filters, words_asked
from dashboard.catalog import Catalog
from dashboard.locale import gettext as _
from dashboard.screen.location import show

_FIRST: Mapping[Scope, tuple[str, ...]] = {
    "designations": ("country", "category", "status"),
    "articles": ("org", "publisher", "topic", "language"),
}
"""The facets with a button of their own; the others share one."""

_PILLS = 60
"""With up to so many values all are shown at once; of more, those that begin as somebody types."""


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
    bearing = [each for each in FACETS if scope == "articles" or each.scope == scope]
    first = [each for each in bearing if each.key in _FIRST[scope]]
    rest = [each for each in bearing if each.key not in _FIRST[scope]]
    # `page.js` folds a container of this name on narrow screens, under a button of the document.
    with st.container(key="filters", horizontal=True, gap="small", vertical_alignment="center"):
        _words(filters)
        _years(filters, catalog)
        for facet in sorted(first, key=lambda each: _FIRST[scope].index(each.key)):
            with _button(_(facet.title), facet.key, len(filters[facet.key])):
                _values(catalog, filters, facet)
        chosen = sum(len(filters[each.key]) for each in rest)
        by_decision = scope == "designations" and filters.basis == "decision"
        with _button(_("More filters"), "more", chosen + by_decision):
            for facet in rest:
                _values(catalog, filters, facet, labeled=True)
            if scope == "designations":
                _basis(filters)


@contextmanager
def _button(label: str, key: str, chosen: int) -> Iterator[None]:
    """Show a button that opens what is shown within, with how many values are chosen there."""
    text = f"{label} ({chosen})" if chosen else label
    with st.popover(text, key=f"filter-by-{key}"):
        yield


def _words(filters: Filters) -> None:
    st.session_state["filter_q"] = filters.q
    st.text_input(
        _("Filter by words"),
        key="filter_q",
        type="search",
        max_chars=MAX_QUERY,
        placeholder=_("Filter by words"),
        label_visibility="collapsed",
        width=190,
        live=True,
        on_change=_changed,
        args=(filters, "q"),
    )


def _years(filters: Filters, catalog: Catalog) -> None:
    state = st.session_state
    first, last = filters.year or (None, None)
    state["filter_from"], state["filter_to"] = first, None if last == OPEN else last
    years = list(range(catalog.years[1], catalog.years[0] - 1, -1))
    with _button(_("Years"), "year", int(filters.year is not None)):
        for key, label in (("from", _("From")), ("to", _("To"))):
            st.pills(
                label,
                years,
                key=f"filter_{key}",
                format_func=str,
                on_change=changed_years,
                args=(filters, catalog.years, key),
            )


def _values(catalog: Catalog, filters: Filters, facet: Facet, *, labeled: bool = False) -> None:
    words = offered(catalog, facet.key)
    st.session_state[f"filter_{facet.key}"] = list(filters[facet.key])
    if len(words) > _PILLS:
        st.multiselect(
            _(facet.title),
            list(words),
            key=f"filter_{facet.key}",
            format_func=words.__getitem__,
            placeholder=_("Any"),
            on_change=_changed,
            args=(filters, facet.key),
        )
    else:
        st.pills(
            _(facet.title),
            list(words),
            selection_mode="multi",
            key=f"filter_{facet.key}",
            format_func=words.__getitem__,
            label_visibility="visible" if labeled else "collapsed",
            on_change=_changed,
            args=(filters, facet.key),
        )


def _basis(filters: Filters) -> None:
    st.session_state["filter_basis"] = filters.basis == "decision"
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


def changed_years(filters: Filters, span: tuple[int, int], moved: str) -> None:
    """Write the years that the two widgets show to the address.

    Args:
        filters: The filters before.
        span: The first and the last year to choose from.
        moved: Which end was changed, "from" or "to": the other follows where they would cross.
    """
    # A client other than a browser may send an invalid year.
    first, last = (
        year if isinstance(year, int) else None
        for year in (st.session_state["filter_from"], st.session_state["filter_to"])
    )
    if first is None and last is None:
        pass  # every year again
    elif filters.year is None:
        # One end chosen leaves the other open.
        first, last = first or span[0], last or OPEN
    elif first is None:
        last = None
    elif last is None:
        last = OPEN
    elif first > last:
        first, last = (first, first) if moved == "from" else (last, last)
    show(replace(filters, year=(first, last) if first and last else None))

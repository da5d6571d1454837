"""`/changes`: what came into the data, and what was changed, by version."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from dashboard import locale, settings
from dashboard.asking.address import Address
from dashboard.asking.filters import Filters
from dashboard.catalog.history import Change, FieldChange, Release, changelog, history, notes
from dashboard.dataset.fields import LIST_DELIMITER, Field
from dashboard.dataset.tables import table as table_named
from dashboard.documents.markup import choice, dated
from dashboard.documents.prose import english
from dashboard.locale import gettext as _
from dashboard.locale import mark
from dashboard.screen.pages.context import Context
from dashboard.screen.render import render
from dashboard.text.markdown import escaped, without_directives

_SHOWN = 12
_PRECISION = "published_precision"
_MEASURE = 760  # pixels: some 75 characters
_GROUPS = (
    ("designations", "added", mark("Designations added")),
    ("designations", "listed", mark("Newly listed, only announced until then")),
    ("designations", "delisted", mark("Removed from the register")),
    ("designations", "changed", mark("Designations changed")),
    ("articles", "added", mark("Articles added")),
    ("articles", "changed", mark("Articles changed")),
)
_PAGES = {"designations": "organization", "articles": "article"}


def show(context: Context) -> None:
    """Show the page."""
    catalog, address = context.catalog, context.address
    render(
        "changes_head.html",
        feed=address.to("feed.xml", Filters(), of="changes"),
        data=address.to("data"),
    )
    prose = notes(changelog(settings.data_directory()))
    for release in history(catalog):
        groups = _groups(release, address)
        render("changes.html", release=release, groups=groups)
        if text := prose.get(release.version):
            if groups:
                label = without_directives(escaped(release.version))
                with st.expander(_("Notes on version {version}").format(version=label)):
                    english(text, key=f"notes-{release.version}", width=_MEASURE)
            else:  # the notes are all that there is to say
                english(text, key=f"notes-{release.version}", width=_MEASURE)
        elif not groups:
            render("hint.html", text=_("Nothing is recorded about this version."))
    known = {release.version for release in history(catalog)}
    for version, text in prose.items():
        if version not in known:
            render("changes.html", release=Release(version, None), groups=[])
            english(text, key=f"notes-{version}", width=_MEASURE)


def _groups(release: Release, address: Address) -> list[dict[str, Any]]:
    groups = []
    for table, kind, title in _GROUPS:
        records = [
            _record(change, address)
            for change in release.changes
            if (change.table, change.kind) == (table, kind)
        ]
        if records:
            groups.append({"title": _(title), "shown": records[:_SHOWN], "more": records[_SHOWN:]})
    return groups


def _record(change: Change, address: Address) -> dict[str, Any]:
    precision = next((each.new for each in change.fields if each.field == _PRECISION), "")
    return {
        "title": change.title,
        "href": address.to(_PAGES[change.table], id=change.row_id),
        "fields": [
            _field(change.table, each, precision)
            for each in change.fields
            if each.field != _PRECISION  # it is seen in the date
        ],
    }


def _field(table: str, change: FieldChange, precision: str) -> dict[str, str]:
    try:
        field = table_named(table)[change.field]
    except KeyError:  # a field of an older version of the schema
        return {"label": change.field, "old": change.old, "new": change.new}
    return {
        "label": _(field.title),
        "old": _value(field, change.old),
        "new": _value(field, change.new, precision) or _("empty"),
    }


def _value(field: Field, text: str, precision: str = "") -> str:
    if not text:
        return ""
    if field.type == "date":
        try:
            return dated(date.fromisoformat(text), precision, "medium")
        except ValueError:
            return text
    if field.type == "list":
        return locale.conjunction(text.split(LIST_DELIMITER))
    if field.name == "country":
        return locale.country(text)
    return choice(field.choices, text) if field.choices else text

"""`/changes`: what came into the data, and what was changed, by version."""

from __future__ import annotations

from datetime import date
from typing import Any

from dashboard import locale, settings
from dashboard.asking.address import Address
from dashboard.asking.filters import Filters
from dashboard.catalog import Catalog
from dashboard.catalog.events import event_text
from dashboard.catalog.history import Change, FieldChange, Release, changelog, history, notes
from dashboard.charts.palette import Palette
from dashboard.dataset.fields import LIST_DELIMITER, Field
from dashboard.dataset.tables import WITHHELD
from dashboard.dataset.tables import table as table_named
from dashboard.documents.document import Block, Document, Prose
from dashboard.documents.markup import choice, dated, markup
from dashboard.locale import gettext as _
from dashboard.locale import mark, ngettext

_SHOWN = 12
FOLDED = 200
"""How many more are folded away below; the rest of a long list is in the file only."""
_PRECISION = "published_precision"
_REWORDED = ("note", "summary")
"""Fields of prose of which only is said that they were changed: hundreds are, by a word or two."""
_GROUPS = (
    ("designations", "added", mark("Designations added")),
    ("designations", "listed", mark("Newly listed, only announced until then")),
    ("designations", "delisted", mark("Removed from the register")),
    ("designations", "changed", mark("Designations changed")),
    ("articles", "added", mark("Articles added")),
    ("articles", "changed", mark("Articles changed")),
)
_PAGES = {"designations": "organization", "articles": "article"}


def document(catalog: Catalog, address: Address, _colours: Palette) -> Document:
    """Return what changed, the newest version first, with the notes of the changelog.

    Args:
        catalog: The dataset.
        address: The address of the page.
    """
    head = markup(
        "changes_head.html",
        feed=address.to("feed.xml", Filters(), of="changes"),
        data=address.to("data"),
    )
    blocks: list[Block] = [head]
    releases, prose = history(catalog), notes(changelog(settings.data_directory()))
    for release in releases:
        groups = _groups(release, catalog, address)
        blocks += _release(release, groups, prose.get(release.version, ""), address)
    known = {release.version for release in releases}
    for version, text in prose.items():
        if version not in known:
            blocks += _release(Release(version, None), [], text, address)
    return Document(tuple(blocks))


def _release(
    release: Release, groups: list[dict[str, Any]], text: str, address: Address
) -> list[Block]:
    shown: list[Block] = [
        markup(
            "changes.html",
            release=release,
            groups=groups,
            others=_others(release),
            data=address.to("data"),
        )
    ]
    if text:
        title = _("Notes on version {version}").format(version=release.version)
        # Where the notes are all that there is to say, they are not folded.
        shown.append(Prose(text, title if groups else "", narrow=True))
    elif not groups:
        shown.append(markup("hint.html", text=_("Nothing is recorded about this version.")))
    return shown


def _others(release: Release) -> list[str]:
    """Say what happened in the tables of which no row is shown, a line for each table."""
    found: dict[str, list[str]] = {}
    for table, kind, number in release.others:
        words = {
            "added": ngettext("{n} row added", "{n} rows added", number),
            "removed": ngettext("{n} row removed", "{n} rows removed", number),
        }
        cells = ngettext("{n} cell changed", "{n} cells changed", number)
        found.setdefault(table, []).append(words.get(kind, cells))
    return [f"{_(table_named(table).title)}: {', '.join(parts)}" for table, parts in found.items()]


def _groups(release: Release, catalog: Catalog, address: Address) -> list[dict[str, Any]]:
    groups = []
    for table, kind, title in _GROUPS:
        changes = [each for each in release.changes if (each.table, each.kind) == (table, kind)]
        if changes:
            records = [_record(each, catalog, address) for each in changes[: _SHOWN + FOLDED]]
            groups.append(
                {
                    "title": _(title),
                    "number": len(changes),
                    "shown": records[:_SHOWN],
                    "more": records[_SHOWN:],
                    "rest": len(changes) - len(records),
                }
            )
    return groups


def _record(change: Change, catalog: Catalog, address: Address) -> dict[str, Any]:
    when = ""
    # An entry can come into the data long after it came into the register.
    if change.table == "designations" and change.kind == "added":
        there = change.row_id in catalog.tables["designations"].index
        when = event_text(catalog.row("designations", change.row_id), "medium") if there else ""
    precision = next((each.new for each in change.fields if each.field == _PRECISION), "")
    return {
        "title": change.title,
        "when": when,
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
    if change.old == WITHHELD:
        if change.field in _REWORDED:
            return {"label": _(field.title), "old": "", "new": _("worded anew")}
        label = _("{field}, worded anew").format(field=_(field.title))
        return {"label": label, "old": "", "new": _value(field, change.new) or _("empty")}
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

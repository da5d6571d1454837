"""`/changes`: the additions and changes of the data, by version."""

from __future__ import annotations

from datetime import date
from typing import Any

from dashboard import locale, settings
from dashboard.asking.address import Address
from dashboard.asking.filters import Filters
from dashboard.catalog import Catalog, naming
from dashboard.catalog.events import event_text
from dashboard.catalog.history import Change, FieldChange, Release, changelog, history, notes
from dashboard.catalog.wording import Wording, typographic, worded
from dashboard.charts.palette import Palette
from dashboard.dataset.fields import LIST_DELIMITER, Field, Table
from dashboard.dataset.tables import WITHHELD
from dashboard.dataset.tables import table as table_named
from dashboard.documents.document import Block, Document, Prose
from dashboard.documents.markup import choice, dated, markup
from dashboard.locale import gettext as _
from dashboard.locale import mark, ngettext

_SHOWN = 12
FOLDED = 200
"""Maximum number of further items that are collapsed below; the rest is only in the file."""
_PRECISION = "published_precision"
_STATED, _REASON = "stated_reason", "reason_id"
_NAMED = 3
"""Maximum number of named organizations that share a body."""
_REWORDED = ("note", "summary")
"""Prose fields whose changes are only counted, because hundreds change by a word or two."""
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
    """Return the page of changes, newest version first, with the notes of the changelog.

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
        # Expand the notes if there is nothing else to show.
        shown.append(Prose(text, title if groups else "", narrow=True))
    elif not groups:
        shown.append(markup("hint.html", text=_("Nothing is recorded about this version.")))
    return shown


def _others(release: Release) -> list[str]:
    """Summarize the changes of tables whose rows are not shown, one line per table."""
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
    # An entry may be added to the data long after it was added to the register.
    if change.table == "designations" and change.kind == "added":
        there = change.row_id in catalog.tables["designations"].index
        when = event_text(catalog.row("designations", change.row_id), "medium") if there else ""
    return {
        "title": named(change, catalog),
        "when": when,
        "href": address.to(_PAGES[change.table], id=change.row_id),
        "fields": _fields(change, catalog),
    }


def named(change: Change, catalog: Catalog) -> Wording:
    """Name the organization or article that was changed, as lists do; one that is gone by its id.

    Args:
        change: The change.
        catalog: The dataset.

    Returns:
        The name, and its language; "" for a proper name.
    """
    if change.row_id not in catalog.tables[change.table].index:
        return Wording(change.title, "")
    row = catalog.row(change.table, change.row_id)
    if change.table == "designations":
        return Wording(naming.title(row), "")
    return worded(row, "title") if row["title_supplied"] else Wording(row["title"], row["language"])


def _fields(change: Change, catalog: Catalog) -> list[dict[str, str]]:
    """Return what changed in the words of the reader's language; of texts in another only that they did."""
    table = table_named(change.table)
    changed = {each.field: each for each in change.fields}
    shown = []
    for field, each in changed.items():
        if field == _PRECISION or (
            field == _REASON and {_STATED, f"{_STATED}_ru"} & changed.keys()
        ):
            continue  # the one is seen in the date, the other in the text
        try:
            column = table[field]
        except KeyError:  # a field of an older version of the schema
            shown.append({"label": field, "old": each.old, "new": each.new, "lang": ""})
            continue
        base, language = _language_of(column, table)
        published = field == "title" and _published(change, catalog)
        if published or language in ("", locale.current().code):
            # The label says the language only where it is not the reader's.
            title = _(table[base].title if base in table.columns else column.title)
            said = _said(column, base, title, each, change, catalog)
            # The register is kept in Russian.
            russian = "ru" if field == "register_name" else ""
            if language == locale.FALLBACK and not published:
                said["new"] = typographic(said["new"])
            shown.append({**said, "lang": published or language or russian})
        elif not _own(base, table) & changed.keys():
            label = _in_language(table, base, column, language)
            done = _("reworded") if each.old else _("written")
            shown.append({"label": label, "old": "", "new": done, "lang": ""})
    return shown


def _published(change: Change, catalog: Catalog) -> str:
    """Return the language of an article whose title is its publisher's; "" where it is ours."""
    if change.row_id not in catalog.tables["articles"].index:
        return ""
    row = catalog.row("articles", change.row_id)
    return "" if row["title_supplied"] else str(row["language"])


def _language_of(column: Field, table: Table) -> tuple[str, str]:
    """Return the field of which one is the wording in a language, and that language; "" for none."""
    for code in locale.languages():
        base = column.name.removesuffix(f"_{code}")
        if base != column.name:
            return base, code
    written = any(f"{column.name}_{code}" in table.columns for code in locale.languages())
    # A name in Latin script is everybody's.
    return column.name, locale.FALLBACK if written and column.name != "name" else ""


def _own(base: str, table: Table) -> set[str]:
    """Return the field that holds the reader's wording."""
    code = locale.current().code
    return {base if code == locale.FALLBACK else f"{base}_{code}"} & set(table.columns)


def _in_language(table: Table, base: str, column: Field, language: str) -> str:
    title = _(table[base].title if base in table.columns else column.title)
    name = locale.language(language)
    return _("{field} ({language})").format(field=title, language=name)


def _said(
    column: Field, base: str, title: str, each: FieldChange, change: Change, catalog: Catalog
) -> dict[str, str]:
    """Return the label of a field, and what stands in it before and after."""
    precision = next((other.new for other in change.fields if other.field == _PRECISION), "")
    new = _value(column, each.new, catalog, precision) or _("empty")
    if each.old == WITHHELD:
        if base in _REWORDED:
            return {"label": title, "old": "", "new": _("reworded")}
        return {"label": _("{field}, changed").format(field=title), "old": "", "new": new}
    return {"label": title, "old": _value(column, each.old, catalog), "new": new}


def _value(field: Field, text: str, catalog: Catalog, precision: str = "") -> str:
    if not text:
        return ""
    if field.type == "date":
        try:
            return dated(date.fromisoformat(text), precision, "medium")
        except ValueError:
            return text
    if field.type == "list":
        return locale.conjunction(text.split(LIST_DELIMITER))
    if field.type == "boolean":
        return _("yes") if text == "true" else _("no")
    if field.name == "country":
        return locale.country(text)
    if field.name == "body":
        return _sharing(text, catalog)
    if field.name == _REASON:
        return _statement(text, catalog)
    return choice(field.choices, text) if field.choices else text


def _sharing(body: str, catalog: Catalog) -> str:
    """Name the designations that share a body."""
    rows = catalog.designations
    names = naming.titles(rows[rows["body"] == body]).tolist()
    rest = len(names) - _NAMED
    if rest > 0:
        names = [*names[:_NAMED], ngettext("{n} more", "{n} more", rest)]
    return locale.conjunction(names) or body


def _statement(key: str, catalog: Catalog) -> str:
    """Return the text of a statement."""
    if key not in catalog.tables["statements"].index:
        return key
    return worded(catalog.row("statements", key), "text").text

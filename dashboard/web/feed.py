"""`/feed.xml`: the newest entries of a selection as an Atom feed (RFC 4287)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from xml.etree import ElementTree

import pandas as pd
from pandas.api.typing import NaTType
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from dashboard import __version__, locale
from dashboard.asking.address import Connection, Site, query
from dashboard.asking.filters import Filters
from dashboard.asking.selection import DATE_COLUMN, select_articles, select_designations
from dashboard.catalog import Catalog, naming
from dashboard.catalog.events import event_text, events
from dashboard.catalog.history import entered, history, newest_first
from dashboard.catalog.reasons import reason
from dashboard.catalog.rows import records
from dashboard.catalog.wording import worded
from dashboard.dataset.choices import CATEGORIES, CHANGE_KINDS, TOPICS
from dashboard.dataset.tables import table as table_named
from dashboard.documents.article import title
from dashboard.documents.changes import named
from dashboard.documents.markup import choice, known, published, rough
from dashboard.documents.organization import happened
from dashboard.locale import gettext as _
from dashboard.sheets.cells import printable
from dashboard.web import parameters
from dashboard.web.api import METHODS, Sync, threaded
from dashboard.web.negotiation import language, last_modified, unchanged, validators, varying
from dashboard.web.parameters import Parameter
from dashboard.web.problems import served_catalog

ATOM = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml"
LENGTH = 50
_LATE = pd.Timedelta(days=7)
"""The delay from which on the feed says that an entry was added later than its date."""

ElementTree.register_namespace("", ATOM)


def routes(site: Site) -> list[BaseRoute]:
    """Return the route of the feed."""
    return [Route(site.path("feed.xml"), threaded(_feed(site)), methods=METHODS)]


def own() -> tuple[Parameter, ...]:
    """Return the parameters of the feed besides the filters."""
    what = {"type": "string", "enum": [*_KINDS], "default": "designations"}
    return (Parameter("of", "What to follow.", what), parameters.language())


def _feed(site: Site) -> Sync:
    def answer(request: Request) -> Response:
        catalog = served_catalog()
        values = parameters.read(request.query_params, own())
        filters = parameters.read_filters(request.query_params, catalog)
        code = language(request, values)
        headers = validators(catalog, request, code) | varying(values, "xml")
        if same := unchanged(request, headers):
            return same
        with locale.using(code):
            body = written(site, request, catalog, values["of"], filters)
        return Response(body, media_type=f"{MEDIA_TYPE}; charset=utf-8", headers=headers)

    return answer


def written(site: Site, request: Connection, catalog: Catalog, of: str, filters: Filters) -> bytes:
    """Return a feed as XML, in the current language.

    Args:
        site: The base URL of the site.
        request: The request; links use its host, unless the settings name one.
        catalog: The dataset.
        of: The subject of the feed: ``designations``, ``articles`` or ``changes``.
        filters: The selection.

    Raises:
        KeyError: `of` has another value.
    """
    feed = _KINDS[of](site, request, catalog, filters)
    body: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return body


def _news(rows: pd.DataFrame, column: str, came: Mapping[str, date]) -> pd.DataFrame:
    """Sort rows, newest first, by their date or, if later, by the day on which they were added.

    Args:
        rows: Designations or articles by their ids.
        column: The date.
        came: The day on which each row was added, if recorded.

    Returns:
        The rows with a column ``updated``, without rows for which neither day is known.
    """
    entered_on = pd.to_datetime(rows.index.to_series().map(came))
    updated = rows[column].where(~(entered_on > rows[column]) & rows[column].notna(), entered_on)
    rows = rows.assign(updated=updated).dropna(subset="updated")
    return rows.sort_values("updated", ascending=False, kind="stable")


def _late(row: Mapping[Any, Any], column: str) -> str:
    """Return a phrase with the day on which an entry was added, if that is much later than its date, else ""."""
    if known(row[column]) and row["updated"] - row[column] <= _LATE:
        return ""
    return _("added to this collection on {date}").format(date=locale.day(row["updated"]))


def _designations(site: Site, request: Connection, catalog: Catalog, filters: Filters) -> Any:
    filters = filters.within("designations")
    column = DATE_COLUMN[filters.basis]
    rows = _news(select_designations(catalog, filters), column, entered(catalog))
    latest = int((rows["updated"] == rows["updated"].max()).sum())
    rows = rows.head(max(LENGTH, latest))
    feed = _head(
        site, request, catalog, filters,
        title=filters.sentence(catalog, "designations"), page="organizations", of="",
        updated=rows["updated"].max(),
    )  # fmt: skip
    for row in records(rows):
        where = locale.country(row["country"]) if known(row["country"]) else ""
        steps = locale.capitalized(", ".join(step.phrase() for step in events(row))) or happened(
            row
        )
        facts = [steps, where, choice(CATEGORIES, row["category"]), _late(row, column)]
        summary = locale.ended(" · ".join(fact for fact in facts if fact))
        if said := reason(catalog, row):
            summary += f" {said}"
        # Feed readers show mainly the title, so it says what happened, and when.
        newest = _("{name}: {event}").format(
            name=naming.title(row), event=event_text(row, removal=True)
        )
        _entry(
            feed, site.url(request, f"o/{row['id']}"), newest, summary, row["updated"],
            exact=known(row[column]), first=row[column],
        )  # fmt: skip
        _sub(feed[-1], "category", term=row["category"], label=choice(CATEGORIES, row["category"]))  # fmt: skip
    return feed


def _articles(site: Site, request: Connection, catalog: Catalog, filters: Filters) -> Any:
    rows = _news(select_articles(catalog, filters), "published", entered(catalog, "articles"))
    rows = rows.head(LENGTH)
    feed = _head(
        site, request, catalog, filters,
        title=filters.sentence(catalog, "articles"), page="articles", of="articles",
        updated=rows["updated"].max(),
    )  # fmt: skip
    for row in records(rows):
        outlet = worded(row, "publisher").text
        summary = f"{outlet} ({locale.language(row['language'])}). {worded(row, 'summary').text}"
        # Show both the date of publication and the day on which the article was added.
        day = _("published {date}").format(date=published(row)) if published(row) else _("undated")
        parts = [locale.capitalized(day), _late(row, "published")]
        when = " · ".join(part for part in parts if part)
        _entry(
            feed, site.url(request, f"a/{row['id']}"), title(row),
            f"{locale.ended(when)} {summary}" if when else summary, row["updated"],
            exact=known(row["published"]) and not rough(row), first=row["published"],
        )  # fmt: skip
        for topic in row["topics"]:
            _sub(feed[-1], "category", term=topic, label=choice(TOPICS, topic))
    return feed


def _changes(site: Site, request: Connection, catalog: Catalog, filters: Filters) -> Any:
    kept = {
        "designations": select_designations(catalog, filters.within("designations")).index,
        "articles": select_articles(catalog, filters).index,
    }
    changes = [
        change
        for release in history(catalog)
        for change in newest_first(release.changes)
        if not filters or change.row_id in kept[change.table]
    ]
    # Include all designations that the newest version added or listed, even beyond the usual
    # number.
    latest = sum(
        (change.version, change.table) == (changes[0].version, "designations")
        and change.kind != "changed"
        for change in changes
    )
    changes = changes[: max(LENGTH, latest)]
    feed = _head(
        site, request, catalog, filters,
        title=_("What changed"), page="changes", of="changes",
        updated=pd.Timestamp(changes[0].date) if changes else pd.NaT,
    )  # fmt: skip
    pages = {"designations": "o", "articles": "a"}
    for change in changes:
        table = table_named(change.table)
        # Older versions may have had fields and rows that no longer exist.
        labels = [
            _(table[each.field].title) if each.field in table.columns else each.field
            for each in change.fields
        ]
        page = "changes"
        if change.row_id in catalog[change.table].index:
            page = f"{pages[change.table]}/{change.row_id}"
        kind = choice(CHANGE_KINDS, change.kind)
        parts = [
            _("Version {version}").format(version=change.version),
            _(_OF_TABLE[change.table]),
            kind,
            locale.conjunction(labels),
        ]
        said = _("{name}: {event}").format(
            name=named(change, catalog).text, event=locale.uncapitalized(kind)
        )
        # A row may change in several versions: the entries have the same link but different ids.
        _entry(
            feed, f"{site.url(request, 'changes')}#{change.key}", said,
            " · ".join(part for part in parts if part), pd.Timestamp(change.date),
            page=site.url(request, page),
        )  # fmt: skip
    return feed


_OF_TABLE = {"designations": locale.mark("Organization"), "articles": locale.mark("Article")}
"""The label of a change by its table."""

_KINDS = {"designations": _designations, "articles": _articles, "changes": _changes}
"""The feeds, by the value of ``of``."""


def _head(
    site: Site, request: Connection, catalog: Catalog, filters: Filters,
    *, title: str, page: str, of: str, updated: pd.Timestamp | NaTType,
) -> Any:  # fmt: skip
    code = locale.current().code
    lang = "" if code == locale.FALLBACK else code
    address = site.url(request, "feed.xml" + query(filters, of=of, lang=lang))
    feed = ElementTree.Element(
        f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": code}
    )
    _sub(feed, "id", address)
    _sub(feed, "title", f"{_('The Undesirable Register')}: {title}")
    _sub(
        feed,
        "updated",
        _moment(last_modified(catalog) if isinstance(updated, NaTType) else updated),
    )
    _sub(feed, "link", rel="self", type=MEDIA_TYPE, href=address)
    _sub(feed, "link", rel="alternate", type="text/html", href=site.url(request, page + query(filters, lang=lang)))  # fmt: skip
    _sub(_sub(feed, "author"), "name", _("The Undesirable Register"))
    _sub(feed, "rights", _("Compilation: CC BY 4.0"))
    _sub(feed, "generator", "undesirable-register", version=__version__)
    _sub(feed, "icon", site.url(request, "assets/mark.svg"))
    return feed


def _entry(
    feed: Any, address: str, title: str, summary: str, date: pd.Timestamp, *, page: str = "",
    exact: bool = True, first: pd.Timestamp | None = None,
) -> None:  # fmt: skip
    entry = _sub(feed, "entry")
    _sub(entry, "id", address)
    _sub(entry, "title", title)
    _sub(entry, "updated", _moment(date))
    # Atom requires `updated`; `published` may be omitted if it is unknown.
    if exact:
        _sub(entry, "published", _moment(date if first is None else first))
    _sub(entry, "link", rel="alternate", type="text/html", href=page or address)
    _sub(entry, "summary", summary)


def _sub(parent: Any, tag: str, text: str = "", **attributes: str) -> Any:
    element = ElementTree.SubElement(parent, f"{{{ATOM}}}{tag}", attributes)
    if text:
        element.text = printable(text)
    return element


def _moment(value: datetime) -> str:
    return f"{value:%Y-%m-%d}T00:00:00Z"

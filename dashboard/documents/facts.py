"""The facts of a designation as a table, each with the pages and register states that support it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from dashboard import locale
from dashboard.asking.address import Address
from dashboard.asking.filters import Filters
from dashboard.catalog import naming
from dashboard.catalog.rows import Row
from dashboard.dataset.choices import CATEGORIES, LISTED_DATE_BASES, RECORD_RELATIONS
from dashboard.dataset.elsewhere import SCHEMES
from dashboard.dataset.tables import DESIGNATIONS
from dashboard.documents.markup import choice, day_or_part, known
from dashboard.documents.standing import order_in_latin
from dashboard.locale import gettext as _
from dashboard.locale import mark, ngettext

_SHOWN = 3
"""Number of sources of a fact that are shown; further ones are collapsed."""

_DATES: Mapping[str, str] = {
    "decision_date": mark("Decided by prosecutors"),
    "announced_date": mark("Decision announced"),
    "listed_date": mark("Entered in the register by the Ministry of Justice"),
    "order_number": mark("Number of the Ministry's order"),
    "published_date": mark("Made public by the Ministry"),
    "delisted_date": mark("Removed from the register"),
}
"""The labels of a designation's events by field, in order."""

_SOUGHT: Mapping[str, str] = {
    "decision_date": mark("the day of the decision"),
    "announced_date": mark("the day of the announcement"),
    "listed_date": mark("the day of listing"),
    "published_date": mark("the day on which the Ministry made it public"),
}
"""The labels of unknown dates by field."""

_NAMES = ("name", "name_ru", "name_native", "abbreviation", "aliases")


@dataclass(frozen=True)
class Source:
    """A page that supports a fact.

    Attributes:
        label: Its host, or the state of the official register.
        url: Its address.
    """

    label: str
    url: str


@dataclass(frozen=True)
class Fact:
    """A row of the table.

    Attributes:
        label: What it is.
        text: The value, as the reader's language writes it.
        detail: What qualifies the value, or "".
        lang: The language of the value, where it is a name; "" for the reader's.
        name: Whether the value is a name, which no machine may translate.
        href: The address that the value leads to, or "".
        outside: Whether that address is not of this site.
        sources: The pages that support it, register states first.
        origin: Where it comes from if no page supports it, or "".
    """

    label: str
    text: str
    detail: str = ""
    lang: str = ""
    name: bool = False
    href: str = ""
    outside: bool = False
    sources: tuple[Source, ...] = ()
    origin: str = ""

    @property
    def first(self) -> tuple[Source, ...]:
        """The sources that are shown."""
        return self.sources[:_SHOWN]

    @property
    def rest(self) -> tuple[Source, ...]:
        """The sources that are collapsed."""
        return self.sources[_SHOWN:]


def facts(row: Row, evidence: Evidence, address: Address, elsewhere: Iterable[Row]) -> list[Fact]:
    """Return the facts of a designation that have a value.

    Args:
        row: A row of the catalog's designations.
        evidence: The pages that support its facts.
        address: The address of the page, for links to its country and its field.
        elsewhere: Its rows of the catalog's `identifiers_elsewhere`.
    """
    return [
        *_steps(row, evidence),
        *_entry(row, evidence, address),
        *_named(row, evidence),
        *_recorded(elsewhere),
    ]


def unknown(row: Row) -> str:
    """Name the unknown dates: "the day of the decision and the day of listing"; "" for none.

    Args:
        row: A row of the catalog's designations.
    """
    sought = dict(_SOUGHT)
    if row["status"] == "announced":
        # Do not report a missing date of an entry that does not exist.
        del sought["listed_date"], sought["published_date"]
    return locale.conjunction(
        [_(text) for field, text in sought.items() if not known(row.get(field))]
    )


@dataclass(frozen=True)
class Evidence:
    """The sources of the facts of a designation, register states first.

    Attributes:
        pages: For each page the names of the fields that it supports.
    """

    pages: tuple[tuple[frozenset[str], Source], ...]

    @classmethod
    def of(cls, rows: Iterable[Row]) -> Evidence:
        """Read the evidence of one designation.

        Args:
            rows: Its rows: ``url``, ``supports`` and ``state``.
        """
        pages = [
            (
                str(row["state"]) if known(row["state"]) else "",
                frozenset(row["supports"]),
                str(row["url"]),
            )
            for row in rows
        ]
        pages.sort(key=lambda page: page[0], reverse=True)  # the newest state first, no state last
        return cls(
            tuple(
                (supports, Source(_source_label(url, state), url)) for state, supports, url in pages
            )
        )

    def supporting(self, *fields: str) -> tuple[Source, ...]:
        """Return the pages that support any of some fields of the designations."""
        return tuple(page for supports, page in self.pages if not supports.isdisjoint(fields))


def host(url: str) -> str:
    """Return the host of a URL without "www."."""
    return (urlsplit(url).hostname or url).removeprefix("www.")


def _source_label(url: str, state: str) -> str:
    return _("register of {date}").format(date=day_or_part(state)) if state else host(url)


def _steps(row: Row, evidence: Evidence) -> Iterator[Fact]:
    for field, label in _DATES.items():
        value = row.get(field)
        if known(value):
            detail = _basis(row) if field == "listed_date" else ""
            if field != "order_number":
                text = locale.day(value)
            elif locale.current().code == locale.FALLBACK:
                text = order_in_latin(str(value))
                detail = _("in the register: {number}").format(number=value)
            else:
                text = str(value)
            yield Fact(
                _(label),
                text,
                detail=detail,
                name=field == "order_number",
                sources=evidence.supporting(field),
            )
    if known(row["days_to_listing"]):
        days = int(row["days_to_listing"])
        yield Fact(
            _("From decision to listing"),
            ngettext("{n} day", "{n} days", days),
            origin=_("our count"),
        )


def _basis(row: Row) -> str:
    basis = row["listed_date_basis"]
    return choice(LISTED_DATE_BASES, basis) if known(basis) else ""


def _entry(row: Row, evidence: Evidence, address: Address) -> Iterator[Fact]:
    if known(row["register_number"]):
        yield Fact(
            _("Number in the register"),
            locale.number(row["register_number"]),
            sources=evidence.supporting("register_number"),
        )
    if known(row["register_name"]):
        yield Fact(
            _("Name in the register"),
            str(row["register_name"]),
            lang="ru",
            name=True,
            sources=evidence.supporting("register_name"),
        )
    if known(row["country"]):
        yield Fact(
            _("Country"),
            locale.country(row["country"]),
            href=address.to("organizations", Filters(country=(row["country"],))),
            sources=evidence.supporting("country"),
        )
    supporting = evidence.supporting("category")
    yield Fact(
        _(DESIGNATIONS["category"].title),
        choice(CATEGORIES, row["category"]),
        href=address.to("organizations", Filters(category=(row["category"],))),
        sources=supporting,
        origin="" if supporting else _("our classification"),
    )


def _named(row: Row, evidence: Evidence) -> Iterator[Fact]:
    languages = {"name_ru": "ru", "name_native": naming.native_language(row)}
    for field in _NAMES:
        value = row[field]
        if known(value):
            supporting = evidence.supporting(field)
            yield Fact(
                _(DESIGNATIONS[field].title),
                " · ".join(value) if field == "aliases" else str(value),
                lang=languages.get(field, ""),
                name=True,
                sources=supporting,
                origin="" if supporting else _("after the sources on this page"),
            )


def _recorded(elsewhere: Iterable[Row]) -> Iterator[Fact]:
    for row in elsewhere:
        scheme = SCHEMES[row["scheme"]]
        related = "" if row["relation"] == "same" else choice(RECORD_RELATIONS, row["relation"])
        # Show the name in the record only for a related body; otherwise it repeats a name above.
        detail = f"{related}: {row['name_there']}" if related else ""
        yield Fact(
            _(scheme.choice.label),
            str(row["value"]),
            detail=detail,
            name=True,
            href=scheme.link(row["value"]),
            outside=True,
            sources=(Source(host(row["source"]), str(row["source"])),),
        )

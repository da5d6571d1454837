"""Render Jinja templates with autoescaping, in the reader's language."""

from __future__ import annotations

import json
import re
from datetime import date
from functools import lru_cache
from typing import Any

import jinja2
import pandas as pd
from markupsafe import Markup, escape

from dashboard import locale
from dashboard.asking import address
from dashboard.catalog import naming
from dashboard.catalog.events import event_text
from dashboard.catalog.rows import Row
from dashboard.catalog.wording import outlet, worded
from dashboard.dataset.choices import (
    ARTICLES_OF_LAW,
    CATEGORIES,
    KINDS,
    LISTED_DATE_BASES,
    NAME_KINDS,
    OUTCOMES,
    OWNERSHIPS,
    REGISTERS,
    RELATIONS,
    SITE_KINDS,
    SPEAKER_TYPES,
    STANCES,
    STATUSES,
    TOPICS,
    Choice,
)
from dashboard.dataset.tables import DESIGNATIONS
from dashboard.text.dates import iso


def markup(template: str, **context: Any) -> str:
    """Render a template.

    Args:
        template: Its file in the folder `templates`.
        **context: What it shows.
    """
    return _environment().get_template(template).render(**context)


def as_json(value: Any) -> Markup:
    """Return a value as JSON for the text of an element, or for an attribute between single quotes.

    Quotation marks stay as they are, which as entities would be most of what is sent; and no "<" is there that the
    sanitizer could take for markup.

    Args:
        value: What JSON can say.

    Raises:
        ValueError: A number in it is invalid.
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return Markup(text.translate(_UNSAFE))


_UNSAFE = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&'"}


@lru_cache
def _environment() -> jinja2.Environment:
    """Return the Jinja environment with filters and tests."""
    made = jinja2.Environment(
        loader=jinja2.PackageLoader("dashboard.documents"),
        autoescape=True,
        auto_reload=False,  # they are part of the code
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_callables(  # type: ignore[attr-defined]
        locale.gettext,
        lambda one, many, n: locale.current().translations.ungettext(one, many, n),
        newstyle=True,
    )
    made.filters |= {
        "day": locale.day,
        "day_or_part": day_or_part,
        "moment": locale.moment,
        "short_day": lambda value: locale.day(value, "medium"),
        "published": published,
        "dated": dated,
        "register": lambda value: choice(REGISTERS, value),
        "relation": lambda value: choice(RELATIONS, value),
        "law_article": lambda value: choice(ARTICLES_OF_LAW, value),
        "name_kind": lambda value: choice(NAME_KINDS, value),
        "site_kind": lambda value: choice(SITE_KINDS, value),
        "outcome": lambda value: choice(OUTCOMES, value),
        "listed_date_basis": lambda value: choice(LISTED_DATE_BASES, value),
        "event": event_text,
        "short_event": lambda row: event_text(row, "medium"),
        "standing_event": lambda row: event_text(row, removal=True),
        "ended": locale.ended,
        "nested": locale.nested,
        "unbroken": unbroken,
        "uncapitalized": locale.uncapitalized,
        "short_standing": lambda row: event_text(row, "medium", removal=True),
        "number": locale.number,
        "percent": locale.percent,
        "named": naming.title,
        "worded": worded,
        "publisher": publisher,
        "publisher_name": publisher_name,
        "when": when,
        "other_names": naming.others,
        "country": locale.country,
        "language": locale.language,
        "own_name": locale.own_name,
        "category": lambda value: choice(CATEGORIES, value),
        "status": lambda value: choice(STATUSES, value),
        "kind": lambda value: choice(KINDS, value),
        "topic": lambda value: choice(TOPICS, value),
        "stance": lambda value: choice(STANCES, value),
        "speaker_type": _speaker_type,
        "ownership": lambda value: choice(OWNERSHIPS, value),
        "field": lambda value: locale.gettext(DESIGNATIONS[value].title),
    }
    made.tests["known"] = known
    made.globals |= {"asset": address.asset, "plain": False}
    return made


def unbroken(text: str) -> Markup:
    """Break no line within "2015–2026" or "691-r", before a dash, after "№" or a Russian preposition of one letter."""
    held = _SPAN.sub(r'<span class="ur-unbroken">\g<0></span>', str(escape(text)))
    return Markup(joined(held))


def joined(text: str) -> str:
    """Put spaces that do not break before dashes, and after "№" and Russian prepositions of one letter."""
    return _LETTER.sub("\\1\xa0", text.replace(" — ", "\xa0— "))


_SPAN = re.compile(r"\d+–\d+|\d+-[рr]\b")
_LETTER = re.compile(r"(\b[ВКОСУИвкосуи]|№) ")


def day_or_part(text: str) -> str:
    """Return a day, a month or a year in ISO form as the reader writes it: "May 2025" for "2025-05".

    Args:
        text: The date as far as it is known.
    """
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 1:
        return locale.gettext("{year}").format(year=text)
    whole = date(parts[0], parts[1], parts[2] if len(parts) > 2 else 1)
    return locale.day(whole) if len(parts) > 2 else locale.month(whole)


def _speaker_type(value: str) -> str:
    """Return a kind of speaker as it stands within a sentence; English writes "Russian" with a capital anywhere."""
    label = choice(SPEAKER_TYPES, value)
    return label if label.startswith("Russian ") else locale.uncapitalized(label)


def choice(choices: tuple[Choice, ...], value: str) -> str:
    """Return the label of a value of an enumeration, in the reader's language."""
    return next((locale.gettext(c.label) for c in choices if c.value == value), str(value))


def known(value: object) -> bool:
    """Return whether a cell has a value: not None, NA, NaT or an empty text or list."""
    if pd.api.types.is_scalar(value):
        return not (pd.isna(value) or value == "")  # type: ignore[call-overload]
    return bool(value)


def rough(article: Row) -> bool:
    """Return whether an article's date is known only to the month or year."""
    return article["published_precision"] in ("month", "year")


def published(article: Row, length: str = "long") -> str:
    """Return the date of an article as far as it is known ("May 2025"), or an empty string."""
    return dated(article["published"], article["published_precision"], length)


def publisher_name(article: Row) -> Markup:
    """Return the name of an article's publisher; `lang` is set where it is not the reader's language.

    A page has hundreds of names, for which a template would be too slow.

    Args:
        article: The row of the article.
    """
    named = outlet(article)
    language = _LANGUAGE.format(named.language) if named.foreign else ""
    return _NAME.format(language=language, text=named.text)


def publisher(article: Row) -> Markup:
    """Return the name of an article's publisher, with a flag if the publisher is itself designated.

    Args:
        article: The row of the article.
    """
    name = publisher_name(article)
    if not known(article["publisher_designation"]):
        return name
    return name + _ITSELF.format(
        title=locale.gettext("This publisher is itself designated"),
        words=locale.gettext("outlet is “undesirable” itself"),
    )


def when(article: Row) -> Markup:
    """Return the date of an article as a ``time`` element, or "undated".

    Args:
        article: The row of the article.
    """
    date_, precision = article["published"], article["published_precision"]
    if not known(date_):
        return _UNDATED.format(locale.gettext("undated"))
    return _DATED.format(machine=iso(date_, precision), words=published(article, "medium"))


_LANGUAGE = Markup(' lang="{}"')
_NAME = Markup('<span translate="no"{language}>{text}</span>')
_ITSELF = Markup(' <span class="ur-self" title="{title}">⚑ {words}</span>')
_DATED = Markup('<time datetime="{machine}">{words}</time>')
_UNDATED = Markup('<span class="ur-muted">{}</span>')


def dated(when: Any, precision: object, length: str = "long") -> str:
    """Return a date as far as it is known ("19 May 2025", "May 2025", "2025"), or an empty string.

    Args:
        when: The date, or a missing value.
        precision: ``month`` or ``year``; anything else means that the day is known.
        length: A CLDR length, for a whole date.
    """
    if known(when) and precision == "month":
        return locale.month(when)
    if known(when) and precision == "year":
        return str(when.year)
    return locale.day(when, length)

"""Words, numbers and dates in the reader's language.

Every sentence that a reader sees goes through `gettext`; names of countries and languages, plurals
and dates come from CLDR by way of Babel. The language is a context variable (one per script run),
so that functions need no language parameter.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache, wraps
from pathlib import Path
from typing import Literal, ParamSpec

import babel
from babel import dates, lists, numbers, units
from babel.support import NullTranslations, Translations

DOMAIN = "dashboard"
FALLBACK = "en"
_CATALOGUES = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Language:
    """A language of the interface: its code, CLDR data and catalogue of messages."""

    code: str
    cldr: babel.Locale
    translations: NullTranslations


@lru_cache
def languages() -> tuple[str, ...]:
    """Return the codes of the languages that have a compiled catalogue, English (the source) first."""
    found = sorted(
        path.parent.parent.name for path in _CATALOGUES.glob(f"*/LC_MESSAGES/{DOMAIN}.mo")
    )
    return (FALLBACK, *(code for code in found if code != FALLBACK))


@lru_cache
def _language(code: str) -> Language:
    translations = Translations.load(str(_CATALOGUES), [code], DOMAIN)
    # English as written here has the day before the month ("19 May 2025"), as in most of the world.
    cldr = babel.Locale.parse("en_GB" if code == FALLBACK else code)
    return Language(code, cldr, translations)


def negotiate(header: str) -> str:
    """Choose a language for a reader.

    Args:
        header: The ``Accept-Language`` header: "ru-RU,ru;q=0.9,en;q=0.8".

    Returns:
        The first of the reader's languages that has a catalog, else English.
    """
    wanted: list[tuple[float, str]] = []
    for part in header.split(","):
        tag, _semicolon, quality = part.partition(";")
        try:
            weight = float(quality.strip().removeprefix("q=") or 1)
        except ValueError:
            continue
        if weight > 0:
            wanted.append((weight, tag.strip().split("-")[0].lower()))
    ranked = sorted(wanted, key=lambda each: -each[0])
    return next((code for _weight, code in ranked if code in languages()), FALLBACK)


def own_name(code: str) -> str:
    """Return the name of a language in that language ("Русский")."""
    return capitalized(str(_language(code).cldr.languages[code]))


def capitalized(text: str) -> str:
    """Capitalize the first letter of `text` for the beginning of a sentence."""
    return text[:1].upper() + text[1:]


def uncapitalized(text: str) -> str:
    """Lowercase the first letter of `text` for use within a sentence; an abbreviation keeps its capitals ("СМИ")."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def ended(text: str) -> str:
    """Add a full stop, unless the text ends with one, such as "2025 г."."""
    return text if text.endswith(".") else f"{text}."


def nested(text: str) -> str:
    """Replace the quotation marks of a text by inner ones: «Фонд „Открытое общество“».

    Args:
        text: A text that will be put in quotation marks.
    """
    return text.translate(_NESTED.get(current().code, {}))


_NESTED = {"en": str.maketrans("“”", "‘’"), "ru": str.maketrans("«»", "„“")}
_current: ContextVar[str] = ContextVar("language", default=FALLBACK)


def use(code: str) -> None:
    """Make `code` the language of this script run; one without a catalogue falls back to English."""
    _current.set(code if code in languages() else FALLBACK)


@contextmanager
def using(code: str) -> Iterator[None]:
    """Use the language `code` within the block."""
    token = _current.set(code if code in languages() else FALLBACK)
    try:
        yield
    finally:
        _current.reset(token)


def current() -> Language:
    """Return the language of this script run."""
    return _language(_current.get())


def gettext(message: str) -> str:
    """Translate `message` into the reader's language."""
    return str(current().translations.ugettext(message))


def ngettext(singular: str, plural: str, n: int) -> str:
    """Translate the form for `n` things; ``{n}`` in it becomes the number as the reader writes it."""
    return str(current().translations.ungettext(singular, plural, n)).format(n=number(n))


def mark(message: str) -> str:
    """Mark `message` for extraction; it is translated when it is shown."""
    return message


_Given = ParamSpec("_Given")


def _remembered(write: Callable[_Given, str]) -> Callable[_Given, str]:
    """Cache a formatter by value and language, because charts format few distinct numbers and dates many times.

    Args:
        write: A formatter whose result depends only on its arguments and the reader's language.
    """

    @lru_cache(maxsize=4096, typed=True)
    def written(language: str, *args: _Given.args, **kwargs: _Given.kwargs) -> str:
        return write(*args, **kwargs)

    @wraps(write)
    def once(*args: _Given.args, **kwargs: _Given.kwargs) -> str:
        return written(_current.get(), *args, **kwargs)  # type: ignore[arg-type]

    return once


@_remembered
def number(value: float) -> str:
    """Format `value` with the reader's separators."""
    return str(numbers.format_decimal(value, locale=current().cldr))


@_remembered
def percent(share: float) -> str:
    """Format a share of one as a whole percentage."""
    return str(numbers.format_percent(share, format=None, locale=current().cldr))


@_remembered
def day(value: date | None, length: str = "long") -> str:
    """Format a date as the reader writes it ("19 May 2025"); "" if it is missing.

    Args:
        value: The date; None and NaT give "".
        length: A CLDR length, ``short`` to ``full``.
    """
    if value is None or value != value:  # NaT is unequal to itself
        return ""
    return str(dates.format_date(value, format=length, locale=current().cldr))


@_remembered
def day_of_year(value: date) -> str:
    """Format a date without its year, for a sentence that names the year ("24 September")."""
    return str(dates.format_skeleton("MMMMd", value, locale=current().cldr))


def moment(value: datetime) -> str:
    """Format a moment as the reader writes it, in UTC ("19 May 2025, 14:05 UTC")."""
    written = dates.format_datetime(value, "medium", tzinfo=UTC, locale=current().cldr)
    return f"{written} UTC"


@_remembered
def month(value: date, *, year: bool = True) -> str:
    """Format the month of a date, standing alone ("May 2025")."""
    skeleton = "yMMM" if year else "MMM"
    return str(dates.format_skeleton(skeleton, value, locale=current().cldr))


def conjunction(items: Iterable[str]) -> str:
    """Join items as a list in prose ("Latvia and Germany")."""
    return str(lists.format_list(list(items), locale=current().cldr))


def alternatives(items: Iterable[str]) -> str:
    """Join items as alternatives in prose ("news or analysis")."""
    return str(lists.format_list(list(items), style="or", locale=current().cldr))


_SHORT_COUNTRIES = {"ru": {"US": "США"}}
"""Names that are more common than CLDR's long ones."""


def country(code: str | None) -> str:
    """Return the short name of the country with that ISO 3166-1 alpha-2 code ("United Kingdom").

    An empty code gives "country unknown"; one that CLDR does not know is returned as it is.
    """
    if not code or code != code:
        return gettext("country unknown")
    short = _SHORT_COUNTRIES.get(current().code, {})
    return short.get(code) or str(current().cldr.territories.get(code, code))


@lru_cache
def _origins() -> Mapping[str, Mapping[str, str]]:
    read: Mapping[str, Mapping[str, str]] = tomllib.loads(
        (_CATALOGUES / "origins.toml").read_text(encoding="utf-8")
    )
    return read


def origin(code: str) -> str:
    """Return the name of a country for use after "from" ("the United States", «США»).

    Args:
        code: Its ISO 3166-1 alpha-2 code.

    Returns:
        The name; "" if the language declines names and the declined form is unknown.
    """
    known = _origins().get(current().code, {})
    return known.get(code) or (country(code) if current().code == FALLBACK else "")


def language(code: str | None) -> str:
    """Return the name of the language with that ISO 639-1 code."""
    if not code or code != code:
        return gettext("language unknown")
    return str(current().cldr.languages.get(code, code))


def weekday(number: int) -> str:
    """Return the name of a day of the week, 0 for Monday."""
    return str(dates.get_day_names("wide", "stand-alone", current().cldr)[number])


@_remembered
def duration(value: float, unit: Literal["day", "month", "year"]) -> str:
    """Format a duration, which may be fractional ("7.5 months")."""
    return str(units.format_unit(value, f"duration-{unit}", locale=current().cldr))

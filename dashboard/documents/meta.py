"""The metadata of a page, for search engines and for previews of links."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from dashboard import locale
from dashboard.asking.address import rooted
from dashboard.catalog import Catalog

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_LOCALES = {"en": "en_GB", "ru": "ru_RU"}


@dataclass(frozen=True)
class Meta:
    """The metadata of a page for link previews.

    Attributes:
        title: Its title.
        description: What it says, in a sentence or two.
        url: Its whole address, in the language of whoever opens it.
        image: The whole address of its preview, 1200×630, in the language of whoever opens it.
        image_alt: What the preview shows.
        kind: ``website`` or ``article``.
        alternates: Further forms: media type and whole address.
        data: JSON-LD.
        published: The day of publication, of an article.
    """

    title: str
    description: str
    url: str
    image: str
    image_alt: str
    kind: str = "website"
    alternates: tuple[tuple[str, str], ...] = ()
    data: Mapping[str, Any] = field(default_factory=dict)
    published: str = ""

    def translated(self, language: str) -> str:
        """Return its URL in a language."""
        return _in_language(self.url, language)

    @property
    def preview(self) -> str:
        """The address of its preview in the language of this answer."""
        code = locale.current().code
        return self.image if code == locale.FALLBACK else _in_language(self.image, code)

    @property
    def canonical(self) -> str:
        """Its address in the language of this answer."""
        code = locale.current().code
        return self.url if code == locale.FALLBACK else self.translated(code)

    @property
    def languages(self) -> list[tuple[str, str]]:
        """Every language, and the address in it."""
        return [(code, self.translated(code)) for code in locale.languages()]

    @property
    def locale(self) -> str:
        """The language as Open Graph names it."""
        return _LOCALES.get(locale.current().code, locale.current().code)

    @property
    def script(self) -> Markup:
        """The JSON-LD, safe inside a script element."""
        text = json.dumps(self.data, ensure_ascii=False, separators=(",", ":"))
        for character in "<>&\u2028\u2029":
            text = text.replace(character, f"\\u{ord(character):04x}")
        return Markup(text)


@dataclass(frozen=True)
class Card:
    """The texts of the preview image.

    Attributes:
        kicker: A short line above the title.
        title: The title.
        subtitle: A line below it, or "".
        facts: What stands at the foot: a date, a country.
    """

    kicker: str
    title: str
    subtitle: str
    facts: tuple[str, ...]


def page_data(
    catalog: Catalog, origin: str, name: str, description: str, url: str
) -> dict[str, Any]:
    """Return the JSON-LD of a page about one organization or article.

    Args:
        catalog: The dataset.
        origin: Scheme and host by which others can open the site.
        name: The title of the page.
        description: What it says.
        url: Its whole address.
    """
    return {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "name": name,
        "description": description,
        "url": url,
        "inLanguage": locale.current().code,
        "isPartOf": {
            "@type": "Dataset",
            "name": catalog.title,
            "version": catalog.version,
            "license": LICENCE,
            "url": origin + rooted("data"),
        },
    }


def _in_language(url: str, language: str) -> str:
    return f"{url}{'&' if '?' in url else '?'}lang={language}"


def shortened(text: str, length: int = 200) -> str:
    """Shorten `text` to one line, cut between words."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    return line[:length].rsplit(" ", 1)[0].rstrip(" ,;:.") + " …"

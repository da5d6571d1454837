"""Choose a text of the data package in the reader's language, or in English if that is missing."""

from __future__ import annotations

import re
from typing import NamedTuple

from babel.core import get_global

from dashboard import locale
from dashboard.catalog.rows import Row


class Wording(NamedTuple):
    """A text of the package and its language, an ISO 639-1 code."""

    text: str
    language: str

    @property
    def foreign(self) -> bool:
        """Whether the text is not in the reader's language."""
        return self.language != locale.current().code


def worded(row: Row, column: str) -> Wording:
    """Pick the text of a row for the reader.

    Args:
        row: A row of a table of the package.
        column: A column in English, such as ``summary``; the same in another language has the
            language's code at its end: ``summary_ru``.

    Returns:
        The text in the reader's language, else in English, else an empty one.
    """
    code = locale.current().code
    for name, language in ((f"{column}_{code}", code), (column, locale.FALLBACK)):
        value = row.get(name)
        if isinstance(value, str) and value:
            return Wording(typographic(value) if language == "en" else value, language)
    return Wording("", locale.FALLBACK)


def outlet(row: Row) -> Wording:
    """Return the name of an article's publisher for the reader.

    The language of the name is needed by screen readers. A name in Latin letters is assumed to be
    in the language of the article if that uses Latin letters, else in English.

    Args:
        row: An article with ``publisher`` and ``language``, and ``publisher_<code>`` in a language.

    Returns:
        The name in the reader's language, else the one in Latin letters.
    """
    said = worded(row, "publisher")
    code = locale.current().code
    if said.text and row.get(f"publisher_{code}") == said.text:
        return said
    if not re.search("[A-Za-z]", said.text):
        return Wording(said.text, code)
    language = str(row.get("language") or "")
    latin = "_Latn" in get_global("likely_subtags").get(language, "")
    return Wording(said.text, language if latin else locale.FALLBACK)


def typographic(text: str) -> str:
    """Replace straight quotation marks of an English text by typographic ones.

    Args:
        text: The text.
    """
    if '"' not in text:
        return text
    return _OPENING.sub("“", text).replace('"', "”")


_OPENING = re.compile(r'(?<![^\s(\[“‘—–-])"(?=\S)')

"""The pocket register: every entry in one HTML file that works offline, for a USB stick or a messenger.

The words that a search compares are prepared here, in Latin letters and as they sound; `pocket.js` does
the same with what somebody types. A browser test holds the two against each other.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pandas as pd
from anyascii import anyascii
from markupsafe import Markup

from dashboard import locale
from dashboard.bulk import archive
from dashboard.catalog.catalog import Catalog
from dashboard.catalog.reasons import reason
from dashboard.catalog.register_state import register_state
from dashboard.dataset.choices import STATUSES
from dashboard.dataset.tables import DESIGNATIONS
from dashboard.documents.inline import source
from dashboard.documents.law import PROHIBITIONS
from dashboard.documents.markup import known, markup
from dashboard.documents.meta import shortened
from dashboard.locale import gettext as _
from dashboard.locale import mark
from dashboard.text.folding import ENDINGS

LONGEST_REASON = 170
"""Maximum number of characters of a reason; the full text is on the page of the organization."""

_TEMPLATES = files("dashboard.documents").joinpath("templates")
SCRIPT = Markup(_TEMPLATES.joinpath("pocket.js").read_text(encoding="utf-8"))
STYLE = Markup(_TEMPLATES.joinpath("pocket.css").read_text(encoding="utf-8"))

POLICY = (
    f"default-src 'none'; script-src {source(SCRIPT)}; style-src {source(STYLE)}; "
    "base-uri 'none'; form-action 'none'"
)
"""The content security policy of the file: only its own script and style, and no requests."""

_DATES = {
    "decision_date": mark("decided on"),
    "announced_date": mark("announced on"),
    "listed_date": mark("listed on"),
    "published_date": mark("made public on"),
    "delisted_date": mark("removed on"),
}
_APOSTROPHES = re.compile("['’ʼʹ`]")
_BETWEEN = re.compile(r"[\s!-/:-@\[-`{-¿\u2010-\u206f\u3000-\u303f]+")
_STEM = f"^([Ѐ-ӿ]{{3,}}?)(?:{ENDINGS})$"
_CYRILLIC = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґў"
_OWN = {"ё": "e", "ъ": "", "ь": "", "й": "i", "ы": "i"}
_SOUNDS = (
    ("tsch", "c"), ("shch", "s"), ("sch", "s"), ("tch", "c"), ("zh", "z"), ("kh", "h"), ("ch", "c"),
    ("sh", "s"), ("ts", "c"), ("tz", "c"), ("cz", "c"), ("sz", "s"), ("ph", "f"), ("ck", "k"),
    ("q", "k"), ("x", "ks"), ("w", "v"), ("y", "i"), ("j", "i"), ("ie", "e"), ("io", "e"),
)  # fmt: skip
"""Latin spellings of a sound, each with its normal form."""


def write(catalog: Catalog, path: Path) -> None:
    """Write the file."""
    path.write_text(pocket(catalog), encoding="utf-8")


def pocket(catalog: Catalog) -> str:
    """Return the pocket register as a whole HTML document, in every language of the site.

    Args:
        catalog: The dataset.
    """
    names = names_of(catalog)
    letters = letters_of(name for each in names.values() for name in each)
    languages = locale.languages()
    said = {code: _spoken(catalog, code) for code in languages}
    entries = [
        {
            "row": row.to_dict(),
            "key": " ".join(_keys([*names[key], str(row["register_name"])], letters)),
            "names": names[key][1:],
            "first": names[key][0],
            "dates": [(field, row[field]) for field in _DATES if field in row and known(row[field])],
            "reasons": [(code, said[code]["reasons"][key]) for code in languages],
        }
        for key, row, _further in _rows(catalog)
    ]  # fmt: skip
    return markup(
        "pocket.html",
        catalog=catalog,
        languages=languages,
        said=said,
        entries=entries,
        policy=POLICY,
        letters=json.dumps(letters, ensure_ascii=False, separators=(",", ":")),
        sounds=json.dumps(_SOUNDS, separators=(",", ":")),
        stem=_STEM,
        checksum=hashlib.sha256(archive.files(catalog)[DESIGNATIONS.path]).hexdigest(),
        script=SCRIPT,
        style=STYLE,
    )


def names_of(catalog: Catalog) -> dict[str, list[str]]:
    """Return every name of each designation, by its id, the one in Latin script first.

    Args:
        catalog: The dataset.
    """
    return {key: _names(row, further) for key, row, further in _rows(catalog)}


def _rows(catalog: Catalog) -> Iterator[tuple[str, pd.Series[Any], list[str]]]:
    """Yield the designations in the order of the register, those that await their entry last."""
    table = catalog.designations
    further = catalog.names.groupby("designation_id")["name"].agg(list)
    for key, row in table.sort_values("register_number", na_position="last", kind="stable").iterrows():  # fmt: skip
        yield str(key), row, further.get(key, [])


def _names(row: pd.Series[Any], further: Iterable[str]) -> list[str]:
    """Return every name in every script, each once, the one in Latin script first."""
    given = [row["name"], row["name_ru"], row["name_native"], row["abbreviation"], *row["aliases"]]
    found = {
        str(name).casefold(): str(name) for name in reversed([*given, *further]) if known(name)
    }
    return list(reversed(found.values()))


def _spoken(catalog: Catalog, code: str) -> dict[str, Any]:
    """Return what the file says in one language."""
    with locale.using(code):
        reasons = {}
        for key, row in catalog.designations.iterrows():
            given = reason(catalog, row)
            reasons[str(key)] = shortened(str(given), LONGEST_REASON) if given else ""
        state = register_state(catalog)
        return {
            "words": Markup(markup("pocket_words.html", holds=state.holds())),
            "law": Markup(markup("pocket_law.html", prohibitions=PROHIBITIONS)),
            "reasons": reasons,
            "dates": {field: _(label) for field, label in _DATES.items()},
            "countries": {
                str(country): locale.country(country)
                for country in catalog.designations["country"].dropna().unique()
            },
            "statuses": {each.value: _(each.label) for each in STATUSES},
            "label": _("Search by any name, in any case and either alphabet"),
            "found": _("Entries found: #"),
            "like": _("No entry has all these words. Entries with some of them: #"),
            "none": state.not_found()
            + " "
            + _(
                "This search is simpler than the check of names on the site: try another spelling."
            ),
            "nothing": _("There is no word here to look for."),
        }


def letters_of(names: Iterable[str]) -> dict[str, str]:
    """Return how each letter outside ASCII is written in Latin: Cyrillic, and what the names hold.

    Args:
        names: The names, in any script.
    """
    used = {letter for name in names for letter in _lower(name) if not letter.isascii()}
    found = {letter: anyascii(letter).lower() for letter in sorted({*used, *_CYRILLIC})}
    return {letter: text for letter, text in (found | _OWN).items() if text != letter}


def _lower(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


def key_words(text: str, letters: Mapping[str, str], *, stemmed: bool = True) -> list[str]:
    """Return the distinct normalized words of a text.

    Args:
        text: A name, or what somebody typed.
        letters: How letters outside ASCII are written in Latin.
        stemmed: Whether the endings of Cyrillic words are cut off.
    """
    found: dict[str, None] = {}
    for word in _BETWEEN.split(_APOSTROPHES.sub("", _lower(text))):
        if stemmed:
            word = _stem().sub(r"\1", word)
        if key := _sounded(_plain(word, letters)):
            found[key] = None
    return list(found)


@lru_cache(maxsize=1)
def _stem() -> re.Pattern[str]:
    return re.compile(_STEM)


def _plain(word: str, letters: Mapping[str, str]) -> str:
    latin = "".join(letters.get(letter, letter) for letter in word)
    apart = unicodedata.normalize("NFD", latin)
    return "".join(letter for letter in apart if not "\u0300" <= letter <= "\u036f")


def _sounded(word: str) -> str:
    for written, sound in _SOUNDS:
        word = word.replace(written, sound)
    return re.sub(r"(.)\1+", r"\1", word)


def _keys(names: Iterable[str], letters: Mapping[str, str]) -> list[str]:
    """Return the words of an entry's names, whole and without endings, and short names in one word."""
    found: set[str] = set()
    for name in names:
        whole, stems = key_words(name, letters, stemmed=False), key_words(name, letters)
        found.update(whole, stems)
        if 1 < len(whole) < 4:
            found.update(("".join(whole), "".join(stems)))
    return sorted(found)

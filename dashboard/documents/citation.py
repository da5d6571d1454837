"""How to cite an article, a designation or the dataset: plain text, BibTeX and RIS.

Each of the three is first put into one shape, a `_Work`; a function for each style writes that.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal
from urllib.parse import quote

import pandas as pd

from dashboard import locale
from dashboard.catalog import naming
from dashboard.catalog.catalog import Catalog
from dashboard.catalog.rows import Row
from dashboard.catalog.wording import worded
from dashboard.locale import gettext as _

Style = Literal["plain", "bibtex", "ris"]

_LICENCE = "CC BY 4.0"


@dataclass(frozen=True)
class _Work:
    """What is cited.

    Attributes:
        key: A key for BibTeX.
        bibtex: Its type in BibTeX.
        ris: Its type in RIS.
        title: Its title, in [brackets] if supplied.
        supplied: Whether the title is ours.
        container: Where it appeared: an outlet, or this register; empty for the register itself.
        published: Its date; None where unknown.
        precision: How exactly that is known: ``day``, ``month`` or ``year``.
        dated: Whether it bears a date, or "n.d." where that is unknown.
        language: ISO 639-1 code.
        url: Its address, or an empty string.
        edition: The version and state of the data, or an empty string.
        version: The version of the data, or an empty string.
        accessed: When it was read; None to leave that out.
    """

    key: str
    bibtex: str
    ris: str
    title: str
    supplied: bool
    container: str
    published: date | None
    precision: str
    dated: bool
    language: str
    url: str
    edition: str
    version: str
    accessed: date | None


def cite_article(
    article: Row,
    publisher: Row,
    *,
    style: Style = "plain",
    accessed: date | None = None,
) -> str:
    """Return the citation of an article, at its publisher.

    Args:
        article: A row of the articles: ``id``, ``title``, ``title_supplied``, ``published``,
            ``language`` and ``url``. A title of ours is in the reader's language. Without a date it is cited as "n.d."; without an address no
            link and no day of access are given.
        publisher: The row of its publisher: ``name`` and, for a language, ``name_<code>``. An outlet
            is named in the reader's language only if that is the language of the article.
        style: The format.
        accessed: The day on which the reader reads it.

    Returns:
        The citation.

    Raises:
        ValueError: There is no such style.
    """
    supplied = bool(article["title_supplied"])
    url = _line(article["url"])
    title = _line(worded(article, "title").text if supplied else article["title"])
    published, precision = article["published"], article["published_precision"]
    return _write(
        _Work(
            key=str(article["id"]),
            bibtex="online",
            ris="ELEC",
            title=f"[{title}]" if supplied else title,
            supplied=supplied,
            container=_line(_outlet(article, publisher)),
            published=None if pd.isna(published) else published.date(),
            precision="day" if pd.isna(precision) else str(precision),
            dated=True,
            language=_line(article["language"]),
            url=url,
            edition="",
            version="",
            accessed=accessed if url else None,
        ),
        style,
    )


def _outlet(article: Row, publisher: Row) -> str:
    # A reader looks an article up under the name by which the outlet goes in its language.
    own = article["language"] == locale.current().code
    return naming.title(publisher) if own else str(publisher["name"])


def cite_designation(
    designation: Row,
    *,
    url: str,
    version: str,
    as_of: date,
    style: Style = "plain",
    accessed: date | None = None,
) -> str:
    """Return the citation of our entry on a designation.

    Args:
        designation: A row of the designations: ``id``, ``name`` and, for a language, ``name_<code>``.
        url: The lasting address of its page.
        version: The version of the data.
        as_of: The day to which the register was followed.
        style: The format.
        accessed: The day on which the reader reads it.

    Returns:
        The citation.

    Raises:
        ValueError: There is no such style.
    """
    return _write(
        _Work(
            key=f"undesirable-register-{designation['id']}",
            bibtex="online",
            ris="ELEC",
            title=_line(naming.title(designation)),
            supplied=False,
            container=_("The Undesirable Register"),
            published=as_of,
            precision="day",
            dated=False,
            language=locale.current().code,
            url=_line(url),
            edition=_edition(version, as_of),
            version=version,
            accessed=accessed,
        ),
        style,
    )


def cite_dataset(
    catalog: Catalog, *, url: str, style: Style = "plain", accessed: date | None = None
) -> str:
    """Return the citation of the whole dataset in its version.

    Args:
        catalog: The dataset.
        url: Where it is found.
        style: The format.
        accessed: The day on which the reader reads it.

    Returns:
        The citation.

    Raises:
        ValueError: There is no such style.
    """
    return _write(
        _Work(
            key=f"undesirable-register-{catalog.version}",
            bibtex="dataset",
            ris="DATA",
            title=_title(catalog),
            supplied=False,
            container="",
            published=catalog.as_of,
            precision="day",
            dated=False,
            language=locale.current().code,
            url=_line(url),
            edition=f"{_edition(catalog.version, catalog.as_of)}, {_LICENCE}",
            version=catalog.version,
            accessed=accessed,
        ),
        style,
    )


def _title(catalog: Catalog) -> str:
    """Return the title of the dataset, in the reader's language."""
    if locale.current().code == locale.FALLBACK:
        return _line(catalog.title)
    what = locale.uncapitalized(_("Organizations declared “undesirable” in Russia"))
    return f"{_('The Undesirable Register')}: {what}"


def _edition(version: str, as_of: date) -> str:
    return _("version {version}, as of {date}").format(
        version=_line(version), date=locale.day(as_of)
    )


def _line(value: object) -> str:
    """Return a value as one line of text; empty for a missing one."""
    return " ".join(value.split()) if isinstance(value, str) else ""


def _write(work: _Work, style: Style) -> str:
    if style not in _STYLES:
        raise ValueError(f"there is no style {style!r}; there are {', '.join(_STYLES)}")
    return _STYLES[style](work)


# Plain text --------------------------------------------------------------------------------------


def _plain(work: _Work) -> str:
    title = _sentence(work.title)
    if work.container and not work.supplied:
        title = _quoted(title)
    source = (
        f"{work.container}, {work.edition}"
        if work.container and work.edition
        else (work.container or work.edition[:1].upper() + work.edition[1:])
    )
    when = (_when(work) or _("n.d.")) if work.dated else ""
    accessed = _("Accessed {date}").format(date=locale.day(work.accessed)) if work.accessed else ""
    # No point after the address: it would be copied with it.
    parts = (title, _sentence(source), _sentence(when), work.url, _sentence(accessed))
    return " ".join(part for part in parts if part)


def _quoted(title: str) -> str:
    made = _("“{title}”").format(title=title)
    # Russian quotation marks within others of the kind are of the other kind.
    return f"«{title.replace('«', '„').replace('»', '“')}»" if made[0] == "«" else made


def _when(work: _Work) -> str:
    if work.published and work.precision == "month":
        return locale.month(work.published)
    if work.published and work.precision == "year":
        return str(work.published.year)
    return locale.day(work.published)


def _numeric(work: _Work, separator: str) -> str:
    """Return the date as far as it is known, in figures; empty where it is not."""
    if not work.published:
        return ""
    parts = work.published.isoformat().split("-")
    return separator.join(parts[: {"year": 1, "month": 2}.get(work.precision, 3)])


def _sentence(text: str) -> str:
    """End `text` with a full stop, unless it is empty or ends a sentence itself."""
    return text if not text or text.endswith((".", "?", "!", "…")) else f"{text}."


# BibTeX ------------------------------------------------------------------------------------------

_BIBTEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{special: f"\\{special}" for special in "&%$#_{}"},
    }
)


def _bibtex(work: _Work) -> str:
    fields = {
        # Double braces keep the name of a body whole, and the capitals of a title.
        "author": _braced(work.container or _("The Undesirable Register")),
        "title": _braced(work.title),
        "date": _numeric(work, "-"),
        "year": "" if work.published else "n.d.",
        "version": work.version.translate(_BIBTEX),
        "language": work.language,
        # The field is verbatim: what would end it is percent-encoded instead of escaped.
        "url": quote(work.url, safe="%/:?#[]@!$&'()*+,;=~"),
        "urldate": work.accessed.isoformat() if work.accessed else "",
        "note": work.edition.translate(_BIBTEX),
    }
    width = max(map(len, fields))
    lines = [f"  {name:<{width}} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join((f"@{work.bibtex}{{{work.key},", *lines, "}"))


def _braced(text: str) -> str:
    return f"{{{text.translate(_BIBTEX)}}}"


# RIS ---------------------------------------------------------------------------------------------


def _ris(work: _Work) -> str:
    tags = (
        ("TY", work.ris),
        ("TI", work.title),
        ("T2", work.container),
        ("AU", "" if work.container else _("The Undesirable Register")),
        ("PY", str(work.published.year) if work.published else ""),
        ("DA", _numeric(work, "/")),
        # Programs read a date in DA; a note says if it is missing.
        ("N1", "" if work.published else _("n.d.")),
        ("ET", work.edition),
        ("LA", work.language),
        ("UR", work.url),
        ("Y2", f"{work.accessed:%Y/%m/%d}" if work.accessed else ""),
    )
    lines = [f"{tag}  - {value}" for tag, value in tags if value]
    return "\r\n".join((*lines, "ER  - ", ""))


_STYLES: dict[str, Callable[[_Work], str]] = {"plain": _plain, "bibtex": _bibtex, "ris": _ris}

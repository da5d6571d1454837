"""`/data`: downloads, coverage, quality, method, codebook, how to cite."""

from __future__ import annotations

import io
import re
from datetime import date
from typing import Any

import streamlit as st

from dashboard import locale, settings
from dashboard.asking.address import Address
from dashboard.bulk import archive
from dashboard.catalog import Catalog, clock
from dashboard.catalog.catalog import freshness
from dashboard.catalog.history import changelog
from dashboard.catalog.quality import Tally, assess
from dashboard.catalog.register_state import register_state
from dashboard.dataset.codebook import codebook
from dashboard.dataset.tables import PUBLISHED_COUNTS, TABLES
from dashboard.documents.citation import cite_dataset
from dashboard.documents.machines import machines
from dashboard.documents.prose import english
from dashboard.locale import gettext as _
from dashboard.names.awaiting import last_look, undescribed
from dashboard.screen.cite_box import cite
from dashboard.screen.pages.context import Context
from dashboard.screen.render import render


def show(context: Context) -> None:
    """Show the page."""
    catalog, address = context.catalog, context.address
    quality = assess(catalog)
    render(
        "data.html",
        version=catalog.version,
        as_of=catalog.as_of,
        register=register_state(catalog).holds(),
        coverage=catalog.coverage,
        rows=quality.rows,
        tables=TABLES,
        undated_articles=int(catalog.articles["published"].isna().sum()),
        undated_designations=int(catalog.designations["date"].isna().sum()),
        uncovered=int((catalog.designations["articles"] == 0).sum()),
        **_fresh(catalog, address),
    )
    _register(catalog)
    _downloads(catalog)
    machines(catalog, address)
    render(
        "quality.html",
        tallies=[
            {
                "period": _period(each),
                "what": _(PUBLISHED_COUNTS["what"].choice(each.what).label),
                "published": each.count,
                "source": _source(each),
                "own": own,
            }
            for each, own in quality.tallies
        ],
        shares=[each for each in quality.filled if each.field != "id"],
    )
    with st.expander(_("Codebook")):
        english(codebook(), key="codebook")
    with st.expander(_("What changed in the data")):
        changes = changelog(settings.data_directory())
        if changes:
            # Below the heading of the page there is no other of the first level.
            english(re.sub(r"(?m)^#", "##", changes), key="changelog")
        else:
            render("hint.html", text=_("This package has no changelog."))
    _cite(catalog, address)


def _register(catalog: Catalog) -> None:
    """Show the entries of the register that are not described yet, if this site looks at it."""
    if look := last_look():
        render("register_look.html", look=look, entries=undescribed(catalog))


def _period(tally: Tally) -> str:
    """Return the period of a published count in words."""
    if tally.year:
        return tally.year
    last = locale.day(date.fromisoformat(tally.last))
    if not tally.first:
        return _("to {last}").format(last=last)
    first = locale.day(date.fromisoformat(tally.first))
    return _("{first} to {last}").format(first=first, last=last)


def _source(tally: Tally) -> str:
    """Return who published a count, in the reader's language."""
    russian = locale.current().code == "ru" and tally.source_ru
    return russian or tally.source or _("source not recorded")


def _fresh(catalog: Catalog, address: Address) -> dict[str, Any]:
    """Return how old the data are, and whether newer ones were refused."""
    state = freshness()
    dated = catalog.designations["date"].dropna()
    return {
        "days": clock.age(catalog),
        "newest": dated.max() if len(dated) else None,
        "changes": address.to("changes"),
        "loaded": state.loaded if state else None,
        "refused": state.refused if state else None,
    }


def _downloads(catalog: Catalog) -> None:
    state = freshness()
    if state and state.refused:
        # The version on disk is not the one shown here, and not valid.
        render("hint.html", text=_("Downloads are closed until the new files pass their checks."))
        return
    folder = settings.data_directory()
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            _("Whole package (ZIP)"),
            data=lambda: _zip(catalog),
            file_name=f"undesirable-register-{catalog.version}.zip",
            mime="application/zip",
            on_click="ignore",
            icon=":material/download:",
            key="zip",
        )
        for table in (each for each in TABLES if (folder / each.path).is_file()):
            st.download_button(
                table.path,
                # Not the file on disk: it may be of a newer version, or fail its checks, by then.
                data=lambda table=table: archive.to_csv(catalog[table.name], table),
                file_name=table.path,
                mime="text/csv",
                on_click="ignore",
                type="tertiary",
                key=f"table-{table.name}",
                help=_(table.title),
            )


def _zip(catalog: Catalog) -> bytes:
    buffer = io.BytesIO()
    archive.pack(archive.files(catalog), buffer)
    return buffer.getvalue()


def _cite(catalog: Catalog, address: Address) -> None:
    cite(
        lambda style: cite_dataset(
            catalog, url=address.public(address.to("")), style=style, accessed=clock.today(catalog)
        ),
        key="dataset",
    )
    st.caption(
        _("Version {version}").format(version=catalog.version) + " · " + locale.day(catalog.as_of)
    )

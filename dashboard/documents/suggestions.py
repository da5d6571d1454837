"""Render suggestions, for the search field and as a page without scripts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dashboard import locale
from dashboard.asking.address import Address
from dashboard.catalog import Catalog, naming
from dashboard.catalog.events import event
from dashboard.catalog.register_state import register_state
from dashboard.dataset.choices import STATUSES
from dashboard.dataset.identifiers import is_described
from dashboard.documents.document import Document
from dashboard.documents.markup import choice, markup
from dashboard.locale import gettext as _
from dashboard.locale import ngettext
from dashboard.names import Suggestion

Shown = Mapping[str, Any]


def shown(catalog: Catalog, address: Address, found: Iterable[Suggestion]) -> list[Shown]:
    """Return suggestions as a reader is shown them, in the reader's language.

    Args:
        catalog: The dataset, with the entries of the register that are not described yet.
        address: The address of a page; its links lead on in the same language.
        found: The suggestions, the likeliest first.

    Returns:
        For each the ``name`` to lead with, ``other_name`` (another one, or ""), ``standing`` (what
        happened when), ``country_name`` and ``href``, beside the values for programs.
    """
    return [_shown(catalog, address, each) for each in found]


def _shown(catalog: Catalog, address: Address, each: Suggestion) -> Shown:
    row = catalog.row("designations", each.designation_id)
    name = naming.title(row)
    happened = event(row, removal=True)
    described = is_described(each.designation_id)
    return {
        "id": each.designation_id,
        "name": name,
        "other_name": next(
            (
                other
                for other in (each.name, each.name_native, each.name_ru)
                if other not in ("", name)
            ),
            "",
        ),
        "status": each.status,
        "standing": happened.sentence("medium") if happened else choice(STATUSES, each.status),
        "date": each.date.isoformat() if each.date else None,
        "country": each.country,
        "country_name": locale.country(each.country),
        "matched_name": each.matched_name,
        "match": each.match,
        "described": described,
        "href": address.to("organization", id=each.designation_id)
        if described
        else address.to("data") + "#not-described",
    }


def counted(found: Iterable[Shown]) -> str:
    """Say how many suggestions there are."""
    number = len(list(found))
    return ngettext("{n} suggestion", "{n} suggestions", number) if number else _("No suggestion")


def document(catalog: Catalog, address: Address, asked: str, found: Iterable[Shown]) -> Document:
    """Return the suggestions as a page, with a way to check the words against every name.

    Args:
        catalog: The dataset.
        address: The address of a plain page.
        asked: What was typed.
        found: The return value of `shown`.
    """
    return Document(
        (
            markup(
                "plain/found.html",
                asked=asked,
                found=list(found),
                state=register_state(catalog).holds(),
                check=address.to("check"),
            ),
        ),
        title=_("Search"),
    )

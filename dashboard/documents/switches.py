"""Links that choose among few values."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.asking.address import Address
from dashboard.documents.markup import markup
from dashboard.locale import gettext as _


def switches(address: Address, page: str, *choices: tuple[str, str, str, dict[str, str]]) -> str:
    """Return rows of links that choose among few values of a parameter.

    Args:
        address: The address of the page.
        page: The path of the page.
        *choices: (parameter, label, present value, {value: label}); the first value is the default.
    """
    return markup(
        "switch.html",
        switches=[
            {
                "label": label,
                "shown": "",
                "options": [
                    {
                        "label": text,
                        "current": value == current,
                        "href": address.here(
                            page, **{key: None if value == next(iter(options)) else value}
                        ),
                    }
                    for value, text in options.items()
                ],
            }
            for key, label, current, options in choices
        ],
    )


def spans(address: Address, page: str, years: tuple[int, int], present: Mapping[str, str]) -> str:
    """Return rows of links that choose the years which are compared.

    Args:
        address: The address of the page.
        page: The path of the page.
        years: The first and the last year to choose from.
        present: The parameters and their values, as in ``{"from": "2024", "to": "2025"}``.
    """
    labels = {"from": _("Compare"), "to": _("with")}
    texts = [str(year) for year in range(years[0], years[1] + 1)]
    return markup(
        "switch.html",
        switches=[
            {
                "label": labels[name],
                "shown": labels[name],
                "options": [
                    {
                        "label": text.replace("-", "–"),
                        "current": text == current,
                        "href": address.here(page, **{**present, name: text}),
                    }
                    for text in ([] if current in texts else [current]) + texts
                ],
            }
            for name, current in present.items()
        ],
    )

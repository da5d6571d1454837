"""Links that choose among few values."""

from __future__ import annotations

from dashboard.asking.address import Address
from dashboard.documents.markup import markup


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

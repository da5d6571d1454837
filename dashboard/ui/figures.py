"""Charts on a page: heading, figure, and the numbers behind it."""

from __future__ import annotations

from typing import Any

from dashboard.ui.address import Address
from dashboard.ui.panel import plot
from dashboard.ui.render import render


def chart(figure: Any, *, title: str, subtitle: str = "", alt: str, key: str) -> None:
    """Show a figure under its heading.

    Args:
        figure: A Plotly figure that brings its own colours.
        title: What it shows, or what it says.
        subtitle: The selection or a caveat.
        alt: A description for those who do not see it.
        key: A name for the element.
    """
    if title:
        render("chart_heading.html", title=title, subtitle=subtitle)
    plot(figure, key=key, alt=alt)


def switches(address: Address, page: str, *choices: tuple[str, str, str, dict[str, str]]) -> None:
    """Rows of links that choose among few values of a parameter.

    Args:
        address: The address of the page.
        page: The path of the page.
        *choices: (parameter, label, present value, {value: label}); the first value is the default.
    """
    render(
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

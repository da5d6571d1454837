"""A sentence in place of a part that failed; readers never see a trace."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from typing import ParamSpec

from dashboard.charts.chart import Chart
from dashboard.documents.chart import Shown
from dashboard.documents.markup import markup
from dashboard.locale import gettext as _
from dashboard.screen.render import render

Arguments = ParamSpec("Arguments")

_LOG = logging.getLogger(__name__)


def failed(chart: Chart | None) -> Shown:
    """Return a sentence in place of a chart, and log the trace; call it in the handler of an exception.

    Args:
        chart: The chart, whose title the sentence names; None for another part of a page.
    """
    _LOG.exception("The chart %s could not be made.", chart.key if chart else "")
    if chart:
        text = _(
            "The chart “{title}” cannot be drawn just now. Nothing else on this page is affected; whoever runs the site finds the reason in its log."
        ).format(title=_(chart.title))
    else:
        text = _(
            "This part cannot be shown just now. Nothing else on this page is affected; whoever runs the site finds the reason in its log."
        )
    return Shown("", markup("failure.html", title="", text=text))


def surviving(path: str) -> Callable[[Callable[Arguments, None]], Callable[Arguments, None]]:
    """Keep the failure of a page, or of a part that runs by itself, within the frame of the site.

    Args:
        path: The page's path.

    Returns:
        A decorator: if what it decorates raises, the log has the trace, and a sentence is shown.
    """

    def decorate(part: Callable[Arguments, None]) -> Callable[Arguments, None]:
        @functools.wraps(part)
        def shown(*arguments: Arguments.args, **options: Arguments.kwargs) -> None:
            try:
                part(*arguments, **options)
            except Exception:
                _LOG.exception("The page /%s could not be made.", path)
                render(
                    "failure.html",
                    title=_("This page cannot be shown"),
                    text=_(
                        "Something went wrong while it was made. The other pages are not affected; whoever runs the site finds the reason in its log."
                    ),
                )

        return shown

    return decorate

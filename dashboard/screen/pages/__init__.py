"""The functions that show the pages."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.documents.check import PATH as CHECK
from dashboard.documents.pages import PAGES
from dashboard.screen.pages import check
from dashboard.screen.showing import Context, Show, document

__all__ = ["SHOWN", "Context"]

SHOWN: Mapping[str, Show] = {page.path: document(page.make, page.filters) for page in PAGES} | {
    CHECK: check.show
}
"""The functions by path: the check has its own widgets, every other page shows its document."""

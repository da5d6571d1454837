"""Warn about new entries of the register that may be known designations under another name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dashboard.catalog.catalog import build_catalog
from dashboard.dataset.package import Package
from dashboard.names.kept import matcher
from dashboard.register.export import Entry, Problem
from dashboard.register.name import parse_name


def doubts(entries: Sequence[Entry], package: Package, free: Iterable[str]) -> Iterator[Problem]:
    """Report each new entry whose name resembles that of a designation without an entry.

    Args:
        entries: The entries without a matching designation.
        package: The package.
        free: The ``id`` of each designation without a matching entry.

    Yields:
        A problem for each pair that may be one organization.
    """
    open_ids = set(free)
    if not entries or not open_ids:
        return
    check = matcher(build_catalog(package)).check
    for entry in entries:
        parsed = parse_name(entry.name)
        asked = [name for name in (parsed.name, parsed.name_ru, *parsed.others) if name]
        like = {
            candidate.designation_id: candidate.matched_name
            for name in asked
            for candidate in check(name).candidates
            if candidate.verdict != "none" and candidate.designation_id in open_ids
        }
        for identifier, name in like.items():
            yield Problem(
                entry.row,
                "name",
                f"The entry counts as new, but {identifier} has a name like it (“{name}”): are they "
                "one? If so, write the order's number and date into its row and run this again.",
                identifier,
            )

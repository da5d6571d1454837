"""Find reasons to refuse a register that no person has checked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dashboard.dataset.package import Package
from dashboard.register.comparison import Comparison, is_listed

MOST_REWORDED = 20
"""At most one wording in this many may differ; more differences mean another register, or a damaged one."""


def refusals(comparison: Comparison, package: Package, *, today: date) -> tuple[str, ...]:
    """Return the reasons why a person must check a register before it is imported.

    Args:
        comparison: The comparison of the register with the package.
        package: The package.
        today: The present day.

    Returns:
        A sentence for each reason; empty if the register can be imported.
    """
    return tuple(_reasons(comparison, package, today))


def _reasons(comparison: Comparison, package: Package, today: date) -> Iterator[str]:
    export = comparison.export
    day = comparison.day
    if day is not None and day < package.as_of:
        yield (
            f"It is the state of {day.isoformat()}, older than that of {package.as_of.isoformat()}, "
            "which is here already."
        )
    if export.fresh_until is not None and export.fresh_until < today:
        yield (
            f"The mirror is stale: it last read the register on "
            f"{day.isoformat() if day else 'a day unknown'}, and may be relied upon to "
            f"{export.fresh_until.isoformat()} only."
        )
    table = package.tables["designations"].fillna("")
    rows = [{str(key): str(cell) for key, cell in row.items()} for row in table.to_dict("records")]
    ours = [row for row in rows if is_listed(row) and not row["delisted_date"]]
    theirs = len(export.entries)
    if theirs < len(ours):
        yield (
            f"It has {theirs} entries, fewer than the {len(ours)} here, and does not say that the "
            "others were excluded."
        )
    known = sum(1 for row in ours if row["register_name"])
    reworded = sum(
        1
        for group in (comparison.changed, comparison.listed, comparison.excluded)
        for item in group
        if any(each.field == "register_name" and each.old for each in item.differences)
    )
    gone = sum(1 for item in comparison.missing if item.row and item.row["register_name"])
    if (reworded + gone) * MOST_REWORDED > known:
        yield (
            f"{reworded + gone} of {known} wordings differ from those here or are gone, more than "
            f"one in {MOST_REWORDED} at once."
        )

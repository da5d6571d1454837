"""Write a new version of a data package atomically: rows, version, changelog and figures."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from dashboard.catalog.catalog import build_catalog
from dashboard.catalog.quality import as_markdown, assess
from dashboard.dataset import identifiers
from dashboard.dataset.atomic import Stamp, read_files, replace_files, stamp
from dashboard.dataset.codebook import update_readme
from dashboard.dataset.coverage import Coverage
from dashboard.dataset.fields import Table
from dashboard.dataset.package import (
    CHANGELOG,
    DESCRIPTOR,
    README,
    Package,
    PackageError,
    as_json,
    read_package,
    resource,
)
from dashboard.dataset.table_text import TableText
from dashboard.dataset.tables import CHANGES
from dashboard.dataset.tables import table as table_named
from dashboard.dataset.validation import validate

_HEADING = "# Changes to the data\n"
_SHOWN = 10


@dataclass(frozen=True)
class Draft:
    """The next version of a package, before it is written.

    Attributes:
        package: The current package.
        stamp: The stamp of its folder when it was read.
        tables: The changed tables as text, by name.
        changes: Rows for `changes.csv`, without version and date.
        coverage: The new coverage; None if it is unchanged.
    """

    package: Package
    stamp: Stamp
    tables: Mapping[str, TableText] = field(default_factory=dict)
    changes: tuple[Mapping[str, str], ...] = ()
    coverage: Coverage | None = None

    @classmethod
    def of(cls, directory: Path) -> Draft:
        """Start a draft without changes.

        Args:
            directory: The package's folder.

        Raises:
            PackageError: The package cannot be read, or is invalid.
        """
        directory = directory.resolve()
        before = stamp(directory)
        package = read_package(directory)
        if stamp(directory) != before:
            raise PackageError(f"{directory} was changed while it was read: run the command again.")
        if violations := validate(package):
            raise PackageError(
                f"The data package in {directory} breaks {len(violations)} rule(s) already, the first: "
                f"{violations[0]}. Fix it before you add anything."
            )
        return cls(package, before)

    def rows(self, table: Table) -> list[dict[str, str]]:
        """Return the rows of a table of the package as text; "" where a cell is empty."""
        records = self.package.tables[table.name].fillna("").to_dict("records")
        return [{str(name): str(cell) for name, cell in row.items()} for row in records]

    def table(self, table: Table) -> TableText:
        """Return the text of a table in the draft."""
        if table.name in self.tables:
            return self.tables[table.name]
        content = read_files(self.package.directory, [table.path]).get(table.path, b"")
        return TableText.parse(content.decode("utf-8-sig"), table.columns)


def next_version(current: str, today: date, *, gather: bool = False) -> str:
    """Return the next version: the day, with a number if there is a version of that day already.

    Args:
        current: The current version.
        today: The day of the new version.
        gather: Whether all additions of one day share one version.

    Example:
        >>> next_version("2026.11.24", date(2026, 11, 24))
        '2026.11.24.1'
    """
    plain = f"{today:%Y.%m.%d}"
    found = re.fullmatch(r"(\d{4}\.\d{2}\.\d{2})(?:\.(\d+))?", current)
    if not found or found[1] < plain:
        return plain
    if gather and found[1] == plain:
        return current
    return f"{found[1]}.{int(found[2] or 0) + 1}"


def publish(
    draft: Draft, *, heading: str, lines: Sequence[str], today: date, gather: bool = False
) -> str:
    """Write a draft as the next version of its package.

    Args:
        draft: The draft.
        heading: The first paragraph of the version's section in the changelog.
        lines: Further lines of the section, in Markdown.
        today: The day of the version.
        gather: Whether to extend a version of the same day.

    Returns:
        The version.

    Raises:
        PackageError: The new package would be invalid; nothing was written.
        OSError: The package could not be written, or was changed by another program; the old
            package stays.
    """
    directory = draft.package.directory
    version = next_version(draft.package.version, today, gather=gather)
    changes = draft.table(CHANGES)
    # Even with a wrong clock, no change is dated before the previous one.
    day = re.match(r"(\d{4})\.(\d{2})\.(\d{2})", version)
    dated = {"version": version, "date": "-".join(day.groups()) if day else today.isoformat()}
    changes = changes.inserted(len(changes), [{**row, **dated} for row in draft.changes])
    present = read_files(directory, (DESCRIPTOR, CHANGELOG, README, identifiers.PATH))
    changelog = present.get(CHANGELOG, _HEADING.encode()).decode("utf-8")
    files = {table_named(name).path: table.text for name, table in draft.tables.items()}
    files[CHANGES.path] = changes.text
    files[DESCRIPTOR] = _described(
        present[DESCRIPTOR], version, draft.coverage or draft.package.coverage
    )
    files[CHANGELOG] = with_section(changelog, version, heading, lines)
    readme = present.get(README, b"").decode("utf-8")
    if README in present:
        files[README] = readme
    if identifiers.PATH in present:
        files[identifiers.PATH] = present[identifiers.PATH].decode("utf-8")

    def complete(folder: Path) -> None:
        package = read_package(folder)
        if violations := validate(package):
            shown = "\n".join(f"- {each}" for each in violations[:_SHOWN])
            raise PackageError(
                f"Nothing was written: the new package would break {len(violations)} rule(s):\n{shown}"
            )
        if identifiers.PATH in present:
            text = identifiers.with_all(package.published, package.tables)
            (folder / identifiers.PATH).write_text(text, encoding="utf-8", newline="\n")
        if "<!-- quality:begin -->" in readme:
            try:
                text = update_readme(readme, as_markdown(assess(build_catalog(package))))
            except ValueError as error:
                raise PackageError(f"Nothing was written: {README}: {error}") from error
            (folder / README).write_text(text, encoding="utf-8", newline="\n")

    replace_files(
        directory,
        files,
        expected=draft.stamp,
        check=complete,
    )
    return version


def _described(content: bytes, version: str, coverage: Coverage) -> str:
    """Update version and coverage of a description, and add the table of changes."""
    described = json.loads(content)
    described |= {
        "version": version,
        "as_of": coverage.register_as_of.isoformat(),
        "coverage": coverage.as_object(),
    }
    resources = described.get("resources")
    if isinstance(resources, list) and not any(
        isinstance(each, dict) and each.get("path") == CHANGES.path for each in resources
    ):
        resources.append(resource(CHANGES))
    return as_json(described)


def with_section(changelog: str, version: str, heading: str, lines: Iterable[str]) -> str:
    """Add a section for a version at the top of a changelog, or lines to its existing section.

    Args:
        changelog: The text so far.
        version: The version.
        heading: The section's first paragraph.
        lines: Its further lines.
    """
    body = "\n".join((heading, *lines)).strip()
    title = re.search(rf"^## {re.escape(version)}\s*$", changelog, re.MULTILINE)
    if title:
        following = re.search(r"^## ", changelog[title.end() :], re.MULTILINE)
        end = title.end() + following.start() if following else len(changelog)
        before, after = changelog[:end].rstrip("\n"), changelog[end:]
        # A list item continues the list; other text begins a new paragraph.
        gap = "\n" if body.startswith("- ") and before.split("\n")[-1].startswith("- ") else "\n\n"
        return f"{before}{gap}{body}\n" + (f"\n{after}" if after else "")
    first = re.search(r"^## ", changelog, re.MULTILINE)
    at = first.start() if first else len(changelog)
    head = changelog[:at].rstrip("\n") or _HEADING.rstrip("\n")
    rest = changelog[at:]
    return f"{head}\n\n## {version}\n{body}\n" + (f"\n{rest}" if rest else "")

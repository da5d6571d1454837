"""Write a change of the dataset as a pull request: branch, commit message and report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dashboard.locale import day
from dashboard.register.applying import review_of
from dashboard.register.comparison import Comparison, Item
from dashboard.text.markdown import escaped

BRANCH = "register-update"
"""The branch. It is the same every day, so that an open pull request is updated."""

_SHOWN = 150
_LONGEST = 60_000  # GitHub refuses a longer text


@dataclass(frozen=True)
class Proposal:
    """A pull request.

    Attributes:
        branch: The name of its branch.
        title: Its title, which is the first line of the commit's message.
        message: The message of its commit.
        body: Its text, in Markdown.
    """

    branch: str
    title: str
    message: str
    body: str

    def write(self, folder: Path) -> None:
        """Write it as the files `branch`, `title`, `message` and `body.md`.

        Args:
            folder: The folder; it is created if missing.

        Raises:
            OSError: A file could not be written.
        """
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in (
            ("branch", self.branch),
            ("title", self.title),
            ("message", self.message),
            ("body.md", self.body),
        ):
            (folder / name).write_text(text.rstrip("\n") + "\n", encoding="utf-8", newline="\n")


def propose(comparison: Comparison, ids: Mapping[int, str], version: str) -> Proposal:
    """Write the text of the pull request for a comparison that was applied.

    Args:
        comparison: The return value of `compare`.
        ids: The ``id`` of each new designation, by row of its entry.
        version: The new version of the data.
    """
    counts = _counts(comparison)
    of = f" of {comparison.day.isoformat()}" if comparison.day else ""
    title = f"data: take over the register{of}"
    message = (
        f"{title}\n\n{counts[0].upper()}{counts[1:]}. Version {version} of the data, made from\n"
        f"{comparison.export.origin}.\n"
    )
    body = "\n".join(_body(comparison, ids, version, counts))
    if len(body) > _LONGEST:
        body = (
            body[: body.rindex("\n", 0, _LONGEST)] + "\n\nThe report goes on: see `CHANGELOG.md`."
        )
    return Proposal(BRANCH, title, message, body)


def _counts(comparison: Comparison) -> str:
    named = {
        "added": comparison.new,
        "newly listed": comparison.listed,
        "changed": comparison.changed,
        "excluded": comparison.excluded,
    }
    parts = [f"{len(items)} {what}" for what, items in named.items() if items]
    return ", ".join(parts) or "no entry changed"


def _body(
    comparison: Comparison, ids: Mapping[int, str], version: str, counts: str
) -> Iterator[str]:
    export = comparison.export
    dated = f" of {day(comparison.day)}" if comparison.day else ""
    yield f"The official register{dated} has {len(export.entries)} entries: {counts}."
    yield f"Read from <{export.origin}>; version `{version}` of the data."
    yield from _part("Added", comparison.new, lambda item: _added(item, ids))
    yield from _part("Newly listed", comparison.listed, _changed)
    yield from _part("Changed", comparison.changed, _changed)
    yield from _part("Excluded", comparison.excluded, _changed)
    yield from _part(
        "Not in this state of the register, though listed here", comparison.missing, _line
    )
    if comparison.problems:
        yield "\n## What the reading noted"
        yield from _shortened([f"- {_safe(str(each))}" for each in comparison.problems])
    if comparison.new:
        yield (
            "\nA new designation was read by machine: look at its names, country and category, write "
            "what you have looked at, and empty its `review` and `review_ru`."
        )


def _part(title: str, items: Sequence[Item], line: object) -> Iterator[str]:
    if items:
        assert callable(line)
        yield f"\n## {title}: {len(items)}"
        yield from _shortened([line(item) for item in items])


def _shortened(lines: Sequence[str]) -> Iterator[str]:
    yield from lines[:_SHOWN]
    if len(lines) > _SHOWN:
        yield f"- … and {len(lines) - _SHOWN} more."


def _added(item: Item, ids: Mapping[int, str]) -> str:
    entry = item.entry
    assert entry is not None
    listed = entry.order_date.isoformat() if entry.order_date else "a day unknown"
    order = f", order {entry.order_number}" if entry.order_number else ""
    return (
        f"- `{ids[entry.row]}`: {_safe(entry.name)}, listed {listed}{order}. "
        f"To be looked at: {', '.join(review_of(item))}."
    )


def _line(item: Item) -> str:
    assert item.row is not None
    return f"- `{item.row['id']}`: {_safe(item.row['name'])}"


def _changed(item: Item) -> str:
    changes = "; ".join(
        f"`{each.field}` {_safe(each.old) + ' → ' if each.old else ''}{_safe(each.new)}"
        + (f" (not taken over: {_safe(each.held)})" if each.held else "")
        for each in item.differences
    )
    return f"{_line(item)}: {changes}"


def _safe(text: str) -> str:
    """Escape text of the register for Markdown, including ``@``, which would notify a user."""
    return escaped(text).replace("@", "&#64;")

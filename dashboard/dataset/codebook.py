"""Generate the codebook (the meaning of each table, field and value) from the schema."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dashboard.dataset.choices import STATUSES, Choice
from dashboard.dataset.derived import derived
from dashboard.dataset.fields import LIST_DELIMITER, Field, Table
from dashboard.dataset.tables import TABLES
from dashboard.dataset.validation import RULES

_DERIVED = (
    ("designations", "status"),
    ("designations", "date"),
    ("designations", "days_to_listing"),
    ("designations", "articles"),
    ("designations", "other_registers"),
    ("designations", "accusations"),
    ("statements", "reports"),
    ("statements", "date"),
    ("articles", "date"),
)
"""Derived fields that the codebook describes; the others only repeat a field under another name."""


def codebook() -> str:
    """Return the codebook as Markdown.

    Returns:
        A section (heading level 3) for each table of the schema, for the derived fields and for the
        rules; without a final line break.
    """
    sections = [_table(table) for table in TABLES]
    return "\n\n".join([*sections, _derived(), _rules()])


def update_readme(text: str, quality_markdown: str) -> str:
    """Rewrite the generated sections of a README.

    Args:
        text: The README, with ``<!-- codebook:begin -->`` … ``<!-- codebook:end -->`` and
            ``<!-- quality:begin -->`` … ``<!-- quality:end -->`` on lines of their own.
        quality_markdown: The return value of `quality.as_markdown`.

    Returns:
        The README; text outside the markers is unchanged.

    Raises:
        ValueError: A pair of markers is missing, repeated or in the wrong order.
    """
    for name, body in (("codebook", codebook()), ("quality", quality_markdown)):
        begin, end = f"<!-- {name}:begin -->", f"<!-- {name}:end -->"
        if text.count(begin) != 1 or text.count(end) != 1 or text.index(begin) > text.index(end):
            raise ValueError(f"The README needs one {begin} followed by one {end}.")
        head, rest = text.split(begin)
        text = f"{head}{begin}\n{body.strip()}\n{end}{rest.split(end)[1]}"
    return text


def _table(table: Table) -> str:
    key = " and ".join(f"`{name}`" for name in table.primary_key)
    heading = f"### {table.title}: `{table.path}`"
    lines = [
        "| field | type | required | description |",
        "| --- | --- | --- | --- |",
        *(
            f"| `{field.name}` | {_type(field)} | {'yes' if field.required else ''} "
            f"| {_cell(' '.join(_described(field)))} |"
            for field in table.fields
        ),
    ]
    blocks = [heading, f"{table.description} One row is {table.row}. Key: {key}.", "\n".join(lines)]
    blocks += [_choices(field) for field in table.fields if field.choices]
    return "\n\n".join(blocks)


def _type(field: Field) -> str:
    return f"list, `\\{LIST_DELIMITER}` between items" if field.type == "list" else field.type


def _described(field: Field) -> Iterator[str]:
    yield field.description
    if field.unique:
        yield "Unique."
    if field.pattern:
        yield f"Pattern: `{field.pattern}`."
    if field.references:
        yield f"Refers to `{field.references}`."
    if field.choices:
        yield "Values below."


def _choices(field: Field) -> str:
    if not any(choice.definition for choice in field.choices):
        values = ", ".join(f"`{choice.value}` ({choice.label})" for choice in field.choices)
        return f"Values of `{field.name}`: {values}."
    return f"Values of `{field.name}`:\n\n{_definitions(field.choices)}"


def _definitions(choices: tuple[Choice, ...]) -> str:
    return "\n".join(
        f"- `{choice.value}` ({choice.label})"
        + (f": {choice.definition}" * bool(choice.definition))
        for choice in choices
    )


def _derived() -> str:
    lines = "\n".join(
        f"- `{name}` of {table}: {derived(table, name).description}" for table, name in _DERIVED
    )
    return (
        "### Derived\n\nNot stored, but made when the package is read, and shown on the site.\n\n"
        f"{lines}\n\nValues of `status`:\n\n{_definitions(STATUSES)}"
    )


def _rules() -> str:
    rules = (
        "No cell begins or ends with a space or holds a line break; an empty cell means unknown.",
        *(re.sub(r"\s+", " ", rule.__doc__ or "") for rule in RULES),
    )
    return (
        "### Rules\n\n`python -m dashboard validate` checks these, besides the types, patterns, "
        "values and keys above.\n\n" + "\n".join(f"- {rule}" for rule in rules)
    )


def _cell(text: str) -> str:
    return text.replace("|", r"\|")

"""Add an article or a designation to a package."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from slugify import slugify

from dashboard.catalog.catalog import build_catalog
from dashboard.catalog.same_page import same_page
from dashboard.dataset.fields import LIST_DELIMITER
from dashboard.dataset.table_text import TableText
from dashboard.dataset.tables import ARTICLES, DESIGNATIONS, EVIDENCE, MENTIONS, PUBLISHERS
from dashboard.editing.draft import Draft, publish
from dashboard.names.answer import SURE
from dashboard.names.kept import matcher
from dashboard.text.folding import fold
from dashboard.text.markdown import escaped

_LONGEST = 115  # an identifier of an article is part of a link

Row = Mapping[str, str]


class AdditionError(ValueError):
    """An article or designation cannot be added; the message says why, and what to do."""


@dataclass(frozen=True)
class Suggestion:
    """A designation that a text seems to mention.

    Attributes:
        designation_id: Its id.
        name: Its main name.
        text: The words that mention it.
        role: ``subject`` if the title has them, else ``mentioned``.
        others: Further designations that the same words may mean.
    """

    designation_id: str
    name: str
    text: str
    role: str
    others: tuple[str, ...] = ()


def suggest(draft: Draft, title: str, summary: str) -> list[Suggestion]:
    """Find the designations that an article seems to mention, by its title and summary.

    Args:
        draft: The package.
        title: The article's title.
        summary: Its summary.

    Returns:
        The distinct designations, those of the title first.
    """
    catalog = build_catalog(draft.package)
    names = catalog.designations["name"]
    found: dict[str, Suggestion] = {}
    for text, role in ((title, "subject"), (summary, "mentioned")):
        for mention in matcher(catalog).mentions(text):
            key = mention.designation_id
            found.setdefault(
                key, Suggestion(key, str(names[key]), mention.text, role, tuple(mention.others))
            )
    return list(found.values())


def refuse_page(draft: Draft, url: str) -> None:
    """Refuse a page that the dataset already has as an article.

    Raises:
        AdditionError: The page exists; the message names its article.
    """
    page = same_page(url) if url else ""
    for row in draft.rows(ARTICLES) if url else ():
        if row["url"] and same_page(row["url"]) == page:
            raise AdditionError(f"This page exists already as {row['id']}: {row['url']}")


def add_article(
    draft: Draft,
    fields: Row,
    *,
    publisher: Row,
    mentions: Mapping[str, str],
    today: date,
) -> tuple[str, str]:
    """Add an article, and its publisher if that is new.

    Args:
        draft: The package.
        fields: The fields of `articles.csv` except ``id`` and ``publisher_id``; unknown ones may be omitted.
        publisher: ``name`` or ``id`` of the publisher; all fields of a new one.
        mentions: The role of each designation that the article is about or names, by ``id``.
        today: The day of the new version.

    Returns:
        The new version and the article's ``id``.

    Raises:
        AdditionError: The article exists already.
        PackageError: The new package would be invalid; nothing was written.
        OSError: The files could not be written.
    """
    articles = draft.rows(ARTICLES)
    url = fields.get("url", "")
    refuse_page(draft, url)
    known = {row["id"] for row in draft.rows(DESIGNATIONS)}
    if strangers := sorted(set(mentions) - known):
        raise AdditionError(
            f"There is no designation {', '.join(strangers)}: see the ids in designations.csv."
        )
    tables: dict[str, TableText] = {}
    outlet, new_outlet = _publisher(draft, publisher)
    if new_outlet:
        ids = [row["id"] for row in draft.rows(PUBLISHERS)]
        tables["publishers"] = draft.table(PUBLISHERS).inserted(
            bisect_left(ids, outlet["id"]), [outlet]
        )
    stem = f"{fields.get('published') or 'undated'}-{outlet['id']}-"
    identifier = stem + slugify(
        fields["title"], max_length=max(_LONGEST - len(stem), 20), word_boundary=True
    )
    if any(row["id"] == identifier for row in articles):
        raise AdditionError(
            f"There is an article {identifier} already: if this is another page, give it a title "
            "that tells it apart."
        )
    article = {**fields, "id": identifier, "publisher_id": outlet["id"]}
    position = _by_date(article, articles, ("published",))
    tables["articles"] = draft.table(ARTICLES).inserted(position, [article])
    before = {row["id"] for row in articles[:position]}
    rows = draft.rows(MENTIONS)
    at = 1 + max((i for i, row in enumerate(rows) if row["article_id"] in before), default=-1)
    tables["mentions"] = draft.table(MENTIONS).inserted(
        at,
        [
            {"article_id": identifier, "designation_id": key, "role": role}
            for key, role in mentions.items()
        ],
    )
    version = _publish(
        draft,
        tables,
        "articles",
        identifier,
        fields["title"],
        url,
        today,
        [article.get("published", "")],
    )
    return version, identifier


def add_designation(
    draft: Draft,
    fields: Row,
    *,
    evidence: Mapping[str, Sequence[str]],
    today: date,
    anyway: bool = False,
) -> tuple[str, str]:
    """Add a designation with its evidence.

    Args:
        draft: The package.
        fields: The fields of `designations.csv`; unknown ones may be omitted, and a missing ``id``
            is made from the name.
        evidence: The fields that each page supports, by URL.
        today: The day of the new version.
        anyway: Whether to allow a name similar to that of another designation, for two bodies of
            one brand.

    Returns:
        The new version and the designation's ``id``.

    Raises:
        AdditionError: The designation exists already, or seems to.
        PackageError: The new package would be invalid; nothing was written.
        OSError: The files could not be written.
    """
    rows = draft.rows(DESIGNATIONS)
    identifier = fields.get("id") or slugify(fields["name"], max_length=80, word_boundary=True)
    _refuse_reason(fields)
    _refuse_known(draft, rows, identifier, fields, anyway=anyway)
    row = {**fields, "id": identifier}
    dates = ("listed_date", "announced_date", "decision_date")
    position = _by_date(row, rows, dates)
    tables = {"designations": draft.table(DESIGNATIONS).inserted(position, [row])}
    if evidence:
        before = {each["id"] for each in rows[:position]}
        pages = draft.rows(EVIDENCE)
        at = 1 + max(
            (i for i, each in enumerate(pages) if each["designation_id"] in before), default=-1
        )
        tables["evidence"] = draft.table(EVIDENCE).inserted(
            at,
            [
                {
                    "designation_id": identifier,
                    "url": url,
                    "supports": LIST_DELIMITER.join(supports),
                }
                for url, supports in evidence.items()
            ],
        )
    version = _publish(
        draft,
        tables,
        "designations",
        identifier,
        fields["name"],
        next(iter(evidence), ""),
        today,
        [row.get(name, "") for name in (*dates, "delisted_date")],
    )
    return version, identifier


def _refuse_reason(fields: Row) -> None:
    """Refuse a reason without its statement, which has to name the designation and so comes later."""
    stated = fields.get("stated_reason") and fields.get("reason_source") != "none-made-public"
    if stated and not fields.get("reason_id"):
        raise AdditionError(
            "A stated reason is a statement, which this command cannot add: leave out --stated-reason, "
            "then add a row to statements.csv and name it in reason_id, as docs/editing.md describes."
        )


def _refuse_known(
    draft: Draft, rows: Sequence[Row], identifier: str, fields: Row, *, anyway: bool
) -> None:
    for row in rows:
        if row["id"] == identifier:
            raise AdditionError(
                f"There is a designation {identifier} already ({row['name']}): give another --id if "
                "this is another organization."
            )
        year = fields.get("listed_date", "")[:4]
        if (
            fields.get("order_number")
            and row["order_number"] == fields["order_number"]
            and row["listed_date"][:4] == year
        ):
            raise AdditionError(f"Order {row['order_number']} of {year} is that of {row['id']}.")
        if not anyway and fold(row["name"]) == fold(fields["name"]):
            raise AdditionError(_alike(row["id"], row["name"]))
    if anyway:
        return
    check = matcher(build_catalog(draft.package)).check
    for name in (fields["name"], fields.get("name_ru", "")):
        if name and (answer := check(name)).match in SURE and answer.designation_id:
            raise AdditionError(_alike(answer.designation_id, answer.matched_name or name))


def _alike(identifier: str, name: str) -> str:
    return (
        f"It seems to be there already: {identifier} ({name}). If it is another organization, say so "
        "with --anyway."
    )


def _publisher(draft: Draft, wanted: Row) -> tuple[dict[str, str], bool]:
    """Find a publisher by name or id, and return whether it is new."""
    name = wanted.get("name") or wanted.get("id", "")
    for row in draft.rows(PUBLISHERS):
        if row["id"] == name or fold(name) in (fold(row["name"]), fold(row["name_ru"]) or None):
            return row, False
    identifier = slugify(name, max_length=50, word_boundary=True)
    if not identifier:
        raise AdditionError(f"{name!r} is not the name of a publisher.")
    return {**wanted, "name": name, "id": identifier}, True


def _by_date(row: Row, rows: Sequence[Row], fields: Iterable[str]) -> int:
    """Find the position for a new row: after the last row with an earlier or equal date, or at the
    end without a date."""
    fields = tuple(fields)

    def day(each: Row) -> str:
        return next((each[name] for name in fields if each.get(name)), "")

    if not day(row):
        return len(rows)
    earlier = [i for i, other in enumerate(rows) if day(other) and day(other) <= day(row)]
    return earlier[-1] + 1 if earlier else 0


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _publish(
    draft: Draft,
    tables: Mapping[str, TableText],
    table: str,
    identifier: str,
    title: str,
    source: str,
    today: date,
    dates: Iterable[str],
) -> str:
    # Validation names a date that is none; it must not be compared with today here.
    latest = max(filter(_is_day, dates), default="")
    coverage = draft.package.coverage
    # The clock may be wrong: use the latest date in the data if it is later.
    if latest > max(today, coverage.last_day).isoformat():
        raise AdditionError(f"{latest} is in the future: give a date that a page prints.")
    # An added page extends only the coverage of the press; `update` extends that of the register.
    if latest > coverage.last_day.isoformat():
        coverage = replace(coverage, press_to=date.fromisoformat(latest))
    label = "Designation" if table == "designations" else "Article"
    return publish(
        replace(
            draft,
            tables=tables,
            coverage=coverage,
            changes=(
                {
                    "change": "added",
                    "table_name": table,
                    "row_id": identifier,
                    "field": "id",
                    "new": identifier,
                    "source": source,
                },
            ),
        ),
        heading=f"- {label} added: {escaped(title)} (`{identifier}`).",
        lines=(),
        today=today,
        gather=True,
    )

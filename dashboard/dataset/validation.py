"""Validate a data package, and describe each violated rule in a sentence.

Rules for single cells are pandera checks generated from the schema; each rule for several cells or
tables is a function
below.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

import babel
import pandas as pd

from dashboard.dataset import artefacts, identifiers
from dashboard.dataset.choices import PRECISIONS
from dashboard.dataset.elsewhere import SCHEMES
from dashboard.dataset.fields import COUNTRY, LANGUAGE, LIST_DELIMITER, URL, Field, Table
from dashboard.dataset.keys import positions
from dashboard.dataset.package import Package
from dashboard.dataset.tables import (
    ARTICLES,
    CHANGES,
    CLAIMS,
    DESIGNATIONS,
    EVIDENCE,
    IDENTIFIERS_ELSEWHERE,
    OTHER_DESIGNATIONS,
    PROSECUTIONS,
    PUBLISHED_COUNTS,
    PUBLISHERS,
    STATEMENTS,
    TABLES,
)
from dashboard.dataset.tables import references as all_references
from dashboard.dataset.tables import table as table_named
from dashboard.text.unseen import are_seen, is_seen

_INTEGER = r"[1-9]\d*"
# A link is shown as its host, which must be the real one.
_PLAIN_HOST = r"https?://[\w.-]+(?::\d{1,5})?(?:[/?#][^\\]*)?"

DATE_ORDER = (
    ("decision_date", "announced_date"),
    ("decision_date", "listed_date"),
    ("decision_date", "published_date"),
    ("listed_date", "delisted_date"),
)
"""Pairs of dates of a designation, of which the second must not be before the first."""

QUALIFIERS = (
    (DESIGNATIONS, "listed_date_basis", "listed_date"),
    (DESIGNATIONS, "reason_source", "stated_reason"),
    (DESIGNATIONS, "stated_reason_ru", "stated_reason"),
    (DESIGNATIONS, "reason_id", "stated_reason"),
    (DESIGNATIONS, "review_ru", "review"),
    (DESIGNATIONS, "note_ru", "note"),
    (ARTICLES, "summary_ru", "summary"),
    (ARTICLES, "note_ru", "note"),
    (ARTICLES, "title_ru", "title_supplied"),
    (CLAIMS, "note_ru", "note"),
    (PUBLISHERS, "note_ru", "note"),
    (OTHER_DESIGNATIONS, "note_ru", "note"),
    (PROSECUTIONS, "note_ru", "note"),
    (PUBLISHED_COUNTS, "note_ru", "note"),
    (ARTICLES, "published_precision", "published"),
    (OTHER_DESIGNATIONS, "date_precision", "date"),
    (PROSECUTIONS, "date_precision", "date"),
)
"""Fields that qualify another field of their row."""


@dataclass(frozen=True)
class Violation:
    """One violation of a rule.

    Attributes:
        file: The file's name.
        row: The row number as in a spreadsheet: the heading is row 1.
        field: The column.
        value: The invalid value.
        rule: The rule.
    """

    file: str
    row: int
    field: str
    value: str
    rule: str

    def __str__(self) -> str:
        return f"{self.file}, row {self.row}, {self.field}: {self.value!r} — {self.rule}"


def validate(package: Package) -> list[Violation]:
    """Check a package against the schema and the rules between its tables.

    Args:
        package: The return value of `read_package`.

    Returns:
        Every violation, by file, row and field; an empty list for a valid package.
    """
    found = [
        violation
        for table in TABLES
        for violation in _check_cells(table, package.tables[table.name])
    ]
    for rule in RULES:
        found.extend(rule(package))
    paths = (*(table.path for table in TABLES), identifiers.PATH)
    order = {path: position for position, path in enumerate(paths)}
    return sorted(set(found), key=lambda v: (order[v.file], v.row, v.field, v.rule))


# One cell ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Rule:
    """A rule for the cells of a field.

    Attributes:
        kept: Returns for each non-empty cell whether it is valid.
        error: The rule, as the end of a sentence.
    """

    kept: Callable[[pd.Series], pd.Series]
    error: str


def _check_cells(table: Table, frame: pd.DataFrame) -> Iterator[Violation]:
    # Pandera takes a millisecond for each rule, so it is used only for columns with a violation.
    if broken := [field for field in table.fields if _is_broken(field, frame[field.name])]:
        yield from _broken_cells(table, frame, broken)
    if len(table.primary_key) > 1:
        repeated = frame.duplicated(list(table.primary_key))
        yield from _violations(
            table,
            frame,
            repeated,
            table.primary_key[-1],
            f"{' and '.join(table.primary_key)} repeat an earlier row",
        )


def _broken_cells(table: Table, frame: pd.DataFrame, broken: list[Field]) -> Iterator[Violation]:
    # Imported late: reading a valid package, as a notebook does, does not need this slow import.
    import pandera.pandas as pa
    from pandera.errors import SchemaErrors

    checked = pa.DataFrameSchema(
        {
            field.name: pa.Column(
                nullable=not field.required,
                unique=field.unique,
                checks=[
                    pa.Check(rule.kept, error=rule.error)
                    for rule in _rules(field, frame[field.name])
                ],
                report_duplicates="exclude_first",
            )
            for field in broken
        }
    )
    try:
        checked.validate(frame, lazy=True)
    except SchemaErrors as errors:
        for case in errors.failure_cases.to_dict("records"):
            rule = str(case["check"])
            yield Violation(
                table.path,
                int(case["index"]) + 2,
                str(case["column"]),
                _written(case["failure_case"]),
                {"not_nullable": "must not be empty", "field_uniqueness": "must be unique"}.get(
                    rule, rule
                ),
            )


def _is_broken(field: Field, cells: pd.Series) -> bool:
    """Return whether any cell violates a rule of the field."""
    there = cells.dropna()
    if (field.required and len(there) < len(cells)) or (field.unique and there.duplicated().any()):
        return True
    if not len(there):
        return False
    rules = _own_rules(field, cells) if _are_plain(there) else _rules(field, cells)
    return not all(rule.kept(there).all() for rule in rules)


_ODD_ENDS = re.compile(r"\n[\s=@＝＠+\-＋－]|\s\n")


def _are_plain(cells: pd.Series) -> bool:
    """Return whether a column certainly satisfies the rules for all texts, by one search instead of
    a check of each cell."""
    text = "\n".join(cells.tolist())  # four times as fast as a loop
    return (
        text.count("\n") == len(cells) - 1
        and is_seen(text.replace("\n", " "))
        and not _ODD_ENDS.search(f"\n{text}\n")
    )


def _rules(field: Field, cells: pd.Series) -> list[_Rule]:
    """Return the rules for all texts and those of a field."""
    rules = [
        _Rule(_is_trimmed, "must not begin or end with a space or hold a line break"),
        _Rule(
            lambda cells: are_seen(cells.str.replace(r"[\r\n\t]", " ", regex=True)),
            "must not hold control characters or marks that turn the direction of text",
        ),
    ]
    if field.type in ("string", "list"):
        rules.append(
            _Rule(
                lambda cells: ~begins_formula(cells),
                "must not begin as a formula of a spreadsheet does (=, @, or + or - before more than a number)",
            )
        )
    return [*rules, *_own_rules(field, cells)]


def _own_rules(field: Field, cells: pd.Series) -> list[_Rule]:
    """Return the rules of a field beyond those for all texts."""
    rules: list[_Rule] = []
    free = field.type in ("string", "list") and not field.choices
    if free and artefacts.is_suspect(cells, named=field in _NAMES):
        rules += _artefact_rules(field)
    if field.type == "date":
        rules.append(_Rule(_is_date, "must be a date as YYYY-MM-DD"))
    elif field.type == "boolean":
        rules.append(_Rule(lambda cells: cells.isin(["true", "false"]), "must be true or false"))
    elif field.type == "integer":
        rules.append(
            _Rule(lambda cells: cells.str.match(f"^{_INTEGER}$"), "must be a whole number from 1")
        )
    elif field.type == "list":
        rules.append(_Rule(_list_check(field), _list_rule(field)))
    elif field.choices:
        values = [choice.value for choice in field.choices]
        rules.append(
            _Rule(lambda cells: cells.isin(values), f"must be one of: {', '.join(values)}")
        )
    elif field.pattern:
        if field.pattern == URL:
            rules.append(
                _Rule(
                    lambda cells: ~cells.str.fullmatch(URL) | cells.str.fullmatch(_PLAIN_HOST),
                    "must name its host right after https://, without a user name, brackets or backslashes",
                )
            )
        pattern = field.pattern
        rules.append(_Rule(lambda cells: cells.str.fullmatch(pattern), f"must match {pattern}"))
        if pattern in (COUNTRY, LANGUAGE):
            known, said = _known_codes(pattern)
            rules.append(
                _Rule(lambda cells: ~cells.str.fullmatch(pattern) | cells.isin(known), said)
            )
    return rules


@cache
def _known_codes(pattern: str) -> tuple[frozenset[str], str]:
    """Return the codes that CLDR has a name for, and the rule in words."""
    english = babel.Locale("en")
    if pattern == LANGUAGE:
        return frozenset(english.languages), "must be the ISO 639-1 code of a language, such as de"
    made_up = {"EZ", "QO", "XA", "XB", "ZZ"}  # CLDR's own, for no country
    countries = frozenset(english.territories) - made_up
    return countries, "must be the ISO 3166-1 code of a country, such as DE"


def _artefact_rules(field: Field) -> list[_Rule]:
    """Return the rules about artefacts of spreadsheets and wrong encodings."""
    rules = [_Rule(artefacts.are_free_of_invisible, artefacts.RULE_INVISIBLE)]
    if field.type in ("string", "list") and not field.pattern and not field.choices:
        rules += [
            _Rule(artefacts.are_unescaped, artefacts.RULE_ESCAPED),
            _Rule(artefacts.have_plain_spaces, artefacts.RULE_SPACES),
            _Rule(artefacts.are_readable, artefacts.RULE_LOST),
        ]
    if field in _NAMES:
        rules.append(_Rule(artefacts.have_their_letters, artefacts.RULE_LOST))
    return rules


_NAMES = tuple(
    DESIGNATIONS[name] for name in ("name", "name_ru", "name_native", "aliases", "register_name")
)


# Many readers open the tables of the ZIP in a spreadsheet. A sign before a number and words, as in
# “+972 Magazine”, does not begin a formula.
_FORMULA = r"[=@＝＠]|[+\-＋－](?!\d[\w .,]*$)"


def begins_formula(cells: pd.Series) -> pd.Series:
    """Mark the cells that a spreadsheet would interpret as a formula.

    Args:
        cells: Texts.

    Returns:
        True for each text that begins like a formula, aligned with `cells`.
    """
    return cells.str.match(_FORMULA)


def _is_trimmed(cells: pd.Series) -> pd.Series:
    return (cells == cells.str.strip()) & ~cells.str.contains(r"[\r\n\t]", regex=True)


def _is_date(cells: pd.Series) -> pd.Series:
    iso = cells.str.fullmatch(r"\d{4}-\d{2}-\d{2}")
    return iso & pd.to_datetime(cells, format="%Y-%m-%d", errors="coerce").notna()


def _dates(cells: pd.Series) -> pd.Series:
    """Return only valid dates; invalid ones are reported elsewhere."""
    return cells.where(_is_date(cells))


def _list_check(field: Field) -> Callable[[pd.Series], pd.Series]:
    allowed = {choice.value for choice in field.choices}

    def valid(cell: str) -> bool:
        items = cell.split(LIST_DELIMITER)
        return (
            all(item and item == item.strip() for item in items)
            and len(set(items)) == len(items)
            and (not allowed or allowed.issuperset(items))
        )

    # Check each distinct list only once.
    return lambda cells: cells.map({cell: valid(cell) for cell in cells.unique()}).astype(bool)


def _list_rule(field: Field) -> str:
    rule = f"must be distinct items separated by {LIST_DELIMITER}"
    if field.choices:
        rule += f", each one of: {', '.join(choice.value for choice in field.choices)}"
    return rule


def _items(cells: pd.Series, field: Field) -> pd.Series:
    """Return the non-empty values of a field by row, with the items of lists as separate values."""
    cells = cells.dropna()
    return cells.str.split(LIST_DELIMITER).explode() if field.type == "list" else cells


def _violations(
    table: Table, frame: pd.DataFrame, bad: pd.Series, field: str, rule: str
) -> Iterator[Violation]:
    for position in frame.index[bad.fillna(False).astype(bool)]:
        yield Violation(
            table.path, int(position) + 2, field, _written(frame.at[position, field]), rule
        )


def _written(cell: object) -> str:
    return cell if isinstance(cell, str) else ""


# More than one cell ------------------------------------------------------------------------------


def _references(package: Package) -> Iterator[Violation]:
    """A reference is found in the table that it points to."""
    for table, field, target, key in all_references():
        items = _items(package.tables[table.name][field.name], field)
        places = positions(items, package.tables[target.name][key.name])
        for position, value in items[places < 0].items():
            yield Violation(
                table.path,
                int(str(position)) + 2,
                field.name,
                str(value),
                f"is no {key.name} in {target.path}",
            )


def _dates_in_order(package: Package) -> Iterator[Violation]:
    """No designation is announced or listed before it is decided, nor delisted before it is listed."""
    frame = package.tables["designations"]
    for earlier, later in DATE_ORDER:
        yield from _violations(
            DESIGNATIONS,
            frame,
            _dates(frame[later]) < _dates(frame[earlier]),
            later,
            f"must not be before {earlier}",
        )


def _dates_are_past(package: Package) -> Iterator[Violation]:
    """No date is after the day of the register that was taken over, or to which the press was followed."""
    last = package.coverage.last_day
    named = "as_of" if last == package.as_of else "coverage.press_to"
    today = last.isoformat()
    for table in TABLES:
        if table is CHANGES:
            continue  # dates of editing need not be covered
        frame = package.tables[table.name]
        for field in table.of_type("date"):
            yield from _violations(
                table,
                frame,
                _dates(frame[field]) > today,
                field,
                f"must not be after {named}, {today}",
            )


def _article_ids_carry_the_date(package: Package) -> Iterator[Violation]:
    """The identifier of an article begins with its date, or with “undated”."""
    frame = package.tables["articles"]
    # Identifiers are permanent: one made before the date was known keeps its “undated”.
    dated = frame["id"].str.slice(0, len("2026-01-01")) == frame["published"]
    begins = frame["id"].str.startswith("undated-") | (dated & (frame["id"].str.get(10) == "-"))
    yield from _violations(
        ARTICLES,
        frame,
        ~begins.fillna(False).astype(bool),
        "id",
        "must begin with the date in published, or with “undated”",
    )


def _qualifiers_have_what_they_qualify(package: Package) -> Iterator[Violation]:
    """A basis, a source, a precision or a Russian text stands only beside the value that it qualifies."""
    for table, qualifier, value in QUALIFIERS:
        frame = package.tables[table.name]
        yield from _violations(
            table,
            frame,
            frame[qualifier].notna() & (frame[value].isna() | (frame[value] == "false")),
            qualifier,
            f"must be empty where {value} is"
            + (" false" if table[value].type == "boolean" else ""),
        )


def _listing_dates_have_a_basis(package: Package) -> Iterator[Violation]:
    """Every listing date says what it is the date of."""
    frame = package.tables["designations"]
    yield from _violations(
        DESIGNATIONS,
        frame,
        frame["listed_date"].notna() & frame["listed_date_basis"].isna(),
        "listed_date_basis",
        "must say what the listing date is the date of: order, publication or report",
    )


def _rough_dates_are_first_days(package: Package) -> Iterator[Violation]:
    """A date known only to the month or year is written as the first day of it."""
    for table, qualifier, field in QUALIFIERS:
        if table[qualifier].choices != PRECISIONS:
            continue
        frame = package.tables[table.name]
        for precision, ending in (("month", "-01"), ("year", "-01-01")):
            rough = frame[qualifier] == precision
            yield from _violations(
                table,
                frame,
                rough & ~frame[field].fillna(ending).str.endswith(ending),
                field,
                f"is known only to the {precision}, and must end in {ending}",
            )


def _supplied_titles_are_bare(package: Package) -> Iterator[Violation]:
    """A title of ours stands without brackets."""
    frame = package.tables["articles"]
    yield from _violations(
        ARTICLES,
        frame,
        (frame["title_supplied"] == "true") & frame["title"].str.contains(r"^\[|\]$", regex=True),
        "title",
        "must stand without brackets: they are added where the title is shown",
    )


def _claims_are_numbered(package: Package) -> Iterator[Violation]:
    """The claims of an article stand together, numbered 1, 2, 3 …"""
    frame = package.tables["claims"]
    article = frame["article_id"]
    together = (article != article.shift()).cumsum()
    expected = (frame.groupby(together).cumcount() + 1).astype(str)
    yield from _violations(
        CLAIMS,
        frame,
        frame["position"] != expected,
        "position",
        "claims of an article stand together, numbered 1, 2, 3 …",
    )


def _claims_report_a_statement_once(package: Package) -> Iterator[Violation]:
    """An article reports a statement once."""
    frame = package.tables["claims"]
    yield from _violations(
        CLAIMS,
        frame,
        frame.duplicated(["article_id", "statement_id"]),
        "statement_id",
        "article_id and statement_id repeat an earlier row",
    )


def _about(package: Package) -> pd.DataFrame:
    """Return a row for each designation that a statement is about: ``position``, ``field``, ``designation_id``."""
    frame = package.tables["statements"]
    parts = [
        pd.DataFrame({"designation_id": _items(frame[field.name], field)}).assign(field=field.name)
        for field in (STATEMENTS["designation_id"], STATEMENTS["also_about"])
    ]
    about = pd.concat(parts).rename_axis("position").reset_index()
    return about.assign(statement_id=frame["id"].iloc[about["position"]].to_numpy())


def _statements_concern_mentions(package: Package) -> Iterator[Violation]:
    """An organization that a statement is about is mentioned in an article that reports it, or it is its stated reason."""
    both = ["statement_id", "designation_id"]
    claims, mentions = package.tables["claims"], package.tables["mentions"]
    reported = claims[["article_id", "statement_id"]].merge(mentions, on="article_id")[both]
    reasons = package.tables["designations"].dropna(subset="reason_id")
    stated = reasons[["reason_id", "id"]].set_axis(both, axis="columns")
    supported = pd.concat([reported, stated]).drop_duplicates()
    about = _about(package)
    # A statement that nobody reports violates another rule.
    about = about[about["statement_id"].isin(supported["statement_id"])]
    found = about.merge(supported, "left", both, indicator="found")["found"] == "both"
    for row in about[~found.to_numpy()].itertuples():
        yield Violation(
            STATEMENTS.path,
            int(str(row.position)) + 2,
            str(row.field),
            str(row.designation_id),
            "no article that reports the statement has a row in mentions.csv for this organization",
        )


def _claims_concern_mentions(package: Package) -> Iterator[Violation]:
    """An article that reports a statement about organizations mentions one of them."""
    claims = package.tables["claims"].reset_index(names="position_of")
    about = _about(package)[["statement_id", "designation_id"]]
    each = claims[["position_of", "article_id", "statement_id"]].merge(about, on="statement_id")
    both = ["article_id", "designation_id"]
    mentioned = package.tables["mentions"][both].drop_duplicates()
    found = each.merge(mentioned, "left", both, indicator="found")
    silent = (found["found"] == "both").groupby(found["position_of"]).any()
    for position in silent.index[~silent]:
        yield Violation(
            CLAIMS.path,
            int(position) + 2,
            "statement_id",
            _written(package.tables["claims"].at[position, "statement_id"]),
            "the article has no row in mentions.csv for an organization that the statement is about",
        )


def _statements_are_said(package: Package) -> Iterator[Violation]:
    """A statement is reported by an article, or is the stated reason of a designation."""
    frame = package.tables["statements"]
    known = {
        *package.tables["claims"]["statement_id"],
        *package.tables["designations"]["reason_id"],
    }
    yield from _violations(
        STATEMENTS,
        frame,
        ~frame["id"].isin(known),
        "id",
        "has no row in claims.csv and is no designation's reason_id",
    )


def _reasons_are_statements(package: Package) -> Iterator[Violation]:
    """A stated reason is the text of its statement in both languages, and the statement accuses that designation."""
    frame = package.tables["designations"]
    given = frame["stated_reason"].notna() & (frame["reason_source"] != "none-made-public").fillna(
        True
    )
    yield from _violations(
        DESIGNATIONS,
        frame,
        given != frame["reason_id"].notna(),
        "reason_id",
        "must name a statement where a reason was stated, and only there",
    )
    statements = package.tables["statements"].drop_duplicates("id").set_index("id")
    linked = frame[frame["reason_id"].isin(statements.index)]
    said = statements.loc[linked["reason_id"]].set_axis(linked.index)
    for own, column in (("stated_reason", "text"), ("stated_reason_ru", "text_ru")):
        differs = linked[own].fillna("") != said[column].fillna("")
        yield from _violations(
            DESIGNATIONS,
            linked,
            differs,
            own,
            f"must be the {column} of the statement in reason_id",
        )
    about = said["designation_id"].fillna("") + LIST_DELIMITER + said["also_about"].fillna("")
    concerns = [
        key in names.split(LIST_DELIMITER) for key, names in zip(linked["id"], about, strict=True)
    ]
    accuses = (said["stance"] == "accusation") & pd.Series(concerns, linked.index, dtype=bool)
    yield from _violations(
        DESIGNATIONS, linked, ~accuses, "reason_id", "must be an accusation of this designation"
    )


def _accusations_accuse(package: Package) -> Iterator[Violation]:
    """Only a statement that accuses has codes of accusations; the words of the law stand alone."""
    frame = package.tables["statements"]
    codes = frame["accusations"].fillna("")
    yield from _violations(
        STATEMENTS,
        frame,
        (codes != "") & (frame["stance"] != "accusation"),
        "accusations",
        "must be empty where stance is not accusation",
    )
    listed = codes.str.split(LIST_DELIMITER)
    mixed = listed.map(lambda items: "formula" in items and len(items) > 1).astype(bool)
    yield from _violations(
        STATEMENTS, frame, mixed, "accusations", "formula stands alone, without another code"
    )
    unsaid = listed.map(lambda items: "none-made-public" in items).astype(bool)
    yield from _violations(
        STATEMENTS,
        frame,
        unsaid,
        "accusations",
        "somebody spoke: none-made-public is of designations",
    )


def _evidence_supports_facts(package: Package) -> Iterator[Violation]:
    """Evidence supports fields that are filled."""
    designations = package.tables["designations"].drop_duplicates("id").set_index("id")
    frame = package.tables["evidence"]
    items = frame["supports"].dropna().str.split(LIST_DELIMITER).explode()
    owners = frame["designation_id"].to_dict()
    cells = {field: designations[field].to_dict() for field in set(items) & set(designations)}
    for position, field in items.items():
        about = owners[position]
        if field in cells and about in cells[field] and not _written(cells[field][about]):
            yield Violation(
                EVIDENCE.path,
                int(str(position)) + 2,
                "supports",
                str(field),
                f"is empty in the designation {_written(about)}",
            )


def _identifiers_elsewhere_have_their_shape(package: Package) -> Iterator[Violation]:
    """An identifier elsewhere is written as its catalog writes it."""
    frame = package.tables["identifiers_elsewhere"]
    for scheme, rows in frame.groupby("scheme"):
        if known := SCHEMES.get(str(scheme)):
            fits = rows["value"].map(lambda each, known=known: known.fits(_written(each)))
            yield from _violations(
                IDENTIFIERS_ELSEWHERE, rows, ~fits.astype(bool), "value", known.rule
            )


def _identifiers_elsewhere_are_of_one_body(package: Package) -> Iterator[Violation]:
    """A record elsewhere is that of one body: of a second one it is a related record."""
    frame = package.tables["identifiers_elsewhere"]
    designations = package.tables["designations"].drop_duplicates("id").set_index("id")
    body = (
        frame["designation_id"].map(designations["body"]).fillna(frame["designation_id"].fillna(""))
    )
    same = frame.assign(body=body)[frame["relation"] == "same"]
    first = same.groupby(["scheme", "value"])["body"].transform("first")
    yield from _violations(
        IDENTIFIERS_ELSEWHERE,
        same,
        same["body"] != first,
        "value",
        "is the record of another body already: the same body has the same body in designations.csv, "
        "another one relation=related",
    )


def _identifiers_stay(package: Package) -> Iterator[Violation]:
    """An identifier that was published is not dropped, and one that is gone is never given again."""
    present = {table.name: set(package.tables[table.name]["id"]) for table in identifiers.TABLES}
    for row, each in enumerate(package.published, start=2):
        if (each.id in present[each.table]) == bool(each.gone):
            path = table_named(each.table).path
            yield Violation(
                identifiers.PATH,
                row,
                "gone",
                each.gone,
                f"{each.id} is in {path} again: take another identifier"
                if each.gone
                else f"{each.id} is not in {path} any more: put it back, or say here why it is gone",
            )


RULES: tuple[Callable[[Package], Iterator[Violation]], ...] = (
    _references,
    _dates_in_order,
    _dates_are_past,
    _article_ids_carry_the_date,
    _qualifiers_have_what_they_qualify,
    _listing_dates_have_a_basis,
    _rough_dates_are_first_days,
    _supplied_titles_are_bare,
    _claims_are_numbered,
    _claims_report_a_statement_once,
    _statements_concern_mentions,
    _claims_concern_mentions,
    _statements_are_said,
    _reasons_are_statements,
    _accusations_accuse,
    _evidence_supports_facts,
    _identifiers_elsewhere_have_their_shape,
    _identifiers_elsewhere_are_of_one_body,
    _identifiers_stay,
)
"""Rules between cells and tables; the docstring of each is its sentence in the codebook."""

"""The tables of the data package: the one definition of every field, type, label and choice.

`datapackage.json`, the codebook, the validation, the columns of tables and the filters are
generated from these definitions.
"""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.dataset.choices import (
    ACCUSATIONS,
    ARTICLES_OF_LAW,
    CATEGORIES,
    CHANGE_KINDS,
    CONFIDENCE,
    COUNTED,
    KINDS,
    LISTED_DATE_BASES,
    MILESTONE_KINDS,
    NAME_KINDS,
    OUTCOMES,
    OWNERSHIPS,
    PRECISIONS,
    REASON_SOURCES,
    RECORD_RELATIONS,
    REGISTERS,
    RELATIONS,
    ROLES,
    SITE_KINDS,
    SPEAKER_TYPES,
    STANCES,
    TOPICS,
    Choice,
)
from dashboard.dataset.elsewhere import SCHEMES
from dashboard.dataset.fields import (
    COUNTRY,
    LANGUAGE,
    ORDER_NUMBER,
    PERIOD,
    SITE,
    SLUG,
    STATE,
    URL,
    Field,
    Table,
)
from dashboard.locale import mark as _


def _note_ru() -> Field:
    return Field("note_ru", "string", _("Note in Russian"), "The note in Russian.")


DESIGNATIONS = Table(
    "designations",
    _("Designations"),
    _("Organizations entered in the register, or announced and awaiting entry."),
    _("one organization entered in the register, or announced and awaiting entry"),
    (
        Field(
            "id",
            "string",
            _("Identifier"),
            "Slug, stable for ever: it is in people's links.",
            True,
            True,
            pattern=SLUG,
        ),
        Field("name", "string", _("Name"), "The name it is known by, in Latin script.", True),
        Field("name_ru", "string", _("Name in Russian"), "Its name in Russian."),
        Field(
            "name_native",
            "string",
            _("Native name"),
            "Its name in its own language, where that differs.",
        ),
        Field("abbreviation", "string", _("Abbreviation"), "The abbreviation it is known by."),
        Field(
            "aliases",
            "list",
            _("Other names"),
            "Former names, brands, legal names and spellings it is really known by.",
        ),
        Field(
            "register_name",
            "string",
            _("Entry in the register"),
            "The wording of the official register, verbatim.",
        ),
        Field(
            "register_number",
            "integer",
            _("Number in the register"),
            "The number of the entry, where known.",
            unique=True,
        ),
        Field(
            "body",
            "string",
            _("Body"),
            "A slug that the entries of legal entities of one brand or body share; empty where the "
            "entry is the only one of its body.",
            pattern=SLUG,
        ),
        Field(
            "country",
            "string",
            _("Country"),
            "ISO 3166-1 alpha-2 code of the country of registration or seat.",
            pattern=COUNTRY,
        ),
        Field(
            "category",
            "string",
            _("Category"),
            "What it mainly does, in our judgment.",
            True,
            choices=CATEGORIES,
        ),
        Field(
            "decision_date",
            "date",
            _("Decision date"),
            "Date of the decision of the Prosecutor General or a deputy.",
        ),
        Field(
            "announced_date",
            "date",
            _("Announcement date"),
            "Date on which the prosecutors, or a report, made the decision public before or beside "
            "the register; where a page says that nobody had, the day on which the entry appeared. "
            "The Ministry's own publication is in `published_date`.",
        ),
        Field(
            "listed_date",
            "date",
            _("Listing date"),
            "Date of the order of the Ministry of Justice where known, else the day on which the "
            "listing was published or reported; the next field says which.",
        ),
        Field(
            "published_date",
            "date",
            _("Publication date"),
            "Date on which the Ministry of Justice made the entry public: the register's “дата "
            "обнародования”, which it fills since 20 December 2024, or the day on which a page says "
            "that the entry appeared.",
        ),
        Field(
            "listed_date_basis",
            "string",
            _("Basis of the listing date"),
            "What the listing date is the date of; filled wherever there is one.",
            choices=LISTED_DATE_BASES,
        ),
        Field(
            "order_number",
            "string",
            _("Order number"),
            "Number of the Ministry's order.",
            pattern=ORDER_NUMBER,
        ),
        Field("delisted_date", "date", _("Delisting date"), "Date of removal from the register."),
        Field(
            "stated_reason",
            "string",
            _("Stated reason"),
            "What the prosecutors, or the body in the next field, said, paraphrased; attributed, not "
            "endorsed. Where a page says that no reason was made public, that.",
        ),
        Field(
            "stated_reason_ru",
            "string",
            _("Stated reason in Russian"),
            "The stated reason in Russian, written by us from the English; says no more than it.",
        ),
        Field(
            "reason_source",
            "string",
            _("Who stated the reason"),
            "Whose words the stated reason renders; empty where unknown.",
            choices=REASON_SOURCES,
        ),
        Field(
            "reason_id",
            "string",
            _("Statement of the reason"),
            "The statement whose text the stated reason is; empty where no reason was made public.",
            references="statements.id",
        ),
        Field(
            "confidence",
            "string",
            _("Confidence"),
            "How sure the facts of this row are.",
            True,
            choices=CONFIDENCE,
        ),
        Field(
            "review",
            "string",
            _("Not reviewed"),
            "What nobody has looked at yet, such as the fields that a program filled; empty once a "
            "person has.",
        ),
        Field("review_ru", "string", _("Not reviewed, in Russian"), "The same in Russian."),
        Field("note", "string", _("Note"), "What a reader should know about these facts."),
        _note_ru(),
    ),
    ("id",),
)

ARTICLES = Table(
    "articles",
    _("Articles"),
    _("Published pages about the designations: metadata and our own summary, never the text."),
    _("one published page"),
    (
        Field(
            "id",
            "string",
            _("Identifier"),
            "Slug that begins with the date, or with “undated”; it stays when a date is found later.",
            True,
            True,
            pattern=SLUG,
        ),
        Field("title", "string", _("Title"), "As published, or our own descriptive title.", True),
        Field(
            "title_supplied",
            "boolean",
            _("Title supplied"),
            "True where the title is ours; pages say so beside it.",
            True,
        ),
        Field(
            "title_ru",
            "string",
            _("Title in Russian"),
            "Our descriptive title in Russian; empty where the title is the page's own.",
        ),
        Field(
            "publisher_id",
            "string",
            _("Publisher"),
            "The outlet.",
            True,
            references="publishers.id",
        ),
        Field(
            "published",
            "date",
            _("Published"),
            "Date of publication that the page or its address shows; empty where neither does.",
        ),
        Field(
            "published_precision",
            "string",
            _("Precision of the date"),
            "How exactly the date is known; empty means to the day.",
            choices=PRECISIONS,
        ),
        Field("language", "string", _("Language"), "ISO 639-1 code.", True, pattern=LANGUAGE),
        Field("kind", "string", _("Kind"), "What sort of text it is.", True, choices=KINDS),
        Field("topics", "list", _("Topics"), "What it is about.", choices=TOPICS),
        Field(
            "url",
            "string",
            _("Address"),
            "Where it was published; empty where not known.",
            unique=True,
            pattern=URL,
        ),
        Field("summary", "string", _("Summary"), "In our own words.", True),
        Field(
            "summary_ru",
            "string",
            _("Summary in Russian"),
            "The summary in Russian, in our own words; says no more than the English.",
        ),
        Field("note", "string", _("Note"), "What a reader should know about this record."),
        _note_ru(),
    ),
    ("id",),
)

MENTIONS = Table(
    "mentions",
    _("Mentions"),
    _("Which article is about, or names, which designated organization."),
    _("one article and one designation that it is about or names"),
    (
        Field("article_id", "string", _("Article"), "The article.", True, references="articles.id"),
        Field(
            "designation_id",
            "string",
            _("Organization"),
            "The designated organization.",
            True,
            references="designations.id",
        ),
        Field(
            "role",
            "string",
            _("Role"),
            "Whether the article is about it or only names it.",
            True,
            choices=ROLES,
        ),
    ),
    ("article_id", "designation_id"),
)

STATEMENTS = Table(
    "statements",
    _("Statements"),
    _("What somebody said: paraphrased, always attributed, and once, however many reported it."),
    _("one thing that one speaker said about one body on one occasion, paraphrased"),
    (
        Field("id", "string", _("Identifier"), "Slug, stable for ever.", True, True, pattern=SLUG),
        Field("speaker", "string", _("Speaker"), "Who says it, as reports name them.", True),
        Field("speaker_ru", "string", _("Speaker in Russian"), "The speaker in Russian."),
        Field(
            "speaker_type",
            "string",
            _("Kind of speaker"),
            "Whom the speaker speaks for.",
            True,
            choices=SPEAKER_TYPES,
        ),
        Field("stance", "string", _("Stance"), "Which side it takes.", True, choices=STANCES),
        Field("text", "string", _("Statement"), "What was said, in our own words.", True),
        Field(
            "text_ru",
            "string",
            _("Statement in Russian"),
            "The same in Russian, in our own words; says no more than the English.",
        ),
        Field(
            "accusations",
            "list",
            _("Accusations"),
            "What it accuses of, if it accuses; several where it names several things.",
            choices=ACCUSATIONS,
        ),
        Field(
            "designation_id",
            "string",
            _("About"),
            "The designated organization it is about; the first named, where there are several.",
            references="designations.id",
        ),
        Field(
            "also_about",
            "list",
            _("Also about"),
            "Further designated organizations it is about.",
            references="designations.id",
        ),
    ),
    ("id",),
)

CLAIMS = Table(
    "claims",
    _("Claims"),
    _("Which article reports which statement."),
    _("one article's report of one statement"),
    (
        Field(
            "article_id",
            "string",
            _("Article"),
            "The article that reports it.",
            True,
            references="articles.id",
        ),
        Field(
            "position",
            "integer",
            _("Position"),
            "Its place among the claims of the article, from 1.",
            True,
        ),
        Field(
            "statement_id",
            "string",
            _("Statement"),
            "What the article reports.",
            True,
            references="statements.id",
        ),
        Field(
            "note",
            "string",
            _("Note"),
            "What this article says less, or otherwise, than the statement; “perhaps” where the page was not compared.",
        ),
        _note_ru(),
    ),
    ("article_id", "position"),
)

PUBLISHERS = Table(
    "publishers",
    _("Publishers"),
    _("The outlets that published the articles."),
    _("an outlet"),
    (
        Field("id", "string", _("Identifier"), "Slug, stable for ever.", True, True, pattern=SLUG),
        Field("name", "string", _("Name"), "The name it is known by, in Latin script.", True),
        Field(
            "name_ru",
            "string",
            _("Name in Russian"),
            "The name by which it calls itself in Russian, that of the register where it is designated, "
            "or the usual one of a public body; empty where it is known in Latin script only.",
        ),
        Field(
            "country",
            "string",
            _("Country"),
            "Where it is based; empty where not common knowledge.",
            pattern=COUNTRY,
        ),
        Field(
            "ownership",
            "string",
            _("Ownership"),
            "Who runs it; empty where not common knowledge.",
            choices=OWNERSHIPS,
        ),
        Field(
            "designation_id",
            "string",
            _("Own designation"),
            "The designation of the outlet itself, or of the body that publishes it.",
            references="designations.id",
        ),
        Field("note", "string", _("Note"), "What a reader should know about the outlet."),
        _note_ru(),
    ),
    ("id",),
)

EVIDENCE = Table(
    "evidence",
    _("Evidence"),
    _("The pages, and the states of the register, that support the facts of a designation."),
    _("the page, or the copy of the register, that supports one or more facts of a designation"),
    (
        Field(
            "designation_id",
            "string",
            _("Organization"),
            "The designation.",
            True,
            references="designations.id",
        ),
        Field(
            "url",
            "string",
            _("Address"),
            "The page, or the public copy of the register that was read.",
            True,
            pattern=URL,
        ),
        Field(
            "supports",
            "list",
            _("Supports"),
            "The fields of the designation that the page supports.",
            True,
            choices=tuple(Choice(field.name, field.title) for field in DESIGNATIONS.fields),
        ),
        Field(
            "state",
            "string",
            _("State of the register"),
            "The day, or the month where the copy does not tell the day, of the official register "
            "that the copy shows; empty for other pages.",
            pattern=STATE,
        ),
    ),
    ("designation_id", "url"),
)

MILESTONES = Table(
    "milestones",
    _("Milestones"),
    _("Laws and events that explain the curve."),
    _("a law or event drawn on time charts"),
    (
        Field("date", "date", _("Date"), "Of signature, for a law.", True),
        Field("kind", "string", _("Kind"), "Law or event.", True, choices=MILESTONE_KINDS),
        Field("label_en", "string", _("Label in English"), "A few words for the chart.", True),
        Field("label_ru", "string", _("Label in Russian"), "The same in Russian.", True),
        Field("url", "string", _("Source"), "A page that states the date.", True, pattern=URL),
    ),
    ("date", "label_en"),
)

OTHER_DESIGNATIONS = Table(
    "other_designations",
    _("Other registers"),
    _("In which other Russian registers an “undesirable” organization stands or stood."),
    _("an entry of the organization, or of a related body, in another register"),
    (
        Field(
            "designation_id",
            "string",
            _("Organization"),
            "The designation.",
            True,
            references="designations.id",
        ),
        Field("register", "string", _("Register"), "Which register.", True, choices=REGISTERS),
        Field(
            "date",
            "date",
            _("Date"),
            "Of the ruling, where a court declared it extremist or terrorist; else of the entry; empty where not known.",
        ),
        Field(
            "date_precision",
            "string",
            _("Precision of the date"),
            "How exactly the date is known; empty means to the day.",
            choices=PRECISIONS,
        ),
        Field(
            "date_out", "date", _("Date of removal"), "Of the removal; empty while it stands there."
        ),
        Field(
            "name_there",
            "string",
            _("Name there"),
            "The wording of the entry in that register; empty where the page does not quote it.",
        ),
        Field(
            "relation",
            "string",
            _("Relation"),
            "Whose entry it is.",
            True,
            choices=RELATIONS,
        ),
        Field(
            "url",
            "string",
            _("Source"),
            "A page that says so, or a public copy of that register.",
            True,
            pattern=URL,
        ),
        Field("note", "string", _("Note"), "Which body is meant, where it is a related one."),
        _note_ru(),
    ),
    ("designation_id", "register", "date", "name_there"),
    optional=True,
)

NAMES = Table(
    "names",
    _("Further names"),
    _("Names of the designated organizations in other languages, former names, parts and brands."),
    _("one further name of a designated organization, or of a part of it"),
    (
        Field(
            "designation_id",
            "string",
            _("Organization"),
            "The designation.",
            True,
            references="designations.id",
        ),
        Field("name", "string", _("Name"), "The name, as the source writes it.", True),
        Field(
            "language",
            "string",
            _("Language"),
            "ISO 639-1 code of the language of the name; empty where it belongs to none.",
            pattern=LANGUAGE,
        ),
        Field("kind", "string", _("Kind"), "What sort of name it is.", True, choices=NAME_KINDS),
        Field("source", "string", _("Source"), "A page that has the name.", True, pattern=URL),
    ),
    ("designation_id", "name"),
    optional=True,
)

SITES = Table(
    "sites",
    _("Websites and accounts"),
    _("Where the designated organizations publish: domains, channels and accounts."),
    _("one address under which a designated organization publishes, or is known"),
    (
        Field(
            "designation_id",
            "string",
            _("Organization"),
            "The designation.",
            True,
            references="designations.id",
        ),
        Field("kind", "string", _("Kind"), "What sort of address it is.", True, choices=SITE_KINDS),
        Field(
            "value",
            "string",
            _("Address"),
            "The domain in lower case, or the name of the account, as its kind says.",
            True,
            pattern=SITE,
        ),
        Field(
            "source",
            "string",
            _("Source"),
            "A page that says that it is the organization's.",
            True,
            pattern=URL,
        ),
    ),
    ("designation_id", "kind", "value"),
    optional=True,
)

IDENTIFIERS_ELSEWHERE = Table(
    "identifiers_elsewhere",
    _("Identifiers elsewhere"),
    _("The records of the designated organizations in open catalogs, such as Wikidata."),
    _("the record of a designated organization in an open catalog"),
    (
        Field(
            "designation_id",
            "string",
            _("Organization"),
            "The designation.",
            True,
            references="designations.id",
        ),
        Field(
            "scheme",
            "string",
            _("Catalog"),
            "Whose identifier it is.",
            True,
            choices=tuple(each.choice for each in SCHEMES.values()),
        ),
        Field(
            "value", "string", _("Identifier"), "The identifier, as the catalog writes it.", True
        ),
        Field(
            "relation",
            "string",
            _("Relation"),
            "Whose record it is.",
            True,
            choices=RECORD_RELATIONS,
        ),
        Field(
            "name_there",
            "string",
            _("Name there"),
            "The name beside which the source has the identifier, as it is written there.",
            True,
        ),
        Field(
            "source",
            "string",
            _("Source"),
            "A page or a public file that has the identifier beside the name.",
            True,
            pattern=URL,
        ),
    ),
    ("designation_id", "scheme", "value"),
    optional=True,
)

PUBLISHED_COUNTS = Table(
    "published_counts",
    _("Published counts"),
    _("Counts of designations that others published, to hold ours against."),
    _("one count that somebody published"),
    (
        Field(
            "period",
            "string",
            _("Period"),
            "A year, or the first and the last day, as `2024-01-01/2024-12-24`; `..` stands for “from "
            "the beginning”.",
            True,
            pattern=PERIOD,
        ),
        Field("what", "string", _("What was counted"), "What was counted.", True, choices=COUNTED),
        Field("count", "integer", _("Count"), "How many.", True),
        Field(
            "source",
            "string",
            _("Source"),
            "Who counted; empty where that was not recorded.",
        ),
        Field("source_ru", "string", _("Source in Russian"), "The same in Russian."),
        Field("url", "string", _("Address"), "A page that has the count.", pattern=URL),
        Field(
            "note",
            "string",
            _("Note"),
            "How the count differs from ours: with or without duplicates, by decision or by order.",
        ),
        _note_ru(),
    ),
    ("period", "what", "count"),
    optional=True,
)

PROSECUTIONS = Table(
    "prosecutions",
    _("Prosecutions"),
    _(
        "Cases against people for what they had to do with an “undesirable” organization: a sample "
        "from published reports, not a count."
    ),
    _("a case against a person or group, with its latest known step"),
    (
        Field("id", "string", _("Identifier"), "Slug, stable for ever.", True, True, pattern=SLUG),
        Field(
            "designation_id",
            "string",
            _("Organization"),
            "The organization that the case is about; empty where the page names none.",
            references="designations.id",
        ),
        Field(
            "article_of_law",
            "string",
            _("Article of law"),
            "Under which article.",
            True,
            choices=ARTICLES_OF_LAW,
        ),
        Field(
            "defendant",
            "string",
            _("Defendant"),
            "By name only public figures whom the press names; others as “a resident of …”.",
            True,
        ),
        Field("defendant_ru", "string", _("Defendant in Russian"), "The same in Russian."),
        Field("date", "date", _("Date"), "Of that step; of the report where the step has none."),
        Field(
            "date_precision",
            "string",
            _("Precision of the date"),
            "How exactly the date is known; empty means to the day.",
            choices=PRECISIONS,
        ),
        Field(
            "outcome", "string", _("Outcome"), "The last step that we know.", True, choices=OUTCOMES
        ),
        Field("url", "string", _("Source"), "The page that reports it.", True, pattern=URL),
        Field(
            "article_id",
            "string",
            _("Article"),
            "The article in this dataset that reports it.",
            references="articles.id",
        ),
        Field("note", "string", _("Note"), "The sentence, and what it was for, as reported."),
        _note_ru(),
    ),
    ("id",),
    optional=True,
)

_RECORDED = (
    DESIGNATIONS, ARTICLES, MENTIONS, STATEMENTS, CLAIMS, PUBLISHERS, EVIDENCE, MILESTONES,
    OTHER_DESIGNATIONS, PROSECUTIONS, NAMES, SITES, IDENTIFIERS_ELSEWHERE, PUBLISHED_COUNTS,
)  # fmt: skip
"""The tables whose changes are recorded: all except the record of changes itself."""

WITHHELD = "…"
"""Replaces an earlier wording in the record of changes that must not be repeated."""

CHANGES = Table(
    "changes",
    _("Changes"),
    _(
        "What changed in the data from one version to the next, since the first release. A package need "
        "not have this table."
    ),
    _("a row that was added or removed, or one field of a row that was changed"),
    (
        Field("version", "string", _("Version"), "The version that brought the change.", True),
        Field("date", "date", _("Date"), "The day of that version.", True),
        Field(
            "change",
            "string",
            _("Change"),
            "What happened.",
            True,
            choices=CHANGE_KINDS,
        ),
        Field(
            "table_name",
            "string",
            _("Table"),
            "The table of the row.",
            True,
            choices=tuple(Choice(each.name, each.title) for each in _RECORDED),
        ),
        Field(
            "row_id",
            "string",
            _("Row"),
            "The `id` of the row; where a table has none, the fields of its key with a vertical bar between them.",
            True,
        ),
        Field(
            "field",
            "string",
            _("Field"),
            "The field that was changed; `id` where a whole row was added or removed.",
            True,
        ),
        Field(
            "old",
            "string",
            _("Before"),
            "What stood there before; empty where nothing did; `…` where it was prose that is not repeated.",
        ),
        Field("new", "string", _("After"), "What stands there since."),
        Field("source", "string", _("Source"), "Where the change comes from."),
    ),
    ("version", "table_name", "row_id", "field"),
    optional=True,
)

TABLES: tuple[Table, ...] = (
    DESIGNATIONS,
    ARTICLES,
    MENTIONS,
    STATEMENTS,
    CLAIMS,
    PUBLISHERS,
    EVIDENCE,
    MILESTONES,
    CHANGES,
    OTHER_DESIGNATIONS,
    PROSECUTIONS,
    NAMES,
    SITES,
    IDENTIFIERS_ELSEWHERE,
    PUBLISHED_COUNTS,
)


def table(name: str) -> Table:
    """Return the table of that name.

    Raises:
        KeyError: There is no such table.
    """
    for candidate in TABLES:
        if candidate.name == name:
            return candidate
    raise KeyError(f"no table {name!r}")


def references() -> Iterator[tuple[Table, Field, Table, Field]]:
    """Yield every foreign key: (table, field, table referred to, field referred to)."""
    for source in TABLES:
        for field in source.fields:
            if field.references:
                target_name, target_field = field.references.split(".")
                target = table(target_name)
                yield source, field, target, target[target_field]

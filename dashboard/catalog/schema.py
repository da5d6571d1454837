"""The tables of the data package: the one definition of every field, type, label and choice.

`datapackage.json`, the codebook, the validation, the columns of tables and the widgets of the
filter bar are made from what is written here. The contract itself is the project's design, §2.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from dashboard.locale import mark as _

FieldType = Literal["string", "date", "boolean", "integer", "list"]

LIST_DELIMITER = "|"

SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"
URL = r"https?://[^\s<>\"']+"
COUNTRY = r"[A-Z]{2}"
LANGUAGE = r"[a-z]{2}"
ORDER_NUMBER = r"\d+-р"
SITE = r"[^\s/@:?#][^\s:?#]*|@[^\s/@:?#]+"
STATE = r"\d{4}-\d{2}(-\d{2})?"
PERIOD = r"\d{4}|(\d{4}-\d{2}-\d{2}|\.\.)/\d{4}-\d{2}-\d{2}"


@dataclass(frozen=True)
class Choice:
    """One value of an enumerated field.

    Attributes:
        value: As it stands in the data and in URLs.
        label: As a reader sees it, in English; translated where shown.
        definition: When the value applies.
        plural: How a sentence names several such things ("media outlets"); empty where unused.
    """

    value: str
    label: str
    definition: str = ""
    plural: str = ""


@dataclass(frozen=True)
class Field:
    """One column of a table.

    Attributes:
        name: The column's name.
        type: Its type; a ``list`` is written with ``|`` between its items.
        title: Its title for readers.
        description: What it holds and where it comes from.
        required: Whether a row without it is invalid.
        unique: Whether two rows may not share a value.
        choices: The values allowed, if enumerated.
        pattern: A regular expression for the whole value (for each item of a list).
        references: ``table.field`` that each value must be found in.
    """

    name: str
    type: FieldType
    title: str
    description: str
    required: bool = False
    unique: bool = False
    choices: tuple[Choice, ...] = ()
    pattern: str | None = None
    references: str | None = None

    def choice(self, value: str) -> Choice:
        """The choice with that value.

        Raises:
            KeyError: The field has no such choice.
        """
        for choice in self.choices:
            if choice.value == value:
                return choice
        raise KeyError(f"{self.name} has no choice {value!r}")


@dataclass(frozen=True)
class Table:
    """One CSV file of the package; a package may lack an optional one."""

    name: str
    title: str
    description: str
    row: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    optional: bool = False

    @property
    def path(self) -> str:
        """The file's name inside the package."""
        return f"{self.name}.csv"

    @property
    def columns(self) -> list[str]:
        """The names of the fields, in order."""
        return [field.name for field in self.fields]

    def __getitem__(self, name: str) -> Field:
        """The field of that name.

        Raises:
            KeyError: The table has no such field.
        """
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(f"{self.name} has no field {name!r}")

    def of_type(self, kind: FieldType) -> list[str]:
        """The names of the fields of a type."""
        return [field.name for field in self.fields if field.type == kind]


CATEGORIES = (
    Choice(
        "media",
        _("Media"),
        "Outlets: news media, investigative newsrooms, broadcasters, news agencies and publishers, and the companies that hold or run them.",
        _("media outlets"),
    ),
    Choice(
        "press-freedom",
        _("Press freedom"),
        "Bodies that fund, train, connect or defend journalists or outlets, and are no outlet themselves; an investigative network that publishes under its own name is under media.",
        _("press-freedom bodies"),
    ),
    Choice(
        "human-rights",
        _("Human rights"),
        "Documents violations, campaigns for rights (of believers, prisoners, expression and others) or supports those who defend them; includes funders and networks of such groups.",
        _("human-rights groups"),
    ),
    Choice(
        "democracy-elections",
        _("Democracy and elections"),
        "Promotes democracy, civil society or fair elections by grants, training or observation, without standing for office; includes party-affiliated political foundations.",
        _("democracy and election bodies"),
    ),
    Choice(
        "think-tank",
        _("Think tanks"),
        "Research institutes and policy centres, academic or political, whose main product is analysis and which do not mainly teach; includes policy consultancies.",
        _("think tanks"),
    ),
    Choice(
        "education-exchange",
        _("Education and exchange"),
        "Universities and schools, learned societies, language and examination bodies, scholarships, exchanges and civic education, including public bodies for this purpose.",
        _("education and exchange bodies"),
    ),
    Choice(
        "environment",
        _("Environment"),
        "Protects nature or the climate, or studies them in order to protect them.",
        _("environmental groups"),
    ),
    Choice(
        "religion",
        _("Religion"),
        "Churches and religious movements and the bodies within their structure (colleges, charities, broadcasters, business associations); campaigns for persecuted believers are under human-rights.",
        _("religious bodies"),
    ),
    Choice(
        "humanitarian-charity",
        _("Humanitarian and charity"),
        "Relief, aid and donation platforms, including volunteer funds that supply Ukraine's forces, and foundations that compensate victims.",
        _("humanitarian bodies and charities"),
    ),
    Choice(
        "anti-war-diaspora",
        _("Anti-war and diaspora"),
        "Associations of Russians or Russian-speakers abroad, anti-war movements, and solidarity groups that campaign against Russia's war.",
        _("anti-war and diaspora groups"),
    ),
    Choice(
        "ethnic-regional",
        _("Ethnic and regional"),
        "Speaks for a people, region or national diaspora (indigenous, separatist or cultural), or for a claim to territory.",
        _("ethnic and regional movements"),
    ),
    Choice("labour", _("Labour"), "Trade unions and their federations.", _("labour bodies")),
    Choice(
        "arts-culture",
        _("Arts and culture"),
        "Arts, literature, festivals and cultural venues.",
        _("arts and culture bodies"),
    ),
    Choice(
        "health-lgbt",
        _("Health and LGBT+"),
        "Health, harm reduction, sexual and reproductive rights, sex workers' and LGBT organizations.",
        _("health and LGBT+ groups"),
    ),
    Choice(
        "legal-aid",
        _("Legal aid"),
        "Lawyers' groups, legal defence, litigation before national or international courts, and training in the rule of law.",
        _("legal-aid bodies"),
    ),
    Choice(
        "political-opposition",
        _("Political opposition"),
        "Russian opposition associations and forums that seek political change or power in Russia; foreign parties are under other.",
        _("political opposition groups"),
    ),
    Choice(
        "anti-corruption",
        _("Anti-corruption"),
        "Investigates and campaigns against corruption as its main purpose.",
        _("anti-corruption groups"),
    ),
    Choice(
        "government-body",
        _("Government bodies"),
        "Bodies of a state or of several states: parliamentary commissions, intergovernmental organizations, aid agencies and programmes; public broadcasters and education bodies go by their field.",
        _("government bodies"),
    ),
    Choice(
        "business",
        _("Business"),
        "Companies and associations of business, unless their field has a category of its own (media, education, law, policy research).",
        _("businesses"),
    ),
    Choice(
        "other",
        _("Other"),
        "None of the above (such as foreign political parties and quiz associations), or the sources do not say what the body does.",
        _("other organizations"),
    ),
)

CONFIDENCE = (
    Choice(
        "high",
        _("High"),
        "The facts come from the official register or from several agreeing sources.",
    ),
    Choice(
        "medium", _("Medium"), "Some of the facts come from one good source or an indirect one."
    ),
    Choice("low", _("Low"), "A fact rests on a single weak source, or no date is known."),
)

STATUSES = (
    Choice(
        "announced",
        _("Announced"),
        "The Prosecutor General's Office has announced its decision; no entry in the register is known.",
        _("announced, not known to be listed"),
    ),
    Choice(
        "listed", _("Listed"), "Entered in the register of the Ministry of Justice.", _("listed")
    ),
    Choice("delisted", _("Delisted"), "Removed from the register.", _("delisted")),
)
"""Derived from the dates and the register's wording, never stored."""

KINDS = (
    Choice("news", _("News report"), "Reporting by a media outlet.", _("news reports")),
    Choice(
        "official-statement",
        _("Official statement"),
        "A page of a Russian authority (a ministry, the prosecutors, the parliament, a court), or a copy of it.",
        _("official statements"),
    ),
    Choice(
        "government-statement",
        _("Statement by another government"),
        "A page, or a copy of one, of another state, of its parliament or one of its members, or of "
        "a union or organization of states (EU, OSCE, Council of Europe, UN) or its experts.",
        _("statements by other governments"),
    ),
    Choice(
        "organisation-statement",
        _("Statement by the organization"),
        "A page of the designated organization, of its founders, parent body, branches or staff, or a copy of it.",
        _("statements by organizations"),
    ),
    Choice(
        "rights-group-statement",
        _("Statement by a rights group or partner"),
        "A rights group, a partner, or a scholarly or professional body on the designation of another.",
        _("statements by rights groups and partners"),
    ),
    Choice("analysis", _("Analysis"), "Commentary, research or statistics.", _("analyses")),
    Choice(
        "explainer", _("Explainer"), "What the law says and what follows from it.", _("explainers")
    ),
    Choice(
        "court-report", _("Court report"), "A criminal or administrative case.", _("court reports")
    ),
)

TOPICS = (
    Choice("designation", _("Designation"), "The prosecutors' decision and its announcement."),
    Choice("listing", _("Listing"), "Entry in the register of the Ministry of Justice."),
    Choice(
        "prosecution",
        _("Prosecution"),
        "Criminal cases (Art. 284.1 of the Criminal Code and others).",
    ),
    Choice(
        "administrative-case",
        _("Administrative case"),
        "Cases under Art. 20.33 of the Code of Administrative Offences.",
    ),
    Choice("law", _("Law"), "Bills, laws and their amendments."),
    Choice(
        "reaction", _("Reaction"), "Answers of the organization, of governments, of rights groups."
    ),
    Choice("statistics", _("Statistics"), "Counts of designations or cases."),
    Choice("blocking", _("Blocking"), "Blocked websites and accounts."),
    Choice("exit", _("Exit"), "An organization ends its work in Russia, or altogether."),
    Choice("background", _("Background"), "History and context."),
)

STANCES = (
    Choice("accusation", _("Accuses"), "A charge against the organization or a defendant."),
    Choice(
        "defence",
        _("Defends"),
        "The answer of the organization or of a defendant, or somebody's defence of them.",
    ),
    Choice(
        "criticism",
        _("Criticises"),
        "Criticism of the designation, of the law or of the authorities.",
    ),
    Choice("context", _("Context"), "Background that takes no side."),
)

SPEAKER_TYPES = (
    Choice(
        "authority",
        _("Russian authority"),
        "Prosecutors, courts, ministries, members of parliament of Russia.",
    ),
    Choice("organisation", _("The organization"), "The designated organization or its staff."),
    Choice(
        "government",
        _("Another government"),
        "Governments and parliaments of other countries, and their unions.",
    ),
    Choice(
        "rights-group",
        _("Rights group"),
        "Rights groups and international bodies that speak about others.",
    ),
    Choice("expert", _("Expert"), "Lawyers, researchers, analysts and commentators."),
    Choice("media", _("Media"), "The outlet itself."),
    Choice(
        "individual",
        _("Individual"),
        "Defendants, their counsel, and other persons speaking for themselves.",
    ),
)

OWNERSHIPS = (
    Choice("state", _("State media"), "Owned or run by a state."),
    Choice("government", _("Government site"), "An authority's own site."),
    Choice(
        "independent",
        _("Independent"),
        "Not owned by a state; public broadcasters with editorial independence included.",
    ),
    Choice(
        "organisation",
        _("Organization's site"),
        "The site of an NGO, university, party, church, firm …",
    ),
)

LISTED_DATE_BASES = (
    Choice(
        "order",
        _("date of the order"),
        "The date of the Ministry's order, as the register or a page states it.",
    ),
    Choice(
        "publication",
        _("date of the entry"),
        "The day that a page gives for the entry, or for its publication in the register.",
    ),
    Choice(
        "report",
        _("date of a report"),
        "The day of a report of the listing, which may be a few days later.",
    ),
)

REASON_SOURCES = (
    Choice(
        "prosecutor-general",
        _("Prosecutor General's Office"),
        "The Prosecutor General's Office, or a prosecutor speaking for it.",
    ),
    Choice(
        "duma-commission",
        _("State Duma"),
        "A commission of the State Duma, or one of its members.",
    ),
    Choice(
        "federation-council",
        _("Federation Council"),
        "A commission of the Federation Council, or one of its members.",
    ),
    Choice("foreign-ministry", _("Foreign Ministry"), "The Ministry of Foreign Affairs."),
    Choice("minjust", _("Ministry of Justice"), "The Ministry of Justice."),
    Choice(
        "other-authority",
        _("Another Russian authority"),
        "A court, an investigator, the security service or another Russian authority, also one that "
        "the page does not name.",
    ),
    Choice(
        "none-made-public",
        _("No reason was made public"),
        "A page says that no reason was given or published, or that the decision was not announced.",
    ),
)

PRECISIONS = (
    Choice("day", _("Day"), "The day is known; the same as empty."),
    Choice("month", _("Month"), "Only the month is known; the date is written as the first of it."),
    Choice("year", _("Year"), "Only the year is known; the date is written as 1 January."),
)

REGISTERS = (
    Choice(
        "foreign-agent",
        _("foreign agent"),
        "In the Ministry's register of “foreign agents”, or one of its predecessors.",
    ),
    Choice("extremist", _("extremist"), "Declared “extremist” by a court."),
    Choice("terrorist", _("terrorist"), "Declared “terrorist” by a court."),
    Choice(
        "rosfinmonitoring",
        _("extremist or terrorist (Rosfinmonitoring)"),
        "On the list of the Federal Financial Monitoring Service of organizations of which it has "
        "information that they are involved in extremism or terrorism; their accounts are frozen.",
    ),
)
"""The accusers' labels: shown in quotation marks."""

RELATIONS = (
    Choice("same", _("the same body"), "The entry is of this organization."),
    Choice(
        "likely-same",
        _("probably the same body"),
        "The name agrees, and nothing in the entry speaks against it, but nothing proves it.",
    ),
    Choice(
        "related",
        _("a related body"),
        "The entry is of another body: a branch, a company, a namesake movement or a predecessor; "
        "the note says which.",
    ),
)

NAME_KINDS = (
    Choice(
        "translation",
        _("translation"),
        "The name in another language, as the organization or a page in that language writes it.",
    ),
    Choice("former", _("former name"), "A name that it bore before."),
    Choice("short", _("short name"), "An abbreviation, or what people call it."),
    Choice(
        "legal",
        _("legal name"),
        "The name under which it, or the company behind it, is registered.",
    ),
    Choice(
        "part",
        _("part or brand"),
        "A branch, a school, a project or a brand of the organization, which is not an entry of its own.",
    ),
)

SITE_KINDS = (
    Choice(
        "domain",
        _("Website"),
        "A domain, without `www.`; its subdomains belong to it.",
    ),
    Choice(
        "email", _("E-mail domain"), "A domain of its e-mail addresses, where no website has it."
    ),
    Choice("telegram", _("Telegram"), "The name of a public channel, without `@`."),
    Choice(
        "youtube",
        _("YouTube"),
        "A handle with its `@`, or `channel/` and the channel's identifier.",
    ),
    Choice("x", _("X (Twitter)"), "The name of the account, without `@`."),
    Choice("facebook", _("Facebook"), "What follows `facebook.com/`."),
    Choice("instagram", _("Instagram"), "The name of the account, without `@`."),
    Choice("tiktok", _("TikTok"), "The name of the account, without `@`."),
    Choice("vk", _("VK"), "What follows `vk.com/`."),
)

COUNTED = (
    Choice("listed", _("listed"), "Entries by the date of the order, or of the listing."),
    Choice(
        "decided",
        _("decisions"),
        "Decisions of the Prosecutor General or a deputy, by their date.",
    ),
    Choice(
        "registered",
        _("in the register"),
        "Entries that stood in the register at the end of the period.",
    ),
)

ARTICLES_OF_LAW = (
    Choice(
        "koap-20.33",
        _("Art. 20.33, Administrative Offences"),
        "Taking part in the activity of an “undesirable” organization: a fine.",
    ),
    Choice(
        "uk-284.1",
        _("Art. 284.1, Criminal Code"),
        "Taking part after a fine or a conviction, financing, or organizing.",
    ),
    Choice(
        "uk-other",
        _("Another article of the Criminal Code"),
        "A case against people of the organization under another article; the note says which, "
        "where a page does.",
    ),
    Choice("unknown", _("Article not named"), "The page does not name the article."),
)

OUTCOMES = (
    Choice("opened", _("Case opened"), "A case was opened, or a charge brought."),
    Choice("detained", _("Held or wanted"), "Arrest, house arrest, or a place on the wanted list."),
    Choice("fine", _("Fine"), "A fine was imposed."),
    Choice("compulsory-work", _("Compulsory work"), "Compulsory or forced labor."),
    Choice("suspended", _("Suspended sentence"), "A suspended prison term."),
    Choice("prison", _("Prison"), "A prison or colony term, also in absentia."),
    Choice("ended", _("Acquitted or ended"), "Acquittal, or the case was dropped or sent back."),
)

ROLES = (
    Choice("subject", _("Subject"), "The article is about the organization."),
    Choice("mentioned", _("Mentioned"), "The article names it."),
)

MILESTONE_KINDS = (
    Choice("law", _("Law"), "A law or an amendment; the date is that of its signature."),
    Choice("event", _("Event"), "Something that happened."),
)

CHANGE_KINDS = (
    Choice("added", _("Added"), "A row that was not there before."),
    Choice("listed", _("Newly listed"), "A designation that was only announced until then."),
    Choice("changed", _("Changed"), "A fact of a row that was there before."),
    Choice("delisted", _("Delisted"), "A designation that was removed from the register."),
)

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
            "the register; the Ministry's own publication is in `published_date`.",
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
            "reason_source",
            "string",
            _("Who stated the reason"),
            "Whose words the stated reason renders; empty where unknown.",
            choices=REASON_SOURCES,
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
        Field("note", "string", _("Note"), "What a reader should know about these facts."),
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
            "True where the title is ours; shown in [brackets].",
            True,
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
        Field("note", "string", _("Note"), "What a reader should know about this record."),
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

CLAIMS = Table(
    "claims",
    _("Claims"),
    _("What articles report that somebody said: paraphrased, and always attributed."),
    _("one claim reported in an article, paraphrased"),
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
        Field("speaker", "string", _("Speaker"), "Who says it, as the article names them.", True),
        Field(
            "speaker_type",
            "string",
            _("Kind of speaker"),
            "Whom the speaker speaks for.",
            True,
            choices=SPEAKER_TYPES,
        ),
        Field("stance", "string", _("Stance"), "Which side it takes.", True, choices=STANCES),
        Field("text", "string", _("Claim"), "The claim in our own words.", True),
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

CHANGES = Table(
    "changes",
    _("Changes"),
    _(
        "What changed in the data from one version to the next, since the first release. A package need "
        "not have this table."
    ),
    _("a row that was added, or one field of a row that was changed"),
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
            choices=(
                Choice("designations", _("Designations")),
                Choice("articles", _("Articles")),
            ),
        ),
        Field("row_id", "string", _("Row"), "The `id` of the row.", True, pattern=SLUG),
        Field(
            "field",
            "string",
            _("Field"),
            "The field that was changed; `id` where a whole row was added.",
            True,
        ),
        Field("old", "string", _("Before"), "What stood there before; empty where nothing did."),
        Field("new", "string", _("After"), "What stands there since."),
        Field("source", "string", _("Source"), "Where the change comes from."),
    ),
    ("version", "table_name", "row_id", "field"),
    optional=True,
)

OTHER_DESIGNATIONS = Table(
    "other_designations",
    _("Other registers"),
    _("In which other Russian registers an “undesirable” organization stands or stood."),
    _(
        "one entry of another register, of a designated organization or of a body next to it, which the note names"
    ),
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
    _("one person's, or one group's, case, with the last step that we know"),
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
    ),
    ("id",),
    optional=True,
)

TABLES: tuple[Table, ...] = (
    DESIGNATIONS,
    ARTICLES,
    MENTIONS,
    CLAIMS,
    PUBLISHERS,
    EVIDENCE,
    MILESTONES,
    CHANGES,
    OTHER_DESIGNATIONS,
    PROSECUTIONS,
    NAMES,
    SITES,
    PUBLISHED_COUNTS,
)


def table(name: str) -> Table:
    """The table of that name.

    Raises:
        KeyError: There is no such table.
    """
    for candidate in TABLES:
        if candidate.name == name:
            return candidate
    raise KeyError(f"no table {name!r}")


def references() -> Iterator[tuple[Table, Field, Table, Field]]:
    """Every foreign key: (table, field, table referred to, field referred to)."""
    for source in TABLES:
        for field in source.fields:
            if field.references:
                target_name, target_field = field.references.split(".")
                target = table(target_name)
                yield source, field, target, target[target_field]

"""The vocabularies of enumerated fields: each value with its label and definition."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.locale import mark as _


@dataclass(frozen=True)
class Choice:
    """One value of an enumerated field.

    Attributes:
        value: The value in the data and in URLs.
        label: The English label for readers; it is translated when shown.
        definition: When the value applies.
        plural: The plural noun for sentences ("media outlets"); "" if unused.
    """

    value: str
    label: str
    definition: str = ""
    plural: str = ""


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
        "Research institutes and policy centers, academic or political, whose main product is analysis and which do not mainly teach; includes policy consultancies.",
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
    Choice("labour", _("Labor"), "Trade unions and their federations.", _("labor bodies")),
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
        "Lawyers' groups, legal defense, litigation before national or international courts, and training in the rule of law.",
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
        "Bodies of a state or of several states: parliamentary commissions, intergovernmental organizations, aid agencies and programs; public broadcasters and education bodies go by their field.",
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
        "The answer of the organization or of a defendant, or somebody's defense of them.",
    ),
    Choice(
        "criticism",
        _("Criticizes"),
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
        _("Party concerned"),
        "Defendants, their counsel, and other persons and bodies that speak for themselves.",
    ),
)

ACCUSATIONS = (
    Choice(
        "ukraine",
        _("Money or arms for Ukraine"),
        "Money, arms, equipment, fighters, aid or political support for Ukraine or its army, also "
        "“stoking the conflict” on its side or excusing its fighters.",
        _("help for Ukraine"),
    ),
    Choice(
        "army",
        _("Discrediting the army"),
        "“Discrediting” Russia's armed forces, “false information” about them or the war, condemning "
        "the war, or drawing soldiers away from service.",
        _("discrediting the army"),
    ),
    Choice(
        "sanctions",
        _("Sanctions and isolation"),
        "Calls for sanctions or for Russia's isolation, collecting material for sanctions or for "
        "courts abroad, seizing assets, or naming Russia a sponsor of terrorism.",
        _("calls for sanctions"),
    ),
    Choice(
        "elections",
        _("Elections"),
        "Interfering in Russian elections, observing them, questioning their results, or training "
        "and paying candidates.",
        _("interference in elections"),
    ),
    Choice(
        "power",
        _("Overthrow and protests"),
        "Changing, weakening or overthrowing the political system or the government, destabilizing the "
        "country, “color revolutions”, or organizing, paying or encouraging protests.",
        _("overthrow or protests"),
    ),
    Choice(
        "separatism",
        _("Separatism and “decolonization”"),
        "Breaking up Russia, “decolonization”, separatism, claims to its territory, or inciting "
        "peoples and regions against the state or each other.",
        _("separatism"),
    ),
    Choice(
        "opposition",
        _("Opposition and “foreign agents”"),
        "Supporting, paying, sheltering or working with opposition members, critics, emigrants, "
        "“foreign agents”, or “extremist” or “undesirable” organizations.",
        _("support for the opposition and “foreign agents”"),
    ),
    Choice(
        "propaganda",
        _("“Anti-Russian” information"),
        "Publishing or spreading “anti-Russian”, false, hostile or “Russophobic” information, or "
        "forming a negative image of Russia, where it is not about the army alone.",
        _("spreading “anti-Russian” information"),
    ),
    Choice(
        "lgbt",
        _("LGBT and “traditional values”"),
        "“LGBT propaganda”, feminism, gender, or undermining “traditional values”.",
        _("“LGBT propaganda”"),
    ),
    Choice(
        "history",
        _("History"),
        "“Falsifying” history, the part of the USSR in the Second World War, “rehabilitating "
        "Nazism”, monuments, or collaborators.",
        _("distorting history"),
    ),
    Choice(
        "education",
        _("Education and recruiting"),
        "Schooling, training, grants, exchanges or scholarships by which people are recruited or "
        "turned against the state, drawing away scientists, or working on the young.",
        _("recruiting through education"),
    ),
    Choice(
        "religion",
        _("Religion"),
        "“Sects”, “cults”, missionary work, “destructive” religious or psychological practices, or "
        "attacks on the Russian Orthodox Church.",
        _("religious activity"),
    ),
    Choice(
        "intelligence",
        _("Intelligence"),
        "Gathering information for foreign intelligence or states, espionage, ties with secret "
        "services or armed forces abroad, or leaking personal data.",
        _("gathering intelligence"),
    ),
    Choice(
        "economy",
        _("Economy and environment"),
        "Harming Russia's economy, energy, infrastructure or development, also by environmental "
        "campaigns.",
        _("harm to the economy"),
    ),
    Choice(
        "violence",
        _("Violence and sabotage"),
        "Terrorism, armed attacks, sabotage, “extremism”, or calls to them.",
        _("violence or sabotage"),
    ),
    Choice(
        "interference",
        _("Foreign money and influence"),
        "Foreign funding, foreign control, interference in internal affairs or “soft power” in "
        "general, with nothing more particular that a code above names for the same words.",
        _("foreign funding or influence"),
    ),
    Choice(
        "law",
        _("Breaking the law"),
        "Breaking rules of Russian law: missing labels of “foreign agents”, dealings with a listed "
        "organization, unregistered work, debts, fraud or the like.",
        _("breaking the law"),
    ),
    Choice(
        "other",
        _("Another accusation"),
        "Something particular that no other code names.",
        _("something else"),
    ),
    Choice(
        "formula",
        _("Words of the law alone"),
        "Only that it threatens the constitutional order, defense or security, as the law says; "
        "stands alone.",
        _("nothing but a threat in the words of the law"),
    ),
    Choice(
        "none-made-public",
        _("None made public"),
        "No reason was made public. Only of designations, never of a statement.",
        _("nothing that was made public"),
    ),
)
"""What organizations are accused of."""

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
        _("date of entry"),
        "The day that a page gives for the entry, or for its publication in the register.",
    ),
    Choice(
        "report",
        _("as reported"),
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
"""Labels that are the accusers' words: shown in quotation marks."""

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

RECORD_RELATIONS = (
    Choice(
        "same",
        _("the same body"),
        "The record is of this body, or of the organization whose legal entity this is.",
    ),
    Choice(
        "related",
        _("a related body"),
        "The record is of another body: a parent, a predecessor, a part or a project.",
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
    Choice("removed", _("Removed"), "A row that is there no more."),
)

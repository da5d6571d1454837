"""Statements about the status in Russian law, in plain words with sources.

A description, not legal advice. The ranges of fines and sentences rest on the reports named here,
not on the text of the codes; `as_of` is the date of the newest of them.
"""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.locale import mark as _


@dataclass(frozen=True)
class Consequence:
    """One legal consequence of the status.

    Attributes:
        key: A name for it.
        text: The statement, in English; translated where shown.
        law: The law and article.
        as_of: Year, month or day of the newest source.
        sources: Pages that say so.
    """

    key: str
    text: str
    law: str
    as_of: str
    sources: tuple[str, ...]

    @property
    def anchor(self) -> str:
        """The anchor of the statement on the page about the law."""
        return f"law-{self.key}"


@dataclass(frozen=True)
class Prohibition:
    """One thing that the law forbids readers, in a line.

    Attributes:
        text: The line, in English; it goes on after "In Russia you may not:".
        law: The articles in short.
        key: The key of the `Consequence` that it rests on.
    """

    text: str
    law: str
    key: str

    @property
    def consequence(self) -> Consequence:
        """The statement that supports it, with the law and the sources."""
        return consequence(self.key)


CONSEQUENCES: tuple[Consequence, ...] = (
    Consequence(
        key="who-decides",
        text=_(
            "The Prosecutor General or a deputy declares an organization "
            "“undesirable” with the agreement of the Foreign Ministry; no court takes "
            "part. The Justice Ministry keeps and publishes the list, and a decision "
            "can be reversed in the same way. Organizations have contested decisions "
            "in court afterwards; the European Court of Human Rights found that this "
            "review had become a formality."
        ),
        law=_("Federal Law No. 272-FZ of 28 December 2012, Art. 3.1"),
        as_of="2025-08-01",
        sources=(
            "http://en.kremlin.ru/acts/news/49511/print",
            "https://www.bfm.ru/amp/news/293678",
            "https://www.lexology.com/library/detail.aspx?g=69aa37b8-19ab-457c-bc68-0d2dea998c73",
        ),
    ),
    Consequence(
        key="taking-part",
        text=_(
            "Anybody who takes part in the activities of an “undesirable” "
            "organization can be fined, and in some cases prosecuted. “Taking part” is "
            "read broadly: our sources mention working for the organization, its "
            "events, donations, reposts and links."
        ),
        law=_("Code of Administrative Offences, Art. 20.33; Criminal Code, Art. 284.1"),
        as_of="2024-07-30",
        sources=(
            "https://vc.ru/media/592370-genprokuratura-priznala-nezhelatelnym-v-rossii-izdatelya-meduzy",
            "https://demcommunityfi.org/events/2024-07-community-official-update",
            "https://euobserver.com/eu-and-the-world/ar990f4aa3",
        ),
    ),
    Consequence(
        key="taking-part-abroad",
        text=_(
            "Since 2021 Russian citizens and legal entities are barred from taking "
            "part outside Russia as well, and can be fined if this is held to be "
            "against Russia's interests. Since July 2022 Article 284.1 of the "
            "Criminal Code also covers taking part abroad."
        ),
        law=_("Code of Administrative Offences, Art. 20.33; Criminal Code, Art. 284.1"),
        as_of="2026-02-20",
        sources=(
            "https://profile.ru/news/society/putin-podpisal-zakon-o-zaprete-na-uchastie-v-nezhelatelnyh-npo-za-rubezhom-886995/?amp",
            "https://nkeu.foreignaffairs.co.nz/2021/06/29/amendments-to-code-of-administrative-offences/",
            "https://thinktank.4freerussia.org/politics/amendments-to-the-law-on-undesirable-organizations-highlights/",
        ),
    ),
    Consequence(
        key="sharing-links",
        text=_(
            "Sharing an organization's materials, including a repost or a link on "
            "social media or on an institution's website, can be treated as taking "
            "part. Courts have fined people for a repost and for a single link, and "
            "officials of universities for links on the universities' websites."
        ),
        law=_("Code of Administrative Offences, Art. 20.33"),
        as_of="2025-11-25",
        sources=(
            "https://golos-kubani.ru/krasnodarskomu-aktivistu-vse-zhe-pridetsya-zaplatit-shtraf-za-repost/",
            "https://ovd.news/express-news/2024/04/25/zhitelnicu-tolyatti-oshtrafovali-na-pyat-tysyach-rubley-iz-za-rolika-s",
            "https://tass.ru/proisshestviya/25727643",
        ),
    ),
    Consequence(
        key="reading",
        text=_(
            "Reading is another matter: when Meduza was declared “undesirable” in January "
            "2023, lawyers of the Net Freedoms project said that donations, reposts and "
            "links may be treated as taking part, but that visiting its website is not "
            "punishable."
        ),
        law=_("Code of Administrative Offences, Art. 20.33"),
        as_of="2023-01",
        sources=(
            "https://vc.ru/media/592370-genprokuratura-priznala-nezhelatelnym-v-rossii-izdatelya-meduzy",
        ),
    ),
    Consequence(
        key="administrative-fines",
        text=_(
            "For taking part, where the act is not a crime, citizens can be fined "
            "5,000–15,000 rubles, officials 20,000–50,000 and legal entities "
            "50,000–100,000."
        ),
        law=_("Code of Administrative Offences, Art. 20.33"),
        as_of="2025-12-30",
        sources=(
            "https://www.unian.info/world/1081546-putin-signs-law-to-ban-undesirable-ngos-in-russia.html",
            "https://tass.com/politics/1824711",
            "https://www.rbc.ru/rbcfreenews/6953ccd99a794722e0fe0301",
        ),
    ),
    Consequence(
        key="criminal-participation",
        text=_(
            "Taking part after an earlier administrative penalty for the same, or "
            "after a conviction under this article, is a crime. The punishment can be "
            "a fine of 300,000–500,000 rubles, compulsory work or one to four years "
            "in prison."
        ),
        law=_("Criminal Code, Art. 284.1, part 1"),
        as_of="2024-08-02",
        sources=(
            "https://tass.com/politics/1303247",
            "https://amp.rbc.ru/rbcnews/politics/16/06/2021/60c9b8d79a79476392691cce",
            "https://tass.com/politics/1824711",
        ),
    ),
    Consequence(
        key="criminal-funding",
        text=_(
            "Giving or collecting money, or providing financial services, knowing "
            "that they serve the activities of an “undesirable” organization, is a "
            "crime even without an earlier penalty. It can bring one to five years in "
            "prison; milder punishments such as compulsory or forced labor are "
            "possible."
        ),
        law=_("Criminal Code, Art. 284.1, part 2"),
        as_of="2025-06-05",
        sources=(
            "https://tass.com/politics/1303247",
            "https://www.rightsinrussia.org/law-of-the-week-76/",
            "https://ura.news/news/1052944791",
            "https://tass.com/politics/1824711",
        ),
    ),
    Consequence(
        key="criminal-organizing",
        text=_(
            "Organizing the activities of an “undesirable” organization is a crime "
            "even without an earlier penalty and can bring two to six years in "
            "prison; compulsory or forced labor is possible instead. People abroad "
            "have been tried in their absence."
        ),
        law=_("Criminal Code, Art. 284.1, part 3"),
        as_of="2024-08-02",
        sources=(
            "https://tass.com/politics/1303247",
            "https://www.rightsinrussia.org/law-of-the-week-76/",
            "https://tass.com/politics/1824711",
        ),
    ),
    Consequence(
        key="banks",
        text=_(
            "Banks and other financial institutions in Russia must refuse "
            "transactions to which an “undesirable” organization is a party, and must "
            "report such refusals to the financial monitoring service."
        ),
        law=_("Federal Law No. 272-FZ of 28 December 2012, Art. 3.1"),
        as_of="2024",
        sources=(
            "https://base.garant.ru/71035684",
            "https://www.unian.info/world/1081546-putin-signs-law-to-ban-undesirable-ngos-in-russia.html",
            "https://pledgetimes.com/russia-has-proposed-banning-the-entry-of-foreigners-from-undesirable-organizations/",
        ),
    ),
    Consequence(
        key="websites-blocked",
        text=_(
            "The Prosecutor General or a deputy can have Roskomnadzor block, without "
            "a court decision, websites that carry an “undesirable” organization's "
            "materials. The demand may also name other websites that carry these "
            "materials or show how to reach them."
        ),
        law=_(
            "Federal Law No. 149-FZ on information, Art. 15.3 "
            "(as amended by No. 327-FZ of 25 November 2017)"
        ),
        as_of="2017-12",
        sources=(
            "http://government.ru/activities/selection/525/30402",
            "https://base.garant.ru/71818236/2ae307ddd408f3eb039bb4402aa8f71d",
            "https://pravo.ppt.ru/informatsiya/190493",
        ),
    ),
)

PROHIBITIONS: tuple[Prohibition, ...] = (
    Prohibition(
        _("take part in its work or its events"),
        _("Administrative Offences, Art. 20.33, and Criminal Code, Art. 284.1"),
        "taking-part",
    ),
    Prohibition(
        _("fund it, or collect money for it"), _("Criminal Code, Art. 284.1"), "criminal-funding"
    ),
    Prohibition(
        _("repost its material or link to it"),
        _("Administrative Offences, Art. 20.33"),
        "sharing-links",
    ),
)
"""The warnings at the top of the page of an organization."""

READING = "reading"
"""The key of what is known of mere reading."""


def consequence(key: str) -> Consequence:
    """Return a statement about the law.

    Args:
        key: Its key.
    """
    return next(each for each in CONSEQUENCES if each.key == key)

"""The groups that the status may concern (people, media, organizations, donors), and how.

Each point only repeats a statement of `law`, for one group of readers.
"""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.documents.law import Consequence, consequence
from dashboard.locale import mark as _


@dataclass(frozen=True)
class Point:
    """One consequence for a group.

    Attributes:
        text: What it is, in English; translated where shown.
        keys: The keys of the statements about the law on which it rests.
    """

    text: str
    keys: tuple[str, ...]

    @property
    def consequences(self) -> tuple[Consequence, ...]:
        """The statements that support it."""
        return tuple(map(consequence, self.keys))


@dataclass(frozen=True)
class Group:
    """A group of readers.

    Attributes:
        key: Its anchor on the page about the law.
        title: Its name, in English; translated where shown.
        points: What bears on it, the most frequent first.
    """

    key: str
    title: str
    points: tuple[Point, ...]


CONCERNED: tuple[Group, ...] = (
    Group(
        "people",
        _("People"),
        (
            Point(
                _(
                    "A repost or a link on social media can be treated as taking part; courts have "
                    "fined people for a single link."
                ),
                ("sharing-links",),
            ),
            Point(
                _(
                    "Taking part can bring a fine of 5,000–15,000 rubles. Taking part again after "
                    "such a penalty is a crime, with up to four years in prison."
                ),
                ("administrative-fines", "criminal-participation"),
            ),
            Point(
                _(
                    "Russian citizens abroad are covered too. We do not know how often people are "
                    "punished for what they do abroad."
                ),
                ("taking-part-abroad",),
            ),
            Point(
                _(
                    "Reading is not punished, lawyers of the Net Freedoms project said in January "
                    "2023 of visits to Meduza's website."
                ),
                ("reading",),
            ),
        ),
    ),
    Group(
        "media",
        _("Media"),
        (
            Point(
                _(
                    "A link to, or a repost of, material of a listed organization can be treated as "
                    "taking part. Look at the publisher before you link: where an outlet is itself "
                    "listed, we say so beside its name."
                ),
                ("sharing-links",),
            ),
            Point(
                _("Legal entities can be fined 50,000–100,000 rubles, officials 20,000–50,000."),
                ("administrative-fines",),
            ),
            Point(
                _(
                    "A website that carries such material, or shows how to reach it, can be blocked "
                    "without a court decision."
                ),
                ("websites-blocked",),
            ),
        ),
    ),
    Group(
        "ngos",
        _("NGOs and universities"),
        (
            Point(
                _(
                    "Working for a listed organization, or its events, can be treated as taking part."
                ),
                ("taking-part",),
            ),
            Point(
                _(
                    "A link on an institution's website can be enough: officials of universities have "
                    "been fined for links on the universities' websites."
                ),
                ("sharing-links", "administrative-fines"),
            ),
            Point(
                _("Russian legal entities may not take part abroad either."),
                ("taking-part-abroad",),
            ),
            Point(
                _(
                    "Organizing the activities of a listed organization is a crime even without an "
                    "earlier penalty, with two to six years in prison."
                ),
                ("criminal-organizing",),
            ),
        ),
    ),
    Group(
        "donors",
        _("Donors and payers"),
        (
            Point(
                _(
                    "Giving or collecting money, knowing that it serves a listed organization, is a "
                    "crime even without an earlier penalty, with one to five years in prison."
                ),
                ("criminal-funding",),
            ),
            Point(
                _(
                    "Banks in Russia must refuse a payment to or from a listed organization and "
                    "report the refusal to the financial monitoring service."
                ),
                ("banks",),
            ),
        ),
    ),
)
"""The groups, in the order of the page."""

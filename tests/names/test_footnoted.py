"""The mark that Russian law asks of media."""

from dashboard.names.answer import Mention, Sign, Standing
from dashboard.names.footnoted import footnoted

NAMES = {"gazette": "Газета", "fund": "Фонд «Помощь»"}


def mention(text, surface, owner, *, match="likely", status="listed", signs=()):
    start = text.index(surface)
    return Mention(
        start, start + len(surface), surface, owner, surface, 1.0,
        match=match, standing=Standing(status), signs=frozenset(signs),
    )  # fmt: skip


def test_each_certain_mention_gets_an_asterisk_and_the_text_one_footnote():
    text = "Об этом писали «Газета» и фонд Помощь."
    found = [mention(text, "Газета", "gazette"), mention(text, "фонд Помощь", "fund")]
    assert footnoted(text, found, NAMES) == (
        "Об этом писали «Газета»* и фонд Помощь*.\n\n"
        "* Деятельность организаций «Газета», Фонд «Помощь» признана нежелательной "
        "на территории Российской Федерации.\n"
    )


def test_what_has_its_asterisk_gets_no_second():
    text = "«Газета»* и Газета*"
    first = mention(text, "Газета", "gazette")
    again = Mention(12, 18, "Газета", "gazette", "Газета", 1.0, standing=Standing("listed"))
    assert footnoted(text, [first, again], NAMES).startswith(
        "«Газета»* и Газета*\n\n* Деятельность"
    )


def test_possible_mentions_addresses_and_removed_organizations_are_left_alone():
    text = "Газета, gazette.example, Фонд"
    found = [
        mention(text, "Газета", "gazette", match="possible"),
        mention(text, "gazette.example", "gazette", signs=[Sign.ADDRESS]),
        mention(text, "Фонд", "fund", status="delisted"),
    ]
    assert footnoted(text, found, NAMES) == text
